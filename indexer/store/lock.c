/* lock.c - One writer at a time, and who it is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* F_OFD_SETLK */
#include "base/base.h"
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/generation.h"

#define POLL_MS 100
#define LINE_MAX_BYTES 512

struct mt_lock {
    int fd;
};

/* ---- The holder ---- */

static struct mt_str first_line(struct mt_str text)
{
    struct mt_str line = {NULL, 0};
    mt_str_next(&text, '\n', &line);
    return line;
}

enum mt_status mt_lock_sign(struct mt_lock *lock, const char *command, struct mt_error *err)
{
    struct tm now;
    time_t seconds = time(NULL);
    char started[32] = "?", line[LINE_MAX_BYTES];
    if (localtime_r(&seconds, &now))
        strftime(started, sizeof started, "%Y-%m-%dT%H:%M:%S", &now);
    struct mt_str what = first_line(mt_str(command)); /* one line in the file */
    int n = snprintf(line, sizeof line - 1, "%ld %s %.*s", (long)getpid(), started, MT_ARG(what));
    size_t len = n < (int)sizeof line - 1 ? (size_t)n : sizeof line - 2;
    line[len++] = '\n';
    struct stat before;
    bool known = fstat(lock->fd, &before) == 0;
    errno = ENOSPC; /* what a short write means */
    if (ftruncate(lock->fd, 0) != 0 || pwrite(lock->fd, line, len, 0) != (ssize_t)len)
        return mt_error_errno(err, "cannot write the lock");
    if (known)
        mt_lock_mark(lock, before.st_mtim);
    return MT_OK;
}

/* ---- When the index was true ---- */

void mt_lock_mark(struct mt_lock *lock, struct timespec when)
{
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, when};
    (void)futimens(lock->fd, times);
}

int64_t mt_lock_verified(const char *dir)
{
    struct stat st;
    struct mt_str path = mt_str_printf(NULL, "%s/lock", dir);
    bool known = stat(path.ptr, &st) == 0;
    mt_free((char *)path.ptr);
    return known ? mt_file_time(st.st_mtim) : 0;
}

/* ---- Who else holds it ---- */

static bool lives(pid_t pid)
{
    return pid > 0 && (kill(pid, 0) == 0 || errno == EPERM);
}

/* Says who holds the lock, from what it signed; what a dead process signed is of no use. */
static enum mt_status report_holder(int fd, struct mt_error *err)
{
    char bytes[LINE_MAX_BYTES];
    ssize_t n = pread(fd, bytes, sizeof bytes, 0);
    struct mt_str rest = first_line(mt_str_of(bytes, n > 0 ? (size_t)n : 0));
    struct mt_str pid = {NULL, 0}, started = {NULL, 0};
    uint64_t number;
    if (!mt_str_next(&rest, ' ', &pid) || !mt_str_to_u64(pid, &number) ||
        !mt_str_next(&rest, ' ', &started) || !lives((pid_t)number))
        return mt_error_set(err, MT_ERR_LOCKED, "another mtindex is at work on this index");
    size_t t = mt_str_find_char(started, 'T', 0);
    struct mt_str day = mt_str_slice(started, 0, t == MT_NPOS ? started.len : t);
    struct mt_str clock = mt_str_slice(started, day.len + 1, started.len);
    return mt_error_set(
        err, MT_ERR_LOCKED,
        "another mtindex (pid %.*s, since %.*s %.*s: %.*s) is at work on this index", MT_ARG(pid),
        MT_ARG(day), MT_ARG(clock), MT_ARG(rest));
}

/* ---- Taking it ---- */

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static enum mt_status wait_for(int fd, unsigned wait_s, struct mt_error *err)
{
    const struct timespec pause = {.tv_nsec = POLL_MS * 1000000L};
    int64_t give_up = now_ms() + (int64_t)wait_s * 1000;
    for (;;) {
        struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
        if (fcntl(fd, F_OFD_SETLK, &whole) == 0)
            return MT_OK;
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN && errno != EACCES)
            return mt_error_errno(err, "cannot lock");
        if (now_ms() >= give_up)
            return report_holder(fd, err);
        nanosleep(&pause, NULL);
    }
}

/* Nothing of ours is put in a folder that holds something else. */
static enum mt_status prepare_folder(const char *dir, struct mt_error *err)
{
    struct mt_generations found;
    enum mt_status status = mt_file_make_folder(dir, err);
    if (status == MT_OK)
        status = mt_generations_look(dir, &found, err);
    if (status == MT_OK && found.state == MT_INDEX_FOREIGN)
        status = mt_generations_status(&found, dir, err);
    return status;
}

enum mt_status mt_lock_take(const char *dir, unsigned wait_s, struct mt_lock **out,
                            struct mt_error *err)
{
    enum mt_status status = prepare_folder(dir, err);
    if (status != MT_OK)
        return status;
    struct mt_str path = mt_str_printf(NULL, "%s/lock", dir);
    int fd = open(path.ptr, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        status = mt_error_errno(err, "cannot open the lock");
    else
        status = wait_for(fd, wait_s, err);
    if (status == MT_OK) {
        *out = mt_new(NULL, struct mt_lock);
        (*out)->fd = fd;
    } else {
        mt_error_at(err, path.ptr, 0);
        if (fd >= 0)
            close(fd);
    }
    mt_free((char *)path.ptr);
    return status;
}

void mt_lock_free(struct mt_lock *lock)
{
    if (!lock)
        return;
    close(lock->fd);
    mt_free(lock);
}
