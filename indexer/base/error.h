/* error.h - Statuses, and the error object that carries the reason
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The caller owns the error object, usually on its stack; nothing in it is allocated, so it needs
 * no release and survives any context. A lower layer's message is passed on as it is: add a path
 * or a line where it lacks one, never replace the reason.
 *
 *     struct mt_error err = {0};
 *     if (mt_file_read(ctx, path, MT_FILE_MAX, &bytes, &err) != MT_OK)
 *         mt_log_error(&err);
 */
#ifndef MT_BASE_ERROR_H
#define MT_BASE_ERROR_H

#include "base/base.h"

MT_BEGIN_DECLS

enum mt_status {
    MT_OK = 0,
    MT_ERR_USAGE,      /* the caller's words make no sense: an option, a pattern */
    MT_ERR_NOT_FOUND,  /* no such file, index, document */
    MT_ERR_PERMISSION, /* exists, but may not be read or written */
    MT_ERR_FORMAT,     /* bytes that are not what they should be; `line` says where */
    MT_ERR_LIMIT,      /* larger, deeper or more than a documented limit */
    MT_ERR_IO,         /* the system failed while reading or writing; `sys_errno` */
    MT_ERR_FULL,       /* no space, quota or file size limit reached */
    MT_ERR_LOCKED,     /* another process writes this index */
    MT_ERR_STALE,      /* the index changed under a reader: open it anew and repeat */
    MT_ERR_SCHEMA,     /* not an index of ours, or one of another version */
    MT_ERR_CORRUPT,    /* the index is damaged or half written */
    MT_ERR_NETWORK,    /* a remote index does not answer */
    MT_ERR_TIMEOUT,    /* the time limit ended the work */
    MT_ERR_NOMEM,      /* the index library ran out of memory */
    MT_ERR_INTERNAL,   /* a bug of ours */
    MT_STATUS_COUNT
};

#define MT_ERROR_PATH_MAX 4096

struct mt_error {
    enum mt_status status;
    int sys_errno;                /* errno of the system call, or 0 */
    uint32_t line;                /* where in `path`, or 0 */
    uint32_t column;              /* where in `line`, or 0 */
    char path[MT_ERROR_PATH_MAX]; /* the file spoken of, or "" */
    char message[512];            /* why, and what to do; no trailing newline */
};

/* A short lower-case name of the status for scripts: "not_found", "locked". Static storage. */
const char *mt_status_name(enum mt_status status);

/* Fills `err` (if not NULL) with a status and a message, leaving path and line as they are, and
 * returns `status`, so that a failing function can `return mt_error_set(...)`. */
enum mt_status mt_error_set(struct mt_error *err, enum mt_status status, const char *format, ...)
    MT_PRINTF(3, 4);

/* What a system error means to the user, with what to do about it where nothing can be written any
 * more; else what strerror says. Lives as what strerror gives. */
const char *mt_error_reason(int code);

/* As mt_error_set, from errno: the status follows from it (ENOENT: NOT_FOUND, EACCES and EPERM and
 * EROFS: PERMISSION, ENOSPC and EDQUOT and EFBIG: FULL, else IO), and mt_error_reason ends the
 * message. */
enum mt_status mt_error_errno(struct mt_error *err, const char *format, ...) MT_PRINTF(2, 3);

/* Says where: the path is copied (cut at MT_ERROR_PATH_MAX - 1 bytes). `line` may be 0. */
void mt_error_at(struct mt_error *err, const char *path, uint32_t line);

MT_END_DECLS

#endif
