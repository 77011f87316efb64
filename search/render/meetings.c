/* meetings.c - Which moments of an answer are of one meeting
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/meetings.h"

#include "base/memory.h"

struct place {
    uint32_t meeting;
    size_t at;
};

static int by_meeting(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    if (left->meeting != right->meeting)
        return left->meeting < right->meeting ? -1 : 1;
    return left->at < right->at ? -1 : left->at > right->at;
}

struct mt_in_meeting *mt_meetings_of(const void *ctx, const struct mt_moments *moments)
{
    struct mt_in_meeting *out = mt_array(ctx, struct mt_in_meeting, moments->len);
    struct place *places = mt_array(ctx, struct place, moments->len);
    for (size_t i = 0; i < moments->len; i++)
        places[i] = (struct place){moments->ptr[i].meeting, i};
    if (moments->len)
        qsort(places, moments->len, sizeof *places, by_meeting);
    for (size_t i = 0; i < moments->len; i++) {
        bool first = i == 0 || places[i - 1].meeting != places[i].meeting;
        out[places[i].at] = (struct mt_in_meeting){first, MT_NPOS};
        if (!first)
            out[places[i - 1].at].next = places[i].at;
    }
    mt_free(places);
    return out;
}
