/* verify.c - Is the index sound, and does it agree with its archives?
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/verify.h"

#include <uthash.h>

#include "base/file.h"
#include "base/noteid.h"
#include "ingest/index.h"
#include "ingest/plan.h"
#include "ingest/scope.h"
#include "store/generation.h"
#include "store/lock.h"
#include "store/record.h"
#include "store/units.h"

/* A note that there must be, by its row. */
struct expected {
    char id[MT_HASH_HEX];
    const struct mt_row *row;
    bool seen;
    UT_hash_handle hh;
};

struct verifier {
    const void *ctx;
    const char *index;
    struct mt_index state;
    struct mt_reader *reader;
    struct expected *expected;
    struct mt_verify_report report;
};

static void find(struct verifier *v, enum mt_finding_kind kind, struct mt_str path,
                 struct mt_str reason)
{
    *mt_push(v->ctx, &v->report.findings) = (struct mt_finding){kind, path, reason};
}

static struct mt_str path_of(const struct verifier *v, const struct mt_row *row)
{
    const struct mt_archive *archive = mt_archive_numbered(&v->state.archives, row->archive);
    return archive ? mt_str_printf(v->ctx, "%s/%s", archive->path.ptr, row->file.path.ptr)
                   : row->file.path;
}

#define REBUILD "run mtindex rebuild"
#define UPDATE "run mtindex"

/* ---- The index by itself ---- */

/* Whether it tells of damage; what cannot be read just now tells nothing. */
static bool is_damage(enum mt_status status)
{
    return status == MT_ERR_CORRUPT || status == MT_ERR_NOT_FOUND;
}

static enum mt_status check_tables(struct verifier *v, bool *sound, struct mt_error *err)
{
    size_t errors = 0;
    struct mt_error reason = {0};
    enum mt_status status = mt_store_verify(v->index, &errors, &reason);
    *sound = status == MT_OK && errors == 0;
    if (is_damage(status)) {
        const char *advice = status == MT_ERR_NOT_FOUND ? ": " REBUILD : "";
        find(v, MT_FINDING_DAMAGE, mt_str_copy(v->ctx, mt_str(reason.path)),
             mt_str_printf(v->ctx, "%s%s", reason.message, advice));
        return MT_OK;
    }
    if (errors)
        find(v, MT_FINDING_DAMAGE, mt_str(""),
             mt_str_printf(v->ctx, "%zu errors in the tables of the index: " REBUILD, errors));
    if (status != MT_OK && err)
        *err = reason;
    return status;
}

static void expect_notes(struct verifier *v)
{
    for (size_t i = 0; i < v->state.rows.len; i++) {
        const struct mt_row *row = &v->state.rows.ptr[i].row;
        const struct mt_archive *archive = mt_archive_numbered(&v->state.archives, row->archive);
        if (!archive)
            find(v, MT_FINDING_DAMAGE, row->file.path,
                 mt_str("its archive is none of this index: " REBUILD));
        for (uint32_t part = 0; archive && part < row->parts; part++) {
            struct mt_hash id = mt_note_id(archive->path, row->file.path, part);
            struct expected *expected = mt_new(v->ctx, struct expected);
            memcpy(expected->id, id.hex, MT_HASH_HEX);
            expected->row = row;
            HASH_ADD(hh, v->expected, id, MT_HASH_HEX, expected);
        }
    }
}

/* Errors: CORRUPT, with what is wrong with the document; those of mt_reader_value. */
static enum mt_status judge(struct verifier *v, void *scratch, uint32_t docid, struct mt_error *err)
{
    struct mt_str data, packed, path;
    struct mt_record record;
    struct mt_unit_table units;
    struct expected *expected = NULL;
    enum mt_status status = mt_reader_data(v->reader, scratch, docid, &data, err);
    if (status == MT_OK)
        status = mt_reader_value(v->reader, scratch, docid, MT_SLOT_UNITS, &packed, err);
    if (status == MT_OK)
        status = mt_reader_value(v->reader, scratch, docid, MT_SLOT_PATH, &path, err);
    if (status == MT_OK)
        status = mt_record_unpack(scratch, data, &record, err);
    if (status == MT_OK)
        status = mt_units_unpack(scratch, packed, &units, err);
    if (status != MT_OK)
        return status;
    const struct mt_archive *archive = mt_archive_numbered(&v->state.archives, record.archive);
    if (!archive)
        return mt_error_set(err, MT_ERR_CORRUPT, "it belongs to no archive of this index");
    struct mt_hash id = mt_note_id(archive->path, record.path, record.part);
    HASH_FIND(hh, v->expected, id.hex, MT_HASH_HEX, expected);
    if (!expected)
        return mt_error_set(err, MT_ERR_CORRUPT, "the list of files knows nothing of it");
    if (expected->seen)
        return mt_error_set(err, MT_ERR_CORRUPT, "it is there twice");
    expected->seen = true;
    if (record.n_ranges != units.n_units || !mt_str_eq(path, record.path))
        return mt_error_set(err, MT_ERR_CORRUPT, "its parts contradict each other");
    return MT_OK;
}

static enum mt_status check_notes(struct verifier *v, struct mt_error *err)
{
    struct mt_docids docids = {0};
    enum mt_status status = mt_reader_documents(v->reader, v->ctx, &docids, err);
    for (size_t i = 0; status == MT_OK && i < docids.len; i++) {
        void *scratch = mt_context(NULL);
        struct mt_error reason = {0};
        status = judge(v, scratch, docids.ptr[i], &reason);
        if (is_damage(status)) {
            find(v, MT_FINDING_DAMAGE, mt_str(""),
                 mt_str_printf(v->ctx, "document %u: %s: " REBUILD, docids.ptr[i], reason.message));
            status = MT_OK;
        } else if (status != MT_OK && err) {
            *err = reason;
        }
        mt_free(scratch);
    }
    v->report.notes = docids.len;
    return status;
}

/* Each note can be found by its id, which the next update relies on. */
static enum mt_status check_ids(struct verifier *v, struct mt_error *err)
{
    struct mt_term_list ids = {0};
    struct mt_str prefix = MT_STR(MT_PREFIX_FILE);
    enum mt_status status = mt_reader_terms(v->reader, v->ctx, prefix, SIZE_MAX, false, &ids, err);
    size_t found = 0;
    for (size_t i = 0; status == MT_OK && i < ids.len; i++) {
        struct mt_str id = mt_str_slice(ids.ptr[i].term, prefix.len, ids.ptr[i].term.len);
        struct expected *expected = NULL;
        if (id.len == MT_HASH_HEX)
            HASH_FIND(hh, v->expected, id.ptr, MT_HASH_HEX, expected);
        found += expected && ids.ptr[i].documents == 1;
    }
    if (status == MT_OK && (found != HASH_COUNT(v->expected) || found != ids.len))
        find(v, MT_FINDING_DAMAGE, mt_str(""),
             mt_str_printf(v->ctx,
                           "%zu ids of notes, of which %zu are right, for %u notes: " REBUILD,
                           ids.len, found, HASH_COUNT(v->expected)));
    for (struct expected *e = v->expected; status == MT_OK && e; e = e->hh.next)
        if (!e->seen)
            find(v, MT_FINDING_DAMAGE, path_of(v, e->row),
                 mt_str("its note is missing in the index: " REBUILD));
    return status;
}

static void check_sums(struct verifier *v)
{
    struct mt_totals sums = {0};
    for (size_t i = 0; i < v->state.rows.len; i++) {
        const struct mt_row *row = &v->state.rows.ptr[i].row;
        sums.notes += row->parts;
        sums.units += row->units;
        sums.words += row->words;
        sums.bytes += row->indexed ? row->file.size : 0;
    }
    const struct mt_totals *totals = &v->state.totals;
    if (sums.notes != totals->notes || sums.units != totals->units || sums.words != totals->words ||
        sums.bytes != totals->bytes)
        find(v, MT_FINDING_DAMAGE, mt_str(""),
             mt_str("the sums are not those of the files: " REBUILD));
}

static enum mt_status check_index(struct verifier *v, struct mt_error *err)
{
    expect_notes(v);
    enum mt_status status = check_notes(v, err);
    if (status == MT_OK)
        status = check_ids(v, err);
    if (status == MT_OK)
        check_sums(v);
    HASH_CLEAR(hh, v->expected);
    return status;
}

/* ---- The index and its archives ---- */

/* Why a file that has not the size, time and inode of its row differs; NULL when it does not. */
static const char *compare(const struct verifier *v, const struct mt_entry *entry)
{
    if (entry->moved)
        return "it was moved here: " UPDATE;
    if (!entry->old)
        return "it is not in the index yet: " UPDATE;
    void *scratch = mt_context(NULL);
    struct mt_str bytes = {0};
    struct mt_error err = {0};
    enum mt_status status =
        mt_file_read(scratch, path_of(v, &entry->old->row).ptr, MT_FILE_MAX, &bytes, &err);
    struct mt_hash hash = mt_hash(bytes);
    bool same = status == MT_OK && mt_str_eq(mt_str(hash.hex), entry->old->row.content);
    bool unread = status != MT_OK && status != MT_ERR_LIMIT;
    mt_free(scratch);
    return same     ? NULL
           : unread ? "it cannot be read: make it readable, then " UPDATE
                    : "it was changed after it was indexed: " UPDATE;
}

static void check_entry(struct verifier *v, const struct mt_entry *entry)
{
    const char *reason = NULL;
    struct mt_str path = {NULL, 0};
    switch (entry->state) {
    case MT_ENTRY_KEEP:
    case MT_ENTRY_MOVED:
        break;
    case MT_ENTRY_VANISHED:
        path = path_of(v, &entry->old->row);
        reason = "it is gone, the index still has it: " UPDATE;
        break;
    case MT_ENTRY_READ:
        path = mt_str_printf(v->ctx, "%s/%s", entry->archive->path.ptr, entry->file->path.ptr);
        reason = compare(v, entry);
        break;
    }
    v->report.files++;
    if (reason)
        find(v, MT_FINDING_DIFFERS, path, mt_str(reason));
}

static void check_archives(struct verifier *v)
{
    const struct mt_run_options options = {.index = v->index, .allow_empty = true};
    struct mt_run_problems problems = {0};
    struct mt_scope scope;
    struct mt_look look;
    struct mt_run_plan plan;
    struct mt_error err = {0};
    if (v->state.archives.len == 0)
        return;
    enum mt_status status =
        mt_scope_choose(v->ctx, &v->state, false, &options, &problems, &scope, &err);
    if (status == MT_OK)
        status = mt_look(v->ctx, &scope, &problems, &look, &err);
    if (status == MT_OK)
        status = mt_run_plan_make(v->ctx, &v->state, &scope, &look, false, &options, &plan, &err);
    for (size_t i = 0; i < problems.len; i++)
        find(v, MT_FINDING_DIFFERS, problems.ptr[i].path, problems.ptr[i].reason);
    if (status != MT_OK)
        find(v, MT_FINDING_DIFFERS, mt_str_copy(v->ctx, mt_str(err.path)),
             mt_str_copy(v->ctx, mt_str(err.message)));
    for (size_t i = 0; status == MT_OK && i < plan.entries.len; i++)
        check_entry(v, &plan.entries.ptr[i]);
}

/* ---- All of it ---- */

/* Xapian trusts its tables: reading damaged ones can end the program, so nothing is read of them.
 */
static enum mt_status verify(struct verifier *v, struct mt_error *err)
{
    bool sound = false;
    enum mt_status status = check_tables(v, &sound, err);
    if (!sound)
        return status;
    status = mt_index_read(v->ctx, v->index, &v->state, err);
    if (status == MT_OK && v->state.other_schema.len) {
        find(v, MT_FINDING_DIFFERS, mt_str(""),
             mt_str_printf(v->ctx, "it has schema %.*s, this mtindex reads schema %d: " UPDATE,
                           MT_ARG(v->state.other_schema), MT_SCHEMA_VERSION));
        return MT_OK;
    }
    if (status == MT_OK)
        status = mt_reader_open(&v->index, 1, &v->reader, err);
    if (status == MT_OK)
        status = check_index(v, err);
    mt_reader_free(v->reader);
    if (status == MT_OK)
        check_archives(v);
    return status;
}

enum mt_status mt_verify(const void *ctx, const char *index, unsigned wait_s,
                         struct mt_verify_report *out, struct mt_error *err)
{
    struct verifier v = {.ctx = ctx, .index = index};
    struct mt_lock *lock = NULL;
    struct mt_generations found;
    enum mt_status status = mt_generations_look(index, &found, err);
    if (status == MT_OK)
        status = mt_generations_status(&found, index, err);
    if (status != MT_OK)
        return status;
    status = mt_lock_take(index, wait_s, &lock, err);
    if (status == MT_ERR_PERMISSION) { /* who may not write has nobody to wait for */
        status = MT_OK;
        if (err)
            *err = (struct mt_error){0};
    }
    if (status == MT_OK)
        status = verify(&v, err);
    mt_lock_free(lock);
    if (status == MT_OK)
        *out = v.report;
    else if (err && !err->path[0])
        mt_error_at(err, index, 0);
    return status;
}
