/* soundtable.h - The words of an archive by what they sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What may stand where a name was spoken: each word of the archive, and two words side by side of
 * which one is uncommon or capitalised (ingest/uncommon.h). A word of every day must be very like a
 * name to stand for it. Words are sorted by how many consonants and vowels they have, then into
 * bands by the least likeness that will do for them, then by which consonants they have, then by
 * phones, and cut into blocks of at most MT_SOUND_BLOCK_MAX bytes: a name reads the blocks with
 * about as many phones as its own, and looks in them at words whose consonants may be its own.
 * Packed with base/pack.h, words by text/commonness.h.
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
    struct mt_str key; /* consonants, vowels, running number: "04 03 0000"; then anything */
    struct mt_str bytes;
};
struct mt_sound_blocks MT_VEC(struct mt_sound_block);

/* Packs the list and appends its blocks, in order of their keys, in `ctx`. What is the same twice
 * stands once. Lists of which each has counts of consonants and vowels of its own give, one after
 * another, what all of them together would. */
void mt_soundtable_pack(const void *ctx, const struct mt_spoken_list *list,
                        struct mt_sound_blocks *out);

/* Whether a block with this key can hold anything that is like enough: more than the least likeness
 * of its band and `above`. */
bool mt_soundtable_may_hold(struct mt_str key, const struct mt_sound *name, double above);

struct mt_sound_match {
    struct mt_spoken spoken;
    double likeness;
};
struct mt_sound_matches MT_VEC(struct mt_sound_match);

/* Appends what the block has that is like enough, in the same sense: the words in `ctx`, sounds
 * as slices of the block. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_soundtable_search(const void *ctx, struct mt_str block,
                                                 const struct mt_sieve *sieve, double above,
                                                 struct mt_sound_matches *out,
                                                 struct mt_error *err);

MT_END_DECLS

#endif
