/* path.h - Paths that open from where the user is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RENDER_PATH_H
#define MT_RENDER_PATH_H

#include "base/base.h"
#include "rank/search.h"

MT_BEGIN_DECLS

/* The moment's file, relative to the folder `cwd` (absolute) where it lies below it, else
 * absolute. Lives in `ctx` or is a slice of the moment's. */
struct mt_str mt_render_path(const void *ctx, const struct mt_moment *moment, struct mt_str cwd);

MT_END_DECLS

#endif
