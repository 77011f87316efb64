/* ignore.h - What an archive's owner wants left out: .gitignore and .mtignore
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The rules of gitignore(5): one pattern a line, `#` comments, `!` takes back, a trailing slash
 * means folders only, a slash elsewhere binds the pattern to the folder of its file; the last rule
 * that matches decides, those of deeper folders come later, and .mtignore comes after .gitignore.
 * What lies in a folder that is left out cannot be taken back.
 */
#ifndef MT_ARCHIVE_IGNORE_H
#define MT_ARCHIVE_IGNORE_H

#include "base/base.h"
#include "base/memory.h"

MT_BEGIN_DECLS

/* No ignore file is read beyond this many bytes, and no more rules are kept at a time. */
#define MT_IGNORE_BYTES_MAX ((size_t)1 << 20)
#define MT_IGNORE_RULES_MAX 100000

struct mt_ignore_rule {
    struct mt_str pattern;
    struct mt_str folder; /* of its file, in the archive; "" at the root */
    bool takes_back, folders_only, bound;
};
struct mt_ignore_rules MT_VEC(struct mt_ignore_rule);

/* Appends the rules in the text of an ignore file, with or without a byte order mark, that lies in
 * `folder`. Strings are borrowed. */
void mt_ignore_parse(const void *ctx, struct mt_str text, struct mt_str folder,
                     struct mt_ignore_rules *rules);

/* Whether the rules leave out this path (in the archive); `is_folder` says what it is. Asked from
 * the root down, so that nothing below a folder that is left out is ever asked about. */
bool mt_ignore_matches(const struct mt_ignore_rules *rules, struct mt_str path, bool is_folder);

MT_END_DECLS

#endif
