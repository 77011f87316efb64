/* score.h - How well a unit answers: words near it, the note it is in, who speaks
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * With K_s(u,v) = exp(-(t_u - t_v)² / 2s²), 0 beyond 3s, over the units v of u's section, t the
 * clock in seconds:
 *
 *     tf_s(q,u) = Σ_v K_s tf(q,v)           dl_s(u) = Σ_v K_s words(v)
 *     nl        = max(dl_s / mean of dl_s over the archive, .5)
 *     sat(x,nl,k,b) = x (k+1) / (x + k ((1-b) + b nl))
 *     B_s(u)    = Σ_q idf(q) sat(tf_s(q,u), nl, .9, .4)
 *     pairs(u)  = Σ_ab min(9, idf a + idf b) sat(tf_20(ab,u), nl, .9, .4)
 *     name(u)   = K_15-smoothed share of words by a speaker whose full name is in the question
 *     spk(u)    = Σ_q idf_spk(q) sat(K_15-smoothed share of words by a speaker with q in the name)
 *     score     = B_20 + .5 B_60 + .8 meet + 20 name + .5 spk + .15 pairs
 *
 * q runs over the words of the question that are in the text, ab over those that stand side by side
 * in it, meet is the store's score of the note. BM25's saturation and length normalisation
 * (Robertson and Zaragoza 2009) over a smooth window; the constants were found by experiment on 348
 * meetings with 4,500 questions.
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
