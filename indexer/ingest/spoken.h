/* spoken.h - Words counted, and what they sound like, until they are a table
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is known of words while they are counted takes a hundred bytes each, ten times what is left
 * of it in the table. So the words of a large archive are counted in parts, by a hash of them, one
 * part after another, of which only these few bytes stay.
 */
#ifndef MT_INGEST_SPOKEN_H
#define MT_INGEST_SPOKEN_H

#include "base/base.h"
#include "base/memory.h"
#include "entity/soundtable.h"
#include "ingest/uncommon.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* An archive has fewer different words and pairs; what is beyond stands in for no name. */
#define MT_SPOKEN_WORDS_MAX 10000000

/* Counts the words of one part of `n_parts`; others are passed over. Lives in `ctx`. */
struct mt_spoken_words;
struct mt_spoken_words *mt_spoken_new(const void *ctx, uint32_t part, uint32_t n_parts);

/* Counts a word with a capital or two words, as written (mt_uncommon_take). All of these come
 * before words. */
void mt_spoken_take_written(void *words, const struct mt_uncommon_count *written);

/* Counts a word as it stands in the index: folded. What is left of its occurrences is without
 * capitals. */
void mt_spoken_take_word(struct mt_spoken_words *words, const struct mt_term_stats *word);

/* All that was counted, packed. */
struct mt_spoken_part {
    struct mt_str bytes;
    size_t *ends; /* of what has as many consonants and vowels */
};
struct mt_spoken_parts MT_VEC(struct mt_spoken_part);

/* Packs what was counted, in `ctx`, and frees `words`. */
struct mt_spoken_part mt_spoken_pack(const void *ctx, struct mt_spoken_words *words);

/* The sound table of all parts, in `ctx`. */
void mt_spoken_table(const void *ctx, const struct mt_spoken_parts *parts,
                     struct mt_sound_blocks *out);

MT_END_DECLS

#endif
