/* test_commonness.c - How common English words are
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "text/commonness.h"

static void test_word_tier__words_and_no_words(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        int from, to;
    } rows[] = {
        {"a", 10, 10},       {"the", 10, 10},        {"don't", 10, 35}, {"i'll", 10, 40},
        {"meeting", 10, 10}, {"colour", 10, 20},     {"color", 10, 20}, {"zymurgy", 60, 60},
        {"okoro", 0, 0},     {"meeting's", 0, 0},    {"", 0, 0},        {"zzzz", 0, 0},
        {"borker", 0, 0},    {"\xe6\x97\xa5", 0, 0}, {"!", 0, 0},       {"lighthouse", 35, 35},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        int tier = mt_word_tier(mt_str(rows[i].word));
        if (tier < rows[i].from || tier > rows[i].to)
            fail_msg("%s: tier %d", rows[i].word, tier);
    }
}

static void test_word_commonness__falls_with_the_tier(void **state)
{
    (void)state;
    assert_true(mt_word_commonness(mt_str("the")) == 1);
    assert_true(mt_word_commonness(mt_str("zymurgy")) == .35);
    assert_true(mt_word_commonness(mt_str("okoro")) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_word_tier__words_and_no_words),
        cmocka_unit_test(test_word_commonness__falls_with_the_tier),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
