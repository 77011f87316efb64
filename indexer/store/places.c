/* places.c - Where each word stands in a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/places.h"

#include "base/pack.h"

#define TERMS_A_BLOCK 16
#define OFFSET_BYTES 4
#define NIBBLE 15
#define WRITTEN_BITS 2
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
    assert(term.ptr);
    mt_buf_add_char(out, (char)(shared << 4 | (rest < NIBBLE ? rest : NIBBLE)));
    if (rest >= NIBBLE)
        mt_pack_u64(out, rest - NIBBLE);
    mt_buf_add(out, mt_str_slice(term, shared, term.len));
}

static void pack_positions(struct mt_buf *out, struct mt_buf *scratch,
                           const struct mt_posting *posting)
{
    uint32_t before = 0;
    mt_buf_clear(scratch);
    for (uint32_t i = 0; i < posting->occurrences; i++) {
        mt_pack_u64(scratch, posting->positions[i] - before);
        before = posting->positions[i];
    }
    mt_pack_u64(out, (uint64_t)scratch->len << WRITTEN_BITS | posting->written);
    mt_buf_add(out, mt_buf_str(scratch));
}

static void add_offset(struct mt_buf *out, size_t offset)
{
    for (int shift = 0; shift < 8 * OFFSET_BYTES; shift += 8)
        mt_buf_add_char(out, (char)(offset >> shift & 0xff));
}

unsigned mt_places_part(struct mt_str term)
{
    unsigned first = term.len ? (unsigned char)term.ptr[0] : 0;
    unsigned second = term.len > 1 ? (unsigned char)term.ptr[1] : 0;
    return (3 * first + second) % MT_PLACES_PARTS;
}

struct part {
    struct mt_buf blocks, offsets;
    struct mt_str before; /* the term that was packed last */
    size_t terms;
};

static void pack_posting(struct part *part, struct mt_buf *scratch,
                         const struct mt_posting *posting)
{
    if (part->terms++ % TERMS_A_BLOCK == 0) {
        add_offset(&part->offsets, part->blocks.len);
        part->before = (struct mt_str){0};
    }
    pack_term(&part->blocks, part->before, posting->term);
    pack_positions(&part->blocks, scratch, posting);
    part->before = posting->term;
}

void mt_places_pack(const struct mt_posting *postings, size_t n, struct mt_buf *out)
{
    void *ctx = mt_context(NULL);
    struct part parts[MT_PLACES_PARTS] = {0};
    struct mt_buf scratch;
    mt_buf_init(&scratch, ctx, BYTES_MAX);
    for (size_t p = 0; p < MT_PLACES_PARTS; p++) {
        mt_buf_init(&parts[p].blocks, ctx, BYTES_MAX);
        mt_buf_init(&parts[p].offsets, ctx, BYTES_MAX);
    }
    for (size_t i = 0; i < n; i++)
        if (postings[i].positions)
            pack_posting(&parts[mt_places_part(postings[i].term)], &scratch, &postings[i]);
    for (size_t p = 0; p < MT_PLACES_PARTS; p++) {
        if (parts[p].terms == 0)
            continue;
        mt_pack_u64(&out[p], parts[p].offsets.len / OFFSET_BYTES);
        mt_buf_add(&out[p], mt_buf_str(&parts[p].offsets));
        mt_buf_add(&out[p], mt_buf_str(&parts[p].blocks));
    }
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

/* The first term of a block, where it lies: it shares nothing with one before it. */
static struct mt_str first_of(struct mt_unpack *in)
{
    unsigned char head = in->at < in->end ? (unsigned char)*in->at++ : NIBBLE + 1;
    size_t len = head & NIBBLE;
    in->bad |= head > NIBBLE;
    if (len == NIBBLE)
        len += mt_unpack_u32(in);
    in->bad |= len > (size_t)(in->end - in->at) || len > TERM_MAX;
    return mt_str_of(in->at, in->bad ? 0 : len);
}

/* The last block whose first term is not after this one; the first block if there is none. */
static size_t block_of(const struct table *table, struct mt_str term, bool *bad)
{
    size_t low = 0, high = table->offsets.len / OFFSET_BYTES;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        struct mt_unpack in = block_at(table, middle);
        struct mt_str first = first_of(&in);
        *bad |= in.bad;
        if (mt_str_compare(first, term) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Appends the positions; each takes a byte at least. */
static bool add_positions(struct mt_str bytes, const void *ctx, struct mt_positions *out)
{
    struct mt_unpack in = mt_unpack(bytes);
    uint32_t position = 0, *next;
    if (bytes.len == 0)
        return true;
    if (out->cap < out->len + bytes.len) {
        out->cap = 2 * (out->len + bytes.len);
        out->ptr = mt_resize(ctx, out->ptr, out->cap * sizeof *out->ptr);
    }
    for (next = out->ptr + out->len; in.at < in.end && !in.bad;) {
        uint32_t step = mt_unpack_u32(&in);
        in.bad |= step == 0 || step > UINT32_MAX - position;
        position += step;
        *next++ = position;
    }
    out->len = (size_t)(next - out->ptr);
    return !in.bad;
}

/* What has been read of a block, up to a term. */
struct cursor {
    struct table table;
    size_t block, terms; /* MT_NPOS before the first block; how many of its terms were read */
    struct mt_unpack in;
    struct term term;
    struct mt_str positions; /* of the term, packed */
    enum mt_written written;
};

static void read_positions(struct cursor *c)
{
    uint64_t head = mt_unpack_u64(&c->in), size = head >> WRITTEN_BITS;
    if (size > (size_t)(c->in.end - c->in.at)) {
        c->in.bad = true;
        return;
    }
    c->written = (enum mt_written)(head & ((1 << WRITTEN_BITS) - 1));
    c->positions = mt_str_of(c->in.at, (size_t)size);
    c->in.at += size;
}

/* Goes on to the first term of the block that is not before this one; whether it is that one. */
static bool find_in_block(struct cursor *c, struct mt_str wanted)
{
    int order = c->terms ? mt_str_compare(text_of(&c->term), wanted) : -1;
    while (order < 0 && c->terms < TERMS_A_BLOCK && c->in.at < c->in.end && !c->in.bad) {
        read_term(&c->in, &c->term);
        read_positions(c);
        c->terms++;
        order = mt_str_compare(text_of(&c->term), wanted);
    }
    return order == 0 && !c->in.bad;
}

/* As find_in_block, in the whole table; the terms that are asked for ascend. */
static bool find_term(struct cursor *c, struct mt_str wanted)
{
    if (c->block != MT_NPOS && find_in_block(c, wanted))
        return true;
    bool passed = c->terms && mt_str_compare(text_of(&c->term), wanted) > 0, bad = c->in.bad;
    size_t block = passed || bad ? c->block : block_of(&c->table, wanted, &bad);
    c->in.bad |= bad;
    if (block == c->block || bad)
        return false;
    c->block = block;
    c->terms = c->term.len = 0;
    c->in = block_at(&c->table, block);
    return find_in_block(c, wanted);
}

enum mt_status mt_places_find(struct mt_str packed, const struct mt_str *terms, size_t n,
                              const void *ctx, struct mt_positions *out, struct mt_places *each,
                              struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(packed);
    struct cursor c = {.block = MT_NPOS};
    size_t before = out->len, n_blocks = packed.len ? mt_unpack_count(&in, OFFSET_BYTES) : 0;
    c.in.bad = in.bad;
    if (n_blocks) {
        c.table.offsets = mt_str_of(in.at, n_blocks * OFFSET_BYTES);
        in.at += c.table.offsets.len;
        c.table.blocks = mt_str_of(in.at, (size_t)(in.end - in.at));
    }
    for (size_t i = 0; i < n && !c.in.bad; i++) {
        bool found = n_blocks && find_term(&c, terms[i]);
        if (found)
            c.in.bad = !add_positions(c.positions, ctx, out);
        if (each)
            each[i] = (struct mt_places){out->len, found ? c.written : MT_WRITTEN_OTHER};
    }
    if (!c.in.bad)
        return MT_OK;
    out->len = before;
    return mt_error_set(err, MT_ERR_CORRUPT,
                        "where a note's words stand is damaged: run mtindex rebuild");
}
