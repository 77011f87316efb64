/* formula.h - The score of a unit: what counts, and how much
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
 *     run(u)    = max over r of idf(r) (idf(r) / idf(question))³
 *     text(u)   = words + .15 pairs
 *     score     = text + .3 max_v text(v) + run + .8 meet + 20 name + 3 spk
 *
 * q runs over the words of the question that are in the text, ab over those that stand side by side
 * in it, as far apart as there, r over its runs that begin in u (runs.h), idf(r) the sum of that of
 * its words: what has the whole question in its own words, or nearly so, is what was remembered; a
 * few words in a row are not much. The maximum is over all moments of the note, meet is the store's
 * score of it. tf counts all forms of a word, one that only sounds like it as much as it is sure,
 * and not where the word itself is near; tf' and idf' only those as asked: who asks about "pricing"
 * is where pricing, not the price, is spoken of at length. own(q) is .4 where a speaker of the note
 * is called q and other words are asked for too, else 1: such a question is about what that person
 * says, and people do not say their own names. It is .3 for a word that says little, where such are
 * looked for at all; these make no pairs.
 *
 * BM25's saturation and length normalisation (Robertson and Zaragoza 2009) over smooth windows; the
 * constants were found by experiment on 348 meetings with 4,500 questions (tools/eval).
 */
#ifndef MT_RANK_FORMULA_H
#define MT_RANK_FORMULA_H

#include "base/base.h"

#include <math.h>

MT_BEGIN_DECLS

/* The kernels' widths in seconds. */
#define MT_SCORE_NEAR_S 20.0
#define MT_SCORE_SPEECH_S 15.0
#define MT_SCORE_FAR_S 160.0

/* BM25's constants. */
#define MT_SCORE_K1 .9
#define MT_SCORE_NEAR_B .4
#define MT_SCORE_LENGTH_MIN .5 /* of the mean: silence around a unit is no merit */

/* What counts how much. */
#define MT_SCORE_MEET .8
#define MT_SCORE_FAR_WEIGHT .5
#define MT_SCORE_BEST_WEIGHT .3
#define MT_SCORE_OWN_NAME .4
#define MT_SCORE_QUIET .3 /* of words that say little, where they are looked for at all */
#define MT_SCORE_NAME_WEIGHT 20
#define MT_SCORE_SPEAKER_WEIGHT 3
#define MT_SCORE_PAIR_WEIGHT .15
#define MT_SCORE_PAIR_IDF_MAX 9

/* Grows with x, towards k + 1, and shrinks with nl. */
static inline double mt_sat(double x, double nl, double k, double b)
{
    return x * (k + 1) / (x + k * (1 - b + b * nl));
}

/* What a pair of words with these idf counts. */
static inline double mt_score_pair(double a, double b)
{
    return MT_SCORE_PAIR_WEIGHT * fmin(a + b, MT_SCORE_PAIR_IDF_MAX);
}

/* What a run of words counts, by the sums of their idf and of that of all words of the question. */
static inline double mt_score_run(double idf, double all)
{
    double most = fmin(idf, all),
           share = all > 0 ? most / all : 0; /* a word may stand in it twice */
    return most * share * share * share;
}

/* Of a word that `with` of so many notes have. */
static inline double mt_score_idf(double notes, double with)
{
    return log(1 + (notes - with + .5) / (with + .5));
}

MT_END_DECLS

#endif
