/* soundtable.c - The words of an archive by what they sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/soundtable.h"

#include "base/pack.h"
#include "text/commonness.h"

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

/* A block: how many consonants and vowels its entries have; how many groups there are in each band;
 * of each group its consonants (three bytes) and where among the entries it ends (two), lowest byte
 * first; the entries. */
#define GROUP_BYTES 5
#define ENTRIES_MAX ((size_t)32 << 10)

struct packer {
    const void *ctx;
    struct mt_sound_blocks *out;
    struct mt_buf groups, entries; /* of this block */
    struct mt_buf entry;           /* what is being packed of one */
    uint64_t bands[BANDS];         /* groups of each */
    unsigned number;               /* of the block among those with as many phones */
    uint64_t order;                /* of its last group */
};

static void pack_bytes(struct mt_buf *out, uint64_t value, unsigned n)
{
    for (; n; n--, value >>= 8)
        mt_buf_add_char(out, (char)(value & 255));
}

static void end_group(struct packer *p)
{
    pack_bytes(&p->groups, p->order, SET_BITS / 8);
    pack_bytes(&p->groups, p->entries.len, 2);
    p->bands[part_of(p->order, SET_BITS, BAND_BITS)]++;
}

static void end_block(struct packer *p, struct mt_buf *scratch)
{
    unsigned vowels = part_of(p->order, SET_BITS + BAND_BITS, COUNT_BITS);
    unsigned consonants = part_of(p->order, SET_BITS + BAND_BITS + COUNT_BITS, COUNT_BITS);
    mt_buf_clear(scratch);
    mt_pack_u64(scratch, consonants);
    mt_pack_u64(scratch, vowels);
    for (size_t band = 0; band < BANDS; band++)
        mt_pack_u64(scratch, p->bands[band]);
    mt_buf_add(scratch, mt_buf_str(&p->groups));
    mt_buf_add(scratch, mt_buf_str(&p->entries));
    *mt_push(p->ctx, p->out) = (struct mt_sound_block){
        mt_str_printf(p->ctx, "%02u %02u %04u", consonants, vowels, p->number++),
        mt_str_copy(p->ctx, mt_buf_str(scratch))};
    memset(p->bands, 0, sizeof p->bands);
    mt_buf_clear(&p->groups);
    mt_buf_clear(&p->entries);
}

/* Its phones, and as a string of its own what only a match reads: how often it stands, twice
 * that without capitals, and one more if with some, and then how often; the word or two. */
static void pack_entry(struct packer *p, const struct mt_spoken *spoken)
{
    mt_buf_clear(&p->entry);
    mt_pack_u64(&p->entry, (uint64_t)spoken->lower << 1 | (spoken->upper > 0));
    if (spoken->upper)
        mt_pack_u64(&p->entry, spoken->upper);
    struct mt_str rest = spoken->words, word;
    mt_str_next(&rest, ' ', &word);
    mt_word_pack(&p->entry, word);
    if (rest.ptr)
        mt_word_pack(&p->entry, rest);
    mt_pack_str(&p->entries, spoken->sound);
    mt_pack_str(&p->entries, mt_buf_str(&p->entry));
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
    mt_buf_init(&p.entry, own, MT_SOUND_BLOCK_MAX);
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

static bool read_two_digits(const char *at, unsigned *out)
{
    *out = (unsigned)(at[0] - '0') * 10 + (unsigned)(at[1] - '0');
    return mt_is_digit(at[0]) && mt_is_digit(at[1]) && *out <= MT_PHONES_MAX;
}

bool mt_soundtable_may_hold(struct mt_str key, const struct mt_sound *name, double above)
{
    struct mt_sound_count count;
    if (key.len < 6 || !read_two_digits(key.ptr, &count.consonants) ||
        !read_two_digits(key.ptr + 3, &count.vowels))
        return false;
    struct mt_sieve_limits limits = mt_sieve_limits(name, count, most_of(name, count, 0, above));
    return limits.heard >= 0 && limits.name >= 0;
}

/* A name held against a block. */
struct search {
    const void *ctx;
    const struct mt_sieve *sieve;
    struct mt_sound_matches *out;
    struct mt_str groups, entries;
    struct mt_sound_count count; /* of all in the block */
    double least;                /* likeness in this band */
    unsigned most;               /* that anything so alike costs */
    struct mt_sieve_limits limits;
};

static const unsigned char *group_at(const struct search *s, size_t i)
{
    return (const unsigned char *)s->groups.ptr + i * GROUP_BYTES;
}

static uint32_t consonants_of(const unsigned char *group)
{
    return group[0] | (uint32_t)group[1] << 8 | (uint32_t)group[2] << 16;
}

static size_t end_of(const unsigned char *group)
{
    return group[3] | (size_t)group[4] << 8;
}

static struct mt_str read_words(const void *ctx, struct mt_unpack *in)
{
    struct mt_str first = mt_word_unpack(in), second = {0};
    if (in->at < in->end)
        second = mt_word_unpack(in);
    in->bad |= in->at < in->end;
    char *words = mt_alloc(ctx, first.len + 1 + second.len);
    memcpy(words, first.ptr, first.len);
    if (!second.len)
        return mt_str_of(words, first.len);
    words[first.len] = ' ';
    memcpy(words + first.len + 1, second.ptr, second.len);
    return mt_str_of(words, first.len + 1 + second.len);
}

/* Adds the entry if it is like enough. */
static bool search_entry(struct search *s, struct mt_str sound, struct mt_str entry)
{
    const struct mt_sound *name = s->sieve->name;
    unsigned cost = mt_sound_cost(name, sound, s->most);
    if (cost > s->most)
        return true;
    double likeness = mt_sound_likeness(name, cost, mt_sounds_mass(s->count));
    if (likeness <= s->least)
        return true;
    struct mt_unpack in = mt_unpack(entry);
    struct mt_sound_match match = {{.sound = sound}, likeness};
    uint64_t head = mt_unpack_u64(&in), lower = head >> 1;
    match.spoken.upper = head & 1 ? mt_unpack_u32(&in) : 0;
    match.spoken.lower = (uint32_t)lower;
    in.bad |= lower > UINT32_MAX;
    match.spoken.words = read_words(s->ctx, &in);
    *mt_push(s->ctx, s->out) = match;
    return !in.bad;
}

static bool search_group(struct search *s, size_t i)
{
    size_t begin = i ? end_of(group_at(s, i - 1)) : 0, end = end_of(group_at(s, i));
    bool sound = begin <= end && end <= s->entries.len;
    struct mt_unpack in = mt_unpack(mt_str_slice(s->entries, begin, end));
    while (sound && in.at < in.end) {
        struct mt_str phones = mt_unpack_str(&in), entry = mt_unpack_str(&in);
        sound = !in.bad && phones.len <= MT_PHONES_MAX && search_entry(s, phones, entry);
    }
    return sound;
}

/* The first group from this one on whose consonants do not cost too much by themselves, or `end`:
 * nearly all go by here. */
static size_t next_group(const struct search *s, size_t i, size_t end)
{
    const unsigned char *group = group_at(s, i);
    const unsigned most = (unsigned)s->limits.heard;
    for (; i < end && mt_sound_foreign(s->sieve->name, consonants_of(group)) > most; i++)
        group += GROUP_BYTES;
    return i;
}

static bool search_band(struct search *s, size_t begin, size_t end)
{
    bool sound = true;
    for (size_t i = begin; sound && (i = next_group(s, i, end)) < end; i++)
        if (mt_sieve_passes(s->sieve, consonants_of(group_at(s, i)), s->limits))
            sound = search_group(s, i);
    return sound;
}

/* Whether anything in the band can be alike enough. */
static bool begin_band(struct search *s, unsigned band, double above)
{
    s->least = least_of(band, above);
    s->most = most_of(s->sieve->name, s->count, band, above);
    s->limits = mt_sieve_limits(s->sieve->name, s->count, s->most);
    return s->limits.heard >= 0 && s->limits.name >= 0;
}

/* Reads where each band ends among the groups, and where the groups and the entries are. */
static bool read_block(struct search *s, struct mt_str block, size_t ends[BANDS])
{
    struct mt_unpack in = mt_unpack(block);
    size_t n = 0;
    s->count.consonants = mt_unpack_u32(&in);
    s->count.vowels = mt_unpack_u32(&in);
    for (size_t band = 0; band < BANDS; band++)
        ends[band] = n += mt_unpack_u32(&in);
    struct mt_str rest = mt_str_of(in.at, (size_t)(in.end - in.at));
    s->groups = mt_str_slice(rest, 0, n * GROUP_BYTES);
    s->entries = mt_str_slice(rest, n * GROUP_BYTES, rest.len);
    return !in.bad && n <= rest.len / GROUP_BYTES && s->count.consonants <= MT_PHONES_MAX &&
           s->count.vowels <= MT_PHONES_MAX;
}

enum mt_status mt_soundtable_search(const void *ctx, struct mt_str block,
                                    const struct mt_sieve *sieve, double above,
                                    struct mt_sound_matches *out, struct mt_error *err)
{
    struct search s = {.ctx = ctx, .sieve = sieve, .out = out};
    size_t ends[BANDS], begin = 0;
    bool sound = read_block(&s, block, ends);
    /* Later bands ask for more. */
    for (unsigned band = 0; sound && band < BANDS && begin_band(&s, band, above); band++) {
        sound = search_band(&s, begin, ends[band]);
        begin = ends[band];
    }
    if (!sound)
        return mt_error_set(err, MT_ERR_CORRUPT, "the table of sounds is damaged");
    return MT_OK;
}
