/* hear.c - What a recogniser may have written for a word of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/hear.h"

#include "entity/hearing.h"
#include "query/words.h"
#include "text/commonness.h"
#include "text/letter.h"

/* A question is widened by no more forms. */
#define FORMS_MAX 60
/* More words side by side are no name. */
#define NAME_WORDS_MAX 3

/* ---- Which words ---- */

static bool is_rare(const struct mt_strs *words)
{
    for (size_t i = 0; i < words->len; i++) {
        int tier = mt_word_tier(words->ptr[i]);
        if (tier == 0 || tier > MT_TIER_COMMON)
            return true;
    }
    return false;
}

bool mt_hear_wanted(const struct mt_query *word, enum mt_sounds_like mode)
{
    if (word->op != MT_QUERY_WORD || word->exact || word->prefix || word->words.len == 0)
        return false;
    if (word->sounds)
        return true;
    switch (mode) {
    case MT_SOUNDS_ALWAYS:
        return word->words.len > 1 || !mt_word_is_stop(word->words.ptr[0]);
    case MT_SOUNDS_AUTO:
        return word->n_entities || (mt_letter_is_upper(word->text, 0) && is_rare(&word->words));
    default:
        return false;
    }
}

/* Plain words that are heard, no more than a name has, and nothing else. */
static bool is_row(const struct mt_query *tree, enum mt_sounds_like mode)
{
    if (tree->op != MT_QUERY_SOFT || tree->n_kids > NAME_WORDS_MAX)
        return false;
    for (size_t i = 0; i < tree->n_kids; i++)
        if (!mt_hear_wanted(tree->kids[i], mode) || tree->kids[i]->n_entities)
            return false;
    return true;
}

const struct mt_query *mt_hear_join(const void *ctx, const struct mt_query *tree,
                                    enum mt_sounds_like mode)
{
    /* What is not asked for by name may be two words rather than one name. */
    if (!is_row(tree, mode == MT_SOUNDS_AUTO ? MT_SOUNDS_NEVER : mode))
        return tree;
    struct mt_query *name = mt_new(ctx, struct mt_query);
    name->op = MT_QUERY_WORD;
    name->sounds = true;
    for (size_t i = 0; i < tree->n_kids; i++) {
        const struct mt_query *word = tree->kids[i];
        name->text =
            mt_str_printf(ctx, "%.*s%s%.*s", MT_ARG(name->text), i ? " " : "", MT_ARG(word->text));
        for (size_t w = 0; w < word->words.len; w++)
            *mt_push(ctx, &name->words) = word->words.ptr[w];
    }
    return name;
}

/* ---- The index ---- */

struct place {
    struct mt_reader *reader;
    size_t number;
    struct mt_lookup *lookup;
    const struct mt_query *word;
};

static enum mt_status place_keys(void *user, const void *ctx, struct mt_strs *out,
                                 struct mt_error *err)
{
    const struct place *place = user;
    struct mt_str keys, key;
    enum mt_status status =
        mt_reader_meta(place->reader, place->number, ctx, mt_str(MT_META_SOUNDS), &keys, err);
    while (status == MT_OK && mt_str_next(&keys, '\n', &key))
        *mt_push(ctx, out) = key;
    return status;
}

static enum mt_status place_block(void *user, const void *ctx, struct mt_str key,
                                  struct mt_str *out, struct mt_error *err)
{
    const struct place *place = user;
    struct mt_str whole = mt_str_printf(ctx, "%s %.*s", MT_META_SOUNDS, MT_ARG(key));
    return mt_reader_meta(place->reader, place->number, ctx, whole, out, err);
}

static enum mt_status place_notes(void *user, const void *ctx, struct mt_str word,
                                  struct mt_note_counts *out, struct mt_error *err)
{
    const struct place *place = user;
    struct mt_term_documents documents = {0};
    enum mt_status status = mt_reader_term_documents(place->reader, ctx, word, &documents, err);
    for (size_t i = 0; status == MT_OK && i < documents.len; i++)
        *mt_push(ctx, out) =
            (struct mt_note_count){documents.ptr[i].docid, documents.ptr[i].occurrences};
    return status;
}

static bool is_meant(const struct mt_query *word, const struct mt_entity *entity)
{
    for (size_t i = 0; i < word->n_entities; i++)
        if (word->entities[i] == entity)
            return true;
    return false;
}

/* How like the entity is to these words, if they are among its forms and it is none that is asked
 * for, nor holds or is held by what is. */
static double likeness_of(const struct place *place, const struct mt_entity *entity,
                          struct mt_str words, const struct mt_phones *heard)
{
    const struct mt_query *word = place->word;
    bool has = false, related = is_meant(word, entity);
    double best = 0;
    for (size_t f = 0; f < entity->forms.len && !related; f++) {
        const struct mt_entity_form *form = &entity->forms.ptr[f];
        struct mt_phones readings[2];
        struct mt_sound sound;
        has |= mt_str_eq(form->words, words);
        if (form->level > MT_FORM_ALIAS || mt_phones_read(form->words, readings) == 0)
            continue;
        related = word->words.len && mt_str_find(form->words, word->words.ptr[0], 0) != MT_NPOS;
        mt_sound_init(&sound, &readings[0]);
        double likeness = mt_sound_compare(&sound, heard, MT_SOUNDS_LEAST);
        best = likeness > best ? likeness : best;
    }
    return has && !related ? best : 0;
}

/* Known names that have these words as a form. */
static enum mt_status place_rival(void *user, struct mt_str words, double least, double *out,
                                  struct mt_error *err)
{
    const struct place *place = user;
    struct mt_str rest = words, first;
    struct mt_entity_list list = {0};
    struct mt_phones readings[2];
    double best = least;
    enum mt_status status = MT_OK;
    if (place->lookup && mt_str_next(&rest, ' ', &first) && mt_phones_read(words, readings))
        status = mt_lookup_word(place->lookup, first, &list, err);
    for (size_t i = 0; i < list.len; i++) {
        double likeness = likeness_of(place, list.ptr[i], words, &readings[0]);
        best = likeness > best ? likeness : best;
    }
    *out = best > least ? best : 0;
    return status;
}

/* ---- Forms ---- */

/* Whether the user refused the form for all that is asked for. */
static bool is_refused(const struct mt_query *word, const struct mt_entity_form *form)
{
    size_t n = 0;
    while (n < word->n_entities && mt_entity_refuses(word->entities[n], form))
        n++;
    return n && n == word->n_entities;
}

static bool is_among(const struct mt_entity_forms *forms, struct mt_str words)
{
    for (size_t i = 0; i < forms->len; i++)
        if (mt_str_eq(forms->ptr[i].words, words))
            return true;
    return false;
}

/* Whether all that is asked for has the form already: it was listened for as the index was made. */
static bool is_known(const struct mt_query *word, struct mt_str words)
{
    size_t n = 0;
    while (n < word->n_entities && is_among(&word->entities[n]->forms, words))
        n++;
    return n && n == word->n_entities;
}

static enum mt_form_level level_of(double score)
{
    return score >= MT_HEARING_HIGH     ? MT_FORM_HIGH
           : score >= MT_HEARING_MEDIUM ? MT_FORM_MEDIUM
                                        : MT_FORM_LOW;
}

enum mt_status mt_hear_forms(const void *ctx, struct mt_reader *reader, size_t n_places,
                             struct mt_lookup *lookup, const struct mt_query *word,
                             struct mt_entity_forms *out, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    uint64_t low = 0;
    for (size_t p = 0; p < n_places && status == MT_OK; p++) {
        struct place place = {reader, p, lookup, word};
        const struct mt_ears ears = {&place, place_keys, place_block, place_notes, place_rival};
        struct mt_heard_forms heard = {0};
        bool each = !word->n_entities || !mt_entity_has_part(word->entities[0], &word->words);
        status = mt_hear(ctx, &ears, word->text, &word->words, each, MT_HEARING_LOW, &heard, err);
        for (size_t i = 0; i < heard.len && out->len < FORMS_MAX; i++) {
            uint32_t occurrences = heard.ptr[i].occurrences;
            struct mt_entity_form form = {.words = heard.ptr[i].words,
                                          .level = level_of(heard.ptr[i].score),
                                          .score = heard.ptr[i].score};
            bool too_many = form.level == MT_FORM_LOW && low + occurrences > MT_HEAR_LOW_MAX;
            if (is_known(word, form.words) || too_many || is_among(out, form.words) ||
                is_refused(word, &form))
                continue;
            low += form.level == MT_FORM_LOW ? occurrences : 0;
            *mt_push(ctx, out) = form;
        }
    }
    return status;
}
