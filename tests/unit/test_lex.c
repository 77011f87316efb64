/* test_lex.c - Tests of query/lex.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/lex.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#define TODAY 20251105

/* A question and its lexemes, one after the other, each in brackets with its kind before. */
struct row {
    const char *text;
    const char *lexemes;
};

static const char *show(void *ctx, struct mt_str text)
{
    static const char *const kinds[] = {
        [MT_LEX_OPERAND] = "",  [MT_LEX_OPEN] = "",         [MT_LEX_CLOSE] = "",
        [MT_LEX_NOT] = "not",   [MT_LEX_AND] = "and",       [MT_LEX_OR] = "or",
        [MT_LEX_NEAR] = "near", [MT_LEX_BEFORE] = "before",
    };
    struct mt_lexemes lexemes = {0};
    struct mt_strs notes = {0};
    struct mt_buf out;
    mt_lex(ctx, text, TODAY, &lexemes, &notes);
    mt_buf_init(&out, ctx, 4096);
    for (size_t i = 0; i < lexemes.len; i++)
        mt_buf_printf(&out, "%s[%.*s]", kinds[lexemes.ptr[i].kind], MT_ARG(lexemes.ptr[i].text));
    return out.ptr;
}

static void check(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        void *ctx = mt_context(NULL);
        const char *seen = show(ctx, mt_str(rows[i].text));
        if (strcmp(seen, rows[i].lexemes) != 0)
            fail_msg("%s\n  expected %s\n  but was  %s", rows[i].text, rows[i].lexemes, seen);
        mt_free(ctx);
    }
}

static void test_lex__operands(void **state)
{
    static const struct row rows[] = {
        {"", ""},
        {"  ", ""},
        {"budget", "[budget]"},
        {" two  words ", "[two][words]"},
        {"e-mail =Word pre* name~ +plus", "[e-mail][=Word][pre*][name~][+plus]"},
        {"\"a phrase\"", "[\"a phrase\"]"},
        {"a\"b c\"d", "[a][\"b c\"][d]"},
        {"\"open", "[\"open]"},
        {"speaker:dana", "[speaker:dana]"},
        {"speaker:\"Dana Reyes\"x", "[speaker:\"Dana Reyes\"][x]"},
        {"path:a(1).md", "[path:a(1][)][.md]"},
        {"http://x.y/z", "[http://x.y/z]"},
        {"?! a \xF0\x9F\x8E\x89", "[a]"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

static void test_lex__operators(void **state)
{
    static const struct row rows[] = {
        {"a AND b OR c", "[a]and[AND][b]or[OR][c]"},
        {"NOT a", "not[NOT][a]"},
        {"a NEAR b BEFORE c", "[a]near[NEAR][b]before[BEFORE][c]"},
        {"NEAR/3 BEFORE/12", "near[NEAR/3]before[BEFORE/12]"},
        {"NEAR/ NEAR/x OR/3 AND. or", "[NEAR/][NEAR/x][OR/3][AND.][or]"},
        {"a|b||c", "[a]or[|][b]or[||][c]"},
        {"(a)b(", "[(][a][)][b][(]"},
        {"-a b", "not[-][a][b]"},
        {"-OR -(", "not[-][OR]not[-][(]"},
        {"(-a|-b", "[(]not[-][a]or[|]not[-][b]"},
        {"- -- --a b- c-d", "[a][b-][c-d]"},
        {"\"a\"-b", "[\"a\"][b]"},
        {"-?! -\"\" a", "[a]"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

static void test_lex__bytes_become_clean(void **state)
{
    static const struct row rows[] = {
        {"a\tb\nc\x01"
         "d\x7F"
         "e",
         "[a][b][c][d][e]"},
        {"a\xC2\xA0OR\xE3\x80\x80"
         "b",
         "[a]or[OR][b]"},
        {"\xE2\x80\x9C"
         "a b\xE2\x80\x9D c",
         "[\"a b\"][c]"},
        {"a\xFF"
         "b\xC3",
         "[a][b]"},
        {"a\xC0\x80"
         "b",
         "[a][b]"}, /* an overlong NUL */
        {"a\xED\xA0\x80"
         "b",
         "[a][b]"}, /* half a surrogate pair */
        {"a\xF4\x90\x80\x80"
         "b",
         "[a][b]"}, /* past the last character */
        {"caf\xC3\xA9", "[caf\xC3\xA9]"},
    };
    (void)state;
    check(rows, MT_COUNT(rows));
}

static void test_lex__nul_is_a_space(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    assert_string_equal(show(ctx, mt_str_of("a\0OR\0b", 6)), "[a]or[OR][b]");
    mt_free(ctx);
}

static void test_lex__distance(void **state)
{
    static const struct {
        const char *text;
        uint32_t distance;
    } rows[] = {
        {"NEAR", MT_QUERY_DISTANCE_DEFAULT},
        {"BEFORE/3", 3},
        {"NEAR/0", 1},
        {"NEAR/1000", MT_QUERY_DISTANCE_MAX},
        {"NEAR/1001", MT_QUERY_DISTANCE_MAX},
        {"NEAR/18446744073709551615", MT_QUERY_DISTANCE_MAX},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_lexemes lexemes = {0};
        struct mt_strs notes = {0};
        mt_lex(ctx, mt_str(rows[i].text), TODAY, &lexemes, &notes);
        if (lexemes.len != 1 || lexemes.ptr[0].distance != rows[i].distance)
            fail_msg("%s", rows[i].text);
        mt_free(ctx);
    }
}

static void test_query_remark__ends_with_one_line_for_the_rest(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_strs notes = {0};
    for (int i = 0; i < 100; i++)
        mt_query_remark(ctx, &notes, "note %d", i);
    assert_int_equal(notes.len, MT_QUERY_NOTES_MAX);
    assert_true(mt_str_eq(notes.ptr[0], mt_str("note 0")));
    assert_true(mt_str_starts(notes.ptr[notes.len - 1], mt_str("more of this question")));
    mt_free(ctx);
}

static void test_query_shown__cuts_at_a_character(void **state)
{
    (void)state;
    char text[100];
    memset(text, 'a', sizeof text);
    assert_int_equal(mt_query_shown(mt_str_of(text, 5)).len, 5);
    assert_int_equal(mt_query_shown(mt_str_of(text, sizeof text)).len, 48);
    memcpy(text + 46, "\xE2\x80\x93", 3);
    assert_int_equal(mt_query_shown(mt_str_of(text, sizeof text)).len, 46);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lex__operands),
        cmocka_unit_test(test_lex__operators),
        cmocka_unit_test(test_lex__bytes_become_clean),
        cmocka_unit_test(test_lex__nul_is_a_space),
        cmocka_unit_test(test_lex__distance),
        cmocka_unit_test(test_query_remark__ends_with_one_line_for_the_rest),
        cmocka_unit_test(test_query_shown__cuts_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
