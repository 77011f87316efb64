/* chance.h - Numbers by chance, the same in each run
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_UNIT_CHANCE_H
#define MT_UNIT_CHANCE_H

#include "base/base.h"

static uint64_t chance_state = 88172645463325252u;

/* Less than n, by xorshift (Marsaglia 2003). */
static inline size_t chance(size_t n)
{
    chance_state ^= chance_state << 13;
    chance_state ^= chance_state >> 7;
    chance_state ^= chance_state << 17;
    return (size_t)(chance_state % n);
}

#endif
