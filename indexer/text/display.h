/* display.h - Text as a terminal displays it: columns, and characters that must not reach it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A note can hold anything. What could move the cursor, set a title, break a line, turn the
 * writing direction or hide text is replaced before it is shown: control characters (C0, DEL, C1),
 * line and paragraph separators, bidirectional embeddings, overrides and isolates, tag characters
 * (which are never drawn) and bytes that are no UTF-8 become U+FFFD. The three marks of direction
 * (U+200E, U+200F, U+061C), frequent in honest Hebrew and Arabic, and what else shows nothing
 * (U+200B, U+2060, U+FEFF …) are left out.
 */
#ifndef MT_TEXT_DISPLAY_H
#define MT_TEXT_DISPLAY_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

struct mt_glyph {
    size_t len;          /* bytes of the text that it stands for, at least 1 */
    uint32_t code;       /* the character; U+FFFD for a byte that is no UTF-8 */
    struct mt_str shown; /* what may be shown of it: a slice of the text, "" or U+FFFD */
    bool safe;           /* it is shown as it is */
    unsigned columns;    /* of `shown`: 0 combining, 1, or 2 by East_Asian_Width (UAX 11) */
};

/* The character at an offset below s.len. */
struct mt_glyph mt_display_at(struct mt_str s, size_t at);

/* Columns that the text takes when it is shown. */
unsigned mt_display_columns(struct mt_str s);

/* Bytes of the longest beginning that takes at most `columns`; marks stay with their letter. */
size_t mt_display_fit(struct mt_str s, unsigned columns);

/* Adds the text as it may be shown. */
void mt_display_add(struct mt_buf *out, struct mt_str s);

/* Adds a JSON text whose strings hold such characters as \u escapes instead, so that its value is
 * the same. */
void mt_display_add_json(struct mt_buf *out, struct mt_str json);

MT_END_DECLS

#endif
