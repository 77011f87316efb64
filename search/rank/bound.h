/* bound.h - The best that the moments of a note can be, told from where its words stand
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Which notes have a moment that is among the best is not known before all are opened; but a note
 * that holds two of four words, or each of them once, can only come so far, and where enough better
 * moments were found by then, it is not opened. What is found is the same (block-max and WAND
 * pruning do this for documents: Broder et al. 2003, Ding and Suel 2011).
 *
 * By rank/formula.h, of a note in which the word q stands n times, n' times as asked:
 *
 *     near(q,u) <= n    far(q,u) <= n'    pairs(ab,u) <= min(n of a, n of b)    nl >= .5
 *     score(u)  <= 1.3 text + run + .8 meet + the most that it can count who speaks
 *
 * run is that of the note, which is known as soon as its words are; before that, of the words that
 * are in it at all.
 */
#ifndef MT_RANK_BOUND_H
#define MT_RANK_BOUND_H

#include "base/base.h"
#include "query/plan.h"
#include "rank/occurrences.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* No moment of the note is better in any of these. */
struct mt_reach {
    double score;
    enum mt_level level;
    bool missing; /* some word of the question is nowhere in the note */
};

/* What is the same for all notes; made once a question, of `notes` notes. Borrows the plan. Errors:
 * those of the reader. */
struct mt_bound;
MT_NODISCARD enum mt_status mt_bound_new(const void *ctx, const struct mt_plan *plan,
                                         struct mt_reader *reader, uint64_t notes,
                                         struct mt_bound **out, struct mt_error *err);

/* `words`: the occurrences of the note, one list a family of the plan, settled or not; NULL where
 * they are not known: it may hold each word ever so often. */
struct mt_reach mt_bound_of(struct mt_bound *bound, const struct mt_store_hit *note,
                            const struct mt_occurrences *words);

MT_END_DECLS

#endif
