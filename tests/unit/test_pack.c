/* test_pack.c - Tests of base/pack.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/pack.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static void test_pack_u64__bytes(void **state)
{
    static const struct {
        uint64_t value;
        struct mt_str bytes;
    } rows[] = {
        {0, MT_STR("\x00")},
        {127, MT_STR("\x7f")},
        {128, MT_STR("\x80\x01")},
        {300, MT_STR("\xac\x02")},
        {UINT32_MAX, MT_STR("\xff\xff\xff\xff\x0f")},
        {UINT64_MAX, MT_STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf buf;
        mt_buf_init(&buf, ctx, 100);
        mt_pack_u64(&buf, rows[i].value);
        assert_true(mt_str_eq(mt_buf_str(&buf), rows[i].bytes));
        struct mt_unpack in = mt_unpack(rows[i].bytes);
        assert_true(mt_unpack_u64(&in) == rows[i].value);
        assert_true(!in.bad && in.at == in.end);
        mt_free(ctx);
    }
}

static void test_pack__round_trip(void **state)
{
    static const int64_t numbers[] = {0, -1, 1, -2, 63, -64, 64, INT32_MIN, INT64_MAX, INT64_MIN};
    void *ctx = mt_context(NULL);
    struct mt_buf buf;
    (void)state;
    mt_buf_init(&buf, ctx, 1000);
    for (size_t i = 0; i < MT_COUNT(numbers); i++)
        mt_pack_i64(&buf, numbers[i]);
    mt_pack_str(&buf, mt_str("Dana\xc3\xa9"));
    mt_pack_str(&buf, (struct mt_str){NULL, 0});
    mt_pack_fixed32(&buf, 0xfedcba98);
    mt_pack_u64(&buf, UINT32_MAX);
    struct mt_unpack in = mt_unpack(mt_buf_str(&buf));
    for (size_t i = 0; i < MT_COUNT(numbers); i++)
        assert_true(mt_unpack_i64(&in) == numbers[i]);
    assert_true(mt_str_eq(mt_unpack_str(&in), mt_str("Dana\xc3\xa9")));
    assert_int_equal(mt_unpack_str(&in).len, 0);
    assert_int_equal(mt_unpack_fixed32(&in), 0xfedcba98);
    assert_int_equal(mt_unpack_u32(&in), UINT32_MAX);
    assert_true(!in.bad && in.at == in.end);
    assert_int_equal(mt_unpack_fixed32(&in), 0);
    assert_true(in.bad);
    mt_free(ctx);
}

static void test_pack_i64__small_numbers_are_short(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf buf;
    (void)state;
    mt_buf_init(&buf, ctx, 100);
    mt_pack_i64(&buf, -64);
    assert_int_equal(buf.len, 1);
    mt_pack_i64(&buf, 64);
    assert_int_equal(buf.len, 3);
    mt_free(ctx);
}

static void test_unpack__damage(void **state)
{
    static const struct mt_str rows[] = {
        MT_STR(""),                                             /* nothing */
        MT_STR("\x80"),                                         /* cut */
        MT_STR("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),     /* over 64 bits */
        MT_STR("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"), /* too long */
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_unpack in = mt_unpack(rows[i]);
        assert_true(mt_unpack_u64(&in) == 0);
        assert_true(in.bad && in.at == in.end);
        /* and everything after it */
        assert_true(mt_unpack_i64(&in) == 0);
        assert_int_equal(mt_unpack_u32(&in), 0);
        assert_int_equal(mt_unpack_str(&in).len, 0);
        assert_int_equal(mt_unpack_count(&in, 1), 0);
    }
}

static void test_unpack_u32__too_large(void **state)
{
    struct mt_str bytes = MT_STR("\x80\x80\x80\x80\x10\x05");
    struct mt_unpack in = mt_unpack(bytes);
    (void)state;
    assert_int_equal(mt_unpack_u32(&in), 0);
    assert_true(in.bad && in.at == in.end);
}

static void test_unpack_step(void **state)
{
    static const struct {
        int64_t step, from, low, high, expected;
        bool bad;
    } rows[] = {
        {0, 5, 0, 9, 5, false},
        {-5, 5, 0, 9, 0, false},
        {4, 5, 0, 9, 9, false},
        {-6, 5, 0, 9, 0, true},
        {5, 5, 3, 9, 3, true},
        {-1, 0, -1, 9, -1, false},
        {-11, 20, 0, 9, 9, false}, /* back to where it may be */
        {INT64_MAX, UINT32_MAX, 0, UINT32_MAX, 0, true},
        {INT64_MIN, INT32_MIN, INT32_MIN, INT32_MAX, INT32_MIN, true},
        {UINT32_MAX, INT32_MIN, INT32_MIN, INT32_MAX, INT32_MAX, false},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf buf;
        mt_buf_init(&buf, ctx, 100);
        mt_pack_i64(&buf, rows[i].step);
        mt_pack_u64(&buf, 7);
        struct mt_unpack in = mt_unpack(mt_buf_str(&buf));
        int64_t found = mt_unpack_step(&in, rows[i].from, rows[i].low, rows[i].high);
        if (found != rows[i].expected || in.bad != rows[i].bad)
            fail_msg("row %zu: %lld", i, (long long)found);
        assert_int_equal(mt_unpack_u64(&in), rows[i].bad ? 0 : 7);
        mt_free(ctx);
    }
}

static void test_unpack_str__longer_than_the_rest(void **state)
{
    struct mt_str bytes = MT_STR("\x05"
                                 "abcd"),
                  whole = MT_STR("\x04"
                                 "abcd");
    struct mt_unpack in = mt_unpack(bytes);
    (void)state;
    assert_int_equal(mt_unpack_str(&in).len, 0);
    assert_true(in.bad);
    in = mt_unpack(whole);
    struct mt_str text = mt_unpack_str(&in);
    assert_ptr_equal(text.ptr, whole.ptr + 1);
    assert_int_equal(text.len, 4);
    assert_false(in.bad);
}

static void test_unpack_count(void **state)
{
    struct mt_str bytes = MT_STR("\x02"
                                 "abcdef");
    struct mt_unpack in = mt_unpack(bytes);
    (void)state;
    assert_int_equal(mt_unpack_count(&in, 3), 2);
    assert_false(in.bad);
    in = mt_unpack(bytes);
    assert_int_equal(mt_unpack_count(&in, 4), 0);
    assert_true(in.bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pack_u64__bytes),
        cmocka_unit_test(test_pack__round_trip),
        cmocka_unit_test(test_pack_i64__small_numbers_are_short),
        cmocka_unit_test(test_unpack__damage),
        cmocka_unit_test(test_unpack_u32__too_large),
        cmocka_unit_test(test_unpack_step),
        cmocka_unit_test(test_unpack_str__longer_than_the_rest),
        cmocka_unit_test(test_unpack_count),
    };
    return cmocka_run_group_tests_name("pack", tests, NULL, NULL);
}
