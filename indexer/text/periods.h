/* periods.h - What people write for a stretch of days: last-week, 2025-Q4, "last 2 weeks", 3w..
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_TEXT_PERIODS_H
#define MT_TEXT_PERIODS_H

#include "base/base.h"
#include "text/dates.h"

MT_BEGIN_DECLS

/* Where a period that comes again and again is looked for: meetings are behind us, what is due lies
 * ahead. */
enum mt_tense { MT_PAST, MT_AHEAD };

/* What `date:` and `due:` take. Case, and a space, `-` or `_` between words, do not matter.
 *
 *     2025-10-28 (and all of mt_date_parse), 2025-10, oct-2025, 2025-Q4, 2025-W43, 2025
 *     today, yesterday, tomorrow
 *     this-week, last-week, next-week; likewise -month, -quarter, -year; past and previous are last
 *     monday, oct, 28-oct, Q4, W43: the latest that has begun; MT_AHEAD: the next that has not
 * ended last-monday, next-oct, this-Q4: the latest that is over, the next to begin, this week's or
 * year's 3d, 3w, 3m, 3y, "3 weeks", "last 3 weeks": from that long ago until today; "next 3 weeks"
 *     "3 days ago", "2 weeks ago": that day, that whole week
 *     A..B, A.., ..B, "since A", "until B", "before A", "after A" of those: an end is the first or
 *     last day of its period; "3w" there is the day that long ago. The later end may come first.
 *
 * Weeks begin on Monday and are numbered as in ISO 8601. False (and `out` untouched) when it is
 * none of these. */
bool mt_dates_parse(struct mt_str text, mt_date today, enum mt_tense tense, struct mt_dates *out);

MT_END_DECLS

#endif
