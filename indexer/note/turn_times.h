/* turn_times.h - The times of turns that the file does not give
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_NOTE_TURN_TIMES_H
#define MT_NOTE_TURN_TIMES_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* Gives times to the turns among the items from `first` on. A turn whose start_exact is set has its
 * start, and its end if that is later; all others are without times yet (MT_TURN_UNTIMED). A turn
 * and those up to the next exact one are a block: within it times go by characters, and speech
 * ends with the block, but no later than slow speech needs. What comes before the first exact
 * turn, or minutes after the last one, stays untimed. */
void mt_turn_times_settle(struct mt_note *note, size_t first);

MT_END_DECLS

#endif
