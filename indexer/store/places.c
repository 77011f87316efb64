/* places.c - Where each word stands in a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/places.h"

#include "base/pack.h"

#define TERMS_A_BLOCK 16
#define OFFSET_BYTES 4
#define NIBBLE 15
/* No term of an index is longer (store.h). */
#define TERM_MAX 240
#define BYTES_MAX ((size_t)1 << 30)

/* ---- Writing ---- */

static size_t shared_with(struct mt_str a, struct mt_str b)
{
    size_t n = 0;
    while (n < NIBBLE && n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
        n++;
    return n;
}

static void pack_term(struct mt_buf *out, struct mt_str before, struct mt_str term)
{
    size_t shared = shared_with(before, term), rest = term.len - shared;
    mt_buf_add_char(out, (char)(shared << 4 | (rest < NIBBLE ? rest : NIBBLE)));
    if (rest >= NIBBLE)
        mt_pack_u64(out, rest - NIBBLE);
    mt_buf_add(out, mt_str_slice(term, shared, term.len));
}

/* The positions of the term of the first posting; returns how many postings were of it. */
static size_t pack_positions(struct mt_buf *out, struct mt_buf *scratch,
                             const struct mt_posting *postings, size_t n)
{
    uint32_t before = 0;
    size_t i = 0;
    mt_buf_clear(scratch);
    for (; i < n && mt_str_eq(postings[i].term, postings[0].term); i++) {
        mt_pack_u64(scratch, postings[i].position - before);
        before = postings[i].position;
    }
    mt_pack_str(out, mt_buf_str(scratch));
    return i;
}

static void add_offset(struct mt_buf *out, size_t offset)
{
    for (int shift = 0; shift < 8 * OFFSET_BYTES; shift += 8)
        mt_buf_add_char(out, (char)(offset >> shift & 0xff));
}

void mt_places_pack(const struct mt_posting *postings, size_t n, struct mt_buf *out)
{
    void *ctx = mt_context(NULL);
    struct mt_buf blocks, offsets, scratch;
    struct mt_str before = {0};
    size_t terms = 0, n_blocks = 0;
    mt_buf_init(&blocks, ctx, BYTES_MAX);
    mt_buf_init(&offsets, ctx, BYTES_MAX);
    mt_buf_init(&scratch, ctx, BYTES_MAX);
    for (size_t i = 0; i < n;) {
        if (postings[i].position == 0) {
            i++;
            continue;
        }
        if (terms++ % TERMS_A_BLOCK == 0) {
            add_offset(&offsets, blocks.len);
            before = (struct mt_str){0};
            n_blocks++;
        }
        pack_term(&blocks, before, postings[i].term);
        before = postings[i].term;
        i += pack_positions(&blocks, &scratch, postings + i, n - i);
    }
    mt_pack_u64(out, n_blocks);
    mt_buf_add(out, mt_buf_str(&offsets));
    mt_buf_add(out, mt_buf_str(&blocks));
    mt_free(ctx);
}

/* ---- Reading ---- */

struct table {
    struct mt_str offsets, blocks;
};

static size_t block_begin(const struct table *table, size_t block)
{
    size_t offset = 0;
    for (size_t i = OFFSET_BYTES; i-- > 0;)
        offset = offset << 8 | (unsigned char)table->offsets.ptr[block * OFFSET_BYTES + i];
    return offset;
}

/* What stands in a block, or in what follows it: a term too many is one that is not looked for. */
static struct mt_unpack block_at(const struct table *table, size_t block)
{
    size_t begin = block_begin(table, block);
    struct mt_unpack in = mt_unpack(mt_str_slice(table->blocks, begin, table->blocks.len));
    in.bad = begin >= table->blocks.len;
    return in;
}

struct term {
    char text[TERM_MAX];
    size_t len;
};

/* Reads a term into the one before it. */
static void read_term(struct mt_unpack *in, struct term *term)
{
    unsigned char head = in->at < in->end ? (unsigned char)*in->at : 0;
    size_t shared = head >> 4, rest = head & NIBBLE;
    in->bad |= in->at == in->end || shared > term->len;
    in->at += in->at < in->end;
    if (rest == NIBBLE)
        rest += mt_unpack_u32(in);
    in->bad |= rest > (size_t)(in->end - in->at) || rest > TERM_MAX - shared;
    if (in->bad)
        return;
    memcpy(term->text + shared, in->at, rest);
    term->len = shared + rest;
    in->at += rest;
}

static struct mt_str text_of(const struct term *term)
{
    return mt_str_of(term->text, term->len);
}

/* The last block whose first term is not after this one; the first block if there is none. */
static size_t block_of(const struct table *table, struct mt_str term, bool *bad)
{
    size_t low = 0, high = table->offsets.len / OFFSET_BYTES;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        struct mt_unpack in = block_at(table, middle);
        struct term first = {.len = 0};
        if (!in.bad)
            read_term(&in, &first);
        *bad |= in.bad;
        if (mt_str_compare(text_of(&first), term) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static void read_positions(struct mt_unpack *in, const void *ctx, struct mt_positions *out)
{
    uint32_t position = 0;
    while (in->at < in->end && !in->bad) {
        uint32_t step = mt_unpack_u32(in);
        in->bad |= step == 0 || step > UINT32_MAX - position;
        position += step;
        if (!in->bad)
            *mt_push(ctx, out) = position;
    }
}

static void find_in_block(struct mt_unpack *in, struct mt_str wanted, const void *ctx,
                          struct mt_positions *out)
{
    struct term term = {.len = 0};
    for (size_t i = 0; i < TERMS_A_BLOCK && in->at < in->end && !in->bad; i++) {
        read_term(in, &term);
        struct mt_unpack positions = mt_unpack(mt_unpack_str(in));
        int order = in->bad ? 1 : mt_str_compare(text_of(&term), wanted);
        if (order == 0) {
            read_positions(&positions, ctx, out);
            in->bad |= positions.bad;
        }
        if (order >= 0)
            return;
    }
}

enum mt_status mt_places_find(struct mt_str packed, struct mt_str term, const void *ctx,
                              struct mt_positions *out, struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(packed);
    size_t before = out->len, n = packed.len ? mt_unpack_count(&in, OFFSET_BYTES) : 0;
    struct table table = {.offsets = mt_str_of(in.at, n * OFFSET_BYTES)};
    if (n == 0 && !in.bad)
        return MT_OK;
    if (!in.bad) {
        bool bad = false;
        table.blocks =
            mt_str_of(in.at + table.offsets.len, (size_t)(in.end - in.at) - table.offsets.len);
        in = block_at(&table, block_of(&table, term, &bad));
        in.bad |= bad;
        find_in_block(&in, term, ctx, out);
    }
    if (!in.bad)
        return MT_OK;
    out->len = before;
    return mt_error_set(err, MT_ERR_CORRUPT,
                        "where a note's words stand is damaged: run mtindex rebuild");
}
