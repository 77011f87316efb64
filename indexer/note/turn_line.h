/* turn_line.h - Lines that say who speaks, and when
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What one line alone may be; whether it is, the lines of the note tell together (named_turns.h).
 *
 *     Dana Reyes: 00:12:34       **Dana Reyes** 00:05       Dana Reyes (0:05):       a head
 *     [00:05] Dana: Let's go.    **Dana (00:05):** Let's    [SPEAKER_0 4:20] Let's   inline, timed
 *     **Dana Reyes:** Let's go.  Dana Reyes: Let's go.      DR: Let's go.            inline
 *     ### 00:01:22               00:01:22                                            a time
 */
#ifndef MT_NOTE_TURN_LINE_H
#define MT_NOTE_TURN_LINE_H

#include "base/base.h"
#include "base/str.h"
#include "note/note.h"

MT_BEGIN_DECLS

enum mt_turn_shape {
    MT_TURN_NONE,
    MT_TURN_TIME,   /* a time alone, of what stands below */
    MT_TURN_HEAD,   /* who, and perhaps when: the words stand below */
    MT_TURN_INLINE, /* who, perhaps when, and the words */
    MT_TURN_STAMPED /* a turn of the archive's own dialect (transcript.h) */
};

struct mt_turn_line {
    enum mt_turn_shape shape;
    struct mt_str label;      /* without marks and brackets */
    struct mt_str text;       /* the words in this line */
    int64_t start_ms, end_ms; /* MT_TURN_UNTIMED where the line has none */
    bool weak;                /* a time that may be one of the day: "Lunch 12:30" */
};

/* Reads a line as a turn's. A label here is whatever is short and free of the marks of a sentence.
 * Looks at no more of the line than a label and a time may take. */
struct mt_turn_line mt_turn_line_parse(struct mt_str line);

/* "Dana Reyes  0:49", "  0:15  ", "Dana Reyes  00:01:23.000 --> 00:01:45.000": a line that ends in
 * a time, as text exports head their turns. `gap` is the white space before the time, in bytes. */
struct mt_turn_head {
    struct mt_str label;
    int64_t start_ms, end_ms; /* the end MT_TURN_UNTIMED where there is none */
    size_t gap;
};
bool mt_turn_head_parse(struct mt_str line, struct mt_turn_head *out);

/* Whether a label may be shown as a name: short, and free of the marks of a sentence. */
bool mt_turn_label_is_sound(struct mt_str label);

/* Line i (from 0) of a text without its line break, and where it begins: the end of the text after
 * the last one. */
struct mt_str mt_turn_line_at(const struct mt_text *text, size_t i);
size_t mt_turn_line_offset(const struct mt_text *text, size_t i);

/* A code block that is open above a line; zero when there is none. */
struct mt_turn_fence {
    char mark;
    size_t marks;
};

/* Whether a line without white space around it is of a code block, or opens or closes one. */
bool mt_turn_fence_pass(struct mt_turn_fence *fence, struct mt_str line);

/* The level of a heading, 1 to 6, or 0. */
int mt_turn_line_heading(struct mt_str line);

/* "---", "* * *", "===": what divides text, or underlines a heading. */
bool mt_turn_line_is_rule(struct mt_str line);

MT_END_DECLS

#endif
