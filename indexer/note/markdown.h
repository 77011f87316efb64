/* markdown.h - Markdown text to sections and items, by md4c
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Flags as GitHub's Markdown (tables, task lists, strikethrough, permissive autolinks). A heading
 * opens a section; paragraphs, list items, table rows, quotes and callouts, code blocks and HTML
 * comments are items of it. Shown text is what a reader sees: emphasis marks and link brackets are
 * dropped, but link targets are kept as words of the item (fine-print: every word is found).
 * `[[Note|shown]]` gives both. Lines that md4c yields no text for (reference definitions) become
 * plain items. Obsidian's callout marks (`[!info]`), `%%comments%%` and block ids keep their words,
 * without the `%%`, and the sign that folds a callout. Its tags (tags.h) go to note->tags.
 */
#ifndef MT_NOTE_MARKDOWN_H
#define MT_NOTE_MARKDOWN_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* Reads text [begin, end), both at line starts, appending sections and items to the note; items
 * before the first heading join the note's last section. Linear time for any input; nesting past
 * MT_MARKDOWN_DEPTH_MAX is read as plain text of the enclosing item. */
void mt_markdown_parse(struct mt_note *note, size_t begin, size_t end);

#define MT_MARKDOWN_DEPTH_MAX 100

MT_END_DECLS

#endif
