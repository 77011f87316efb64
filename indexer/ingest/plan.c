/* plan.c - What a run has to do
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/plan.h"

#include <uthash.h>

#include "base/noteid.h"
#include "base/sort.h"

/* A row of the index, to be found by its path. */
struct known {
    const struct mt_index_row *row;
    bool seen;
    UT_hash_handle hh;
};

struct planner {
    const void *ctx;
    struct mt_pieces ids; /* of new entries */
    struct known *known;  /* all rows */
    size_t n_known;
    struct known *by_path; /* those of the archive that is being looked at */
    const struct mt_scope *scope;
    bool everything;
    struct mt_run_plan *plan;
};

static void know_rows(struct planner *planner, void *scratch, const struct mt_index *state)
{
    planner->n_known = state->rows.len;
    planner->known = mt_array(scratch, struct known, state->rows.len);
    for (size_t i = 0; i < state->rows.len; i++)
        planner->known[i].row = &state->rows.ptr[i];
}

static void know_paths(struct planner *planner, const struct mt_archive *archive)
{
    for (size_t i = 0; i < planner->n_known; i++) {
        struct known *known = &planner->known[i];
        struct mt_str path = known->row->row.file.path;
        if (known->row->row.archive == archive->number)
            HASH_ADD_KEYPTR(hh, planner->by_path, path.ptr, path.len, known);
    }
}

static void plan_file(struct planner *planner, const struct mt_archive *archive,
                      const struct mt_file *file)
{
    struct known *known = NULL;
    HASH_FIND(hh, planner->by_path, file->path.ptr, file->path.len, known);
    struct mt_entry *entry = mt_push(planner->ctx, &planner->plan->entries);
    entry->id = known ? known->row->id
                      : mt_str_keep(planner->ctx, &planner->ids,
                                    mt_str(mt_note_id(archive->path, file->path, 0).hex));
    entry->archive = archive;
    entry->file = file;
    if (known) {
        known->seen = true;
        entry->old = known->row;
    }
    bool fresh = known && mt_row_is_fresh(&known->row->row, file);
    entry->state = fresh && !planner->everything ? MT_ENTRY_KEEP : MT_ENTRY_READ;
    if (entry->state == MT_ENTRY_READ) {
        planner->plan->files++;
        planner->plan->bytes += file->size;
    }
}

/* Whether the path is, or lies below, one that could not be looked at. */
static bool is_hidden(struct mt_str path, const struct mt_walk_problems *problems)
{
    for (size_t i = 0; i < problems->len; i++) {
        struct mt_str folder = problems->ptr[i].path;
        bool below = path.len > folder.len && path.ptr[folder.len] == '/';
        if (mt_str_starts(path, folder) && (folder.len == 0 || below || path.len == folder.len))
            return true;
    }
    return false;
}

static void plan_unseen(struct planner *planner, const struct mt_archive *archive,
                        const struct mt_walk_problems *hidden)
{
    for (size_t i = 0; i < planner->n_known; i++) {
        struct known *known = &planner->known[i];
        if (known->seen || known->row->row.archive != archive->number)
            continue;
        struct mt_entry *entry = mt_push(planner->ctx, &planner->plan->entries);
        entry->id = known->row->id;
        entry->archive = archive;
        entry->old = known->row;
        struct mt_str path = known->row->row.file.path;
        bool elsewhere = mt_scope_elsewhere(&planner->scope->all, archive, path);
        /* a new index has nothing to keep: what comes to light later is then a new file */
        bool keep = !planner->everything && !elsewhere && is_hidden(path, hidden);
        entry->state = keep ? MT_ENTRY_KEEP : MT_ENTRY_VANISHED;
        known->seen = true;
    }
}

static void plan_archive(struct planner *planner, const struct mt_looked_at *at)
{
    know_paths(planner, at->archive);
    for (size_t i = 0; i < at->files.len; i++)
        plan_file(planner, at->archive, &at->files.ptr[i]);
    HASH_CLEAR(hh, planner->by_path);
    plan_unseen(planner, at->archive, &at->hidden);
}

/* Rows of archives that this run does not look at, or that the index is to forget. */
static void plan_rest(struct planner *planner, const struct mt_index *state)
{
    for (size_t i = 0; i < planner->n_known; i++) {
        const struct known *known = &planner->known[i];
        if (known->seen)
            continue;
        struct mt_entry *entry = mt_push(planner->ctx, &planner->plan->entries);
        entry->id = known->row->id;
        entry->archive = mt_archive_numbered(&state->archives, known->row->row.archive);
        entry->old = known->row;
        bool stays = mt_archive_numbered(&planner->scope->all, known->row->row.archive);
        entry->state = stays ? MT_ENTRY_KEEP : MT_ENTRY_VANISHED;
    }
}

/* ---- Moves ---- */

/* What stays of a file when it is moved. */
struct identity {
    uint64_t size, inode;
    int64_t mtime_ns;
};

struct leaving {
    struct identity identity;
    struct mt_entry *entry;
    UT_hash_handle hh;
};

static struct identity identity_of(const struct mt_file *file)
{
    return (struct identity){file->size, file->inode, file->mtime_ns};
}

/* Finds the files that were moved: gone here, there with the same inode, size and time. */
static void pair_moves(struct planner *planner, void *scratch)
{
    struct mt_entries *entries = &planner->plan->entries;
    struct leaving *table = NULL, *found;
    for (size_t i = 0; i < entries->len; i++) {
        struct mt_entry *entry = &entries->ptr[i];
        if (entry->state != MT_ENTRY_VANISHED || !entry->old->row.indexed)
            continue;
        struct leaving *leaving = mt_new(scratch, struct leaving);
        leaving->identity = identity_of(&entry->old->row.file);
        leaving->entry = entry;
        HASH_FIND(hh, table, &leaving->identity, sizeof leaving->identity, found);
        if (!found)
            HASH_ADD(hh, table, identity, sizeof leaving->identity, leaving);
    }
    for (size_t i = 0; table && i < entries->len; i++) {
        struct mt_entry *entry = &entries->ptr[i];
        if (entry->state != MT_ENTRY_READ || entry->old)
            continue;
        struct identity identity = identity_of(entry->file);
        HASH_FIND(hh, table, &identity, sizeof identity, found);
        if (!found)
            continue;
        entry->moved = found->entry->old;
        found->entry->state = MT_ENTRY_MOVED;
        HASH_DEL(table, found);
    }
    HASH_CLEAR(hh, table);
}

/* ---- What is left ---- */

/* Many files under new names are a tidied archive, not one that is gone. */
static enum mt_status check_archive(const struct mt_run_plan *plan, const struct mt_scope *scope,
                                    const struct mt_archive *archive, struct mt_error *err)
{
    size_t before = 0, vanished = 0, here = 0;
    for (size_t i = 0; i < plan->entries.len; i++) {
        const struct mt_entry *entry = &plan->entries.ptr[i];
        bool leaves = mt_entry_leaves(entry);
        if (!entry->archive || entry->archive->number != archive->number)
            continue;
        here += entry->file && !leaves;
        if (!entry->old || mt_scope_elsewhere(&scope->all, archive, entry->old->row.file.path))
            continue;
        before++;
        vanished += leaves;
    }
    if (vanished <= before / 2 || here * 2 >= before)
        return MT_OK;
    mt_error_set(err, MT_ERR_LIMIT,
                 "%zu of the %zu files that the index knows here are gone; is it mounted? "
                 "If they were meant to go, run again with --allow-empty",
                 vanished, before);
    mt_error_at(err, archive->path.ptr, 0);
    return MT_ERR_LIMIT;
}

enum mt_status mt_run_plan_check(const struct mt_run_plan *plan, const struct mt_scope *scope,
                                 const struct mt_run_options *options, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (size_t i = 0; !options->allow_empty && status == MT_OK && i < scope->walked.len; i++)
        status = check_archive(plan, scope, &scope->walked.ptr[i], err);
    return status;
}

/* ---- The plan ---- */

static struct mt_str path_of(const struct mt_entry *entry)
{
    return entry->file ? entry->file->path : entry->old->row.file.path;
}

static int in_order(const void *a, const void *b)
{
    const struct mt_entry *left = a, *right = b;
    uint32_t l = left->archive ? left->archive->number : 0;
    uint32_t r = right->archive ? right->archive->number : 0;
    if (l != r)
        return l < r ? -1 : 1;
    return mt_str_compare(path_of(left), path_of(right));
}

enum mt_status mt_run_plan_make(const void *ctx, const struct mt_index *state,
                                const struct mt_scope *scope, const struct mt_look *look,
                                bool everything, const struct mt_run_options *options,
                                struct mt_run_plan *out, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_run_plan plan = {0};
    struct planner planner = {
        .ctx = ctx,
        .scope = scope,
        .everything = everything,
        .plan = &plan,
    };
    know_rows(&planner, scratch, state);
    for (size_t i = 0; i < look->len; i++)
        plan_archive(&planner, &look->ptr[i]);
    plan_rest(&planner, state);
    enum mt_status status = mt_run_plan_check(&plan, scope, options, err);
    if (status == MT_OK) {
        if (!everything)
            pair_moves(&planner, scratch);
        /* which it is when nothing came or went */
        mt_sort(plan.entries.ptr, plan.entries.len, sizeof *plan.entries.ptr, in_order);
        *out = plan;
    }
    mt_free(scratch);
    return status;
}
