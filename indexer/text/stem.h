/* stem.h - Stems of words, for questions only: the index holds words as they stand
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Snowball's own library (libstemmer), by ISO 639-1 code, and a list of particles for Korean, which
 * it lacks. A question word is matched to the words of the index that have the same stem, so no
 * stem is ever stored.
 */
#ifndef MT_TEXT_STEM_H
#define MT_TEXT_STEM_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

struct mt_stemmer;

/* NULL when there is no stemmer for the language ("en", "de", "ru" …). */
struct mt_stemmer *mt_stemmer_new(const void *ctx, const char *language);
void mt_stemmer_free(struct mt_stemmer *stemmer);

/* The stem of a folded word; words with a digit stem to themselves. Valid until the next call. */
struct mt_str mt_stem(struct mt_stemmer *stemmer, struct mt_str word);

/* The bytes that every word with the same stem as `word` begins with: the stem without its last
 * character, at least two characters; words shorter than that are their own family. For
 * enumerating a vocabulary. English "die", "lie", "tie" and "dying" … share only one letter: such
 * stems give one character. A slice of `stem`. */
struct mt_str mt_stem_prefix(struct mt_str stem);

/* The language to stem a word in because of its letters, whatever the notes are in: "el" for Greek,
 * "ru" for Cyrillic; NULL for Latin, which tells nothing, and for scripts without a stemmer. */
const char *mt_stem_language_of(struct mt_str word);

/* What else a word of the same stem may begin with, before what mt_stem_prefix says: the Arabic
 * article and what is written in one with it. Empty for words in other letters. Static storage. */
const struct mt_str *mt_stem_lead_ins(struct mt_str word, size_t *n);

MT_END_DECLS

#endif
