/* late.c - Notes that came after the sound table was made
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/late.h"

#include "base/pack.h"
#include "text/commonness.h"

#define NOTE_MAX ((size_t)16 << 20)

static enum mt_status set(struct mt_writer *writer, struct mt_str id, struct mt_str packed,
                          struct mt_error *err)
{
    struct mt_str key = mt_str_printf(NULL, "%s %.*s", MT_META_LATE, MT_ARG(id));
    enum mt_status status = mt_writer_set_meta(writer, key, packed, err);
    mt_free((char *)key.ptr);
    return status;
}

/* Of every day are, of words that stand in the text, those that it must have held before. */
static bool is_kept(const struct mt_posting *posting)
{
    int tier = posting->positions ? mt_word_tier(posting->term) : MT_TIER_COMMON;
    return !tier || tier > MT_TIER_COMMON;
}

enum mt_status mt_late_keep(struct mt_writer *writer, struct mt_str id,
                            const struct mt_document *document, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_buf packed;
    mt_buf_init(&packed, scratch, NOTE_MAX);
    mt_pack_str(&packed, document->values[MT_SLOT_UNCOMMON]);
    for (size_t i = 0; i < document->n_postings && packed.len < NOTE_MAX / 2; i++)
        if (is_kept(&document->postings[i]))
            mt_word_pack(&packed, document->postings[i].term);
    if (packed.full) /* no meeting has a word by the million */
        mt_buf_clear(&packed);
    enum mt_status status = set(writer, id, mt_buf_str(&packed), err);
    mt_free(scratch);
    return status;
}

enum mt_status mt_late_drop(struct mt_writer *writer, struct mt_str id, struct mt_error *err)
{
    return set(writer, id, mt_str(""), err);
}

enum mt_status mt_late_drop_all(struct mt_writer *writer, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_strs keys = {0};
    enum mt_status status =
        mt_writer_meta_keys(writer, scratch, mt_str(MT_META_LATE " "), &keys, err);
    for (size_t i = 0; status == MT_OK && i < keys.len; i++)
        status = mt_writer_set_meta(writer, keys.ptr[i], mt_str(""), err);
    mt_free(scratch);
    return status;
}

static enum mt_status unpack(const void *ctx, struct mt_str packed, struct mt_late_note *out,
                             struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(packed);
    out->uncommon = mt_unpack_str(&in);
    while (in.at < in.end && !in.bad)
        *mt_push(ctx, &out->words) = mt_word_unpack(&in);
    return in.bad ? mt_error_set(err, MT_ERR_CORRUPT, "the index is damaged: run mtindex rebuild")
                  : MT_OK;
}

enum mt_status mt_late_read(struct mt_writer *writer, const void *ctx, struct mt_late_notes *out,
                            struct mt_error *err)
{
    struct mt_strs keys = {0};
    enum mt_status status = mt_writer_meta_keys(writer, ctx, mt_str(MT_META_LATE " "), &keys, err);
    for (size_t i = 0; status == MT_OK && i < keys.len; i++) {
        struct mt_str packed;
        status = mt_writer_meta(writer, ctx, keys.ptr[i], &packed, err);
        if (status == MT_OK)
            status = unpack(ctx, packed, mt_push(ctx, out), err);
    }
    return status;
}
