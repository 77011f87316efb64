/* variety.c - How sure a moment is after others in which the same was heard
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/variety.h"

#include "base/memory.h"

struct taken {
    struct mt_str heard;
    uint32_t moments;
};

/* A question is widened by few forms (query/hear.h): they are gone through one by one. */
struct mt_variety {
    struct MT_VEC(struct taken) taken;
};

struct mt_variety *mt_variety_new(const void *ctx)
{
    return mt_new(ctx, struct mt_variety);
}

static struct taken *find(const struct mt_variety *variety, struct mt_str heard)
{
    for (size_t i = 0; i < variety->taken.len; i++)
        if (mt_str_eq(variety->taken.ptr[i].heard, heard))
            return &variety->taken.ptr[i];
    return NULL;
}

double mt_variety_leaves(const struct mt_variety *variety, struct mt_str heard, double sure)
{
    const struct taken *taken = find(variety, heard);
    return taken ? sure / (sure + (1 - sure) * (1 + taken->moments)) : sure;
}

void mt_variety_take(struct mt_variety *variety, struct mt_str heard)
{
    struct taken *taken = find(variety, heard);
    if (!taken) {
        taken = mt_push(variety, &variety->taken);
        *taken = (struct taken){heard, 0};
    }
    taken->moments++;
}
