/* places.h - Where each word stands in a note: the positions of all its terms, in one value
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Xapian keeps a list of positions under the term and the document, each an entry of its own with
 * the term spelt out, which takes three times the space of the positions and a search through the
 * table for each word of each note that a question looks at. A question looks at most of its words
 * in each note, so a note keeps all its positions together, in value slot MT_SLOT_PLACES:
 *
 *     number of blocks, then for each 4 bytes, little-endian: where it begins behind these
 *     blocks of TERMS_A_BLOCK terms (the last has what is left), sorted bytewise; of each term
 *         a byte: how much of the term before it begins it (4 bits; 0 for the first of a block) and
 *         how many bytes follow (4 bits; 15: and as many more as a number says), these bytes,
 *         the size of its positions in bytes, and these, each less the one before
 *
 * Numbers are those of base/pack.h.
 */
#ifndef MT_STORE_PLACES_H
#define MT_STORE_PLACES_H

#include "base/base.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Packs the postings that have positions; each term once, sorted bytewise. */
void mt_places_pack(const struct mt_posting *postings, size_t n, struct mt_buf *out);

struct mt_positions MT_VEC(uint32_t);
/* Appends (in `ctx`) where the terms, sorted bytewise, stand: term after term, ascending for each,
 * nothing for one that is not there. `ends[i]`, unless `ends` is NULL, is the length of `out` after
 * term i. No bytes at all hold no term. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_places_find(struct mt_str packed, const struct mt_str *terms,
                                           size_t n, const void *ctx, struct mt_positions *out,
                                           size_t *ends, struct mt_error *err);

MT_END_DECLS

#endif
