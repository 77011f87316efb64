/* digest.c - What one file gives to an index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/digest.h"

#include "base/file.h"
#include "base/noteid.h"
#include "ingest/layout.h"
#include "ingest/names.h"
#include "ingest/postings.h"
#include "note/parse.h"
#include "text/language.h"

struct mt_digester {
    struct mt_posting_tools tools;
    struct mt_guesser *guesser;
};

/* One file at work. */
struct work {
    struct mt_digester *digester;
    const void *ctx;
    const struct mt_entry *entry;
    struct mt_digest *digest;
};

struct mt_digester *mt_digester_new(const void *ctx)
{
    struct mt_digester *digester = mt_new(ctx, struct mt_digester);
    digester->tools.tokens = mt_tokens_new(digester);
    digester->tools.squeezer = mt_squeezer_new(digester);
    digester->guesser = mt_guesser_new(digester);
    return digester;
}

struct mt_str mt_digest_id(const void *ctx, struct mt_str archive, struct mt_str path,
                           uint32_t part)
{
    struct mt_hash id = mt_note_id(archive, path, part);
    return mt_str_copy(ctx, mt_str(id.hex));
}

static void add_problem(struct work *work, uint32_t line, struct mt_str reason)
{
    struct mt_row_problem *problem = mt_push(work->ctx, &work->digest->row.problems);
    problem->line = line;
    problem->reason = mt_str_copy(work->ctx, reason);
}

/* What the note says of its language goes before what can be guessed. */
static void count_language(struct work *work, struct mt_record *record)
{
    if (record->language.len == 0)
        record->language = mt_guess_language(work->digester->guesser, record->text);
    if (record->language.len)
        mt_tally_add(work->ctx, &work->digest->row.languages, record->language, 1);
}

static void digest_note(struct work *work, const struct mt_note *note)
{
    struct mt_row *row = &work->digest->row;
    const struct mt_archive *archive = work->entry->archive;
    struct mt_layout layout = {0};
    struct mt_digest_note *out = mt_push(work->ctx, &work->digest->notes);
    out->id = mt_digest_id(work->ctx, archive->path, row->file.path, row->parts);
    mt_layout_note(work->ctx, note, work->digester->tools.tokens, &layout);
    layout.record.part = row->parts++;
    count_language(work, &layout.record);
    mt_postings_document(work->ctx, out->id, archive->number, note, &layout, &work->digester->tools,
                         &out->document);
    mt_note_names(work->ctx, note, layout.record.language, &out->names);
    if (layout.cut)
        add_problem(work, 0,
                    mt_str_printf(work->ctx, "too long: only its first %d words can be searched",
                                  MT_NOTE_WORDS_MAX));
    for (size_t i = 0; i < note->problems.len; i++)
        add_problem(work, note->problems.ptr[i].line, note->problems.ptr[i].reason);
    row->indexed = true;
    row->units += layout.table.n_units;
    row->words += layout.words.len;
    row->near20 += layout.near20;
}

static enum mt_digest_outcome digest_bytes(struct work *work, struct mt_str bytes, bool everything)
{
    struct mt_row *row = &work->digest->row;
    const struct mt_index_row *old = work->entry->old;
    struct mt_hash hash = mt_hash(bytes);
    struct mt_text *text;
    struct mt_error problem = {0};
    struct mt_notes notes = {0};
    work->digest->bytes = bytes.len;
    row->content = mt_str_copy(work->ctx, mt_str(hash.hex));
    if (old && !everything && mt_str_eq(old->row.content, row->content)) {
        struct mt_file file = row->file;
        *row = old->row;
        row->file = file;
        return MT_DIGEST_SAME;
    }
    if (mt_text_decode(work->ctx, bytes, &text, &problem) != MT_OK) {
        add_problem(work, problem.line, mt_str(problem.message));
        return MT_DIGEST_REFUSED;
    }
    mt_parse_file(work->ctx, text, row->file.path, &notes);
    for (size_t i = 0; i < notes.len; i++)
        digest_note(work, notes.ptr[i]);
    return MT_DIGEST_NOTES;
}

/* Some file systems tell whole seconds alone, and every other one at that. */
#define SECOND_NS ((int64_t)1000000000)
#define STEP_NS (2 * SECOND_NS)

/* Whether the file may be changed once more and keep its time: then it is looked at again, as if it
 * were another file. What is from the future for good is not. Where fractions are told, nobody
 * saves twice while a clock stands still. */
static bool is_young(const struct mt_file *file)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t age = (int64_t)now.tv_sec * SECOND_NS + now.tv_nsec - file->mtime_ns;
    return file->mtime_ns % SECOND_NS == 0 && age < STEP_NS && age > -STEP_NS;
}

/* What stays of a file that cannot be read: what the index has, to be tried again each run. */
static void keep_unread(struct work *work, bool everything, const char *reason)
{
    struct mt_row *row = &work->digest->row;
    struct mt_file file = row->file;
    if (work->entry->old && !everything)
        *row = work->entry->old->row;
    row->problems = (struct mt_row_problems){0};
    row->file = file;
    row->file.mtime_ns = -1;
    row->content = mt_str("");
    add_problem(work, 0, mt_str(reason));
}

void mt_digest_file(struct mt_digester *digester, const void *ctx, const struct mt_entry *entry,
                    bool everything, struct mt_digest *out)
{
    struct mt_digest digest = {
        .row = {.archive = entry->archive->number, .file = *entry->file},
    };
    struct work work = {digester, ctx, entry, &digest};
    struct mt_str bytes;
    struct mt_str path =
        mt_str_printf(ctx, "%s/%s", entry->archive->path.ptr, entry->file->path.ptr);
    struct mt_error problem = {0};
    bool young = is_young(entry->file);
    enum mt_status status = mt_file_read(ctx, path.ptr, MT_FILE_MAX, &bytes, &problem);
    if (status == MT_OK) {
        digest.outcome = digest_bytes(&work, bytes, everything);
    } else if (status == MT_ERR_LIMIT) { /* will not shrink by being tried again */
        digest.outcome = MT_DIGEST_REFUSED;
        add_problem(&work, 0, mt_str(problem.message));
    } else if (status == MT_ERR_NOT_FOUND) {
        digest.outcome = MT_DIGEST_GONE;
    } else {
        digest.outcome = MT_DIGEST_UNREAD;
        keep_unread(&work, everything, problem.message);
    }
    if (young)
        digest.row.file.inode = MT_NO_INODE;
    *out = digest;
}
