/* soundtable.c - The words of an archive by what they sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/soundtable.h"

#include "base/pack.h"

/* Masses of one class differ by less than a consonant. */
#define CLASS_MASS 100

/* The least likeness that will do for what is in each band. What speaks for a word in all other
 * respects needs .52, though nothing below MT_SOUNDS_LEAST is looked for. */
static const double bands[] = {.52, .70, .78, .86};

static double least_of(uint64_t band, double above)
{
    double least = bands[band < MT_COUNT(bands) ? band : 0] + above;
    return least > MT_SOUNDS_LEAST ? least : MT_SOUNDS_LEAST;
}

static unsigned band_of(double least)
{
    unsigned band = 0;
    while (band + 1 < MT_COUNT(bands) && least >= bands[band + 1])
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
        mt_str_printf(p->ctx, "%u %02u %03u", p->band, p->class, p->number++),
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
bool mt_soundtable_may_hold(struct mt_str key, const struct mt_sound *name, double above)
{
    uint64_t band, class;
    struct mt_str part;
    if (!mt_str_next(&key, ' ', &part) || !mt_str_to_u64(part, &band) ||
        !mt_str_next(&key, ' ', &part) || !mt_str_to_u64(part, &class) || band >= MT_COUNT(bands))
        return false;
    double low = (double)class * CLASS_MASS, high = low + CLASS_MASS - 1, own = name->mass;
    double nearest = own < low ? low : own > high ? high : own;
    double apart = own > nearest ? own - nearest : nearest - own;
    return apart * .6 <= (1 - least_of(band, above)) * (own + nearest) / 2;
}

/* The name's distances to the phones of the entry that was looked at last. */
struct walk {
    const struct mt_sound *name;
    double most; /* the dearest row that can still become alike enough in this block */
    char sound[MT_PHONES_MAX];
    struct mt_sound_row rows[MT_PHONES_MAX + 1]; /* after so many phones */
    size_t known;                                /* rows that hold for `sound` */
    size_t dead; /* beginnings of so many phones are too dear, or MT_NPOS */
};

/* Moves on to the next entry's phones; false where they are not alike enough. */
static bool hear(struct walk *w, size_t shared, struct mt_str rest)
{
    size_t len = shared + rest.len;
    if (rest.len)
        memcpy(w->sound + shared, rest.ptr, rest.len);
    if (w->known > shared)
        w->known = shared;
    if (shared >= w->dead)
        return false;
    w->dead = MT_NPOS;
    for (; w->known < len; w->known++) {
        unsigned cost =
            mt_sound_hear(w->name, &w->rows[w->known], w->sound[w->known], &w->rows[w->known + 1]);
        if (cost > w->most) {
            w->dead = w->known + 1;
            return false;
        }
    }
    return true;
}

enum mt_status mt_soundtable_search(const void *ctx, struct mt_str bytes,
                                    const struct mt_sound *name, double above,
                                    struct mt_sound_matches *out, struct mt_error *err)
{
    struct mt_unpack in = mt_unpack(bytes);
    struct walk walk = {.name = name, .dead = MT_NPOS};
    uint32_t band = mt_unpack_u32(&in);
    double least = least_of(band, above);
    double class_end = (double)(mt_unpack_u32(&in) + 1) * CLASS_MASS;
    size_t last = 0;
    walk.most = (1 - least) * (name->mass + class_end) / 2;
    mt_sound_begin(name, &walk.rows[0]);
    while (!in.bad && in.at < in.end) {
        size_t shared = mt_unpack_u32(&in);
        struct mt_str rest = mt_unpack_str(&in);
        struct mt_spoken spoken = {.words = mt_unpack_str(&in)};
        spoken.upper = mt_unpack_u32(&in);
        spoken.lower = mt_unpack_u32(&in);
        if (in.bad || shared > last || rest.len > MT_PHONES_MAX - shared)
            return mt_error_set(err, MT_ERR_CORRUPT, "the table of sounds is damaged");
        last = shared + rest.len;
        if (!hear(&walk, shared, rest))
            continue;
        double likeness =
            mt_sound_likeness(name, &walk.rows[last], mt_sounds_mass(walk.sound, last));
        if (likeness > least)
            *mt_push(ctx, out) = (struct mt_sound_match){spoken, likeness};
    }
    if (in.bad)
        return mt_error_set(err, MT_ERR_CORRUPT, "the table of sounds is damaged");
    return MT_OK;
}
