/* places.h - Where each word stands in a note: the positions of all its terms, in a few values
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Xapian keeps a list of positions under the term and the document, each an entry of its own with
 * the term spelt out, which takes three times the space of the positions and a search through the
 * table for each word of each note that a question looks at. A note keeps all its positions in
 * MT_PLACES_PARTS values, from slot MT_SLOT_PLACES on, by how a word begins, so that all forms of
 * one are together and a question of few words reads little else. Most words of English have a rank
 * (text/commonness.h), which takes a fourth of the space of the word. Each part is two tables, of
 * words that have one, by rank, as a string, and of the others, bytewise. Of a table
 *
 *     number of blocks, then for each 4 bytes, little-endian: where it begins behind these
 *     blocks of TERMS_A_BLOCK terms (the last has what is left); of each term
 *         ranked: how much its rank is above the one before (of a block's first, above 0), times
 *         two, and one more if it stands in one place alone and is written small: then only this
 *         position follows
 *         others: a byte: how much of the term before it begins it (4 bits; 0 for the first of a
 *         block) and how many bytes follow (4 bits; 15: and as many more as a number says), these
 *         bytes
 *         a number: the size of its positions in bytes, then a bit: whether they are packed by
 *         base/rice.h, then two: how it is written at all of them (base/written.h)
 *         its positions, by base/rice.h or each less the one before, whichever is shorter
 *
 * Numbers and strings are those of base/pack.h.
 */
#ifndef MT_STORE_PLACES_H
#define MT_STORE_PLACES_H

#include "base/base.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* A term as it is packed. Of those of a part, the ranked ones come first, by rank, then the others,
 * bytewise. */
struct mt_place_key {
    struct mt_str term; /* borrowed */
    uint32_t rank;      /* or 0 */
    unsigned part;      /* tells by the term's first two bytes */
};
struct mt_place_key mt_place_key(struct mt_str term);
/* By part, and in it by order; as qsort takes it. */
int mt_place_key_compare(const void *a, const void *b);

/* Packs the postings that have positions; each term once, sorted bytewise. `out` has a place for
 * each part, which stays empty where nothing is in it. */
void mt_places_pack(const struct mt_posting *postings, size_t n, struct mt_buf *out);

struct mt_positions MT_VEC(uint32_t);
/* Of one of some terms. */
struct mt_places {
    size_t end; /* of its positions in `out`: they begin where those of the term before end */
    enum mt_written written; /* OTHER where it stands nowhere */
};

/* Appends (in `ctx`) where the terms of one part, in its order, stand: term after term, ascending
 * for each, nothing for one that is not there. `each`, unless it is NULL, has a place for each
 * term. No bytes at all hold no term. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_places_find(struct mt_str packed, const struct mt_place_key *keys,
                                           size_t n, const void *ctx, struct mt_positions *out,
                                           struct mt_places *each, struct mt_error *err);

MT_END_DECLS

#endif
