/* plan.h - What a run has to do: the files of the archives against the rows of the index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_PLAN_H
#define MT_INGEST_PLAN_H

#include "base/base.h"
#include "base/error.h"
#include "ingest/index.h"
#include "ingest/look.h"
#include "ingest/run.h"
#include "ingest/scope.h"

MT_BEGIN_DECLS

enum mt_entry_state {
    MT_ENTRY_KEEP,     /* nothing to do: unchanged, or not of an archive of this run */
    MT_ENTRY_READ,     /* new or touched, or everything is read anew */
    MT_ENTRY_VANISHED, /* was in the archive, or the archive in the index: is no more; also, later,
                          what was to be read and was gone by then, or could not be read where it
                          was moved to: then the entry of its old path is kept */
    MT_ENTRY_MOVED     /* the same, but another entry is the same file under its new path */
};

/* One file that the index knows or an archive holds. */
struct mt_entry {
    struct mt_str id;
    enum mt_entry_state state;
    const struct mt_archive *archive;
    const struct mt_file *file;       /* as found now; NULL when it was not looked for or is gone */
    const struct mt_index_row *old;   /* NULL when new */
    const struct mt_index_row *moved; /* of a new one: what it was before it was moved, or NULL */
};
struct mt_entries MT_VEC(struct mt_entry);

struct mt_run_plan {
    struct mt_entries entries; /* sorted by archive number, then path */
    uint64_t files, bytes;     /* to read */
};

/* Whether the index will know nothing under the entry's path. */
static inline bool mt_entry_leaves(const struct mt_entry *entry)
{
    return entry->state == MT_ENTRY_VANISHED || entry->state == MT_ENTRY_MOVED;
}

/* Says what is to be done of what lies in the archives. `everything` reads also what is unchanged.
 * What the index knows below folders that could not be looked at is kept, but not when everything
 * is read. Borrows all it is given. Errors: those of mt_run_plan_check. */
MT_NODISCARD enum mt_status mt_run_plan_make(const void *ctx, const struct mt_index *state,
                                             const struct mt_scope *scope,
                                             const struct mt_look *look, bool everything,
                                             const struct mt_run_options *options,
                                             struct mt_run_plan *out, struct mt_error *err);

/* Whether the archives of the scope still look like archives; to be asked once more when all is
 * read. Errors: LIMIT when more than half of the files of one vanished, others did not come in
 * their place, and options->allow_empty is not set. */
MT_NODISCARD enum mt_status mt_run_plan_check(const struct mt_run_plan *plan,
                                              const struct mt_scope *scope,
                                              const struct mt_run_options *options,
                                              struct mt_error *err);

MT_END_DECLS

#endif
