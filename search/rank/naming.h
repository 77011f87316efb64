/* naming.h - Where the forms of a name stand in a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_NAMING_H
#define MT_RANK_NAMING_H

#include "base/base.h"
#include "base/error.h"
#include "rank/match.h"

MT_BEGIN_DECLS

/* Adds to the list, which is ordered by position, where the node's forms stand: words side by side,
 * a common word only with a capital, a part that several bear only where the note's people leave
 * one. What overlaps is there once, the longest and surest. Errors: those of the reader. */
MT_NODISCARD enum mt_status mt_naming_find(struct mt_candidate *note, struct mt_reader *reader,
                                           const struct mt_node *node, struct mt_occurrences *list,
                                           struct mt_error *err);

/* Lets each word of a name (a WORD with forms, whose leaf is known) stand wherever the entity is
 * named otherwise, so that another name counts as the name itself; and what was heard is labelled
 * so, also where it has the name's stem. */
void mt_naming_spread(struct mt_candidate *note, const struct mt_node *node);

MT_END_DECLS

#endif
