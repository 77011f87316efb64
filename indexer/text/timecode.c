/* timecode.c - Times in recordings
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/timecode.h"

#define MS_PER_SECOND 1000
#define MS_PER_MINUTE 60000
#define MS_PER_HOUR 3600000

/* The digits from `at` on: their number, and their value as long as it is small. */
static size_t read_digits(struct mt_str text, size_t at, int64_t *value)
{
    size_t n = 0;
    *value = 0;
    for (; at + n < text.len && mt_is_digit(text.ptr[at + n]); n++)
        if (n < 3)
            *value = *value * 10 + (text.ptr[at + n] - '0');
    return n;
}

/* ":MM" or ":SS" at `at`: two digits below 60. */
static bool read_group(struct mt_str text, size_t at, int64_t *value)
{
    return at < text.len && text.ptr[at] == ':' && read_digits(text, at + 1, value) == 2 &&
           *value <= 60; /* some tools round 59.996 s up */
}

/* ".47" at `at`, in milliseconds, rounded down. Returns the bytes read. */
static size_t read_fraction(struct mt_str text, size_t at, int64_t *ms)
{
    *ms = 0;
    if (at >= text.len || (text.ptr[at] != '.' && text.ptr[at] != ','))
        return 0;
    size_t n = read_digits(text, at + 1, ms);
    for (size_t i = n; i < 3; i++)
        *ms *= 10;
    return n ? n + 1 : 0;
}

size_t mt_timecode_parse(struct mt_str text, int64_t *out_ms)
{
    int64_t first, second, third, fraction;
    size_t at = read_digits(text, 0, &first);
    if (at < 1 || at > 3 || !read_group(text, at, &second))
        return 0;
    at += 3;
    if (read_group(text, at, &third))
        at += 3;
    else {
        third = second;
        second = first;
        first = 0;
    }
    at += read_fraction(text, at, &fraction);
    *out_ms = first * MS_PER_HOUR + second * MS_PER_MINUTE + third * MS_PER_SECOND + fraction;
    return at;
}

const char *mt_timecode_format(int64_t ms, char room[MT_TIMECODE_SIZE])
{
    const int64_t most = (int64_t)1000000000 * MS_PER_HOUR - 1; /* what fits the room */
    if (ms < 0)
        ms = 0;
    if (ms > most)
        ms = most;
    snprintf(room, MT_TIMECODE_SIZE, "%02u:%02u:%02u", (unsigned)(ms / MS_PER_HOUR),
             (unsigned)(ms / MS_PER_MINUTE % 60), (unsigned)(ms / MS_PER_SECOND % 60));
    return room;
}
