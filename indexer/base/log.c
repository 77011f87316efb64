/* log.c - Messages to the person at the terminal
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/log.h"

#include <stdarg.h>

static struct {
    const char *program;
    enum mt_log_level level;
} settings = {"mtsearch", MT_LOG_NORMAL};

void mt_log_init(const char *program, enum mt_log_level level)
{
    settings.program = program;
    settings.level = level;
}

static void say(const char *format, va_list args)
{
    char line[MT_ERROR_PATH_MAX + 1024];
    vsnprintf(line, sizeof line, format, args);
    fprintf(stderr, "%s: ", settings.program);
    for (const char *p = line; *p; p++) {
        if ((unsigned char)*p < 0x20 || *p == 0x7f)
            fprintf(stderr, "\\x%02x", (unsigned char)*p);
        else
            fputc(*p, stderr);
    }
    fputc('\n', stderr);
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
    if (err->path[0] && err->line)
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
