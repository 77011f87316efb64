/* fuzz_speakers.c - Fuzzer of mt_speakers_split: known names, an empty line, and the lines
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/speakers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)  \
    do {                  \
        if (!(condition)) \
            abort();      \
    } while (0)

/* What is left out between and around label and text is spaces and separators only. */
static void check_left_out(const char *begin, const char *end)
{
    for (; begin < end; begin++)
        CHECK(mt_is_space(*begin) || *begin == ':' || *begin == '-' || *begin == '>');
}

/* A label before a colon may stand before the one that was glued to the text. */
static void check(struct mt_str line, const struct mt_labelled *out)
{
    const char *end = line.ptr + line.len;
    struct mt_str label = out->label, text = out->text;
    if (label.len)
        CHECK(label.ptr >= line.ptr && label.ptr + label.len <= end);
    if (text.len)
        CHECK(text.ptr >= line.ptr && text.ptr + text.len <= end);
    if (label.len == 0) {
        check_left_out(line.ptr, text.len ? text.ptr : end);
    } else if (text.len) {
        const char *after = label.ptr + label.len;
        struct mt_str between = mt_str_of(after, (size_t)(text.ptr - after));
        CHECK(text.ptr >= after);
        if (mt_str_starts(mt_str_trim(between), mt_str(":")) &&
            mt_str_find(between, label, 0) != MT_NPOS)
            return;
        check_left_out(after, text.ptr);
    }
    if (text.len)
        check_left_out(text.ptr + text.len, end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str rest = mt_str_of((const char *)data, size), line;
    struct mt_strs known = {0}, lines = {0};
    while (mt_str_next(&rest, '\n', &line) && line.len)
        *mt_push(ctx, &known) = line;
    while (mt_str_next(&rest, '\n', &line))
        *mt_push(ctx, &lines) = line;
    struct mt_labelled *out = mt_array(ctx, struct mt_labelled, lines.len);
    mt_speakers_split(ctx, lines.ptr, lines.len, &known, out);
    for (size_t i = 0; i < lines.len; i++)
        check(lines.ptr[i], &out[i]);
    mt_free(ctx);
    return 0;
}
