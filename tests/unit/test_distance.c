/* test_distance.c - Tests of text/distance.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/distance.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_distance(void **state)
{
    static const struct {
        const char *a, *b;
        uint32_t most, distance;
    } rows[] = {
        {"gauge", "gauge", 2, 0},
        {"gauge", "gague", 2, 1}, /* swapped */
        {"gauge", "guage", 2, 1},
        {"gauge", "gauges", 2, 1}, /* left out */
        {"gauge", "gouge", 2, 1},  /* changed */
        {"gauge", "augre", 2, 2},
        {"gauge", "bridge", 2, 3}, /* more than asked for */
        {"gauge", "bridges", 1, 2},
        {"", "", 2, 0},
        {"", "a", 2, 1},
        {"b\xc3\xb8je", "boje", 2, 1}, /* characters, not bytes */
        {"\xd0\xb4\xd0\xb0\xd1\x82\xd1\x87\xd0\xb8\xd0\xba",
         "\xd0\xb4\xd0\xb0\xd1\x87\xd1\x82\xd0\xb8\xd0\xba", 2, 1},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str a = mt_str(rows[i].a), b = mt_str(rows[i].b);
        uint32_t there = mt_distance(a, b, rows[i].most), back = mt_distance(b, a, rows[i].most);
        if (there != rows[i].distance || back != there)
            fail_msg("%s, %s: %u and back %u, not %u", a.ptr, b.ptr, there, back, rows[i].distance);
    }
}

static void test_distance__long(void **state)
{
    char a[1000], b[1000];
    (void)state;
    memset(a, 'a', sizeof a);
    memset(b, 'b', sizeof b);
    assert_int_equal(mt_distance(mt_str_of(a, sizeof a), mt_str_of(a, sizeof a), 2), 0);
    assert_int_equal(mt_distance(mt_str_of(a, sizeof a), mt_str_of(b, sizeof b), 2), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_distance__long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
