/* persons.h - Whom a note names outside its transcript
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_NOTE_PERSONS_H
#define MT_NOTE_PERSONS_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* No note is asked for more. */
#define MT_PERSONS_MAX 2000

/* note->people, then the persons in its title, then the owners of its tasks, each once. No more
 * than `budget` people and items are looked at, so that who asks again and again stays linear. */
struct mt_strs mt_persons_named(const void *ctx, const struct mt_note *note, size_t budget);

/* The persons in a title: "1:1 — Dana Reyes — 2025-10-28", "Dana / Sam", "Weekly 1-1 with Sam".
 * Slices of the title; none where it only may be one ("Roadmap" alone). */
void mt_persons_of_title(const void *ctx, struct mt_str title, struct mt_strs *out);

/* The persons that the note's title, its heading and its file name name so. */
struct mt_strs mt_persons_titled(const void *ctx, const struct mt_note *note);

/* Whether the title, the heading, the file name or the type say that it is a meeting of two:
 * "1:1", "1-1", "1on1", "one on one". */
bool mt_persons_one_to_one(const struct mt_note *note);

/* Whether two names may be one person's: equal without case, or one is a first name alone and the
 * other begins with it. */
bool mt_persons_match(struct mt_str a, struct mt_str b);

MT_END_DECLS

#endif
