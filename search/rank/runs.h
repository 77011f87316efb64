/* runs.h - Where words of a question stand as they do in it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Who remembers half a sentence asks in its words. A run is words of the question that a note has
 * in the same order and with as many words between them, whichever these are: where the question
 * has words that say little, the note has any.
 */
#ifndef MT_RANK_RUNS_H
#define MT_RANK_RUNS_H

#include "base/base.h"
#include "query/plan.h"
#include "rank/occurrences.h"

MT_BEGIN_DECLS

struct mt_run {
    uint32_t position; /* of its first word */
    double worth;      /* run(u) of rank/formula.h */
};
struct mt_runs MT_VEC(struct mt_run);

/* The runs of two words and more, by position; of those that begin with the same word the one that
 * is worth most. `words`: the occurrences of the note, one list a family of the plan, settled or
 * not. Lives in `ctx`. Linear in the occurrences, for each two words of the question. */
void mt_runs_find(const void *ctx, const struct mt_plan *plan, const struct mt_occurrences *words,
                  struct mt_runs *out);

/* What the best run can be worth in a note of which nothing is known: that of all the words. */
double mt_runs_most(const struct mt_plan *plan);

MT_END_DECLS

#endif
