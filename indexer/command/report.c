/* report.c - A run on behalf of a command, and what is said of it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/report.h"

#include <inttypes.h>
#include <unistd.h>

#include "base/log.h"
#include "command/json.h"
#include "command/progress.h"

#define COMMAND_LINE_MAX 1024
/* So much of them is compared. */
#define PROBLEMS_MAX ((size_t)1 << 24)

/* ---- In words ---- */

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

/* ---- As JSON ---- */

static json_t *problems_of(const struct mt_run_report *report)
{
    json_t *problems = json_array();
    for (size_t i = 0; i < report->problems.len; i++) {
        const struct mt_run_problem *problem = &report->problems.ptr[i];
        json_t *entry = mt_json_problem(problem->path, problem->line, problem->reason);
        json_object_set_new(entry, "now", json_boolean(problem->now));
        json_array_append_new(problems, entry);
    }
    return problems;
}

static void print_report(const struct mt_arguments *arguments, const char *name,
                         const struct mt_run_report *report)
{
    json_t *empty = json_array(), *why = json_null();
    for (size_t i = 0; i < report->empty.len; i++)
        json_array_append_new(empty, mt_json_str(report->empty.ptr[i]));
    if (report->rebuilt_because.len)
        why = mt_json_str(report->rebuilt_because);
    mt_json_print(
        json_pack("{s:i,s:s,s:o,s:b,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:I,s:o,s:o,s:o}", "v",
                  MT_JSON_VERSION, "command", name, "index", mt_json_str(mt_str(arguments->index)),
                  "dry_run", arguments->dry_run, "added", (json_int_t)report->added, "updated",
                  (json_int_t)report->updated, "renamed", (json_int_t)report->renamed, "deleted",
                  (json_int_t)report->deleted, "unchanged", (json_int_t)report->unchanged, "notes",
                  (json_int_t)report->notes, "units", (json_int_t)report->units, "bytes",
                  (json_int_t)report->bytes, "took_ms", (json_int_t)(report->seconds * 1000),
                  "rebuilt_because", why, "empty", empty, "problems", problems_of(report)));
}

/* ---- The run ---- */

/* What others are told of this run while it holds the lock. */
static const char *command_line(const void *ctx, const struct mt_arguments *arguments,
                                const char *name)
{
    struct mt_buf line;
    mt_buf_init(&line, (void *)ctx, COMMAND_LINE_MAX);
    mt_buf_printf(&line, "mtindex %s", name);
    for (size_t i = 0; i < arguments->n_operands; i++)
        mt_buf_printf(&line, " %s", arguments->operands[i]);
    return line.ptr;
}

static struct mt_hash hash_of(const void *ctx, const struct mt_run_problems *problems)
{
    struct mt_buf all;
    mt_buf_init(&all, (void *)ctx, PROBLEMS_MAX);
    for (size_t i = 0; i < problems->len; i++) {
        const struct mt_run_problem *problem = &problems->ptr[i];
        mt_buf_printf(&all, "%.*s:%u: %.*s\n", MT_ARG(problem->path), problem->line,
                      MT_ARG(problem->reason));
    }
    return mt_hash(mt_buf_str(&all));
}

static bool has_news(const struct mt_run_report *report)
{
    return report->added || report->updated || report->renamed || report->deleted ||
           report->rebuilt_because.len;
}

enum mt_exit mt_report_run(const void *ctx, const struct mt_arguments *arguments, const char *name,
                           struct mt_run_options options)
{
    struct mt_hash told = {0};
    return mt_report_news(ctx, arguments, name, options, &told);
}

enum mt_exit mt_report_news(const void *ctx, const struct mt_arguments *arguments, const char *name,
                            struct mt_run_options options, struct mt_hash *told)
{
    struct mt_bar bar;
    bool progress =
        arguments->progress == MT_WHEN_ALWAYS ||
        (arguments->progress == MT_WHEN_AUTO && !arguments->quiet && isatty(STDERR_FILENO));
    options.index = arguments->index;
    options.archives = arguments->operands;
    options.n_archives = arguments->n_operands;
    options.command = command_line(ctx, arguments, name);
    options.names = arguments->names;
    options.names_optional = !arguments->names_given;
    options.wait_s = arguments->wait_s;
    options.jobs = arguments->jobs;
    options.dry_run = arguments->dry_run;
    options.allow_empty = arguments->allow_empty;
    options.progress = progress ? mt_bar_draw : NULL;
    options.user = &bar;

    struct mt_run_report report;
    struct mt_error err = {0};
    mt_log_detail("the index is %s", arguments->index);
    mt_bar_start(&bar);
    enum mt_status status = mt_run(ctx, &options, &report, &err);
    mt_bar_clear(&bar);
    if (status != MT_OK)
        return mt_command_fail(arguments, &err);
    struct mt_hash problems = hash_of(ctx, &report.problems);
    bool news = has_news(&report) || strcmp(told->hex, problems.hex) != 0;
    *told = problems;
    if (news && arguments->json)
        print_report(arguments, name, &report);
    else if (news)
        say_report(arguments, &report);
    return report.problems.len ? MT_EXIT_PROBLEMS : MT_EXIT_OK;
}
