/* test_dates.c - Tests of text/dates.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/dates.h"

#include <limits.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#define TODAY 20251105 /* a Wednesday */

static void test_date_valid(void **state)
{
    static const struct {
        mt_date date;
        bool valid;
    } rows[] = {
        {20251028, true},  {20240229, true},  {20000229, true},   {19000101, true},
        {21991231, true},  {0, false},        {-20251028, false}, {20250229, false},
        {19000229, false}, {21000229, false}, {20250230, false},  {20251301, false},
        {20250001, false}, {20250100, false}, {20250132, false},  {20250431, false},
        {18991231, false}, {22000101, false}, {INT32_MAX, false}, {INT32_MIN, false},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_date_valid(rows[i].date) != rows[i].valid)
            fail_msg("%d", rows[i].date);
}

static void test_date_add(void **state)
{
    static const struct {
        mt_date date;
        int days;
        mt_date sum;
    } rows[] = {
        {20251028, 0, 20251028},       {20251028, 4, 20251101},       {20251231, 1, 20260101},
        {20240228, 1, 20240229},       {20250228, 1, 20250301},       {20000301, -1, 20000229},
        {19700101, -1, 19691231},      {19000101, -1, 19000101},      {21991231, 1, 21991231},
        {20251028, INT_MAX, 21991231}, {20251028, INT_MIN, 19000101}, {20250101, 365, 20260101},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_date_add(rows[i].date, rows[i].days) != rows[i].sum)
            fail_msg("%d + %d: %d", rows[i].date, rows[i].days,
                     mt_date_add(rows[i].date, rows[i].days));
}

/* Each day of the calendar follows the one before, and the days of the week with them. */
static void test_date_add__every_day(void **state)
{
    int days = 1, weekday = mt_date_weekday(19000101);
    (void)state;
    assert_int_equal(weekday, 1);
    for (mt_date date = 19000101; date < 21991231; days++) {
        mt_date next = mt_date_add(date, 1);
        weekday = weekday % 7 + 1;
        assert_true(mt_date_valid(next) && next > date);
        assert_int_equal(mt_date_weekday(next), weekday);
        assert_int_equal(mt_date_add(next, -1), date);
        date = next;
    }
    assert_int_equal(days, 109573);
}

static void test_date_weekday(void **state)
{
    (void)state;
    assert_int_equal(mt_date_weekday(TODAY), 3);
    assert_int_equal(mt_date_weekday(19700101), 4);
    assert_int_equal(mt_date_weekday(19691231), 3);
    assert_int_equal(mt_date_weekday(20240229), 4);
}

static void test_date_of_time(void **state)
{
    struct tm noon = {.tm_year = 125, .tm_mon = 9, .tm_mday = 28, .tm_hour = 12, .tm_isdst = -1};
    (void)state;
    assert_int_equal(mt_date_of_time(mktime(&noon)), 20251028);
    assert_int_equal(mt_date_of_time((time_t)INT64_MAX), 0);
    assert_int_equal(mt_date_of_time((time_t)INT64_MIN), 0);
    assert_int_equal(mt_date_of_time((time_t)1 << 40), 0);
}

static void test_date_format(void **state)
{
    char room[MT_DATE_SIZE];
    (void)state;
    assert_string_equal(mt_date_format(20251028, room), "2025-10-28");
    assert_string_equal(mt_date_format(0, room), "");
    assert_string_equal(mt_date_format(20250230, room), "");
    assert_string_equal(mt_date_format(INT32_MIN, room), "");
}

struct row {
    const char *text;
    size_t read;
    mt_date date;
};

static void test_date_parse(void **state)
{
    static const struct row rows[] = {
        {"2025-10-28", 10, 20251028},
        {"2025/10/28", 10, 20251028},
        {"2025.10.28", 10, 20251028},
        {"2025.10.28.", 10, 20251028},
        {"20251028", 8, 20251028},
        {"20251028T0901", 8, 20251028},
        {"20251028.txt", 8, 20251028},
        {"2025-10-28T09:01:00Z", 10, 20251028},
        {"2025-10-28-0901", 10, 20251028},
        {"Oct 28, 2025", 12, 20251028},
        {"oct 28 2025!", 11, 20251028},
        {"OCTOBER 28TH, 2025", 18, 20251028},
        {"October 28th 2025", 17, 20251028},
        {"28 October 2025", 15, 20251028},
        {"28th October, 2025", 18, 20251028},
        {"28-Oct-2025", 11, 20251028},
        {"Sept. 3, 2025", 13, 20250903},
        {"May 1st, 2025", 13, 20250501},
        {"15 June 2026, 03:35am", 12, 20260615},
        {"", 0, 0},
        {"2025", 0, 0},
        {"2025-10", 0, 0},
        {"2025-1-2", 0, 0},
        {"2025-10/28", 0, 0},
        {"2025-10-281", 0, 0},
        {"2025-02-30", 0, 0},
        {"2025-13-01", 0, 0},
        {"2025.10.28.1", 0, 0},
        {"202510281", 0, 0},
        {"20251028.5", 0, 0},
        {"20251399", 0, 0},
        {"1899-12-31", 0, 0},
        {"{ { DATE } }", 0, 0},
        {"Oct 28", 0, 0},
        {"Oct 2025", 0, 0},
        {"Oct28,2025", 0, 0},
        {"Oct 28, 20251", 0, 0},
        {"Octo 28, 2025", 0, 0},
        {"Octobers 28, 2025", 0, 0},
        {"28 2025", 0, 0},
        {"February 29, 2025", 0, 0},
        {" 2025-10-28", 0, 0},
        {"31/12/2025", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        mt_date date = 0;
        size_t n = mt_date_parse(mt_str(rows[i].text), &date);
        if (n != rows[i].read || date != rows[i].date)
            fail_msg("[%s]: read %zu, %d", rows[i].text, n, date);
    }
}

static void test_date_find(void **state)
{
    static const struct row rows[] = {
        {"1:1 — Dana — 2025-10-28", 0, 20251028},
        {"notes/2025/10/28.md", 0, 20251028},
        {"../20251028 0901 Sync.txt", 0, 20251028},
        {"GMT20251028-140000_Recording", 0, 20251028},
        {"Web review-20260615_133555-Meeting", 0, 20260615},
        {"(Oct 28, 2025)", 0, 20251028},
        {"“28 October 2025”", 0, 20251028},
        {"on 2025-02-30 or 2025-03-01", 0, 20250301},
        {"from 2025-10-28 to 2025-11-02", 0, 20251028},
        {"", 0, 0},
        {"v2025.10.28", 0, 0},
        {"libx 1.2025.10.28", 0, 0},
        {"2025.10.28.3", 0, 0},
        {"120251028", 0, 0},
        {"202510281", 0, 0},
        {"1761652800000", 0, 0},
        {"3.20251028", 0, 0},
        {"20:25:10", 0, 0},
        {"14:05:33 12.30", 0, 0},
        {"10:28 Oct 2025", 0, 0},
        {"Smarch 28, 2025", 0, 0},
        {"in 2025", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        mt_date date = 0;
        bool found = mt_date_find(mt_str(rows[i].text), &date);
        if (found != (rows[i].date != 0) || date != rows[i].date)
            fail_msg("[%s]: %d", rows[i].text, date);
    }
}

static void test_clock_parse(void **state)
{
    static const struct {
        const char *text;
        size_t read;
        int minutes;
    } rows[] = {
        {"0901", 4, 541},       {"09:01", 5, 541},    {"9.01", 4, 541},     {"14:05:33", 8, 845},
        {"14.05.33 x", 8, 845}, {"140533", 6, 845},   {"00:00", 5, 0},      {"23:59", 5, 1439},
        {"9:01pm", 4, 541},     {"14:05:99", 5, 845}, {"14:05.33", 5, 845}, {"", 0, -1},
        {"24:00", 0, -1},       {"2400", 0, -1},      {"12:60", 0, -1},     {"1260", 0, -1},
        {"9:1", 0, -1},         {"901", 0, -1},       {"09-01", 0, -1},     {"09:011", 0, -1},
        {"09012", 0, -1},       {"1234567", 0, -1},   {"123:45", 0, -1},    {"x09:01", 0, -1},
        {"140599", 0, -1},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        int minutes = -1;
        size_t n = mt_clock_parse(mt_str(rows[i].text), &minutes);
        if (n != rows[i].read || minutes != rows[i].minutes)
            fail_msg("[%s]: read %zu, %d", rows[i].text, n, minutes);
    }
}

static void test_date_add_months(void **state)
{
    (void)state;
    assert_int_equal(mt_date_add_months(20250331, -1), 20250228);
    assert_int_equal(mt_date_add_months(20240229, -12), 20230228);
    assert_int_equal(mt_date_add_months(20251105, 2), 20260105);
    assert_int_equal(mt_date_add_months(20251105, -999999), 19000105);
    assert_int_equal(mt_date_month_end(20240201), 20240229);
    assert_int_equal(mt_date_month_end(21991231), 21991231);
}

static void test_dates_hold(void **state)
{
    struct mt_dates october = {20251001, 20251031}, since = {20251001, 0}, until = {0, 20251031};
    (void)state;
    assert_true(mt_dates_hold(october, 20251001));
    assert_true(mt_dates_hold(october, 20251031));
    assert_false(mt_dates_hold(october, 20251101));
    assert_false(mt_dates_hold(october, 0));
    assert_true(mt_dates_hold(since, 20991231));
    assert_false(mt_dates_hold(since, 20250930));
    assert_true(mt_dates_hold(until, 19000101));
    assert_false(mt_dates_hold(until, 20251101));
    assert_false(mt_dates_hold(until, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date_valid),          cmocka_unit_test(test_date_add),
        cmocka_unit_test(test_date_add__every_day), cmocka_unit_test(test_date_add_months),
        cmocka_unit_test(test_date_weekday),        cmocka_unit_test(test_date_of_time),
        cmocka_unit_test(test_date_format),         cmocka_unit_test(test_date_parse),
        cmocka_unit_test(test_date_find),           cmocka_unit_test(test_clock_parse),
        cmocka_unit_test(test_dates_hold),
    };
    return cmocka_run_group_tests_name("dates", tests, NULL, NULL);
}
