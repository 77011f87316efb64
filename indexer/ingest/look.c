/* look.c - What lies in the archives just now
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/look.h"

static void leave_out_elsewhere(const struct mt_archives *all, const struct mt_archive *archive,
                                struct mt_files *files)
{
    size_t kept = 0;
    for (size_t i = 0; i < files->len; i++)
        if (!mt_scope_elsewhere(all, archive, files->ptr[i].path))
            files->ptr[kept++] = files->ptr[i];
    files->len = kept;
}

enum mt_status mt_look(const void *ctx, const struct mt_scope *scope,
                       struct mt_run_problems *problems, struct mt_look *out, struct mt_error *err)
{
    struct mt_look look = {0};
    for (size_t i = 0; i < scope->walked.len; i++) {
        const struct mt_archive *archive = &scope->walked.ptr[i];
        struct mt_looked_at *at = mt_push(ctx, &look);
        at->archive = archive;
        enum mt_status status = mt_walk(ctx, archive->path.ptr, &at->files, &at->hidden, err);
        if (status != MT_OK)
            return status;
        leave_out_elsewhere(&scope->all, archive, &at->files);
        for (size_t h = 0; h < at->hidden.len; h++)
            *mt_push(ctx, problems) = (struct mt_run_problem){
                .path = mt_str_printf(ctx, "%s/%s", archive->path.ptr, at->hidden.ptr[h].path.ptr),
                .reason = at->hidden.ptr[h].reason,
                .now = true,
            };
    }
    *out = look;
    return MT_OK;
}

struct mt_files_sum mt_look_sum(const struct mt_look *look)
{
    struct mt_files_sum sum = {0, 0};
    for (size_t i = 0; i < look->len; i++)
        for (size_t f = 0; f < look->ptr[i].files.len; f++)
            mt_files_sum_add(&sum, look->ptr[i].archive->number, &look->ptr[i].files.ptr[f]);
    return sum;
}
