/* spelling.c - Words of an index that somebody may have meant who asked for one it lacks
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/spelling.h"

#include "query/names.h"
#include "text/distance.h"

/* Shorter words are one mistake away from too many others. */
#define CHARACTERS_MIN 3
/* Longer words may have two mistakes. */
#define CHARACTERS_ONE 4
#define TERMS_MAX 200000

/* ---- Candidates ---- */

struct candidate {
    struct mt_str word;
    uint32_t distance, documents;
};

struct speller {
    const void *ctx;
    struct mt_str word;
    uint32_t most; /* mistakes */
    struct candidate best[MT_SPELLINGS_MAX];
    size_t n;
};

static bool is_better(const struct candidate *a, const struct candidate *b)
{
    if (a->distance != b->distance)
        return a->distance < b->distance;
    if (a->documents != b->documents)
        return a->documents > b->documents;
    return mt_str_compare(a->word, b->word) < 0;
}

/* Keeps the word if it is among the best so far. The one that was asked for may be a known name
 * that no note speaks of: it is what was meant, and not found. */
static void consider(struct speller *s, struct mt_str word, uint32_t documents)
{
    if (mt_str_characters(word) < CHARACTERS_MIN || mt_str_eq(word, s->word))
        return;
    struct candidate one = {word, mt_distance(s->word, word, s->most), documents};
    size_t at = 0;
    if (one.distance > s->most)
        return;
    for (size_t i = 0; i < s->n; i++)
        if (mt_str_eq(s->best[i].word, word))
            return;
    while (at < s->n && is_better(&s->best[at], &one))
        at++;
    if (at == MT_SPELLINGS_MAX)
        return;
    s->n += s->n < MT_SPELLINGS_MAX;
    for (size_t i = s->n - 1; i > at; i--)
        s->best[i] = s->best[i - 1];
    s->best[at] = one;
    s->best[at].word = mt_str_copy(s->ctx, word);
}

static enum mt_status consider_terms(struct speller *s, struct mt_reader *reader,
                                     struct mt_str beginning, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_term_list list = {0};
    enum mt_status status =
        mt_reader_terms(reader, scratch, beginning, TERMS_MAX, false, &list, err);
    for (size_t i = 0; i < list.len; i++)
        consider(s, list.ptr[i].term, list.ptr[i].documents);
    mt_free(scratch);
    return status;
}

static enum mt_status consider_names(struct speller *s, struct mt_lookup *lookup,
                                     struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    enum mt_status status = MT_OK;
    for (int kind = 0; kind < MT_ENTITY_KINDS && status == MT_OK; kind++) {
        struct mt_entity_list list = {0};
        status = mt_lookup_all(lookup, (enum mt_entity_kind)kind, &list, err);
        for (size_t i = 0; status == MT_OK && i < list.len; i++) {
            struct mt_strs words =
                mt_names_words(scratch, mt_form_words(scratch, list.ptr[i]->name));
            for (size_t w = 0; w < words.len; w++)
                consider(s, words.ptr[w], list.ptr[i]->notes);
        }
    }
    mt_free(scratch);
    return status;
}

static struct mt_str first_character(struct mt_str word)
{
    size_t end = word.len ? 1 : 0;
    while (end < word.len && ((unsigned char)word.ptr[end] & 0xc0) == 0x80)
        end++;
    return mt_str_slice(word, 0, end);
}

static enum mt_status spell(struct speller *s, struct mt_reader *reader, struct mt_lookup *lookup,
                            struct mt_error *err)
{
    struct mt_str one = first_character(s->word);
    struct mt_str two = first_character(mt_str_slice(s->word, one.len, s->word.len));
    struct mt_str swapped = mt_str_printf(s->ctx, "%.*s%.*s", MT_ARG(two), MT_ARG(one));
    enum mt_status status = consider_terms(s, reader, one, err);
    if (status == MT_OK && !mt_str_eq(one, two))
        status = consider_terms(s, reader, swapped, err);
    if (status == MT_OK)
        status = consider_names(s, lookup, err);
    return status;
}

enum mt_status mt_spelling_suggest(const void *ctx, struct mt_reader *reader,
                                   struct mt_lookup *lookup, const struct mt_plan *plan,
                                   struct mt_spellings *out, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    size_t before = out->len;
    for (size_t i = 0; i < plan->n_content && status == MT_OK; i++) {
        const struct mt_family *family = &plan->families.ptr[plan->content[i]];
        size_t n = mt_str_characters(family->word);
        if (family->forms.len || family->match == MT_MATCH_PREFIX || n < CHARACTERS_MIN ||
            out->len - before == MT_SPELLINGS_MAX)
            continue;
        struct speller s = {.ctx = ctx, .word = family->word, .most = n > CHARACTERS_ONE ? 2 : 1};
        status = spell(&s, reader, lookup, err);
        if (status != MT_OK || s.n == 0)
            continue;
        struct mt_spelling *spelling = mt_push(ctx, out);
        *spelling = (struct mt_spelling){.word = family->word};
        for (size_t b = 0; b < s.n; b++)
            *mt_push(ctx, &spelling->meant) = s.best[b].word;
    }
    return status;
}
