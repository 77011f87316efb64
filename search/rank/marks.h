/* marks.h - Which words of a moment answer the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_MARKS_H
#define MT_RANK_MARKS_H

#include "base/base.h"
#include "query/plan.h"
#include "rank/order.h"

MT_BEGIN_DECLS

/* A moment is shown with the units that its phrases run over, be they of other speakers. Words are
 * numbered from the first of the first unit. */
struct mt_marks {
    bool *asked;          /* one a word: it is to be highlighted */
    size_t skip;          /* so many come before the phrase that begins in an earlier unit */
    size_t words;         /* to the end of the moment's unit, or of the phrase that goes beyond */
    size_t best;          /* the word that says most: of a phrase the first */
    uint32_t first, last; /* the units that are shown */
};

/* A word alone is marked wherever it stands, the words of a phrase only where all of them do.
 * What only sounds like a word is marked in moments that have no more than that.
 * Lives in `ctx`. */
void mt_marks_find(const void *ctx, const struct mt_plan *plan, const struct mt_found *found,
                   struct mt_marks *out);

/* Sets asked[i] where the word at position `begin` + i is marked, up to the position `end`. */
void mt_marks_between(const struct mt_plan *plan, const struct mt_candidate *note, uint32_t begin,
                      uint32_t end, bool *asked);

MT_END_DECLS

#endif
