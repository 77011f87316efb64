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

/* ---- The index ---- */

struct place {
    struct mt_reader *reader;
    size_t number;
};

static enum mt_status place_keys(void *user, const void *ctx, struct mt_strs *out,
                                 struct mt_error *err)
{
    const struct place *place = user;
    struct mt_str prefix = mt_str(MT_META_SOUNDS " ");
    enum mt_status status =
        mt_reader_meta_keys(place->reader, place->number, ctx, prefix, out, err);
    for (size_t i = 0; status == MT_OK && i < out->len; i++)
        out->ptr[i] = mt_str_slice(out->ptr[i], prefix.len, SIZE_MAX);
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

/* ---- Forms ---- */

static bool is_among(const struct mt_entity_forms *forms, struct mt_str words)
{
    for (size_t i = 0; i < forms->len; i++)
        if (mt_str_eq(forms->ptr[i].words, words))
            return true;
    return false;
}

static enum mt_form_level level_of(double score)
{
    return score >= MT_HEARING_HIGH     ? MT_FORM_HIGH
           : score >= MT_HEARING_MEDIUM ? MT_FORM_MEDIUM
                                        : MT_FORM_LOW;
}

enum mt_status mt_hear_forms(const void *ctx, struct mt_reader *reader, size_t n_places,
                             const struct mt_query *word, struct mt_entity_forms *out,
                             struct mt_error *err)
{
    enum mt_status status = MT_OK;
    uint64_t low = 0;
    for (size_t p = 0; p < n_places && status == MT_OK; p++) {
        struct place place = {reader, p};
        const struct mt_ears ears = {&place, place_keys, place_block, place_notes};
        const struct mt_rivals none = {0};
        struct mt_heard_forms heard = {0};
        status = mt_hear(ctx, &ears, word->text, &word->words, &none, MT_HEARING_LOW, &heard, err);
        for (size_t i = 0; i < heard.len && out->len < FORMS_MAX; i++) {
            const struct mt_heard_form *form = &heard.ptr[i];
            enum mt_form_level level = level_of(form->score);
            bool left_to_entity = word->n_entities && level != MT_FORM_LOW;
            bool too_many = level == MT_FORM_LOW && low + form->occurrences > MT_HEAR_LOW_MAX;
            if (left_to_entity || too_many || is_among(out, form->words))
                continue;
            low += level == MT_FORM_LOW ? form->occurrences : 0;
            *mt_push(ctx, out) =
                (struct mt_entity_form){.words = form->words, .level = level, .score = form->score};
        }
    }
    return status;
}
