/* soundtable.c - The words of an archive by what they sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/soundtable.h"

#include "base/pack.h"

/* Bands by the least likeness that will do for what is in them. What speaks for a word in all other
 * respects needs .52, though nothing below MT_SOUNDS_LEAST is looked for. */
#define BANDS 12
#define BAND_FIRST .52
#define BAND_STEP .04

static double least_of(uint64_t band, double above)
{
    double least = BAND_FIRST + BAND_STEP * (double)band + above;
    return least > MT_SOUNDS_LEAST ? least : MT_SOUNDS_LEAST;
}

static unsigned band_of(double least)
{
    unsigned band = 0;
    while (band + 1 < BANDS && least >= BAND_FIRST + BAND_STEP * (band + 1))
        band++;
    return band;
}

/* ---- Packing ---- */

/* What is sorted: how many phones of either kind, band and which consonants in one number, and the
 * entry. */
struct place {
    uint64_t order;
    const struct mt_spoken *spoken;
};

#define SET_BITS 24
#define BAND_BITS 8
#define COUNT_BITS 8 /* more than MT_PHONES_MAX */

static uint64_t order_of(const struct mt_spoken *spoken)
{
    struct mt_sound_count count = mt_sounds_count(spoken->sound.ptr, spoken->sound.len);
    uint64_t order = (uint64_t)count.consonants << COUNT_BITS | count.vowels;
    order = order << BAND_BITS | band_of(spoken->least);
    return order << SET_BITS | mt_sounds_consonants(spoken->sound.ptr, spoken->sound.len);
}

static unsigned part_of(uint64_t order, unsigned shift, unsigned bits)
{
    return (unsigned)(order >> shift) & ((1U << bits) - 1);
}

static int compare(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    if (left->order != right->order)
        return left->order < right->order ? -1 : 1;
    int order = mt_str_compare(left->spoken->sound, right->spoken->sound);
    return order ? order : mt_str_compare(left->spoken->words, right->spoken->words);
}

static bool is_same(const struct mt_spoken *a, const struct mt_spoken *b)
{
    return mt_str_eq(a->sound, b->sound) && mt_str_eq(a->words, b->words);
}

/* A block: how many consonants and vowels its entries have; how many groups there are, and of each
 * its consonants (three bytes), its band (one), and where among the entries it ends (two), lowest
 * byte first; the entries. */
#define GROUP_BYTES 6
#define ENTRIES_MAX ((size_t)32 << 10)

struct packer {
    const void *ctx;
    struct mt_sound_blocks *out;
    struct mt_buf groups, entries; /* of this block */
    unsigned number;               /* of it among those with as many phones */
    uint64_t order;                /* of its last group */
};

static void pack_bytes(struct mt_buf *out, uint64_t value, unsigned n)
{
    for (; n; n--, value >>= 8)
        mt_buf_add_char(out, (char)(value & 255));
}

static void end_group(struct packer *p)
{
    pack_bytes(&p->groups, p->order, (SET_BITS + BAND_BITS) / 8);
    pack_bytes(&p->groups, p->entries.len, 2);
}

static void end_block(struct packer *p, struct mt_buf *scratch)
{
    unsigned vowels = part_of(p->order, SET_BITS + BAND_BITS, COUNT_BITS);
    unsigned consonants = part_of(p->order, SET_BITS + BAND_BITS + COUNT_BITS, COUNT_BITS);
    mt_buf_clear(scratch);
    mt_pack_u64(scratch, consonants);
    mt_pack_u64(scratch, vowels);
    mt_pack_u64(scratch, p->groups.len / GROUP_BYTES);
    mt_buf_add(scratch, mt_buf_str(&p->groups));
    mt_buf_add(scratch, mt_buf_str(&p->entries));
    *mt_push(p->ctx, p->out) = (struct mt_sound_block){
        mt_str_printf(p->ctx, "%02u %02u %04u", consonants, vowels, p->number++),
        mt_str_copy(p->ctx, mt_buf_str(scratch))};
    mt_buf_clear(&p->groups);
    mt_buf_clear(&p->entries);
}

static void pack_entry(struct packer *p, const struct mt_spoken *spoken)
{
    mt_pack_str(&p->entries, spoken->sound);
    mt_pack_str(&p->entries, spoken->words);
    mt_pack_u64(&p->entries, spoken->upper);
    mt_pack_u64(&p->entries, spoken->lower);
}

static void pack_all(struct packer *p, const struct place *places, size_t n, struct mt_buf *scratch)
{
    for (size_t i = 0; i < n; i++) {
        const struct place *place = &places[i];
        bool first = p->entries.len == 0;
        bool apart = place->order >> (SET_BITS + BAND_BITS) != p->order >> (SET_BITS + BAND_BITS);
        if (i && is_same(place->spoken, places[i - 1].spoken))
            continue;
        if (!first && (place->order != p->order || p->entries.len >= ENTRIES_MAX))
            end_group(p);
        if (!first && (apart || p->entries.len >= ENTRIES_MAX))
            end_block(p, scratch);
        if (apart)
            p->number = 0;
        p->order = place->order;
        pack_entry(p, place->spoken);
    }
    if (p->entries.len) {
        end_group(p);
        end_block(p, scratch);
    }
}

void mt_soundtable_pack(const void *ctx, const struct mt_spoken_list *list,
                        struct mt_sound_blocks *out)
{
    void *own = mt_context(NULL);
    struct packer p = {.ctx = ctx, .out = out};
    struct mt_buf block;
    struct place *places = mt_array(own, struct place, list->len);
    mt_buf_init(&p.groups, own, MT_SOUND_BLOCK_MAX * GROUP_BYTES);
    mt_buf_init(&p.entries, own, MT_SOUND_BLOCK_MAX);
    mt_buf_init(&block, own, MT_SOUND_BLOCK_MAX * (GROUP_BYTES + 1));
    for (size_t i = 0; i < list->len; i++)
        places[i] = (struct place){order_of(&list->ptr[i]), &list->ptr[i]};
    if (list->len)
        qsort(places, list->len, sizeof *places, compare);
    pack_all(&p, places, list->len, &block);
    mt_free(own);
}

/* ---- Searching ---- */

/* What phones that are alike enough for the band cost at most. */
static unsigned most_of(const struct mt_sound *name, struct mt_sound_count heard, uint64_t band,
                        double above)
{
    double least = least_of(band, above);
    return least < 1 ? (unsigned)((1 - least) / 2 * (name->mass + mt_sounds_mass(heard))) : 0;
}

bool mt_soundtable_may_hold(struct mt_str key, const struct mt_sound *name, double above)
{
    uint64_t consonants, vowels;
    struct mt_str part;
    if (!mt_str_next(&key, ' ', &part) || !mt_str_to_u64(part, &consonants) ||
        !mt_str_next(&key, ' ', &part) || !mt_str_to_u64(part, &vowels) ||
        consonants > MT_PHONES_MAX || vowels > MT_PHONES_MAX)
        return false;
    struct mt_sound_count count = {(unsigned)consonants, (unsigned)vowels};
    struct mt_sieve_limits limits = mt_sieve_limits(name, count, most_of(name, count, 0, above));
    return limits.heard >= 0 && limits.name >= 0;
}

/* A name held against a block. */
struct search {
    const void *ctx;
    const struct mt_sieve *sieve;
    struct mt_sound_matches *out;
    unsigned mass; /* of all in the block */
    double least;  /* likeness in this band */
    unsigned most; /* that anything so alike costs */
    struct mt_sieve_limits limits;
};

static bool search_group(struct search *s, uint32_t consonants, struct mt_str entries)
{
    struct mt_unpack in = mt_unpack(entries);
    struct mt_sound_rest rest;
    mt_sieve_rest(s->sieve, consonants, &rest);
    while (!in.bad && in.at < in.end) {
        struct mt_spoken spoken = {.sound = mt_unpack_str(&in)};
        spoken.words = mt_unpack_str(&in);
        spoken.upper = mt_unpack_u32(&in);
        spoken.lower = mt_unpack_u32(&in);
        if (in.bad || spoken.sound.len > MT_PHONES_MAX)
            return false;
        unsigned cost = mt_sound_cost(s->sieve->name, &rest, spoken.sound, s->most);
        double likeness = mt_sound_likeness(s->sieve->name, cost, s->mass);
        if (likeness > s->least)
            *mt_push(s->ctx, s->out) = (struct mt_sound_match){spoken, likeness};
    }
    return !in.bad;
}

static void begin_band(struct search *s, struct mt_sound_count count, unsigned band, double above)
{
    s->least = least_of(band, above);
    s->most = most_of(s->sieve->name, count, band, above);
    s->limits = mt_sieve_limits(s->sieve->name, count, s->most);
}

enum mt_status mt_soundtable_search(const void *ctx, struct mt_str block,
                                    const struct mt_sieve *sieve, double above,
                                    struct mt_sound_matches *out, struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(block);
    struct mt_sound_count count = {.consonants = mt_unpack_u32(&in)};
    count.vowels = mt_unpack_u32(&in);
    size_t n = mt_unpack_count(&in, GROUP_BYTES), begin = 0;
    const unsigned char *group = (const unsigned char *)in.at;
    struct mt_str rest = mt_str_of(in.at, (size_t)(in.end - in.at));
    struct mt_str entries = mt_str_slice(rest, n * GROUP_BYTES, rest.len);
    struct search s = {.ctx = ctx, .sieve = sieve, .out = out, .mass = mt_sounds_mass(count)};
    unsigned band = BANDS;
    bool sound = !in.bad && count.consonants <= MT_PHONES_MAX && count.vowels <= MT_PHONES_MAX;
    for (size_t i = 0; sound && i < n; i++, group += GROUP_BYTES) {
        uint32_t consonants = group[0] | (uint32_t)group[1] << 8 | (uint32_t)group[2] << 16;
        size_t end = group[4] | (size_t)group[5] << 8;
        sound = end >= begin && end <= entries.len && group[3] < BANDS;
        if (group[3] != band)
            begin_band(&s, count, band = group[3], above);
        if (s.limits.heard < 0 || s.limits.name < 0)
            break; /* the bands to come ask for more */
        if (sound && mt_sieve_passes(sieve, consonants, s.limits))
            sound = search_group(&s, consonants, mt_str_slice(entries, begin, end));
        begin = end;
    }
    if (!sound)
        return mt_error_set(err, MT_ERR_CORRUPT, "the table of sounds is damaged");
    return MT_OK;
}
