/* test_score.c - How well a unit answers, computed once more by the letter of score.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/score.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>

#include "archive.h"
#include "ingest/index.h"

#define MEET 1.0
#define UNITS_MAX 8

static struct mt_reader *reader;
static struct mt_totals totals;

/* One clock of three words and more: 0, 12, 45, 100 and 250 s; and another section. */
static const char note_text[] = "[00:00:00.00] Dana Reyes : rope lamp and a rope\n\n"
                                "[00:00:12.00] Sam Okoro : lamp rope, we said\n\n"
                                "[00:00:45.00] Dana Reyes : only a saw\n\n"
                                "[00:01:40.00] Sam Okoro : the rope lamp once more\n\n"
                                "[00:04:10.00] Dana Reyes : lamp\n\n"
                                "# Next\n\nAlso a rope.\n";

/* Somebody who speaks is spoken of. */
static const char named_text[] = "[00:00:00.00] Ada Quist : a pulley, two pulleys\n\n"
                                 "[00:00:30.00] Priya Raman : so Ada wants a pulley\n";

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    struct archive *a = *state;
    struct mt_index index;
    archive_put(a, "notes/a.md", note_text);
    archive_put(a, "notes/b.md", "[00:00:01.00] Sam Okoro : Something else altogether.\n");
    archive_put(a, "notes/c.md", "- Nothing of it at all\n- nor here\n");
    archive_put(a, "notes/d.md", named_text);
    archive_index(a);
    const char *folder = archive_path(a, "index");
    if (mt_index_read(a->ctx, folder, &index, NULL) != MT_OK)
        return -1;
    totals = index.totals;
    return mt_reader_open(&folder, 1, &reader, NULL) == MT_OK ? 0 : -1;
}

static int drop_index(void **state)
{
    mt_reader_free(reader);
    return archive_drop(state);
}

/* What the formulas speak of, one of a unit. */
struct sums {
    const struct mt_candidate *note;
    double tf[UNITS_MAX];
};

static double smoothed(const struct sums *sums, uint32_t u, double s)
{
    const struct mt_candidate *note = sums->note;
    double sum = 0;
    for (uint32_t v = 0; v < note->table.n_units; v++) {
        double apart = note->clock[u] - note->clock[v];
        if (note->table.units[u].section == note->table.units[v].section && fabs(apart) <= 3 * s)
            sum += sums->tf[v] * exp(-apart * apart / (2 * s * s));
    }
    return sum;
}

static double sat(double x, double nl, double k, double b)
{
    return x * (k + 1) / (x + k * (1 - b + b * nl));
}

static struct sums lengths(const struct mt_candidate *note)
{
    struct sums sums = {note, {0}};
    for (uint32_t v = 0; v < note->table.n_units; v++)
        sums.tf[v] = note->table.units[v].words;
    return sums;
}

/* The words of units whose speaker's name begins so. */
static struct sums spoken_by(const struct mt_candidate *note, const char *name)
{
    struct sums sums = lengths(note);
    for (uint32_t v = 0; v < note->table.n_units; v++) {
        uint32_t speaker = note->table.units[v].speaker;
        if (speaker == MT_NOBODY ||
            !mt_str_starts(note->table.speakers[speaker].name, mt_str(name)))
            sums.tf[v] = 0;
    }
    return sums;
}

static double faded(const struct sums *sums, uint32_t u)
{
    const struct mt_candidate *note = sums->note;
    double sum = 0;
    for (uint32_t v = 0; v < note->table.n_units; v++)
        if (note->table.units[u].section == note->table.units[v].section)
            sum += sums->tf[v] * exp(-fabs(note->clock[u] - note->clock[v]) / 160);
    return sum;
}

static double normal(const struct mt_candidate *note, uint32_t u)
{
    struct sums all = lengths(note);
    double nl = smoothed(&all, u, 20) / (totals.near20 / (double)totals.units);
    return nl > .5 ? nl : .5;
}

/* A part of the score that only some questions have. */
typedef double part(const struct mt_plan *, const struct mt_candidate *, uint32_t);

static double words_of(const struct mt_plan *plan, const struct mt_candidate *note, uint32_t u,
                       const char *name)
{
    double score = 0;
    for (size_t q = 0; q < plan->n_content; q++) {
        const struct mt_family *family = &plan->families.ptr[plan->content[q]];
        const struct mt_occurrences *list = &note->families[plan->content[q]];
        struct sums tf = {note, {0}}, as_asked = {note, {0}};
        for (size_t i = 0; i < list->len; i++) {
            tf.tf[list->ptr[i].unit]++;
            as_asked.tf[list->ptr[i].unit] += list->ptr[i].level == MT_LEVEL_EXACT;
        }
        double own = mt_str_eq(family->word, mt_str(name)) ? .4 : 1;
        score += own * family->idf * sat(smoothed(&tf, u, 20), normal(note, u), .9, .4);
        score += own * .5 * family->idf_as_asked * sat(faded(&as_asked, u), 1, .9, 0);
    }
    return score;
}

static const struct mt_candidate *candidate_of(const struct archive *a, struct mt_plan *plan,
                                               const char *query)
{
    struct mt_plan_options options = {.today = ARCHIVE_TODAY};
    struct mt_search_options ask = {.limit = 10, .k1 = 1, .b = .5};
    struct mt_store_hits hits = {0};
    struct mt_occurrences *words;
    struct mt_values values;
    assert_int_equal(
        mt_plan_query(a->ctx, archive_tree(a, query), reader, totals.units, &options, plan, NULL),
        MT_OK);
    assert_int_equal(mt_reader_search(reader, a->ctx, plan->store, &ask, &hits, NULL), MT_OK);
    assert_int_equal(hits.n_hits, 1);
    hits.hits[0].score = MEET;
    uint32_t slots = MT_MATCH_SLOTS | mt_occurrences_slots(&plan->families);
    assert_int_equal(mt_reader_values(reader, a->ctx, slots, &hits.hits[0].docid, 1, &values, NULL),
                     MT_OK);
    assert_int_equal(mt_occurrences_read(a->ctx, &plan->families, &values, 1, NULL, &words, NULL),
                     MT_OK);
    struct mt_candidate *note = mt_match_new(a->ctx, &hits.hits[0]);
    assert_int_equal(mt_match_open(note, reader, plan, &values, words, &options, NULL), MT_OK);
    assert_true(note->table.n_units <= UNITS_MAX);
    return note;
}

struct question {
    const char *text;
    const char *name; /* a word of it that names a speaker, besides others; "" for none */
    part *pairs, *runs, *speakers;
};

static double text_of(const struct question *question, const struct mt_plan *plan,
                      const struct mt_candidate *note, uint32_t u)
{
    return words_of(plan, note, u, question->name) +
           (question->pairs ? question->pairs(plan, note, u) : 0);
}

static void check(const struct archive *a, struct question question)
{
    struct mt_plan plan;
    struct mt_scorer *scorer;
    double scores[UNITS_MAX], best = 0;
    size_t checked = 0;
    const struct mt_candidate *note = candidate_of(a, &plan, question.text);
    assert_int_equal(mt_scorer_new(a->ctx, &plan, reader, &totals, NULL, &scorer, NULL), MT_OK);
    for (size_t u = 0; u < UNITS_MAX; u++)
        scores[u] = -1;
    mt_score_note(scorer, note, scores);
    for (uint32_t u = 0; u < note->table.n_units; u++)
        if (note->moments[u])
            best = fmax(best, text_of(&question, &plan, note, u));
    for (uint32_t u = 0; u < note->table.n_units; u++) {
        double expected = .8 * MEET + text_of(&question, &plan, note, u) + .3 * best;
        expected += question.runs ? question.runs(&plan, note, u) : 0;
        expected += question.speakers ? question.speakers(&plan, note, u) : 0;
        if (!note->moments[u])
            assert_true(scores[u] == -1);
        else if (fabs(scores[u] - expected) > .03) /* the kernel is a table */
            fail_msg("%s, unit %u: %f, not %f", question.text, u, scores[u], expected);
        checked += note->moments[u];
    }
    assert_true(checked > 0);
}

static void test_score_note__words(void **state)
{
    check(*state, (struct question){"rope", "", NULL, NULL, NULL});
    check(*state, (struct question){"saw", "", NULL, NULL, NULL});
    check(*state, (struct question){"lamp AND saw", "", NULL, NULL, NULL});
    check(*state, (struct question){"saw -lamp", "", NULL, NULL, NULL});
}

/* "rope lamp" stands in units 0 and 3, and once more where unit 0 ends and 1 begins. */
static double rope_lamp(const struct mt_plan *plan, const struct mt_candidate *note, uint32_t u)
{
    struct sums pairs = {note, {[0] = 2, [3] = 1}};
    double idf =
        plan->families.ptr[plan->content[0]].idf + plan->families.ptr[plan->content[1]].idf;
    return .15 * fmin(9, idf) * sat(smoothed(&pairs, u, 20), normal(note, u), .9, .4);
}

/* The whole question: its share is 1. */
static double run_of_rope_lamp(const struct mt_plan *plan, const struct mt_candidate *note,
                               uint32_t u)
{
    (void)note;
    return u == 0 || u == 3
               ? plan->families.ptr[plan->content[0]].idf + plan->families.ptr[plan->content[1]].idf
               : 0;
}

static void test_score_note__words_side_by_side(void **state)
{
    check(*state, (struct question){"rope lamp", "", rope_lamp, run_of_rope_lamp, NULL});
}

static double share_of(const struct mt_candidate *note, const char *name, uint32_t u)
{
    struct sums said = spoken_by(note, name), all = lengths(note);
    return smoothed(&said, u, 15) / smoothed(&all, u, 15);
}

/* Sam speaks in two notes, Dana and Ada in one each; only Ada's name stands in a text. */
static double idf_of_speaker(double notes)
{
    return log(1 + ((double)totals.notes - notes + .5) / (notes + .5));
}

static double said_by_sam(const struct mt_plan *plan, const struct mt_candidate *note, uint32_t u)
{
    (void)plan;
    return 3 * idf_of_speaker(2) * sat(share_of(note, "Sam", u), 1, .9, 0);
}

static double said_by_dana_reyes(const struct mt_plan *plan, const struct mt_candidate *note,
                                 uint32_t u)
{
    (void)plan;
    double share = share_of(note, "Dana", u);
    return 20 * share + 2 * 3 * idf_of_speaker(1) * sat(share, 1, .9, 0);
}

static double said_by_ada(const struct mt_plan *plan, const struct mt_candidate *note, uint32_t u)
{
    (void)plan;
    return 3 * idf_of_speaker(1) * sat(share_of(note, "Ada", u), 1, .9, 0);
}

static void test_score_note__speakers(void **state)
{
    check(*state, (struct question){"rope okoro", "", NULL, NULL, said_by_sam});
    check(*state, (struct question){"saw dana reyes", "", NULL, NULL, said_by_dana_reyes});
    check(*state, (struct question){"pulley ada", "ada", NULL, NULL, said_by_ada});
    check(*state, (struct question){"ada", "", NULL, NULL, said_by_ada});
}

/* Units that fail a filter lend no words, but are still as long. */
static void test_score_note__filtered(void **state)
{
    struct archive *a = *state;
    struct mt_plan plan;
    struct mt_scorer *scorer;
    double all[UNITS_MAX], hers[UNITS_MAX];
    const struct mt_candidate *note = candidate_of(a, &plan, "rope");
    assert_int_equal(mt_scorer_new(a->ctx, &plan, reader, &totals, NULL, &scorer, NULL), MT_OK);
    mt_score_note(scorer, note, all);
    note = candidate_of(a, &plan, "rope speaker:dana");
    assert_int_equal(mt_scorer_new(a->ctx, &plan, reader, &totals, NULL, &scorer, NULL), MT_OK);
    mt_score_note(scorer, note, hers);
    assert_true(note->moments[0] && !note->moments[1]);
    assert_true(hers[0] < all[0]); /* Sam's rope is left out */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_score_note__words),
        cmocka_unit_test(test_score_note__words_side_by_side),
        cmocka_unit_test(test_score_note__speakers),
        cmocka_unit_test(test_score_note__filtered),
    };
    return cmocka_run_group_tests(tests, make_index, drop_index);
}
