/* path.h - Paths that open from where the user is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RENDER_PATH_H
#define MT_RENDER_PATH_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* The file at `path` in an archive (absolute, or "" when it is not known), relative to the folder
 * `cwd` (absolute) where it lies below it, else absolute. Lives in `ctx` or is `path` itself. */
struct mt_str mt_render_path(const void *ctx, struct mt_str archive, struct mt_str path,
                             struct mt_str cwd);

MT_END_DECLS

#endif
