/* family.h - The words of an index that stand for a word of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_FAMILY_H
#define MT_QUERY_FAMILY_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/tally.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Which words of the index are meant. */
enum mt_match {
    MT_MATCH_STEM,  /* all with the same stem in one of the languages */
    MT_MATCH_EXACT, /* the folded word alone */
    MT_MATCH_PREFIX /* all that begin with it */
};

/* One word of the index that stands for a word of the question. */
struct mt_form {
    struct mt_str term;
    bool exact; /* as asked: the folded word itself, or one that begins with the prefix */
};
struct mt_forms MT_VEC(struct mt_form);

struct mt_family {
    struct mt_str word; /* folded, as asked */
    enum mt_match match;
    struct mt_forms forms; /* empty when the index has none */
    uint64_t occurrences;  /* of all forms in the index */
    uint64_t as_asked;     /* of those that are exact */
    double idf;            /* ln(1 + (N - n + .5) / (n + .5)), N units, n occurrences, at most N */
    double idf_as_asked;   /* the same of n = as_asked */
    bool cut;              /* a prefix with more than MT_FORMS_MAX forms: the commonest are taken */
};
struct mt_families MT_VEC(struct mt_family);

/* No word of a question stands for more forms than this. */
#define MT_FORMS_MAX 100

/* Words are stemmed in at most this many languages. */
#define MT_LANGUAGES_MAX 8

/* Appends the languages (ISO 639-1) to stem in, commonest first: those of at least three of an
 * index's `notes`, or of one in ten, by `counts`; and English when no more than half of the
 * notes are known to be in any. */
void mt_languages_choose(const void *ctx, const struct mt_tallies *counts, uint64_t notes,
                         struct mt_strs *out);

/* Finds families in one index, each word looked up once. Stems in the first MT_LANGUAGES_MAX of
 * the languages that have a stemmer, in English when none has, and a word in other letters than
 * Latin in the language that these tell of. Lives in `ctx`, borrows the reader and the languages.
 */
struct mt_vocabulary;
struct mt_vocabulary *mt_vocabulary_new(const void *ctx, struct mt_reader *reader, uint64_t units,
                                        const struct mt_strs *languages);

/* The family of a folded word, as an index into mt_vocabulary_families. Errors: those of the
 * reader. */
MT_NODISCARD enum mt_status mt_vocabulary_find(struct mt_vocabulary *vocabulary, struct mt_str word,
                                               enum mt_match match, size_t *out,
                                               struct mt_error *err);

/* All families found so far, in the order of their first look-up. Valid until the next one. */
const struct mt_families *mt_vocabulary_families(const struct mt_vocabulary *vocabulary);

MT_END_DECLS

#endif
