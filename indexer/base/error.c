/* error.c - Statuses, and the error object that carries the reason
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>

const char *mt_status_name(enum mt_status status)
{
    static const char *const names[MT_STATUS_COUNT] = {
        [MT_OK] = "ok",
        [MT_ERR_USAGE] = "usage",
        [MT_ERR_NOT_FOUND] = "not_found",
        [MT_ERR_PERMISSION] = "permission",
        [MT_ERR_FORMAT] = "format",
        [MT_ERR_LIMIT] = "limit",
        [MT_ERR_IO] = "io",
        [MT_ERR_FULL] = "full",
        [MT_ERR_LOCKED] = "locked",
        [MT_ERR_STALE] = "stale",
        [MT_ERR_SCHEMA] = "schema",
        [MT_ERR_CORRUPT] = "corrupt",
        [MT_ERR_NETWORK] = "network",
        [MT_ERR_TIMEOUT] = "timeout",
        [MT_ERR_NOMEM] = "nomem",
        [MT_ERR_INTERNAL] = "internal",
    };
    assert((unsigned)status < MT_STATUS_COUNT);
    return names[status];
}

enum mt_status mt_error_set(struct mt_error *err, enum mt_status status, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        err->status = status;
    }
    return status;
}

static enum mt_status status_of_errno(int code)
{
    switch (code) {
    case ENOENT:
    case ENOTDIR:
        return MT_ERR_NOT_FOUND;
    case EACCES:
    case EPERM:
    case EROFS:
        return MT_ERR_PERMISSION;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return MT_ERR_FULL;
    default:
        return MT_ERR_IO;
    }
}

const char *mt_error_reason(int code)
{
    switch (code) {
    case ENOSPC:
        return "the disk is full: free some space and run it again";
    case EDQUOT:
        return "the disk quota is used up: free some space and run it again";
    case EFBIG:
        return "the limit of a file's size is reached: see ulimit -f";
    default:
        return strerror(code);
    }
}

enum mt_status mt_error_errno(struct mt_error *err, const char *format, ...)
{
    int code = errno;
    enum mt_status status = status_of_errno(code);
    if (err) {
        va_list args;
        va_start(args, format);
        int n = vsnprintf(err->message, sizeof err->message, format, args);
        va_end(args);
        if (n >= 0 && (size_t)n < sizeof err->message)
            snprintf(err->message + n, sizeof err->message - (size_t)n, ": %s",
                     mt_error_reason(code));
        err->status = status;
        err->sys_errno = code;
    }
    return status;
}

void mt_error_at(struct mt_error *err, const char *path, uint32_t line)
{
    if (!err)
        return;
    snprintf(err->path, sizeof err->path, "%s", path);
    err->line = line;
}
