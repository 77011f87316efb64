/* crowd.h - How much of a moment is told already by better ones close to it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Who is shown one moment of a discussion has found the discussion; the next places on the page are
 * worth more when they lead elsewhere. So a moment counts less for each better one of its meeting
 * nearby (the greedy selection of Carbonell and Goldstein, "The Use of MMR", SIGIR 1998, with
 * nearness in time for likeness), and is left out within MT_NEAR_SECONDS of one.
 */
#ifndef MT_RANK_CROWD_H
#define MT_RANK_CROWD_H

#include "base/base.h"

MT_BEGIN_DECLS

struct mt_crowd;

/* Nobody yet. Lives in `ctx`, which also frees it. */
struct mt_crowd *mt_crowd_new(const void *ctx);

/* What a moment at this second of a meeting's clock is still worth, as a share of its score: 1
 * where nothing was taken nearby, 0 beside one that was. It never grows as more are taken. */
double mt_crowd_leaves(const struct mt_crowd *crowd, size_t meeting, double clock);

/* Takes a moment of which something is left. */
void mt_crowd_take(struct mt_crowd *crowd, size_t meeting, double clock);

MT_END_DECLS

#endif
