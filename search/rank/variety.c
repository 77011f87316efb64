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

size_t mt_variety_form(struct mt_variety *variety, struct mt_str heard)
{
    size_t form = 0;
    while (form < variety->taken.len && !mt_str_eq(variety->taken.ptr[form].heard, heard))
        form++;
    if (form == variety->taken.len)
        *mt_push(variety, &variety->taken) = (struct taken){heard, 0};
    return form;
}

double mt_variety_leaves(const struct mt_variety *variety, size_t form, double sure)
{
    return sure / (sure + (1 - sure) * (1 + variety->taken.ptr[form].moments));
}

void mt_variety_take(struct mt_variety *variety, size_t form)
{
    variety->taken.ptr[form].moments++;
}
