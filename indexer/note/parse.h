/* parse.h - One file's text to one note, whatever its format
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_NOTE_PARSE_H
#define MT_NOTE_PARSE_H

#include "base/base.h"
#include "note/format.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* Appends the notes that the file holds: one, or for an export of several meetings one each. The
 * format is told by what stands in the file before its name. Never fails: text that nothing
 * understands is a note of plain paragraphs, and what was not understood stands in note->problems.
 * Depends on these bytes and this path alone, never on other files. `path` is relative to the
 * archive; both arguments must outlive the notes. */
void mt_parse_file(const void *ctx, const struct mt_text *text, struct mt_str path,
                   struct mt_notes *out);

/* Reads the text as Markdown, which plain text is too, with front matter and transcripts. */
struct mt_note *mt_note_parse(const void *ctx, const struct mt_text *text, struct mt_str path);

MT_END_DECLS

#endif
