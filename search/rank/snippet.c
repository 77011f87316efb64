/* snippet.c - The words of a unit as shown
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/snippet.h"

static const struct mt_str ellipsis = MT_STR("…");

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The part of a long unit around the best word: a third before it, the rest from it on. */
static struct mt_highlight window(struct mt_str unit, uint32_t best)
{
    struct mt_highlight part = {0, (uint32_t)unit.len};
    if (unit.len <= MT_SNIPPET_MAX)
        return part;
    part.begin = best > MT_SNIPPET_MAX / 3 ? best - MT_SNIPPET_MAX / 3 : 0;
    if (unit.len - part.begin < MT_SNIPPET_MAX)
        part.begin = (uint32_t)(unit.len - MT_SNIPPET_MAX);
    part.end = part.begin + MT_SNIPPET_MAX;
    for (uint32_t i = part.begin; part.begin && i < best; i++) {
        if (unit.ptr[i] == ' ') {
            part.begin = i + 1;
            break;
        }
    }
    for (uint32_t i = part.end; part.end < unit.len && i > best; i--) {
        if (unit.ptr[i] == ' ') {
            part.end = i;
            break;
        }
    }
    while (part.begin < unit.len && is_continuation(unit.ptr[part.begin]))
        part.begin++;
    while (part.end < unit.len && is_continuation(unit.ptr[part.end]))
        part.end--;
    return part;
}

static void add_highlights(const void *ctx, const struct mt_marks *marks,
                           const struct mt_tokens *tokens, struct mt_highlight part, uint32_t shift,
                           struct mt_highlights *out)
{
    for (size_t i = 0; i < mt_tokens_count(tokens) && i < marks->words; i++) {
        struct mt_token token = mt_tokens_at(tokens, i);
        if (marks->asked[i] && token.begin >= part.begin && token.end <= part.end)
            *mt_push(ctx, out) = (struct mt_highlight){token.begin - part.begin + shift,
                                                       token.end - part.begin + shift};
    }
}

void mt_snippet_make(const void *ctx, struct mt_str unit, const struct mt_marks *marks, bool cut,
                     struct mt_tokens *tokens, struct mt_snippet *out)
{
    struct mt_snippet snippet = {0};
    struct mt_buf text;
    mt_tokenise(tokens, unit);
    size_t words = mt_tokens_count(tokens);
    if (marks->best < words)
        snippet.best = mt_tokens_at(tokens, marks->best).begin;
    if (cut && marks->words && marks->words <= words)
        unit.len = mt_tokens_at(tokens, marks->words - 1).end;
    struct mt_highlight part = window(unit, snippet.best);
    bool cut_before = part.begin > 0, cut_after = cut || part.end < unit.len;
    uint32_t shift = cut_before ? (uint32_t)ellipsis.len : 0;

    mt_buf_init(&text, (void *)ctx, MT_SNIPPET_MAX + 2 * ellipsis.len + 8);
    if (cut_before)
        mt_buf_add(&text, ellipsis);
    for (uint32_t i = part.begin; i < part.end; i++)
        mt_buf_add_char(&text, (unsigned char)unit.ptr[i] < ' ' ? ' ' : unit.ptr[i]);
    if (cut_after)
        mt_buf_add(&text, ellipsis);
    snippet.text = mt_buf_str(&text);
    snippet.focus = snippet.best >= part.begin ? snippet.best - part.begin + shift : 0;
    add_highlights(ctx, marks, tokens, part, shift, &snippet.highlights);
    *out = snippet;
}
