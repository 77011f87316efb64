/* cue.h - Subtitles: what is said from when to when
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * WebVTT and SRT are one form with two sets of habits:
 *
 *     3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5b/17-0          an id; of SRT a number
 *     00:00:05.000 --> 00:00:08.000 align:start          the timing line, the only sure mark
 *     <v Dana Reyes>Hello everyone,                      the text, until the next cue begins
 *     let's start.</v>
 *
 * Hours, the id and the empty line above it may be missing, and empty lines may stand in the text;
 * a point or a comma may stand before the fraction. A line is a timing line only as a whole: one
 * that speaks of "A --> B" is text.
 */
#ifndef MT_NOTE_CUE_H
#define MT_NOTE_CUE_H

#include "base/base.h"
#include "text/decode.h"

MT_BEGIN_DECLS

enum mt_cue_kind {
    MT_CUE_SPEECH,
    MT_CUE_PLAIN /* a comment, or text that is no cue's */
};

struct mt_cue {
    enum mt_cue_kind kind;
    size_t begin, end; /* the text, as offsets of the note's text: whole lines, or nothing */
    struct mt_str id;  /* "" when there is none */
    int64_t start_ms, end_ms;
    bool start_exact;    /* the timing line says it */
    const char *problem; /* what is wrong with the timing line, or NULL; static storage */
    size_t timing;       /* the text offset of the timing line */
};

/* How the files of a format are written. */
struct mt_cue_habits {
    bool any_id;  /* an id is any line above a timing line, not only a number */
    bool blocks;  /* NOTE begins a comment, STYLE and REGION what is no text at all */
    bool goes_on; /* who speaks is said only on change */
};

struct mt_cue_reader {
    const struct mt_text *text;
    const struct mt_cue_habits *habits;
    size_t line;     /* the next to be read, from 0 */
    int64_t last_ms; /* when the cue before ended */
};

struct mt_cue_reader mt_cue_reader(const struct mt_text *text, const struct mt_cue_habits *habits,
                                   size_t line);

/* Reads the next cue or piece of plain text, in the order of the file; false at its end. */
bool mt_cue_next(struct mt_cue_reader *reader, struct mt_cue *out);

/* Line i (from 0) of a text, without white space on both sides. */
struct mt_str mt_cue_line(const struct mt_text *text, size_t i);

/* Whether a cue with a sound timing line begins at one of the first `within` lines that are not
 * empty. */
bool mt_cue_recognises(const struct mt_text *text, const struct mt_cue_habits *habits,
                       size_t within);

/* Whether a file's name ends so, whatever its case. */
static inline bool mt_cue_is_named(struct mt_str path, struct mt_str ending)
{
    return path.len > ending.len &&
           mt_str_eq_nocase(mt_str_slice(path, path.len - ending.len, path.len), ending);
}

MT_END_DECLS

#endif
