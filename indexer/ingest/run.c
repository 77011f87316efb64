/* run.c - One run of mtindex: archives against index, until they agree
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* realpath */
#include "base/base.h"
#include "ingest/run.h"

#include "base/file.h"
#include "ingest/derived.h"
#include "ingest/index.h"
#include "ingest/layout.h"
#include "ingest/names.h"
#include "ingest/plan.h"
#include "ingest/postings.h"
#include "note/parse.h"
#include "store/lock.h"
#include "text/language.h"

#define ROW_MAX ((size_t)1 << 20)

struct run {
    const void *ctx;
    const struct mt_run_options *options;
    struct mt_run_report *report;
    struct mt_index state;
    struct mt_archives scope; /* the archives of this run */
    struct mt_run_plan plan;
    struct mt_row *rows;  /* one an entry of the plan: as it will be */
    bool *changed;        /* one an entry: its document is to be replaced or deleted */
    struct mt_lock *lock; /* NULL in a dry run */
    struct mt_writer *writer;
    struct mt_tokens *tokens;
    struct mt_guesser *guesser;
    bool rebuild;
    bool damaged; /* the index could not be read */
    bool archives_changed;
    struct mt_progress progress;
};

/* ---- Which archives ---- */

static enum mt_status add_archive(struct run *run, const char *name, struct mt_error *err)
{
    char *path = realpath(name, NULL);
    if (!path) {
        enum mt_status status = mt_error_errno(err, "cannot read the archive's folder");
        mt_error_at(err, name, 0);
        return status;
    }
    const struct mt_archive *known = mt_archive_at(&run->state.archives, mt_str(path));
    struct mt_archive archive = {1, mt_str_copy(run->ctx, mt_str(path))};
    free(path);
    if (known) {
        archive = *known;
    } else {
        for (size_t i = 0; i < run->state.archives.len; i++)
            if (run->state.archives.ptr[i].number >= archive.number)
                archive.number = run->state.archives.ptr[i].number + 1;
        *mt_push(run->ctx, &run->state.archives) = archive;
        run->archives_changed = true;
    }
    if (!mt_archive_numbered(&run->scope, archive.number))
        *mt_push(run->ctx, &run->scope) = archive;
    return MT_OK;
}

static enum mt_status choose_archives(struct run *run, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < run->options->n_archives; i++)
        status = add_archive(run, run->options->archives[i], err);
    if (status == MT_OK && (run->rebuild || run->options->n_archives == 0))
        run->scope = run->state.archives;
    if (status == MT_OK && run->scope.len == 0)
        status = mt_error_set(err, MT_ERR_USAGE,
                              run->damaged ? "the damaged index does not tell its archives any "
                                             "more: name them, as in mtindex rebuild ~/notes"
                                           : "no archive: name the folder of your notes, as in "
                                             "mtindex ~/notes");
    return status;
}

/* ---- One file ---- */

static void row_problem(struct run *run, struct mt_row *row, uint32_t line, struct mt_str reason)
{
    struct mt_row_problem *problem = mt_push(run->ctx, &row->problems);
    problem->line = line;
    problem->reason = mt_str_copy(run->ctx, reason);
}

static struct mt_str full_path(const struct run *run, const struct mt_entry *entry,
                               const struct mt_row *row)
{
    return mt_str_printf(run->ctx, "%s/%s", entry->archive->path.ptr, row->file.path.ptr);
}

static struct mt_str part_id(const void *ctx, const struct mt_entry *entry,
                             const struct mt_row *row, uint32_t part)
{
    struct mt_hash id = mt_row_id(entry->archive->path, row->file.path, part);
    return mt_str_copy(ctx, mt_str(id.hex));
}

/* What the note says of its language goes before what can be guessed. */
static void count_language(struct run *run, struct mt_record *record, struct mt_row *row)
{
    if (record->language.len == 0)
        record->language = mt_guess_language(run->guesser, record->text);
    if (record->language.len)
        mt_tally_add(run->ctx, &row->languages, record->language, 1);
}

static enum mt_status write_note(struct run *run, const void *scratch, struct mt_str id,
                                 const struct mt_note *note, const struct mt_document *document,
                                 struct mt_error *err)
{
    struct mt_name_summary names = {0};
    if (!run->writer)
        return MT_OK;
    mt_note_names(scratch, note, &names);
    enum mt_status status = mt_writer_replace(run->writer, document, err);
    if (status == MT_OK)
        status = mt_derived_keep(run->writer, id, &names, err);
    return status;
}

/* Lays the note out and hands it to the writer. */
static enum mt_status post_note(struct run *run, void *scratch, const struct mt_entry *entry,
                                const struct mt_note *note, struct mt_row *row,
                                struct mt_error *err)
{
    struct mt_layout layout = {0};
    struct mt_document document;
    struct mt_str id = part_id(scratch, entry, row, row->parts);
    mt_layout_note(scratch, note, run->tokens, &layout);
    layout.record.part = row->parts++;
    count_language(run, &layout.record, row);
    mt_postings_document(scratch, id, entry->archive->number, note, &layout, run->tokens,
                         &document);
    if (layout.cut)
        row_problem(run, row, 0,
                    mt_str_printf(scratch, "too long: only its first %d words can be searched",
                                  MT_NOTE_WORDS_MAX));
    for (size_t i = 0; i < note->problems.len; i++)
        row_problem(run, row, note->problems.ptr[i].line, note->problems.ptr[i].reason);
    row->indexed = true;
    row->units += layout.table.n_units;
    row->words += layout.words.len;
    row->near20 += layout.near20;
    row->near60 += layout.near60;
    return write_note(run, scratch, id, note, &document, err);
}

/* Takes the notes of a file from `part` on out of the index. */
static enum mt_status delete_parts(struct run *run, const struct mt_entry *entry,
                                   const struct mt_row *row, uint32_t part, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    enum mt_status status = MT_OK;
    for (; run->writer && status == MT_OK && part < row->parts; part++) {
        struct mt_str id = part_id(scratch, entry, row, part);
        status = mt_writer_delete(run->writer,
                                  mt_str_printf(scratch, "%s%s", MT_PREFIX_FILE, id.ptr), err);
        if (status == MT_OK)
            status = mt_derived_drop(run->writer, id, err);
    }
    mt_free(scratch);
    return status;
}

/* Puts the notes of a file in place of those that the index has of it. */
static enum mt_status index_text(struct run *run, void *scratch, const struct mt_entry *entry,
                                 const struct mt_text *text, struct mt_row *row,
                                 struct mt_error *err)
{
    struct mt_notes notes = {0};
    enum mt_status status = MT_OK;
    mt_parse_file(scratch, text, row->file.path, &notes);
    for (size_t i = 0; status == MT_OK && i < notes.len; i++)
        status = post_note(run, scratch, entry, notes.ptr[i], row, err);
    if (row->words == 0)
        *mt_push(run->ctx, &run->report->empty) = full_path(run, entry, row);
    if (status == MT_OK && entry->old)
        status = delete_parts(run, entry, &entry->old->row, row->parts, err);
    return status;
}

/* What stays of a file that cannot be read: what the index has, to be tried again each run. */
static void keep_unread(struct run *run, const struct mt_entry *entry, const char *reason,
                        struct mt_row *row)
{
    struct mt_file file = row->file;
    if (entry->old && !run->rebuild)
        *row = entry->old->row;
    row->problems = (struct mt_row_problems){0};
    row->file = file;
    row->file.mtime_ns = -1;
    row->content = mt_str("");
    row_problem(run, row, 0, mt_str(reason));
}

static enum mt_status read_file(struct run *run, size_t n, struct mt_error *err)
{
    const struct mt_entry *entry = &run->plan.entries.ptr[n];
    struct mt_row *row = &run->rows[n];
    void *scratch = mt_context(NULL);
    struct mt_str bytes, path = full_path(run, entry, row);
    struct mt_text *text;
    struct mt_error problem = {0};
    enum mt_status status = mt_file_read(scratch, path.ptr, MT_FILE_MAX, &bytes, &problem);
    if (status == MT_ERR_LIMIT) { /* will not shrink by being tried again */
        row_problem(run, row, 0, mt_str(problem.message));
    } else if (status != MT_OK) {
        keep_unread(run, entry, problem.message, row);
    } else {
        struct mt_hash hash = mt_hash(bytes);
        run->report->bytes += bytes.len;
        row->content = mt_str_copy(run->ctx, mt_str(hash.hex));
        bool same = entry->old && mt_str_eq(entry->old->row.content, row->content);
        if (same && !run->rebuild) { /* touched, not changed */
            struct mt_file file = row->file;
            *row = entry->old->row;
            row->file = file;
            mt_free(scratch);
            return MT_OK;
        }
        status = mt_text_decode(scratch, bytes, &text, &problem);
        if (status != MT_OK)
            row_problem(run, row, problem.line, mt_str(problem.message));
    }
    run->changed[n] = status == MT_OK || (entry->old && entry->old->row.indexed && !row->indexed);
    enum mt_status written = MT_OK;
    if (status == MT_OK)
        written = index_text(run, scratch, entry, text, row, err);
    else if (run->changed[n])
        written = delete_parts(run, entry, &entry->old->row, 0, err);
    mt_free(scratch);
    return written;
}

/* ---- All files ---- */

static void tell_progress(struct run *run)
{
    if (run->options->progress)
        run->options->progress(run->options->user, &run->progress);
}

static enum mt_status apply_entry(struct run *run, size_t n, struct mt_error *err)
{
    const struct mt_entry *entry = &run->plan.entries.ptr[n];
    switch (entry->state) {
    case MT_ENTRY_KEEP:
        run->rows[n] = entry->old->row;
        return MT_OK;
    case MT_ENTRY_VANISHED:
        run->changed[n] = true;
        return delete_parts(run, entry, &entry->old->row, 0, err);
    case MT_ENTRY_READ:
        break;
    }
    run->rows[n].archive = entry->archive->number;
    run->rows[n].file = *entry->file;
    enum mt_status status = read_file(run, n, err);
    run->progress.files++;
    run->progress.bytes += entry->file->size;
    tell_progress(run);
    return status;
}

static enum mt_status apply_plan(struct run *run, struct mt_error *err)
{
    size_t n = run->plan.entries.len;
    run->rows = mt_array(run->ctx, struct mt_row, n);
    run->changed = mt_array(run->ctx, bool, n);
    run->tokens = mt_tokens_new(run->ctx);
    run->guesser = mt_guesser_new(run->ctx);
    run->progress.bytes_total = run->plan.bytes;
    for (size_t i = 0; i < n; i++)
        run->progress.files_total += run->plan.entries.ptr[i].state == MT_ENTRY_READ;
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < n; i++)
        status = apply_entry(run, i, err);
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
        if (entry->state == MT_ENTRY_VANISHED && entry->old->row.content.len)
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
        if (entry->state == MT_ENTRY_VANISHED)
            report->deleted++;
        else if (!run->changed[i])
            report->unchanged += entry->old && entry->archive &&
                                 mt_archive_numbered(&run->scope, entry->archive->number);
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
        if (run->plan.entries.ptr[i].state == MT_ENTRY_VANISHED)
            continue;
        totals.notes += row->parts;
        totals.units += row->units;
        totals.words += row->words;
        totals.bytes += row->indexed ? row->file.size : 0;
        totals.near20 += row->near20;
        totals.near60 += row->near60;
        mt_tallies_add(run->ctx, &run->state.languages, &row->languages);
    }
    run->state.totals = totals;
    run->report->notes = totals.notes;
    run->report->units = totals.units;
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

/* Writes the rows that differ from what the index has; `*out` says whether any does beyond having
 * been touched. */
static enum mt_status write_rows(struct run *run, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_buf packed;
    mt_buf_init(&packed, scratch, ROW_MAX);
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < run->plan.entries.len; i++) {
        const struct mt_entry *entry = &run->plan.entries.ptr[i];
        mt_buf_clear(&packed);
        if (entry->state != MT_ENTRY_VANISHED)
            mt_row_pack(&run->rows[i], &packed);
        bool same = entry->old && mt_str_eq(entry->old->packed, mt_buf_str(&packed));
        if (!same || run->rebuild)
            status = mt_index_write_row(run->writer, entry->id, mt_buf_str(&packed), err);
    }
    mt_free(scratch);
    return status;
}

/* Whether there is anything worth a commit. A file that was merely touched is not. */
static bool has_news(const struct run *run)
{
    if (run->rebuild || run->archives_changed)
        return true;
    for (size_t i = 0; i < run->plan.entries.len; i++) {
        const struct mt_entry *entry = &run->plan.entries.ptr[i];
        if (run->changed[i] || (entry->state == MT_ENTRY_READ && !entry->old))
            return true;
        if (entry->state == MT_ENTRY_READ &&
            entry->old->row.problems.len != run->rows[i].problems.len)
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
    if (!run->writer || !has_news(run))
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
    enum mt_status status = write_rows(run, err);
    if (status == MT_OK)
        status = mt_index_write(run->writer, &run->state, err);
    if (status == MT_OK)
        status = mt_writer_commit(run->writer, err);
    return status;
}

/* ---- The run ---- */

/* Whether anything will be written, so that a run without news never opens the writer. */
static bool will_write(const struct run *run)
{
    bool any = run->rebuild || run->archives_changed;
    for (size_t i = 0; !any && i < run->plan.entries.len; i++)
        any = run->plan.entries.ptr[i].state != MT_ENTRY_KEEP;
    return any && !run->options->dry_run;
}

static enum mt_status open_writer(struct run *run, struct mt_error *err)
{
    enum mt_writer_mode mode = run->rebuild ? MT_WRITER_REBUILD : MT_WRITER_UPDATE;
    enum mt_status status = mt_lock_sign(run->lock, run->options->command, err);
    if (status == MT_OK)
        status = mt_writer_open(run->options->index, mode, &run->writer, err);
    return status;
}

static void decide_rebuild(struct run *run)
{
    struct mt_str mine = mt_str(mt_tokenise_version());
    run->rebuild = run->options->rebuild;
    if (run->rebuild) {
        run->report->rebuilt_because = mt_str("asked to");
    } else if (run->state.tokeniser.len && !mt_str_eq(run->state.tokeniser, mine)) {
        run->rebuild = true;
        run->report->rebuilt_because =
            mt_str_printf(run->ctx, "it was built by tokeniser %.*s, this is %.*s",
                          MT_ARG(run->state.tokeniser), MT_ARG(mine));
    }
}

static enum mt_status run_locked(struct run *run, struct mt_error *err)
{
    struct timespec started;
    clock_gettime(CLOCK_MONOTONIC, &started);
    enum mt_status status = mt_index_read(run->ctx, run->options->index, &run->state, err);
    run->damaged = status == MT_ERR_CORRUPT || status == MT_ERR_SCHEMA;
    if (run->damaged && run->options->rebuild)
        status = MT_OK; /* what a rebuild is there for; the lock refuses a foreign folder */
    if (status != MT_OK)
        return status;
    decide_rebuild(run);
    status = choose_archives(run, err);
    if (status == MT_OK)
        status = mt_run_plan_make(run->ctx, &run->state, &run->scope, run->rebuild, run->options,
                                  &run->report->problems, &run->plan, err);
    if (status == MT_OK && will_write(run))
        status = open_writer(run, err);
    if (status == MT_OK)
        status = apply_plan(run, err);
    if (status == MT_OK) {
        count(run);
        sum_up(run);
        collect_problems(run);
        status = commit(run, &started, err);
    }
    mt_writer_free(run->writer);
    return status;
}

/* A misspelt archive leaves no trace, not even an index folder. */
static enum mt_status check_named(const struct mt_run_options *options, struct mt_error *err)
{
    for (size_t i = 0; i < options->n_archives; i++) {
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
    if (status == MT_OK && !options->dry_run)
        status = mt_lock_take(options->index, options->wait_s, &run.lock, err);
    if (status == MT_OK)
        status = run_locked(&run, err);
    mt_lock_free(run.lock);
    if (status == MT_OK)
        *out = report;
    return status;
}
