/* log.h - What the person at the terminal is told: the one place that writes to stderr
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Used by the two programs alone (mtindex's commands included); library rooms return errors. Every
 * message is one line that begins with the program's name; control characters in it, those that
 * turn the direction of writing, and those that hide are shown as \xNN: a file's name can hold any.
 */
#ifndef MT_BASE_LOG_H
#define MT_BASE_LOG_H

#include "base/base.h"
#include "base/error.h"
#include "base/str.h"

MT_BEGIN_DECLS

enum mt_log_level { MT_LOG_QUIET, MT_LOG_NORMAL, MT_LOG_VERBOSE };

/* Call once, first. `program` must live on. */
void mt_log_init(const char *program, enum mt_log_level level);

/* The text as it may reach a terminal: control characters as \xNN. NUL-terminated, in `ctx`. */
struct mt_str mt_log_clean(const void *ctx, struct mt_str text);

/* A line of what was asked for, on stdout, cleaned. */
void mt_log_result(struct mt_str line);

/* Always shown. */
void mt_log_error(const struct mt_error *err);
void mt_log_fail(const char *format, ...) MT_PRINTF(1, 2);
/* Not with MT_LOG_QUIET. */
void mt_log_note(const char *format, ...) MT_PRINTF(1, 2);
/* Only with MT_LOG_VERBOSE. */
void mt_log_detail(const char *format, ...) MT_PRINTF(1, 2);

MT_END_DECLS

#endif
