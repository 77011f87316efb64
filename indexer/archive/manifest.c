/* manifest.c - What the index knows of each file
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "archive/manifest.h"

#include "base/pack.h"

#define ROW_VERSION 2

void mt_row_pack(const struct mt_row *row, struct mt_buf *out)
{
    mt_pack_u64(out, ROW_VERSION);
    mt_pack_u64(out, row->archive);
    mt_pack_str(out, row->file.path);
    mt_buf_add_char(out, '\0');
    mt_pack_u64(out, row->file.size);
    mt_pack_i64(out, row->file.mtime_ns);
    mt_pack_u64(out, row->file.inode);
    mt_pack_str(out, row->content);
    mt_pack_u64(out, row->parts);
    mt_pack_u64(out, row->units);
    mt_pack_u64(out, row->words);
    mt_pack_sum(out, row->near20);
    mt_tallies_pack(&row->languages, out);
    mt_pack_u64(out, row->problems.len);
    for (size_t i = 0; i < row->problems.len; i++) {
        mt_pack_u64(out, row->problems.ptr[i].line);
        mt_pack_str(out, row->problems.ptr[i].reason);
    }
}

enum mt_status mt_row_unpack(const void *ctx, struct mt_str bytes, struct mt_row *out,
                             struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_row row = {0};
    bool known = mt_unpack_u64(&in) == ROW_VERSION;
    row.archive = mt_unpack_u32(&in);
    row.file.path = mt_unpack_str(&in);
    known &= mt_unpack_u64(&in) == 0;
    row.file.size = mt_unpack_u64(&in);
    row.file.mtime_ns = mt_unpack_i64(&in);
    row.file.inode = mt_unpack_u64(&in);
    row.content = mt_unpack_str(&in);
    row.parts = mt_unpack_u32(&in);
    row.indexed = row.parts > 0;
    row.units = mt_unpack_u64(&in);
    row.words = mt_unpack_u64(&in);
    row.near20 = mt_unpack_sum(&in);
    row.languages = mt_tallies_unpack(ctx, &in);
    for (size_t n = mt_unpack_count(&in, 2); n > 0 && !in.bad; n--) {
        struct mt_row_problem *problem = mt_push(ctx, &row.problems);
        problem->line = mt_unpack_u32(&in);
        problem->reason = mt_unpack_str(&in);
    }
    if (in.bad || !known || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT, "the index's list of files is damaged");
    *out = row;
    return MT_OK;
}

/* In one piece: there are as many as files. */
struct mt_row mt_row_copy(const void *ctx, struct mt_pieces *pieces, const struct mt_row *row)
{
    struct mt_row copy = {0};
    struct mt_buf packed;
    mt_buf_init(&packed, NULL, SIZE_MAX / 2);
    mt_row_pack(row, &packed);
    enum mt_status status =
        mt_row_unpack(ctx, mt_str_keep(ctx, pieces, mt_buf_str(&packed)), &copy, NULL);
    assert(status == MT_OK);
    (void)status;
    mt_free(packed.ptr);
    return copy;
}

bool mt_row_is_fresh(const struct mt_row *row, const struct mt_file *file)
{
    return row->file.size == file->size && row->file.mtime_ns == file->mtime_ns &&
           row->file.inode == file->inode;
}

void mt_files_sum_add(struct mt_files_sum *sum, uint32_t archive, const struct mt_file *file)
{
    const uint64_t parts[] = {archive, mt_hash64(file->path), file->size, (uint64_t)file->mtime_ns,
                              file->inode};
    sum->files++;
    sum->sum += mt_hash64(mt_str_of((const char *)parts, sizeof parts));
}
