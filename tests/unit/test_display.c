/* test_display.c - Text as a terminal displays it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/display.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static void test_display_columns__kinds_of_characters(void **state)
{
    static const struct {
        const char *text;
        unsigned columns;
    } rows[] = {
        {"", 0},
        {"plain", 5},
        {"caf\xc3\xa9", 4},
        {"cafe\xcc\x81", 4},             /* combining acute */
        {"\xe4\xbc\x9a\xe8\xad\xb0", 4}, /* two ideographs */
        {"\xef\xbc\xa1", 2},             /* fullwidth A */
        {"\xef\xbd\xb1", 1},             /* halfwidth katakana */
        {"\xf0\x9f\x98\x80", 2},         /* an emoji */
        {"\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", 4},
        {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 2}, /* one Hangul syllable of three letters */
        {"a\xe2\x80\x8b"
         "b",
         2}, /* zero width space */
        {"a\xe2\x80\x8f"
         "b",
         2},             /* right-to-left mark: left out */
        {"a\x1b[2J", 5}, /* ESC takes the place of its replacement */
        {"\xff\xfe", 2},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        unsigned columns = mt_display_columns(mt_str(rows[i].text));
        if (columns != rows[i].columns)
            fail_msg("\"%s\": %u columns, not %u", rows[i].text, columns, rows[i].columns);
    }
}

#define GONE "\xef\xbf\xbd"

static void test_display_add__what_is_replaced(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"plain, caf\xc3\xa9 \xe4\xbc\x9a", "plain, caf\xc3\xa9 \xe4\xbc\x9a"},
        {"\x1b]0;title\x07", GONE "]0;title" GONE},
        {"a\rb\nc\td\x7f"
         "e",
         "a" GONE "b" GONE "c" GONE "d" GONE "e"},
        {"\xc2\x9b"
         "2J",
         GONE "2J"}, /* C1's CSI */
        {"\xe2\x80\xae"
         "evil\xe2\x80\xac",
         GONE "evil" GONE}, /* override, its end */
        {"\xe2\x81\xa6"
         "x\xe2\x81\xa9",
         GONE "x" GONE}, /* isolate */
        {"\xe2\x80\x8e"
         "x\xe2\x80\x8f\xd8\x9c",
         "x"}, /* marks of direction */
        {"la\xe2\x80\x8bn\xe2\x81\xa0t\xef\xbb\xbf"
         "ern\xe3\x85\xa4",
         "lantern"},                  /* spaces of no width, a filler */
        {"x\xf3\xa0\x84\x80y", "xy"}, /* a variation selector beyond the first 16 */
        {"\xe2\x9d\xa4\xef\xb8\x8f|\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac|"
         "\xd9\x85\xe2\x80\x8c\xd9\x87",
         "\xe2\x9d\xa4\xef\xb8\x8f|\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x94\xac|"
         "\xd9\x85\xe2\x80\x8c\xd9\x87"}, /* what shapes its neighbours stays */
        {"a\xe2\x80\xa8"
         "b\xe2\x80\xa9",
         "a" GONE "b" GONE},                             /* line separators */
        {"\xf3\xa0\x81\xa1\xf3\xa0\x81\xa2", GONE GONE}, /* tag characters */
        {"\xed\xa0\x80", GONE GONE GONE},                /* a surrogate */
        {"\xc0\x9b|\xf0\x9f\x98|\xe2\x80", GONE GONE "|" GONE GONE GONE "|" GONE GONE},
    };
    void *ctx = mt_context(NULL);
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_buf out;
        mt_buf_init(&out, ctx, 1000);
        mt_display_add(&out, mt_str(rows[i].text));
        if (!mt_str_eq(mt_buf_str(&out), mt_str(rows[i].shown)))
            fail_msg("row %zu: \"%s\"", i, out.ptr);
    }
    mt_free(ctx);
}

static void test_display_add_json__the_value_is_the_same(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf out;
    (void)state;
    mt_buf_init(&out, ctx, 1000);
    mt_display_add_json(&out,
                        mt_str("[\"a\xe2\x80\xae\xe2\x80\x8b\xf3\xa0\x81\xa1\xc2\x9b\xc3\xa9\"]"));
    assert_string_equal(out.ptr, "[\"a\\u202e\\u200b\\udb40\\udc61\\u009b\xc3\xa9\"]");
    mt_free(ctx);
}

/* NUL ends no slice. */
static void test_display_at__nul(void **state)
{
    struct mt_glyph glyph = mt_display_at(mt_str_of("\0x", 2), 0);
    (void)state;
    assert_int_equal(glyph.len, 1);
    assert_false(glyph.safe);
    assert_int_equal(glyph.columns, 1);
}

static void test_display_fit__cuts_between_letters(void **state)
{
    static const struct {
        const char *text;
        unsigned columns;
        size_t len;
    } rows[] = {
        {"plain", 3, 3},
        {"plain", 9, 5},
        {"plain", 0, 0},
        {"cafe\xcc\x81s", 4, 6},            /* the accent stays with its letter */
        {"\xe4\xbc\x9a\xe8\xad\xb0", 3, 3}, /* half an ideograph does not fit */
        {"\xe4\xbc\x9a\xe8\xad\xb0", 4, 6},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        size_t len = mt_display_fit(mt_str(rows[i].text), rows[i].columns);
        if (len != rows[i].len)
            fail_msg("\"%s\" in %u: %zu bytes, not %zu", rows[i].text, rows[i].columns, len,
                     rows[i].len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_display_columns__kinds_of_characters),
        cmocka_unit_test(test_display_add__what_is_replaced),
        cmocka_unit_test(test_display_add_json__the_value_is_the_same),
        cmocka_unit_test(test_display_at__nul),
        cmocka_unit_test(test_display_fit__cuts_between_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
