/* test_query_parse.c - Tests of query/parse.h: nodes, limits, hostile text
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * How questions are read is in tests/spec/queries; here is what a line of text cannot say.
 */
#include "base/base.h"
#include "query/parse.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#define TODAY 20251105 /* a Wednesday */

static int setup(void **state)
{
    *state = mt_context(NULL);
    return 0;
}

static int teardown(void **state)
{
    mt_free(*state);
    return 0;
}

static struct mt_query *tree_of(void *ctx, const char *text)
{
    return mt_query_parse(ctx, mt_str(text), TODAY).tree;
}

static void assert_str(struct mt_str seen, const char *expected)
{
    if (!mt_str_eq(seen, mt_str(expected)))
        fail_msg("expected %s but was %.*s", expected, MT_ARG(seen));
}

static bool has_note(const struct mt_parsed *parsed, const char *part)
{
    for (size_t i = 0; i < parsed->notes.len; i++)
        if (mt_str_find(parsed->notes.ptr[i], mt_str(part), 0) != MT_NPOS)
            return true;
    return false;
}

/* ---- what the tree of any text holds to ---- */

static bool has_places(const struct mt_query *query)
{
    return query->op == MT_QUERY_WORD || query->op == MT_QUERY_PHRASE || query->op == MT_QUERY_OR;
}

static size_t assert_sound(const struct mt_query *query, size_t depth)
{
    size_t n_words = query->words.len;
    bool group = query->op == MT_QUERY_AND || query->op == MT_QUERY_OR;
    bool near = query->op == MT_QUERY_NEAR || query->op == MT_QUERY_BEFORE;
    assert_in_range(depth, 1, MT_QUERY_DEPTH_MAX);
    if (query->op == MT_QUERY_WORD || query->op == MT_QUERY_PHRASE)
        assert_true(n_words > 0);
    if (query->op <= MT_QUERY_PHRASE || query->op == MT_QUERY_FIELD)
        assert_int_equal(query->n_kids, 0);
    else if (query->op == MT_QUERY_NOT)
        assert_int_equal(query->n_kids, 1);
    else
        assert_true(query->n_kids >= 2);
    if (near)
        assert_in_range(query->distance, 1, MT_QUERY_DISTANCE_MAX);
    for (size_t i = 0; i < query->n_kids; i++) {
        const struct mt_query *kid = query->kids[i];
        assert_true(!near || has_places(kid));
        assert_false((group || query->op == MT_QUERY_NOT) && kid->op == query->op);
        n_words += assert_sound(kid, depth + 1);
    }
    return n_words;
}

static struct mt_parsed parse_soundly(void *ctx, struct mt_str text)
{
    struct mt_parsed parsed = mt_query_parse(ctx, text, TODAY);
    assert_in_range(assert_sound(parsed.tree, 1), 0, MT_QUERY_WORDS_MAX);
    assert_true(parsed.notes.len < 20);
    return parsed;
}

static struct mt_str repeated(void *ctx, const char *unit, size_t bytes)
{
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, bytes + 64);
    while (buf.len < bytes)
        mt_buf_add(&buf, mt_str(unit));
    return mt_buf_str(&buf);
}

/* ---- nodes ---- */

static void test_query_parse__empty(void **state)
{
    static const char *const texts[] = {"", " ", "\t\n"};
    for (size_t i = 0; i < MT_COUNT(texts); i++) {
        struct mt_parsed parsed = mt_query_parse(*state, mt_str(texts[i]), TODAY);
        assert_int_equal(parsed.tree->op, MT_QUERY_NOTHING);
        assert_int_equal(parsed.notes.len, 0);
    }
    struct mt_parsed parsed = mt_query_parse(*state, mt_str_of(NULL, 0), TODAY);
    assert_int_equal(parsed.tree->op, MT_QUERY_NOTHING);
}

static void test_query_parse__word(void **state)
{
    struct mt_query *word = tree_of(*state, "E-Mail");
    assert_int_equal(word->op, MT_QUERY_WORD);
    assert_str(word->text, "E-Mail");
    assert_int_equal(word->words.len, 2);
    assert_str(word->words.ptr[0], "e");
    assert_str(word->words.ptr[1], "mail");
    assert_false(word->exact || word->prefix || word->sounds);
}

static void test_query_parse__marks(void **state)
{
    static const struct {
        const char *query, *text;
        bool exact, prefix, sounds;
    } rows[] = {
        {"=Budget", "Budget", true, false, false},  {"budg*", "budg", false, true, false},
        {"ada~", "ada", false, false, true},        {"+plan", "plan", false, false, false},
        {"budg**", "budg", false, true, false},     {"=Bud*", "Bud", true, false, false},
        {"='Dana's',", "Dana", true, false, false}, {"budg,*", "budg", false, false, false},
        {"*budget", "budget", false, false, false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_query *word = tree_of(*state, rows[i].query);
        if (word->op != MT_QUERY_WORD || !mt_str_eq(word->text, mt_str(rows[i].text)) ||
            word->exact != rows[i].exact || word->prefix != rows[i].prefix ||
            word->sounds != rows[i].sounds)
            fail_msg("%s", rows[i].query);
    }
}

static void test_query_parse__phrase(void **state)
{
    struct mt_query *phrase = tree_of(*state, "\" Grant, Bridge \"");
    assert_int_equal(phrase->op, MT_QUERY_PHRASE);
    assert_str(phrase->text, "Grant, Bridge");
    assert_int_equal(phrase->words.len, 2);
    assert_str(phrase->words.ptr[0], "grant");
}

static void test_query_parse__field(void **state)
{
    struct mt_query *field = tree_of(*state, "SPEAKER:\"Dana Reyes\"");
    assert_int_equal(field->op, MT_QUERY_FIELD);
    assert_int_equal(field->field, MT_FIELD_SPEAKER);
    assert_str(field->key, "SPEAKER");
    assert_str(field->text, "Dana Reyes");
    assert_int_equal(field->words.len, 2);
    assert_str(field->words.ptr[1], "reyes");

    field = tree_of(*state, "Series:Weekly-Sync");
    assert_int_equal(field->field, MT_FIELD_PROPERTY);
    assert_str(field->key, "Series");
    assert_str(field->text, "Weekly-Sync");
    assert_str(field->words.ptr[0], "weekly");
}

static void test_query_parse__field_values(void **state)
{
    assert_int_equal(tree_of(*state, "in:Decisions")->kind, MT_KIND_DECISION);
    assert_int_equal(tree_of(*state, "is:OVERDUE")->is, MT_IS_OVERDUE);
    assert_int_equal(tree_of(*state, "is:canceled")->is, MT_IS_CANCELLED);
    assert_int_equal(tree_of(*state, "due:..2025-11-01")->dates.to, 20251101);
    assert_int_equal(tree_of(*state, "due:..2025-11-01")->dates.from, 0);
    assert_int_equal(tree_of(*state, "date:last-week")->dates.from, 20251027);
}

/* ---- limits ---- */

static void test_query_parse__bytes_past_the_limit(void **state)
{
    struct mt_str text = repeated(*state, " ", MT_QUERY_BYTES_MAX - 4);
    struct mt_str longer = mt_str_printf(*state, "%.*stailover", MT_ARG(text));
    struct mt_parsed parsed = parse_soundly(*state, longer);
    assert_str(parsed.tree->text, "tail");
    assert_true(has_note(&parsed, "65536 bytes"));

    parsed = parse_soundly(*state, mt_str_slice(longer, 0, MT_QUERY_BYTES_MAX));
    assert_str(parsed.tree->text, "tail");
    assert_int_equal(parsed.notes.len, 0);
}

static void test_query_parse__words_past_the_limit(void **state)
{
    static const struct {
        const char *unit;
        size_t n_kids; /* of the tree */
    } rows[] = {
        {"word ", MT_QUERY_WORDS_MAX},     {"e-mail ", MT_QUERY_WORDS_MAX / 2},
        {"a OR ", MT_QUERY_WORDS_MAX / 2}, {"tag:x ", MT_QUERY_WORDS_MAX / 2},
        {"tag:! ", MT_QUERY_WORDS_MAX},    {"-word ", MT_QUERY_WORDS_MAX},
        {"| word", MT_QUERY_WORDS_MAX},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_parsed parsed = parse_soundly(*state, repeated(*state, rows[i].unit, 20000));
        if (parsed.tree->n_kids != rows[i].n_kids)
            fail_msg("%s: %zu kids", rows[i].unit, parsed.tree->n_kids);
        assert_true(has_note(&parsed, "first 200 words"));
    }
}

static void test_query_parse__a_long_phrase_is_cut(void **state)
{
    struct mt_str words = repeated(*state, "word ", 5000);
    struct mt_str text = mt_str_printf(*state, "\"%.*s\"", MT_ARG(words));
    struct mt_parsed parsed = parse_soundly(*state, text);
    assert_int_equal(parsed.tree->op, MT_QUERY_PHRASE);
    assert_int_equal(parsed.tree->words.len, MT_QUERY_WORDS_MAX);
}

static void test_query_parse__a_field_cut_short_is_left_out(void **state)
{
    struct mt_str words = repeated(*state, "word ", (MT_QUERY_WORDS_MAX - 2) * 5);
    struct mt_str text = mt_str_printf(*state, "%.*s -speaker:\"ada quist\"", MT_ARG(words));
    struct mt_parsed parsed = parse_soundly(*state, text);
    assert_int_equal(parsed.tree->n_kids, MT_QUERY_WORDS_MAX - 2);
    assert_int_equal(parsed.notes.len, 1);
}

static void test_query_parse__depth(void **state)
{
    struct mt_str open = repeated(*state, "x OR y AND -z -(", 16 * 30);
    struct mt_str close = repeated(*state, ")", 30);
    struct mt_str text =
        mt_str_printf(*state, "%.*s a NEAR (b OR \"c\") %.*s", MT_ARG(open), MT_ARG(close));
    struct mt_parsed parsed = parse_soundly(*state, text);
    assert_true(has_note(&parsed, "deep"));
}

static void test_query_parse__hostile_repetitions(void **state)
{
    static const char *const units[] = {
        "(",
        ")",
        "()",
        "(a ",
        "a)",
        "(a OR ",
        "((a) -",
        "\"",
        "\"\" ",
        "\"a ",
        "-",
        "- ",
        "-(",
        "-a",
        "*",
        "~",
        "=",
        "=*~+",
        "|",
        "| ",
        "a|",
        "NOT ",
        "NOT (",
        "AND ",
        "OR NOT ",
        "a NEAR ",
        "NEAR/9 ",
        "(a NEAR b) NEAR ",
        "in:",
        "in:( ",
        "in:x ",
        "tag:( ",
        "a:\"",
        "a:/b(",
        "speaker:\"\" ",
        "a",
        "a1",
        ":",
        "x:",
        "\\",
        "/",
        "\x01",
        "\xFF",
        "\xE2\x80",
        "\xE2\x80\x9C",
        "\xF0\x9F\x8E\x89 ",
        "-\xF0\x9F\x8E\x89 ",
        "e-mail.",
        "a NEAR/99999999999 ",
        "date:..",
        "a BEFORE (b OR c) NEAR/2 ",
    };
    for (size_t i = 0; i < MT_COUNT(units); i++) {
        void *ctx = mt_context(*state);
        struct mt_parsed parsed = parse_soundly(ctx, repeated(ctx, units[i], MT_QUERY_BYTES_MAX));
        assert_true(mt_query_print(ctx, parsed.tree).len > 0);
        mt_free(ctx);
    }
}

static void test_query_parse__every_byte(void **state)
{
    char text[] = "a?b";
    for (int byte = 0; byte < 256; byte++) {
        text[1] = (char)byte;
        parse_soundly(*state, mt_str_of(text, 3));
        parse_soundly(*state, mt_str_of(text + 1, 1));
    }
}

static void test_query_parse__result_outlives_the_text(void **state)
{
    char text[] = "speaker:\"Dana Reyes\" =Budget";
    struct mt_parsed parsed = mt_query_parse(*state, mt_str(text), TODAY);
    memset(text, '?', sizeof text - 1);
    assert_str(mt_query_print(*state, parsed.tree),
               "(soft (speaker \"Dana Reyes\") (exact Budget))");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(test_query_parse__empty),
        CASE(test_query_parse__word),
        CASE(test_query_parse__marks),
        CASE(test_query_parse__phrase),
        CASE(test_query_parse__field),
        CASE(test_query_parse__field_values),
        CASE(test_query_parse__bytes_past_the_limit),
        CASE(test_query_parse__words_past_the_limit),
        CASE(test_query_parse__a_long_phrase_is_cut),
        CASE(test_query_parse__a_field_cut_short_is_left_out),
        CASE(test_query_parse__depth),
        CASE(test_query_parse__hostile_repetitions),
        CASE(test_query_parse__every_byte),
        CASE(test_query_parse__result_outlives_the_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
