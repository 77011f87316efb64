/* excerpt.c - The stretch of a snippet that fits a line
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/excerpt.h"

#include "base/memory.h"
#include "text/display.h"

/* Of the columns before the best word, so many are left out. */
static unsigned columns_to_skip(struct mt_str text, size_t best, unsigned room)
{
    unsigned all = mt_display_columns(text);
    unsigned lead = mt_display_columns(mt_str_slice(text, 0, best));
    unsigned skip = lead > room / 3 ? lead - room / 3 : 0;
    unsigned tail = all > room ? all - room : 0;
    return skip < tail ? skip : tail;
}

/* [begin, end) of the text, with the best word in it. */
static struct mt_highlight stretch(struct mt_str text, size_t best, unsigned room)
{
    unsigned skip = columns_to_skip(text, best, room);
    size_t begin = mt_display_fit(text, skip);
    if (mt_display_columns(mt_str_slice(text, 0, begin)) < skip) /* half a wide character */
        begin += mt_display_at(text, begin).len;
    size_t end = begin + mt_display_fit(mt_str_slice(text, begin, text.len), room);
    for (size_t i = begin; begin > 0 && i < best; i++) {
        if (text.ptr[i] == ' ') {
            begin = i + 1;
            break;
        }
    }
    for (size_t i = end; end < text.len && i > begin && i > best; i--) {
        if (text.ptr[i] == ' ') {
            end = i;
            break;
        }
    }
    return (struct mt_highlight){(uint32_t)begin, (uint32_t)end};
}

struct mt_excerpt mt_excerpt_make(const void *ctx, const struct mt_moment *moment, unsigned room)
{
    struct mt_str snippet = moment->snippet;
    if (mt_display_columns(snippet) <= room)
        return (struct mt_excerpt){snippet, moment->highlights};

    struct mt_highlight part = stretch(snippet, moment->focus, room > 3 ? room - 2 : 1);
    uint32_t shift = part.begin ? (uint32_t)strlen("…") : 0;
    struct mt_excerpt excerpt = {0};
    excerpt.text = mt_str_printf(ctx, "%s%.*s%s", part.begin ? "…" : "",
                                 MT_ARG(mt_str_slice(snippet, part.begin, part.end)),
                                 part.end < snippet.len ? "…" : "");
    for (size_t i = 0; i < moment->highlights.len; i++) {
        struct mt_highlight mark = moment->highlights.ptr[i];
        if (mark.begin >= part.begin && mark.end <= part.end)
            *mt_push(ctx, &excerpt.highlights) = (struct mt_highlight){
                mark.begin - part.begin + shift, mark.end - part.begin + shift};
    }
    return excerpt;
}
