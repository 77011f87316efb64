/* mtindex.c - The program that keeps an index true to its archives
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE
#include "base/base.h"

#include <argp.h>
#include <inttypes.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/xdg.h"
#include "ingest/index.h"
#include "ingest/run.h"
#include "store/lock.h"
#include "text/dates.h"

#define EXIT_PROBLEMS 1
#define EXIT_FAILED 2
#define EXIT_LOCKED 75 /* EX_TEMPFAIL of sysexits.h */

const char *argp_program_version = "mtindex " MT_VERSION;

enum command { UPDATE, REBUILD, STATUS };

enum when { AUTO, ALWAYS, NEVER };

struct arguments {
    enum command command;
    const char *index;
    const char **archives;
    size_t n_archives;
    unsigned wait_s;
    bool dry_run, allow_empty, quiet, verbose;
    enum when progress;
};

enum { KEY_WAIT = 256, KEY_ALLOW_EMPTY, KEY_PROGRESS };

static const struct argp_option options[] = {
    {"index", 'd', "DIR", 0, "the index (default: $MTSEARCH_INDEX, ~/.local/share/mtsearch/index)",
     0},
    {"dry-run", 'n', NULL, 0, "say what would be done; write nothing", 0},
    {"wait", KEY_WAIT, "SECONDS", 0, "wait that long for another mtindex to finish", 0},
    {"allow-empty", KEY_ALLOW_EMPTY, NULL, 0, "go on when more than half of an archive is gone", 0},
    {"quiet", 'q', NULL, 0, "say only what went wrong", 0},
    {"verbose", 'v', NULL, 0, "say more", 0},
    {"progress", KEY_PROGRESS, "WHEN", 0, "show progress: auto, always, never", 0},
    {NULL, 'h', NULL, OPTION_HIDDEN, NULL, 0},
    {NULL, 0, NULL, 0, NULL, 0},
};

static const char doc[] =
    "Keep a search index of meeting notes true to one or more archives (folders of notes).\v"
    "Commands: status (what the index holds, and which files it could not read), rebuild (build "
    "anew beside the old index, then swap). An archive that bears a command's name is written "
    "./status.\n\n"
    "Exit status: 0 the index agrees with every archive; 1 it was updated, but some files could "
    "not be read or only in part; 2 failed, the old index is untouched; 75 another mtindex is at "
    "work on this index.";

static const char usage[] = "[ARCHIVE...]\nrebuild [ARCHIVE...]\nstatus";

static bool parse_when(const char *text, enum when *out)
{
    static const char *const names[] = {[AUTO] = "auto", [ALWAYS] = "always", [NEVER] = "never"};
    for (size_t i = 0; i < MT_COUNT(names); i++) {
        if (strcmp(text, names[i]) == 0) {
            *out = (enum when)i;
            return true;
        }
    }
    return false;
}

static void add_argument(struct argp_state *state, struct arguments *arguments, const char *text)
{
    /* Names that are taken, so that no folder's name changes its meaning when they come. */
    static const char *const later[] = {"check", "forget", "names", "units", "watch"};
    bool first = state->arg_num == 0;
    for (size_t i = 0; first && i < MT_COUNT(later); i++)
        if (strcmp(text, later[i]) == 0)
            argp_error(state, "this version has no command %s (a folder: ./%s)", text, text);
    static const struct {
        const char *name;
        enum command command;
    } commands[] = {{"status", STATUS}, {"rebuild", REBUILD}};
    for (size_t i = 0; first && i < MT_COUNT(commands); i++) {
        if (strcmp(text, commands[i].name) == 0) {
            arguments->command = commands[i].command;
            return;
        }
    }
    arguments->archives[arguments->n_archives++] = text;
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    uint64_t number;
    switch (key) {
    case 'd':
        arguments->index = text;
        return 0;
    case 'n':
        arguments->dry_run = true;
        return 0;
    case 'q':
        arguments->quiet = true;
        return 0;
    case 'v':
        arguments->verbose = true;
        return 0;
    case 'h':
        argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
        return 0;
    case KEY_WAIT:
        if (!mt_str_to_u64(mt_str(text), &number) || number > 86400)
            argp_error(state, "--wait takes seconds, up to a day: %s", text);
        arguments->wait_s = (unsigned)number;
        return 0;
    case KEY_ALLOW_EMPTY:
        arguments->allow_empty = true;
        return 0;
    case KEY_PROGRESS:
        if (!parse_when(text, &arguments->progress))
            argp_error(state, "--progress takes auto, always or never: %s", text);
        return 0;
    case ARGP_KEY_ARG:
        add_argument(state, arguments, text);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* ---- Progress ---- */

struct bar {
    struct timespec started;
    int64_t shown_ms; /* when it was last drawn; -1: never */
};

static int64_t since_ms(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)(now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
}

/* A run of under a second shows none. */
static void draw_progress(void *user, const struct mt_progress *progress)
{
    struct bar *bar = user;
    int64_t now = since_ms(&bar->started);
    if (now < 1000 || (bar->shown_ms >= 0 && now - bar->shown_ms < 100) ||
        progress->bytes_total == 0)
        return;
    bar->shown_ms = now;
    double done = (double)progress->bytes / (double)progress->bytes_total;
    double left = done > 0 ? (double)now / 1000 * (1 - done) / done : 0;
    fprintf(stderr, "\r\033[K%3.0f %%  %" PRIu64 " of %" PRIu64 " files  %.1f MB/s  %.0f s left",
            done * 100, progress->files, progress->files_total,
            (double)progress->bytes / 1000.0 / (double)now, left);
    fflush(stderr);
}

static void clear_progress(const struct bar *bar)
{
    if (bar->shown_ms >= 0)
        fputs("\r\033[K", stderr);
}

/* ---- Reports ---- */

static void say_problem(struct mt_str path, uint32_t line, struct mt_str reason)
{
    if (line)
        mt_log_fail("%.*s:%u: %.*s", MT_ARG(path), line, MT_ARG(reason));
    else
        mt_log_fail("%.*s: %.*s", MT_ARG(path), MT_ARG(reason));
}

static size_t say_problems(const struct mt_run_report *report)
{
    size_t earlier = 0;
    for (size_t i = 0; i < report->problems.len; i++) {
        const struct mt_run_problem *problem = &report->problems.ptr[i];
        if (problem->now)
            say_problem(problem->path, problem->line, problem->reason);
        else
            earlier++;
    }
    return earlier;
}

static void say_report(const struct arguments *arguments, const struct mt_run_report *report)
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

static int fail(const struct mt_error *err)
{
    mt_log_error(err);
    return err->status == MT_ERR_LOCKED ? EXIT_LOCKED : EXIT_FAILED;
}

/* What others are told of this run while it holds the lock. */
static const char *command_line(const void *ctx, const struct arguments *arguments)
{
    struct mt_buf line;
    mt_buf_init(&line, (void *)ctx, 1024);
    mt_buf_add(&line, mt_str(arguments->command == REBUILD ? "mtindex rebuild" : "mtindex"));
    for (size_t i = 0; i < arguments->n_archives; i++)
        mt_buf_printf(&line, " %s", arguments->archives[i]);
    return line.ptr;
}

static int run(const void *ctx, const struct arguments *arguments)
{
    struct bar bar = {.shown_ms = -1};
    bool progress = arguments->progress == ALWAYS ||
                    (arguments->progress == AUTO && !arguments->quiet && isatty(STDERR_FILENO));
    struct mt_run_options run_options = {
        .index = arguments->index,
        .archives = arguments->archives,
        .n_archives = arguments->n_archives,
        .command = command_line(ctx, arguments),
        .wait_s = arguments->wait_s,
        .rebuild = arguments->command == REBUILD,
        .dry_run = arguments->dry_run,
        .allow_empty = arguments->allow_empty,
        .progress = progress ? draw_progress : NULL,
        .user = &bar,
    };
    struct mt_run_report report;
    struct mt_error err = {0};
    mt_log_detail("the index is %s", arguments->index);
    clock_gettime(CLOCK_MONOTONIC, &bar.started);
    enum mt_status status = mt_run(ctx, &run_options, &report, &err);
    clear_progress(&bar);
    if (status != MT_OK)
        return fail(&err);
    say_report(arguments, &report);
    return report.problems.len ? EXIT_PROBLEMS : EXIT_SUCCESS;
}

/* ---- Status ---- */

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

static int print_status(const void *ctx, const struct arguments *arguments)
{
    struct mt_index state;
    struct mt_error err = {0};
    if (mt_index_read(ctx, arguments->index, &state, &err) != MT_OK)
        return fail(&err);
    if (state.tokeniser.len == 0) {
        mt_log_fail("%s: no index here; make one with: mtindex ARCHIVE", arguments->index);
        return EXIT_FAILED;
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
    return print_problems(&state) ? EXIT_PROBLEMS : (puts("  none"), EXIT_SUCCESS);
}

int main(int argc, char **argv)
{
    static const struct argp argp = {options, parse_option, usage, doc, NULL, NULL, NULL};
    void *ctx = mt_context(NULL);
    struct arguments arguments = {.archives = mt_array(ctx, const char *, argc + 1)};
    struct mt_error err = {0};

    umask(077);               /* the index holds private conversations */
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error like a full disk */
    signal(SIGPIPE, SIG_IGN);
    mt_log_init("mtindex", MT_LOG_NORMAL);
    argp_err_exit_status = EXIT_FAILED;
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    mt_log_init("mtindex", arguments.quiet     ? MT_LOG_QUIET
                           : arguments.verbose ? MT_LOG_VERBOSE
                                               : MT_LOG_NORMAL);
    int result;
    if (!arguments.index)
        arguments.index = getenv("MTSEARCH_INDEX");
    if ((!arguments.index || !arguments.index[0]) &&
        mt_xdg_index(ctx, getenv("XDG_DATA_HOME"), getenv("HOME"), &arguments.index, &err) != MT_OK)
        result = fail(&err);
    else
        result = arguments.command == STATUS ? print_status(ctx, &arguments) : run(ctx, &arguments);
    mt_free(ctx);
    return result;
}
