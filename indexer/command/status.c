/* status.c - mtindex status: what the index holds, its age, and which files it could not read
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/command.h"

#include <inttypes.h>

#include "base/log.h"
#include "ingest/index.h"
#include "text/dates.h"

static size_t print_problems(const struct mt_index *state)
{
    size_t n = 0;
    for (size_t i = 0; i < state->rows.len; i++) {
        const struct mt_row *row = &state->rows.ptr[i].row;
        const struct mt_archive *archive = mt_archive_numbered(&state->archives, row->archive);
        for (size_t p = 0; archive && p < row->problems.len; p++, n++)
            printf("  %s/%.*s:%u: %.*s\n", archive->path.ptr, MT_ARG(row->file.path),
                   row->problems.ptr[p].line, MT_ARG(row->problems.ptr[p].reason));
    }
    return n;
}

enum mt_exit mt_command_status(const void *ctx, const struct mt_arguments *arguments)
{
    struct mt_index state;
    struct mt_error err = {0};
    if (mt_index_read(ctx, arguments->index, &state, &err) != MT_OK)
        return mt_command_fail(&err);
    if (state.tokeniser.len == 0) {
        mt_log_fail("%s: no index here; make one with: mtindex ARCHIVE", arguments->index);
        return MT_EXIT_FAILED;
    }
    char room[MT_DATE_SIZE];
    int64_t age = (int64_t)time(NULL) - state.last_run.finished;
    printf("index     %s\n", arguments->index);
    for (size_t i = 0; i < state.archives.len; i++)
        printf("archive   %s\n", state.archives.ptr[i].path.ptr);
    printf("notes     %" PRIu64 " (%" PRIu64 " moments, %" PRIu64 " words, %.1f MB)\n",
           state.totals.notes, state.totals.units, state.totals.words,
           (double)state.totals.bytes / 1e6);
    printf("last run  %s, %" PRId64 " s ago: %" PRIu64 " added, %" PRIu64 " updated, %" PRIu64
           " renamed, %" PRIu64 " deleted in %.1f s\n",
           mt_date_format(mt_date_of_time((time_t)state.last_run.finished), room), age,
           state.last_run.added, state.last_run.updated, state.last_run.renamed,
           state.last_run.deleted, (double)state.last_run.milliseconds / 1000);
    puts("problems");
    if (print_problems(&state))
        return MT_EXIT_PROBLEMS;
    puts("  none");
    return MT_EXIT_OK;
}
