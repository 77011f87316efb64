/* meetings.h - Which moments of an answer are of one meeting
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RENDER_MEETINGS_H
#define MT_RENDER_MEETINGS_H

#include "base/base.h"
#include "rank/search.h"

MT_BEGIN_DECLS

/* Of a moment, by its place in the list. */
struct mt_in_meeting {
    bool first;  /* no moment of its meeting comes before it */
    size_t next; /* the next one of its meeting; MT_NPOS after the last */
};

/* One a moment, in their order; lives in `ctx`. Takes n log n, as answers may be long. */
struct mt_in_meeting *mt_meetings_of(const void *ctx, const struct mt_moments *moments);

MT_END_DECLS

#endif
