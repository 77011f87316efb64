/* test_squeeze.c - Text packed, and what is no packed text
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/memory.h"
#include "store/squeeze.h"

static void test_squeeze__comes_back(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_squeezer *squeezer = mt_squeezer_new(ctx);
    char *long_text = mt_alloc(ctx, 100000);
    memset(long_text, 'x', 100000);
    const struct mt_str rows[] = {mt_str(""), mt_str("tide"), mt_str_of("a\0b", 3),
                                  mt_str_of(long_text, 100000)};
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str squeezed = mt_squeeze(ctx, squeezer, rows[i]), back;
        assert_true(squeezed.len > 0 && squeezed.len < 100);
        assert_int_equal(mt_unsqueeze(ctx, squeezed, &back, NULL), MT_OK);
        assert_true(mt_str_eq(back, rows[i]));
    }
    mt_free(ctx);
}

static void test_unsqueeze__refuses(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_str good =
        mt_squeeze(ctx, mt_squeezer_new(ctx), mt_str("the tide gauge at the breakwater"));
    char *huge = mt_strdup(ctx, mt_str("\x28\xb5\x2f\xfd\xe0\xff\xff\xff\xff\xff\xff\xff\x0f\x01"));
    const struct mt_str rows[] = {mt_str(""), mt_str("rubbish that is long enough"),
                                  mt_str_slice(good, 0, good.len - 1), mt_str(huge)};
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_error err = {0};
        struct mt_str out = mt_str("untouched");
        assert_int_equal(mt_unsqueeze(ctx, rows[i], &out, &err), MT_ERR_CORRUPT);
        assert_non_null(strstr(err.message, "mtindex rebuild"));
        assert_true(mt_str_eq(out, mt_str("untouched")));
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_squeeze__comes_back),
        cmocka_unit_test(test_unsqueeze__refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
