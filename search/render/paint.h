/* paint.h - Styled text in columns on a terminal
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * All text goes through text/display.h: whatever a note holds, only what is written here itself
 * reaches the terminal as a control sequence.
 */
#ifndef MT_RENDER_PAINT_H
#define MT_RENDER_PAINT_H

#include "base/base.h"
#include "rank/search.h"

MT_BEGIN_DECLS

struct mt_paint {
    FILE *stream;
    bool color; /* else styles mean nothing */
    bool links; /* else links mean nothing */
};

enum mt_style {
    MT_STYLE_PLAIN,
    MT_STYLE_TITLE,
    MT_STYLE_CLOCK,
    MT_STYLE_SPEAKER,
    MT_STYLE_MARK,
    MT_STYLE_PLACE,
    MT_STYLE_DIM
};

void mt_paint_text(const struct mt_paint *paint, enum mt_style style, struct mt_str text);

/* Spaces from one column up to another; none when it is already passed. */
void mt_paint_pad(const struct mt_paint *paint, unsigned from, unsigned to);

/* Text that leads to a URI (OSC 8), which holds ASCII alone; plain text where `uri` is "". */
void mt_paint_link(const struct mt_paint *paint, struct mt_str uri, enum mt_style style,
                   struct mt_str text);

/* The part [begin, end) of a text in this style, with the highlights that lie in it marked. */
void mt_paint_marked(const struct mt_paint *paint, enum mt_style style, struct mt_str text,
                     const struct mt_highlights *highlights, size_t begin, size_t end);

/* The same of a whole text on as many lines as it takes, broken at spaces; the first begins in
 * column `indent`, where the cursor is, the others are indented to it, and none passes `width` (0:
 * one line). Returns the column after the text. */
unsigned mt_paint_wrapped(const struct mt_paint *paint, enum mt_style style, struct mt_str text,
                          const struct mt_highlights *highlights, unsigned indent, unsigned width);

MT_END_DECLS

#endif
