/* places.h - Where each word stands in a note: the positions of all its terms, in a few values
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Xapian keeps a list of positions under the term and the document, each an entry of its own with
 * the term spelt out, which takes three times the space of the positions and a search through the
 * table for each word of each note that a question looks at. A note keeps all its positions in
 * MT_PLACES_PARTS values, from slot MT_SLOT_PLACES on, by how a word begins, so that all forms of
 * one are together and a question of few words reads little else. Each part is
 *
 *     number of blocks, then for each 4 bytes, little-endian: where it begins behind these
 *     blocks of TERMS_A_BLOCK terms (the last has what is left), sorted bytewise; of each term
 *         a byte: how much of the term before it begins it (4 bits; 0 for the first of a block) and
 *         how many bytes follow (4 bits; 15: and as many more as a number says), these bytes,
 *         the size of its positions in bytes, times four, plus how it is written at all of them
 *         (base/written.h), and these, each less the one before
 *
 * Numbers are those of base/pack.h.
 */
#ifndef MT_STORE_PLACES_H
#define MT_STORE_PLACES_H

#include "base/base.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Which part a term is in: tells by its first two bytes. */
unsigned mt_places_part(struct mt_str term);

/* Packs the postings that have positions; each term once, sorted bytewise. `out` has a place for
 * each part, which stays empty where nothing is in it. */
void mt_places_pack(const struct mt_posting *postings, size_t n, struct mt_buf *out);

struct mt_positions MT_VEC(uint32_t);
/* Of one of some terms. */
struct mt_places {
    size_t end; /* of its positions in `out`: they begin where those of the term before end */
    enum mt_written written; /* OTHER where it stands nowhere */
};

/* Appends (in `ctx`) where the terms of one part, sorted bytewise, stand: term after term,
 * ascending for each, nothing for one that is not there. `each`, unless it is NULL, has a place
 * for each term. No bytes at all hold no term. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_places_find(struct mt_str packed, const struct mt_str *terms,
                                           size_t n, const void *ctx, struct mt_positions *out,
                                           struct mt_places *each, struct mt_error *err);

MT_END_DECLS

#endif
