/* test_commonness.c - How common English words are
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/memory.h"
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

static void test_word_rank__and_back(void **state)
{
    (void)state;
    int tier = 0;
    uint32_t rank = 1;
    for (; mt_word_ranked(rank).len; rank++) {
        struct mt_str word = mt_word_ranked(rank);
        assert_int_equal(mt_word_rank(word), rank);
        assert_int_equal(mt_word_tier(word), mt_rank_tier(rank));
        assert_true(mt_rank_tier(rank) >= tier && mt_rank_tier(rank) % MT_TIER_STEP == 0);
        if (mt_rank_tier(rank) == tier)
            assert_true(mt_str_compare(mt_word_ranked(rank - 1), word) < 0);
        tier = mt_rank_tier(rank);
    }
    assert_true(rank > 50000 && tier <= MT_TIER_MAX);
    assert_int_equal(mt_word_ranked(0).len, 0);
    assert_int_equal(mt_word_ranked(UINT32_MAX).len, 0);
    assert_int_equal(mt_rank_tier(rank), 0);
    assert_int_equal(mt_word_rank(mt_str("borker")), 0);
}

static void test_word_pack__rows(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        size_t len;
    } rows[] = {{"the", 2}, {"zymurgy", 3}, {"okoro", 6}, {"The", 4}, {"", 1}};
    struct mt_buf packed;
    void *ctx = mt_context(NULL);
    mt_buf_init(&packed, ctx, 100);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        mt_buf_clear(&packed);
        mt_word_pack(&packed, mt_str(rows[i].word));
        assert_int_equal(packed.len, rows[i].len);
        struct mt_unpack in = mt_unpack(mt_buf_str(&packed));
        assert_true(mt_str_eq(mt_word_unpack(&in), mt_str(rows[i].word)));
        assert_true(!in.bad && in.at == in.end);
    }
    static const char *const damaged[] = {"", "\x01", "\xff\xff\xff\x7f", "\x06ok"};
    for (size_t i = 0; i < MT_COUNT(damaged); i++) {
        struct mt_unpack in = mt_unpack(mt_str(damaged[i]));
        assert_int_equal(mt_word_unpack(&in).len, 0);
        assert_true(in.bad);
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_word_tier__words_and_no_words),
        cmocka_unit_test(test_word_commonness__falls_with_the_tier),
        cmocka_unit_test(test_word_rank__and_back),
        cmocka_unit_test(test_word_pack__rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
