/* test_fold.c - Tests of text/fold.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/fold.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static struct mt_str folded(void *ctx, struct mt_str text)
{
    struct mt_buf out;
    mt_buf_init(&out, ctx, SIZE_MAX / 2);
    mt_fold(&out, text);
    return mt_buf_str(&out);
}

static void test_fold(void **state)
{
    static const struct {
        const char *text, *folded;
    } rows[] = {
        {"", ""},
        {"Dana Reyes, 2025!", "dana reyes, 2025!"},
        {"CAFÉ", "cafe"},
        {"cafe\xcc\x81", "cafe"},
        {"Straße", "strasse"},
        {"ÅNGSTRÖM", "angstrom"},
        {"Łódź", "lodz"},
        {"Ørsted, Æther, œuvre, Þór, ığdır", "orsted, aether, oeuvre, thor, igdir"},
        {"ǼØÆŁ", "aeoael"},
        {"Ελλάδα", "ελλαδα"},
        {"ΟΔΟΣ", "οδοσ"},
        {"Йод ещё", "иод еще"},
        {"don’t", "don't"},
        {"’’", "''"},
        {"’\xcc\x81", "'\xcc\x81"},
        {"ﬁnal", "final"},
        {"ＥＩＰ７", "eip7"},
        {"Ⅷ", "viii"},
        {"co\xc2\xadop", "coop"},
        {"a\xe2\x80\x8d"
         "b",
         "ab"},
        {"ประชุม", "ประชุม"},
        {"ครั้งที่", "ครั้งที่"},
        {"んで", "んで"},
        {"がか\xe3\x82\x99", "がが"},
        {"한국", "한국"},
        {"हिन्दी", "हिन्दी"},
        {"שָׁלוֹם", "שלום"},
        {"المُعَلِّمون", "المعلمون"},
        {"أحمد آمال", "احمد امال"},
        {"مـــرحبا", "مرحبا"},
        {"i\xef\xb9\xb9", "i"}, /* a vowel on a tatweel, as one letter */
        {"5\xcc\x84", "5\xcc\x84"},
        {"📅✅", "📅✅"},
        {"İ", "i"},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_str once = folded(ctx, mt_str(rows[i].text)), twice = folded(ctx, once);
        if (!mt_str_eq(once, mt_str(rows[i].folded)))
            fail_msg("%s: %s", rows[i].text, once.ptr);
        if (!mt_str_eq(twice, once))
            fail_msg("%s again: %s", once.ptr, twice.ptr);
        mt_free(ctx);
    }
}

static void test_fold__appends(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf out;
    (void)state;
    mt_buf_init(&out, ctx, 100);
    mt_fold(&out, mt_str("É"));
    mt_fold(&out, mt_str("a"));
    assert_string_equal(out.ptr, "ea");
    mt_free(ctx);
}

static void test_fold__obeys_the_limit(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf out;
    (void)state;
    mt_buf_init(&out, ctx, 3);
    mt_fold(&out, mt_str("ÉÉÉÉÉ"));
    assert_true(out.full);
    assert_in_range(out.len, 0, 3);
    mt_free(ctx);
}

/* Long texts are folded in pieces; the pieces must not show. */
static void test_fold__long_text(void **state)
{
    static const struct {
        const char *unit, *folded;
    } rows[] = {
        {"É", "e"},
        {"aE\xcc\x81\xcc\xa3", "ae"},
        {"が", "が"},
        {"か\xe3\x82\x99", "が"},
        {"\xef\xb7\xba", NULL},
        {"A", "a"},
        {"한", "한"},
        {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한"},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf text, expected;
        mt_buf_init(&text, ctx, 1 << 20);
        mt_buf_init(&expected, ctx, 1 << 20);
        struct mt_str unit = mt_str(rows[i].folded);
        if (!rows[i].folded)
            unit = folded(ctx, mt_str(rows[i].unit));
        for (int k = 0; k < 2000; k++) {
            mt_buf_add(&text, mt_str(rows[i].unit));
            mt_buf_add(&expected, unit);
        }
        if (!mt_str_eq(folded(ctx, mt_buf_str(&text)), mt_buf_str(&expected)))
            fail_msg("row %zu", i);
        mt_free(ctx);
    }
}

/* A base followed by nothing but marks, longer than any piece. */
static void test_fold__many_marks(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf text;
    (void)state;
    mt_buf_init(&text, ctx, 1 << 20);
    mt_buf_add(&text, mt_str("e"));
    for (int k = 0; k < 5000; k++)
        mt_buf_add(&text, mt_str("\xcc\x81"));
    struct mt_str out = folded(ctx, mt_buf_str(&text));
    assert_true(mt_str_starts(out, mt_str("e")));
    mt_free(ctx);
}

static void test_fold_cut__at_a_character(void **state)
{
    void *ctx = mt_context(NULL);
    (void)state;
    assert_true(mt_str_eq(mt_fold_cut(ctx, mt_str("Rope"), 64), mt_str("rope")));
    assert_true(mt_str_eq(mt_fold_cut(ctx, mt_str("ab\xe6\xbd\xae"), 4), mt_str("ab")));
    assert_true(mt_str_eq(mt_fold_cut(ctx, mt_str("ab\xe6\xbd\xae"), 5), mt_str("ab\xe6\xbd\xae")));
    assert_int_equal(mt_fold_cut(ctx, mt_str(""), 64).len, 0);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fold_cut__at_a_character),
        cmocka_unit_test(test_fold),
        cmocka_unit_test(test_fold__appends),
        cmocka_unit_test(test_fold__obeys_the_limit),
        cmocka_unit_test(test_fold__long_text),
        cmocka_unit_test(test_fold__many_marks),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
