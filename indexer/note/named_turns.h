/* named_turns.h - Transcripts in which lines name the speakers
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What stands in Markdown and plain text notes beside the archive's own dialect (transcript.h):
 * exports, published transcripts, minutes. The lines are those of turn_line.h; which of them are
 * turns the whole note tells (named_labels.h). Lists, tables, quotes and code hold none.
 *
 *     struct mt_named_turns *turns = mt_named_turns_read(ctx, note, body);
 *     while (mt_named_turns_find(turns, at, &region)) {
 *         mt_markdown_parse(note, at, region.begin);
 *         mt_named_turns_parse(note, turns);
 *         at = region.rest;
 *     }
 *     mt_named_turns_finish(note, turns);
 *
 * A turn's words are Markdown. They go on until the next turn, a heading or a thematic break; and
 * in a transcript of lines without empty lines between them, until an empty line. Below a heading
 * amid turns that have times the last speaker goes on.
 */
#ifndef MT_NOTE_NAMED_TURNS_H
#define MT_NOTE_NAMED_TURNS_H

#include "base/base.h"
#include "note/note.h"
#include "note/transcript.h"

MT_BEGIN_DECLS

struct mt_named_turns;

/* Reads the note's text from offset `from` on, once, for all its regions. Who the note names by
 * now (note->people, the title) helps. The result lives in `ctx`. */
struct mt_named_turns *mt_named_turns_read(const void *ctx, const struct mt_note *note,
                                           size_t from);

/* The next region that begins at or after `from`, which must not go back; false when there is
 * none. */
bool mt_named_turns_find(struct mt_named_turns *turns, size_t from,
                         struct mt_transcript_region *out);

/* Appends the turns of the region found last, in a section of kind transcript: the last section if
 * it is one, else a new one under the same heading. A turn of several paragraphs is several items.
 * A turn whose initials the note explains has its speaker set, who is added to note->people; all
 * others have their label alone. */
void mt_named_turns_parse(struct mt_note *note, struct mt_named_turns *turns);

/* Once, after the last region: times for the turns that have none in the file (turn_times.h). */
void mt_named_turns_finish(struct mt_note *note, const struct mt_named_turns *turns);

MT_END_DECLS

#endif
