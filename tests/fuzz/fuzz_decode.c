/* fuzz_decode.c - Any bytes decode to clean UTF-8 whose places lie in the file, in order
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/decode.h"

#include <unicode/utf8.h>

#define MUST(condition)   \
    do {                  \
        if (!(condition)) \
            abort();      \
    } while (0)

static void check_characters(struct mt_str str)
{
    for (size_t at = 0; at < str.len;) {
        UChar32 c;
        U8_NEXT(str.ptr, at, str.len, c);
        MUST(c >= 0);
        MUST(c >= 0x20 || c == '\n' || c == '\t');
        MUST(c < 0x7f || c >= 0xa0);
    }
    MUST(str.ptr[str.len] == '\0');
}

static void check_lines(const struct mt_text *text)
{
    size_t line = 0;
    MUST(text->n_lines > 0 && text->lines[0] == 0);
    for (size_t at = 0; at <= text->str.len; at++) {
        if (at > 0 && text->str.ptr[at - 1] == '\n')
            MUST(++line < text->n_lines && text->lines[line] == at);
        MUST(mt_text_line(text, at) == line + 1);
    }
    MUST(line + 1 == text->n_lines);
}

static void check_places(const struct mt_text *text, size_t size)
{
    struct mt_place last = {0, 1, 1};
    MUST(text->n_map > 0 && text->map[0].text == 0);
    for (size_t i = 1; i < text->n_map; i++)
        MUST(text->map[i].text > text->map[i - 1].text &&
             text->map[i].file > text->map[i - 1].file);
    for (size_t at = 0; at <= text->str.len; at++) {
        struct mt_place place = mt_text_place(text, at);
        MUST(place.byte >= last.byte && place.byte <= size);
        MUST(place.line >= last.line && place.column >= 1);
        MUST(place.line > last.line || place.column >= last.column);
        MUST(at < text->str.len || place.byte == size);
        last = place;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    struct mt_error err = {0};
    if (mt_text_decode(ctx, mt_str_of((const char *)data, size), &text, &err) == MT_OK) {
        check_characters(text->str);
        check_lines(text);
        check_places(text, size);
    } else {
        MUST(err.status == MT_ERR_FORMAT && err.message[0]);
    }
    mt_free(ctx);
    return 0;
}
