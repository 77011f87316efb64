/* fuzz_dates.c - Any bytes read as a date, a range, a time of day or a timecode stay in bounds
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/dates.h"
#include "text/periods.h"
#include "text/timecode.h"

#define TODAY 20251105

#define MUST(condition)   \
    do {                  \
        if (!(condition)) \
            abort();      \
    } while (0)

static void check_date(struct mt_str text)
{
    mt_date date = 0, found = 0, again = 0;
    char room[MT_DATE_SIZE];
    size_t n = mt_date_parse(text, &date);
    MUST(n <= text.len && (n == 0) == (date == 0));
    if (n) {
        MUST(mt_date_valid(date) && mt_date_find(text, &found) && found == date);
        MUST(mt_date_parse(mt_str(mt_date_format(date, room)), &again) == 10 && again == date);
        MUST(mt_date_weekday(date) >= 1 && mt_date_weekday(date) <= 7);
    } else if (mt_date_find(text, &found)) {
        MUST(mt_date_valid(found));
    }
}

static void check_range(struct mt_str text, enum mt_tense tense)
{
    struct mt_dates range = {0, 0};
    bool ok = mt_dates_parse(text, TODAY, tense, &range);
    MUST(ok == (range.from || range.to));
    MUST(!range.from || !range.to || range.from <= range.to);
    MUST(!range.from || mt_date_valid(range.from));
    MUST(!range.to || mt_date_valid(range.to));
}

static void check_times(struct mt_str text)
{
    int minutes = -1;
    int64_t ms = -1;
    char room[MT_TIMECODE_SIZE];
    size_t n = mt_clock_parse(text, &minutes);
    MUST(n <= text.len && (n != 0) == (minutes >= 0) && minutes < 24 * 60);
    n = mt_timecode_parse(text, &ms);
    MUST(n <= text.len && (n != 0) == (ms >= 0));
    MUST(strlen(mt_timecode_format(ms, room)) < sizeof room);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mt_str text = {(const char *)data, size};
    check_date(text);
    check_range(text, MT_PAST);
    check_range(text, MT_AHEAD);
    check_times(text);
    return 0;
}
