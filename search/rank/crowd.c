/* crowd.c - How much of a moment is told already by better ones close to it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/crowd.h"

#include <math.h>
#include <uthash.h>

#include "rank/match.h"

/* How much a moment counts less with another just beyond the reach of "beside", and how fast that
 * fades with the seconds between them. */
#define CROWDING .3
#define FADE_S 60.0
#define REACH_MINUTES 4 /* beyond it .005 is left of it */

/* A minute of one meeting, and the moment taken in it: of two in one minute, one would be beside
 * the other. */
struct minute {
    struct place {
        size_t meeting;
        int64_t number;
    } place;
    double clock;
    UT_hash_handle hh;
};

struct mt_crowd {
    struct minute *minutes;
};

static int64_t minute_of(double clock)
{
    return (int64_t)floor(clock / MT_NEAR_SECONDS);
}

static int forget(struct mt_crowd *crowd)
{
    HASH_CLEAR(hh, crowd->minutes);
    return 0;
}

static const struct minute *minute_at(const struct mt_crowd *crowd, size_t meeting, int64_t number)
{
    struct minute *found;
    struct place place;
    memset(&place, 0, sizeof place); /* keys are compared byte by byte, padding and all */
    place.meeting = meeting;
    place.number = number;
    HASH_FIND(hh, crowd->minutes, &place, sizeof place, found);
    return found;
}

struct mt_crowd *mt_crowd_new(const void *ctx)
{
    struct mt_crowd *crowd = mt_new(ctx, struct mt_crowd);
    talloc_set_destructor(crowd, forget);
    return crowd;
}

double mt_crowd_leaves(const struct mt_crowd *crowd, size_t meeting, double clock)
{
    double left = 1;
    int64_t number = minute_of(clock);
    for (int64_t near = number - REACH_MINUTES; near <= number + REACH_MINUTES; near++) {
        const struct minute *other = minute_at(crowd, meeting, near);
        if (!other)
            continue;
        double apart = fabs(other->clock - clock);
        if (apart < MT_NEAR_SECONDS)
            return 0;
        left *= 1 - CROWDING * exp(-apart / FADE_S);
    }
    return left;
}

void mt_crowd_take(struct mt_crowd *crowd, size_t meeting, double clock)
{
    struct minute *taken = mt_new(crowd, struct minute);
    taken->place.meeting = meeting;
    taken->place.number = minute_of(clock);
    taken->clock = clock;
    HASH_ADD(hh, crowd->minutes, place, sizeof taken->place, taken);
}
