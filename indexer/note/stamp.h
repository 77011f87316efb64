/* stamp.h - Moments as programs write them: "2026-01-14T10:00:05.123Z"
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_NOTE_STAMP_H
#define MT_NOTE_STAMP_H

#include "base/base.h"
#include "base/str.h"
#include "text/dates.h"

MT_BEGIN_DECLS

struct mt_stamp {
    int64_t ms; /* since 1970 in UTC; without a zone, as if the clock were UTC's */
    bool zoned;
};

/* Reads a date and a time as in ISO 8601, with nothing after them: 'T' or a space between, the
 * fraction of the second and the zone ("Z", "+02:00", "-0500") each may be missing. */
bool mt_stamp_parse(struct mt_str text, struct mt_stamp *out);

/* The day and the minute of the day that the people of the meeting had: of the zone here, or as
 * written where no zone was told. */
void mt_stamp_local(struct mt_stamp stamp, mt_date *date, int *minutes);

MT_END_DECLS

#endif
