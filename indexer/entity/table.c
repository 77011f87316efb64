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
/* For the size of the marks. */
#define ROOM 8

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

/* Of a word that is looked up in a block, an entity that has it. */
struct mark {
    uint32_t hash, at; /* where it begins */
};
#define MARK_BYTES 8

/* What is packed of a block. */
struct block {
    struct mt_buf entities;
    struct MT_VEC(struct mark) marks;
    uint32_t last, at; /* of the entity that was added last: its number plus one, where it begins */
};

/* The packed entity into the block of each of its words, once into each. */
static void distribute(void *ctx, const struct mt_table_head *head, const struct mt_entity *entity,
                       struct mt_str packed, uint32_t number, struct block *blocks)
{
    for (size_t f = 0; f < entity->forms.len; f++) {
        struct mt_str rest = entity->forms.ptr[f].words, word;
        while (mt_str_next(&rest, ' ', &word)) {
            struct block *block = &blocks[mt_table_block(head, word)];
            if (block->last != number + 1) {
                block->at = (uint32_t)block->entities.len;
                mt_buf_add(&block->entities, packed);
            }
            block->last = number + 1;
            *mt_push(ctx, &block->marks) = (struct mark){mt_table_hash(word), block->at};
        }
    }
}

static int by_hash(const void *a, const void *b)
{
    const struct mark *left = a, *right = b;
    if (left->hash != right->hash)
        return left->hash < right->hash ? -1 : 1;
    return (left->at > right->at) - (left->at < right->at);
}

/* Each once. */
static void sort_marks(struct block *block)
{
    size_t kept = 0;
    if (block->marks.len)
        qsort(block->marks.ptr, block->marks.len, sizeof *block->marks.ptr, by_hash);
    for (size_t i = 0; i < block->marks.len; i++)
        if (i == 0 || by_hash(&block->marks.ptr[i], &block->marks.ptr[kept - 1]) != 0)
            block->marks.ptr[kept++] = block->marks.ptr[i];
    block->marks.len = kept;
}

static bool fits(const struct block *blocks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (blocks[i].entities.len + blocks[i].marks.len * MARK_BYTES + ROOM > MT_TABLE_BLOCK_MAX)
            return false;
    return true;
}

static struct block *make_blocks(void *ctx, const struct mt_gazetteer *gazetteer,
                                 const struct mt_table_head *head)
{
    size_t n = (size_t)1 << head->bits;
    struct block *blocks = mt_array(ctx, struct block, n);
    struct mt_buf one;
    for (size_t i = 0; i < n; i++)
        mt_buf_init(&blocks[i].entities, blocks, BLOCK_LIMIT);
    mt_buf_init(&one, blocks, BLOCK_LIMIT);
    for (size_t i = 0; i < gazetteer->entities.len; i++) {
        const struct mt_entity *entity = &gazetteer->entities.ptr[i];
        mt_buf_clear(&one);
        pack_entity(entity, (uint32_t)i, &one);
        distribute(blocks, head, entity, mt_buf_str(&one), (uint32_t)i, blocks);
    }
    for (size_t i = 0; i < n; i++)
        sort_marks(&blocks[i]);
    return blocks;
}

static struct mt_str pack_block(void *ctx, const struct block *block)
{
    struct mt_buf marks, packed;
    mt_buf_init(&marks, ctx, BLOCK_LIMIT);
    mt_buf_init(&packed, ctx, 2 * BLOCK_LIMIT);
    for (size_t i = 0; i < block->marks.len; i++) {
        mt_pack_fixed32(&marks, block->marks.ptr[i].hash);
        mt_pack_fixed32(&marks, block->marks.ptr[i].at);
    }
    if (marks.len) {
        mt_pack_str(&packed, mt_buf_str(&marks));
        mt_buf_add(&packed, mt_buf_str(&block->entities));
    }
    return mt_buf_str(&packed);
}

void mt_table_pack(const void *ctx, const struct mt_gazetteer *gazetteer,
                   struct mt_table_head *head, struct mt_strs *blocks)
{
    void *scratch = mt_context(NULL);
    *head = (struct mt_table_head){.entities = (uint32_t)gazetteer->entities.len};
    struct block *made = make_blocks(scratch, gazetteer, head);
    while (!fits(made, (size_t)1 << head->bits) && head->bits < MT_TABLE_BITS_MAX) {
        mt_free(made);
        head->bits++;
        made = make_blocks(scratch, gazetteer, head);
    }
    for (size_t i = 0; i < (size_t)1 << head->bits; i++)
        *mt_push(ctx, blocks) = mt_str_copy(ctx, pack_block(scratch, &made[i]));
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

/* The marks of a block, and `in` at its entities. */
static struct mt_str read_marks(struct mt_str bytes, struct mt_unpack *in)
{
    *in = mt_unpack(bytes);
    struct mt_str marks = bytes.len ? mt_unpack_str(in) : bytes;
    in->bad |= marks.len % MARK_BYTES != 0;
    return marks;
}

enum mt_status mt_table_unpack(const void *ctx, struct mt_str bytes, struct mt_numbered_list *out,
                               struct mt_error *err)
{
    struct mt_unpack in;
    size_t before = out->len;
    read_marks(bytes, &in);
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

static struct mark mark_at(struct mt_str marks, size_t number)
{
    struct mt_unpack in = mt_unpack(mt_str_slice(marks, number * MARK_BYTES, marks.len));
    uint32_t hash = mt_unpack_fixed32(&in);
    return (struct mark){hash, mt_unpack_fixed32(&in)};
}

/* The first mark with this hash or a later one. */
static size_t first_mark(struct mt_str marks, uint32_t hash)
{
    size_t low = 0, high = marks.len / MARK_BYTES;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (mark_at(marks, middle).hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

enum mt_status mt_table_find(const void *ctx, struct mt_str bytes, uint32_t hash,
                             struct mt_entities *out, struct mt_error *err)
{
    struct mt_unpack all, in;
    struct mt_str marks = read_marks(bytes, &all);
    size_t n = all.bad ? 0 : marks.len / MARK_BYTES, before = out->len;
    bool bad = all.bad;
    for (size_t i = n ? first_mark(marks, hash) : 0; i < n && !bad; i++) {
        struct mark mark = mark_at(marks, i);
        struct mt_numbered one = {0};
        if (mark.hash != hash)
            break;
        in = mt_unpack(mt_str_slice(mt_str_of(all.at, (size_t)(all.end - all.at)), mark.at,
                                    (size_t)(all.end - all.at)));
        unpack_entity(ctx, &in, &one);
        bad = in.bad;
        *mt_push(ctx, out) = one.entity;
    }
    if (bad) {
        out->len = before;
        return damaged(err);
    }
    return MT_OK;
}
