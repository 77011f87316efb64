/* test_timecode.c - Tests of text/timecode.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/timecode.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_timecode_parse(void **state)
{
    static const struct {
        const char *text;
        size_t read;
        int64_t ms;
    } rows[] = {
        {"00:13:34.47", 11, 814470},
        {"00:00:04.25", 11, 4250},
        {"00:00:05.790", 12, 5790},
        {"00:00:05,790 --> x", 12, 5790},
        {"0:49  ", 4, 49000},
        {"1:02:10  ", 7, 3730000},
        {"12:30", 5, 750000},
        {"999:59", 6, 59999000},
        {"999:59:59", 9, 3599999000},
        {"00:00:01.9999", 13, 1999},
        {"00:00:01.5", 10, 1500},
        {"00:00:01.123456789012345678901234567890", 39, 1123},
        {"00:00:01.", 8, 1000},
        {"00:00:01.x", 8, 1000},
        {"00:00:01]", 8, 1000},
        {"00:13:345", 5, 13000},
        {"12:30:5", 5, 750000},
        {"12:30:60", 8, 45060000},
        {"12:30:61", 5, 750000},
        {"", 0, 0},
        {"12", 0, 0},
        {"12:", 0, 0},
        {"12:3", 0, 0},
        {"12:345", 0, 0},
        {"12:60", 5, 780000},
        {"12:61", 0, 0},
        {":30", 0, 0},
        {"1000:30", 0, 0},
        {"a12:30", 0, 0},
        {" 12:30", 0, 0},
        {"-1:30", 0, 0},
        {"12.30", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        int64_t ms = -7;
        size_t n = mt_timecode_parse(mt_str(rows[i].text), &ms);
        int64_t expected = rows[i].read ? rows[i].ms : -7;
        if (n != rows[i].read || ms != expected)
            fail_msg("[%s]: read %zu, %lld ms", rows[i].text, n, (long long)ms);
    }
}

static void test_timecode_format(void **state)
{
    static const struct {
        int64_t ms;
        const char *text;
    } rows[] = {
        {0, "00:00:00"},       {999, "00:00:00"},       {814470, "00:13:34"},
        {3599999, "00:59:59"}, {3600000, "01:00:00"},   {(int64_t)100 * 3600000, "100:00:00"},
        {-1, "00:00:00"},      {INT64_MIN, "00:00:00"}, {INT64_MAX, "999999999:59:59"},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        char room[MT_TIMECODE_SIZE];
        assert_ptr_equal(mt_timecode_format(rows[i].ms, room), room);
        assert_string_equal(room, rows[i].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_timecode_parse),
        cmocka_unit_test(test_timecode_format),
    };
    return cmocka_run_group_tests_name("timecode", tests, NULL, NULL);
}
