/* count.c - How many moments answer a question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/count.h"

/* Whether no earlier one is of the same note. */
static bool is_first_of_note(const struct mt_found *found, const struct mt_order *order, size_t i)
{
    for (size_t before = 0; before < i; before++)
        if (found[order->ptr[before].found].note == found[order->ptr[i].found].note)
            return false;
    return true;
}

/* Fillers count if they can be shown. */
static void count_found(const struct mt_gathering *gathered, const struct mt_order *order,
                        struct mt_results *out)
{
    const struct mt_found *found = gathered->found.ptr;
    const struct mt_candidate *last = NULL;
    for (size_t i = 0; i < gathered->found.len; i++) {
        if (found[i].copy || found[i].filler)
            continue;
        out->total++;
        out->meetings += found[i].note != last;
        last = found[i].note;
    }
    for (size_t i = 0; gathered->plan->whole && i < order->len; i++) {
        bool filler = found[order->ptr[i].found].filler;
        out->total += filler;
        out->meetings += filler && is_first_of_note(found, order, i);
    }
}

/* How many places of the question's words one in the notes looked at stands for. */
static double words_a_word(const struct mt_gathering *gathered)
{
    double all = 0;
    for (size_t i = 0; i < gathered->plan->n_content; i++)
        all += (double)gathered->plan->families.ptr[gathered->plan->content[i]].occurrences;
    return gathered->words_seen ? all / (double)gathered->words_seen : 1;
}

/* Adds what the notes that were not looked at may hold: as much as the last quarter of those that
 * were, since these are the most like them; but notes further down have fewer of the words, and
 * how many words there are is known. The smaller guess is the better one. */
static void estimate_rest(const struct mt_gathering *gathered, uint32_t matching,
                          struct mt_results *out)
{
    size_t looked_at = gathered->yields.len, quarter = (looked_at + 3) / 4;
    if (gathered->found.len == 0 || matching <= looked_at)
        return;
    const size_t *yields = gathered->yields.ptr;
    double moments = 0, notes = 0, share = (double)(matching - looked_at) / (double)quarter;
    for (size_t i = looked_at - quarter; i < looked_at; i++) {
        moments += (double)yields[i];
        notes += yields[i] > 0;
    }
    double total = (double)out->total;
    double rest = share * moments * total / (double)gathered->found.len;
    double by_words = total * (words_a_word(gathered) - 1);
    if (gathered->plan->n_content && by_words < rest)
        rest = by_words;
    out->total += (size_t)(rest + .5);
    out->meetings += (size_t)(share * notes + .5);
}

void mt_count_all(const struct mt_gathering *gathered, const struct mt_order *order, bool all_seen,
                  uint32_t matching, struct mt_results *out)
{
    count_found(gathered, order, out);
    out->total_exact = all_seen;
    if (!all_seen)
        estimate_rest(gathered, matching, out);
}

size_t *mt_count_more(const void *ctx, const struct mt_order *order, size_t end)
{
    size_t groups = 0;
    for (size_t i = 0; i < order->len; i++)
        groups = order->ptr[i].group < groups ? groups : order->ptr[i].group + 1;
    size_t *more = mt_array(ctx, size_t, groups);
    for (size_t i = end; i < order->len; i++)
        more[order->ptr[i].group]++;
    return more;
}
