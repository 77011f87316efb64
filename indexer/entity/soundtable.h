/* soundtable.h - The words of an archive by what they sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What may stand where a name was spoken: each word of the archive, and two words side by side of
 * which one is uncommon or capitalised (ingest/uncommon.h). A word of every day must be very like a
 * name to stand for it, so words are sorted into bands by the least likeness that will do, in a
 * band by mass (sounds.h), then by phones, and cut into blocks of at most MT_SOUND_BLOCK_MAX bytes:
 * a name reads the blocks whose masses can be like its own, and in them words with a common
 * beginning share its distances. Packed with base/pack.h.
 */
#ifndef MT_ENTITY_SOUNDTABLE_H
#define MT_ENTITY_SOUNDTABLE_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "entity/sounds.h"

MT_BEGIN_DECLS

#define MT_SOUND_BLOCK_MAX ((size_t)64 << 10)

struct mt_spoken {
    struct mt_str words; /* folded, one space between two */
    struct mt_str sound; /* phones */
    uint32_t upper;      /* how often it stands in the archive with a capital inside a sentence */
    uint32_t lower;      /* and how often otherwise */
    double least;        /* likeness that will do; not stored */
};
struct mt_spoken_list MT_VEC(struct mt_spoken);

struct mt_sound_block {
    struct mt_str key; /* band, mass class, running number: "0 07 002" */
    struct mt_str bytes;
};
struct mt_sound_blocks MT_VEC(struct mt_sound_block);

/* Sorts the list and packs it; blocks in order of their keys, in `ctx`. What is the same twice
 * stands once. */
void mt_soundtable_pack(const void *ctx, struct mt_spoken_list *list, struct mt_sound_blocks *out);

/* Whether a block with this key can hold anything that is like enough: more than the least likeness
 * of its band and `above`. */
bool mt_soundtable_may_hold(struct mt_str key, const struct mt_sound *name, double above);

/* A block laid out to be searched, for one name or for many. */
struct mt_soundlist;

/* Lives in `ctx`, borrows the bytes. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_soundtable_open(const void *ctx, struct mt_str bytes,
                                               struct mt_soundlist **out, struct mt_error *err);

struct mt_sound_match {
    struct mt_spoken spoken;
    double likeness;
};
struct mt_sound_matches MT_VEC(struct mt_sound_match);

/* Appends what the list has that is like enough, in the same sense; words are slices of the block,
 * `sound` is left empty. */
void mt_soundtable_search(const void *ctx, const struct mt_soundlist *list,
                          const struct mt_sieve *sieve, double above, struct mt_sound_matches *out);

MT_END_DECLS

#endif
