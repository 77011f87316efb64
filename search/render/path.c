/* path.c - Paths that open from where the user is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/path.h"

#include "base/memory.h"

struct mt_str mt_render_path(const void *ctx, struct mt_str archive, struct mt_str path,
                             struct mt_str cwd)
{
    if (archive.len == 0)
        return path;
    struct mt_str full = mt_str_printf(ctx, "%.*s/%.*s", MT_ARG(archive), MT_ARG(path));
    bool below = cwd.len && mt_str_starts(full, cwd) && full.ptr[cwd.len] == '/';
    return below ? mt_str_slice(full, cwd.len + 1, full.len) : full;
}
