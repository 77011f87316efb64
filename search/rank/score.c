/* score.c - How well a unit answers
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/score.h"

#include <math.h>

#include <uthash.h>

#include "base/memory.h"
#include "rank/formula.h"
#include "text/tokenise.h"

#define GAUSS_REACH 3.0 /* in units of s: beyond it the kernel is 0 */
#define GAUSS_STEPS 256 /* of its table over that reach */
/* On either side of a unit. Nobody speaks three units a second, but a broken file may hold a
 * hundred thousand at one instant. */
#define REACH_UNITS 512

/* A word of the question that is in some speaker's name. */
struct speaker_word {
    struct mt_str word;
    size_t content; /* its number in the plan's content */
    double idf;
};

/* What a speaker's name has of the question. */
struct called {
    struct mt_str name;
    bool fully;  /* the question has all of it */
    bool *words; /* one a speaker word of the scorer */
    UT_hash_handle hh;
};

struct mt_scorer {
    const struct mt_plan *plan;
    const struct mt_deadline *deadline;
    double mean_length; /* of dl over the archive */
    struct speaker_word *words;
    size_t n_words;
    struct mt_tokens *tokens;
    struct called *called; /* all speakers so far: the same people speak in many notes */
    double gauss[GAUSS_STEPS + 1];
};

/* Units [begin, end). */
struct window {
    uint32_t begin, end;
};

/* A unit that is a moment, or holds a word that moments hear of. */
struct point {
    uint32_t unit;
    bool moment;
    struct window near; /* of a moment: the units whose words it hears by MT_SCORE_NEAR_S */
    double length;      /* nl, of a moment */
    double fade;        /* what of a far word is left since the point before; 0 in a new section */
    double sum;         /* what is being smoothed */
    double itself;      /* the same of a word, without what only sounds like it */
};

/* One note while it is scored. */
struct scored {
    const struct mt_scorer *scorer;
    const struct mt_candidate *note;
    void *scratch;
    struct point *points;
    size_t n_points;
    double *scores; /* one a unit */
};

/* What is smoothed over a note's points: a weight for each of some of them, by point. */
struct weight {
    size_t point;
    double value;
};
struct weights MT_VEC(struct weight);

static int scorer_freed(struct mt_scorer *scorer)
{
    HASH_CLEAR(hh, scorer->called);
    return 0;
}

enum mt_status mt_scorer_new(const void *ctx, const struct mt_plan *plan, struct mt_reader *reader,
                             const struct mt_totals *totals, const struct mt_deadline *deadline,
                             struct mt_scorer **out, struct mt_error *err)
{
    struct mt_scorer *scorer = mt_new(ctx, struct mt_scorer);
    double units = totals->units ? (double)totals->units : 1, notes = (double)totals->notes;
    enum mt_status status = MT_OK;
    talloc_set_destructor(scorer, scorer_freed);
    scorer->plan = plan;
    scorer->deadline = deadline;
    scorer->mean_length = totals->near20 / units;
    scorer->tokens = mt_tokens_new(scorer);
    scorer->words = mt_array(scorer, struct speaker_word, plan->n_content);
    for (size_t i = 0; i <= GAUSS_STEPS; i++) {
        double x = GAUSS_REACH * (double)i / GAUSS_STEPS;
        scorer->gauss[i] = exp(-x * x / 2);
    }
    for (size_t i = 0; i < plan->n_content && status == MT_OK; i++) {
        struct mt_str word = plan->families.ptr[plan->content[i]].word;
        struct mt_str term = mt_str_printf(scorer, "%s%.*s", MT_PREFIX_SPEAKER, MT_ARG(word));
        struct mt_term_list list = {0};
        status = mt_reader_terms(reader, scorer, term, 1, false, &list, err);
        if (status == MT_OK && list.len && mt_str_eq(list.ptr[0].term, term))
            scorer->words[scorer->n_words++] =
                (struct speaker_word){word, i, mt_score_idf(notes, list.ptr[0].documents)};
    }
    if (status == MT_OK)
        *out = scorer;
    else
        mt_free(scorer);
    return status;
}

/* ---- Looking around a unit ---- */

/* Of two units that reach each other. */
static inline double gauss(const struct mt_scorer *scorer, double apart, double s)
{
    return scorer->gauss[(uint32_t)(fabs(apart) * (GAUSS_STEPS / (GAUSS_REACH * s)) + .5)];
}

/* The units that u's words reach: those of its section that are not too far. `before` is what a
 * unit before it reaches, or empty. */
static struct window reached(const struct scored *note, struct window before, uint32_t u, double s)
{
    const struct mt_unit *units = note->note->table.units;
    const double *clock = note->note->clock;
    uint32_t section = units[u].section, n = (uint32_t)note->note->table.n_units;
    uint32_t first = u > REACH_UNITS ? u - REACH_UNITS : 0;
    uint32_t stop = n - u > REACH_UNITS ? u + REACH_UNITS : n;
    double reach = GAUSS_REACH * s;
    struct window window = {u, u + 1};
    if (before.end && units[before.begin].section == section) { /* the clock only goes on */
        window.begin = before.begin;
        window.end = before.end > u ? before.end : u + 1;
        while (window.begin < first || clock[u] - clock[window.begin] > reach)
            window.begin++;
    } else {
        while (window.begin > first && units[window.begin - 1].section == section &&
               clock[u] - clock[window.begin - 1] <= reach)
            window.begin--;
    }
    while (window.end < stop && units[window.end].section == section &&
           clock[window.end] - clock[u] <= reach)
        window.end++;
    return window;
}

/* sum[u] = Σ_v K_s(u,v) weight(v) by MT_SCORE_NEAR_S, of the moments. */
static void look_near(struct scored *note, const struct weights *weights)
{
    const double *clock = note->note->clock;
    size_t first = 0;
    for (struct point *p = note->points, *end = p + note->n_points; p < end; p++) {
        if (!p->moment)
            continue;
        p->sum = 0;
        while (first < weights->len && note->points[weights->ptr[first].point].unit < p->near.begin)
            first++;
        for (size_t i = first; i < weights->len; i++) {
            uint32_t unit = note->points[weights->ptr[i].point].unit;
            if (unit >= p->near.end)
                break;
            p->sum += weights->ptr[i].value *
                      gauss(note->scorer, clock[p->unit] - clock[unit], MT_SCORE_NEAR_S);
        }
    }
}

/* sum[u] = Σ_v exp(-|t_u - t_v| / MT_SCORE_FAR_S) weight(v): in one walk on and one back, as what
 * lies behind a point is what lay behind the one before, faded. */
static void look_far(struct scored *note, const struct weights *weights)
{
    size_t n = note->n_points, next = 0;
    double passed = 0;
    for (size_t p = 0; p < n; p++) {
        passed *= note->points[p].fade;
        if (next < weights->len && weights->ptr[next].point == p)
            passed += weights->ptr[next++].value;
        note->points[p].sum = passed;
    }
    passed = 0;
    for (size_t p = n; p-- > 0;) {
        note->points[p].sum += passed;
        if (next > 0 && weights->ptr[next - 1].point == p)
            passed += weights->ptr[--next].value;
        passed *= note->points[p].fade;
    }
}

/* Σ_v K_s(u,v) words(v). */
static double words_near(const struct scored *note, uint32_t u, struct window window, double s)
{
    const double *clock = note->note->clock;
    double sum = 0;
    for (uint32_t v = window.begin; v < window.end; v++)
        sum += note->note->table.units[v].words * gauss(note->scorer, clock[u] - clock[v], s);
    return sum;
}

/* ---- Points ---- */

/* Which units are moments, or hold a word of the question that counts. */
static bool *mark_points(const struct scored *note)
{
    const struct mt_candidate *from = note->note;
    const struct mt_plan *plan = note->scorer->plan;
    bool *marked = mt_alloc(note->scratch, from->table.n_units * sizeof *marked);
    memcpy(marked, from->moments, from->table.n_units * sizeof *marked);
    for (size_t q = 0; q < plan->n_content; q++) {
        const struct mt_occurrences *list = &from->families[plan->content[q]];
        for (size_t i = 0; i < list->len; i++)
            marked[list->ptr[i].unit] |= from->allowed[list->ptr[i].unit];
    }
    return marked;
}

static double fade_between(const struct mt_candidate *note, uint32_t before, uint32_t after)
{
    if (note->table.units[before].section != note->table.units[after].section)
        return 0;
    return exp((note->clock[before] - note->clock[after]) / MT_SCORE_FAR_S);
}

static void find_points(struct scored *note)
{
    const struct mt_candidate *from = note->note;
    const bool *marked = mark_points(note);
    size_t n = 0;
    for (size_t u = 0; u < from->table.n_units; u++)
        n += marked[u];
    note->points = mt_array(note->scratch, struct point, n);
    for (uint32_t u = 0; u < from->table.n_units; u++)
        if (marked[u])
            note->points[note->n_points++] = (struct point){.unit = u, .moment = from->moments[u]};
}

static struct scored prepare(const struct mt_scorer *scorer, const struct mt_candidate *note,
                             double *scores)
{
    struct scored scored = {.scorer = scorer, .note = note, .scores = scores};
    struct window window = {0, 0};
    scored.scratch = mt_context(NULL);
    find_points(&scored);
    for (struct point *p = scored.points, *end = p + scored.n_points; p < end; p++) {
        if (p > scored.points)
            p->fade = fade_between(note, p[-1].unit, p->unit);
        if (!p->moment)
            continue;
        double mean = scorer->mean_length;
        p->near = window = reached(&scored, window, p->unit, MT_SCORE_NEAR_S);
        double length = mean > 0 ? words_near(&scored, p->unit, window, MT_SCORE_NEAR_S) / mean : 1;
        p->length = length > MT_SCORE_LENGTH_MIN ? length : MT_SCORE_LENGTH_MIN;
        scores[p->unit] = MT_SCORE_MEET * note->meet;
    }
    return scored;
}

/* ---- Speakers ---- */

static bool in_question(const struct mt_plan *plan, struct mt_str word)
{
    for (size_t i = 0; i < plan->words.len; i++)
        if (mt_str_eq(plan->words.ptr[i], word))
            return true;
    return false;
}

static struct called *learn_name(struct mt_scorer *scorer, struct mt_str name)
{
    struct called *called = mt_new(scorer, struct called);
    called->name = mt_str_copy(called, name);
    called->words = mt_array(called, bool, scorer->n_words);
    mt_tokenise(scorer->tokens, name);
    size_t n = mt_tokens_count(scorer->tokens), asked = 0;
    for (size_t t = 0; t < n; t++) {
        struct mt_str word = mt_tokens_at(scorer->tokens, t).term;
        asked += in_question(scorer->plan, word);
        for (size_t w = 0; w < scorer->n_words; w++)
            called->words[w] |= mt_str_eq(word, scorer->words[w].word);
    }
    called->fully = n && asked == n;
    HASH_ADD_KEYPTR(hh, scorer->called, called->name.ptr, called->name.len, called);
    return called;
}

/* One a speaker of the note. */
static struct called **who_is_called(struct mt_scorer *scorer, const struct scored *note)
{
    const struct mt_unit_table *table = &note->note->table;
    struct called **all = mt_array(note->scratch, struct called *, table->n_speakers);
    for (size_t s = 0; s < table->n_speakers; s++) {
        struct mt_str name = table->speakers[s].name;
        HASH_FIND(hh, scorer->called, name.ptr, name.len, all[s]);
        if (!all[s])
            all[s] = learn_name(scorer, name);
    }
    return all;
}

/* Who of the note's speakers is called by this word of the scorer, or `fully`; whether anybody is.
 */
static bool find_called(const struct scored *note, struct called *const *called, size_t word,
                        bool fully, bool *who)
{
    bool any = false;
    for (size_t s = 0; s < note->note->table.n_speakers; s++)
        any |= who[s] = fully ? called[s]->fully : called[s]->words[word];
    return any;
}

/* The K-smoothed share of words by such a speaker: mostly none speaks near by. */
static double share_spoken(const struct scored *note, const bool *who, uint32_t u,
                           struct window window)
{
    const struct mt_unit *units = note->note->table.units;
    const double *clock = note->note->clock;
    double all = 0, theirs = 0;
    bool any = false;
    for (uint32_t v = window.begin; v < window.end && !any; v++)
        any = units[v].speaker != MT_NOBODY && who[units[v].speaker];
    for (uint32_t v = window.begin; v < window.end && any; v++) {
        uint32_t speaker = units[v].speaker;
        double words = units[v].words * gauss(note->scorer, clock[u] - clock[v], MT_SCORE_SPEECH_S);
        all += words;
        theirs += speaker != MT_NOBODY && who[speaker] ? words : 0;
    }
    return theirs > 0 ? theirs / all : 0;
}

static void add_speakers(struct scored *note, struct called *const *called)
{
    const struct mt_scorer *scorer = note->scorer;
    bool *who = mt_array(note->scratch, bool, note->note->table.n_speakers);
    for (size_t w = 0; w <= scorer->n_words; w++) {
        bool fully = w == scorer->n_words;
        struct window window = {0, 0};
        if (!find_called(note, called, w, fully, who) || mt_deadline_passed(scorer->deadline))
            continue;
        for (struct point *p = note->points, *end = p + note->n_points; p < end; p++) {
            if (!p->moment)
                continue;
            window = reached(note, window, p->unit, MT_SCORE_SPEECH_S);
            double share = share_spoken(note, who, p->unit, window);
            note->scores[p->unit] += fully ? MT_SCORE_NAME_WEIGHT * share
                                           : MT_SCORE_SPEAKER_WEIGHT * scorer->words[w].idf *
                                                 mt_sat(share, 1, MT_SCORE_K1, 0);
        }
    }
}

/* own(q), one a word of the plan's content. */
static double *own_weights(const struct scored *note, struct called *const *called)
{
    const struct mt_scorer *scorer = note->scorer;
    size_t n = scorer->plan->n_content, names = 0;
    double *own = mt_array(note->scratch, double, n);
    for (size_t q = 0; q < n; q++)
        own[q] = 1;
    for (size_t w = 0; w < scorer->n_words; w++) {
        bool here = false;
        for (size_t s = 0; s < note->note->table.n_speakers && !here; s++)
            here = called[s]->words[w];
        own[scorer->words[w].content] = here ? MT_SCORE_OWN_NAME : 1;
        names += here;
    }
    for (size_t q = 0; q < n && names == n; q++)
        own[q] = 1;
    for (size_t q = 0; q < n; q++)
        if (mt_plan_is_quiet(scorer->plan, scorer->plan->content[q]))
            own[q] = MT_SCORE_QUIET;
    return own;
}

/* ---- Words ---- */

/* How often each unit holds the word, as far as that is sure; units that fail the filters lend no
 * words. Only what is of such a level or better counts. */
static struct weights frequencies(const struct scored *note, const struct mt_occurrences *list,
                                  enum mt_level level)
{
    struct weights weights = {0};
    size_t point = 0;
    for (size_t i = 0; i < list->len; i++) {
        uint32_t unit = list->ptr[i].unit;
        if (!note->note->allowed[unit] || list->ptr[i].level > level)
            continue;
        if (note->points[point].unit > unit) /* of a name, which may begin in another unit */
            point = 0;
        while (note->points[point].unit < unit)
            point++;
        if (weights.len == 0 || weights.ptr[weights.len - 1].point != point)
            *mt_push(note->scratch, &weights) = (struct weight){point, 0};
        weights.ptr[weights.len - 1].value += list->ptr[i].sure;
    }
    return weights;
}

/* Where the second word follows the first as it does in the question. */
static struct weights adjacent(const struct scored *note, const struct mt_pair *pair)
{
    const struct mt_occurrences *first = &note->note->families[pair->first];
    const struct mt_occurrences *second = &note->note->families[pair->second];
    struct mt_occurrences both = {0};
    for (size_t i = 0, j = 0; i < first->len && j < second->len;) {
        uint32_t wanted = first->ptr[i].position + pair->apart;
        uint32_t found = second->ptr[j].position;
        if (wanted == found)
            *mt_push(note->scratch, &both) = first->ptr[i];
        i += wanted <= found;
        j += wanted >= found;
    }
    return frequencies(note, &both, MT_LEVEL_SOUNDS);
}

static void add_near(struct scored *note, const struct weights *weights, double idf)
{
    if (weights->len == 0 || mt_deadline_passed(note->scorer->deadline))
        return;
    look_near(note, weights);
    for (struct point *p = note->points, *end = p + note->n_points; p < end; p++)
        if (p->moment)
            note->scores[p->unit] += idf * mt_sat(p->sum, p->length, MT_SCORE_K1, MT_SCORE_NEAR_B);
}

static bool has_heard(const struct mt_occurrences *list)
{
    for (size_t i = 0; i < list->len; i++)
        if (list->ptr[i].level == MT_LEVEL_SOUNDS)
            return true;
    return false;
}

/* Where the word itself stands near, what only sounds like it is likelier to be something else. */
static void add_word_near(struct scored *note, const struct mt_occurrences *list, double idf)
{
    struct weights all = frequencies(note, list, MT_LEVEL_SOUNDS);
    if (!has_heard(list)) {
        add_near(note, &all, idf);
        return;
    }
    struct weights itself = frequencies(note, list, MT_LEVEL_STEM);
    if (mt_deadline_passed(note->scorer->deadline))
        return;
    look_near(note, &itself);
    for (struct point *p = note->points, *end = p + note->n_points; p < end; p++)
        p->itself = p->sum;
    look_near(note, &all);
    for (struct point *p = note->points, *end = p + note->n_points; p < end; p++)
        if (p->moment)
            note->scores[p->unit] += idf * mt_sat(p->itself > 0 ? p->itself : p->sum, p->length,
                                                  MT_SCORE_K1, MT_SCORE_NEAR_B);
}

static void add_far(struct scored *note, const struct weights *weights, double idf)
{
    if (weights->len == 0 || mt_deadline_passed(note->scorer->deadline))
        return;
    look_far(note, weights);
    for (struct point *p = note->points, *end = p + note->n_points; p < end; p++)
        if (p->moment)
            note->scores[p->unit] += idf * mt_sat(p->sum, 1, MT_SCORE_K1, 0);
}

static void add_words(struct scored *note, const double *own)
{
    const struct mt_plan *plan = note->scorer->plan;
    for (size_t q = 0; q < plan->n_content; q++) {
        const struct mt_family *family = &plan->families.ptr[plan->content[q]];
        const struct mt_occurrences *list = &note->note->families[plan->content[q]];
        struct weights as_asked = frequencies(note, list, MT_LEVEL_EXACT);
        add_word_near(note, list, own[q] * family->idf);
        add_far(note, &as_asked, own[q] * MT_SCORE_FAR_WEIGHT * family->idf_as_asked);
    }
    for (size_t p = 0; p < plan->n_pairs; p++) {
        const struct mt_pair *pair = &plan->pairs[p];
        if (mt_plan_is_quiet(plan, pair->first) || mt_plan_is_quiet(plan, pair->second))
            continue;
        const struct mt_family *families = plan->families.ptr;
        double weight = mt_score_pair(families[pair->first].idf, families[pair->second].idf);
        struct weights both = adjacent(note, pair);
        add_near(note, &both, weight);
    }
}

/* The best moment of a note speaks for the others, before it is known who speaks. */
static void add_best(struct scored *note)
{
    const struct point *end = note->points + note->n_points;
    double best = 0, meet = MT_SCORE_MEET * note->note->meet;
    for (const struct point *p = note->points; p < end; p++)
        if (p->moment && note->scores[p->unit] - meet > best)
            best = note->scores[p->unit] - meet;
    for (const struct point *p = note->points; p < end; p++)
        if (p->moment)
            note->scores[p->unit] += MT_SCORE_BEST_WEIGHT * best;
}

/* What was said in the words of the question. A run begins where its first word stands. */
static void add_runs(struct scored *note)
{
    const struct mt_runs *runs = &note->note->runs;
    const struct mt_unit *units = note->note->table.units;
    size_t next = 0;
    for (struct point *p = note->points, *end = p + note->n_points; p < end; p++) {
        double best = 0;
        while (next < runs->len && runs->ptr[next].position < units[p->unit].position)
            next++;
        for (; next < runs->len &&
               runs->ptr[next].position < units[p->unit].position + units[p->unit].words;
             next++)
            best = fmax(best, runs->ptr[next].worth);
        if (p->moment)
            note->scores[p->unit] += best;
    }
}

void mt_score_note(struct mt_scorer *scorer, const struct mt_candidate *note, double *scores)
{
    struct scored scored = prepare(scorer, note, scores);
    struct called *const *called = who_is_called(scorer, &scored);
    add_words(&scored, own_weights(&scored, called));
    add_best(&scored);
    add_runs(&scored);
    add_speakers(&scored, called);
    mt_free(scored.scratch);
}
