/* transcript.h - The archive's own transcript dialect
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     [00:00:02.02]  Dana ReyesNice to meet you.      two spaces, the name glued to the text
 *     [00:00:04.25]   RemoteYeah, you too.            a channel label, glued
 *     [00:03:54.06] Sam Okoro : Long time no see.     label, colon, text
 *     [00:03:55.06] Dana Reyes :  Dana ReyesYeah      both
 *     [00:00:00.00] Jabra Speak 710 :  Dana Reyes(chime)   a device as label, the speaker glued
 *     [00:03:06.05] Remote : I heard there's          a channel as label, nothing glued
 *
 * It begins at the first line with such a stamp, wherever that stands (the heading, the fence and
 * the start marker around it may each be missing), and ends at the closing fence, the end marker,
 * a heading (where no fence is open) or the end of the text. Lines without a stamp continue the
 * turn above them.
 */
#ifndef MT_NOTE_TRANSCRIPT_H
#define MT_NOTE_TRANSCRIPT_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* Text offsets, all at line starts. The fence and the end marker that end the transcript lie in
 * neither part: the text before [begin, end), and what follows from `rest` on. */
struct mt_transcript_region {
    size_t begin, end, rest;
};

/* Finds the next transcript at or after `from`; false when there is none. */
bool mt_transcript_find(const struct mt_text *text, size_t from, struct mt_transcript_region *out);

/* Appends the turns of the region to the note, in a section of kind transcript: the last section
 * if it is one (its heading stood above), else a new one without heading. Speakers are split from
 * the text (speakers.h); names known from note->people, the title and task owners help. End times
 * are the next turn's start, but never later than a speaker of 3 words a second would need;
 * times that run backwards are kept as they are. */
void mt_transcript_parse(struct mt_note *note, struct mt_transcript_region region);

MT_END_DECLS

#endif
