/* family.c - The words of an index that stand for a word of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/family.h"

#include <math.h>

#include "text/stem.h"

/* Words with a common beginning that are looked through for one stem. */
#define CANDIDATES_MAX 100000

struct mt_vocabulary {
    const void *ctx;
    struct mt_reader *reader;
    uint64_t units;
    struct mt_stemmer *stemmer; /* made when first needed */
    struct mt_families families;
};

struct mt_vocabulary *mt_vocabulary_new(const void *ctx, struct mt_reader *reader, uint64_t units)
{
    struct mt_vocabulary *vocabulary = mt_new(ctx, struct mt_vocabulary);
    vocabulary->ctx = vocabulary;
    vocabulary->reader = reader;
    vocabulary->units = units;
    return vocabulary;
}

const struct mt_families *mt_vocabulary_families(const struct mt_vocabulary *vocabulary)
{
    return &vocabulary->families;
}

static void add_form(struct mt_vocabulary *v, struct mt_family *family, struct mt_str term)
{
    struct mt_form *form = mt_push(v->ctx, &family->forms);
    form->term = mt_str_copy(v->ctx, term);
    form->exact = family->match == MT_MATCH_PREFIX || mt_str_eq(term, family->word);
}

/* Does the index have exactly this word? It is the first that begins with itself. */
static enum mt_status add_if_present(struct mt_vocabulary *v, struct mt_family *family,
                                     struct mt_str term, struct mt_error *err)
{
    struct mt_term_list list = {0};
    enum mt_status status = mt_reader_terms(v->reader, v->ctx, term, 1, true, &list, err);
    if (status == MT_OK && list.len && mt_str_eq(list.ptr[0].term, term)) {
        add_form(v, family, term);
        family->occurrences += list.ptr[0].occurrences;
    }
    return status;
}

static enum mt_status add_stem(struct mt_vocabulary *v, struct mt_family *family,
                               struct mt_error *err)
{
    if (!v->stemmer)
        v->stemmer = mt_stemmer_new(v->ctx, "en");
    struct mt_str stem = mt_str_copy(v->ctx, mt_stem(v->stemmer, family->word));
    struct mt_str prefix = mt_stem_prefix(stem);
    bool has_digit = mt_is_digit(family->word.ptr[0]);
    if (has_digit || prefix.len == 0)
        return add_if_present(v, family, family->word, err);

    void *scratch = mt_context(NULL);
    struct mt_term_list list = {0};
    enum mt_status status =
        mt_reader_terms(v->reader, scratch, prefix, CANDIDATES_MAX, false, &list, err);
    for (size_t i = 0; status == MT_OK && i < list.len && family->forms.len < MT_FORMS_MAX; i++)
        if (mt_str_eq(mt_stem(v->stemmer, list.ptr[i].term), stem))
            status = add_if_present(v, family, list.ptr[i].term, err);
    mt_free(scratch);
    return status;
}

static int commonest_first(const void *a, const void *b)
{
    const struct mt_term_stats *left = a, *right = b;
    if (left->documents != right->documents)
        return left->documents > right->documents ? -1 : 1;
    return mt_str_compare(left->term, right->term);
}

static enum mt_status add_prefix(struct mt_vocabulary *v, struct mt_family *family,
                                 struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_term_list list = {0};
    enum mt_status status =
        mt_reader_terms(v->reader, scratch, family->word, CANDIDATES_MAX, false, &list, err);
    if (status == MT_OK && list.len)
        qsort(list.ptr, list.len, sizeof *list.ptr, commonest_first);
    family->cut = list.len > MT_FORMS_MAX;
    for (size_t i = 0; status == MT_OK && i < list.len && i < MT_FORMS_MAX; i++)
        status = add_if_present(v, family, list.ptr[i].term, err);
    mt_free(scratch);
    return status;
}

static size_t characters(struct mt_str word)
{
    size_t n = 0;
    for (size_t i = 0; i < word.len; i++)
        n += ((unsigned char)word.ptr[i] & 0xc0) != 0x80;
    return n;
}

static double idf(uint64_t units, uint64_t occurrences)
{
    double all = (double)units, with = occurrences < units ? (double)occurrences : all;
    return log(1 + (all - with + .5) / (with + .5));
}

enum mt_status mt_vocabulary_find(struct mt_vocabulary *v, struct mt_str word, enum mt_match match,
                                  size_t *out, struct mt_error *err)
{
    if (match == MT_MATCH_PREFIX && characters(word) < MT_PREFIX_MIN)
        match = MT_MATCH_STEM;
    for (size_t i = 0; i < v->families.len; i++) {
        if (v->families.ptr[i].match == match && mt_str_eq(v->families.ptr[i].word, word)) {
            *out = i;
            return MT_OK;
        }
    }
    struct mt_family family = {.word = mt_str_copy(v->ctx, word), .match = match};
    enum mt_status status = MT_OK;
    switch (match) {
    case MT_MATCH_STEM:
        status = add_stem(v, &family, err);
        break;
    case MT_MATCH_EXACT:
        status = add_if_present(v, &family, family.word, err);
        break;
    case MT_MATCH_PREFIX:
        status = add_prefix(v, &family, err);
        break;
    }
    if (status != MT_OK)
        return status;
    family.idf = idf(v->units, family.occurrences);
    *mt_push(v->ctx, &v->families) = family;
    *out = v->families.len - 1;
    return MT_OK;
}
