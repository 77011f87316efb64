/* places.c - Where each word stands in a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/places.h"

#include "base/pack.h"
#include "base/rice.h"
#include "text/commonness.h"

#define TERMS_A_BLOCK 32
#define OFFSET_BYTES 4
#define NIBBLE 15
#define WRITTEN_BITS 2
#define RICE_BITS 1
/* Of fewer positions it hardly saves a byte. */
#define RICE_LEAST 4
/* No term of an index is longer (store.h). */
#define TERM_MAX 240
#define BYTES_MAX ((size_t)1 << 30)

struct mt_place_key mt_place_key(struct mt_str term)
{
    unsigned first = term.len ? (unsigned char)term.ptr[0] : 0;
    unsigned second = term.len > 1 ? (unsigned char)term.ptr[1] : 0;
    return (struct mt_place_key){term, mt_word_rank(term), (3 * first + second) % MT_PLACES_PARTS};
}

/* Of keys of one table. */
static int compare(const struct mt_place_key *a, const struct mt_place_key *b)
{
    if (a->rank)
        return (a->rank > b->rank) - (a->rank < b->rank);
    return mt_str_compare(a->term, b->term);
}

int mt_place_key_compare(const void *a, const void *b)
{
    const struct mt_place_key *left = a, *right = b;
    if (left->part != right->part)
        return left->part < right->part ? -1 : 1;
    if ((left->rank == 0) != (right->rank == 0))
        return left->rank ? -1 : 1;
    return compare(left, right);
}

/* ---- Writing ---- */

/* A table of a part, as it is packed. */
struct packer {
    struct mt_buf blocks, offsets;
    struct mt_place_key before; /* what was packed last of a block */
    size_t terms;
};

struct packers {
    struct packer ranked[MT_PLACES_PARTS], others[MT_PLACES_PARTS];
    struct mt_buf rice; /* the positions of one term */
};

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

/* How many bytes they take as steps. */
static size_t size_of_steps(const struct mt_posting *posting)
{
    size_t size = 0;
    uint32_t before = 0;
    for (uint32_t i = 0; i < posting->occurrences; i++) {
        uint32_t step = posting->positions[i] - before;
        size +=
            1 + (step >= 1U << 7) + (step >= 1U << 14) + (step >= 1U << 21) + (step >= 1U << 28);
        before = posting->positions[i];
    }
    return size;
}

static void pack_steps(struct mt_buf *out, const struct mt_posting *posting)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < posting->occurrences; i++) {
        mt_pack_u64(out, posting->positions[i] - before);
        before = posting->positions[i];
    }
}

/* In the shorter way. */
static void pack_positions(struct packers *packers, struct mt_buf *out,
                           const struct mt_posting *posting)
{
    struct mt_buf *rice = &packers->rice;
    size_t size = size_of_steps(posting);
    mt_buf_clear(rice);
    bool riced = posting->occurrences >= RICE_LEAST &&
                 mt_rice_pack(rice, posting->positions, posting->occurrences, size);
    size = riced ? rice->len : size;
    mt_pack_u64(out, ((uint64_t)size << RICE_BITS | riced) << WRITTEN_BITS | posting->written);
    if (riced)
        mt_buf_add(out, mt_buf_str(rice));
    else
        pack_steps(out, posting);
}

static void add_offset(struct mt_buf *out, size_t offset)
{
    for (int shift = 0; shift < 8 * OFFSET_BYTES; shift += 8)
        mt_buf_add_char(out, (char)(offset >> shift & 0xff));
}

/* Ends the block before if it is full. */
static void begin_term(struct packer *packer)
{
    if (packer->terms++ % TERMS_A_BLOCK)
        return;
    add_offset(&packer->offsets, packer->blocks.len);
    packer->before = (struct mt_place_key){0};
}

static void pack_ranked(struct packers *packers, const struct mt_posting *posting,
                        const struct mt_place_key *key)
{
    struct packer *packer = &packers->ranked[key->part];
    bool plain = posting->occurrences == 1 && posting->written == MT_WRITTEN_SMALL;
    begin_term(packer);
    mt_pack_u64(&packer->blocks, (uint64_t)(key->rank - packer->before.rank) << 1 | plain);
    if (plain)
        mt_pack_u64(&packer->blocks, posting->positions[0]);
    else
        pack_positions(packers, &packer->blocks, posting);
    packer->before = *key;
}

static void pack_other(struct packers *packers, const struct mt_posting *posting,
                       const struct mt_place_key *key)
{
    struct packer *packer = &packers->others[key->part];
    begin_term(packer);
    pack_term(&packer->blocks, packer->before.term, key->term);
    pack_positions(packers, &packer->blocks, posting);
    packer->before = *key;
}

/* Ranks go up with the tier, and within one with the term: so going through all terms once a tier
 * sorts them. */
static void pack_all(struct packers *packers, const struct mt_posting *postings,
                     const struct mt_place_key *keys, const unsigned char *tiers, size_t n)
{
    for (int tier = 0; tier <= MT_TIER_MAX; tier += MT_TIER_STEP) {
        for (size_t i = 0; i < n; i++) {
            if (tiers[i] != tier || !postings[i].positions)
                continue;
            if (tier)
                pack_ranked(packers, &postings[i], &keys[i]);
            else
                pack_other(packers, &postings[i], &keys[i]);
        }
    }
}

static void init_packer(struct packer *packer, void *ctx)
{
    mt_buf_init(&packer->blocks, ctx, BYTES_MAX);
    mt_buf_init(&packer->offsets, ctx, BYTES_MAX);
}

static void add_table(struct mt_buf *out, const struct packer *packer)
{
    if (packer->terms == 0)
        return;
    mt_pack_u64(out, packer->offsets.len / OFFSET_BYTES);
    mt_buf_add(out, mt_buf_str(&packer->offsets));
    mt_buf_add(out, mt_buf_str(&packer->blocks));
}

void mt_places_pack(const struct mt_posting *postings, size_t n, struct mt_buf *out)
{
    void *ctx = mt_context(NULL);
    struct packers packers = {0};
    struct mt_place_key *keys = mt_array(ctx, struct mt_place_key, n);
    unsigned char *tiers = mt_array(ctx, unsigned char, n);
    struct mt_buf table;
    mt_buf_init(&packers.rice, ctx, BYTES_MAX);
    mt_buf_init(&table, ctx, BYTES_MAX);
    for (size_t p = 0; p < MT_PLACES_PARTS; p++) {
        init_packer(&packers.ranked[p], ctx);
        init_packer(&packers.others[p], ctx);
    }
    for (size_t i = 0; i < n; i++) {
        keys[i] = mt_place_key(postings[i].term);
        tiers[i] = (unsigned char)mt_rank_tier(keys[i].rank);
    }
    pack_all(&packers, postings, keys, tiers, n);
    for (size_t p = 0; p < MT_PLACES_PARTS; p++) {
        if (packers.ranked[p].terms + packers.others[p].terms == 0)
            continue;
        mt_buf_clear(&table);
        add_table(&table, &packers.ranked[p]);
        mt_pack_str(&out[p], mt_buf_str(&table));
        add_table(&out[p], &packers.others[p]);
    }
    mt_free(ctx);
}

/* ---- Reading ---- */

/* A table of a part, and what has been read of it: a block up to a term. */
struct cursor {
    bool ranked;
    struct mt_str offsets, blocks;
    size_t block, terms; /* MT_NPOS before the first block; how many of its terms were read */
    struct mt_unpack in;
    struct mt_place_key key; /* the term */
    char text[TERM_MAX];     /* of one without a rank */
    struct mt_str positions; /* packed */
    bool riced;
    enum mt_written written;
};

static void begin_table(struct cursor *c, struct mt_str packed, bool ranked)
{
    size_t n_blocks = 0;
    c->ranked = ranked;
    c->block = MT_NPOS;
    c->terms = 0;
    c->in = mt_unpack(packed);
    if (packed.len)
        n_blocks = mt_unpack_count(&c->in, OFFSET_BYTES);
    struct mt_str rest = mt_str_of(c->in.at, (size_t)(c->in.end - c->in.at));
    c->offsets = mt_str_slice(rest, 0, n_blocks * OFFSET_BYTES);
    c->blocks = mt_str_slice(rest, n_blocks * OFFSET_BYTES, rest.len);
}

static size_t block_begin(const struct cursor *c, size_t block)
{
    size_t offset = 0;
    for (size_t i = OFFSET_BYTES; i-- > 0;)
        offset = offset << 8 | (unsigned char)c->offsets.ptr[block * OFFSET_BYTES + i];
    return offset;
}

/* What stands in a block, or in what follows it: a term too many is one that is not looked for. */
static struct mt_unpack block_at(const struct cursor *c, size_t block)
{
    size_t begin = block_begin(c, block);
    struct mt_unpack in = mt_unpack(mt_str_slice(c->blocks, begin, c->blocks.len));
    in.bad = begin >= c->blocks.len;
    return in;
}

/* Adds to the rank of the term before; true if the term is a plain one, of which only its position
 * follows. */
static bool read_rank(struct mt_unpack *in, struct mt_place_key *key)
{
    uint64_t head = mt_unpack_u64(in), rank = key->rank + (head >> 1);
    in->bad |= rank == 0 || rank > UINT32_MAX;
    key->rank = (uint32_t)rank;
    return head & 1;
}

/* Reads a term into the one before it. */
static void read_text(struct mt_unpack *in, struct cursor *c)
{
    unsigned char head = in->at < in->end ? (unsigned char)*in->at : 0;
    size_t shared = head >> 4, rest = head & NIBBLE;
    in->bad |= in->at == in->end || shared > c->key.term.len;
    in->at += in->at < in->end;
    if (rest == NIBBLE)
        rest += mt_unpack_u32(in);
    in->bad |= rest > (size_t)(in->end - in->at) || rest > TERM_MAX - shared;
    if (in->bad)
        return;
    memcpy(c->text + shared, in->at, rest);
    c->key.term = mt_str_of(c->text, shared + rest);
    in->at += rest;
}

/* The first term of a block, where it lies: it shares nothing with one before it. */
static struct mt_str first_text(struct mt_unpack *in)
{
    unsigned char head = in->at < in->end ? (unsigned char)*in->at++ : NIBBLE + 1;
    size_t len = head & NIBBLE;
    in->bad |= head > NIBBLE;
    if (len == NIBBLE)
        len += mt_unpack_u32(in);
    in->bad |= len > (size_t)(in->end - in->at) || len > TERM_MAX;
    return mt_str_of(in->at, in->bad ? 0 : len);
}

static struct mt_place_key first_of(const struct cursor *c, size_t block, bool *bad)
{
    struct mt_unpack in = block_at(c, block);
    struct mt_place_key first = {0};
    if (c->ranked)
        read_rank(&in, &first);
    else
        first.term = first_text(&in);
    *bad |= in.bad;
    return first;
}

/* The last block whose first term is not after this one; the first block if there is none. */
static size_t block_of(const struct cursor *c, const struct mt_place_key *key, bool *bad)
{
    size_t low = 0, high = c->offsets.len / OFFSET_BYTES;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        struct mt_place_key first = first_of(c, middle, bad);
        if (compare(&first, key) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Reads one after another, each of a byte at least, to `out`. */
static bool read_steps(struct mt_str packed, uint32_t *out, size_t *n)
{
    struct mt_unpack in = mt_unpack(packed);
    uint32_t position = 0, *next = out;
    while (in.at < in.end && !in.bad) {
        uint32_t step = mt_unpack_u32(&in);
        in.bad |= step == 0 || step > UINT32_MAX - position;
        position += step;
        *next++ = position;
    }
    *n += (size_t)(next - out);
    return !in.bad;
}

/* Appends the positions of the term. */
static bool add_positions(const struct cursor *c, const void *ctx, struct mt_positions *out)
{
    size_t most = c->riced ? MT_RICE_MOST(c->positions.len) : c->positions.len;
    if (most == 0)
        return true;
    if (out->cap < out->len + most) {
        out->cap = 2 * (out->len + most);
        out->ptr = mt_resize(ctx, out->ptr, out->cap * sizeof *out->ptr);
    }
    return (c->riced ? mt_rice_unpack : read_steps)(c->positions, out->ptr + out->len, &out->len);
}

/* The one position of a plain term, as all positions of others. */
static void read_plain(struct mt_unpack *in, struct cursor *c)
{
    const char *begin = in->at;
    (void)!mt_unpack_u32(in);
    c->written = MT_WRITTEN_SMALL;
    c->riced = false;
    c->positions = mt_str_of(begin, (size_t)(in->at - begin));
}

static void read_positions(struct mt_unpack *in, struct cursor *c)
{
    uint64_t head = mt_unpack_u64(in), size = head >> (WRITTEN_BITS + RICE_BITS);
    if (size > (size_t)(in->end - in->at)) {
        in->bad = true;
        return;
    }
    c->written = (enum mt_written)(head & ((1 << WRITTEN_BITS) - 1));
    c->riced = head >> WRITTEN_BITS & 1;
    c->positions = mt_str_of(in->at, (size_t)size);
    in->at += size;
}

static void read_term(struct cursor *c)
{
    struct mt_unpack in = c->in; /* so that it need not be in memory */
    bool plain = false;
    if (c->ranked)
        plain = read_rank(&in, &c->key);
    else
        read_text(&in, c);
    if (plain)
        read_plain(&in, c);
    else
        read_positions(&in, c);
    c->in = in;
    c->terms++;
}

/* Goes on to the first term of the block that is not before this one; whether it is that one. */
static bool find_in_block(struct cursor *c, const struct mt_place_key *wanted)
{
    int order = c->terms ? compare(&c->key, wanted) : -1;
    while (order < 0 && c->terms < TERMS_A_BLOCK && c->in.at < c->in.end && !c->in.bad) {
        read_term(c);
        order = compare(&c->key, wanted);
    }
    return order == 0 && !c->in.bad;
}

/* As find_in_block, in the whole table; the terms that are asked for ascend. */
static bool find_term(struct cursor *c, const struct mt_place_key *wanted)
{
    if (c->offsets.len == 0)
        return false;
    if (c->block != MT_NPOS && find_in_block(c, wanted))
        return true;
    bool passed = c->terms && compare(&c->key, wanted) > 0, bad = c->in.bad;
    size_t block = passed || bad ? c->block : block_of(c, wanted, &bad);
    c->in.bad |= bad;
    if (block == c->block || bad)
        return false;
    c->block = block;
    c->terms = 0;
    c->key = (struct mt_place_key){0};
    c->in = block_at(c, block);
    return find_in_block(c, wanted);
}

enum mt_status mt_places_find(struct mt_str packed, const struct mt_place_key *keys, size_t n,
                              const void *ctx, struct mt_positions *out, struct mt_places *each,
                              struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(packed);
    struct cursor ranked, others;
    size_t before = out->len;
    bool bad = false;
    begin_table(&ranked, packed.len ? mt_unpack_str(&in) : packed, true);
    begin_table(&others, mt_str_of(in.at, (size_t)(in.end - in.at)), false);
    bad = in.bad || ranked.in.bad || others.in.bad;
    for (size_t i = 0; i < n && !bad; i++) {
        struct cursor *c = keys[i].rank ? &ranked : &others;
        bool found = find_term(c, &keys[i]);
        bad = c->in.bad || (found && !add_positions(c, ctx, out));
        if (each)
            each[i] = (struct mt_places){out->len, found ? c->written : MT_WRITTEN_OTHER};
    }
    if (!bad)
        return MT_OK;
    out->len = before;
    return mt_error_set(err, MT_ERR_CORRUPT,
                        "where a note's words stand is damaged: run mtindex rebuild");
}
