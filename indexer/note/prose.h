/* prose.h - Shown text in the making, with the way back to where it stands
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     struct mt_prose_maker maker;
 *     mt_prose_begin(&maker, note);
 *     mt_prose_add(&maker, 10, 4);                      shown as it stands at [10, 14)
 *     mt_prose_gap(&maker, mt_str(" "));                a line break
 *     mt_prose_add(&maker, 17, 5);
 *     struct mt_prose prose = mt_prose_end(&maker);     two runs
 *     mt_prose_release(&maker);
 */
#ifndef MT_NOTE_PROSE_H
#define MT_NOTE_PROSE_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

struct mt_runs MT_VEC(struct mt_run);

struct mt_prose_maker {
    struct mt_note *note;
    struct mt_buf text;
    struct mt_runs runs;
    size_t next;       /* the text offset that would continue the last run, or MT_NPOS */
    struct mt_str gap; /* shown before what is added next */
};

void mt_prose_begin(struct mt_prose_maker *maker, struct mt_note *note);
void mt_prose_release(struct mt_prose_maker *maker);

/* Appends `len` bytes of the note's text from offset `source` on. */
void mt_prose_add(struct mt_prose_maker *maker, size_t source, size_t len);

/* Appends what is shown in place of the text at `source`: an expanded entity. */
void mt_prose_expand(struct mt_prose_maker *maker, size_t source, struct mt_str shown);

/* Appends a joint: bytes that stand nowhere and continue the run before them. Dropped when nothing
 * stands before it. */
void mt_prose_joint(struct mt_prose_maker *maker, struct mt_str shown);

/* A joint that is shown only between two texts, and only the last one set. A static string. */
void mt_prose_gap(struct mt_prose_maker *maker, struct mt_str shown);

/* What was made, without white space on both sides, in the note's memory. The maker is empty
 * again. */
struct mt_prose mt_prose_end(struct mt_prose_maker *maker);

/* Bytes [begin, end) of the shown text, without white space on both sides. */
struct mt_prose mt_prose_part(struct mt_note *note, struct mt_prose prose, size_t begin,
                              size_t end);

/* Where the shown text goes on in another line of the file; its length when it is one line. */
size_t mt_prose_first_line(const struct mt_note *note, struct mt_prose prose);

/* The same with Obsidian's links as a reader wants them: `[[Plan]]` is "Plan", `[[Plan|this]]`
 * "this (Plan)", `[[People/Dana|Dana]]` "People/Dana", `![[chart.png|300]]` "chart.png (300)".
 * `maker` is scratch, and empty. */
struct mt_prose mt_prose_without_links(struct mt_prose_maker *maker, struct mt_prose prose);

MT_END_DECLS

#endif
