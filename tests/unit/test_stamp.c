/* test_stamp.c - Tests of note/stamp.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/stamp.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_stamp_parse__forms(void **state)
{
    static const struct {
        const char *text;
        int64_t ms;
        bool zoned;
    } rows[] = {
        {"1970-01-01T00:00:00Z", 0, true},
        {"1970-01-01T00:00:00.001Z", 1, true},
        {"2000-02-29T00:00:00Z", 951782400000, true},
        {"2000-03-01T00:00:00Z", 951868800000, true},
        {"2025-10-28T12:00:00Z", 1761652800000, true},
        {"2025-10-28T12:00:00.25", 1761652800250, false},
        {" 2025-10-28 12:00 ", 1761652800000, false},
        {"2025-10-28T12:00z", 1761652800000, true},
        {"2025-10-28T14:00:00+02:00", 1761652800000, true},
        {"2025-10-28T07:00:00-0500", 1761652800000, true},
        {"2025-10-28T14:00:00.000+02", 1761652800000, true},
        {"1969-12-31T23:59:59Z", -1000, true},
        {"2025-10-28T24:00:00Z", 1761696000000, true},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_stamp stamp = {0};
        if (!mt_stamp_parse(mt_str(rows[i].text), &stamp) || stamp.ms != rows[i].ms ||
            stamp.zoned != rows[i].zoned)
            fail_msg("%s: %lld", rows[i].text, (long long)stamp.ms);
    }
    (void)state;
}

static void test_stamp_parse__others(void **state)
{
    static const char *const rows[] = {
        "",
        "2025-10-28",
        "2025-10-28T",
        "2025-02-30T10:00:00Z",
        "10:00:05Z",
        "2025-10-28T10:00:00X",
        "2025-10-28T10",
        "2025-10-28T25:00:00Z",
        "2025-10-28T10:00:00+0x",
        "2025-10-28T10:00:00 and more",
        "20251028",
        "see 2025-10-28T10:00:00Z",
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_stamp stamp = {.ms = 7};
        if (mt_stamp_parse(mt_str(rows[i]), &stamp) || stamp.ms != 7)
            fail_msg("%s", rows[i]);
    }
    (void)state;
}

static void test_stamp_local__zones(void **state)
{
    static const struct {
        struct mt_stamp stamp;
        mt_date date;
        int minutes;
    } rows[] = {
        {{1761694200000, true}, 20251029, 90}, /* 23:30 UTC is 01:30 here */
        {{1761694200000, false}, 20251028, 1410},
        {{-1000, false}, 19691231, 1439},
        {{INT64_MAX, true}, 0, -1},
        {{INT64_MIN, true}, 0, -1},
        {{-2208988800001, false}, 0, -1}, /* 1899 */
    };
    setenv("TZ", "Etc/GMT-2", 1);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        mt_date date;
        int minutes;
        mt_stamp_local(rows[i].stamp, &date, &minutes);
        if (date != rows[i].date || minutes != rows[i].minutes)
            fail_msg("row %zu: %d %d", i, date, minutes);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stamp_parse__forms),
        cmocka_unit_test(test_stamp_parse__others),
        cmocka_unit_test(test_stamp_local__zones),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
