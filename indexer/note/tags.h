/* tags.h - Obsidian's tags in prose: #roadmap, #project/storage
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A tag begins after white space or a mark of Markdown, and is letters, digits, `_`, `-` and `/`,
 * at least one of them a letter: "#12" is a number, "##" and "a#b" are nothing. See
 * https://help.obsidian.md/tags
 */
#ifndef MT_NOTE_TAGS_H
#define MT_NOTE_TAGS_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* The tag, without its "#", at or after `*at`; `*at` goes on past it. False, and `*at` at the end,
 * when there is none. Tags in links (`[[Plan #two]]`) are passed over. */
bool mt_tags_next(struct mt_str text, size_t *at, struct mt_str *tag);

/* Adds the tags in [begin, end) of the note's text to note->tags. */
void mt_tags_add(struct mt_note *note, size_t begin, size_t end);

/* Once a note has as many, its prose is no longer asked for tags. */
#define MT_TAGS_MAX 200

MT_END_DECLS

#endif
