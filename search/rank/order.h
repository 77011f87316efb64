/* order.h - Moments found put in order
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_ORDER_H
#define MT_RANK_ORDER_H

#include "base/base.h"
#include "rank/bound.h"
#include "rank/found.h"
#include "rank/search.h"

MT_BEGIN_DECLS

struct mt_order_rules {
    enum mt_sort sort;
    bool tiers;         /* all words before some, exact before stemmed */
    bool filters_only;  /* no words: by date and line, nothing skipped */
    size_t per_meeting; /* 0: no cap */
    size_t wanted;      /* moments that will be shown, those before the offset included */
};

struct mt_order_entry {
    size_t found; /* index */
    size_t group; /* the same for moments shown of one note: less than the number found */
    bool capped;  /* kept back by the cap on moments of one meeting */
};
struct mt_order MT_VEC(struct mt_order_entry);

/* The moments to show, best first: sorted, copies left out, and without timed moments that lie
 * within MT_NEAR_SECONDS of a better one of the same note (crowd.h). Fillers, a recogniser's noise,
 * and in questions that have no tiers what only sounds like their words come after the others,
 * unless only filters were asked for. Those beyond the cap come last. What is equal in all else is
 * ordered by path and place, so that an index that was updated answers like one that was built at
 * once. */
void mt_order_make(const void *ctx, const struct mt_found_list *found,
                   const struct mt_order_rules *rules, struct mt_order *out);

/* The last of the moments wanted: what more notes have must be better to be shown. */
struct mt_floor {
    bool set; /* there are so many, and scores are what orders them */
    uint32_t tier;
    double score;
};

/* Of moments that are folded; much cheaper than their order. */
struct mt_floor mt_order_floor(const struct mt_found_list *found,
                               const struct mt_order_rules *rules);

/* Whether a moment that is no better than `reach` may come before the last one wanted. */
bool mt_order_admits(const struct mt_floor *floor, const struct mt_order_rules *rules,
                     const struct mt_reach *reach);

MT_END_DECLS

#endif
