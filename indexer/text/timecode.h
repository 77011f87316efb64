/* timecode.h - Times in recordings: "00:13:34.47"
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_TEXT_TIMECODE_H
#define MT_TEXT_TIMECODE_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Reads a timecode at the start of `text`: [H:]MM:SS[.fraction], the fraction after `.` or `,` a
 * decimal fraction of a second whatever its number of digits ("04.25" is 4,250 ms). Hours may have
 * 1 to 3 digits, the first group of M:SS too; other groups are 2 digits up to 60.
 * Returns the bytes read, or 0 (and `out_ms` untouched) when there is none. What follows is the
 * caller's business. */
size_t mt_timecode_parse(struct mt_str text, int64_t *out_ms);

#define MT_TIMECODE_SIZE 16
/* "HH:MM:SS", rounded down, hours as many digits as needed (negative times as 00:00:00); NUL-ended.
 * Returns `room`. */
const char *mt_timecode_format(int64_t ms, char room[MT_TIMECODE_SIZE]);

MT_END_DECLS

#endif
