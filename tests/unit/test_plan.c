/* test_plan.c - A question made ready for one index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "query/plan.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"

static struct mt_reader *reader;

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    struct archive *a = *state;
    struct mt_buf many;
    mt_buf_init(&many, a->ctx, 10000);
    for (char x = 'a'; x <= 'z'; x++)
        for (char y = 'a'; y <= 'e'; y++)
            mt_buf_printf(&many, "quo%c%c ", x, y);
    archive_put(a, "notes/a.md", "---\nseries: weekly\n---\nThe dive: a rope, a lamp, a saw.\n");
    archive_put(a, "notes/many.md", many.ptr);
    archive_index(a);
    const char *index = archive_path(a, "index");
    return mt_reader_open(&index, 1, &reader, NULL) == MT_OK ? 0 : -1;
}

static int drop_index(void **state)
{
    mt_reader_free(reader);
    return archive_drop(state);
}

static struct mt_plan plan_of(const struct archive *a, const char *query, bool exact)
{
    struct mt_plan plan;
    struct mt_plan_options options = {.exact = exact, .today = ARCHIVE_TODAY};
    const struct mt_query *tree = archive_tree(a, query);
    assert_int_equal(mt_plan_query(a->ctx, tree, reader, 10, &options, &plan, NULL), MT_OK);
    assert_non_null(plan.store);
    return plan;
}

/* Words as they are looked up: "=" exactly, "*" a prefix, "+" side by side. */
static void show_words(const struct mt_plan *plan, const struct mt_node *node, struct mt_buf *out)
{
    assert_true(node->leaf < plan->n_leaves);
    for (size_t i = 0; i < node->n_families; i++) {
        const struct mt_family *family = &plan->families.ptr[node->families[i]];
        mt_buf_printf(out, "%s%s%.*s%s", i ? "+" : "", family->match == MT_MATCH_EXACT ? "=" : "",
                      MT_ARG(family->word), family->match == MT_MATCH_PREFIX ? "*" : "");
    }
}

/* Fields with "!" are settled by the store. */
static void show(const struct mt_plan *plan, const struct mt_node *node, struct mt_buf *out)
{
    static const char *const names[] = {
        [MT_QUERY_NEAR] = "near", [MT_QUERY_BEFORE] = "before", [MT_QUERY_NOT] = "not",
        [MT_QUERY_AND] = "and",   [MT_QUERY_OR] = "or",         [MT_QUERY_SOFT] = "soft",
    };
    switch (node->op) {
    case MT_QUERY_WORD:
    case MT_QUERY_PHRASE:
        show_words(plan, node, out);
        break;
    case MT_QUERY_FIELD:
        mt_buf_printf(out, "%.*s:%.*s%s", MT_ARG(node->query->key), MT_ARG(node->query->text),
                      node->settled ? "!" : "");
        break;
    default:
        mt_buf_printf(out, "(%s%s", names[node->op], node->settled ? "!" : "");
        for (size_t i = 0; i < node->n_kids; i++) {
            mt_buf_add_char(out, ' ');
            show(plan, node->kids[i], out);
        }
        mt_buf_add_char(out, ')');
    }
}

struct row {
    const char *query, *expected;
};

static void check_trees(const struct archive *a, const struct row *rows, size_t n, bool exact)
{
    for (size_t i = 0; i < n; i++) {
        struct mt_plan plan = plan_of(a, rows[i].query, exact);
        struct mt_buf shown;
        mt_buf_init(&shown, a->ctx, 1000);
        if (plan.root)
            show(&plan, plan.root, &shown);
        const char *found = plan.root ? shown.ptr : "nothing";
        if (strcmp(found, rows[i].expected) != 0)
            fail_msg("%s\n  expected %s\n  but was  %s", rows[i].query, rows[i].expected, found);
    }
}

static void test_plan_query__stop_words(void **state)
{
    static const struct row rows[] = {
        {"dive", "dive"},
        {"the dive", "dive"},
        {"the dive and a lamp", "(soft dive lamp)"},
        {"the", "the"},
        {"the of", "(soft the of)"},
        {"speaker:dana the", "(soft speaker:dana the)"},
        {"the -rope", "(soft the (not rope))"},
        {"\"the dive\"", "=the+=dive"},
        {"=the dive", "(soft =the dive)"},
        {"the* dive", "(soft the* dive)"},
        {"the AND dive", "(and the dive)"},
        {"the OR dive", "(or the dive)"},
        {"What did the team say about the rope?", "rope"},
        {"team rope", "(soft team rope)"}, /* no question */
        {"rope what team", "(soft rope team)"},
        {"what team", "team"}, /* else there would be nothing left */
        {"what", "what"},
        {"what is it", "(soft what is it)"},
    };
    check_trees(*state, rows, MT_COUNT(rows), false);
}

static void test_plan_query__words(void **state)
{
    static const struct row rows[] = {
        {"", "nothing"},
        {"e-mail", "e+mail"},
        {"EIP7928", "eip+7928"},
        {"=Rope", "=rope"},
        {"rop*", "rop*"},
        {"ro*", "ro*"},
        {"e-mai*", "e+mai*"},
        {"rope-lam*", "rope+lam*"},
        {"rope NEAR/3 lamp", "(near rope lamp)"},
        {"rope BEFORE \"a lamp\"", "(before rope =a+=lamp)"},
        {"rope NEAR (lamp OR saw)", "(near rope (or lamp saw))"},
        {"(rope (the lamp)) saw", "(soft rope lamp saw)"},
        {"-rope", "(not rope)"},
        {"rope -lamp -(saw nail)", "(soft rope (not lamp) (not (soft saw nail)))"},
    };
    static const struct row exact[] = {
        {"the dives", "=dives"}, {"rop*", "rop*"}, {"e-mail", "=e+=mail"}};
    check_trees(*state, rows, MT_COUNT(rows), false);
    check_trees(*state, exact, MT_COUNT(exact), true);
}

static void test_plan_query__keys(void **state)
{
    static const struct row rows[] = {
        {"series:weekly", "series:weekly!"},
        {"SERIES:weekly", "SERIES:weekly!"},
        {"re:Invent", "re+invent"}, /* no note has such a key */
        {"12:30", "12+30"},
        {"-re:Invent rope", "(soft (not re+invent) rope)"},
        {"rope re:Invent", "(soft rope re+invent)"},
    };
    check_trees(*state, rows, MT_COUNT(rows), false);
}

static void test_plan_query__same_field_twice(void **state)
{
    static const struct row rows[] = {
        {"speaker:dana speaker:sam", "(or speaker:dana speaker:sam)"},
        {"speaker:dana rope speaker:sam", "(soft (or speaker:dana speaker:sam) rope)"},
        {"speaker:dana AND speaker:sam", "(or speaker:dana speaker:sam)"},
        {"in:risk speaker:dana in:fact speaker:sam in:action",
         "(soft (or in:risk in:fact in:action) (or speaker:dana speaker:sam))"},
        {"owner:dana owner:sam is:open", "(soft (or owner:dana owner:sam) is:open)"},
        {"path:a path:b", "(or path:a path:b)"},
        {"type:a type:b", "(or type:a type:b)"},
        {"is:open is:done", "(or is:open is:done)"},
        /* a thing can have several of these */
        {"tag:a tag:b", "(soft tag:a! tag:b!)"},
        {"person:dana person:sam", "(soft person:dana person:sam)"},
        {"with:dana with:sam", "(soft with:dana! with:sam!)"},
        {"date:2025 date:2025-10", "(soft date:2025! date:2025-10!)"},
        {"series:weekly series:late", "(soft series:weekly! series:late!)"},
        /* neither will do */
        {"-speaker:dana -speaker:sam", "(soft (not speaker:dana) (not speaker:sam))"},
        {"speaker:dana -speaker:sam", "(soft speaker:dana (not speaker:sam))"},
    };
    check_trees(*state, rows, MT_COUNT(rows), false);
}

/* Only what every note that is found fulfils is not tested again. */
static void test_plan_query__settled(void **state)
{
    static const struct row rows[] = {
        {"tag:a rope", "(soft tag:a! rope)"},
        {"tag:a AND rope", "(and tag:a! rope)"},
        {"tag:a OR rope", "(or tag:a rope)"},
        {"rope (tag:a OR tag:b)", "(soft rope (or tag:a tag:b))"},
        {"-tag:a rope", "(soft (not! tag:a) rope)"}, /* what is settled is that it does not */
        {"-speaker:dana rope", "(soft (not speaker:dana) rope)"},
        {"title:a", "title:a"},
        {"with:\"dana okoro\"", "with:dana okoro"},
    };
    check_trees(*state, rows, MT_COUNT(rows), false);
}

static void test_plan_query__relaxable(void **state)
{
    static const struct {
        const char *query;
        bool expected;
    } rows[] = {
        {"rope lamp", true},
        {"rope", false},
        {"the rope", false},
        {"rope AND lamp", false},
        {"rope OR lamp", false},
        {"rope lamp -saw", true},
        {"rope lamp \"a saw\"", true},
        {"rope lamp speaker:dana", true},
        {"rope lamp in:fact in:risk", true},
        {"rope speaker:dana", false},
        {"rope \"a saw\"", false},
        {"(rope lamp) saw", true}, /* these parentheses add nothing */
        {"rope lamp (saw OR nail)", false},
        {"rope lamp saw NEAR nail", true},
        {"-rope -lamp", false},
        {"speaker:dana tag:a", false},
        {"", false},
    };
    struct archive *a = *state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (plan_of(a, rows[i].query, false).relaxable != rows[i].expected)
            fail_msg("%s", rows[i].query);
}

/* The words that are scored, and those that stand side by side. */
static void test_plan_query__content_and_pairs(void **state)
{
    static const struct row rows[] = {
        {"dive rope", "dive rope | dive+rope "},
        {"the dive of a rope", "dive rope | dive+3+rope "},
        {"dive -lamp rope the speaker:dana lamp", "dive rope lamp | dive+rope rope+2+lamp "},
        {"dive rope dive", "dive rope | dive+rope rope+dive "},
        {"rope rope", "rope | "},
        {"e-mail", "e mail | e+mail "},
        {"\"dive rope\" lamp", "dive rope lamp | dive+rope rope+lamp "},
        {"dive -rope", "dive | "},
        {"dive -(rope OR \"a lamp\")", "dive | "},
        {"dive speaker:dana tag:rope", "dive | "},
        {"dive re:Invent", "dive re invent | dive+re re+invent "},
        {"speaker:dana", "| "},
        {"-rope", "| "},
        {"", "| "},
    };
    struct archive *a = *state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_plan plan = plan_of(a, rows[i].query, false);
        const struct mt_family *families = plan.families.ptr;
        struct mt_buf shown;
        mt_buf_init(&shown, a->ctx, 1000);
        for (size_t c = 0; c < plan.n_content; c++)
            mt_buf_printf(&shown, "%.*s ", MT_ARG(families[plan.content[c]].word));
        mt_buf_add(&shown, mt_str("| "));
        for (size_t p = 0; p < plan.n_pairs; p++)
            mt_buf_printf(&shown, "%.*s+%s%.*s ", MT_ARG(families[plan.pairs[p].first].word),
                          plan.pairs[p].apart > 1
                              ? mt_str_printf(a->ctx, "%u+", plan.pairs[p].apart).ptr
                              : "",
                          MT_ARG(families[plan.pairs[p].second].word));
        if (strcmp(shown.ptr, rows[i].expected) != 0)
            fail_msg("%s\n  expected %s\n  but was  %s", rows[i].query, rows[i].expected,
                     shown.ptr);
    }
}

/* Dropped ones too: they may be part of a name. */
static void test_plan_query__all_words(void **state)
{
    static const struct row rows[] = {
        {"What did the Doctor say?", "what did the doctor say "},
        {"rope OR \"a lamp\" NEAR e-mail", "rope a lamp e mail "},
        {"rope -lamp speaker:dana", "rope "},
        {"", ""},
    };
    struct archive *a = *state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_plan plan = plan_of(a, rows[i].query, false);
        struct mt_buf shown;
        mt_buf_init(&shown, a->ctx, 1000);
        for (size_t w = 0; w < plan.words.len; w++)
            mt_buf_printf(&shown, "%.*s ", MT_ARG(plan.words.ptr[w]));
        if (!mt_str_eq(mt_buf_str(&shown), mt_str(rows[i].expected)))
            fail_msg("%s: %s", rows[i].query, shown.ptr);
    }
}

static void test_plan_query__cut_prefix_is_remarked(void **state)
{
    struct archive *a = *state;
    struct mt_plan plan = plan_of(a, "quo* rop*", false);
    assert_int_equal(plan.notes.len, 1);
    assert_true(mt_str_starts(plan.notes.ptr[0], mt_str("quo* ")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plan_query__stop_words),
        cmocka_unit_test(test_plan_query__words),
        cmocka_unit_test(test_plan_query__keys),
        cmocka_unit_test(test_plan_query__same_field_twice),
        cmocka_unit_test(test_plan_query__settled),
        cmocka_unit_test(test_plan_query__relaxable),
        cmocka_unit_test(test_plan_query__content_and_pairs),
        cmocka_unit_test(test_plan_query__all_words),
        cmocka_unit_test(test_plan_query__cut_prefix_is_remarked),
    };
    return cmocka_run_group_tests(tests, make_index, drop_index);
}
