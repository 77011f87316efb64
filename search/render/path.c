/* path.c - Paths that open from where the user is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/path.h"

#include "base/memory.h"

struct mt_str mt_render_path(const void *ctx, const struct mt_moment *moment, struct mt_str cwd)
{
    if (moment->archive.len == 0)
        return moment->path;
    struct mt_str full =
        mt_str_printf(ctx, "%.*s/%.*s", MT_ARG(moment->archive), MT_ARG(moment->path));
    bool below = cwd.len && mt_str_starts(full, cwd) && full.ptr[cwd.len] == '/';
    return below ? mt_str_slice(full, cwd.len + 1, full.len) : full;
}
