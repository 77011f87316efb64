/* score.c - How well a unit answers
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/score.h"

#include <math.h>

#include "text/tokenise.h"

#define REACH 3.0 /* in units of s: beyond it the kernel is 0 */
#define STEPS 256 /* of the kernel's table over that reach */

/* The three kernels, by their width in seconds. */
enum width { NARROW, WIDE, SPEECH, WIDTHS };
static const double seconds[WIDTHS] = {[NARROW] = 20, [WIDE] = 60, [SPEECH] = 15};

struct speaker_word {
    struct mt_str word;
    double idf;
};

struct mt_scorer {
    const struct mt_plan *plan;
    const struct mt_deadline *deadline;
    double mean[WIDTHS];        /* of dl_s over the archive; not known for SPEECH */
    struct speaker_word *words; /* words of the question that are in some speaker's name */
    size_t n_words;
    struct mt_tokens *tokens;
    double kernel[STEPS + 1];
};

/* What is smoothed over a note's units: a weight for each of some of them, by unit. */
struct weight {
    uint32_t unit;
    double value;
};
struct weights MT_VEC(struct weight);

enum mt_status mt_scorer_new(const void *ctx, const struct mt_plan *plan, struct mt_reader *reader,
                             const struct mt_totals *totals, const struct mt_deadline *deadline,
                             struct mt_scorer **out, struct mt_error *err)
{
    struct mt_scorer *scorer = mt_new(ctx, struct mt_scorer);
    double units = totals->units ? (double)totals->units : 1, notes = (double)totals->notes;
    enum mt_status status = MT_OK;
    scorer->plan = plan;
    scorer->deadline = deadline;
    scorer->mean[NARROW] = totals->near20 / units;
    scorer->mean[WIDE] = totals->near60 / units;
    scorer->tokens = mt_tokens_new(scorer);
    scorer->words = mt_array(scorer, struct speaker_word, plan->n_content);
    for (size_t i = 0; i <= STEPS; i++) {
        double x = REACH * (double)i / STEPS;
        scorer->kernel[i] = exp(-x * x / 2);
    }
    for (size_t i = 0; i < plan->n_content && status == MT_OK; i++) {
        struct mt_str word = plan->families.ptr[plan->content[i]].word;
        struct mt_str term = mt_str_printf(scorer, "%s%.*s", MT_PREFIX_SPEAKER, MT_ARG(word));
        struct mt_term_list list = {0};
        status = mt_reader_terms(reader, scorer, term, 1, false, &list, err);
        if (status == MT_OK && list.len && mt_str_eq(list.ptr[0].term, term)) {
            double with = list.ptr[0].documents;
            scorer->words[scorer->n_words++] =
                (struct speaker_word){word, log(1 + (notes - with + .5) / (with + .5))};
        }
    }
    if (status == MT_OK)
        *out = scorer;
    else
        mt_free(scorer);
    return status;
}

static double sat(double x, double nl, double k, double b)
{
    return x * (k + 1) / (x + k * (1 - b + b * nl));
}

static double kernel(const struct mt_scorer *scorer, double apart, double s)
{
    double x = fabs(apart) / s;
    return x > REACH ? 0 : scorer->kernel[(size_t)(x * (STEPS / REACH) + .5)];
}

/* Σ_v K_s(u,v) weight(v) over the weights, which are sorted by unit. */
static double smooth(const struct mt_scorer *scorer, const struct mt_candidate *note,
                     const struct weights *weights, uint32_t u, enum width width)
{
    const struct mt_unit *units = note->table.units;
    double s = seconds[width], sum = 0;
    size_t low = 0, high = weights->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (weights->ptr[middle].unit < u)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t i = low; i < weights->len; i++) {
        const struct weight *w = &weights->ptr[i];
        double apart = note->clock[w->unit] - note->clock[u];
        if (units[w->unit].section != units[u].section || apart > REACH * s)
            break;
        sum += w->value * kernel(scorer, apart, s);
    }
    for (size_t i = low; i-- > 0;) {
        const struct weight *w = &weights->ptr[i];
        double apart = note->clock[u] - note->clock[w->unit];
        if (units[w->unit].section != units[u].section || apart > REACH * s)
            break;
        sum += w->value * kernel(scorer, apart, s);
    }
    return sum;
}

/* How often each unit holds the word; units that fail the filters lend no words. */
static struct weights frequencies(const void *ctx, const struct mt_candidate *note,
                                  const struct mt_occurrences *list)
{
    struct weights weights = {0};
    for (size_t i = 0; i < list->len; i++) {
        uint32_t unit = list->ptr[i].unit;
        if (!note->allowed[unit])
            continue;
        if (weights.len == 0 || weights.ptr[weights.len - 1].unit != unit)
            *mt_push(ctx, &weights) = (struct weight){unit, 0};
        weights.ptr[weights.len - 1].value++;
    }
    return weights;
}

static struct weights lengths(const void *ctx, const struct mt_candidate *note)
{
    struct weights weights = {0};
    for (uint32_t u = 0; u < note->table.n_units; u++)
        *mt_push(ctx, &weights) = (struct weight){u, note->table.units[u].words};
    return weights;
}

/* Where the second word follows the first. */
static struct weights adjacent(const void *ctx, const struct mt_candidate *note, size_t a, size_t b)
{
    struct mt_occurrences both = {0};
    const struct mt_occurrences *first = &note->families[a], *second = &note->families[b];
    for (size_t i = 0, j = 0; i < first->len && j < second->len;) {
        uint32_t wanted = first->ptr[i].position + 1, found = second->ptr[j].position;
        if (wanted == found)
            *mt_push(ctx, &both) = first->ptr[i];
        i += wanted <= found;
        j += wanted >= found;
    }
    return frequencies(ctx, note, &both);
}

struct lengths_of {
    double dl, nl; /* smoothed length, and over the archive's mean */
};

static struct lengths_of length_near(const struct mt_scorer *scorer,
                                     const struct mt_candidate *note, const struct weights *all,
                                     uint32_t u, enum width width)
{
    double dl = smooth(scorer, note, all, u, width);
    double nl = scorer->mean[width] > 0 ? dl / scorer->mean[width] : 1;
    return (struct lengths_of){dl, nl > .5 ? nl : .5};
}

/* ---- Speakers ---- */

static bool in_question(const struct mt_plan *plan, struct mt_str word)
{
    for (size_t i = 0; i < plan->words.len; i++)
        if (mt_str_eq(plan->words.ptr[i], word))
            return true;
    return false;
}

/* For each speaker: is the full name in the question, and which of its words are in the name? */
struct called {
    bool fully;
    bool *words; /* one a speaker word of the scorer */
};

static struct called *who_is_called(struct mt_scorer *scorer, const void *ctx,
                                    const struct mt_unit_table *table)
{
    struct called *all = mt_array(ctx, struct called, table->n_speakers);
    for (size_t s = 0; s < table->n_speakers; s++) {
        all[s].words = mt_array(ctx, bool, scorer->n_words);
        mt_tokenise(scorer->tokens, table->speakers[s].name);
        size_t n = mt_tokens_count(scorer->tokens), called = 0;
        for (size_t t = 0; t < n; t++) {
            struct mt_str word = mt_tokens_at(scorer->tokens, t).term;
            called += in_question(scorer->plan, word);
            for (size_t w = 0; w < scorer->n_words; w++)
                all[s].words[w] |= mt_str_eq(word, scorer->words[w].word);
        }
        all[s].fully = n && called == n;
    }
    return all;
}

/* The words of the units whose speaker `is_one` (NULL: whose full name is asked for). */
static struct weights spoken(const void *ctx, const struct mt_candidate *note,
                             const struct called *called, size_t word, bool fully)
{
    struct weights weights = {0};
    for (uint32_t u = 0; u < note->table.n_units; u++) {
        uint32_t speaker = note->table.units[u].speaker;
        if (speaker != MT_NOBODY && (fully ? called[speaker].fully : called[speaker].words[word]))
            *mt_push(ctx, &weights) = (struct weight){u, note->table.units[u].words};
    }
    return weights;
}

static void add_speakers(struct mt_scorer *scorer, const void *ctx, const struct mt_candidate *note,
                         const struct weights *all, double *scores)
{
    const struct called *called = who_is_called(scorer, ctx, &note->table);
    for (size_t w = 0; w <= scorer->n_words; w++) {
        bool fully = w == scorer->n_words;
        struct weights said = spoken(ctx, note, called, w, fully);
        for (uint32_t u = 0; said.len && u < note->table.n_units; u++) {
            if (!note->moments[u])
                continue;
            if (mt_deadline_passed(scorer->deadline))
                return;
            double share = smooth(scorer, note, &said, u, SPEECH);
            double dl = share > 0 ? smooth(scorer, note, all, u, SPEECH) : 0;
            share = dl > 0 ? share / dl : 0;
            scores[u] += fully ? 20 * share : .5 * scorer->words[w].idf * sat(share, 1, .9, 0);
        }
    }
}

/* ---- All together ---- */

static void add_words(const struct mt_scorer *scorer, const void *ctx,
                      const struct mt_candidate *note, const struct weights *all, double *scores)
{
    const struct mt_plan *plan = scorer->plan;
    struct weights *words = mt_array(ctx, struct weights, plan->n_content);
    struct weights *pairs = mt_array(ctx, struct weights, plan->n_pairs);
    for (size_t q = 0; q < plan->n_content; q++)
        words[q] = frequencies(ctx, note, &note->families[plan->content[q]]);
    for (size_t p = 0; p < plan->n_pairs; p++)
        pairs[p] = adjacent(ctx, note, plan->pairs[p][0], plan->pairs[p][1]);

    for (uint32_t u = 0; u < note->table.n_units; u++) {
        if (!note->moments[u])
            continue;
        if (mt_deadline_passed(scorer->deadline))
            return;
        struct lengths_of narrow = length_near(scorer, note, all, u, NARROW);
        struct lengths_of wide = length_near(scorer, note, all, u, WIDE);
        for (size_t q = 0; q < plan->n_content; q++) {
            double idf = plan->families.ptr[plan->content[q]].idf;
            double near = smooth(scorer, note, &words[q], u, NARROW);
            double around = smooth(scorer, note, &words[q], u, WIDE);
            scores[u] += idf * (sat(near, narrow.nl, .9, .4) + .5 * sat(around, wide.nl, .9, .4));
        }
        for (size_t p = 0; p < plan->n_pairs; p++) {
            double idf = plan->families.ptr[plan->pairs[p][0]].idf +
                         plan->families.ptr[plan->pairs[p][1]].idf;
            double near = smooth(scorer, note, &pairs[p], u, NARROW);
            scores[u] += .15 * (idf < 9 ? idf : 9) * sat(near, narrow.nl, .9, .4);
        }
    }
}

void mt_score_note(struct mt_scorer *scorer, const struct mt_candidate *note, double *scores)
{
    void *scratch = mt_context(NULL);
    struct weights all = lengths(scratch, note);
    for (uint32_t u = 0; u < note->table.n_units; u++)
        if (note->moments[u])
            scores[u] = .8 * note->meet;
    add_words(scorer, scratch, note, &all, scores);
    add_speakers(scorer, scratch, note, &all, scores);
    mt_free(scratch);
}
