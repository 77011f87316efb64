/* index.c - What an index remembers beside its notes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/index.h"

#include "base/pack.h"
#include "store/generation.h"
#include "store/seal.h"
#include "text/tokenise.h"

#define META_MAX ((size_t)1 << 20)

/* ---- The rows ---- */

/* Ids are alike to the sixth bit: few enough blocks that all are read in no time, many enough that
 * a note that changed does not write much anew. */
#define BLOCKS 64
#define BLOCK_MAX ((size_t)1 << 30)

static unsigned digit_of(char hex)
{
    return (unsigned)(mt_is_digit(hex) ? hex - '0' : hex - 'a' + 10);
}

static unsigned block_of(struct mt_str id)
{
    return (digit_of(id.ptr[0]) << 4 | digit_of(id.ptr[1])) * BLOCKS >> 8;
}

static struct mt_str block_key(const void *ctx, unsigned block)
{
    return mt_str_printf(ctx, "%s %u", MT_META_FILE, block);
}

/* A block is of each row its id and, as a string, what is packed of it. */
static void pack_row(struct mt_buf *out, const struct mt_index_row *row)
{
    assert(row->id.len == MT_HASH_HEX);
    mt_buf_add(out, row->id);
    mt_pack_str(out, row->packed);
}

static enum mt_status read_block(const void *ctx, struct mt_str block, struct mt_index_rows *out,
                                 struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(block);
    enum mt_status status = MT_OK;
    while (status == MT_OK && in.at < in.end) {
        struct mt_str rest = mt_str_of(in.at, (size_t)(in.end - in.at));
        struct mt_index_row *row = mt_push(ctx, out);
        row->id = mt_str_slice(rest, 0, MT_HASH_HEX);
        in.at += row->id.len;
        row->packed = mt_unpack_str(&in);
        status = mt_row_unpack(ctx, row->packed, &row->row, err);
    }
    return status;
}

static enum mt_status read_rows(const void *ctx, struct mt_reader *reader,
                                struct mt_index_rows *out, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (unsigned i = 0; status == MT_OK && i < BLOCKS; i++) {
        struct mt_str block;
        status = mt_reader_meta(reader, 0, ctx, block_key(ctx, i), &block, err);
        if (status == MT_OK)
            status = read_block(ctx, block, out, err);
    }
    return status;
}

enum mt_status mt_index_write_rows(struct mt_writer *writer, const struct mt_index_rows *rows,
                                   struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_buf block;
    enum mt_status status = MT_OK;
    mt_buf_init(&block, scratch, BLOCK_MAX);
    for (unsigned i = 0, at = 0; status == MT_OK && i < BLOCKS; i++) {
        mt_buf_clear(&block);
        for (; at < rows->len && block_of(rows->ptr[at].id) == i; at++)
            pack_row(&block, &rows->ptr[at]);
        if (block.full)
            status = mt_error_set(err, MT_ERR_LIMIT, "more files than an index can remember");
        else
            status = mt_writer_set_meta(writer, block_key(scratch, i), mt_buf_str(&block), err);
    }
    mt_free(scratch);
    return status;
}

/* ---- The rest ---- */

static void pack_problems(const struct mt_run_problems *problems, struct mt_buf *out)
{
    for (size_t i = 0; i < problems->len; i++) {
        mt_pack_str(out, problems->ptr[i].path);
        mt_pack_u64(out, problems->ptr[i].line);
        mt_pack_str(out, problems->ptr[i].reason);
    }
}

static enum mt_status unpack_problems(const void *ctx, struct mt_str bytes,
                                      struct mt_run_problems *out, struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    while (in.at < in.end) {
        struct mt_run_problem *problem = mt_push(ctx, out);
        problem->path = mt_unpack_str(&in);
        problem->line = mt_unpack_u32(&in);
        problem->reason = mt_unpack_str(&in);
    }
    return in.bad ? mt_error_set(err, MT_ERR_CORRUPT, "the index's list of problems is damaged")
                  : MT_OK;
}

static void pack_files(struct mt_files_sum files, struct mt_buf *out)
{
    mt_pack_u64(out, files.files);
    mt_pack_u64(out, files.sum);
}

static enum mt_status unpack_files(struct mt_str bytes, struct mt_files_sum *out,
                                   struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    out->files = mt_unpack_u64(&in);
    out->sum = mt_unpack_u64(&in);
    return in.bad ? mt_error_set(err, MT_ERR_CORRUPT, "the index's sum of files is damaged")
                  : MT_OK;
}

static enum mt_status read_state(const void *ctx, struct mt_reader *reader, bool rows,
                                 struct mt_index *state, struct mt_error *err)
{
    struct mt_str archives, files, problems, totals, languages, run, listened, recent;
    enum mt_status status =
        mt_reader_meta(reader, 0, ctx, mt_str(MT_META_TOKENISER), &state->tokeniser, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_ARCHIVES), &archives, err);
    if (status == MT_OK)
        status = mt_archives_unpack(ctx, archives, &state->archives, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_FILES), &files, err);
    if (status == MT_OK)
        status = unpack_files(files, &state->files, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_PROBLEMS), &problems, err);
    if (status == MT_OK)
        status = unpack_problems(ctx, problems, &state->problems, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_TOTALS), &totals, err);
    if (status == MT_OK)
        status = mt_totals_unpack(totals, &state->totals, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_LANGUAGES), &languages, err);
    if (status == MT_OK)
        status = mt_languages_unpack(ctx, languages, &state->languages, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_RUN), &run, err);
    if (status == MT_OK)
        status = mt_last_run_unpack(run, &state->last_run, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_LISTENED), &listened, err);
    if (status == MT_OK)
        status = mt_listened_unpack(listened, &state->listened, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_RECENT), &recent, err);
    if (status == MT_OK)
        status = mt_recents_unpack(ctx, recent, &state->recents, err);
    if (status == MT_OK)
        status =
            mt_reader_meta(reader, 0, ctx, mt_str(MT_META_USER_NAMES), &state->user_names, err);
    if (status == MT_OK && rows)
        status = read_rows(ctx, reader, &state->rows, err);
    return status;
}

/* Whether a first run was stopped before it committed anything. */
static bool never_finished(const char *dir)
{
    struct mt_generations found;
    return mt_generations_look(dir, &found, NULL) == MT_OK && found.state == MT_INDEX_UNFINISHED;
}

/* An index of another version: archives are kept in one form by all. */
static enum mt_status read_other(const void *ctx, const char *dir, struct mt_index *out)
{
    struct mt_index state = {0};
    struct mt_reader *reader;
    struct mt_str archives;
    enum mt_status status = mt_reader_open_any(dir, &reader, NULL);
    if (status != MT_OK)
        return status;
    status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_SCHEMA), &state.other_schema, NULL);
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, ctx, mt_str(MT_META_ARCHIVES), &archives, NULL);
    if (status == MT_OK)
        status = mt_archives_unpack(ctx, archives, &state.archives, NULL);
    mt_reader_free(reader);
    if (status == MT_OK)
        *out = state;
    return status;
}

static enum mt_status read_index(const void *ctx, const char *dir, bool rows, struct mt_index *out,
                                 struct mt_error *err)
{
    struct mt_index state = {0};
    struct mt_error opening = {0};
    struct mt_reader *reader = NULL;
    enum mt_status status = mt_reader_open(&dir, 1, &reader, &opening);
    if (status == MT_ERR_NOT_FOUND || (status == MT_ERR_CORRUPT && never_finished(dir))) {
        *out = state;
        return MT_OK;
    }
    if (status == MT_ERR_SCHEMA && read_other(ctx, dir, out) == MT_OK)
        return MT_OK;
    if (status != MT_OK) {
        if (err)
            *err = opening;
        return status;
    }
    status = read_state(ctx, reader, rows, &state, err);
    mt_reader_free(reader);
    if (status == MT_OK)
        *out = state;
    else
        mt_error_at(err, dir, 0);
    return status;
}

enum mt_status mt_index_read(const void *ctx, const char *dir, struct mt_index *out,
                             struct mt_error *err)
{
    return read_index(ctx, dir, true, out, err);
}

enum mt_status mt_index_glance(const void *ctx, const char *dir, struct mt_index *out,
                               struct mt_error *err)
{
    return read_index(ctx, dir, false, out, err);
}

void mt_index_read_damaged(const void *ctx, const char *dir, struct mt_archives *out)
{
    struct mt_generations found;
    struct mt_str packed;
    *out = (struct mt_archives){0};
    if (mt_generations_look(dir, &found, NULL) != MT_OK)
        return;
    uint32_t number = found.live ? found.live : found.newest;
    if (mt_seal_archives(ctx, mt_generation_path(ctx, dir, number), &packed, NULL) == MT_OK)
        (void)!mt_archives_unpack(ctx, packed, out, NULL);
}

enum mt_status mt_index_write(struct mt_writer *writer, const struct mt_index *state,
                              struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_buf archives, files, problems, totals, languages, run, listened, recent;
    mt_buf_init(&archives, scratch, META_MAX);
    mt_buf_init(&files, scratch, META_MAX);
    mt_buf_init(&problems, scratch, BLOCK_MAX);
    mt_buf_init(&totals, scratch, META_MAX);
    mt_buf_init(&languages, scratch, META_MAX);
    mt_buf_init(&run, scratch, META_MAX);
    mt_buf_init(&listened, scratch, META_MAX);
    mt_buf_init(&recent, scratch, META_MAX);
    mt_archives_pack(&state->archives, &archives);
    pack_files(state->files, &files);
    pack_problems(&state->problems, &problems);
    mt_totals_pack(&state->totals, &totals);
    mt_languages_pack(&state->languages, &languages);
    mt_last_run_pack(&state->last_run, &run);
    mt_listened_pack(&state->listened, &listened);
    mt_recents_pack(&state->recents, &recent);
    const struct {
        const char *key;
        struct mt_str value;
    } entries[] = {
        {MT_META_TOKENISER, mt_str(mt_tokenise_version())},
        {MT_META_ARCHIVES, mt_buf_str(&archives)},
        {MT_META_FILES, mt_buf_str(&files)},
        {MT_META_PROBLEMS, mt_buf_str(&problems)},
        {MT_META_TOTALS, mt_buf_str(&totals)},
        {MT_META_LANGUAGES, mt_buf_str(&languages)},
        {MT_META_RUN, mt_buf_str(&run)},
        {MT_META_LISTENED, mt_buf_str(&listened)},
        {MT_META_RECENT, mt_buf_str(&recent)},
    };
    enum mt_status status = MT_OK;
    if (archives.full || problems.full)
        status = mt_error_set(err, MT_ERR_LIMIT, "more %s than an index can remember",
                              archives.full ? "archives" : "problems");
    for (size_t i = 0; status == MT_OK && i < MT_COUNT(entries); i++)
        status = mt_writer_set_meta(writer, mt_str(entries[i].key), entries[i].value, err);
    mt_free(scratch);
    return status;
}
