/* heard.c - What a recogniser made of names
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/heard.h"

#include <math.h>

#include "base/pack.h"
#include "entity/table.h"

/* The fewest bytes of a packed form. */
#define HEARD_BYTES 10
#define SCORE_UNITS 1000
#define BLOCK_LIMIT ((size_t)1 << 30)

static void pack_one(const struct mt_heard *heard, struct mt_buf *out)
{
    mt_pack_u64(out, heard->kind);
    mt_pack_str(out, heard->name);
    mt_pack_str(out, heard->as);
    mt_pack_u64(out, heard->count);
    mt_pack_u64(out, heard->notes);
    mt_pack_u64(out, (uint64_t)(heard->score * SCORE_UNITS + .5));
    mt_pack_u64(out, heard->archive);
    mt_pack_str(out, heard->path);
    mt_pack_i64(out, heard->time_ms);
    mt_pack_str(out, heard->words);
}

void mt_heard_pack(const void *ctx, const struct mt_heard_list *list, struct mt_strs *blocks)
{
    void *scratch = mt_context(NULL);
    struct mt_buf block, one;
    mt_buf_init(&block, scratch, BLOCK_LIMIT);
    mt_buf_init(&one, scratch, BLOCK_LIMIT);
    for (size_t i = 0; i < list->len; i++) {
        mt_buf_clear(&one);
        pack_one(&list->ptr[i], &one);
        if (block.len && block.len + one.len > MT_TABLE_BLOCK_MAX) {
            *mt_push(ctx, blocks) = mt_str_copy(ctx, mt_buf_str(&block));
            mt_buf_clear(&block);
        }
        mt_buf_add(&block, mt_buf_str(&one));
    }
    if (block.len)
        *mt_push(ctx, blocks) = mt_str_copy(ctx, mt_buf_str(&block));
    mt_free(scratch);
}

static struct mt_heard unpack_one(struct mt_unpack *in)
{
    struct mt_heard heard = {0};
    uint64_t kind = mt_unpack_u64(in);
    heard.kind = (enum mt_entity_kind)kind;
    heard.name = mt_unpack_str(in);
    heard.as = mt_unpack_str(in);
    heard.count = mt_unpack_u32(in);
    heard.notes = mt_unpack_u32(in);
    uint64_t score = mt_unpack_u64(in);
    heard.score = (double)score / SCORE_UNITS;
    heard.archive = mt_unpack_u32(in);
    heard.path = mt_unpack_str(in);
    heard.time_ms = mt_unpack_i64(in);
    heard.words = mt_unpack_str(in);
    in->bad |= kind >= MT_ENTITY_KINDS || score > SCORE_UNITS || heard.time_ms < -1 ||
               heard.name.len == 0 || heard.as.len == 0;
    return heard;
}

enum mt_status mt_heard_unpack(const void *ctx, struct mt_str bytes, struct mt_heard_list *out,
                               struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    size_t before = out->len;
    while (in.at != in.end && !in.bad) {
        in.bad |= (size_t)(in.end - in.at) < HEARD_BYTES;
        *mt_push(ctx, out) = unpack_one(&in);
    }
    if (!in.bad)
        return MT_OK;
    out->len = before;
    return mt_error_set(err, MT_ERR_CORRUPT, "the index's table of heard names is damaged");
}

/* ---- Order ---- */

static double worth(const struct mt_heard *heard)
{
    return heard->score * log(1 + (double)heard->count);
}

static int best_first(const void *a, const void *b)
{
    const struct mt_heard *left = a, *right = b;
    if (worth(left) != worth(right))
        return worth(left) > worth(right) ? -1 : 1;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    int order = mt_str_compare(left->name, right->name);
    return order ? order : mt_str_compare(left->as, right->as);
}

void mt_heard_sort(struct mt_heard_list *list)
{
    if (list->len)
        qsort(list->ptr, list->len, sizeof *list->ptr, best_first);
}
