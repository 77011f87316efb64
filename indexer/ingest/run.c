/* run.c - One run of mtindex: archives against index, until they agree
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/run.h"

#include "ingest/ahead.h"
#include "ingest/derived.h"
#include "ingest/digest.h"
#include "ingest/index.h"
#include "ingest/plan.h"
#include "ingest/scope.h"
#include "store/lock.h"
#include "text/tokenise.h"

#include <unistd.h>

#define ROW_MAX ((size_t)1 << 20)
/* One thread writes what the others read, so that a few keep it busy. */
#define JOBS_MAX 16

struct run {
    const void *ctx;
    const struct mt_run_options *options;
    struct mt_run_report *report;
    struct mt_index state;
    struct mt_names_file names;
    struct mt_scope scope;
    struct mt_run_plan plan;
    struct mt_row *rows;      /* one an entry of the plan: as it will be */
    bool *changed;            /* one an entry: its document is to be replaced or deleted */
    struct mt_lock *lock;     /* NULL in a dry run */
    struct mt_writer *writer; /* NULL until there is something to write */
    bool damaged;             /* the index is: only its archives are known */
    bool everything;          /* all files are read, into a new generation */
    struct mt_progress progress;
};

static struct mt_str full_path(const struct run *run, const struct mt_entry *entry,
                               const struct mt_row *row)
{
    return mt_str_printf(run->ctx, "%s/%s", entry->archive->path.ptr, row->file.path.ptr);
}

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
            status = mt_derived_keep(run->writer, note->id, &note->names, err);
    }
    if (status == MT_OK && before)
        status = delete_parts(run, &before->row, n, err);
    return status;
}

static enum mt_status read_entry(struct run *run, size_t n, const struct mt_digest *digest,
                                 struct mt_error *err)
{
    const struct mt_entry *entry = &run->plan.entries.ptr[n];
    const struct mt_index_row *before = entry->moved ? entry->moved : entry->old;
    void *scratch = mt_context(NULL);
    run->rows[n] = mt_row_copy(run->ctx, &digest->row);
    run->report->bytes += digest->bytes;
    enum mt_status status = MT_OK;
    bool leaves = before && before->row.indexed && !digest->row.indexed;
    if (digest->outcome == MT_DIGEST_NOTES)
        status = write_notes(run, scratch, digest, before, entry->moved, err);
    else if (leaves)
        status = delete_parts(run, &before->row, 0, err);
    run->changed[n] = digest->outcome == MT_DIGEST_NOTES || leaves;
    if (digest->outcome == MT_DIGEST_NOTES && digest->row.words == 0)
        *mt_push(run->ctx, &run->report->empty) = full_path(run, entry, &digest->row);
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
        run->rows[n] = entry->old->row;
        break;
    case MT_ENTRY_VANISHED:
        run->changed[n] = true;
        status = delete_parts(run, &entry->old->row, 0, err);
        break;
    case MT_ENTRY_MOVED:
        run->changed[n] = true;
        break;
    case MT_ENTRY_READ:
        status = read_entry(run, n, mt_ahead_take(ahead), err);
        tell_progress(run, entry);
        break;
    }
    return status;
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
    run->rows = mt_array(run->ctx, struct mt_row, n);
    run->changed = mt_array(run->ctx, bool, n);
    run->progress.bytes_total = run->plan.bytes;
    run->progress.files_total = run->plan.files;
    if (!run->options->dry_run)
        mt_writer_prepare();
    struct mt_ahead *ahead = mt_ahead_start(&run->plan, run->everything, jobs_of(run->options));
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < n; i++)
        status = apply_entry(run, i, ahead, err);
    mt_ahead_stop(ahead);
    return status;
}

/* ---- Rows, sums, report ---- */

static int by_content(const void *a, const void *b)
{
    return mt_str_compare(*(const struct mt_str *)a, *(const struct mt_str *)b);
}

/* A file that vanished here and appeared there with the same content was renamed. */
static void count_renames(struct run *run)
{
    void *scratch = mt_context(NULL);
    struct mt_strs gone = {0}, came = {0};
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        const struct mt_entry *entry = &run->plan.entries.ptr[i];
        if (mt_entry_leaves(entry) && entry->old->row.content.len)
            *mt_push(scratch, &gone) = entry->old->row.content;
        else if (entry->state == MT_ENTRY_READ && !entry->old && run->changed[i])
            *mt_push(scratch, &came) = run->rows[i].content;
    }
    if (gone.len && came.len) {
        qsort(gone.ptr, gone.len, sizeof *gone.ptr, by_content);
        qsort(came.ptr, came.len, sizeof *came.ptr, by_content);
    }
    for (size_t g = 0, c = 0; g < gone.len && c < came.len;) {
        int order = mt_str_compare(gone.ptr[g], came.ptr[c]);
        if (order == 0) {
            run->report->renamed++;
            run->report->added--;
            run->report->deleted--;
        }
        g += order <= 0;
        c += order >= 0;
    }
    mt_free(scratch);
}

static void count(struct run *run)
{
    struct mt_run_report *report = run->report;
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        const struct mt_entry *entry = &run->plan.entries.ptr[i];
        if (mt_entry_leaves(entry))
            report->deleted++;
        else if (!run->changed[i])
            report->unchanged += entry->old && entry->archive &&
                                 mt_archive_numbered(&run->scope.walked, entry->archive->number);
        else if (entry->old)
            report->updated++;
        else
            report->added++;
    }
    count_renames(run);
}

/* The sums are taken anew over all rows, in the plan's order: an update gives what a build gives.
 */
static void sum_up(struct run *run)
{
    struct mt_totals totals = {0};
    run->state.languages = (struct mt_tallies){0};
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        const struct mt_row *row = &run->rows[i];
        if (mt_entry_leaves(&run->plan.entries.ptr[i]))
            continue;
        totals.notes += row->parts;
        totals.units += row->units;
        totals.words += row->words;
        totals.bytes += row->indexed ? row->file.size : 0;
        totals.near20 += row->near20;
        mt_tallies_add(run->ctx, &run->state.languages, &row->languages);
    }
    run->state.totals = totals;
    run->report->notes = totals.notes;
    run->report->units = totals.units;
}

static int newest_first(const void *a, const void *b)
{
    const struct mt_row *left = *(const struct mt_row *const *)a;
    const struct mt_row *right = *(const struct mt_row *const *)b;
    if (left->archive != right->archive)
        return left->archive < right->archive ? -1 : 1;
    if (left->file.mtime_ns != right->file.mtime_ns)
        return left->file.mtime_ns > right->file.mtime_ns ? -1 : 1;
    return mt_str_compare(left->file.path, right->file.path);
}

static int by_path(const void *a, const void *b)
{
    const struct mt_recent *left = a, *right = b;
    if (left->archive != right->archive)
        return left->archive < right->archive ? -1 : 1;
    return mt_str_compare(left->path, right->path);
}

/* The notes of each archive that changed last. */
static void pick_recents(struct run *run)
{
    struct mt_recents recents = {0};
    size_t n = 0, same = 0;
    const struct mt_row **rows = mt_array(run->ctx, const struct mt_row *, run->plan.entries.len);
    for (size_t i = 0; i < run->plan.entries.len; i++)
        if (!mt_entry_leaves(&run->plan.entries.ptr[i]))
            rows[n++] = &run->rows[i];
    qsort(rows, n, sizeof *rows, newest_first);
    for (size_t i = 0; i < n; i++) {
        same = i && rows[i]->archive == rows[i - 1]->archive ? same + 1 : 0;
        if (same < MT_RECENT_NOTES)
            *mt_push(run->ctx, &recents) = (struct mt_recent){rows[i]->archive, rows[i]->file.path};
    }
    if (recents.len)
        qsort(recents.ptr, recents.len, sizeof *recents.ptr, by_path);
    run->state.recents = recents;
}

static void collect_problems(struct run *run)
{
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        const struct mt_entry *entry = &run->plan.entries.ptr[i];
        const struct mt_row *row = &run->rows[i];
        for (size_t p = 0; entry->archive && p < row->problems.len; p++) {
            struct mt_run_problem *problem = mt_push(run->ctx, &run->report->problems);
            problem->path = full_path(run, entry, row);
            problem->line = row->problems.ptr[p].line;
            problem->reason = row->problems.ptr[p].reason;
            problem->now = entry->state == MT_ENTRY_READ;
        }
    }
}

static int by_id(const void *a, const void *b)
{
    const struct mt_index_row *left = a, *right = b;
    return mt_str_compare(left->id, right->id);
}

/* What is packed of an entry's row: of one that stays as it is, what the index has. */
static struct mt_str packed_row(const struct run *run, size_t i, void *scratch)
{
    const struct mt_entry *entry = &run->plan.entries.ptr[i];
    struct mt_buf packed;
    if (entry->state == MT_ENTRY_KEEP)
        return entry->old->packed;
    mt_buf_init(&packed, scratch, ROW_MAX);
    mt_row_pack(&run->rows[i], &packed);
    return mt_buf_str(&packed);
}

static enum mt_status write_rows(struct run *run, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_index_rows rows = {0};
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        const struct mt_entry *entry = &run->plan.entries.ptr[i];
        if (!mt_entry_leaves(entry))
            *mt_push(scratch, &rows) =
                (struct mt_index_row){.id = entry->id, .packed = packed_row(run, i, scratch)};
    }
    if (rows.len)
        qsort(rows.ptr, rows.len, sizeof *rows.ptr, by_id);
    enum mt_status status = mt_index_write_rows(run->writer, &rows, err);
    mt_free(scratch);
    return status;
}

static bool names_changed(const struct run *run)
{
    return !mt_str_eq(run->state.user_names, mt_str(run->names.hash.hex));
}

static bool same_problems(const struct mt_row_problems *a, const struct mt_row_problems *b)
{
    bool same = a->len == b->len;
    for (size_t i = 0; same && i < a->len; i++)
        same = a->ptr[i].line == b->ptr[i].line && mt_str_eq(a->ptr[i].reason, b->ptr[i].reason);
    return same;
}

/* Whether there is anything worth a commit. A file that was merely touched is not. */
static bool has_news(const struct run *run)
{
    if (run->everything || run->scope.changed || names_changed(run))
        return true;
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        const struct mt_entry *entry = &run->plan.entries.ptr[i];
        if (run->changed[i] || (entry->state == MT_ENTRY_READ && !entry->old))
            return true;
        if (entry->state == MT_ENTRY_READ &&
            !same_problems(&entry->old->row.problems, &run->rows[i].problems))
            return true;
    }
    return false;
}

static enum mt_status commit(struct run *run, const struct timespec *started, struct mt_error *err)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    run->report->seconds =
        (double)(now.tv_sec - started->tv_sec) + (double)(now.tv_nsec - started->tv_nsec) / 1e9;
    if (run->options->dry_run || !has_news(run))
        return MT_OK;
    run->state.last_run = (struct mt_last_run){
        .finished = (int64_t)time(NULL),
        .milliseconds = (uint64_t)(run->report->seconds * 1000),
        .added = run->report->added,
        .updated = run->report->updated,
        .renamed = run->report->renamed,
        .deleted = run->report->deleted,
        .unchanged = run->report->unchanged,
    };
    run->state.archives = run->scope.all;
    pick_recents(run);
    enum mt_status status = open_writer(run, err);
    if (status == MT_OK)
        status = write_rows(run, err);
    if (status == MT_OK)
        status = mt_derived_make(run->writer, &run->names, err);
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
                                : mt_index_read(run->ctx, options->index, &run->state, &reason);
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

static enum mt_status run_locked(struct run *run, struct mt_error *err)
{
    struct timespec started, looked;
    clock_gettime(CLOCK_MONOTONIC, &started);
    clock_gettime(CLOCK_REALTIME, &looked);
    enum mt_status status = read_state(run, err);
    if (status != MT_OK)
        return status;
    decide_rebuild(run);
    status = mt_scope_choose(run->ctx, &run->state, run->everything, run->options,
                             &run->report->problems, &run->scope, err);
    if (status == MT_OK)
        status = mt_run_plan_make(run->ctx, &run->state, &run->scope, run->everything, run->options,
                                  &run->report->problems, &run->plan, err);
    if (status == MT_OK)
        status = apply_plan(run, err);
    if (status == MT_OK) {
        count(run);
        sum_up(run);
        collect_problems(run);
        status = commit(run, &started, err);
    }
    if (status == MT_OK && run->lock && run->scope.whole)
        mt_lock_mark(run->lock, looked);
    mt_writer_free(run->writer);
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
