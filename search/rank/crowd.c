/* crowd.c - How much of a moment is told already by better ones close to it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/crowd.h"

#include <math.h>

#include "rank/match.h"

/* How much a moment counts less with another just beyond the reach of "beside", and how fast that
 * fades with the seconds between them. */
#define CROWDING .3
#define FADE_S 60.0
#define REACH_MINUTES 4 /* beyond it .005 is left of it */

/* A moment that was taken, and its minute: of two in one minute, one would be beside the other. */
struct taken {
    int64_t minute;
    double clock;
};
struct meeting MT_VEC(struct taken); /* by minute */

struct mt_crowd {
    struct MT_VEC(struct meeting) meetings;
};

static int64_t minute_of(double clock)
{
    return (int64_t)floor(clock / MT_NEAR_SECONDS);
}

struct mt_crowd *mt_crowd_new(const void *ctx)
{
    return mt_new(ctx, struct mt_crowd);
}

double mt_crowd_leaves(const struct mt_crowd *crowd, size_t meeting, double clock)
{
    double left = 1;
    int64_t minute = minute_of(clock);
    if (meeting >= crowd->meetings.len)
        return 1;
    const struct meeting *taken = &crowd->meetings.ptr[meeting];
    for (size_t i = 0; i < taken->len && taken->ptr[i].minute <= minute + REACH_MINUTES; i++) {
        if (taken->ptr[i].minute < minute - REACH_MINUTES)
            continue;
        double apart = fabs(taken->ptr[i].clock - clock);
        if (apart < MT_NEAR_SECONDS)
            return 0;
        left *= 1 - CROWDING * exp(-apart / FADE_S);
    }
    return left;
}

void mt_crowd_take(struct mt_crowd *crowd, size_t meeting, double clock)
{
    struct taken now = {minute_of(clock), clock};
    while (crowd->meetings.len <= meeting)
        mt_push(crowd, &crowd->meetings);
    struct meeting *taken = &crowd->meetings.ptr[meeting];
    mt_push(crowd, taken);
    size_t at = taken->len - 1;
    for (; at > 0 && taken->ptr[at - 1].minute > now.minute; at--)
        taken->ptr[at] = taken->ptr[at - 1];
    taken->ptr[at] = now;
}
