/* meta.c - What an index remembers of itself
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/meta.h"

#include "base/pack.h"

const struct mt_archive *mt_archive_numbered(const struct mt_archives *archives, uint32_t number)
{
    for (size_t i = 0; i < archives->len; i++)
        if (archives->ptr[i].number == number)
            return &archives->ptr[i];
    return NULL;
}

const struct mt_archive *mt_archive_at(const struct mt_archives *archives, struct mt_str path)
{
    for (size_t i = 0; i < archives->len; i++)
        if (mt_str_eq(archives->ptr[i].path, path))
            return &archives->ptr[i];
    return NULL;
}

void mt_archives_pack(const struct mt_archives *archives, struct mt_buf *out)
{
    mt_pack_u64(out, archives->len);
    for (size_t i = 0; i < archives->len; i++) {
        mt_pack_u64(out, archives->ptr[i].number);
        mt_pack_str(out, archives->ptr[i].path);
    }
}

enum mt_status mt_archives_unpack(const void *ctx, struct mt_str bytes, struct mt_archives *out,
                                  struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_archives archives = {0};
    for (size_t n = bytes.len ? mt_unpack_count(&in, 2) : 0; n > 0 && !in.bad; n--) {
        struct mt_archive *archive = mt_push(ctx, &archives);
        archive->number = mt_unpack_u32(&in);
        archive->path = mt_str_copy(ctx, mt_unpack_str(&in));
    }
    if (in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT, "the index's list of archives is damaged");
    *out = archives;
    return MT_OK;
}

void mt_languages_pack(const struct mt_tallies *languages, struct mt_buf *out)
{
    mt_tallies_pack(languages, out);
}

enum mt_status mt_languages_unpack(const void *ctx, struct mt_str bytes, struct mt_tallies *out,
                                   struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_tallies languages = {0};
    if (bytes.len)
        languages = mt_tallies_unpack(ctx, &in);
    if (in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT, "the index's list of languages is damaged");
    *out = languages;
    return MT_OK;
}

void mt_last_run_pack(const struct mt_last_run *run, struct mt_buf *out)
{
    mt_pack_i64(out, run->finished);
    mt_pack_u64(out, run->milliseconds);
    mt_pack_u64(out, run->added);
    mt_pack_u64(out, run->updated);
    mt_pack_u64(out, run->renamed);
    mt_pack_u64(out, run->deleted);
    mt_pack_u64(out, run->unchanged);
}

enum mt_status mt_last_run_unpack(struct mt_str bytes, struct mt_last_run *out,
                                  struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_last_run run = {0};
    if (bytes.len) {
        run.finished = mt_unpack_i64(&in);
        run.milliseconds = mt_unpack_u64(&in);
        run.added = mt_unpack_u64(&in);
        run.updated = mt_unpack_u64(&in);
        run.renamed = mt_unpack_u64(&in);
        run.deleted = mt_unpack_u64(&in);
        run.unchanged = mt_unpack_u64(&in);
    }
    if (in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT, "the index's report of its last run is damaged");
    *out = run;
    return MT_OK;
}

void mt_listened_pack(const struct mt_listened *listened, struct mt_buf *out)
{
    mt_pack_i64(out, listened->at);
    mt_pack_u64(out, listened->changed);
}

enum mt_status mt_listened_unpack(struct mt_str bytes, struct mt_listened *out,
                                  struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_listened listened = {0};
    if (bytes.len) {
        listened.at = mt_unpack_i64(&in);
        listened.changed = mt_unpack_u64(&in);
    }
    if (in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT, "the index's note of its sounds is damaged");
    *out = listened;
    return MT_OK;
}
