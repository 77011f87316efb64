/* test_periods.c - Tests of text/periods.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/periods.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#define TODAY 20251105 /* a Wednesday */

struct row {
    const char *text;
    struct mt_dates dates;
};

static void check(const struct row *rows, size_t n, mt_date today, enum mt_tense tense)
{
    for (size_t i = 0; i < n; i++) {
        struct mt_dates dates = {7, 7}, expected = rows[i].dates;
        bool none = !expected.from && !expected.to;
        if (none)
            expected = dates;
        bool ok = mt_dates_parse(mt_str(rows[i].text), today, tense, &dates);
        if (ok == none || dates.from != expected.from || dates.to != expected.to)
            fail_msg("[%s]: %d..%d", rows[i].text, dates.from, dates.to);
    }
}

static void test_dates_parse(void **state)
{
    static const struct row rows[] = {
        {"2025-10-28", {20251028, 20251028}},
        {"2025-10", {20251001, 20251031}},
        {"2024-02", {20240201, 20240229}},
        {"2025", {20250101, 20251231}},
        {"today", {TODAY, TODAY}},
        {"Yesterday", {20251104, 20251104}},
        {"tomorrow", {20251106, 20251106}},
        {"this-week", {20251103, 20251109}},
        {"LAST-WEEK", {20251027, 20251102}},
        {"next-week", {20251110, 20251116}},
        {"this-month", {20251101, 20251130}},
        {"last-month", {20251001, 20251031}},
        {"next-month", {20251201, 20251231}},
        {"this-year", {20250101, 20251231}},
        {"last-year", {20240101, 20241231}},
        {"next-year", {20260101, 20261231}},
        {"0d", {TODAY, TODAY}},
        {"3d", {20251102, TODAY}},
        {"3w", {20251015, TODAY}},
        {"3m", {20250805, TODAY}},
        {"3Y", {20221105, TODAY}},
        {"99999999999999999y", {19000105, TODAY}},
        {"99999999999999999999999y", {0, 0}},
        {"9999999y", {19000105, TODAY}},
        {"9999999d", {19000101, TODAY}},
        {"2025-10..2025-11", {20251001, 20251130}},
        {"2025-10-28..", {20251028, 0}},
        {"..2025-10", {0, 20251031}},
        {"..3w", {0, 20251015}},
        {"3w..", {20251015, 0}},
        {"last-week..today", {20251027, TODAY}},
        {"3m..1m", {20250805, 20251005}},
        {"2026..2025", {20250101, 20261231}},
        {"", {0, 0}},
        {"..", {0, 0}},
        {"...", {0, 0}},
        {"2025..x", {0, 0}},
        {"x..2025", {0, 0}},
        {"2025...", {0, 0}},
        {"1..2..3", {0, 0}},
        {"2025-13", {0, 0}},
        {"2025-00", {0, 0}},
        {"2025-02-30", {0, 0}},
        {"1899", {0, 0}},
        {"2200", {0, 0}},
        {"w", {0, 0}},
        {"3", {0, 0}},
        {"-3d", {0, 0}},
        {"3 d", {20251102, TODAY}},
        {"3x", {0, 0}},
        {"next", {0, 0}},
        {"last-day", {20251104, 20251104}},
        {"2025-10-28 ", {20251028, 20251028}},
        {"20251", {0, 0}},
        {"oct-2025", {20251001, 20251031}},
        {"October 2025", {20251001, 20251031}},
        {"2025-oct", {20251001, 20251031}},
        {"2025/10", {20251001, 20251031}},
        {"2025-1-5", {20250105, 20250105}},
        {"28 Oct 2025", {20251028, 20251028}},
        {"2025-Q4", {20251001, 20251231}},
        {"2025-q1", {20250101, 20250331}},
        {"2025-Q5", {0, 0}},
        {"2025-W43", {20251020, 20251026}},
        {"2025W01", {20241230, 20250105}},
        {"2026-W53", {20261228, 20270103}},
        {"2025-W53", {0, 0}},
        {"2025-W0", {0, 0}},
        {"this-quarter", {20251001, 20251231}},
        {"last_quarter", {20250701, 20250930}},
        {"Last week", {20251027, 20251102}},
        {"previous-month", {20251001, 20251031}},
        {"last 2 weeks", {20251022, TODAY}},
        {"last-2-weeks", {20251022, TODAY}},
        {"past 10 days", {20251026, TODAY}},
        {"next 2 weeks", {TODAY, 20251119}},
        {"this 2 weeks", {0, 0}},
        {"3 weeks", {20251015, TODAY}},
        {"3weeks", {20251015, TODAY}},
        {"3 days ago", {20251102, 20251102}},
        {"2 weeks ago", {20251020, 20251026}},
        {"1-month-ago", {20251001, 20251031}},
        {"monday", {20251103, 20251103}},
        {"Wed", {TODAY, TODAY}},
        {"thursday", {20251030, 20251030}},
        {"last-wednesday", {20251029, 20251029}},
        {"last friday", {20251031, 20251031}},
        {"this-friday", {20251107, 20251107}},
        {"next-friday", {20251107, 20251107}},
        {"oct", {20251001, 20251031}},
        {"november", {20251101, 20251130}},
        {"december", {20241201, 20241231}},
        {"last-november", {20241101, 20241130}},
        {"next-november", {20261101, 20261130}},
        {"28-oct", {20251028, 20251028}},
        {"oct 28th", {20251028, 20251028}},
        {"30-feb", {0, 0}},
        {"29 feb", {20240229, 20240229}},
        {"Q4", {20251001, 20251231}},
        {"W43", {20251020, 20251026}},
        {"w45", {20251103, 20251109}},
        {"monday..wednesday", {20251103, TODAY}},
        {"2025-Q3..", {20250701, 0}},
        {"..last-month", {0, 20251031}},
        {"last 2 weeks..", {20251022, 0}},
        {"..3 weeks", {0, 20251015}},
        {"since monday", {20251103, 0}},
        {"after-oct", {20251101, 0}},
        {"until 2025-10", {0, 20251031}},
        {"before 3w", {0, 20251014}},
        {"since", {0, 0}},
        {"since soon", {0, 0}},
        {"last", {0, 0}},
        {"last last week", {0, 0}},
        {"a b c d e f", {0, 0}},
        {"-monday", {0, 0}},
    };
    (void)state;
    check(rows, MT_COUNT(rows), TODAY, MT_PAST);
}

static void test_dates_parse__ahead(void **state)
{
    static const struct row rows[] = {
        {"monday", {20251110, 20251110}},    {"wed", {TODAY, TODAY}},
        {"friday", {20251107, 20251107}},    {"november", {20251101, 20251130}},
        {"oct", {20261001, 20261031}},       {"28-oct", {20261028, 20261028}},
        {"Q4", {20251001, 20251231}},        {"last-monday", {20251103, 20251103}},
        {"..friday", {0, 20251107}},         {"29 feb", {20280229, 20280229}},
        {"next week", {20251110, 20251116}}, {"2025-10", {20251001, 20251031}},
    };
    (void)state;
    check(rows, MT_COUNT(rows), TODAY, MT_AHEAD);
}

static void test_dates_parse__edges(void **state)
{
    static const struct row march[] = {{"1m", {20250228, 20250331}}};
    static const struct row leap[] = {{"1y", {20230228, 20240229}}};
    static const struct row january[] = {{"last-month", {20241201, 20241231}},
                                         {"last-quarter", {20241001, 20241231}},
                                         {"W1", {20241230, 20250105}}};
    static const struct row monday[] = {{"this-week", {20251103, 20251109}},
                                        {"last-monday", {20251027, 20251027}}};
    static const struct row sunday[] = {{"this-week", {20251103, 20251109}}};
    (void)state;
    check(march, MT_COUNT(march), 20250331, MT_PAST);
    check(leap, MT_COUNT(leap), 20240229, MT_PAST);
    check(january, MT_COUNT(january), 20250115, MT_PAST);
    check(monday, MT_COUNT(monday), 20251103, MT_PAST);
    check(sunday, MT_COUNT(sunday), 20251109, MT_PAST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_parse),
        cmocka_unit_test(test_dates_parse__ahead),
        cmocka_unit_test(test_dates_parse__edges),
    };
    return cmocka_run_group_tests_name("periods", tests, NULL, NULL);
}
