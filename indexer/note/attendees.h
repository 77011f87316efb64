/* attendees.h - Who took part, from the tables and lists of a note that say so
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Read are
 *  - Markdown tables with a column Attendee, Participant or Person, or Name where the table says
 *    more of them (Role, Email …) or stands below such a heading; a column Organization or Company
 *    of those gives organizations;
 *  - the lines below a heading Attendees, Participants, Present, People: "- Dana Reyes
 * (Lindhaven)",
 *    "- [[Dana Reyes]] — CTO", "Dana Reyes, Sam Okoro";
 *  - lines that begin so: "**Attendees:** Dana Reyes, Sam Okoro", and the list below one that ends
 *    there.
 * Only what looks like a name is taken: one to five words, all capitalised but "van" and "de".
 * Below "People" a single word is none: it may as well be a topic.
 */
#ifndef MT_NOTE_ATTENDEES_H
#define MT_NOTE_ATTENDEES_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* Adds to note->people and note->organizations what stands from the text offset `body` on, after
 * the front matter. For a note whose items are all there; before its speakers are resolved, as
 * these names may be theirs. */
void mt_attendees_find(struct mt_note *note, size_t body);

/* No more lines and rows of a note are read as such. */
#define MT_ATTENDEES_LINES_MAX 2000

MT_END_DECLS

#endif
