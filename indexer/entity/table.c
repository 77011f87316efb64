/* table.c - The gazetteer as an index stores it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/table.h"

#include "base/hash.h"
#include "base/pack.h"

/* The fewest bytes of a packed entity and of a packed form. */
#define ENTITY_BYTES 8
#define FORM_BYTES 3
#define SCORE_UNITS 1000
#define BLOCK_LIMIT ((size_t)256 << 20)

enum { FLAG_LEVEL = 0x7, FLAG_SHARED = 1 << 3, FLAG_CAPITAL = 1 << 4, FLAGS_END = 1 << 5 };

_Static_assert(MT_FORM_LEVELS <= FLAG_LEVEL + 1, "a level no longer fits its bits");

/* ---- Packing ---- */

static void pack_entity(const struct mt_entity *entity, uint32_t number, struct mt_buf *out)
{
    mt_pack_u64(out, number);
    mt_pack_u64(out, entity->kind);
    mt_pack_u64(out, entity->source);
    mt_pack_str(out, entity->name);
    mt_pack_u64(out, entity->notes);
    mt_pack_u64(out, entity->spoke);
    mt_pack_u64(out, entity->forms.len);
    for (size_t i = 0; i < entity->forms.len; i++) {
        const struct mt_entity_form *form = &entity->forms.ptr[i];
        mt_pack_str(out, form->words);
        mt_pack_u64(out, form->level | (form->shared ? FLAG_SHARED : 0) |
                             (form->capital ? FLAG_CAPITAL : 0));
        mt_pack_u64(out, (uint64_t)(form->score * SCORE_UNITS + .5));
    }
    mt_pack_u64(out, entity->refused.len);
    for (size_t i = 0; i < entity->refused.len; i++)
        mt_pack_str(out, entity->refused.ptr[i]);
}

/* The packed entity into the block of each of its words, once into each. */
static void distribute(const struct mt_table_head *head, const struct mt_entity *entity,
                       struct mt_str packed, uint32_t *last, uint32_t number, struct mt_buf *blocks)
{
    for (size_t f = 0; f < entity->forms.len; f++) {
        struct mt_str rest = entity->forms.ptr[f].words, word;
        while (mt_str_next(&rest, ' ', &word)) {
            uint32_t block = mt_table_block(head, word);
            if (last[block] != number + 1)
                mt_buf_add(&blocks[block], packed);
            last[block] = number + 1;
        }
    }
}

static bool fits(const struct mt_buf *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (blocks[i].len > MT_TABLE_BLOCK_MAX)
            return false;
    return true;
}

static struct mt_buf *pack_blocks(void *ctx, const struct mt_gazetteer *gazetteer,
                                  const struct mt_table_head *head)
{
    size_t n = (size_t)1 << head->bits;
    struct mt_buf *blocks = mt_array(ctx, struct mt_buf, n), one;
    uint32_t *last = mt_array(blocks, uint32_t, n);
    for (size_t i = 0; i < n; i++)
        mt_buf_init(&blocks[i], blocks, BLOCK_LIMIT);
    mt_buf_init(&one, blocks, BLOCK_LIMIT);
    for (size_t i = 0; i < gazetteer->entities.len; i++) {
        const struct mt_entity *entity = &gazetteer->entities.ptr[i];
        mt_buf_clear(&one);
        pack_entity(entity, (uint32_t)i, &one);
        distribute(head, entity, mt_buf_str(&one), last, (uint32_t)i, blocks);
    }
    return blocks;
}

void mt_table_pack(const void *ctx, const struct mt_gazetteer *gazetteer,
                   struct mt_table_head *head, struct mt_strs *blocks)
{
    void *scratch = mt_context(NULL);
    *head = (struct mt_table_head){.entities = (uint32_t)gazetteer->entities.len};
    struct mt_buf *packed = pack_blocks(scratch, gazetteer, head);
    while (!fits(packed, (size_t)1 << head->bits) && head->bits < MT_TABLE_BITS_MAX) {
        mt_free(packed);
        head->bits++;
        packed = pack_blocks(scratch, gazetteer, head);
    }
    for (size_t i = 0; i < (size_t)1 << head->bits; i++)
        *mt_push(ctx, blocks) = mt_str_copy(ctx, mt_buf_str(&packed[i]));
    mt_free(scratch);
}

void mt_table_head_pack(const struct mt_table_head *head, struct mt_buf *out)
{
    mt_pack_u64(out, head->bits);
    mt_pack_u64(out, head->entities);
}

/* ---- Reading ---- */

static enum mt_status damaged(struct mt_error *err)
{
    return mt_error_set(err, MT_ERR_CORRUPT, "the index's table of names is damaged");
}

enum mt_status mt_table_head_unpack(struct mt_str bytes, struct mt_table_head *out,
                                    struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_table_head head = {0};
    if (bytes.len) {
        head.bits = mt_unpack_u32(&in);
        head.entities = mt_unpack_u32(&in);
    }
    if (in.bad || in.at != in.end || head.bits > MT_TABLE_BITS_MAX)
        return damaged(err);
    *out = head;
    return MT_OK;
}

uint32_t mt_table_hash(struct mt_str word)
{
    return mt_hash32(word);
}

uint32_t mt_table_block(const struct mt_table_head *head, struct mt_str word)
{
    return mt_table_hash(word) & (((uint32_t)1 << head->bits) - 1);
}

static struct mt_entity_form unpack_form(struct mt_unpack *in)
{
    struct mt_entity_form form = {.words = mt_unpack_str(in)};
    uint64_t flags = mt_unpack_u64(in), score = mt_unpack_u64(in);
    form.level = (enum mt_form_level)(flags & FLAG_LEVEL);
    form.shared = flags & FLAG_SHARED;
    form.capital = flags & FLAG_CAPITAL;
    form.score = (double)score / SCORE_UNITS;
    in->bad |= flags >= FLAGS_END || form.level >= MT_FORM_LEVELS || score > SCORE_UNITS ||
               form.words.len == 0;
    return form;
}

static void unpack_entity(const void *ctx, struct mt_unpack *in, struct mt_numbered *out)
{
    struct mt_entity *entity = &out->entity;
    out->number = mt_unpack_u32(in);
    uint64_t kind = mt_unpack_u64(in), source = mt_unpack_u64(in);
    entity->kind = (enum mt_entity_kind)kind;
    entity->source = (enum mt_name_source)source;
    entity->name = mt_unpack_str(in);
    entity->notes = mt_unpack_u32(in);
    entity->spoke = mt_unpack_u32(in);
    for (size_t n = mt_unpack_count(in, FORM_BYTES); n > 0 && !in->bad; n--)
        *mt_push(ctx, &entity->forms) = unpack_form(in);
    for (size_t n = mt_unpack_count(in, 1); n > 0 && !in->bad; n--)
        *mt_push(ctx, &entity->refused) = mt_unpack_str(in);
    in->bad |= kind >= MT_ENTITY_KINDS || source >= MT_NAME_SOURCES;
}

enum mt_status mt_table_unpack(const void *ctx, struct mt_str bytes, struct mt_numbered_list *out,
                               struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    size_t before = out->len;
    while (in.at != in.end && !in.bad) {
        in.bad |= (size_t)(in.end - in.at) < ENTITY_BYTES;
        unpack_entity(ctx, &in, mt_push(ctx, out));
        const struct mt_numbered *last = &out->ptr[out->len - 1];
        in.bad |= out->len > before + 1 && last->number <= last[-1].number;
    }
    if (in.bad) {
        out->len = before;
        return damaged(err);
    }
    return MT_OK;
}

/* Passes over what unpack_entity reads. */
static void add_words(const void *ctx, struct mt_unpack *in, uint32_t at,
                      struct mt_table_words *out)
{
    for (int i = 0; i < 3; i++) /* number, kind, source */
        mt_unpack_u64(in);
    mt_unpack_str(in);          /* name */
    for (int i = 0; i < 2; i++) /* notes, spoke */
        mt_unpack_u64(in);
    for (size_t n = mt_unpack_count(in, FORM_BYTES); n > 0 && !in->bad; n--) {
        struct mt_str rest = mt_unpack_str(in), word;
        while (mt_str_next(&rest, ' ', &word))
            *mt_push(ctx, out) = (struct mt_table_word){mt_table_hash(word), at};
        mt_unpack_u64(in); /* flags */
        mt_unpack_u64(in); /* score */
    }
    for (size_t n = mt_unpack_count(in, 1); n > 0 && !in->bad; n--)
        mt_unpack_str(in); /* refused */
}

enum mt_status mt_table_words(const void *ctx, struct mt_str bytes, struct mt_table_words *out,
                              struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    while (in.at != in.end && !in.bad)
        add_words(ctx, &in, (uint32_t)(in.at - bytes.ptr), out);
    return in.bad ? damaged(err) : MT_OK;
}

enum mt_status mt_table_entity(const void *ctx, struct mt_str bytes, uint32_t at,
                               struct mt_entity *out, struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(mt_str_slice(bytes, at, bytes.len));
    struct mt_numbered one = {0};
    unpack_entity(ctx, &in, &one);
    if (in.bad)
        return damaged(err);
    *out = one.entity;
    return MT_OK;
}
