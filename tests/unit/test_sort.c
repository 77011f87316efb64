/* test_sort.c - Sorting what is often in order already
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/sort.h"

static size_t compared;

static int by_value(const void *a, const void *b)
{
    compared++;
    return *(const int *)a - *(const int *)b;
}

static void test_sort__rows(void **state)
{
    (void)state;
    int rows[][4] = {{1, 2, 2, 3}, {4, 3, 2, 1}, {1, 2, 4, 3}, {2, 1, 3, 4}};
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        mt_sort(rows[i], 4, sizeof rows[i][0], by_value);
        for (size_t k = 1; k < 4; k++)
            assert_true(rows[i][k - 1] <= rows[i][k]);
    }
}

static void test_sort__in_order_or_empty(void **state)
{
    (void)state;
    int row[] = {1, 2, 3};
    compared = 0;
    mt_sort(NULL, 0, sizeof(int), by_value);
    mt_sort(row, 1, sizeof *row, by_value);
    assert_int_equal(compared, 0);
    mt_sort(row, 3, sizeof *row, by_value);
    assert_int_equal(compared, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sort__rows),
        cmocka_unit_test(test_sort__in_order_or_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
