/* test_query_tree.c - Tests of query/tree.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/tree.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static struct mt_str words_of_two[] = {MT_STR("grant"), MT_STR("bridge")};

static void assert_printed(const struct mt_query *query, const char *expected)
{
    void *ctx = mt_context(NULL);
    struct mt_str seen = mt_query_print(ctx, query);
    if (!mt_str_eq(seen, mt_str(expected)))
        fail_msg("expected %s but was %.*s", expected, MT_ARG(seen));
    mt_free(ctx);
}

static void test_field_name__each_once(void **state)
{
    static const char *const names[] = {"speaker", "person", "org",  "in",  "owner", "is",    "due",
                                        "with",    "date",   "type", "tag", "path",  "title", ""};
    (void)state;
    assert_int_equal(MT_COUNT(names), MT_FIELD_COUNT);
    for (int i = 0; i < MT_FIELD_COUNT; i++)
        assert_true(mt_str_eq(mt_field_name((enum mt_field)i), mt_str(names[i])));
}

static void test_query_print__words(void **state)
{
    struct mt_query query = {.op = MT_QUERY_WORD, .text = MT_STR("Grant-Bridge")};
    (void)state;
    query.words = (struct mt_strs){words_of_two, 2, 2};
    assert_printed(&query, "(word grant bridge)");
    query.prefix = true;
    assert_printed(&query, "(prefix grant bridge)");
    query.prefix = false, query.sounds = true;
    assert_printed(&query, "(sounds grant bridge)");
    query.sounds = false, query.exact = true;
    assert_printed(&query, "(exact Grant-Bridge)");
    query.exact = false, query.op = MT_QUERY_PHRASE;
    assert_printed(&query, "(phrase grant bridge)");
}

static void test_query_print__fields(void **state)
{
    struct mt_query query = {.op = MT_QUERY_FIELD, .text = MT_STR("x"), .key = MT_STR("Key")};
    (void)state;
    query.field = MT_FIELD_PROPERTY;
    assert_printed(&query, "(Key \"x\")");
    query.field = MT_FIELD_SPEAKER;
    assert_printed(&query, "(speaker \"x\")");
    query.field = MT_FIELD_IN, query.kind = MT_KIND_FOLLOWUP;
    assert_printed(&query, "(in followup)");
    query.field = MT_FIELD_IS, query.is = MT_IS_CANCELLED;
    assert_printed(&query, "(is cancelled)");
    query.field = MT_FIELD_DATE, query.dates = (struct mt_dates){20251001, 20251031};
    assert_printed(&query, "(date 20251001..20251031)");
    query.field = MT_FIELD_DUE, query.dates = (struct mt_dates){0, 20251031};
    assert_printed(&query, "(due ..20251031)");
    query.dates = (struct mt_dates){20251001, 0};
    assert_printed(&query, "(due 20251001..)");
}

static void test_query_print__groups(void **state)
{
    static const struct {
        enum mt_query_op op;
        const char *printed;
    } rows[] = {
        {MT_QUERY_SOFT, "(soft (phrase grant bridge) (nothing))"},
        {MT_QUERY_AND, "(and (phrase grant bridge) (nothing))"},
        {MT_QUERY_OR, "(or (phrase grant bridge) (nothing))"},
        {MT_QUERY_NOT, "(not (phrase grant bridge) (nothing))"},
        {MT_QUERY_NEAR, "(near/8 (phrase grant bridge) (nothing))"},
        {MT_QUERY_BEFORE, "(before/8 (phrase grant bridge) (nothing))"},
    };
    struct mt_query phrase = {.op = MT_QUERY_PHRASE}, nothing = {.op = MT_QUERY_NOTHING};
    struct mt_query *kids[] = {&phrase, &nothing};
    (void)state;
    phrase.words = (struct mt_strs){words_of_two, 2, 2};
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_query group = {.op = rows[i].op, .distance = 8, .kids = kids, .n_kids = 2};
        assert_printed(&group, rows[i].printed);
    }
}

static void test_query_print__escapes(void **state)
{
    struct mt_query query = {
        .op = MT_QUERY_FIELD, .field = MT_FIELD_TITLE, .text = MT_STR("a\"b\\c\n\x1b\x7F\0z")};
    (void)state;
    assert_printed(&query, "(title \"a\\\"b\\\\c\\x0a\\x1b\\x7f\\x00z\")");
    query.op = MT_QUERY_WORD, query.exact = true, query.text = mt_str("\xC3\xA9\t\\");
    assert_printed(&query, "(exact \xC3\xA9\\x09\\\\)");
}

static void test_query_print__is_cut_at_a_megabyte(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    size_t size = (size_t)2 << 20;
    char *long_text = mt_alloc(ctx, size);
    memset(long_text, 'a', size);
    struct mt_query query = {.op = MT_QUERY_FIELD, .text = {long_text, size}};
    assert_int_equal(mt_query_print(ctx, &query).len, (size_t)1 << 20);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_field_name__each_once),
        cmocka_unit_test(test_query_print__words),
        cmocka_unit_test(test_query_print__fields),
        cmocka_unit_test(test_query_print__groups),
        cmocka_unit_test(test_query_print__escapes),
        cmocka_unit_test(test_query_print__is_cut_at_a_megabyte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
