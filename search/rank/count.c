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

/* Sums over the notes that were looked at, and over those of them that were opened. */
struct seen {
    size_t opened, with_moments;
    double moments;
    double words, words_opened;
};

static struct seen sum_up(const struct mt_yields *yields)
{
    struct seen seen = {0};
    for (size_t i = 0; i < yields->len; i++) {
        const struct mt_yield *yield = &yields->ptr[i];
        seen.words += (double)yield->words;
        seen.opened += yield->opened;
        seen.with_moments += yield->moments > 0;
        seen.moments += (double)yield->moments;
        seen.words_opened += yield->opened ? (double)yield->words : 0;
    }
    return seen;
}

/* Moments in a note: where it was not opened, one for as many of its words as elsewhere; where none
 * of the words themselves were found, only other names, as many as elsewhere. */
static double moments_in(const struct mt_yield *yield, const struct seen *seen)
{
    if (yield->opened)
        return (double)yield->moments;
    if (seen->words_opened <= 0)
        return seen->moments / (double)seen->opened;
    return (double)yield->words * seen->moments / seen->words_opened;
}

/* How many places of the question's words one in the notes looked at stands for. */
static double words_a_word(const struct mt_plan *plan, const struct seen *seen)
{
    double all = 0;
    for (size_t i = 0; i < plan->n_content; i++)
        all += (double)plan->families.ptr[plan->content[i]].occurrences;
    return seen->words > 0 ? all / seen->words : 1;
}

/* Adds what the notes that were not opened may hold. Those that were not even looked at: as much as
 * the last quarter of those that were, since these are the most like them; but notes further down
 * have fewer of the words, and how many words there are is known. The smaller guess is the better
 * one. */
static void estimate_rest(const struct mt_gathering *gathered, uint32_t matching,
                          struct mt_results *out)
{
    const struct mt_yields *yields = &gathered->yields;
    size_t looked_at = yields->len, quarter = (looked_at + 3) / 4;
    struct seen seen = sum_up(yields);
    if (seen.moments <= 0)
        return;
    double singles = (double)out->total / seen.moments; /* copies folded */
    double with = (double)seen.with_moments / (double)seen.opened;
    double all = 0, last = 0, meetings = (double)out->meetings, last_meetings = 0;
    for (size_t i = 0; i < looked_at; i++) {
        const struct mt_yield *yield = &yields->ptr[i];
        double moments = moments_in(yield, &seen);
        double meeting = yield->opened ? yield->moments > 0 : with;
        all += moments;
        meetings += yield->opened ? 0 : with;
        last += i + quarter >= looked_at ? moments : 0;
        last_meetings += i + quarter >= looked_at ? meeting : 0;
    }
    double share = matching > looked_at ? (double)(matching - looked_at) / (double)quarter : 0;
    double rest = share * last, by_words = all * (words_a_word(gathered->plan, &seen) - 1);
    if (gathered->plan->n_content && seen.words > 0 && by_words < rest)
        rest = by_words;
    out->total = (size_t)(singles * (all + rest) + .5);
    out->meetings = (size_t)(meetings + share * last_meetings + .5);
    if (out->meetings > out->total)
        out->meetings = out->total;
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
