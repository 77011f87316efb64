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

/* How many bytes at the start could act on a terminal or hide something: a C0 control character or
 * DEL, a C1 one, one that turns the direction of writing, a space of no width, a tag. As
 * text/display.h, which no room below it can ask. */
static size_t harmful(struct mt_str s)
{
    static const struct {
        const char *lead;
        unsigned char first, last; /* of the byte after it */
    } ranges[] = {
        {"\xc2", 0x80, 0x9f},         /* C1 */
        {"\xd8", 0x9c, 0x9c},         /* U+061C */
        {"\xe2\x80", 0x8b, 0x8b},     /* U+200B */
        {"\xe2\x80", 0x8e, 0x8f},     /* U+200E, U+200F */
        {"\xe2\x80", 0xa8, 0xae},     /* U+2028 to U+202E */
        {"\xe2\x81", 0xa0, 0xaf},     /* U+2060 to U+206F */
        {"\xef\xbb", 0xbf, 0xbf},     /* U+FEFF */
        {"\xf3\xa0\x80", 0x80, 0xbf}, /* U+E0000 to U+E007F */
        {"\xf3\xa0\x81", 0x80, 0xbf},
    };
    unsigned char c = (unsigned char)s.ptr[0];
    if (c < 0x20 || c == 0x7f)
        return 1;
    for (size_t i = 0; i < MT_COUNT(ranges); i++) {
        struct mt_str lead = mt_str(ranges[i].lead);
        if (s.len <= lead.len || !mt_str_starts(s, lead))
            continue;
        c = (unsigned char)s.ptr[lead.len];
        if (c >= ranges[i].first && c <= ranges[i].last)
            return lead.len + 1;
    }
    return 0;
}

struct mt_str mt_log_clean(const void *ctx, struct mt_str text)
{
    struct mt_buf clean;
    mt_buf_init(&clean, (void *)ctx, SIZE_MAX / 2);
    for (size_t i = 0; i < text.len;) {
        size_t n = harmful(mt_str_slice(text, i, text.len));
        if (n == 0)
            mt_buf_add_char(&clean, text.ptr[i++]);
        for (; n > 0; n--)
            mt_buf_printf(&clean, "\\x%02x", (unsigned char)text.ptr[i++]);
    }
    return mt_buf_str(&clean);
}

void mt_log_result(struct mt_str line)
{
    void *scratch = mt_context(NULL);
    puts(mt_log_clean(scratch, line).ptr);
    mt_free(scratch);
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
