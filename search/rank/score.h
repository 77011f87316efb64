/* score.h - How well a unit answers: words near it, the note it is in, who speaks
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * By the formula of rank/formula.h.
 */
#ifndef MT_RANK_SCORE_H
#define MT_RANK_SCORE_H

#include "base/base.h"
#include "query/plan.h"
#include "rank/match.h"
#include "store/units.h"

MT_BEGIN_DECLS

/* What scoring needs to know beyond one note; made once a question. */
struct mt_scorer;

/* `totals` are those of the index (all of them summed). Borrows the plan; looks up how many notes
 * have a speaker called like a word of the question. Once the deadline (NULL: none) has passed,
 * units are given the score of their note alone. Errors: those of the reader. */
MT_NODISCARD enum mt_status mt_scorer_new(const void *ctx, const struct mt_plan *plan,
                                          struct mt_reader *reader, const struct mt_totals *totals,
                                          const struct mt_deadline *deadline,
                                          struct mt_scorer **out, struct mt_error *err);

/* The scores of the note's units; only places of units that are moments are written. `scores` has
 * n_units places. */
void mt_score_note(struct mt_scorer *scorer, const struct mt_candidate *note, double *scores);

MT_END_DECLS

#endif
