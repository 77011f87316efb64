/* dates.c - Days, months and years: in notes, file names and questions
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Days are counted from 1970-01-01 by whole-number arithmetic (Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms"): no time zone, no libc calendar.
 */
#include "base/base.h"
#include "text/dates.h"

#include <inttypes.h>

#define YEAR_MIN 1900
#define YEAR_MAX 2199
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

/* The same day of an earlier or later month, or that month's last day. */
static mt_date add_months(mt_date date, int months)
{
    int count = year_of(date) * 12 + month_of(date) - 1 + months;
    count = clamp(count, YEAR_MIN * 12, YEAR_MAX * 12 + 11);
    int year = count / 12, month = count % 12 + 1;
    return make(year, month, clamp(day_of(date), 1, days_in_month(year, month)));
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
    if (local.tm_year < YEAR_MIN - 1900 || local.tm_year > YEAR_MAX - 1900)
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

/* --- ranges, as `date:` and `due:` take them --- */

static struct mt_dates month_range(int year, int month)
{
    return (struct mt_dates){make(year, month, 1), make(year, month, days_in_month(year, month))};
}

/* The day, week, month or year that is `offset` after the current one. */
static struct mt_dates relative_range(char unit, int offset, mt_date today)
{
    mt_date day;
    switch (unit) {
    case 'd':
        day = mt_date_add(today, offset);
        return (struct mt_dates){day, day};
    case 'w':
        day = mt_date_add(today, offset * 7 + 1 - mt_date_weekday(today));
        return (struct mt_dates){day, mt_date_add(day, 6)};
    case 'm':
        day = add_months(today, offset);
        return month_range(year_of(day), month_of(day));
    default:
        day = add_months(today, offset * 12);
        return (struct mt_dates){make(year_of(day), 1, 1), make(year_of(day), 12, 31)};
    }
}

static bool parse_word(struct mt_str text, mt_date today, struct mt_dates *out)
{
    static const struct {
        struct mt_str word;
        char unit;
        int offset;
    } words[] = {
        {MT_STR("today"), 'd', 0},      {MT_STR("yesterday"), 'd', -1},
        {MT_STR("tomorrow"), 'd', 1},   {MT_STR("this-week"), 'w', 0},
        {MT_STR("last-week"), 'w', -1}, {MT_STR("next-week"), 'w', 1},
        {MT_STR("this-month"), 'm', 0}, {MT_STR("last-month"), 'm', -1},
        {MT_STR("next-month"), 'm', 1}, {MT_STR("this-year"), 'y', 0},
        {MT_STR("last-year"), 'y', -1}, {MT_STR("next-year"), 'y', 1},
    };
    for (size_t i = 0; i < MT_COUNT(words); i++)
        if (mt_str_eq_nocase(text, words[i].word)) {
            *out = relative_range(words[i].unit, words[i].offset, today);
            return true;
        }
    return false;
}

/* "3w": the day that long ago. */
static bool parse_length(struct mt_str text, mt_date today, mt_date *out)
{
    uint64_t number;
    if (text.len < 2 || !mt_str_to_u64(mt_str_slice(text, 0, text.len - 1), &number))
        return false;
    int n = number < DAYS_MAX ? (int)number : DAYS_MAX;
    switch (mt_to_lower(text.ptr[text.len - 1])) {
    case 'd':
        *out = mt_date_add(today, -n);
        return true;
    case 'w':
        *out = mt_date_add(today, -7 * n);
        return true;
    case 'm':
        *out = add_months(today, -n);
        return true;
    case 'y':
        *out = add_months(today, -12 * n);
        return true;
    default:
        return false;
    }
}

/* A day, a month "2025-10" or a year "2025". */
static bool parse_calendar(struct mt_str text, struct mt_dates *out)
{
    mt_date day;
    int year, month;
    if (mt_date_parse(text, &day) == text.len && text.len) {
        *out = (struct mt_dates){day, day};
        return true;
    }
    if (!read_number(text, 0, 4, &year) || year < YEAR_MIN || year > YEAR_MAX)
        return false;
    if (text.len == 4) {
        *out = (struct mt_dates){make(year, 1, 1), make(year, 12, 31)};
        return true;
    }
    if (text.len != 7 || text.ptr[4] != '-' || !read_number(text, 5, 2, &month) || month < 1 ||
        month > 12)
        return false;
    *out = month_range(year, month);
    return true;
}

/* One end of A..B: a length is the day that long ago. */
static bool parse_end(struct mt_str text, mt_date today, struct mt_dates *out)
{
    if (parse_length(text, today, &out->from)) {
        out->to = out->from;
        return true;
    }
    return parse_word(text, today, out) || parse_calendar(text, out);
}

bool mt_dates_parse(struct mt_str text, mt_date today, struct mt_dates *out)
{
    assert(mt_date_valid(today));
    struct mt_dates first = {0, 0}, last = {0, 0};
    size_t dots = mt_str_find(text, mt_str(".."), 0);
    if (dots == MT_NPOS) {
        if (parse_length(text, today, &first.from))
            first.to = today;
        else if (!parse_end(text, today, &first))
            return false;
        *out = first;
        return true;
    }
    struct mt_str begin = mt_str_slice(text, 0, dots), end = mt_str_slice(text, dots + 2, text.len);
    if (begin.len + end.len == 0 || (begin.len && !parse_end(begin, today, &first)) ||
        (end.len && !parse_end(end, today, &last)))
        return false;
    *out = (struct mt_dates){first.from, last.to};
    return true;
}
