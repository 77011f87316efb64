/* test_variety.c - How sure a moment is after others in which the same was heard
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/memory.h"
#include "rank/variety.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_variety__odds_are_divided(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_variety *variety = mt_variety_new(ctx);
    const size_t eagle = mt_variety_form(variety, mt_str("eagle"));
    const size_t egal = mt_variety_form(variety, mt_str("egal"));
    assert_true(eagle != egal && mt_variety_form(variety, mt_str("eagle")) == eagle);
    assert_true(mt_variety_leaves(variety, eagle, .3) == .3); /* nothing was taken */
    mt_variety_take(variety, eagle);
    assert_float_equal(mt_variety_leaves(variety, eagle, .5), 1. / 3, 1e-9); /* 1:1 to 1:2 */
    assert_true(mt_variety_leaves(variety, egal, .5) == .5);
    mt_variety_take(variety, egal);
    mt_variety_take(variety, eagle);
    assert_float_equal(mt_variety_leaves(variety, eagle, .5), 1. / 4, 1e-9);
    assert_float_equal(mt_variety_leaves(variety, egal, .5), 1. / 3, 1e-9);
    assert_float_equal(mt_variety_leaves(variety, eagle, 1), 1, 1e-9); /* sure is sure */
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_variety__odds_are_divided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
