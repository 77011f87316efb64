/* listen.c - What stands in the archives where the gazetteer's names were said
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/listen.h"

#include <uthash.h>

#include "base/threads.h"
#include "entity/hearing.h"
#include "text/commonness.h"

/* ---- The names ---- */

/* A name that may have been misheard. */
struct name {
    struct mt_str words; /* folded */
    size_t owner;        /* whose it is: the entity's place */
    struct mt_phones phones;
    unsigned mass; /* of these, and their consonants (entity/sounds.h) */
    uint32_t consonants;
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

/* Whether it is listened for by itself. */
static bool is_wanted(const struct mt_entity *entity, const struct mt_entity_form *form)
{
    return form->level <= MT_FORM_ALIAS && !form->shared && is_telling(entity, form);
}

/* Whether a word of these is listened for: of a person, the last name. */
static bool has_wanted_part(const struct mt_entity *entity, struct mt_str words)
{
    for (size_t f = 0; f < entity->forms.len; f++) {
        const struct mt_entity_form *form = &entity->forms.ptr[f];
        if (form->words.len < words.len && is_wanted(entity, form) &&
            mt_str_has_word(words, form->words))
            return true;
    }
    return false;
}

/* Long names are the dearest to listen for: what is heard for a name that the user did not give
 * is known by the part of it that only it has. */
static void gather_names(void *scratch, const struct mt_gazetteer *gazetteer, struct names *names)
{
    for (size_t e = 0; e < gazetteer->entities.len; e++) {
        const struct mt_entity *entity = &gazetteer->entities.ptr[e];
        for (size_t f = 0; f < entity->forms.len; f++) {
            const struct mt_entity_form *form = &entity->forms.ptr[f];
            struct mt_phones readings[2];
            bool found = entity->source > MT_NAME_OWN;
            if (!is_wanted(entity, form) || (found && has_wanted_part(entity, form->words)) ||
                mt_phones_read(form->words, readings) == 0)
                continue;
            struct name *name = mt_push(scratch, names);
            name->words = form->words;
            name->owner = e;
            name->phones = readings[0];
            name->mass = mt_sounds_mass(mt_sounds_count(readings[0].sound, readings[0].len));
            name->consonants = mt_sounds_consonants(readings[0].sound, readings[0].len);
        }
    }
}

/* ---- Where they are held against what was heard ---- */

/* So many notes of words are known at a time: 4 MB, whatever the archive's size. */
#define KNOWN_MAX ((size_t)1 << 19)

/* The notes of a word that was looked up. */
struct known_notes {
    struct mt_str word;
    struct mt_note_counts notes;
    UT_hash_handle hh;
};

/* What was heard for a name. */
struct heard {
    void *ctx; /* a root, so that no two threads meet in one context */
    struct mt_heard_forms forms;
};

/* The hall in which several threads listen, each for one name at a time. */
struct hall {
    void *scratch;
    const struct mt_sound_blocks *blocks;
    struct mt_strs keys; /* of the blocks */
    const struct mt_gazetteer *gazetteer;
    struct names names;
    struct heard *heard;   /* one a name */
    pthread_mutex_t mutex; /* for all below */
    size_t next;           /* name to be listened for */
    enum mt_status status; /* of the first that failed */
    struct mt_error err;
    struct mt_writer *writer;
    struct known_notes *notes;
    size_t n_known; /* notes of all of them */
};

struct listener {
    struct hall *hall;
    const struct name *asked;
    size_t block; /* that was read last: they are read in order */
};

static enum mt_status hall_keys(void *user, const void *ctx MT_UNUSED, struct mt_strs *out,
                                struct mt_error *err MT_UNUSED)
{
    *out = ((const struct listener *)user)->hall->keys;
    return MT_OK;
}

static enum mt_status hall_block(void *user, const void *ctx MT_UNUSED, struct mt_str key,
                                 struct mt_str *out, struct mt_error *err MT_UNUSED)
{
    struct listener *listener = user;
    const struct mt_sound_blocks *blocks = listener->hall->blocks;
    while (!mt_str_eq(blocks->ptr[listener->block].key, key))
        listener->block = (listener->block + 1) % blocks->len;
    *out = blocks->ptr[listener->block].bytes;
    return MT_OK;
}

static void forget_notes(struct hall *hall)
{
    struct known_notes *known, *next;
    HASH_ITER (hh, hall->notes, known, next) {
        HASH_DEL(hall->notes, known);
        mt_free(known);
    }
    hall->n_known = 0;
}

/* With the mutex held. */
static enum mt_status know_notes(struct hall *hall, struct mt_str word, struct known_notes **out,
                                 struct mt_error *err)
{
    struct mt_term_documents documents = {0};
    struct known_notes *known = mt_new(hall->scratch, struct known_notes);
    known->word = mt_str_copy(known, word);
    enum mt_status status = mt_writer_term_documents(hall->writer, known, word, &documents, err);
    for (size_t i = 0; status == MT_OK && i < documents.len; i++)
        *mt_push(known, &known->notes) =
            (struct mt_note_count){documents.ptr[i].docid, documents.ptr[i].occurrences};
    hall->n_known += documents.len;
    mt_free(documents.ptr);
    HASH_ADD_KEYPTR(hh, hall->notes, known->word.ptr, known->word.len, known);
    *out = known;
    return status;
}

static enum mt_status hall_notes(void *user, const void *ctx, struct mt_str word,
                                 struct mt_note_counts *out, struct mt_error *err)
{
    struct hall *hall = ((const struct listener *)user)->hall;
    struct known_notes *known;
    enum mt_status status = MT_OK;
    pthread_mutex_lock(&hall->mutex);
    HASH_FIND(hh, hall->notes, word.ptr, word.len, known);
    if (!known && hall->n_known > KNOWN_MAX)
        forget_notes(hall);
    if (!known)
        status = know_notes(hall, word, &known, err);
    if (status == MT_OK && known->notes.len) {
        size_t n = known->notes.len;
        *out = (struct mt_note_counts){mt_alloc(ctx, n * sizeof *out->ptr), n, n};
        memcpy(out->ptr, known->notes.ptr, n * sizeof *out->ptr);
    }
    pthread_mutex_unlock(&hall->mutex);
    return status;
}

/* Names of one entity are no rivals, nor is a name that holds the other. */
static bool is_rival(const struct name *other, const struct name *name)
{
    return other->owner != name->owner && mt_str_find(other->words, name->words, 0) == MT_NPOS &&
           mt_str_find(name->words, other->words, 0) == MT_NPOS;
}

/* What was heard is held against the names, not the other way round: it costs the same. */
static enum mt_status hall_rival(void *user, struct mt_str words, double least, double *out,
                                 struct mt_error *err MT_UNUSED)
{
    const struct hall *hall = ((const struct listener *)user)->hall;
    const struct name *asked = ((const struct listener *)user)->asked;
    struct mt_phones readings[2];
    size_t n = mt_phones_read(words, readings);
    double best = least;
    for (size_t r = 0; r < n; r++) {
        struct mt_sound heard;
        mt_sound_init(&heard, &readings[r]);
        for (size_t i = 0; i < hall->names.len; i++) {
            const struct name *name = &hall->names.ptr[i];
            if (!mt_sound_may_be(&heard, name->mass, name->consonants, best))
                continue;
            double likeness = mt_sound_compare(&heard, &name->phones, best);
            if (likeness > best && is_rival(name, asked))
                best = likeness;
        }
    }
    *out = best > least ? best : 0;
    return MT_OK;
}

/* ---- Listening ---- */

/* Capitalised words in the prose of one note, said there once: a question hears them by itself. */
static enum mt_status is_passing(struct listener *listener, const void *ctx,
                                 const struct mt_strs *words, bool *passing, struct mt_error *err)
{
    const struct hall *hall = listener->hall;
    const struct mt_entity *entity = &hall->gazetteer->entities.ptr[listener->asked->owner];
    struct mt_note_counts notes = {0};
    *passing = false;
    if (entity->source != MT_NAME_PROSE || entity->notes > 1 || words->len == 0)
        return MT_OK;
    enum mt_status status = hall_notes(listener, ctx, words->ptr[0], &notes, err);
    *passing = notes.len == 1 && notes.ptr[0].count == 1;
    return status;
}

static enum mt_status hear_name(struct hall *hall, const struct name *name, struct heard *out,
                                struct mt_error *err)
{
    struct listener listener = {.hall = hall, .asked = name};
    const struct mt_ears ears = {&listener, hall_keys, hall_block, hall_notes, hall_rival};
    const struct mt_entity *entity = &hall->gazetteer->entities.ptr[name->owner];
    struct mt_strs words = {0};
    struct mt_str rest = name->words, word;
    out->ctx = mt_context(NULL);
    while (mt_str_next(&rest, ' ', &word))
        *mt_push(out->ctx, &words) = word;
    bool whole = mt_str_eq(mt_form_words(out->ctx, entity->name), name->words), passing;
    enum mt_status status = is_passing(&listener, out->ctx, &words, &passing, err);
    if (status == MT_OK && !passing)
        status = mt_hear(out->ctx, &ears, whole ? entity->name : name->words, &words,
                         !mt_entity_has_part(entity, &words), MT_HEARING_MEDIUM, &out->forms, err);
    return status;
}

static void *listen_on(void *arg)
{
    struct hall *hall = arg;
    pthread_mutex_lock(&hall->mutex);
    while (hall->status == MT_OK && hall->next < hall->names.len) {
        struct mt_error err = {0};
        size_t i = hall->next++;
        pthread_mutex_unlock(&hall->mutex);
        enum mt_status status = hear_name(hall, &hall->names.ptr[i], &hall->heard[i], &err);
        pthread_mutex_lock(&hall->mutex);
        if (status != MT_OK && hall->status == MT_OK) {
            hall->status = status;
            hall->err = err;
        }
    }
    pthread_mutex_unlock(&hall->mutex);
    return NULL;
}

static void add_forms(const void *ctx, const struct mt_heard_forms *forms, struct mt_entity *entity)
{
    for (size_t i = 0; i < forms->len; i++) {
        bool high = forms->ptr[i].score >= MT_HEARING_HIGH;
        mt_entity_add_form(ctx, entity,
                           (struct mt_entity_form){
                               .words = mt_str_copy(ctx, forms->ptr[i].words),
                               .level = high ? MT_FORM_HIGH : MT_FORM_MEDIUM,
                               .score = forms->ptr[i].score,
                           });
    }
}

/* In the order of the names, whoever was done first. */
static void take_heard(const void *ctx, struct hall *hall, struct mt_gazetteer *gazetteer)
{
    for (size_t i = 0; i < hall->names.len; i++) {
        struct heard *heard = &hall->heard[i];
        add_forms(ctx, &heard->forms, &gazetteer->entities.ptr[hall->names.ptr[i].owner]);
        mt_free(heard->ctx);
    }
}

enum mt_status mt_listen(const void *ctx, struct mt_writer *writer,
                         const struct mt_sound_blocks *blocks, struct mt_gazetteer *gazetteer,
                         unsigned jobs, struct mt_error *err)
{
    assert(jobs > 0);
    struct hall hall = {
        .scratch = mt_context(NULL), .writer = writer, .blocks = blocks, .gazetteer = gazetteer};
    for (size_t i = 0; i < blocks->len; i++)
        *mt_push(hall.scratch, &hall.keys) = blocks->ptr[i].key;
    gather_names(hall.scratch, gazetteer, &hall.names);
    hall.heard = mt_array(hall.scratch, struct heard, hall.names.len);
    pthread_mutex_init(&hall.mutex, NULL);
    pthread_t *threads = mt_array(hall.scratch, pthread_t, jobs - 1);
    size_t n = mt_threads_start(threads, jobs - 1, listen_on, &hall);
    listen_on(&hall);
    mt_threads_join(threads, n);
    take_heard(ctx, &hall, gazetteer);
    enum mt_status status = hall.status;
    if (status != MT_OK && err)
        *err = hall.err;
    pthread_mutex_destroy(&hall.mutex);
    forget_notes(&hall);
    mt_free(hall.scratch);
    return status;
}
