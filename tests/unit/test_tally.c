/* test_tally.c - How often each of a few names was counted
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/tally.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static const char *shown(const void *ctx, const struct mt_tallies *tallies)
{
    struct mt_buf out;
    mt_buf_init(&out, (void *)ctx, 1000);
    for (size_t i = 0; i < tallies->len; i++)
        mt_buf_printf(&out, "%.*s %u ", MT_ARG(tallies->ptr[i].name),
                      (unsigned)tallies->ptr[i].count);
    return out.ptr;
}

static void test_tally_add__sorted_and_copied(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_tallies tallies = {0};
    char name[] = "de";
    mt_tally_add(ctx, &tallies, mt_str(name), 1);
    name[0] = 'x'; /* nothing is borrowed */
    mt_tally_add(ctx, &tallies, mt_str("sv"), 2);
    mt_tally_add(ctx, &tallies, mt_str("da"), 3);
    mt_tally_add(ctx, &tallies, mt_str("de"), 4);
    mt_tally_add(ctx, &tallies, mt_str(""), 1);
    assert_string_equal(shown(ctx, &tallies), " 1 da 3 de 5 sv 2 ");
    mt_free(ctx);
    (void)state;
}

static void test_tallies_add__any_order_gives_the_same(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_tallies one = {0}, other = {0}, both = {0}, back = {0};
    mt_tally_add(ctx, &one, mt_str("en"), 7);
    mt_tally_add(ctx, &one, mt_str("fr"), 1);
    mt_tally_add(ctx, &other, mt_str("fr"), 2);
    mt_tally_add(ctx, &other, mt_str("el"), 1);
    mt_tallies_add(ctx, &both, &one);
    mt_tallies_add(ctx, &both, &other);
    mt_tallies_add(ctx, &back, &other);
    mt_tallies_add(ctx, &back, &one);
    assert_string_equal(shown(ctx, &both), "el 1 en 7 fr 3 ");
    assert_string_equal(shown(ctx, &back), shown(ctx, &both));
    mt_free(ctx);
    (void)state;
}

static void test_tallies_unpack__round_trip_and_every_cut(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_tallies in = {0};
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 1000);
    mt_tally_add(ctx, &in, mt_str("de"), UINT32_MAX);
    mt_tally_add(ctx, &in, mt_str("fr"), 2);
    mt_tallies_pack(&in, &packed);
    struct mt_unpack whole = mt_unpack(mt_buf_str(&packed));
    struct mt_tallies out = mt_tallies_unpack(ctx, &whole);
    assert_false(whole.bad);
    assert_ptr_equal(whole.at, whole.end);
    assert_string_equal(shown(ctx, &out), shown(ctx, &in));
    for (size_t n = 0; n < packed.len; n++) {
        struct mt_unpack cut = mt_unpack(mt_str_slice(mt_buf_str(&packed), 0, n));
        mt_tallies_unpack(ctx, &cut);
        assert_true(cut.bad);
    }
    mt_free(ctx);
    (void)state;
}

static void test_tallies_unpack__names_out_of_order(void **state)
{
    static const char *const names[][2] = {{"fr", "de"}, {"de", "de"}};
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(names); i++) {
        struct mt_tally list[] = {{mt_str(names[i][0]), 1}, {mt_str(names[i][1]), 1}};
        struct mt_tallies in = {list, 2, 2};
        struct mt_buf packed;
        mt_buf_init(&packed, ctx, 1000);
        mt_tallies_pack(&in, &packed);
        struct mt_unpack bytes = mt_unpack(mt_buf_str(&packed));
        mt_tallies_unpack(ctx, &bytes);
        assert_true(bytes.bad);
    }
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tally_add__sorted_and_copied),
        cmocka_unit_test(test_tallies_add__any_order_gives_the_same),
        cmocka_unit_test(test_tallies_unpack__round_trip_and_every_cut),
        cmocka_unit_test(test_tallies_unpack__names_out_of_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
