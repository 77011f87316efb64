/* dates.c - Days, months and years: in notes, file names and questions
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Days are counted from 1970-01-01 by whole-number arithmetic (Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms"): no time zone, no libc calendar.
 */
#include "base/base.h"
#include "text/dates.h"

#include <inttypes.h>

#define DATE_MIN 19000101
#define DATE_MAX 21991231
#define DAYS_MAX 200000 /* more than the calendar holds */

/* --- the calendar --- */

static mt_date make(int year, int month, int day)
{
    return year * 10000 + month * 100 + day;
}

static int year_of(mt_date date)
{
    return date / 10000;
}

static int month_of(mt_date date)
{
    return date / 100 % 100;
}

static int day_of(mt_date date)
{
    return date % 100;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

bool mt_date_valid(mt_date date)
{
    return date >= DATE_MIN && date <= DATE_MAX && month_of(date) >= 1 && month_of(date) <= 12 &&
           day_of(date) >= 1 && day_of(date) <= days_in_month(year_of(date), month_of(date));
}

static int to_days(mt_date date)
{
    int year = year_of(date) - (month_of(date) <= 2);
    int era = year / 400, year_of_era = year % 400;
    int months_from_march = (month_of(date) + 9) % 12;
    int day_of_year = (153 * months_from_march + 2) / 5 + day_of(date) - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static mt_date from_days(int days)
{
    days += 719468;
    int era = days / 146097, day_of_era = days % 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int months_from_march = (5 * day_of_year + 2) / 153;
    int day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
    int month = months_from_march < 10 ? months_from_march + 3 : months_from_march - 9;
    return make(era * 400 + year_of_era + (month <= 2), month, day);
}

static int clamp(int value, int low, int high)
{
    return value < low ? low : value > high ? high : value;
}

mt_date mt_date_add(mt_date date, int days)
{
    assert(mt_date_valid(date));
    int sum = to_days(date) + clamp(days, -DAYS_MAX, DAYS_MAX);
    return from_days(clamp(sum, to_days(DATE_MIN), to_days(DATE_MAX)));
}

mt_date mt_date_add_months(mt_date date, int months)
{
    assert(mt_date_valid(date));
    int count = year_of(date) * 12 + month_of(date) - 1 + months;
    count = clamp(count, MT_YEAR_MIN * 12, MT_YEAR_MAX * 12 + 11);
    int year = count / 12, month = count % 12 + 1;
    return make(year, month, clamp(day_of(date), 1, days_in_month(year, month)));
}

mt_date mt_date_month_end(mt_date date)
{
    assert(mt_date_valid(date));
    return make(year_of(date), month_of(date), days_in_month(year_of(date), month_of(date)));
}

int mt_date_weekday(mt_date date)
{
    assert(mt_date_valid(date));
    int thursday_based = (to_days(date) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
    return (thursday_based + 3) % 7 + 1;
}

mt_date mt_date_of_time(time_t moment)
{
    struct tm local;
    if (!localtime_r(&moment, &local))
        return 0;
    if (local.tm_year < MT_YEAR_MIN - 1900 || local.tm_year > MT_YEAR_MAX - 1900)
        return 0;
    return make(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

const char *mt_date_format(mt_date date, char room[MT_DATE_SIZE])
{
    room[0] = '\0';
    if (mt_date_valid(date))
        snprintf(room, MT_DATE_SIZE, "%04u-%02u-%02u", (unsigned)year_of(date) % 10000,
                 (unsigned)month_of(date) % 100, (unsigned)day_of(date) % 100);
    return room;
}

const char *mt_age_format(int64_t seconds, char room[MT_AGE_SIZE])
{
    static const struct {
        int64_t seconds;
        const char *name;
    } units[] = {{86400, "days"}, {3600, "h"}, {60, "min"}, {1, "s"}};
    size_t i = 0;
    while (i + 1 < MT_COUNT(units) && seconds < 2 * units[i].seconds)
        i++;
    snprintf(room, MT_AGE_SIZE, "%" PRId64 " %s", seconds / units[i].seconds, units[i].name);
    return room;
}

/* --- dates as people write them --- */

static char char_at(struct mt_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

/* `n` digits at `at`, and no more than those. */
static bool read_number(struct mt_str text, size_t at, size_t n, int *value)
{
    *value = 0;
    for (size_t i = 0; i < n; i++) {
        char c = char_at(text, at + i);
        if (!mt_is_digit(c))
            return false;
        *value = *value * 10 + (c - '0');
    }
    return !mt_is_digit(char_at(text, at + n));
}

/* One or two digits. Returns the bytes read. */
static size_t read_short(struct mt_str text, size_t at, int *value)
{
    return read_number(text, at, 2, value) ? 2 : read_number(text, at, 1, value) ? 1 : 0;
}

/* 2025-10-28, with any of three separators. */
static size_t parse_separated(struct mt_str text, mt_date *out)
{
    int year, month, day;
    char separator = char_at(text, 4);
    if (separator != '-' && separator != '/' && separator != '.')
        return 0;
    if (!read_number(text, 0, 4, &year) || !read_number(text, 5, 2, &month) ||
        char_at(text, 7) != separator || !read_number(text, 8, 2, &day))
        return 0;
    if (separator == '.' && char_at(text, 10) == '.' && mt_is_digit(char_at(text, 11)))
        return 0; /* a version: 2025.10.28.1 */
    *out = make(year, month, day);
    return 10;
}

/* 20251028 */
static size_t parse_compact(struct mt_str text, mt_date *out)
{
    int date;
    if (!read_number(text, 0, 8, &date))
        return 0;
    if (char_at(text, 8) == '.' && mt_is_digit(char_at(text, 9)))
        return 0;
    *out = date;
    return 8;
}

/* An English month, whole or its first three letters ("Sept" too). Returns the bytes read. */
static size_t read_month(struct mt_str text, size_t at, int *month)
{
    static const struct mt_str names[] = {
        MT_STR("january"),   MT_STR("february"), MT_STR("march"),    MT_STR("april"),
        MT_STR("may"),       MT_STR("june"),     MT_STR("july"),     MT_STR("august"),
        MT_STR("september"), MT_STR("october"),  MT_STR("november"), MT_STR("december"),
    };
    size_t len = 0;
    while (mt_is_alpha(char_at(text, at + len)) && len < 10)
        len++;
    struct mt_str word = mt_str_slice(text, at, at + len);
    for (size_t i = 0; i < MT_COUNT(names); i++)
        if (mt_str_starts_nocase(names[i], word) &&
            (len == 3 || len == names[i].len || (i == 8 && len == 4))) {
            *month = (int)i + 1;
            return len;
        }
    return 0;
}

size_t mt_month_parse(struct mt_str text, int *out)
{
    return read_month(text, 0, out);
}

/* What may stand between the parts: up to three of space, comma, full stop, hyphen. */
static size_t skip_between(struct mt_str text, size_t at)
{
    size_t n = 0;
    while (n < 3 && char_at(text, at + n) && strchr(" ,.-", char_at(text, at + n)))
        n++;
    return n;
}

/* "st", "nd", "rd", "th" */
static size_t skip_ordinal(struct mt_str text, size_t at)
{
    static const struct mt_str ends[] = {MT_STR("st"), MT_STR("nd"), MT_STR("rd"), MT_STR("th")};
    struct mt_str rest = mt_str_slice(text, at, text.len);
    for (size_t i = 0; i < MT_COUNT(ends); i++)
        if (mt_str_starts_nocase(rest, ends[i]) && !mt_is_alpha(char_at(rest, 2)))
            return 2;
    return 0;
}

/* "Oct 28, 2025" and "28th October 2025" */
static size_t parse_named(struct mt_str text, mt_date *out)
{
    int year, month = 0, day = 0;
    size_t at = 0, n, gap;
    bool month_first = mt_is_alpha(char_at(text, 0));
    for (int part = 0; part < 2; part++) {
        bool is_month = month_first == (part == 0);
        n = is_month ? read_month(text, at, &month) : read_short(text, at, &day);
        at += n;
        if (!is_month)
            at += skip_ordinal(text, at);
        gap = skip_between(text, at);
        if (n == 0 || gap == 0)
            return 0;
        at += gap;
    }
    if (!read_number(text, at, 4, &year))
        return 0;
    *out = make(year, month, day);
    return at + 4;
}

size_t mt_date_parse(struct mt_str text, mt_date *out)
{
    static size_t (*const forms[])(struct mt_str, mt_date *) = {
        parse_separated,
        parse_compact,
        parse_named,
    };
    for (size_t i = 0; i < MT_COUNT(forms); i++) {
        mt_date date;
        size_t n = forms[i](text, &date);
        if (n && mt_date_valid(date)) {
            *out = date;
            return n;
        }
    }
    return 0;
}

/* Could a date begin at `at`? Not inside a number, a version ("v2025.10.28", "1.20251028"), a time
 * ("10:28 Oct 2025") or, for a month's name, a word. */
static bool may_begin(struct mt_str text, size_t at)
{
    char c = text.ptr[at], before = at ? text.ptr[at - 1] : ' ',
         two_before = at > 1 ? text.ptr[at - 2] : ' ';
    if (mt_is_alpha(c))
        return !mt_is_alnum(before);
    if (!mt_is_digit(c) || mt_is_digit(before))
        return false;
    if (before == 'v' || before == 'V')
        return mt_is_alnum(two_before);
    return !((before == '.' || before == ':' || before == ',') && mt_is_digit(two_before));
}

bool mt_date_find(struct mt_str text, mt_date *out)
{
    for (size_t at = 0; at < text.len; at++)
        if (may_begin(text, at) && mt_date_parse(mt_str_slice(text, at, text.len), out))
            return true;
    return false;
}

/* ":33" behind the minutes, with the separator that stands before them. Returns the bytes read. */
static size_t skip_seconds(struct mt_str text, size_t at, char separator)
{
    int seconds;
    bool found = char_at(text, at) == separator && read_number(text, at + 1, 2, &seconds);
    return found && seconds < 60 ? 3 : 0;
}

size_t mt_clock_parse(struct mt_str text, int *out_minutes)
{
    int hours, minutes, digits;
    size_t n;
    if (read_number(text, 0, 4, &digits)) {
        n = 4;
        hours = digits / 100;
        minutes = digits % 100;
    } else if (read_number(text, 0, 6, &digits) && digits % 100 < 60) {
        n = 6;
        hours = digits / 10000;
        minutes = digits / 100 % 100;
    } else {
        n = read_short(text, 0, &hours);
        char separator = char_at(text, n);
        if (n == 0 || (separator != ':' && separator != '.') ||
            !read_number(text, n + 1, 2, &minutes))
            return 0;
        n += 3;
        n += skip_seconds(text, n, separator);
    }
    if (hours > 23 || minutes > 59)
        return 0;
    *out_minutes = hours * 60 + minutes;
    return n;
}
