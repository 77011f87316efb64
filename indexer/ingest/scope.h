/* scope.h - Which archives a run is about
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An index may hold several archives. One that lies inside another is its own: the outer one
 * leaves its folder out, so no note is there twice, and forgetting the inner one gives its files
 * back to the outer one at the next run.
 */
#ifndef MT_INGEST_SCOPE_H
#define MT_INGEST_SCOPE_H

#include "base/base.h"
#include "base/error.h"
#include "ingest/index.h"
#include "ingest/run.h"

MT_BEGIN_DECLS

struct mt_scope {
    struct mt_archives all;    /* that the index remembers after the run */
    struct mt_archives walked; /* that are looked at in this run: members of `all` */
    bool changed;              /* `all` differs from what the index remembers now */
    bool whole;                /* every one of `all` is looked at that can be read */
};

/* Chooses by options->archives: those, and of new ones also what they lie in or hold; or all; or,
 * to forget, all others, which are looked at only when everything is read anew.
 * A remembered one that is not named and cannot be read just now is left out and becomes a
 * problem, unless it is the only one or everything is read anew (`everything`), which would lose
 * its notes. Errors: USAGE (none to look at, or to forget), NOT_FOUND, PERMISSION, FORMAT, IO (an
 * archive that is no readable folder). */
MT_NODISCARD enum mt_status mt_scope_choose(const void *ctx, const struct mt_index *state,
                                            bool everything, const struct mt_run_options *options,
                                            struct mt_run_problems *problems, struct mt_scope *out,
                                            struct mt_error *err);

/* Whether the path in the archive lies in another archive of `all`. */
bool mt_scope_elsewhere(const struct mt_archives *all, const struct mt_archive *archive,
                        struct mt_str path);

MT_END_DECLS

#endif
