/* listen.c - What stands in the archives where the gazetteer's names were said
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/listen.h"

#include <uthash.h>

#include "entity/hearing.h"
#include "text/commonness.h"

/* ---- The names ---- */

/* A name that may have been misheard. */
struct name {
    struct mt_str words; /* folded */
    size_t owner;        /* whose it is: the entity's place */
    struct mt_sound sound;
};
struct names MT_VEC(struct name);

/* A name that is a word of every day would be heard everywhere, unless the user gave it; one that
 * is too short, always. */
static bool is_telling(const struct mt_entity *entity, const struct mt_entity_form *form)
{
    int tier = mt_word_tier(form->words);
    bool given = entity->source == MT_NAME_USER && form->level == MT_FORM_EXACT;
    return form->words.len > 2 && (given || !(tier && tier <= MT_TIER_COMMON));
}

static void gather_names(void *scratch, const struct mt_gazetteer *gazetteer, struct names *names)
{
    for (size_t e = 0; e < gazetteer->entities.len; e++) {
        const struct mt_entity *entity = &gazetteer->entities.ptr[e];
        for (size_t f = 0; f < entity->forms.len; f++) {
            const struct mt_entity_form *form = &entity->forms.ptr[f];
            struct mt_phones readings[2];
            if (form->level > MT_FORM_ALIAS || form->shared || !is_telling(entity, form) ||
                mt_phones_read(form->words, readings) == 0)
                continue;
            struct name *name = mt_push(scratch, names);
            name->words = form->words;
            name->owner = e;
            mt_sound_init(&name->sound, &readings[0]);
        }
    }
}

/* ---- Where they are held against what was heard ---- */

/* The notes of a word that was looked up. */
struct known_notes {
    struct mt_str word;
    struct mt_note_counts notes;
    UT_hash_handle hh;
};

struct hall {
    void *scratch;
    struct mt_writer *writer;
    const struct mt_sound_blocks *blocks;
    struct names names;
    const struct name *asked;
    struct known_notes *notes;
};

static enum mt_status hall_keys(void *user, const void *ctx, struct mt_strs *out,
                                struct mt_error *err MT_UNUSED)
{
    const struct hall *hall = user;
    for (size_t i = 0; i < hall->blocks->len; i++)
        *mt_push(ctx, out) = hall->blocks->ptr[i].key;
    return MT_OK;
}

static enum mt_status hall_block(void *user, const void *ctx MT_UNUSED, struct mt_str key,
                                 struct mt_str *out, struct mt_error *err MT_UNUSED)
{
    const struct hall *hall = user;
    size_t low = 0, high = hall->blocks->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (mt_str_compare(hall->blocks->ptr[middle].key, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    assert(low < hall->blocks->len);
    *out = hall->blocks->ptr[low].bytes;
    return MT_OK;
}

static enum mt_status hall_notes(void *user, const void *ctx, struct mt_str word,
                                 struct mt_note_counts *out, struct mt_error *err)
{
    struct hall *hall = user;
    struct known_notes *known;
    enum mt_status status = MT_OK;
    HASH_FIND(hh, hall->notes, word.ptr, word.len, known);
    if (!known) {
        struct mt_term_documents documents = {0};
        known = mt_new(hall->scratch, struct known_notes);
        known->word = mt_str_copy(known, word);
        status = mt_writer_term_documents(hall->writer, known, word, &documents, err);
        for (size_t i = 0; status == MT_OK && i < documents.len; i++)
            *mt_push(known, &known->notes) =
                (struct mt_note_count){documents.ptr[i].docid, documents.ptr[i].occurrences};
        mt_free(documents.ptr);
        HASH_ADD_KEYPTR(hh, hall->notes, known->word.ptr, known->word.len, known);
    }
    for (size_t i = 0; i < known->notes.len; i++)
        *mt_push(ctx, out) = known->notes.ptr[i];
    return status;
}

/* Names of one entity are no rivals, nor is a name that holds the other. */
static bool is_rival(const struct name *other, const struct name *name)
{
    return other->owner != name->owner && mt_str_find(other->words, name->words, 0) == MT_NPOS &&
           mt_str_find(name->words, other->words, 0) == MT_NPOS;
}

static enum mt_status hall_rival(void *user, struct mt_str words, double least, double *out,
                                 struct mt_error *err MT_UNUSED)
{
    const struct hall *hall = user;
    struct mt_phones readings[2];
    size_t n = mt_phones_read(words, readings);
    double best = least;
    for (size_t r = 0; r < n; r++) {
        for (size_t i = 0; i < hall->names.len; i++) {
            const struct name *name = &hall->names.ptr[i];
            double likeness = mt_sound_compare(&name->sound, &readings[r], best);
            if (likeness > best && is_rival(name, hall->asked))
                best = likeness;
        }
    }
    *out = best > least ? best : 0;
    return MT_OK;
}

/* ---- Listening ---- */

static enum mt_status hear_name(const void *ctx, struct hall *hall, struct mt_entity *entity,
                                struct mt_error *err)
{
    const struct mt_ears ears = {hall, hall_keys, hall_block, hall_notes, hall_rival};
    void *scratch = mt_context(NULL);
    struct mt_strs words = {0};
    struct mt_str own = hall->asked->words, rest = own, word;
    struct mt_heard_forms forms = {0};
    while (mt_str_next(&rest, ' ', &word))
        *mt_push(scratch, &words) = word;
    bool whole = mt_str_eq(mt_form_words(scratch, entity->name), own);
    enum mt_status status =
        mt_hear(scratch, &ears, whole ? entity->name : own, &words,
                !mt_entity_has_part(entity, &words), MT_HEARING_MEDIUM, &forms, err);
    for (size_t i = 0; status == MT_OK && i < forms.len; i++) {
        bool high = forms.ptr[i].score >= MT_HEARING_HIGH;
        mt_entity_add_form(ctx, entity,
                           (struct mt_entity_form){
                               .words = mt_str_copy(ctx, forms.ptr[i].words),
                               .level = high ? MT_FORM_HIGH : MT_FORM_MEDIUM,
                               .score = forms.ptr[i].score,
                           });
    }
    mt_free(scratch);
    return status;
}

enum mt_status mt_listen(const void *ctx, struct mt_writer *writer,
                         const struct mt_sound_blocks *blocks, struct mt_gazetteer *gazetteer,
                         struct mt_error *err)
{
    struct hall hall = {.scratch = mt_context(NULL), .writer = writer, .blocks = blocks};
    enum mt_status status = MT_OK;
    gather_names(hall.scratch, gazetteer, &hall.names);
    for (size_t i = 0; status == MT_OK && i < hall.names.len; i++) {
        hall.asked = &hall.names.ptr[i];
        status = hear_name(ctx, &hall, &gazetteer->entities.ptr[hall.asked->owner], err);
    }
    HASH_CLEAR(hh, hall.notes);
    mt_free(hall.scratch);
    return status;
}
