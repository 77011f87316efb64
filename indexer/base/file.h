/* file.h - Reading whole files with a cap, writing small ones atomically
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_FILE_H
#define MT_BASE_FILE_H

#include "base/base.h"
#include "base/error.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* No note is larger; a file that is becomes a problem row. */
#define MT_FILE_MAX ((size_t)64 << 20)

/* All bytes of a regular file (also one that grows while it is read, up to the cap), followed by a
 * NUL that is not counted. Never blocks on a FIFO or device.
 * Errors: NOT_FOUND, PERMISSION, IO, LIMIT (over `cap` bytes), FORMAT (not a regular file). */
MT_NODISCARD enum mt_status mt_file_read(const void *ctx, const char *path, size_t cap,
                                         struct mt_str *out, struct mt_error *err);

/* Replaces the file by these bytes so that a reader, also one after a power cut, sees the old or
 * the new content: temporary file beside it, fsync, rename, fsync of the folder. Mode 0600.
 * Errors: NOT_FOUND (no such folder), PERMISSION, FULL, IO. */
MT_NODISCARD enum mt_status mt_file_replace(const char *path, struct mt_str bytes,
                                            struct mt_error *err);

/* Makes a folder and its missing parents, each 0700; one that exists is left as it is.
 * Errors: PERMISSION, FULL, IO, NOT_FOUND (something that is no folder is in the way). */
MT_NODISCARD enum mt_status mt_file_make_folder(const char *path, struct mt_error *err);

/* Removes a folder with all in it, following no symlink; a missing one is fine.
 * Errors: PERMISSION, IO. */
MT_NODISCARD enum mt_status mt_file_remove_folder(const char *path, struct mt_error *err);

/* A file's time in nanoseconds since 1970. These end in 1677 and in 2262: a time beyond is the last
 * there is. */
static inline int64_t mt_file_time(struct timespec time)
{
    const int64_t second = 1000000000, most = INT64_MAX / second - 1;
    if (time.tv_sec > most || time.tv_sec < -most)
        return time.tv_sec > 0 ? INT64_MAX : INT64_MIN;
    return (int64_t)time.tv_sec * second + time.tv_nsec;
}

MT_END_DECLS

#endif
