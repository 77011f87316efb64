/* test_heard.c - What a recogniser made of names: packing, order, hostile bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "entity/heard.h"
#include "entity/table.h"

static struct mt_heard heard(const char *name, const char *as, uint32_t count, double score)
{
    return (struct mt_heard){.name = mt_str(name),
                             .as = mt_str(as),
                             .count = count,
                             .notes = 1,
                             .score = score,
                             .path = mt_str("a.md"),
                             .time_ms = -1};
}

static void test_heard_pack__reads_back(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_heard_list list = {0}, again = {0};
    struct mt_strs blocks = {0};
    for (int i = 0; i < 5000; i++)
        *mt_push(ctx, &list) = heard("Dana Reyes", "day nurse", 3, .417);
    list.ptr[4999].time_ms = 754000;
    list.ptr[4999].kind = MT_ENTITY_ORGANIZATION;
    mt_heard_pack(ctx, &list, &blocks);
    assert_true(blocks.len > 1);
    for (size_t i = 0; i < blocks.len; i++) {
        assert_true(blocks.ptr[i].len <= MT_TABLE_BLOCK_MAX);
        assert_int_equal(mt_heard_unpack(ctx, blocks.ptr[i], &again, NULL), MT_OK);
    }
    assert_int_equal(again.len, 5000);
    assert_int_equal(again.ptr[0].time_ms, -1);
    assert_int_equal(again.ptr[4999].time_ms, 754000);
    assert_int_equal(again.ptr[4999].kind, MT_ENTITY_ORGANIZATION);
    assert_true(again.ptr[0].score > .4169 && again.ptr[0].score < .4171);
    for (size_t cut = 1; cut < 20; cut++)
        assert_int_equal(mt_heard_unpack(ctx, mt_str_slice(blocks.ptr[0], 0, cut), &again, NULL),
                         MT_ERR_CORRUPT);
    assert_int_equal(again.len, 5000);
    mt_free(ctx);
}

static void test_heard_sort__the_best_first(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_heard_list list = {0};
    *mt_push(ctx, &list) = heard("Dana Reyes", "day nurse", 2, .3);
    *mt_push(ctx, &list) = heard("Sam Okoro", "some okra", 9, .5);
    *mt_push(ctx, &list) = heard("Dana Reyes", "dane race", 40, .6);
    mt_heard_sort(&list);
    assert_true(mt_str_eq(list.ptr[0].as, mt_str("dane race")));
    assert_true(mt_str_eq(list.ptr[1].as, mt_str("some okra")));
    assert_true(mt_str_eq(list.ptr[2].as, mt_str("day nurse")));
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heard_pack__reads_back),
        cmocka_unit_test(test_heard_sort__the_best_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
