/* several.h - Runs over some archives of several below the root
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * To be included after cmocka.h, by a file that defines _GNU_SOURCE.
 */
#ifndef MT_UNIT_SEVERAL_H
#define MT_UNIT_SEVERAL_H

#include "archive.h"
#include "ingest/index.h"

/* A run of this folder below the root, or with NULL of all that are remembered. */
static inline struct mt_run_options options_for(const struct archive *a, const char *archive)
{
    struct mt_run_options options = archive_options(a);
    if (!archive) {
        options.n_archives = 0;
        return options;
    }
    const char **list = mt_array(a->ctx, const char *, 1);
    list[0] = archive_path(a, archive);
    options.archives = list;
    return options;
}

static inline struct mt_run_report run_for(const struct archive *a, const char *archive)
{
    struct mt_run_options options = options_for(a, archive);
    return archive_run(a, &options);
}

static inline struct mt_index read_index(const struct archive *a)
{
    struct mt_index index;
    assert_int_equal(mt_index_read(a->ctx, archive_path(a, "index"), &index, NULL), MT_OK);
    return index;
}

#endif
