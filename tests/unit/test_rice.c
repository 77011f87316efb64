/* test_rice.c - Numbers that ascend, in as few bits as their steps need
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/memory.h"
#include "base/rice.h"

static struct mt_buf buffer(void *ctx)
{
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, 1 << 20);
    return buf;
}

/* Packed and read back; returns how many bytes it takes. */
static size_t round_trip(const uint32_t *numbers, size_t n)
{
    void *ctx = mt_context(NULL);
    struct mt_buf packed = buffer(ctx);
    size_t read = 0;
    assert_true(mt_rice_pack(&packed, numbers, n, SIZE_MAX));
    uint32_t *out = mt_array(ctx, uint32_t, MT_RICE_MOST(packed.len));
    assert_true(n <= MT_RICE_MOST(packed.len));
    assert_true(mt_rice_unpack(mt_buf_str(&packed), out, &read));
    assert_int_equal(read, n);
    assert_memory_equal(out, numbers, n * sizeof *out);
    size_t len = packed.len;
    mt_free(ctx);
    return len;
}

static void test_rice__and_back(void **state)
{
    (void)state;
    static const struct {
        size_t n, bytes;
        uint32_t numbers[8];
    } rows[] = {
        {1, 1, {1}},
        {4, 1, {1, 2, 3, 4}}, /* k and a bit each fill a byte */
        {5, 2, {1, 2, 3, 4, 5}},
        {3, 3, {17, 40, 50}},
        {1, 3, {100000}},
        {4, 161, {9, 12, 15, 40000000}},
        {2, 16389, {UINT32_MAX - 1, UINT32_MAX}},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        size_t bytes = round_trip(rows[i].numbers, rows[i].n);
        if (bytes != rows[i].bytes)
            fail_msg("row %zu: %zu bytes", i, bytes);
    }
}

/* Steps of all lengths, and a long one at each place of a byte. */
static void test_rice__steps(void **state)
{
    (void)state;
    enum { N = 300 };
    uint32_t numbers[N];
    for (uint32_t most = 1; most < 70000; most *= 3) {
        for (size_t jump = 0; jump < 20; jump++) {
            uint32_t at = 0, random = most;
            for (size_t i = 0; i < N; i++) {
                random = random * 1664525u + 1013904223u;
                at += 1 + (random >> 8) % most + (i == 100 + jump ? 50 * most : 0);
                numbers[i] = at;
            }
            round_trip(numbers, N);
        }
    }
}

static void test_rice_pack__only_if_it_is_short(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_buf packed = buffer(ctx);
    const uint32_t numbers[] = {1, 2, 3, 4};
    assert_false(mt_rice_pack(&packed, numbers, 4, 1));
    assert_false(mt_rice_pack(&packed, numbers, 0, 10));
    assert_int_equal(packed.len, 0);
    assert_true(mt_rice_pack(&packed, numbers, 4, 2));
    assert_int_equal(packed.len, 1);
    mt_free(ctx);
}

/* Whatever the bytes are, there is room for it; what is too great is said. */
static void test_rice_unpack__any_bytes(void **state)
{
    (void)state;
    uint32_t out[MT_RICE_MOST(8)], random = 1;
    for (size_t round = 0; round < 20000; round++) {
        char bytes[8];
        size_t n = 0, len = round % 9;
        for (size_t i = 0; i < sizeof bytes; i++)
            bytes[i] = (char)((random = random * 1664525u + 1013904223u) >> (round % 3 ? 24 : 9));
        bool good = mt_rice_unpack(mt_str_of(bytes, len), out, &n);
        assert_true(n <= MT_RICE_MOST(len));
        for (size_t i = 0; good && i < n; i++)
            assert_true(out[i] > (i ? out[i - 1] : 0));
    }
    void *ctx = mt_context(NULL);
    struct mt_buf far = buffer(ctx);
    size_t n = 0;
    mt_buf_add_char(&far, '\xff'); /* a step of 2^15 as many times as there are ones */
    for (size_t i = 0; i < 1 << 15; i++)
        mt_buf_add_char(&far, '\xff');
    mt_buf_add_char(&far, '\0');
    mt_buf_add_char(&far, '\0');
    mt_buf_add_char(&far, '\0');
    uint32_t *room = mt_array(ctx, uint32_t, MT_RICE_MOST(far.len));
    assert_false(mt_rice_unpack(mt_buf_str(&far), room, &n));
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rice__and_back),
        cmocka_unit_test(test_rice__steps),
        cmocka_unit_test(test_rice_pack__only_if_it_is_short),
        cmocka_unit_test(test_rice_unpack__any_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
