/* soundtable.c - The words of an archive by what they sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/soundtable.h"

#include "base/pack.h"

/* Masses of one class differ by less. */
#define CLASS_MASS 150

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

static unsigned class_of(struct mt_str sound)
{
    return mt_sounds_mass(sound.ptr, sound.len) / CLASS_MASS;
}

/* ---- Packing ---- */

static int compare(const void *a, const void *b)
{
    const struct mt_spoken *left = a, *right = b;
    unsigned l = band_of(left->least), r = band_of(right->least);
    if (l != r)
        return l < r ? -1 : 1;
    l = class_of(left->sound);
    r = class_of(right->sound);
    if (l != r)
        return l < r ? -1 : 1;
    int order = mt_str_compare(left->sound, right->sound);
    return order ? order : mt_str_compare(left->words, right->words);
}

static bool is_same(const struct mt_spoken *a, const struct mt_spoken *b)
{
    return mt_str_eq(a->sound, b->sound) && mt_str_eq(a->words, b->words);
}

static size_t shared_beginning(struct mt_str a, struct mt_str b)
{
    size_t n = 0;
    while (n < a.len && n < b.len && a.ptr[n] == b.ptr[n])
        n++;
    return n;
}

/* A block begins with its band and mass class; each entry with how many phones it shares with the
 * last. */
struct packer {
    const void *ctx;
    struct mt_sound_blocks *out;
    struct mt_buf block;
    unsigned band, class;
    unsigned number; /* of the block among those */
    struct mt_str last;
};

static void end_block(struct packer *p)
{
    if (p->block.len == 0)
        return;
    *mt_push(p->ctx, p->out) = (struct mt_sound_block){
        mt_str_printf(p->ctx, "%02u %02u %03u", p->band, p->class, p->number++),
        mt_str_copy(p->ctx, mt_buf_str(&p->block))};
    mt_buf_clear(&p->block);
}

static void begin_block(struct packer *p, unsigned band, unsigned class)
{
    if (class != p->class || band != p->band)
        p->number = 0;
    p->band = band;
    p->class = class;
    p->last = mt_str("");
    mt_pack_u64(&p->block, band);
    mt_pack_u64(&p->block, class);
}

static void pack_entry(struct packer *p, const struct mt_spoken *spoken)
{
    const size_t most = spoken->words.len + spoken->sound.len + 32;
    unsigned band = band_of(spoken->least), class = class_of(spoken->sound);
    if (p->block.len == 0 || class != p->class || band != p->band ||
        p->block.len + most > MT_SOUND_BLOCK_MAX) {
        end_block(p);
        begin_block(p, band, class);
    }
    size_t shared = shared_beginning(p->last, spoken->sound);
    mt_pack_u64(&p->block, shared);
    mt_pack_str(&p->block, mt_str_slice(spoken->sound, shared, spoken->sound.len));
    mt_pack_str(&p->block, spoken->words);
    mt_pack_u64(&p->block, spoken->upper);
    mt_pack_u64(&p->block, spoken->lower);
    p->last = spoken->sound;
}

void mt_soundtable_pack(const void *ctx, struct mt_spoken_list *list, struct mt_sound_blocks *out)
{
    void *scratch = mt_context(NULL);
    struct packer p = {.ctx = ctx, .out = out};
    mt_buf_init(&p.block, scratch, MT_SOUND_BLOCK_MAX);
    if (list->len)
        qsort(list->ptr, list->len, sizeof *list->ptr, compare);
    for (size_t i = 0; i < list->len; i++)
        if (i == 0 || !is_same(&list->ptr[i], &list->ptr[i - 1]))
            pack_entry(&p, &list->ptr[i]);
    end_block(&p);
    mt_free(scratch);
}

/* ---- Searching ---- */

/* What masses differ by costs .6 at least. */
static bool may_be_alike(double least, double a, double b)
{
    double apart = a > b ? a - b : b - a;
    return apart * .6 <= (1 - least) * (a + b) / 2;
}

bool mt_soundtable_may_hold(struct mt_str key, const struct mt_sound *name, double above)
{
    uint64_t band, class;
    struct mt_str part;
    if (!mt_str_next(&key, ' ', &part) || !mt_str_to_u64(part, &band) ||
        !mt_str_next(&key, ' ', &part) || !mt_str_to_u64(part, &class) || band >= BANDS)
        return false;
    double low = (double)class * CLASS_MASS, high = low + CLASS_MASS - 1, own = name->mass;
    double nearest = own < low ? low : own > high ? high : own;
    return may_be_alike(least_of(band, above), own, nearest);
}

struct entry {
    uint32_t consonants; /* sounds.h: a set */
    uint32_t sound;      /* where its phones are in the list's, */
    uint32_t words;      /* and its words and counts in the block */
    uint16_t mass;
    uint16_t len; /* of its phones */
};
struct entries MT_VEC(struct entry);

struct mt_soundlist {
    struct mt_str bytes;
    unsigned band;
    struct entries entries;
    struct mt_buf sounds;
};

static struct mt_spoken unpack_spoken(struct mt_unpack *in)
{
    struct mt_spoken spoken = {.words = mt_unpack_str(in)};
    spoken.upper = mt_unpack_u32(in);
    spoken.lower = mt_unpack_u32(in);
    return spoken;
}

enum mt_status mt_soundtable_open(const void *ctx, struct mt_str bytes, struct mt_soundlist **out,
                                  struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct mt_soundlist *list = mt_new(ctx, struct mt_soundlist);
    size_t last = 0;
    list->bytes = bytes;
    list->band = mt_unpack_u32(&in);
    mt_unpack_u32(&in);
    mt_buf_init(&list->sounds, list, MT_SOUND_BLOCK_MAX * MT_PHONES_MAX);
    in.bad |= bytes.len > MT_SOUND_BLOCK_MAX;
    while (!in.bad && in.at < in.end) {
        char sound[MT_PHONES_MAX];
        size_t shared = mt_unpack_u32(&in);
        struct mt_str rest = mt_unpack_str(&in);
        in.bad |= shared > last || rest.len > MT_PHONES_MAX - shared;
        if (in.bad)
            break;
        size_t before = list->sounds.len - last;
        last = shared + rest.len;
        if (shared)
            memcpy(sound, list->sounds.ptr + before, shared);
        if (rest.len)
            memcpy(sound + shared, rest.ptr, rest.len);
        *mt_push(list, &list->entries) = (struct entry){
            .consonants = mt_sounds_consonants(sound, last),
            .sound = (uint32_t)list->sounds.len,
            .words = (uint32_t)(in.at - bytes.ptr),
            .mass = (uint16_t)mt_sounds_mass(sound, last),
            .len = (uint16_t)last,
        };
        mt_buf_add(&list->sounds, mt_str_of(sound, last));
        unpack_spoken(&in);
    }
    if (in.bad)
        return mt_error_set(err, MT_ERR_CORRUPT, "the table of sounds is damaged");
    *out = list;
    return MT_OK;
}

#define SHARES 4096

/* The name's distances to the phones of the entry that was looked at last. */
struct walk {
    const struct mt_sound *name;
    const char *sound;
    struct mt_sound_row rows[MT_PHONES_MAX + 1]; /* after so many phones */
    unsigned least[MT_PHONES_MAX + 1];           /* of each row; no later one goes below */
    size_t known;                                /* rows that hold for `sound` */
};

/* Moves on to the next entry's phones; false where they cost more than `most`. */
static bool hear(struct walk *w, const char *sound, size_t len, unsigned most)
{
    size_t shared = 0;
    while (shared < w->known && shared < len && w->sound[shared] == sound[shared])
        shared++;
    w->sound = sound;
    w->known = shared;
    while (w->known < len && w->least[w->known] <= most) {
        w->least[w->known + 1] =
            mt_sound_hear(w->name, &w->rows[w->known], sound[w->known], &w->rows[w->known + 1]);
        w->known++;
    }
    return w->least[w->known] <= most;
}

void mt_soundtable_search(const void *ctx, const struct mt_soundlist *list,
                          const struct mt_sieve *sieve, double above, struct mt_sound_matches *out)
{
    const struct mt_sound *name = sieve->name;
    struct walk walk;
    const double least = least_of(list->band, above);
    /* In whole numbers, as this is what listening costs most of. */
    const unsigned share = least < 1 ? (unsigned)((1 - least) / 2 * SHARES + 1) : 0;
    walk.name = name;
    walk.known = 0;
    walk.least[0] = 0;
    mt_sound_begin(name, &walk.rows[0]);
    for (size_t i = 0; i < list->entries.len; i++) {
        const struct entry *entry = &list->entries.ptr[i];
        unsigned most = share * (name->mass + entry->mass) / SHARES;
        if (!mt_sieve_passes(sieve, entry->consonants, most) ||
            !hear(&walk, list->sounds.ptr + entry->sound, entry->len, most))
            continue;
        double likeness = mt_sound_likeness(name, &walk.rows[entry->len], entry->mass);
        if (likeness <= least)
            continue;
        struct mt_unpack in = mt_unpack(mt_str_slice(list->bytes, entry->words, SIZE_MAX));
        *mt_push(ctx, out) = (struct mt_sound_match){unpack_spoken(&in), likeness};
    }
}
