/* excerpt.h - The stretch of a snippet that fits a line
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RENDER_EXCERPT_H
#define MT_RENDER_EXCERPT_H

#include "base/base.h"
#include "rank/search.h"

MT_BEGIN_DECLS

struct mt_excerpt {
    struct mt_str text; /* with … at the cuts */
    struct mt_highlights highlights;
};

/* The stretch of the moment's snippet that takes at most `room` columns (and 3 at least) and shows
 * the best word with a little before it; cut at spaces where there are some. Lives in `ctx`, or is
 * the snippet itself. */
struct mt_excerpt mt_excerpt_make(const void *ctx, const struct mt_moment *moment, unsigned room);

MT_END_DECLS

#endif
