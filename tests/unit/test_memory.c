/* test_memory.c - Tests of base/memory.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/memory.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_alloc__sizes(void **state)
{
    void *ctx = mt_context(NULL);
    (void)state;
    assert_non_null(mt_alloc(ctx, 0));
    assert_non_null(mt_zalloc(ctx, 0));
    char *bytes = mt_zalloc(ctx, 100);
    for (int i = 0; i < 100; i++)
        assert_int_equal(bytes[i], 0);
    bytes[99] = 'x';
    bytes = mt_resize(ctx, bytes, 1000);
    assert_int_equal(bytes[99], 'x');
    assert_non_null(mt_resize(ctx, bytes, 0));
    assert_non_null(mt_resize(ctx, NULL, 0));
    mt_free(ctx);
    mt_free(NULL);
}

static int *freed;

static int count_freed(void **piece)
{
    (void)piece;
    ++*freed;
    return 0;
}

static void test_free__all_below(void **state)
{
    int count = 0;
    void *ctx = mt_context(NULL), *below = mt_context(ctx);
    void **piece = mt_alloc(below, sizeof *piece);
    (void)state;
    freed = &count;
    talloc_set_destructor(piece, count_freed);
    mt_free(ctx);
    assert_int_equal(count, 1);
}

static void test_strdup(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = MT_STR("a\0b");
    (void)state;
    struct mt_str copy = mt_str_copy(ctx, bytes);
    assert_true(mt_str_eq(copy, bytes) && copy.ptr != bytes.ptr && copy.ptr[3] == '\0');
    assert_string_equal(mt_strdup(ctx, (struct mt_str){NULL, 0}), "");
    assert_int_equal(mt_str_copy(ctx, (struct mt_str){NULL, 0}).len, 0);
    assert_true(mt_str_eq(mt_str_printf(ctx, "%s-%d", "x", 7), mt_str("x-7")));
    mt_free(ctx);
}

struct pair {
    int first, second;
};

static void test_push(void **state)
{
    void *ctx = mt_context(NULL);
    struct MT_VEC(struct pair) pairs = {NULL, 0, 0};
    (void)state;
    for (int i = 0; i < 1000; i++) {
        struct pair *pair = mt_push(ctx, &pairs);
        assert_int_equal(pair->first, 0);
        assert_int_equal(pair->second, 0);
        *pair = (struct pair){i, -i};
    }
    assert_int_equal(pairs.len, 1000);
    for (int i = 0; i < 1000; i++)
        assert_true(pairs.ptr[i].first == i && pairs.ptr[i].second == -i);
    pairs.len = 500; /* what is pushed over old elements is zeroed */
    assert_int_equal(mt_push(ctx, &pairs)->first, 0);
    mt_free(ctx);
}

static void test_array__zeroed(void **state)
{
    void *ctx = mt_context(NULL);
    struct pair *pairs = mt_array(ctx, struct pair, 10), *one = mt_new(ctx, struct pair);
    (void)state;
    for (int i = 0; i < 10; i++)
        assert_true(pairs[i].first == 0 && pairs[i].second == 0);
    assert_true(one->first == 0 && one->second == 0);
    assert_non_null(mt_array(ctx, struct pair, 0));
    mt_free(ctx);
}

/* Larger than talloc takes. */
static void test_resize__large(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    char *block = mt_alloc(ctx, 1000), *other = mt_alloc(ctx, (size_t)300 << 20);
    memcpy(block, "rope", 5);
    block = mt_resize(ctx, block, (size_t)400 << 20);
    block[((size_t)400 << 20) - 1] = 'x';
    assert_string_equal(block, "rope");
    block = mt_resize(ctx, block, 10); /* stays a block of its own */
    assert_string_equal(block, "rope");
    mt_free(other);
    block = mt_resize(ctx, block, (size_t)500 << 20);
    assert_string_equal(block, "rope");
    mt_free(ctx); /* frees it too: the leak checker sees */
}

/* What is known before keeps its size, and holds what it held. */
static void test_reserve(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_strs list = {0}, none = {0};
    mt_reserve(ctx, &list, 3);
    const struct mt_str *begin = list.ptr;
    for (int i = 0; i < 3; i++)
        *mt_push(ctx, &list) = mt_str("x");
    assert_true(list.ptr == begin && list.len == 3 && list.cap == 3);
    *mt_push(ctx, &list) = mt_str("y");
    assert_true(mt_str_eq(list.ptr[3], mt_str("y")) && mt_str_eq(list.ptr[2], mt_str("x")));
    mt_reserve(ctx, &none, 0);
    assert_null(none.ptr);
    *mt_push(ctx, &none) = mt_str("z");
    assert_int_equal(none.len, 1);
    mt_free(ctx);
}

/* How memory is asked for and given back changes nothing of what it holds. */
static void test_memory__system(void **state)
{
    (void)state;
    mt_memory_begin(100, (size_t)4 << 20);
    mt_memory_begin((size_t)512 << 10, (size_t)1 << 20);
    void *ctx = mt_context(NULL);
    char *small = mt_strdup(ctx, mt_str("rope")), *large = mt_alloc(ctx, (size_t)2 << 20);
    memset(large, 'x', (size_t)2 << 20);
    mt_free(mt_alloc(ctx, (size_t)512 << 10));
    mt_memory_trim();
    assert_string_equal(small, "rope");
    assert_true(large[0] == 'x' && large[((size_t)2 << 20) - 1] == 'x');
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc__sizes),  cmocka_unit_test(test_free__all_below),
        cmocka_unit_test(test_strdup),        cmocka_unit_test(test_push),
        cmocka_unit_test(test_array__zeroed), cmocka_unit_test(test_resize__large),
        cmocka_unit_test(test_reserve),       cmocka_unit_test(test_memory__system),
    };
    return cmocka_run_group_tests_name("memory", tests, NULL, NULL);
}
