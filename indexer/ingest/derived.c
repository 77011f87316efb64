/* derived.c - What the index knows of all notes together
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/derived.h"

#include <uthash.h>

#include "entity/make.h"
#include "entity/table.h"
#include "ingest/heard.h"
#include "ingest/late.h"
#include "ingest/listen.h"
#include "ingest/sounds.h"

#define SUMMARY_BYTES_MAX ((size_t)4 << 20)

bool mt_derived_is_old(const struct mt_listened *listened, int64_t now)
{
    return !listened->at || now < listened->at || now - listened->at >= MT_DERIVED_AGE_S;
}

bool mt_derived_may_stay(const struct mt_listened *listened, uint64_t notes, uint64_t changed,
                         int64_t now)
{
    return !mt_derived_is_old(listened, now) && notes >= MT_DERIVED_MANY &&
           listened->changed + changed < notes / MT_DERIVED_FEW;
}

static enum mt_status set_summary(struct mt_writer *writer, struct mt_str id, struct mt_str packed,
                                  struct mt_error *err)
{
    struct mt_str key = mt_str_printf(NULL, "%s %.*s", MT_META_NAMES, MT_ARG(id));
    enum mt_status status = mt_writer_set_meta(writer, key, packed, err);
    mt_free((char *)key.ptr);
    return status;
}

enum mt_status mt_derived_keep(struct mt_writer *writer, struct mt_str id,
                               const struct mt_name_summary *summary,
                               const struct mt_document *document, bool late, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_buf packed;
    mt_buf_init(&packed, scratch, SUMMARY_BYTES_MAX);
    mt_summary_pack(summary, &packed);
    enum mt_status status = set_summary(writer, id, mt_buf_str(&packed), err);
    mt_free(scratch);
    if (status == MT_OK && late)
        status = mt_late_keep(writer, id, document, err);
    return status;
}

enum mt_status mt_derived_drop(struct mt_writer *writer, struct mt_str id, struct mt_error *err)
{
    enum mt_status status = set_summary(writer, id, mt_str(""), err);
    return status == MT_OK ? mt_late_drop(writer, id, err) : status;
}

/* ---- The gazetteer ---- */

struct summaries MT_VEC(struct mt_name_summary);

/* In the order of their keys, so that what is made of them does not depend on the order of runs. */
static enum mt_status read_summaries(void *ctx, struct mt_writer *writer, struct summaries *out,
                                     struct mt_error *err)
{
    struct mt_strs keys = {0};
    struct mt_pieces pieces = {0};
    enum mt_status status = mt_writer_meta_keys(writer, ctx, mt_str(MT_META_NAMES " "), &keys, err);
    mt_reserve(ctx, out, keys.len);
    for (size_t i = 0; status == MT_OK && i < keys.len; i++) {
        struct mt_str packed;
        status = mt_writer_meta(writer, ctx, keys.ptr[i], &packed, err);
        if (status != MT_OK)
            break;
        struct mt_str kept = mt_str_keep(ctx, &pieces, packed);
        mt_free((char *)packed.ptr);
        mt_free((char *)keys.ptr[i].ptr);
        status = mt_summary_unpack(ctx, kept, mt_push(ctx, out), err);
    }
    return status;
}

static enum mt_status make_gazetteer(const void *ctx, struct mt_writer *writer,
                                     const struct mt_names_file *file, struct mt_gazetteer *out,
                                     struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct summaries summaries = {0};
    enum mt_status status = read_summaries(scratch, writer, &summaries, err);
    if (status == MT_OK)
        mt_gazetteer_make(ctx, summaries.ptr, summaries.len, file, out);
    mt_free(scratch);
    return status;
}

static enum mt_status write_block(struct mt_writer *writer, void *ctx, size_t number,
                                  struct mt_str bytes, struct mt_error *err)
{
    struct mt_str key = mt_str_printf(ctx, "%s %zu", MT_META_ENTITY, number);
    return mt_writer_set_meta(writer, key, bytes, err);
}

static enum mt_status write_table(struct mt_writer *writer, void *ctx,
                                  const struct mt_gazetteer *gazetteer, struct mt_error *err)
{
    struct mt_table_head head;
    struct mt_strs blocks = {0}, old = {0};
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, MT_TABLE_BLOCK_MAX);
    mt_table_pack(ctx, gazetteer, &head, &blocks);
    mt_table_head_pack(&head, &packed);
    enum mt_status status = mt_writer_meta_keys(writer, ctx, mt_str(MT_META_ENTITY " "), &old, err);
    for (size_t i = 0; status == MT_OK && i < old.len; i++)
        status = mt_writer_set_meta(writer, old.ptr[i], mt_str(""), err);
    for (size_t i = 0; status == MT_OK && i < blocks.len; i++)
        if (blocks.ptr[i].len)
            status = write_block(writer, ctx, i, blocks.ptr[i], err);
    if (status == MT_OK)
        status = mt_writer_set_meta(writer, mt_str(MT_META_ENTITIES), mt_buf_str(&packed), err);
    return status;
}

static enum mt_status write_names(struct mt_writer *writer, void *ctx,
                                  const struct mt_gazetteer *gazetteer,
                                  const struct mt_names_file *file, struct mt_error *err)
{
    enum mt_status status = write_table(writer, ctx, gazetteer, err);
    if (status == MT_OK)
        status =
            mt_writer_set_meta(writer, mt_str(MT_META_USER_NAMES), mt_str(file->hash.hex), err);
    return status;
}

enum mt_status mt_derived_make(struct mt_writer *writer, const struct mt_names_file *file,
                               uint64_t words, unsigned jobs, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_gazetteer gazetteer;
    struct mt_sound_blocks blocks = {0};
    enum mt_status status = mt_writer_flush(writer, err);
    mt_memory_trim();
    if (status == MT_OK)
        status = make_gazetteer(scratch, writer, file, &gazetteer, err);
    mt_memory_trim();
    if (status == MT_OK)
        status = mt_sounds_make(scratch, writer, words, &blocks, err);
    if (status == MT_OK)
        status = mt_listen(scratch, writer, &blocks, &gazetteer, jobs, err);
    if (status == MT_OK)
        status = mt_heard_make(writer, &gazetteer, err);
    if (status == MT_OK)
        status = write_names(writer, scratch, &gazetteer, file, err);
    if (status == MT_OK)
        status = mt_late_drop_all(writer, err);
    mt_free(scratch);
    return status;
}

/* ---- What was heard before ---- */

struct before {
    struct mt_str key; /* kind and name */
    const struct mt_entity *entity;
    UT_hash_handle hh;
};

static struct mt_str key_of(const void *ctx, const struct mt_entity *entity)
{
    return mt_str_printf(ctx, "%d%.*s", entity->kind, MT_ARG(entity->name));
}

/* All entities of the table as it is stored. An entity stands in several blocks. */
static enum mt_status read_table(void *ctx, struct mt_writer *writer, struct before **out,
                                 struct mt_error *err)
{
    struct mt_strs keys = {0};
    enum mt_status status =
        mt_writer_meta_keys(writer, ctx, mt_str(MT_META_ENTITY " "), &keys, err);
    for (size_t i = 0; status == MT_OK && i < keys.len; i++) {
        struct mt_numbered_list *list = mt_new(ctx, struct mt_numbered_list);
        struct mt_str bytes;
        status = mt_writer_meta(writer, ctx, keys.ptr[i], &bytes, err);
        if (status == MT_OK)
            status = mt_table_unpack(ctx, bytes, list, err);
        for (size_t e = 0; status == MT_OK && e < list->len; e++) {
            struct before *before = mt_new(ctx, struct before), *known;
            before->entity = &list->ptr[e].entity;
            before->key = key_of(ctx, before->entity);
            HASH_FIND(hh, *out, before->key.ptr, before->key.len, known);
            if (!known)
                HASH_ADD_KEYPTR(hh, *out, before->key.ptr, before->key.len, before);
        }
    }
    return status;
}

static void take_heard(const void *ctx, const struct mt_entity *before, struct mt_entity *entity)
{
    for (size_t f = 0; f < before->forms.len; f++)
        if (before->forms.ptr[f].level > MT_FORM_ALIAS)
            mt_entity_add_form(ctx, entity, before->forms.ptr[f]);
}

static enum mt_status keep_heard(void *ctx, struct mt_writer *writer,
                                 struct mt_gazetteer *gazetteer, struct mt_error *err)
{
    struct before *all = NULL, *before;
    enum mt_status status = read_table(ctx, writer, &all, err);
    for (size_t i = 0; status == MT_OK && i < gazetteer->entities.len; i++) {
        struct mt_entity *entity = &gazetteer->entities.ptr[i];
        struct mt_str key = key_of(ctx, entity);
        HASH_FIND(hh, all, key.ptr, key.len, before);
        if (before)
            take_heard(ctx, before->entity, entity);
    }
    HASH_CLEAR(hh, all);
    return status;
}

enum mt_status mt_derived_refresh(struct mt_writer *writer, const struct mt_names_file *file,
                                  struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_gazetteer gazetteer;
    enum mt_status status = mt_sounds_add_late(writer, err);
    if (status == MT_OK)
        status = make_gazetteer(scratch, writer, file, &gazetteer, err);
    if (status == MT_OK)
        status = keep_heard(scratch, writer, &gazetteer, err);
    if (status == MT_OK)
        status = write_names(writer, scratch, &gazetteer, file, err);
    mt_free(scratch);
    return status;
}
