/* test_str.c - Tests of base/str.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/str.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static const struct mt_str none = {NULL, 0};

static void test_str__empty(void **state)
{
    (void)state;
    assert_int_equal(mt_str(NULL).len, 0);
    assert_true(mt_str_eq(none, mt_str("")));
    assert_true(mt_str_eq_nocase(none, none));
    assert_true(mt_str_starts(none, none) && mt_str_ends(none, none));
    assert_int_equal(mt_str_compare(none, mt_str("")), 0);
    assert_int_equal(mt_str_slice(none, 0, 5).len, 0);
    assert_int_equal(mt_str_trim(none).len, 0);
    assert_int_equal(mt_str_find(none, none, 0), 0);
    assert_true(mt_str_find_char(none, 'a', 0) == MT_NPOS);
}

static void test_str_slice(void **state)
{
    static const struct {
        size_t begin, end;
        const char *slice;
    } rows[] = {
        {0, 6, "abcdef"}, {2, 4, "cd"}, {2, 2, ""},
        {4, 2, ""},       {6, 6, ""},   {5, 99, "f"},
        {99, 99, ""},     {0, 0, ""},   {0, MT_NPOS, "abcdef"},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str slice = mt_str_slice(mt_str("abcdef"), rows[i].begin, rows[i].end);
        if (!mt_str_eq(slice, mt_str(rows[i].slice)))
            fail_msg("[%zu, %zu): %.*s", rows[i].begin, rows[i].end, MT_ARG(slice));
    }
}

static void test_str_trim(void **state)
{
    static const char *const rows[][2] = {
        {" a b\t\r\n", "a b"}, {"a", "a"}, {" \t\r\n\v\f ", ""}, {"", ""}, {"\xc2\xa0", "\xc2\xa0"},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        assert_true(mt_str_eq(mt_str_trim(mt_str(rows[i][0])), mt_str(rows[i][1])));
}

static void test_str_compare(void **state)
{
    static const struct {
        const char *a, *b;
        int order;
        bool equal, equal_nocase, starts, ends;
    } rows[] = {
        {"abc", "abc", 0, true, true, true, true},
        {"abc", "ABC", 1, false, true, false, false},
        {"abc", "ab", 1, false, false, true, false},
        {"abc", "bc", -1, false, false, false, true},
        {"ab", "abc", -1, false, false, false, false},
        {"\xc3\xa9", "z", 1, false, false, false, false},
        {"\xc3\xa9", "\xc3\x89", 1, false, false, false, false},
        {"a", "", 1, false, false, true, true},
        {"@", "`", -1, false, false, false, false},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str a = mt_str(rows[i].a), b = mt_str(rows[i].b);
        int order = mt_str_compare(a, b);
        if ((order > 0) - (order < 0) != rows[i].order || mt_str_eq(a, b) != rows[i].equal ||
            mt_str_eq_nocase(a, b) != rows[i].equal_nocase ||
            mt_str_starts(a, b) != rows[i].starts || mt_str_ends(a, b) != rows[i].ends)
            fail_msg("%s, %s", rows[i].a, rows[i].b);
    }
    assert_true(mt_str_starts_nocase(mt_str("Dana Reyes"), mt_str("dANA")));
    assert_false(mt_str_starts_nocase(mt_str("Da"), mt_str("dana")));
}

static void test_str_find(void **state)
{
    static const struct {
        const char *text, *needle;
        size_t from, at;
    } rows[] = {
        {"a b a b", "b", 0, 2},      {"a b a b", "b", 3, 6},
        {"a b", "x", 0, MT_NPOS},    {"abc", "", 1, 1},
        {"abc", "", 3, 3},           {"abc", "", 4, MT_NPOS},
        {"abc", "abcd", 0, MT_NPOS}, {"abc", "c", MT_NPOS, MT_NPOS},
        {"aab", "ab", 0, 1},         {"abc", "bc", 2, MT_NPOS},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str text = mt_str(rows[i].text), needle = mt_str(rows[i].needle);
        assert_int_equal(mt_str_find(text, needle, rows[i].from), rows[i].at);
        if (needle.len == 1)
            assert_int_equal(mt_str_find_char(text, needle.ptr[0], rows[i].from), rows[i].at);
    }
}

static void test_str_next(void **state)
{
    static const struct {
        const char *text, *pieces;
    } rows[] = {{"a,b", "[a][b]"}, {"a,", "[a][]"}, {",", "[][]"}, {"", "[]"}, {"abc", "[abc]"}};
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_str rest = mt_str(rows[i].text), piece;
        struct mt_buf seen;
        mt_buf_init(&seen, ctx, 100);
        while (mt_str_next(&rest, ',', &piece))
            mt_buf_printf(&seen, "[%.*s]", MT_ARG(piece));
        assert_string_equal(seen.ptr, rows[i].pieces);
        mt_free(ctx);
    }
    struct mt_str rest = none, piece;
    assert_false(mt_str_next(&rest, ',', &piece));
}

static void test_str_to_u64(void **state)
{
    static const struct {
        const char *text;
        bool ok;
        uint64_t value;
    } rows[] = {
        {"0", true, 0},
        {"0042", true, 42},
        {"18446744073709551615", true, UINT64_MAX},
        {"18446744073709551616", false, 7},
        {"99999999999999999999", false, 7},
        {"", false, 7},
        {"-1", false, 7},
        {"+1", false, 7},
        {" 1", false, 7},
        {"1x", false, 7},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        uint64_t value = 7;
        if (mt_str_to_u64(mt_str(rows[i].text), &value) != rows[i].ok || value != rows[i].value)
            fail_msg("[%s]", rows[i].text);
    }
}

static void test_is__all_bytes(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z',
             digit = c >= '0' && c <= '9';
        assert_int_equal(mt_is_upper((char)c), upper);
        assert_int_equal(mt_is_lower((char)c), lower);
        assert_int_equal(mt_is_alpha((char)c), upper || lower);
        assert_int_equal(mt_is_digit((char)c), digit);
        assert_int_equal(mt_is_alnum((char)c), upper || lower || digit);
        assert_int_equal(mt_is_space((char)c), c == ' ' || (c >= 9 && c <= 13));
        assert_int_equal((unsigned char)mt_to_lower((char)c), upper ? c + 32 : c);
    }
}

static void test_buf(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf buf;
    (void)state;
    mt_buf_init(&buf, ctx, 1000);
    assert_string_equal(buf.ptr, "");
    for (int i = 0; i < 100; i++)
        mt_buf_printf(&buf, "%d,", i % 10);
    assert_int_equal(buf.len, 200);
    mt_buf_add_char(&buf, '\0');
    mt_buf_add(&buf, none);
    mt_buf_printf(&buf, "%s", "");
    assert_int_equal(mt_buf_str(&buf).len, 201);
    assert_int_equal(buf.ptr[201], '\0');
    mt_buf_clear(&buf);
    assert_int_equal(buf.len, 0);
    assert_string_equal(buf.ptr, "");
    mt_free(ctx);
}

static void test_buf__limit(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf buf;
    (void)state;
    mt_buf_init(&buf, ctx, 5);
    mt_buf_add(&buf, mt_str("12345"));
    assert_false(buf.full);
    mt_buf_add(&buf, none);
    assert_false(buf.full);
    mt_buf_add_char(&buf, '6');
    assert_true(buf.full);
    assert_string_equal(buf.ptr, "12345");
    mt_buf_clear(&buf);
    mt_buf_printf(&buf, "%s", "123456");
    assert_true(buf.full);
    assert_string_equal(buf.ptr, "");
    mt_buf_add_char(&buf, 'a'); /* what fits does not follow what did not */
    assert_string_equal(buf.ptr, "");
    mt_free(ctx);
}

static void test_str_has_word__whole_words_alone(void **state)
{
    (void)state;
    assert_true(mt_str_has_word(mt_str("ada quist"), mt_str("ada")));
    assert_true(mt_str_has_word(mt_str("ada quist"), mt_str("quist")));
    assert_false(mt_str_has_word(mt_str("ada quist"), mt_str("quis")));
    assert_false(mt_str_has_word(mt_str("ada quist"), mt_str("ada quist")));
    assert_false(mt_str_has_word(mt_str(""), mt_str("ada")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_str_has_word__whole_words_alone),
        cmocka_unit_test(test_str__empty),
        cmocka_unit_test(test_str_slice),
        cmocka_unit_test(test_str_trim),
        cmocka_unit_test(test_str_compare),
        cmocka_unit_test(test_str_find),
        cmocka_unit_test(test_str_next),
        cmocka_unit_test(test_str_to_u64),
        cmocka_unit_test(test_is__all_bytes),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_buf__limit),
    };
    return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
