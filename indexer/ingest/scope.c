/* scope.c - Which archives a run is about
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* realpath, get_current_dir_name */
#include "base/base.h"
#include "ingest/scope.h"

#include <unistd.h>

struct chooser {
    const void *ctx;
    const struct mt_run_options *options;
    struct mt_run_problems *problems;
    struct mt_scope scope;
};

/* ---- Archives and paths ---- */

/* Whether `inner` is a folder below `outer`; both absolute. */
static bool lies_in(struct mt_str inner, struct mt_str outer)
{
    if (mt_str_eq(outer, mt_str("/")))
        return inner.len > 1;
    return mt_str_starts(inner, outer) && inner.len > outer.len && inner.ptr[outer.len] == '/';
}

bool mt_scope_elsewhere(const struct mt_archives *all, const struct mt_archive *archive,
                        struct mt_str path)
{
    for (size_t i = 0; i < all->len; i++) {
        struct mt_str other = all->ptr[i].path;
        if (!lies_in(other, archive->path))
            continue;
        size_t skip = archive->path.len + (archive->path.len > 1);
        if (lies_in(path, mt_str_slice(other, skip, other.len)))
            return true;
    }
    return false;
}

static void walk_too(struct chooser *chooser, const struct mt_archive *archive)
{
    if (!mt_archive_numbered(&chooser->scope.walked, archive->number))
        *mt_push(chooser->ctx, &chooser->scope.walked) = *archive;
}

/* ---- To be brought up to date ---- */

static enum mt_status add_named(struct chooser *chooser, const char *name, struct mt_error *err)
{
    struct mt_scope *scope = &chooser->scope;
    char *path = realpath(name, NULL);
    if (!path) {
        enum mt_status status = mt_error_errno(err, "cannot read the archive's folder");
        mt_error_at(err, name, 0);
        return status;
    }
    struct mt_archive archive = {1, mt_str_copy(chooser->ctx, mt_str(path))};
    const struct mt_archive *known = mt_archive_at(&scope->all, archive.path);
    free(path);
    if (known) {
        walk_too(chooser, known);
        return MT_OK;
    }
    for (size_t i = 0; i < scope->all.len; i++)
        if (scope->all.ptr[i].number >= archive.number)
            archive.number = scope->all.ptr[i].number + 1;
    for (size_t i = 0; i < scope->all.len; i++) {
        const struct mt_archive *other = &scope->all.ptr[i];
        if (lies_in(other->path, archive.path) || lies_in(archive.path, other->path))
            walk_too(chooser, other);
    }
    *mt_push(chooser->ctx, &scope->all) = archive;
    walk_too(chooser, &archive);
    scope->changed = true;
    return MT_OK;
}

static bool is_named(const struct mt_run_options *options, const struct mt_archive *archive)
{
    bool named = false;
    for (size_t i = 0; !named && i < options->n_archives; i++) {
        char *path = realpath(options->archives[i], NULL);
        named = path && mt_str_eq(mt_str(path), archive->path);
        free(path);
    }
    return named;
}

/* Leaves out what cannot be read just now; its notes stay. */
static enum mt_status leave_out_absent(struct chooser *chooser, bool everything,
                                       struct mt_error *err)
{
    struct mt_archives walked = chooser->scope.walked, there = {0};
    for (size_t i = 0; i < walked.len; i++) {
        const struct mt_archive *archive = &walked.ptr[i];
        struct mt_error reason = {0};
        enum mt_status status = mt_walk_check(archive->path.ptr, &reason);
        if (status == MT_OK) {
            *mt_push(chooser->ctx, &there) = *archive;
            continue;
        }
        if (walked.len == 1 || is_named(chooser->options, archive)) {
            if (err)
                *err = reason;
            return status;
        }
        if (everything) {
            mt_error_at(err, archive->path.ptr, 0);
            return mt_error_set(err, status,
                                "%.200s; building anew would lose its notes: bring it back, or "
                                "drop it with mtindex forget",
                                reason.message);
        }
        struct mt_run_problem *problem = mt_push(chooser->ctx, chooser->problems);
        problem->path = archive->path;
        problem->reason =
            mt_str_printf(chooser->ctx, "%s; the index keeps its notes", reason.message);
        problem->now = true;
    }
    chooser->scope.walked = there;
    return MT_OK;
}

static enum mt_status choose_walked(struct chooser *chooser, bool everything, struct mt_error *err)
{
    const struct mt_run_options *options = chooser->options;
    struct mt_scope *scope = &chooser->scope;
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < options->n_archives; i++)
        status = add_named(chooser, options->archives[i], err);
    for (size_t i = 0; (everything || options->n_archives == 0) && i < scope->all.len; i++)
        walk_too(chooser, &scope->all.ptr[i]);
    if (status == MT_OK && scope->walked.len == 0)
        status = mt_error_set(err, MT_ERR_USAGE,
                              "no archive: name the folder of your notes, as in mtindex%s ~/notes",
                              everything ? " rebuild" : "");
    scope->whole = scope->walked.len == scope->all.len;
    if (status == MT_OK)
        status = leave_out_absent(chooser, everything, err);
    return status;
}

/* ---- To be forgotten ---- */

/* The archive that the user means, though its folder may be gone. */
static const struct mt_archive *find_named(const struct mt_archives *archives, const char *name)
{
    const struct mt_archive *found = NULL;
    char *path = realpath(name, NULL);
    if (path)
        found = mt_archive_at(archives, mt_str(path));
    free(path);
    if (found)
        return found;
    char *here = get_current_dir_name();
    struct mt_str whole = name[0] == '/' || !here ? mt_str_printf(NULL, "%s", name)
                                                  : mt_str_printf(NULL, "%s/%s", here, name);
    struct mt_str trimmed = whole;
    while (trimmed.len > 1 && trimmed.ptr[trimmed.len - 1] == '/')
        trimmed.len--;
    found = mt_archive_at(archives, trimmed);
    mt_free((char *)whole.ptr);
    free(here);
    return found;
}

static enum mt_status choose_forgotten(struct chooser *chooser, const struct mt_index *state,
                                       bool everything, struct mt_error *err)
{
    const struct mt_run_options *options = chooser->options;
    struct mt_archives gone = {0}, *all = &chooser->scope.all;
    for (size_t i = 0; i < options->n_archives; i++) {
        const struct mt_archive *archive = find_named(&state->archives, options->archives[i]);
        if (!archive) {
            mt_error_at(err, options->archives[i], 0);
            return mt_error_set(err, MT_ERR_USAGE,
                                "no archive of this index; mtindex status lists them");
        }
        *mt_push(chooser->ctx, &gone) = *archive;
    }
    *all = (struct mt_archives){0};
    for (size_t i = 0; i < state->archives.len; i++)
        if (!mt_archive_numbered(&gone, state->archives.ptr[i].number))
            *mt_push(chooser->ctx, all) = state->archives.ptr[i];
    chooser->scope.changed = true;
    for (size_t i = 0; everything && i < all->len; i++)
        walk_too(chooser, &all->ptr[i]);
    return everything ? leave_out_absent(chooser, everything, err) : MT_OK;
}

enum mt_status mt_scope_choose(const void *ctx, const struct mt_index *state, bool everything,
                               const struct mt_run_options *options,
                               struct mt_run_problems *problems, struct mt_scope *out,
                               struct mt_error *err)
{
    struct chooser chooser = {.ctx = ctx, .options = options, .problems = problems};
    for (size_t i = 0; i < state->archives.len; i++)
        *mt_push(ctx, &chooser.scope.all) = state->archives.ptr[i];
    enum mt_status status = options->forget ? choose_forgotten(&chooser, state, everything, err)
                                            : choose_walked(&chooser, everything, err);
    if (status == MT_OK)
        *out = chooser.scope;
    return status;
}
