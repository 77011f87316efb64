/* glob.h - Path patterns as in .gitignore
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * `*` and `?` match within one component, `[a-z]` and `[!a-z]` one byte, two stars any number of
 * components, `\` quotes. A pattern without a slash matches any component of the path, one with a
 * slash the path from its root (a leading slash is dropped). What matches a folder matches all in
 * it: "2025" and "2025/" match "2025/10/a.md". See gitignore(5), PATTERN FORMAT.
 */
#ifndef MT_BASE_GLOB_H
#define MT_BASE_GLOB_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Does the pattern match this slash-separated relative path? Time is at most
 * pattern x path steps, whatever the pattern. */
bool mt_glob_match(struct mt_str pattern, struct mt_str path);

/* Does the pattern match all of the path, and not merely a folder of it? Slashes at the ends of the
 * pattern are taken as they stand. */
bool mt_glob_whole(struct mt_str pattern, struct mt_str path);

MT_END_DECLS

#endif
