/* score.h - How well a unit answers: words near it, the note it is in, who speaks
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Over the units v of u's section, t the clock in seconds, two ways to look around a unit: near it,
 * by Gauss, K_s(u,v) = exp(-(t_u - t_v)² / 2s²), 0 beyond 3s; and far, by Laplace,
 * exp(-|t_u - t_v| / 160), which never quite ends, as a meeting stays with its subject.
 *
 *     near(q,u) = Σ_v K_20 tf(q,v)          far(q,u) = Σ_v exp(-|t_u - t_v| / 160) tf'(q,v)
 *     dl(u)     = Σ_v K_20 words(v)
 *     nl        = max(dl / mean of dl over the archive, .5)
 *     sat(x,nl,k,b) = x (k+1) / (x + k ((1-b) + b nl))
 *     words(u)  = Σ_q own(q) (idf(q) sat(near, nl, .9, .4) + .5 idf'(q) sat(far, 1, .9, 0))
 *     pairs(u)  = Σ_ab min(9, idf a + idf b) sat(near(ab,u), nl, .9, .4)
 *     name(u)   = K_15-smoothed share of words by a speaker whose full name is in the question
 *     spk(u)    = Σ_q idf_spk(q) sat(K_15-smoothed share of words by a speaker with q in the name)
 *     text(u)   = words + .15 pairs
 *     score     = text + .3 max_v text(v) + .8 meet + 20 name + 3 spk
 *
 * q runs over the words of the question that are in the text, ab over those that stand side by side
 * in it, the maximum over all moments of the note, meet is the store's score of it. tf counts all
 * forms of a word, tf' and idf' only those as asked: who asks about "pricing" is where pricing, not
 * the price, is spoken of at length. own(q) is .4 where a speaker of the note is called q and other
 * words are asked for too, else 1: such a question is about what that person says, and people do
 * not say their own names.
 *
 * BM25's saturation and length normalisation (Robertson and Zaragoza 2009) over smooth windows; the
 * constants were found by experiment on 348 meetings with 4,500 questions (tools/eval).
 */
#ifndef MT_RANK_SCORE_H
#define MT_RANK_SCORE_H

#include "base/base.h"
#include "query/plan.h"
#include "rank/match.h"
#include "store/units.h"

MT_BEGIN_DECLS

/* What the store's score of a note counts in that of its units. */
#define MT_SCORE_MEET .8

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
