/* stamp.c - Moments as programs write them
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/stamp.h"

#include "text/timecode.h"

#define MS_PER_MINUTE 60000
#define MS_PER_DAY INT64_C(86400000)

/* Days since 1970-01-01, by counting years that begin in March, so that leap days come last. */
static int64_t days_of(mt_date date)
{
    int64_t year = date / 10000, month = date / 100 % 100, day = date % 100;
    year -= month <= 2;
    int64_t months = month > 2 ? month - 3 : month + 9;
    int64_t leap_days = year / 4 - year / 100 + year / 400;
    return year * 365 + leap_days + (153 * months + 2) / 5 + day - 1 - 719468;
}

/* "10:00:05.123" and "10:00". Returns the bytes read or 0. */
static size_t read_clock(struct mt_str text, int64_t *ms)
{
    size_t n = mt_timecode_parse(text, ms);
    bool with_seconds = mt_str_find_char(mt_str_slice(text, 0, n), ':', 3) != MT_NPOS;
    if (n && !with_seconds)
        *ms *= 60;
    return n && *ms <= MS_PER_DAY ? n : 0;
}

/* "Z", "+02:00", "+0200", "+02" and nothing more. */
static bool read_zone(struct mt_str text, int64_t *east_ms)
{
    int hours_and_minutes;
    *east_ms = 0;
    if (mt_str_eq_nocase(text, mt_str("z")))
        return true;
    if (text.len < 3 || (text.ptr[0] != '+' && text.ptr[0] != '-'))
        return false;
    struct mt_str digits = mt_str_slice(text, 1, text.len);
    if (digits.len == 2 && mt_is_digit(digits.ptr[0]) && mt_is_digit(digits.ptr[1]))
        hours_and_minutes = ((digits.ptr[0] - '0') * 10 + digits.ptr[1] - '0') * 60;
    else if (mt_clock_parse(digits, &hours_and_minutes) != digits.len)
        return false;
    *east_ms = (int64_t)hours_and_minutes * (text.ptr[0] == '-' ? -MS_PER_MINUTE : MS_PER_MINUTE);
    return true;
}

bool mt_stamp_parse(struct mt_str text, struct mt_stamp *out)
{
    mt_date date;
    int64_t clock, east;
    text = mt_str_trim(text);
    size_t at = mt_date_parse(text, &date);
    if (at == 0 || at + 1 >= text.len || (text.ptr[at] != 'T' && text.ptr[at] != ' '))
        return false;
    size_t n = read_clock(mt_str_slice(text, at + 1, text.len), &clock);
    struct mt_str zone = mt_str_slice(text, at + 1 + n, text.len);
    bool zoned = n && read_zone(zone, &east);
    if (n == 0 || (zone.len && !zoned))
        return false;
    out->ms = days_of(date) * MS_PER_DAY + clock - (zoned ? east : 0);
    out->zoned = zoned;
    return true;
}

void mt_stamp_local(struct mt_stamp stamp, mt_date *date, int *minutes)
{
    int64_t seconds = stamp.ms / 1000 - (stamp.ms % 1000 < 0);
    time_t moment = (time_t)seconds;
    struct tm tm;
    bool known = (stamp.zoned ? localtime_r(&moment, &tm) : gmtime_r(&moment, &tm)) != NULL;
    bool near = known && tm.tm_year >= 0 && tm.tm_year < 300;
    mt_date day = near ? (tm.tm_year + 1900) * 10000 + (tm.tm_mon + 1) * 100 + tm.tm_mday : 0;
    *date = mt_date_valid(day) ? day : 0;
    *minutes = *date ? tm.tm_hour * 60 + tm.tm_min : -1;
}
