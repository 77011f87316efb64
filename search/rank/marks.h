/* marks.h - Which words of a moment answer the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_MARKS_H
#define MT_RANK_MARKS_H

#include "base/base.h"
#include "query/plan.h"
#include "rank/order.h"

MT_BEGIN_DECLS

/* Words are numbered from the first of the unit. */
struct mt_marks {
    bool *asked;   /* one a word: it is to be highlighted */
    size_t words;  /* of the unit; more where a phrase goes on in the next unit of the same item */
    size_t best;   /* the word that says most: of a phrase the first */
    uint32_t last; /* the unit that the last word is in */
};

/* A word alone is marked wherever it stands, the words of a phrase only where all of them do.
 * Lives in `ctx`. */
void mt_marks_find(const void *ctx, const struct mt_plan *plan, const struct mt_found *found,
                   struct mt_marks *out);

MT_END_DECLS

#endif
