/* file.c - Reading whole files with a cap, writing small ones atomically
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* nftw */
#include "base/base.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

static enum mt_status read_all(const void *ctx, int fd, size_t expected, size_t cap,
                               struct mt_str *out, struct mt_error *err)
{
    size_t room = (expected < cap ? expected : cap) + 2, len = 0;
    char *bytes = mt_alloc(ctx, room);
    for (;;) {
        ssize_t n = read(fd, bytes + len, room - len - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            enum mt_status status = mt_error_errno(err, "cannot read");
            mt_free(bytes);
            return status;
        }
        if (n == 0)
            break;
        len += (size_t)n;
        if (len > cap) {
            mt_free(bytes);
            return mt_error_set(err, MT_ERR_LIMIT, "larger than %zu MB: not read", cap >> 20);
        }
        if (len + 1 == room) {
            room = room * 2 < cap + 2 ? room * 2 : cap + 2;
            bytes = mt_resize(ctx, bytes, room);
        }
    }
    bytes[len] = '\0';
    *out = mt_str_of(bytes, len);
    return MT_OK;
}

enum mt_status mt_file_read(const void *ctx, const char *path, size_t cap, struct mt_str *out,
                            struct mt_error *err)
{
    enum mt_status status = MT_OK;
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        status = mt_error_errno(err, "cannot open");
    else if (fstat(fd, &st) != 0)
        status = mt_error_errno(err, "cannot stat");
    else if (!S_ISREG(st.st_mode))
        status = mt_error_set(err, MT_ERR_FORMAT, "not a regular file");
    else
        status = read_all(ctx, fd, (size_t)st.st_size, cap, out, err);
    if (status != MT_OK)
        mt_error_at(err, path, 0);
    if (fd >= 0)
        close(fd);
    return status;
}

static enum mt_status write_all(int fd, struct mt_str bytes, struct mt_error *err)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return mt_error_errno(err, "cannot write");
        bytes = mt_str_slice(bytes, (size_t)n, bytes.len);
    }
    return fsync(fd) == 0 ? MT_OK : mt_error_errno(err, "cannot write to disk");
}

/* After a rename, the folder itself must reach the disk. */
static enum mt_status sync_folder_of(const char *path, struct mt_error *err)
{
    const char *slash = strrchr(path, '/');
    struct mt_str folder = slash ? mt_str_of(path, (size_t)(slash - path) + 1) : mt_str(".");
    char *name = mt_strdup(NULL, folder);
    int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    mt_free(name);
    enum mt_status status = MT_OK;
    if (fd < 0 || fsync(fd) != 0)
        status = mt_error_errno(err, "cannot write the folder to disk");
    if (fd >= 0)
        close(fd);
    return status;
}

enum mt_status mt_file_replace(const char *path, struct mt_str bytes, struct mt_error *err)
{
    struct mt_str temporary = mt_str_printf(NULL, "%s.tmp", path);
    enum mt_status status;
    int fd = open(temporary.ptr, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        status = mt_error_errno(err, "cannot create");
    } else {
        status = write_all(fd, bytes, err);
        if (close(fd) != 0 && status == MT_OK)
            status = mt_error_errno(err, "cannot write");
        if (status == MT_OK && rename(temporary.ptr, path) != 0)
            status = mt_error_errno(err, "cannot rename");
        if (status == MT_OK)
            status = sync_folder_of(path, err);
        else
            unlink(temporary.ptr);
    }
    if (status != MT_OK)
        mt_error_at(err, path, 0);
    mt_free((char *)temporary.ptr);
    return status;
}

static enum mt_status make_one_folder(const char *name, struct mt_error *err)
{
    struct stat st;
    if (mkdir(name, 0700) == 0)
        return MT_OK;
    if (errno == EEXIST) {
        if (stat(name, &st) == 0 && S_ISDIR(st.st_mode))
            return MT_OK;
        errno = ENOTDIR;
    }
    enum mt_status status = mt_error_errno(err, "cannot make the folder");
    mt_error_at(err, name, 0);
    return status;
}

enum mt_status mt_file_make_folder(const char *path, struct mt_error *err)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return MT_OK;
    char *name = mt_strdup(NULL, mt_str(path));
    size_t len = strlen(path);
    enum mt_status status = MT_OK;
    for (size_t end = 1; end <= len && status == MT_OK; end++) {
        if (path[end] != '/' && path[end] != '\0')
            continue;
        name[end] = '\0';
        status = make_one_folder(name, err);
        name[end] = path[end];
    }
    mt_free(name);
    return status;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *where)
{
    (void)st, (void)type, (void)where;
    return remove(path);
}

enum mt_status mt_file_remove_folder(const char *path, struct mt_error *err)
{
    if (nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
        return MT_OK;
    enum mt_status status = mt_error_errno(err, "cannot remove");
    mt_error_at(err, path, 0);
    return status;
}
