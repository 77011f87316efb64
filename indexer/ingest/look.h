/* look.h - What lies in the archives just now
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Most runs find what the index knows. So the index holds one number for all files and what is told
 * of them by size, time and inode: where that of the files found is the same, the rows need not be
 * read.
 */
#ifndef MT_INGEST_LOOK_H
#define MT_INGEST_LOOK_H

#include "archive/walk.h"
#include "base/base.h"
#include "base/error.h"
#include "ingest/index.h"
#include "ingest/run.h"
#include "ingest/scope.h"

MT_BEGIN_DECLS

struct mt_looked_at {
    const struct mt_archive *archive;
    struct mt_files files;          /* but those that lie in another archive; sorted by path */
    struct mt_walk_problems hidden; /* what could not be looked at */
};

struct mt_look MT_VEC(struct mt_looked_at);

/* Walks the archives of the scope that are to be walked. What could not be looked at also becomes
 * problems. Errors: those of mt_walk. */
MT_NODISCARD enum mt_status mt_look(const void *ctx, const struct mt_scope *scope,
                                    struct mt_run_problems *problems, struct mt_look *out,
                                    struct mt_error *err);

/* The files found, as one number; of all archives if the scope is whole. */
struct mt_files_sum mt_look_sum(const struct mt_look *look);

MT_END_DECLS

#endif
