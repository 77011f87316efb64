/* log.c - Messages to the person at the terminal
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/log.h"

#include <stdarg.h>

#include "base/memory.h"

static struct {
    const char *program;
    enum mt_log_level level;
} settings = {"mtsearch", MT_LOG_NORMAL};

void mt_log_init(const char *program, enum mt_log_level level)
{
    settings.program = program;
    settings.level = level;
}

struct mt_str mt_log_clean(const void *ctx, struct mt_str text)
{
    struct mt_buf clean;
    mt_buf_init(&clean, (void *)ctx, SIZE_MAX / 2);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 || c == 0x7f)
            mt_buf_printf(&clean, "\\x%02x", c);
        else
            mt_buf_add_char(&clean, text.ptr[i]);
    }
    return mt_buf_str(&clean);
}

static void say(const char *format, va_list args)
{
    char line[MT_ERROR_PATH_MAX + 1024];
    void *scratch = mt_context(NULL);
    vsnprintf(line, sizeof line, format, args);
    fprintf(stderr, "%s: %s\n", settings.program, mt_log_clean(scratch, mt_str(line)).ptr);
    mt_free(scratch);
}

void mt_log_fail(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
}

void mt_log_error(const struct mt_error *err)
{
    if (err->path[0] && err->line && err->column)
        mt_log_fail("%s:%u:%u: %s", err->path, err->line, err->column, err->message);
    else if (err->path[0] && err->line)
        mt_log_fail("%s:%u: %s", err->path, err->line, err->message);
    else if (err->path[0])
        mt_log_fail("%s: %s", err->path, err->message);
    else
        mt_log_fail("%s", err->message);
}

void mt_log_note(const char *format, ...)
{
    if (settings.level == MT_LOG_QUIET)
        return;
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
}

void mt_log_detail(const char *format, ...)
{
    if (settings.level != MT_LOG_VERBOSE)
        return;
    va_list args;
    va_start(args, format);
    say(format, args);
    va_end(args);
}
