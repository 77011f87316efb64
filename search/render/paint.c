/* paint.c - Styled text in columns on a terminal
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/paint.h"

#include "text/display.h"

/* However narrow the terminal, words need some room. */
#define WRAP_MIN 16

static const char *const codes[] = {
    [MT_STYLE_PLAIN] = "",          [MT_STYLE_TITLE] = "\033[1m",
    [MT_STYLE_CLOCK] = "\033[36m",  [MT_STYLE_SPEAKER] = "\033[32m",
    [MT_STYLE_MARK] = "\033[1;31m", [MT_STYLE_PLACE] = "\033[2;34m",
    [MT_STYLE_DIM] = "\033[2m",
};

void mt_paint_text(const struct mt_paint *paint, enum mt_style style, struct mt_str text)
{
    bool colored = paint->color && style != MT_STYLE_PLAIN && text.len;
    if (colored)
        fputs(codes[style], paint->stream);
    for (size_t i = 0; i < text.len;) {
        struct mt_glyph glyph = mt_display_at(text, i);
        if (glyph.shown.len)
            fwrite(glyph.shown.ptr, 1, glyph.shown.len, paint->stream);
        i += glyph.len;
    }
    if (colored)
        fputs("\033[0m", paint->stream);
}

void mt_paint_pad(const struct mt_paint *paint, unsigned from, unsigned to)
{
    for (; from < to; from++)
        fputc(' ', paint->stream);
}

void mt_paint_link(const struct mt_paint *paint, struct mt_str uri, enum mt_style style,
                   struct mt_str text)
{
    bool linked = paint->links && uri.len;
    if (linked) {
        fputs("\033]8;;", paint->stream);
        mt_paint_text(paint, MT_STYLE_PLAIN, uri);
        fputs("\033\\", paint->stream);
    }
    mt_paint_text(paint, style, text);
    if (linked)
        fputs("\033]8;;\033\\", paint->stream);
}

void mt_paint_marked(const struct mt_paint *paint, enum mt_style style, struct mt_str text,
                     const struct mt_highlights *highlights, size_t begin, size_t end)
{
    size_t at = begin;
    for (size_t i = 0; i < highlights->len; i++) {
        size_t from = highlights->ptr[i].begin, to = highlights->ptr[i].end;
        from = from < at ? at : from;
        to = to > end ? end : to;
        if (from >= to)
            continue;
        mt_paint_text(paint, style, mt_str_slice(text, at, from));
        mt_paint_text(paint, MT_STYLE_MARK, mt_str_slice(text, from, to));
        at = to;
    }
    if (at < end)
        mt_paint_text(paint, style, mt_str_slice(text, at, end));
}

/* Where a line that begins at `begin` ends: at the last space that fits, else in the word. */
static size_t line_end(struct mt_str text, size_t begin, unsigned room)
{
    struct mt_str rest = mt_str_slice(text, begin, text.len);
    size_t fits = mt_display_fit(rest, room);
    if (fits == rest.len)
        return text.len;
    for (size_t i = fits; i > 0; i--)
        if (rest.ptr[i] == ' ')
            return begin + i;
    return begin + (fits ? fits : mt_display_at(rest, 0).len);
}

unsigned mt_paint_wrapped(const struct mt_paint *paint, enum mt_style style, struct mt_str text,
                          const struct mt_highlights *highlights, unsigned indent, unsigned width)
{
    unsigned room = UINT32_MAX;
    if (width)
        room = width > indent + WRAP_MIN ? width - indent : WRAP_MIN;
    for (size_t begin = 0;;) {
        size_t end = line_end(text, begin, room);
        mt_paint_marked(paint, style, text, highlights, begin, end);
        if (end == text.len)
            return indent + mt_display_columns(mt_str_slice(text, begin, end));
        begin = end;
        while (begin < text.len && text.ptr[begin] == ' ')
            begin++;
        fputc('\n', paint->stream);
        mt_paint_pad(paint, 0, indent);
    }
}
