/* headed.h - Text exports: a line says who speaks and when, the lines below it what
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     Dana Reyes  0:49
 *     Okay, that's a good point.
 */
#ifndef MT_NOTE_HEADED_H
#define MT_NOTE_HEADED_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* How the lines of a format are written. */
struct mt_headed_habits {
    size_t skip; /* bytes that mean nothing, at the start of each line */
    bool names;  /* nothing has a time: a head is a name that comes back, alone on its line */
    bool (*is_remark)(struct mt_str line); /* nobody's words: ends the turn above */
};

/* Line i (from 0) of a text, without white space on both sides. */
struct mt_str mt_headed_line(const struct mt_text *text, size_t i);

/* What the heads among the first lines of a text tell of its format. */
struct mt_headed_signs {
    size_t lines;  /* that are not empty */
    size_t heads;  /* with white space of two bytes and more before the time */
    size_t narrow; /* more heads by their form, with one space */
    size_t voices; /* different labels of those */
    size_t spoken; /* of the heads, with words below */
    size_t wide;   /* of the heads, with three spaces or a span of times */
    size_t before; /* lines before the first head that are not empty */
};
/* `skip` as in the habits. */
struct mt_headed_signs mt_headed_signs(const struct mt_text *text, size_t skip);

/* Appends the turns of the text to the note, in a section of kind transcript, and what is nobody's
 * words as plain text. A head with one space before its time, or whose time goes back, needs a
 * label that comes back: a line of speech may end in a time. */
void mt_headed_parse(struct mt_note *note, const struct mt_headed_habits *habits);

/* Appends one item with these bytes of the text, line breaks as spaces; NULL when they are blank.
 */
struct mt_item *mt_headed_add(struct mt_note *note, uint32_t section, size_t begin, size_t end,
                              size_t skip);

MT_END_DECLS

#endif
