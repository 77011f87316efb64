/* cueturns.h - Subtitles as the turns of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A cue is one turn, unless several people speak in it:
 *
 *     <v Dana Reyes>Hello.</v> <v Sam Okoro>Hi.</v>      tags
 *     Dana Reyes: Hello.                                 names before a colon
 *     (Dana Reyes)                                       or on a line of their own
 *     - Hello.                                           dashes, also without names
 */
#ifndef MT_NOTE_CUETURNS_H
#define MT_NOTE_CUETURNS_H

#include "base/base.h"
#include "note/cue.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* Appends the cues from line `line` (from 0) on as turns to the note, in a section of kind
 * transcript, and plain text to section 0. Of the turns of one cue only the first begins exactly
 * where the cue does. Returns whether anybody is known to speak. */
bool mt_cue_turns(struct mt_note *note, const struct mt_cue_habits *habits, size_t line);

MT_END_DECLS

#endif
