/* names_file.h - The user's own list of persons and organizations
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     people:
 *       Dana Reyes: [Dayna, Dana R.]     # other names, spoken or written
 *     organizations:
 *       Lodestar: [Lone Star]
 *     not:
 *       Dana Reyes: [day nurse]          # never propose or expand this
 *     ignore: [localhost, Speaker 1]     # names that are nobody
 *
 * Read by libyaml. A name may also stand without other names ("Dana Reyes:" or an item of a list),
 * and one other name without brackets. Anything else is an error that says where.
 */
#ifndef MT_ENTITY_NAMES_FILE_H
#define MT_ENTITY_NAMES_FILE_H

#include "base/base.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/memory.h"

MT_BEGIN_DECLS

#define MT_NAMES_FILE_MAX ((size_t)1 << 20)

struct mt_user_name {
    struct mt_str name;
    struct mt_strs others;
};
struct mt_user_names MT_VEC(struct mt_user_name);

struct mt_names_file {
    struct mt_user_names people, organizations, refused; /* refused: `not` */
    struct mt_strs ignored;
    struct mt_hash hash; /* of its text; "" where there is no file */
};

/* Reads the text of a names file; strings are copied to `ctx`. An empty text is a file without
 * names. Errors: FORMAT with line and column. */
MT_NODISCARD enum mt_status mt_names_file_parse(const void *ctx, struct mt_str text,
                                                struct mt_names_file *out, struct mt_error *err);

/* Reads and parses the file at this path; a missing one that is `optional` is one without names.
 * Errors: those of mt_file_read; FORMAT. All name the path. */
MT_NODISCARD enum mt_status mt_names_file_read(const void *ctx, const char *path, bool optional,
                                               struct mt_names_file *out, struct mt_error *err);

MT_END_DECLS

#endif
