/* markup.h - Small things of Markdown that md4c leaves to its caller
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_NOTE_MARKUP_H
#define MT_NOTE_MARKUP_H

#include "base/base.h"
#include "base/memory.h"

MT_BEGIN_DECLS

#define MT_ENTITY_SIZE 5
/* What an entity stands for: "&amp;" is "&", "&#8212;" a dash; NUL-ended UTF-8 in `room`. Names
 * outside a short list are no entities here: the empty slice. */
struct mt_str mt_markup_entity(struct mt_str entity, char room[MT_ENTITY_SIZE]);

/* One raw piece of HTML (a line of it, or an inline tag) without the marks of a comment; tags that
 * only set type, alone, are the empty slice. A slice of `html`. */
struct mt_str mt_markup_html(struct mt_str html);

/* Whether this tag ends a line: "<br>". */
bool mt_markup_breaks(struct mt_str html);

/* The mark of a task box that text begins with ("[-] " has '-'), or 0. Besides `[ ]` and `[x]` any
 * ASCII punctuation is a mark; digits and other letters are not: "[1] ..." is a reference. */
char mt_markup_box(struct mt_str text);
#define MT_MARKUP_BOX_LEN 3

/* The next mark of Obsidian at or after `from` that is no word and is not shown: `%%` around a
 * comment, and the sign in `[!note]-` that folds a callout, when `begins` says that this text
 * begins the item. Its length goes to `len`; MT_NPOS when there is none. */
size_t mt_markup_hidden(struct mt_str text, size_t from, bool begins, size_t *len);

/* Whether a link's target is its text with what a browser would put before it, as an autolink's. */
bool mt_markup_same_target(struct mt_str url, struct mt_str shown);

/* The cells of a table's row that follow the one which the rest of the line begins in, without the
 * bars around them; the empty slice when they hold no word. */
struct mt_str mt_markup_more_cells(struct mt_str rest);

/* The words of a line that md4c gave no text for, without quote and list marks; the empty slice
 * when it holds none, and for what is no word: fences and empty task boxes. */
struct mt_str mt_markup_words(struct mt_str line);

/* The same text, or a copy of the same length in `ctx` without what costs md4c more than linear
 * time. It needs time for each open quote and list at each line: lines that nest deeper than about
 * `depth` go on as plain text. And for each bracket it walks over the lines of the paragraph: a
 * line within a paragraph of many thousand brackets is blanked out. */
struct mt_str mt_markup_flatten(const void *ctx, struct mt_str text, size_t depth);

/* The name in a heading that gives all its tasks to one person: "Action items (for Dana)". Else the
 * empty slice. */
struct mt_str mt_markup_assignee(struct mt_str heading);

MT_END_DECLS

#endif
