/* status.c - mtindex status: what the index holds, its age, and which files it could not read
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * With --json, one document; keys are never renamed or re-typed within a version:
 *
 *     {"v":1,"index":"/…","schema":3,"tokeniser":"1 icu 72.1/15.0",
 *      "notes":14,"units":161,"words":4080,
 *      "bytes":30000,                                     of the files in the index
 *      "age_s":3600,                                      since it was last found or made true
 *      "archives":[{"path":"/…","files":15,"notes":14,"bytes":30000}],
 *      "problems":[{"path":"/…/b.md","line":3,"reason":"…"}],       line null: the file as a whole
 *      "languages":{"en":12},
 *      "last_run":{"finished":"2025-11-03T02:30:04Z",     the last run that changed something
 *                  "took_ms":41,"added":1,"updated":0,"renamed":0,"deleted":0,"unchanged":13}}
 *
 * The last run's took_ms is its time up to the commit, since that is what tells it.
 */
#include "base/base.h"
#include "command/command.h"

#include <inttypes.h>

#include "base/log.h"
#include "command/json.h"
#include "ingest/index.h"
#include "store/lock.h"
#include "text/dates.h"

struct counts {
    uint64_t files, notes, bytes;
};

static struct counts count(const struct mt_index *state, uint32_t archive)
{
    struct counts counts = {0};
    for (size_t i = 0; i < state->rows.len; i++) {
        const struct mt_row *row = &state->rows.ptr[i].row;
        if (row->archive != archive)
            continue;
        counts.files++;
        counts.notes += row->parts;
        counts.bytes += row->indexed ? row->file.size : 0;
    }
    return counts;
}

/* ---- In words ---- */

static void print_problems(const void *ctx, const struct mt_run_problems *problems)
{
    puts(problems->len ? "problems" : "problems  none");
    for (size_t i = 0; i < problems->len; i++) {
        const struct mt_run_problem *problem = &problems->ptr[i];
        char line[16] = "";
        if (problem->line)
            snprintf(line, sizeof line, ":%" PRIu32, problem->line);
        mt_log_result(mt_str_printf(ctx, "  %.*s%s: %.*s", MT_ARG(problem->path), line,
                                    MT_ARG(problem->reason)));
    }
}

static void print_words(const void *ctx, const char *index, const struct mt_index *state,
                        int64_t age_s)
{
    const struct mt_last_run *run = &state->last_run;
    const struct mt_totals *totals = &state->totals;
    char room[MT_AGE_SIZE];
    mt_log_result(mt_str_printf(ctx, "index     %s", index));
    for (size_t i = 0; i < state->archives.len; i++) {
        const struct mt_archive *archive = &state->archives.ptr[i];
        struct counts counts = count(state, archive->number);
        printf("archive   %s (%" PRIu64 " %s)\n", mt_log_clean(ctx, archive->path).ptr,
               counts.notes, counts.notes == 1 ? "note" : "notes");
    }
    printf("notes     %" PRIu64 " (%" PRIu64 " moments, %" PRIu64 " words, %.1f MB)\n",
           totals->notes, totals->units, totals->words, (double)totals->bytes / 1e6);
    printf("checked   %s ago\n", mt_age_format(age_s, room));
    printf("changed   %s ago: %" PRIu64 " added, %" PRIu64 " updated, %" PRIu64 " renamed, %" PRIu64
           " deleted, %" PRIu64 " unchanged in %.1f s\n",
           mt_age_format((int64_t)time(NULL) - run->finished, room), run->added, run->updated,
           run->renamed, run->deleted, run->unchanged, (double)run->milliseconds / 1000);
    print_problems(ctx, &state->problems);
}

/* ---- As JSON ---- */

static json_t *archives_json(const struct mt_index *state)
{
    json_t *archives = json_array();
    for (size_t i = 0; i < state->archives.len; i++) {
        const struct mt_archive *archive = &state->archives.ptr[i];
        struct counts counts = count(state, archive->number);
        json_array_append_new(
            archives, json_pack("{s:o,s:I,s:I,s:I}", "path", mt_json_str(archive->path), "files",
                                (json_int_t)counts.files, "notes", (json_int_t)counts.notes,
                                "bytes", (json_int_t)counts.bytes));
    }
    return archives;
}

static json_t *problems_json(const struct mt_run_problems *problems)
{
    json_t *list = json_array();
    for (size_t i = 0; i < problems->len; i++) {
        const struct mt_run_problem *problem = &problems->ptr[i];
        json_array_append_new(list, mt_json_problem(problem->path, problem->line, problem->reason));
    }
    return list;
}

static json_t *languages_json(const struct mt_index *state)
{
    json_t *languages = json_object();
    for (size_t i = 0; i < state->languages.len; i++) {
        const struct mt_tally *tally = &state->languages.ptr[i];
        char code[16];
        snprintf(code, sizeof code, "%.*s", MT_ARG(tally->name));
        json_object_set_new(languages, code, json_integer((json_int_t)tally->count));
    }
    return languages;
}

static json_t *last_run_json(const struct mt_last_run *run)
{
    char finished[32] = "";
    struct tm utc;
    time_t seconds = (time_t)run->finished;
    if (gmtime_r(&seconds, &utc))
        strftime(finished, sizeof finished, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return json_pack("{s:s,s:I,s:I,s:I,s:I,s:I,s:I}", "finished", finished, "took_ms",
                     (json_int_t)run->milliseconds, "added", (json_int_t)run->added, "updated",
                     (json_int_t)run->updated, "renamed", (json_int_t)run->renamed, "deleted",
                     (json_int_t)run->deleted, "unchanged", (json_int_t)run->unchanged);
}

static void print_json(const char *index, const struct mt_index *state, int64_t age_s)
{
    const struct mt_totals *totals = &state->totals;
    mt_json_print(json_pack("{s:i,s:o,s:i,s:o,s:I,s:I,s:I,s:I,s:I,s:o,s:o,s:o,s:o}", "v",
                            MT_JSON_VERSION, "index", mt_json_str(mt_str(index)), "schema",
                            MT_SCHEMA_VERSION, "tokeniser", mt_json_str(state->tokeniser), "notes",
                            (json_int_t)totals->notes, "units", (json_int_t)totals->units, "words",
                            (json_int_t)totals->words, "bytes", (json_int_t)totals->bytes, "age_s",
                            (json_int_t)age_s, "archives", archives_json(state), "problems",
                            problems_json(&state->problems), "languages", languages_json(state),
                            "last_run", last_run_json(&state->last_run)));
}

enum mt_exit mt_command_status(const void *ctx, const struct mt_arguments *arguments)
{
    struct mt_index state;
    struct mt_error err = {0};
    if (mt_command_open(ctx, arguments, &state, &err) != MT_OK)
        return mt_command_fail(arguments, &err);
    int64_t since = state.last_run.finished;
    int64_t verified = mt_lock_verified(arguments->index) / 1000000000;
    int64_t now = (int64_t)time(NULL), age_s = now - (verified > since ? verified : since);
    age_s = age_s > 0 ? age_s : 0;
    if (arguments->json)
        print_json(arguments->index, &state, age_s);
    else
        print_words(ctx, arguments->index, &state, age_s);
    return state.problems.len ? MT_EXIT_PROBLEMS : MT_EXIT_OK;
}
