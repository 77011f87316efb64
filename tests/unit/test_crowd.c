/* test_crowd.c - How much of a moment is told already by better ones close to it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/memory.h"
#include "rank/crowd.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_crowd__alone(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_crowd *crowd = mt_crowd_new(ctx);
    assert_float_equal(mt_crowd_leaves(crowd, 1, 600), 1, 0);
    mt_crowd_take(crowd, 1, 600);
    assert_float_equal(mt_crowd_leaves(crowd, 2, 600), 1, 0);       /* another meeting */
    assert_float_equal(mt_crowd_leaves(crowd, 1, 600 + 600), 1, 0); /* far away */
    mt_free(ctx);
}

static void test_crowd__beside_nothing_is_left(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_crowd *crowd = mt_crowd_new(ctx);
    mt_crowd_take(crowd, 1, 59);
    assert_float_equal(mt_crowd_leaves(crowd, 1, 59), 0, 0);
    assert_float_equal(mt_crowd_leaves(crowd, 1, 118.9), 0, 0); /* of the next minute */
    assert_float_equal(mt_crowd_leaves(crowd, 1, 0), 0, 0);
    assert_true(mt_crowd_leaves(crowd, 1, 119) > 0);
    mt_free(ctx);
}

static void test_crowd__fades_and_adds_up(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_crowd *crowd = mt_crowd_new(ctx);
    mt_crowd_take(crowd, 1, 600);
    double near = mt_crowd_leaves(crowd, 1, 660), far = mt_crowd_leaves(crowd, 1, 720);
    assert_float_equal(near, 1 - .3 * .36787944, 1e-6); /* one fade away */
    assert_true(near < far);
    assert_true(far < 1);
    assert_float_equal(mt_crowd_leaves(crowd, 1, 540), near, 1e-9); /* on either side */
    mt_crowd_take(crowd, 1, 780);
    assert_float_equal(mt_crowd_leaves(crowd, 1, 720), far * near, 1e-9);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_crowd__alone),
        cmocka_unit_test(test_crowd__beside_nothing_is_left),
        cmocka_unit_test(test_crowd__fades_and_adds_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
