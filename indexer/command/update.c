/* update.c - mtindex [ARCHIVE...] and mtindex rebuild: a run, and what it says of itself
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/command.h"

#include <inttypes.h>
#include <unistd.h>

#include "base/log.h"
#include "command/progress.h"
#include "ingest/run.h"

/* ---- The report ---- */

static void say_problem(const struct mt_run_problem *problem)
{
    if (problem->line)
        mt_log_fail("%.*s:%u: %.*s", MT_ARG(problem->path), problem->line, MT_ARG(problem->reason));
    else
        mt_log_fail("%.*s: %.*s", MT_ARG(problem->path), MT_ARG(problem->reason));
}

static size_t say_problems(const struct mt_run_report *report)
{
    size_t earlier = 0;
    for (size_t i = 0; i < report->problems.len; i++) {
        if (report->problems.ptr[i].now)
            say_problem(&report->problems.ptr[i]);
        else
            earlier++;
    }
    return earlier;
}

static void say_report(const struct mt_arguments *arguments, const struct mt_run_report *report)
{
    if (report->rebuilt_because.len)
        mt_log_note("%s the whole index: %.*s", arguments->dry_run ? "would rebuild" : "rebuilt",
                    MT_ARG(report->rebuilt_because));
    for (size_t i = 0; i < report->empty.len; i++)
        mt_log_note("%.*s: empty: there is no word in it to find", MT_ARG(report->empty.ptr[i]));
    size_t earlier = say_problems(report);
    if (earlier)
        mt_log_note("%zu known %s in unchanged files (mtindex status lists them)", earlier,
                    earlier == 1 ? "problem" : "problems");
    mt_log_note("%s%" PRIu64 " added, %" PRIu64 " updated, %" PRIu64 " renamed, %" PRIu64
                " deleted, %" PRIu64 " unchanged; %" PRIu64 " notes, %" PRIu64
                " moments, %.1f MB read in %.1f s",
                arguments->dry_run ? "would be: " : "", report->added, report->updated,
                report->renamed, report->deleted, report->unchanged, report->notes, report->units,
                (double)report->bytes / 1e6, report->seconds);
}

/* ---- The run ---- */

/* What others are told of this run while it holds the lock. */
static const char *command_line(const void *ctx, const struct mt_arguments *arguments, bool rebuild)
{
    struct mt_buf line;
    mt_buf_init(&line, (void *)ctx, 1024);
    mt_buf_add(&line, mt_str(rebuild ? "mtindex rebuild" : "mtindex"));
    for (size_t i = 0; i < arguments->n_operands; i++)
        mt_buf_printf(&line, " %s", arguments->operands[i]);
    return line.ptr;
}

static enum mt_exit run(const void *ctx, const struct mt_arguments *arguments, bool rebuild)
{
    struct mt_bar bar;
    bool progress =
        arguments->progress == MT_WHEN_ALWAYS ||
        (arguments->progress == MT_WHEN_AUTO && !arguments->quiet && isatty(STDERR_FILENO));
    struct mt_run_options options = {
        .index = arguments->index,
        .archives = arguments->operands,
        .n_archives = arguments->n_operands,
        .command = command_line(ctx, arguments, rebuild),
        .wait_s = arguments->wait_s,
        .rebuild = rebuild,
        .dry_run = arguments->dry_run,
        .allow_empty = arguments->allow_empty,
        .progress = progress ? mt_bar_draw : NULL,
        .user = &bar,
    };
    struct mt_run_report report;
    struct mt_error err = {0};
    mt_log_detail("the index is %s", arguments->index);
    mt_bar_start(&bar);
    enum mt_status status = mt_run(ctx, &options, &report, &err);
    mt_bar_clear(&bar);
    if (status != MT_OK)
        return mt_command_fail(&err);
    say_report(arguments, &report);
    return report.problems.len ? MT_EXIT_PROBLEMS : MT_EXIT_OK;
}

enum mt_exit mt_command_update(const void *ctx, const struct mt_arguments *arguments)
{
    return run(ctx, arguments, false);
}

enum mt_exit mt_command_rebuild(const void *ctx, const struct mt_arguments *arguments)
{
    return run(ctx, arguments, true);
}
