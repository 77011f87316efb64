/* outcome.c - What came of a run's plan
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/outcome.h"

#define ROW_MAX ((size_t)1 << 20)

struct mt_str mt_outcome_path(const void *ctx, const struct mt_outcome *outcome, size_t entry)
{
    const struct mt_archive *archive = outcome->plan->entries.ptr[entry].archive;
    return mt_str_printf(ctx, "%s/%s", archive->path.ptr, outcome->rows[entry].file.path.ptr);
}

/* ---- The report ---- */

static int by_content(const void *a, const void *b)
{
    return mt_str_compare(*(const struct mt_str *)a, *(const struct mt_str *)b);
}

static void count_renames(const struct mt_outcome *outcome, struct mt_run_report *report)
{
    void *scratch = mt_context(NULL);
    struct mt_strs gone = {0}, came = {0};
    for (size_t i = 0; i < outcome->plan->entries.len; i++) {
        const struct mt_entry *entry = &outcome->plan->entries.ptr[i];
        if (mt_entry_leaves(entry) && entry->old && entry->old->row.content.len)
            *mt_push(scratch, &gone) = entry->old->row.content;
        else if (entry->state == MT_ENTRY_READ && !entry->old && outcome->changed[i])
            *mt_push(scratch, &came) = outcome->rows[i].content;
    }
    if (gone.len && came.len) {
        qsort(gone.ptr, gone.len, sizeof *gone.ptr, by_content);
        qsort(came.ptr, came.len, sizeof *came.ptr, by_content);
    }
    for (size_t g = 0, c = 0; g < gone.len && c < came.len;) {
        int order = mt_str_compare(gone.ptr[g], came.ptr[c]);
        if (order == 0) {
            report->renamed++;
            report->added--;
            report->deleted--;
        }
        g += order <= 0;
        c += order >= 0;
    }
    mt_free(scratch);
}

static void count(const struct mt_outcome *outcome, const struct mt_archives *walked,
                  struct mt_run_report *report)
{
    for (size_t i = 0; i < outcome->plan->entries.len; i++) {
        const struct mt_entry *entry = &outcome->plan->entries.ptr[i];
        if (mt_entry_leaves(entry))
            report->deleted += entry->old != NULL;
        else if (!outcome->changed[i])
            report->unchanged +=
                entry->old && entry->archive && mt_archive_numbered(walked, entry->archive->number);
        else if (entry->old && entry->old->row.indexed && !outcome->rows[i].indexed)
            report->deleted++;
        else if (entry->old)
            report->updated++;
        else
            report->added++;
    }
}

/* Those that are in no archive any more have none. */
static struct mt_run_problems problems_of(const void *ctx, const struct mt_outcome *outcome)
{
    struct mt_run_problems all = {0};
    for (size_t i = 0; i < outcome->plan->entries.len; i++) {
        const struct mt_entry *entry = &outcome->plan->entries.ptr[i];
        const struct mt_row_problems *problems = &outcome->rows[i].problems;
        for (size_t p = 0; entry->archive && p < problems->len; p++) {
            struct mt_run_problem *problem = mt_push(ctx, &all);
            problem->path = mt_outcome_path(ctx, outcome, i);
            problem->line = problems->ptr[p].line;
            problem->reason = mt_str_copy(ctx, problems->ptr[p].reason);
            problem->now = entry->state == MT_ENTRY_READ;
        }
    }
    return all;
}

void mt_outcome_report(const void *ctx, const struct mt_outcome *outcome,
                       const struct mt_archives *walked, struct mt_run_report *report)
{
    count(outcome, walked, report);
    count_renames(outcome, report);
    const struct mt_run_problems problems = problems_of(ctx, outcome);
    for (size_t i = 0; i < problems.len; i++)
        *mt_push(ctx, &report->problems) = problems.ptr[i];
}

/* ---- What the index remembers ---- */

void mt_outcome_sums(const void *ctx, const struct mt_outcome *outcome, struct mt_index *out)
{
    struct mt_totals *totals = &out->totals;
    *totals = (struct mt_totals){0};
    out->languages = (struct mt_tallies){0};
    out->files = (struct mt_files_sum){0, 0};
    out->problems = problems_of(ctx, outcome);
    for (size_t i = 0; i < out->problems.len; i++)
        out->problems.ptr[i].now = false;
    for (size_t i = 0; i < outcome->plan->entries.len; i++) {
        const struct mt_row *row = &outcome->rows[i];
        if (mt_entry_leaves(&outcome->plan->entries.ptr[i]))
            continue;
        totals->notes += row->parts;
        totals->units += row->units;
        totals->words += row->words;
        totals->bytes += row->indexed ? row->file.size : 0;
        totals->near20 += row->near20;
        mt_tallies_add(ctx, &out->languages, &row->languages);
        mt_files_sum_add(&out->files, row->archive, &row->file);
    }
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

void mt_outcome_recents(const void *ctx, const struct mt_outcome *outcome, struct mt_recents *out)
{
    struct mt_recents recents = {0};
    size_t n = 0, same = 0, entries = outcome->plan->entries.len;
    const struct mt_row **rows = mt_array(NULL, const struct mt_row *, entries);
    for (size_t i = 0; i < entries; i++)
        if (!mt_entry_leaves(&outcome->plan->entries.ptr[i]))
            rows[n++] = &outcome->rows[i];
    qsort(rows, n, sizeof *rows, newest_first);
    for (size_t i = 0; i < n; i++) {
        same = i && rows[i]->archive == rows[i - 1]->archive ? same + 1 : 0;
        if (same < MT_RECENT_NOTES)
            *mt_push(ctx, &recents) =
                (struct mt_recent){rows[i]->archive, mt_str_copy(ctx, rows[i]->file.path)};
    }
    if (recents.len)
        qsort(recents.ptr, recents.len, sizeof *recents.ptr, by_path);
    mt_free(rows);
    *out = recents;
}

static bool same_problems(const struct mt_row_problems *a, const struct mt_row_problems *b)
{
    bool same = a->len == b->len;
    for (size_t i = 0; same && i < a->len; i++)
        same = a->ptr[i].line == b->ptr[i].line && mt_str_eq(a->ptr[i].reason, b->ptr[i].reason);
    return same;
}

bool mt_outcome_is_news(const struct mt_outcome *outcome)
{
    for (size_t i = 0; i < outcome->plan->entries.len; i++) {
        const struct mt_entry *entry = &outcome->plan->entries.ptr[i];
        if (outcome->changed[i] || (entry->state == MT_ENTRY_READ && !entry->old))
            return true;
        if (entry->state == MT_ENTRY_READ &&
            !same_problems(&entry->old->row.problems, &outcome->rows[i].problems))
            return true;
    }
    return false;
}

/* ---- The rows ---- */

static int by_id(const void *a, const void *b)
{
    const struct mt_index_row *left = a, *right = b;
    return mt_str_compare(left->id, right->id);
}

/* What is packed of an entry's row: of one that stays as it is, what the index has. */
static struct mt_str packed_row(void *ctx, const struct mt_outcome *outcome, size_t i)
{
    const struct mt_entry *entry = &outcome->plan->entries.ptr[i];
    struct mt_buf packed;
    if (entry->state == MT_ENTRY_KEEP)
        return entry->old->packed;
    mt_buf_init(&packed, ctx, ROW_MAX);
    mt_row_pack(&outcome->rows[i], &packed);
    return mt_buf_str(&packed);
}

enum mt_status mt_outcome_write_rows(const struct mt_outcome *outcome, struct mt_writer *writer,
                                     struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_index_rows rows = {0};
    for (size_t i = 0; i < outcome->plan->entries.len; i++) {
        const struct mt_entry *entry = &outcome->plan->entries.ptr[i];
        if (mt_entry_leaves(entry))
            continue;
        struct mt_index_row *row = mt_push(scratch, &rows);
        row->id = entry->id;
        row->packed = packed_row(scratch, outcome, i);
    }
    if (rows.len)
        qsort(rows.ptr, rows.len, sizeof *rows.ptr, by_id);
    enum mt_status status = mt_index_write_rows(writer, &rows, err);
    mt_free(scratch);
    return status;
}
