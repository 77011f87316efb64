/* deadline.h - A moment by which work has to end
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Long loops ask now and then whether it has passed and return MT_ERR_TIMEOUT; asking costs some
 * tens of nanoseconds.
 */
#ifndef MT_BASE_DEADLINE_H
#define MT_BASE_DEADLINE_H

#include "base/base.h"

MT_BEGIN_DECLS

struct mt_deadline {
    bool set;
    struct timespec at; /* of CLOCK_MONOTONIC */
};

/* So many milliseconds from now; with 0 there is none. */
static inline struct mt_deadline mt_deadline_in(uint32_t ms)
{
    struct mt_deadline deadline;
    deadline.set = ms > 0;
    clock_gettime(CLOCK_MONOTONIC, &deadline.at);
    deadline.at.tv_sec += ms / 1000;
    deadline.at.tv_nsec += (long)(ms % 1000) * 1000000;
    if (deadline.at.tv_nsec >= 1000000000) {
        deadline.at.tv_sec++;
        deadline.at.tv_nsec -= 1000000000;
    }
    return deadline;
}

/* False for NULL. */
static inline bool mt_deadline_passed(const struct mt_deadline *deadline)
{
    struct timespec now;
    if (!deadline || !deadline->set)
        return false;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec != deadline->at.tv_sec ? now.tv_sec > deadline->at.tv_sec
                                             : now.tv_nsec >= deadline->at.tv_nsec;
}

MT_END_DECLS

#endif
