/* family.c - The words of an index that stand for a word of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/family.h"

#include <math.h>

#include "query/words.h"
#include "text/stem.h"

/* Words with a common beginning that are looked through for one stem. */
#define CANDIDATES_MAX 100000

struct mt_vocabulary {
    const void *ctx;
    struct mt_reader *reader;
    uint64_t units;
    const struct mt_strs *languages;
    struct mt_stemmer *stemmers[MT_LANGUAGES_MAX]; /* made when first needed */
    size_t n_stemmers;
    struct mt_families families;
};

struct mt_vocabulary *mt_vocabulary_new(const void *ctx, struct mt_reader *reader, uint64_t units,
                                        const struct mt_strs *languages)
{
    struct mt_vocabulary *vocabulary = mt_new(ctx, struct mt_vocabulary);
    vocabulary->ctx = vocabulary;
    vocabulary->reader = reader;
    vocabulary->units = units;
    vocabulary->languages = languages;
    return vocabulary;
}

const struct mt_families *mt_vocabulary_families(const struct mt_vocabulary *vocabulary)
{
    return &vocabulary->families;
}

/* ---- Languages ---- */

static int most_notes_first(const void *a, const void *b)
{
    const struct mt_tally *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return mt_str_compare(left->name, right->name);
}

static void add_language(const void *ctx, struct mt_strs *languages, struct mt_str code)
{
    for (size_t i = 0; i < languages->len; i++)
        if (mt_str_eq(languages->ptr[i], code))
            return;
    *mt_push(ctx, languages) = code;
}

void mt_languages_choose(const void *ctx, const struct mt_tallies *counts, uint64_t notes,
                         struct mt_strs *out)
{
    struct mt_tally *sorted = mt_array(ctx, struct mt_tally, counts->len);
    uint64_t known = 0;
    for (size_t i = 0; i < counts->len; i++) {
        sorted[i] = counts->ptr[i];
        known += sorted[i].count;
    }
    qsort(sorted, counts->len, sizeof *sorted, most_notes_first);
    for (size_t i = 0; i < counts->len; i++)
        if (sorted[i].count >= 3 || sorted[i].count >= notes / 10.0)
            add_language(ctx, out, sorted[i].name);
    if (known <= notes / 2)
        add_language(ctx, out, (struct mt_str)MT_STR("en"));
}

/* ---- Forms ---- */

static const struct mt_form *add_form(struct mt_vocabulary *v, struct mt_family *family,
                                      struct mt_str term)
{
    struct mt_form *form = mt_push(v->ctx, &family->forms);
    form->term = mt_str_copy(v->ctx, term);
    form->exact = family->match == MT_MATCH_PREFIX || mt_str_eq(term, family->word);
    return form;
}

/* Does the index have exactly this word? It is the first that begins with itself. */
static enum mt_status add_if_present(struct mt_vocabulary *v, struct mt_family *family,
                                     struct mt_str term, struct mt_error *err)
{
    struct mt_term_list list = {0};
    enum mt_status status = mt_reader_terms(v->reader, v->ctx, term, 1, true, &list, err);
    if (status == MT_OK && list.len && mt_str_eq(list.ptr[0].term, term)) {
        const struct mt_form *form = add_form(v, family, term);
        family->occurrences += list.ptr[0].occurrences;
        family->as_asked += form->exact ? list.ptr[0].occurrences : 0;
    }
    return status;
}

/* ---- Words with the same stem ---- */

static void make_stemmers(struct mt_vocabulary *v)
{
    for (size_t i = 0; i < v->languages->len && v->n_stemmers < MT_LANGUAGES_MAX; i++) {
        const char *code = mt_strdup(v->ctx, v->languages->ptr[i]);
        v->stemmers[v->n_stemmers] = mt_stemmer_new(v->ctx, code);
        v->n_stemmers += v->stemmers[v->n_stemmers] != NULL;
    }
    if (v->n_stemmers == 0)
        v->stemmers[v->n_stemmers++] = mt_stemmer_new(v->ctx, "en");
}

/* What the words with this stem begin with. Where the stemmer wrote other letters at its end (or
 * left some out at its beginning), only as much as the word itself begins with. */
static struct mt_str beginning(struct mt_str word, struct mt_str stem)
{
    struct mt_str prefix = mt_stem_prefix(stem);
    size_t shared = 0;
    while (shared < prefix.len && shared < word.len && prefix.ptr[shared] == word.ptr[shared])
        shared++;
    while (shared && shared < prefix.len && ((unsigned char)prefix.ptr[shared] & 0xc0) == 0x80)
        shared--;
    return shared < 2 ? prefix : mt_str_slice(prefix, 0, shared);
}

static int bytewise(const void *a, const void *b)
{
    return mt_str_compare(*(const struct mt_str *)a, *(const struct mt_str *)b);
}

/* Sorts prefixes and leaves out those that begin with another one. */
static void join_prefixes(struct mt_strs *prefixes)
{
    size_t left = 0;
    qsort(prefixes->ptr, prefixes->len, sizeof *prefixes->ptr, bytewise);
    for (size_t i = 0; i < prefixes->len; i++)
        if (left == 0 || !mt_str_starts(prefixes->ptr[i], prefixes->ptr[left - 1]))
            prefixes->ptr[left++] = prefixes->ptr[i];
    prefixes->len = left;
}

/* The stems of a word: in each language, and in the one that its letters tell of. */
struct stems {
    struct mt_stemmer *stemmers[MT_LANGUAGES_MAX + 1];
    struct mt_str stems[MT_LANGUAGES_MAX + 1];
    size_t n;
};

static struct stems stems_of(struct mt_vocabulary *v, void *scratch, struct mt_str word)
{
    struct stems all = {.n = 0};
    const char *of_script = mt_stem_language_of(word);
    if (v->n_stemmers == 0)
        make_stemmers(v);
    for (size_t i = 0; i < v->n_stemmers; i++)
        all.stemmers[all.n++] = v->stemmers[i];
    if (of_script)
        all.stemmers[all.n++] = mt_stemmer_new(scratch, of_script);
    all.n -= all.stemmers[all.n - 1] == NULL; /* a Snowball without that language */
    for (size_t i = 0; i < all.n; i++)
        all.stems[i] = mt_str_copy(scratch, mt_stem(all.stemmers[i], word));
    return all;
}

/* What the words with one of these stems begin with. */
static void find_prefixes(void *scratch, struct mt_str word, const struct stems *all,
                          struct mt_strs *out)
{
    size_t n_lead_ins;
    const struct mt_str *lead_ins = mt_stem_lead_ins(word, &n_lead_ins);
    *mt_push(scratch, out) = word;
    for (size_t i = 0; i < all->n; i++) {
        struct mt_str prefix = beginning(word, all->stems[i]);
        if (prefix.len)
            *mt_push(scratch, out) = prefix;
        for (size_t l = 0; prefix.len && l < n_lead_ins; l++)
            *mt_push(scratch, out) =
                mt_str_printf(scratch, "%.*s%.*s", MT_ARG(lead_ins[l]), MT_ARG(prefix));
    }
    join_prefixes(out);
}

/* Whether the word has one of these stems. Words that say little and words that say something are
 * no forms of each other: "not" and "notes" have one stem in Spanish. */
static bool is_form(const struct mt_family *family, struct mt_str word, const struct stems *all)
{
    bool same = false;
    for (size_t i = 0; i < all->n && !same; i++)
        same = mt_str_eq(mt_stem(all->stemmers[i], word), all->stems[i]);
    return same && mt_word_is_stop(word) == mt_word_is_stop(family->word);
}

static enum mt_status add_stem(struct mt_vocabulary *v, struct mt_family *family,
                               struct mt_error *err)
{
    if (family->word.len == 0 || mt_is_digit(family->word.ptr[0]))
        return add_if_present(v, family, family->word, err);

    void *scratch = mt_context(NULL);
    struct stems stems = stems_of(v, scratch, family->word);
    struct mt_strs prefixes = {0};
    find_prefixes(scratch, family->word, &stems, &prefixes);

    enum mt_status status = MT_OK;
    for (size_t p = 0; status == MT_OK && p < prefixes.len; p++) {
        struct mt_term_list list = {0};
        status =
            mt_reader_terms(v->reader, scratch, prefixes.ptr[p], CANDIDATES_MAX, false, &list, err);
        for (size_t i = 0; status == MT_OK && i < list.len && family->forms.len < MT_FORMS_MAX; i++)
            if (is_form(family, list.ptr[i].term, &stems))
                status = add_if_present(v, family, list.ptr[i].term, err);
    }
    mt_free(scratch);
    return status;
}

/* ---- Words with the same beginning ---- */

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

/* ---- Families ---- */

static double idf(uint64_t units, uint64_t occurrences)
{
    double all = (double)units, with = occurrences < units ? (double)occurrences : all;
    return log(1 + (all - with + .5) / (with + .5));
}

enum mt_status mt_vocabulary_find(struct mt_vocabulary *v, struct mt_str word, enum mt_match match,
                                  size_t *out, struct mt_error *err)
{
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
    family.idf_as_asked = idf(v->units, family.as_asked);
    *mt_push(v->ctx, &v->families) = family;
    *out = v->families.len - 1;
    return MT_OK;
}
