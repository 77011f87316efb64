/* count.h - How many moments answer a question, also where not every note was looked at
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_COUNT_H
#define MT_RANK_COUNT_H

#include "base/base.h"
#include "rank/gather.h"
#include "rank/order.h"
#include "rank/search.h"

MT_BEGIN_DECLS

/* Sets the totals of the results from the moments gathered, copies folded; where notes that match
 * were not looked at (`all_seen` is false; `matching` of them match, estimated), with what these
 * may hold. */
void mt_count_all(const struct mt_gathering *gathered, const struct mt_order *order, bool all_seen,
                  uint32_t matching, struct mt_results *out);

/* How many moments of each group come at or after `end`. Lives in `ctx`. */
size_t *mt_count_more(const void *ctx, const struct mt_order *order, size_t end);

MT_END_DECLS

#endif
