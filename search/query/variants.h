/* variants.h - A word written together, apart, with and without its apostrophe
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_VARIANTS_H
#define MT_QUERY_VARIANTS_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "store/store.h"

MT_BEGIN_DECLS

struct mt_variants MT_VEC(struct mt_strs);

/* Appends the other ways to write a word of a question (folded; several words when it splits into
 * them) of which the index has all the words, each a row of words in `ctx`:
 *   - as one: email for "e-mail", isnt for "isn't", 1250 for "1,250". Numbers are joined only where
 *     groups of three digits follow: not those of 12:30;
 *   - if `apart`, for one word of at most 24 bytes: as two (e mail), with an apostrophe (isn't), a
 *     number in groups of three digits.
 * Errors: those of the reader. */
MT_NODISCARD enum mt_status mt_variants_find(const void *ctx, struct mt_reader *reader,
                                             const struct mt_strs *words, bool apart,
                                             struct mt_variants *out, struct mt_error *err);

MT_END_DECLS

#endif
