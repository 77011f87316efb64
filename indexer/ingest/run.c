/* run.c - One run of mtindex: archives against index, until they agree
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/run.h"

#include "ingest/ahead.h"
#include "ingest/derived.h"
#include "ingest/digest.h"
#include "ingest/index.h"
#include "ingest/look.h"
#include "ingest/outcome.h"
#include "ingest/plan.h"
#include "ingest/scope.h"
#include "store/lock.h"
#include "text/tokenise.h"

#include <unistd.h>

/* One thread writes what the others read, so that a few keep it busy. */
#define JOBS_MAX 16

struct run {
    const void *ctx;
    const struct mt_run_options *options;
    struct mt_run_report *report;
    struct timespec started;
    struct mt_index state;
    struct mt_names_file names;
    struct mt_scope scope;
    struct mt_look look;
    void *files; /* context of the plan and what came of it, until the last step */
    struct mt_run_plan plan;
    struct mt_outcome outcome;
    struct mt_pieces rows;    /* of the outcome */
    uint64_t changes;         /* notes that come, go or are another way */
    struct mt_lock *lock;     /* NULL in a dry run */
    struct mt_writer *writer; /* NULL until there is something to write */
    bool damaged;             /* the index is: only its archives are known */
    bool everything;          /* all files are read, into a new generation */
    bool late;                /* what was heard stays: few notes change (derived.h) */
    struct mt_progress progress;
};

/* Opens the writer when there is something to write at last: a run without news changes nothing,
 * and neither does a dry one. */
static enum mt_status open_writer(struct run *run, struct mt_error *err)
{
    enum mt_writer_mode mode = run->everything ? MT_WRITER_REBUILD : MT_WRITER_UPDATE;
    if (run->writer || run->options->dry_run)
        return MT_OK;
    enum mt_status status = mt_lock_sign(run->lock, run->options->command, err);
    if (status == MT_OK)
        status = mt_writer_open(run->options->index, mode, &run->writer, err);
    return status;
}

/* ---- One file ---- */

static struct mt_str term_of(const void *ctx, struct mt_str id)
{
    return mt_str_printf(ctx, "%s%s", MT_PREFIX_FILE, id.ptr);
}

/* Takes the notes that a file had under a row from `part` on out of the index. */
static enum mt_status delete_parts(struct run *run, const struct mt_row *row, uint32_t part,
                                   struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    enum mt_status status = part < row->parts ? open_writer(run, err) : MT_OK;
    const struct mt_archive *archive = mt_archive_numbered(&run->state.archives, row->archive);
    for (; archive && run->writer && status == MT_OK && part < row->parts; part++) {
        struct mt_str id = mt_digest_id(scratch, archive->path, row->file.path, part);
        status = mt_writer_delete(run->writer, term_of(scratch, id), err);
        if (status == MT_OK)
            status = mt_derived_drop(run->writer, id, err);
    }
    mt_free(scratch);
    return status;
}

/* Puts the document where it was before the file was moved. */
static enum mt_status take_place_of(struct run *run, void *scratch, const struct mt_row *before,
                                    uint32_t part, struct mt_document *document,
                                    struct mt_error *err)
{
    const struct mt_archive *archive = mt_archive_numbered(&run->state.archives, before->archive);
    if (!archive || part >= before->parts)
        return MT_OK;
    struct mt_str id = mt_digest_id(scratch, archive->path, before->file.path, part);
    document->moved_from = term_of(scratch, id);
    return mt_derived_drop(run->writer, id, err);
}

/* Puts the notes of a file in place of those that the index has of it, under this path or, when it
 * was moved, under the one before. */
static enum mt_status write_notes(struct run *run, void *scratch, const struct mt_digest *digest,
                                  const struct mt_index_row *before, bool moved,
                                  struct mt_error *err)
{
    enum mt_status status = open_writer(run, err);
    uint32_t n = (uint32_t)digest->notes.len;
    for (uint32_t i = 0; run->writer && status == MT_OK && i < n; i++) {
        const struct mt_digest_note *note = &digest->notes.ptr[i];
        struct mt_document document = note->document;
        if (moved)
            status = take_place_of(run, scratch, &before->row, i, &document, err);
        if (status == MT_OK)
            status = mt_writer_replace(run->writer, &document, err);
        if (status == MT_OK)
            status = mt_derived_keep(run->writer, note->id, &note->names, &note->document,
                                     run->late, err);
    }
    if (status == MT_OK && before)
        status = delete_parts(run, &before->row, n, err);
    return status;
}

/* What was gone before it could be read counts as what was not there when the archive was looked
 * at. */
static enum mt_status lose_entry(struct run *run, size_t n, const struct mt_index_row *before,
                                 struct mt_error *err)
{
    struct mt_entry *entry = &run->plan.entries.ptr[n];
    entry->state = MT_ENTRY_VANISHED;
    entry->moved = NULL;
    run->outcome.changed[n] = before != NULL;
    return before ? delete_parts(run, &before->row, 0, err) : MT_OK;
}

/* Nothing is known under the path of a file that was moved there and cannot be read: so it is found
 * to be moved in the next run too. See stay_before. */
static void leave_unread(struct run *run, size_t n, const struct mt_digest *digest)
{
    struct mt_entry *entry = &run->plan.entries.ptr[n];
    entry->state = MT_ENTRY_VANISHED;
    *mt_push(run->ctx, &run->report->problems) = (struct mt_run_problem){
        .path = mt_str_printf(run->ctx, "%s/%s", entry->archive->path.ptr, entry->file->path.ptr),
        .reason = mt_str_copy(run->ctx, digest->row.problems.ptr[0].reason),
        .now = true,
    };
}

static enum mt_status read_entry(struct run *run, size_t n, const struct mt_digest *digest,
                                 struct mt_error *err)
{
    const struct mt_entry *entry = &run->plan.entries.ptr[n];
    const struct mt_index_row *before = entry->moved ? entry->moved : entry->old;
    if (digest->outcome == MT_DIGEST_GONE)
        return lose_entry(run, n, before, err);
    if (digest->outcome == MT_DIGEST_UNREAD && entry->moved) {
        leave_unread(run, n, digest);
        return MT_OK;
    }
    void *scratch = mt_context(NULL);
    run->outcome.rows[n] = mt_row_copy(run->files, &run->rows, &digest->row);
    run->report->bytes += digest->bytes;
    enum mt_status status = MT_OK;
    bool leaves = before && before->row.indexed && !digest->row.indexed;
    if (digest->outcome == MT_DIGEST_NOTES)
        status = write_notes(run, scratch, digest, before, entry->moved, err);
    else if (leaves)
        status = delete_parts(run, &before->row, 0, err);
    run->outcome.changed[n] = digest->outcome == MT_DIGEST_NOTES || leaves;
    if (digest->outcome == MT_DIGEST_NOTES && digest->row.words == 0)
        *mt_push(run->ctx, &run->report->empty) = mt_outcome_path(run->ctx, &run->outcome, n);
    mt_free(scratch);
    return status;
}

/* ---- All files ---- */

static void tell_progress(struct run *run, const struct mt_entry *entry)
{
    run->progress.files++;
    run->progress.bytes += entry->file->size;
    if (run->options->progress)
        run->options->progress(run->options->user, &run->progress);
}

static enum mt_status apply_entry(struct run *run, size_t n, struct mt_ahead *ahead,
                                  struct mt_error *err)
{
    const struct mt_entry *entry = &run->plan.entries.ptr[n];
    enum mt_status status = MT_OK;
    switch (entry->state) {
    case MT_ENTRY_KEEP:
        run->outcome.rows[n] = entry->old->row;
        break;
    case MT_ENTRY_VANISHED:
        run->outcome.changed[n] = true;
        status = delete_parts(run, &entry->old->row, 0, err);
        break;
    case MT_ENTRY_MOVED:
        run->outcome.changed[n] = true;
        break;
    case MT_ENTRY_READ:
        status = read_entry(run, n, mt_ahead_take(ahead), err);
        tell_progress(run, entry);
        break;
    }
    return status;
}

/* What was moved and cannot be read where it is now stays where it was. */
static void stay_before(struct run *run)
{
    const struct mt_index_row *rows = run->state.rows.ptr;
    bool *stays = mt_array(run->files, bool, run->state.rows.len);
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        const struct mt_entry *entry = &run->plan.entries.ptr[i];
        if (entry->state == MT_ENTRY_VANISHED && entry->moved)
            stays[entry->moved - rows] = true;
    }
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        struct mt_entry *entry = &run->plan.entries.ptr[i];
        if (entry->state != MT_ENTRY_MOVED || !stays[entry->old - rows])
            continue;
        entry->state = MT_ENTRY_KEEP;
        run->outcome.rows[i] = entry->old->row;
        run->outcome.changed[i] = false;
    }
}

static unsigned jobs_of(const struct mt_run_options *options)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned jobs = options->jobs ? options->jobs : processors > 0 ? (unsigned)processors : 1;
    return jobs < JOBS_MAX ? jobs : JOBS_MAX;
}

static enum mt_status apply_plan(struct run *run, struct mt_error *err)
{
    size_t n = run->plan.entries.len;
    run->outcome = (struct mt_outcome){&run->plan, mt_array(run->files, struct mt_row, n),
                                       mt_array(run->files, bool, n)};
    run->progress.bytes_total = run->plan.bytes;
    run->progress.files_total = run->plan.files;
    if (!run->options->dry_run)
        mt_writer_prepare();
    struct mt_ahead *ahead = mt_ahead_start(&run->plan, run->everything, jobs_of(run->options));
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < n; i++)
        status = apply_entry(run, i, ahead, err);
    mt_ahead_stop(ahead);
    stay_before(run);
    if (status == MT_OK)
        status = mt_run_plan_check(&run->plan, &run->scope, run->options, err);
    return status;
}

/* ---- The commit ---- */

static bool names_changed(const struct run *run)
{
    return !mt_str_eq(run->state.user_names, mt_str(run->names.hash.hex));
}

/* Whether some notes have waited long enough to be listened to. */
static bool is_overdue(const struct run *run)
{
    const struct mt_listened *listened = &run->state.listened;
    return listened->changed && mt_derived_is_old(listened, (int64_t)time(NULL));
}

static uint64_t changes_of(const struct mt_run_plan *plan)
{
    uint64_t n = 0;
    for (size_t i = 0; i < plan->entries.len; i++)
        n += plan->entries.ptr[i].state != MT_ENTRY_KEEP;
    return n;
}

static bool may_be_late(const struct run *run)
{
    return !run->everything && !run->scope.changed && !names_changed(run) &&
           mt_derived_may_stay(&run->state.listened, run->state.totals.notes, run->changes,
                               (int64_t)time(NULL));
}

static enum mt_status derive(struct run *run, struct mt_error *err)
{
    struct mt_listened *listened = &run->state.listened;
    if (run->late) {
        listened->changed += run->changes;
        return mt_derived_refresh(run->writer, &run->names, err);
    }
    *listened = (struct mt_listened){.at = (int64_t)time(NULL)};
    return mt_derived_make(run->writer, &run->names, run->state.totals.words, jobs_of(run->options),
                           err);
}

static double seconds_of(const struct run *run)
{
    struct timespec now;
    const struct timespec *started = &run->started;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - started->tv_sec) + (double)(now.tv_nsec - started->tv_nsec) / 1e9;
}

/* They take as much as the last step does. */
static void forget_files(struct run *run)
{
    mt_free(run->files);
    run->files = NULL;
    run->plan = (struct mt_run_plan){0};
    run->outcome = (struct mt_outcome){0};
}

static void remember_run(struct run *run)
{
    run->state.last_run = (struct mt_last_run){
        .finished = (int64_t)time(NULL),
        .milliseconds = (uint64_t)(seconds_of(run) * 1000),
        .added = run->report->added,
        .updated = run->report->updated,
        .renamed = run->report->renamed,
        .deleted = run->report->deleted,
        .unchanged = run->report->unchanged,
    };
}

static enum mt_status commit(struct run *run, struct mt_error *err)
{
    bool news = run->everything || run->scope.changed || names_changed(run) || is_overdue(run) ||
                mt_outcome_is_news(&run->outcome);
    if (run->options->dry_run || !news)
        return MT_OK;
    run->state.archives = run->scope.all;
    mt_outcome_recents(run->ctx, &run->outcome, &run->state.recents);
    enum mt_status status = open_writer(run, err);
    if (status == MT_OK)
        status = mt_outcome_write_rows(&run->outcome, run->writer, err);
    forget_files(run);
    if (status == MT_OK)
        status = derive(run, err);
    remember_run(run);
    if (status == MT_OK)
        status = mt_index_write(run->writer, &run->state, err);
    if (status == MT_OK)
        status = mt_writer_commit(run->writer, err);
    return status;
}

/* ---- The run ---- */

static void decide_rebuild(struct run *run)
{
    struct mt_str mine = mt_str(mt_tokenise_version()), *reason = &run->report->rebuilt_because;
    if (run->options->rebuild)
        *reason = mt_str("asked to");
    else if (run->damaged)
        *reason = mt_str("it is damaged");
    else if (run->state.other_schema.len)
        *reason = mt_str_printf(run->ctx, "it has schema %.*s, this mtindex writes schema %d",
                                MT_ARG(run->state.other_schema), MT_SCHEMA_VERSION);
    else if (run->state.tokeniser.len && !mt_str_eq(run->state.tokeniser, mine))
        *reason = mt_str_printf(run->ctx, "it was built by tokeniser %.*s, this is %.*s",
                                MT_ARG(run->state.tokeniser), MT_ARG(mine));
    run->everything = reason->len > 0;
}

/* Who holds the lock is the only one that changes the index: what looks changed under it is
 * damaged. */
static bool is_damaged(const struct run *run, enum mt_status status)
{
    return status == MT_ERR_CORRUPT || (status == MT_ERR_STALE && run->lock);
}

/* Of a damaged index the archives will do, to build it anew: those that it tells, or those named
 * with a rebuild (else others that it held would be lost). */
static enum mt_status read_state(struct run *run, struct mt_error *err)
{
    const struct mt_run_options *options = run->options;
    struct mt_error reason = {0};
    enum mt_status status = run->damaged
                                ? mt_error_set(&reason, MT_ERR_CORRUPT, "the index is damaged")
                                : mt_index_glance(run->ctx, options->index, &run->state, &reason);
    run->damaged = is_damaged(run, status) || (status == MT_ERR_SCHEMA && options->rebuild);
    if (run->damaged)
        mt_index_read_damaged(run->ctx, options->index, &run->state.archives);
    if (run->damaged && (run->state.archives.len || (options->rebuild && options->n_archives)))
        return MT_OK; /* the lock has refused a folder that holds something else */
    if (run->damaged && options->rebuild)
        return mt_error_set(err, MT_ERR_USAGE,
                            "the damaged index does not tell its archives any more: name them, as "
                            "in mtindex rebuild ~/notes");
    if (status != MT_OK && err)
        *err = reason;
    return status;
}

/* Whether all files are as the index knows them, which then is all that is to be told. */
static bool is_known(const struct run *run)
{
    if (run->everything || run->scope.changed || !run->scope.whole || names_changed(run) ||
        run->report->problems.len || is_overdue(run))
        return false;
    struct mt_files_sum found = mt_look_sum(&run->look);
    return found.files == run->state.files.files && found.sum == run->state.files.sum;
}

static void report_known(const struct run *run)
{
    struct mt_run_report *report = run->report;
    report->unchanged = run->state.files.files;
    report->notes = run->state.totals.notes;
    report->units = run->state.totals.units;
    report->problems = run->state.problems;
}

static enum mt_status plan_run(struct run *run, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    run->files = mt_context(run->ctx);
    if (!run->damaged)
        status = mt_index_read(run->ctx, run->options->index, &run->state, err);
    if (status == MT_OK)
        status = mt_run_plan_make(run->files, &run->state, &run->scope, &run->look, run->everything,
                                  run->options, &run->plan, err);
    return status;
}

static enum mt_status bring_up_to_date(struct run *run, struct mt_error *err)
{
    enum mt_status status = plan_run(run, err);
    if (status == MT_OK) {
        run->changes = changes_of(&run->plan);
        run->late = may_be_late(run);
        status = apply_plan(run, err);
    }
    if (status != MT_OK)
        return status;
    mt_outcome_sums(run->ctx, &run->outcome, &run->state);
    run->report->notes = run->state.totals.notes;
    run->report->units = run->state.totals.units;
    mt_outcome_report(run->ctx, &run->outcome, &run->scope.walked, run->report);
    return commit(run, err);
}

static enum mt_status run_locked(struct run *run, struct mt_error *err)
{
    struct timespec looked;
    clock_gettime(CLOCK_MONOTONIC, &run->started);
    clock_gettime(CLOCK_REALTIME, &looked);
    enum mt_status status = read_state(run, err);
    if (status != MT_OK)
        return status;
    decide_rebuild(run);
    status = mt_scope_choose(run->ctx, &run->state, run->everything, run->options,
                             &run->report->problems, &run->scope, err);
    if (status == MT_OK)
        status = mt_look(run->ctx, &run->scope, &run->report->problems, &run->look, err);
    if (status == MT_OK && is_known(run))
        report_known(run);
    else if (status == MT_OK)
        status = bring_up_to_date(run, err);
    if (status == MT_OK && run->lock && run->scope.whole)
        mt_lock_mark(run->lock, looked);
    mt_writer_free(run->writer);
    run->report->seconds = seconds_of(run);
    return status;
}

/* A misspelt archive leaves no trace, not even an index folder. */
static enum mt_status check_named(const struct mt_run_options *options, struct mt_error *err)
{
    for (size_t i = 0; !options->forget && i < options->n_archives; i++) {
        enum mt_status status = mt_walk_check(options->archives[i], err);
        if (status != MT_OK)
            return status;
    }
    return MT_OK;
}

enum mt_status mt_run(const void *ctx, const struct mt_run_options *options,
                      struct mt_run_report *out, struct mt_error *err)
{
    struct mt_run_report report = {.rebuilt_because = {"", 0}};
    struct run run = {.ctx = ctx, .options = options, .report = &report};
    enum mt_status status = check_named(options, err);
    if (status == MT_OK && options->names)
        status = mt_names_file_read(ctx, options->names, options->names_optional, &run.names, err);
    if (status == MT_OK && !options->dry_run)
        status = mt_lock_take(options->index, options->wait_s, &run.lock, err);
    if (status == MT_OK)
        status = run_locked(&run, err);
    if (is_damaged(&run, status) && run.lock && !run.damaged && !run.everything) {
        /* what a failing disk did shows when the index is opened to be written to */
        report = (struct mt_run_report){.rebuilt_because = {"", 0}};
        run = (struct run){ctx, options, &report, .names = run.names, .lock = run.lock};
        run.damaged = true;
        status = run_locked(&run, err);
    }
    mt_lock_free(run.lock);
    if (status == MT_OK)
        *out = report;
    return status;
}
