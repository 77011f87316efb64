/* dates.h - Days, months and years: in notes, file names and questions
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A date is a whole number YYYYMMDD in the proleptic Gregorian calendar; 0 means none. Only real
 * days from 1900-01-01 to 2199-12-31 are dates: "2025-02-30" is none, and neither is an unrendered
 * template. A date says nothing of a time zone: it is the day the people in the meeting had.
 */
#ifndef MT_TEXT_DATES_H
#define MT_TEXT_DATES_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

typedef int32_t mt_date;

#define MT_YEAR_MIN 1900
#define MT_YEAR_MAX 2199

/* An inclusive range of days; 0 at an end means open. */
struct mt_dates {
    mt_date from, to;
};

bool mt_date_valid(mt_date date);
/* Days later (or earlier); clamped to the calendar above. */
mt_date mt_date_add(mt_date date, int days);
/* The same day of a later (or earlier) month, or that month's last day; clamped likewise. */
mt_date mt_date_add_months(mt_date date, int months);
/* The last day of its month. */
mt_date mt_date_month_end(mt_date date);
/* 1 Monday … 7 Sunday. */
int mt_date_weekday(mt_date date);
/* The local day of a moment. */
mt_date mt_date_of_time(time_t moment);

#define MT_DATE_SIZE 11
/* "YYYY-MM-DD" or "" for 0; NUL-ended. Returns `room`. */
const char *mt_date_format(mt_date date, char room[MT_DATE_SIZE]);

#define MT_AGE_SIZE 32
/* A length of time as people say it: "20 s", "5 min", "6 h", "3 days"; NUL-ended. Returns `room`.
 */
const char *mt_age_format(int64_t seconds, char room[MT_AGE_SIZE]);

/* Reads a date at the start of `text`: 2025-10-28, 2025/10/28, 2025.10.28, 20251028 (not as part
 * of a longer number), "Oct 28, 2025", "28 October 2025", "October 28th 2025" (English month names,
 * three letters or whole), "28-Oct-2025". No version: 2025.10.28.1. Returns the bytes read or 0. */
size_t mt_date_parse(struct mt_str text, mt_date *out);

/* An English month at the start of `text`, whole or its first three letters ("Sept" too), as 1 to
 * 12. Returns the bytes read or 0. */
size_t mt_month_parse(struct mt_str text, int *out);

/* The first date anywhere in `text`; false when there is none. */
bool mt_date_find(struct mt_str text, mt_date *out);

/* A time of day at the start of `text` as minutes from midnight: "0901", "09:01", "9.01",
 * "14:05:33" and "140533" (seconds dropped). Returns the bytes read or 0. */
size_t mt_clock_parse(struct mt_str text, int *out_minutes);

static inline bool mt_dates_hold(struct mt_dates range, mt_date date)
{
    return date && (!range.from || date >= range.from) && (!range.to || date <= range.to);
}

MT_END_DECLS

#endif
