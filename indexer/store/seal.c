/* seal.c - Whether the files of a generation are still as their writer left them
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/pack.h"

#define SEAL "seal"
/* Names the tables' roots; replaced whole by every commit. */
#define VERSION_FILE "iamglass"
#define BLOCK_BYTES 8192
/* So many are read at a time. */
#define BLOCKS_A_READ 32
#define SUM_BYTES 4
#define SEAL_MAX ((size_t)1 << 30)
/* Of so many commits after the sealed one a block may be, where there were some: more than a run
 * that failed or was killed leaves without a seal, which whoever opens the tables judges. */
#define NEWER_MAX 16
/* A block may be read while it is written. */
#define BLOCK_TRIES 3

static const char *const names[] = {VERSION_FILE,     "postlist.glass", "docdata.glass",
                                    "termlist.glass", "position.glass", "spelling.glass",
                                    "synonym.glass"};

struct sealed_file {
    struct mt_str name; /* NUL-terminated */
    uint64_t size;
    int64_t mtime_ns;
    struct mt_str sums; /* SUM_BYTES a block */
};

struct seal {
    struct mt_str bytes;
    uint32_t revision;
    uint32_t newest; /* that a block may be of; not stored */
    struct mt_str archives;
    struct sealed_files MT_VEC(struct sealed_file) files;
};

/* ---- Blocks ---- */

static enum mt_status damaged(struct mt_error *err, const char *name)
{
    return mt_error_set(err, MT_ERR_CORRUPT, "the index is damaged (%s): run mtindex rebuild",
                        name);
}

static int64_t mtime_of(const struct stat *st)
{
    return mt_file_time(st->st_mtim);
}

/* The number of bytes of so many blocks, fewer at the end of the file; -1 with errno. */
static ssize_t read_blocks(int fd, size_t number, char *blocks, size_t n_blocks)
{
    size_t len = 0, all = n_blocks * BLOCK_BYTES;
    while (len < all) {
        off_t at = (off_t)(number * BLOCK_BYTES + len);
        ssize_t n = pread(fd, blocks + len, all - len, at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0)
            break;
        len += (size_t)n;
    }
    return (ssize_t)len;
}

/* One of those read; what is behind the end of the file is empty. */
static struct mt_str block_of(struct mt_str read, size_t number)
{
    return mt_str_slice(read, number * BLOCK_BYTES, (number + 1) * BLOCK_BYTES);
}

/* Big-endian, as Xapian's. */
static uint32_t get_u32(const char *bytes)
{
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* Whether it is a block of a table, written after the commit of this revision. */
static bool is_newer(struct mt_str file, struct mt_str block, uint32_t revision)
{
    return !mt_str_eq(file, mt_str(VERSION_FILE)) && block.len == BLOCK_BYTES &&
           get_u32(block.ptr) > revision;
}

static void add_u32(struct mt_buf *buf, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        mt_buf_add_char(buf, (char)(value >> shift & 0xff));
}

/* ---- Sealing ---- */

static void pack_file(const struct sealed_file *file, struct mt_buf *out)
{
    mt_pack_str(out, file->name);
    mt_pack_u64(out, file->size);
    mt_pack_i64(out, file->mtime_ns);
    mt_pack_str(out, file->sums);
}

/* No block is of a later commit than the last: one that says so is damaged. */
static enum mt_status sum_blocks(void *ctx, int fd, uint32_t revision, struct sealed_file *out,
                                 struct mt_error *err)
{
    struct stat st;
    char *blocks = mt_alloc(ctx, BLOCKS_A_READ * BLOCK_BYTES);
    struct mt_buf sums;
    ssize_t n = 0;
    mt_buf_init(&sums, ctx, SEAL_MAX);
    if (fstat(fd, &st) != 0)
        return mt_error_errno(err, "cannot stat");
    for (size_t i = 0; (n = read_blocks(fd, i, blocks, BLOCKS_A_READ)) > 0; i += BLOCKS_A_READ) {
        const struct mt_str read = mt_str_of(blocks, (size_t)n);
        for (size_t b = 0; b * BLOCK_BYTES < read.len; b++) {
            struct mt_str block = block_of(read, b);
            if (is_newer(out->name, block, revision))
                return damaged(err, out->name.ptr);
            add_u32(&sums, mt_hash32(block));
        }
    }
    if (n < 0)
        return mt_error_errno(err, "cannot read");
    out->size = (uint64_t)st.st_size;
    out->mtime_ns = mtime_of(&st);
    out->sums = mt_buf_str(&sums);
    return MT_OK;
}

/* Adds one file to the seal; tables that were never needed are not there. */
static enum mt_status seal_file(void *ctx, const char *folder, const char *name, uint32_t revision,
                                struct mt_buf *out, struct mt_error *err)
{
    struct sealed_file file = {.name = mt_str(name)};
    const char *path = mt_str_printf(ctx, "%s/%s", folder, name).ptr;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT)
        return MT_OK;
    enum mt_status status = fd < 0 ? mt_error_errno(err, "cannot open") : MT_OK;
    if (status == MT_OK)
        status = sum_blocks(ctx, fd, revision, &file, err);
    if (status == MT_OK)
        pack_file(&file, out);
    else
        mt_error_at(err, path, 0);
    if (fd >= 0)
        close(fd);
    return status;
}

enum mt_status mt_seal_write(const char *path, uint32_t revision, struct mt_str archives,
                             struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_buf seal;
    enum mt_status status = MT_OK;
    mt_buf_init(&seal, scratch, SEAL_MAX);
    mt_pack_u64(&seal, revision);
    mt_pack_str(&seal, archives);
    for (size_t i = 0; status == MT_OK && i < MT_COUNT(names); i++)
        status = seal_file(scratch, path, names[i], revision, &seal, err);
    mt_buf_add(&seal, mt_str(mt_hash(mt_buf_str(&seal)).hex));
    if (status == MT_OK) {
        struct mt_str name = mt_str_printf(scratch, "%s/" SEAL, path);
        status = mt_file_replace(name.ptr, mt_buf_str(&seal), err);
    }
    mt_free(scratch);
    return status;
}

/* ---- Checking ---- */

static enum mt_status load(const void *ctx, const char *folder, struct seal *out,
                           struct mt_error *err)
{
    struct seal seal = {.revision = 0};
    const char *path = mt_str_printf(ctx, "%s/" SEAL, folder).ptr;
    enum mt_status status = mt_file_read(ctx, path, SEAL_MAX, &seal.bytes, err);
    if (status == MT_ERR_LIMIT || status == MT_ERR_FORMAT)
        return damaged(err, SEAL);
    if (status != MT_OK)
        return status;
    if (seal.bytes.len < MT_HASH_HEX)
        return damaged(err, SEAL);
    size_t end = seal.bytes.len - MT_HASH_HEX;
    struct mt_str content = mt_str_slice(seal.bytes, 0, end);
    struct mt_str hash = mt_str_slice(seal.bytes, end, seal.bytes.len);
    struct mt_unpack in = mt_unpack(content);
    if (!mt_str_eq(hash, mt_str(mt_hash(content).hex)))
        return damaged(err, SEAL);
    seal.revision = mt_unpack_u32(&in);
    seal.newest = seal.revision + 1; /* of a run at work, or one that was killed */
    seal.archives = mt_unpack_str(&in);
    while (!in.bad && in.at < in.end) {
        struct sealed_file *file = mt_push(ctx, &seal.files);
        file->name = mt_str_copy(ctx, mt_unpack_str(&in));
        file->size = mt_unpack_u64(&in);
        file->mtime_ns = mt_unpack_i64(&in);
        file->sums = mt_unpack_str(&in);
    }
    if (in.bad)
        return damaged(err, SEAL);
    *out = seal;
    return MT_OK;
}

static bool is_as_sealed(const struct seal *seal, const struct sealed_file *file, size_t number,
                         struct mt_str block)
{
    bool newer = is_newer(file->name, block, seal->revision);
    return (newer && !is_newer(file->name, block, seal->newest)) ||
           mt_hash32(block) == get_u32(file->sums.ptr + number * SUM_BYTES);
}

static enum mt_status check_block(const struct seal *seal, const struct sealed_file *file, int fd,
                                  size_t number, struct mt_error *err)
{
    const struct timespec pause = {.tv_nsec = 1000000};
    char block[BLOCK_BYTES];
    for (int tries = 0; tries < BLOCK_TRIES; tries++) {
        ssize_t n = read_blocks(fd, number, block, 1);
        if (n < 0)
            return mt_error_errno(err, "cannot read");
        if (is_as_sealed(seal, file, number, mt_str_of(block, (size_t)n)))
            return MT_OK;
        nanosleep(&pause, NULL);
    }
    return damaged(err, file->name.ptr);
}

static enum mt_status check_blocks(const void *ctx, const struct seal *seal,
                                   const struct sealed_file *file, const char *path,
                                   struct mt_error *err)
{
    char *blocks = mt_alloc(ctx, BLOCKS_A_READ * BLOCK_BYTES);
    struct mt_str read = {blocks, 0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum mt_status status = fd < 0 ? mt_error_errno(err, "cannot open") : MT_OK;
    for (size_t i = 0; status == MT_OK && i < file->sums.len / SUM_BYTES; i++) {
        if (i % BLOCKS_A_READ == 0) {
            ssize_t n = read_blocks(fd, i, blocks, BLOCKS_A_READ);
            read.len = n > 0 ? (size_t)n : 0;
        }
        if (!is_as_sealed(seal, file, i, block_of(read, i % BLOCKS_A_READ)))
            status = check_block(seal, file, fd, i, err);
    }
    if (status != MT_OK)
        mt_error_at(err, path, 0);
    if (fd >= 0)
        close(fd);
    return status;
}

static enum mt_status check_file(const void *ctx, const char *folder, struct seal *seal,
                                 const struct sealed_file *file, bool every_block,
                                 struct mt_error *err)
{
    struct stat st;
    const char *path = mt_str_printf(ctx, "%s/%s", folder, file->name.ptr).ptr;
    bool version = mt_str_eq(file->name, mt_str(VERSION_FILE));
    if (stat(path, &st) != 0) {
        enum mt_status failed = mt_error_errno(err, "cannot stat");
        mt_error_at(err, path, 0);
        return failed;
    }
    if (!every_block && (uint64_t)st.st_size == file->size && mtime_of(&st) == file->mtime_ns)
        return MT_OK;
    enum mt_status status = check_blocks(ctx, seal, file, path, err);
    if (!version || status != MT_ERR_CORRUPT)
        return status;
    /* committed since; or damaged: the revision that it names will tell */
    seal->newest = seal->revision + NEWER_MAX;
    return MT_OK;
}

/* Whether somebody has put another seal in place of the one that was loaded. */
static bool is_replaced(const void *ctx, const char *folder, const struct seal *seal)
{
    struct seal now;
    return load(ctx, folder, &now, NULL) == MT_OK && !mt_str_eq(now.bytes, seal->bytes);
}

enum mt_status mt_seal_check(const char *path, bool every_block, struct mt_sealed *out,
                             struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct seal seal;
    enum mt_status status = load(scratch, path, &seal, err);
    for (size_t i = 0; status == MT_OK && i < seal.files.len; i++) /* first what names the commit */
        status = check_file(scratch, path, &seal, &seal.files.ptr[i], every_block, err);
    if (status == MT_ERR_CORRUPT && is_replaced(scratch, path, &seal))
        status = mt_error_set(err, MT_ERR_STALE, "the index changed while it was read: ask again");
    if (status == MT_OK)
        *out = (struct mt_sealed){seal.revision, seal.newest == seal.revision + 1};
    mt_free(scratch);
    return status;
}

enum mt_status mt_seal_archives(const void *ctx, const char *path, struct mt_str *out,
                                struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct seal seal = {0};
    enum mt_status status = load(scratch, path, &seal, err);
    if (status == MT_OK)
        *out = mt_str_copy(ctx, seal.archives);
    mt_free(scratch);
    return status;
}
