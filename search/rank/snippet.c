/* snippet.c - The words of a moment as shown
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/snippet.h"

static const struct mt_str ellipsis = MT_STR("…");

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

/* The part of a long text around the best word: a third before it, the rest from it on. */
static struct mt_highlight window(struct mt_str text, uint32_t best)
{
    struct mt_highlight part = {0, (uint32_t)text.len};
    if (text.len <= MT_SNIPPET_MAX)
        return part;
    part.begin = best > MT_SNIPPET_MAX / 3 ? best - MT_SNIPPET_MAX / 3 : 0;
    if (text.len - part.begin < MT_SNIPPET_MAX)
        part.begin = (uint32_t)(text.len - MT_SNIPPET_MAX);
    part.end = part.begin + MT_SNIPPET_MAX;
    for (uint32_t i = part.begin; part.begin && i < best; i++) {
        if (text.ptr[i] == ' ') {
            part.begin = i + 1;
            break;
        }
    }
    for (uint32_t i = part.end; part.end < text.len && i > best; i--) {
        if (text.ptr[i] == ' ') {
            part.end = i;
            break;
        }
    }
    while (part.begin < text.len && is_continuation(text.ptr[part.begin]))
        part.begin++;
    while (part.end < text.len && is_continuation(text.ptr[part.end]))
        part.end--;
    return part;
}

/* `text` as it is written out: from one byte on, with the voices. */
struct writer {
    struct mt_buf out;
    struct mt_str text;
    struct mt_highlight part; /* of the text */
    const struct mt_voices *voices;
    struct MT_VEC(struct mt_highlight) jumps; /* offset in the text, and what it is in `out` */
};

static void add_line(struct mt_buf *out, struct mt_str text)
{
    for (size_t i = 0; i < text.len; i++)
        mt_buf_add_char(out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
}

static void add_voice(struct mt_buf *out, struct mt_str name)
{
    mt_buf_add_char(out, '[');
    add_line(out, name);
    mt_buf_add(out, mt_str("] "));
}

static void write_part(const void *ctx, struct writer *w)
{
    const struct mt_voices *voices = w->voices;
    size_t next = 0;
    while (next < voices->len && voices->ptr[next].at <= w->part.begin)
        next++;
    if (next > 0)
        add_voice(&w->out, voices->ptr[next - 1].name);
    if (w->part.begin > 0)
        mt_buf_add(&w->out, ellipsis);
    for (uint32_t at = w->part.begin, end; at < w->part.end || w->jumps.len == 0; at = end) {
        bool more = next < voices->len && voices->ptr[next].at < w->part.end;
        end = more ? voices->ptr[next].at : w->part.end;
        *mt_push(ctx, &w->jumps) = (struct mt_highlight){at, (uint32_t)w->out.len};
        add_line(&w->out, mt_str_slice(w->text, at, end));
        if (more)
            add_voice(&w->out, voices->ptr[next++].name);
    }
}

static uint32_t place_of(const struct writer *w, uint32_t at)
{
    size_t i = w->jumps.len - 1;
    while (i > 0 && w->jumps.ptr[i].begin > at)
        i--;
    return at < w->jumps.ptr[i].begin ? 0 : at - w->jumps.ptr[i].begin + w->jumps.ptr[i].end;
}

static void add_highlights(const void *ctx, const struct writer *w, const struct mt_marks *marks,
                           const struct mt_tokens *tokens, struct mt_highlights *out)
{
    for (size_t i = 0; i < mt_tokens_count(tokens) && i < marks->words; i++) {
        struct mt_token token = mt_tokens_at(tokens, i);
        if (marks->asked[i] && token.begin >= w->part.begin && token.end <= w->part.end) {
            uint32_t begin = place_of(w, token.begin);
            *mt_push(ctx, out) = (struct mt_highlight){begin, begin + token.end - token.begin};
        }
    }
}

void mt_snippet_make(const void *ctx, struct mt_str text, const struct mt_voices *voices,
                     const struct mt_marks *marks, bool cut, struct mt_tokens *tokens,
                     struct mt_snippet *out)
{
    struct mt_snippet snippet = {0};
    struct writer w = {.text = text, .voices = voices};
    mt_tokenise(tokens, text);
    size_t words = mt_tokens_count(tokens), from = 0, to = text.len;
    if (marks->best < words)
        snippet.best = mt_tokens_at(tokens, marks->best).begin;
    if (marks->skip && marks->skip < words)
        from = mt_tokens_at(tokens, marks->skip).begin;
    if (cut && marks->words && marks->words <= words)
        to = mt_tokens_at(tokens, marks->words - 1).end;
    w.part = window(mt_str_slice(text, from, to), snippet.best - (uint32_t)from);
    w.part.begin += (uint32_t)from;
    w.part.end += (uint32_t)from;

    mt_buf_init(&w.out, (void *)ctx, SIZE_MAX / 2);
    write_part(ctx, &w);
    if (cut || w.part.end < to)
        mt_buf_add(&w.out, ellipsis);
    snippet.text = mt_buf_str(&w.out);
    snippet.focus = place_of(&w, snippet.best);
    add_highlights(ctx, &w, marks, tokens, &snippet.highlights);
    *out = snippet;
}
