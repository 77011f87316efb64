/* sounds.c - What the words of an archive sound like, and what stands for its names
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/sounds.h"

#include <uthash.h>

#include "entity/hearing.h"
#include "text/commonness.h"
#include "text/fold.h"
#include "text/tokenise.h"

/* Longer words are no names. */
#define WORD_MAX 26

/* ---- The words ---- */

/* A word or two, folded, with their counts. */
struct entry {
    struct mt_str words;
    uint32_t upper, lower;
    UT_hash_handle hh;
};

struct maker {
    void *scratch;
    struct mt_writer *writer;
    struct entry *entries;
    struct mt_spoken_list spoken; /* counts are filled in at the end */
};

static struct entry *entry_of(struct maker *m, struct mt_str words)
{
    struct entry *entry;
    HASH_FIND(hh, m->entries, words.ptr, words.len, entry);
    if (!entry) {
        entry = mt_new(m->scratch, struct entry);
        entry->words = mt_str_copy(m->scratch, words);
        HASH_ADD_KEYPTR(hh, m->entries, entry->words.ptr, entry->words.len, entry);
    }
    return entry;
}

/* What the text sounds like in each reading. */
static void speak(struct maker *m, struct mt_str text, struct mt_str words)
{
    struct mt_phones readings[2];
    size_t n = mt_phones_read(text, readings);
    for (size_t i = 0; i < n; i++)
        *mt_push(m->scratch, &m->spoken) = (struct mt_spoken){
            .words = words,
            .sound = mt_str_copy(m->scratch, mt_str_of(readings[i].sound, readings[i].len))};
}

static uint32_t clamp(uint64_t n)
{
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}

static bool has_upper(struct mt_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (mt_is_upper(text.ptr[i]))
            return true;
    return false;
}

/* Words with capitals, and pairs, as written. */
static enum mt_status take_uncommon(struct maker *m, struct mt_error *err)
{
    struct mt_term_list terms = {0};
    struct mt_str prefix = mt_str(MT_PREFIX_UNCOMMON);
    enum mt_status status = mt_writer_terms(m->writer, m->scratch, prefix, &terms, err);
    for (size_t i = 0; status == MT_OK && i < terms.len; i++) {
        struct mt_str written = mt_str_slice(terms.ptr[i].term, prefix.len, SIZE_MAX);
        struct entry *entry = entry_of(m, mt_fold_cut(m->scratch, written, MT_TERM_MAX));
        uint32_t n = clamp(terms.ptr[i].occurrences);
        bool pair = mt_str_find_char(written, ' ', 0) != MT_NPOS, upper = has_upper(written);
        *(upper ? &entry->upper : &entry->lower) += n;
        if (pair || has_upper(mt_str_slice(written, 1, written.len)))
            speak(m, written, entry->words);
    }
    return status;
}

/* All words, as they stand in the index: folded. */
static enum mt_status take_words(struct maker *m, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (char letter = 'a'; status == MT_OK && letter <= 'z'; letter++) {
        struct mt_term_list terms = {0};
        status = mt_writer_terms(m->writer, m->scratch, mt_str_of(&letter, 1), &terms, err);
        for (size_t i = 0; status == MT_OK && i < terms.len; i++) {
            const struct mt_term_stats *term = &terms.ptr[i];
            if (term->term.len < 2 || term->term.len > WORD_MAX)
                continue;
            struct entry *entry = entry_of(m, term->term);
            uint32_t all = clamp(term->occurrences);
            entry->lower = all > entry->upper ? all - entry->upper : 0;
            speak(m, term->term, entry->words);
        }
    }
    return status;
}

static enum mt_status take_all(struct maker *m, struct mt_error *err)
{
    enum mt_status status = take_uncommon(m, err);
    if (status == MT_OK)
        status = take_words(m, err);
    for (size_t i = 0; i < m->spoken.len; i++) {
        struct mt_spoken *spoken = &m->spoken.ptr[i];
        const struct entry *entry = entry_of(m, spoken->words);
        spoken->upper = entry->upper;
        spoken->lower = entry->lower;
        spoken->least = mt_hearing_least(mt_hearing_commonness(spoken->words),
                                         mt_hearing_capitals(entry->upper, entry->lower));
    }
    HASH_CLEAR(hh, m->entries);
    return status;
}

static enum mt_status write_table(struct maker *m, const struct mt_sound_blocks *blocks,
                                  struct mt_error *err)
{
    struct mt_strs old = {0};
    struct mt_str prefix = mt_str(MT_META_SOUNDS " ");
    enum mt_status status = mt_writer_meta_keys(m->writer, m->scratch, prefix, &old, err);
    for (size_t i = 0; status == MT_OK && i < old.len; i++)
        status = mt_writer_set_meta(m->writer, old.ptr[i], mt_str(""), err);
    for (size_t i = 0; status == MT_OK && i < blocks->len; i++) {
        struct mt_str key = mt_str_printf(m->scratch, "%s%s", prefix.ptr, blocks->ptr[i].key.ptr);
        status = mt_writer_set_meta(m->writer, key, blocks->ptr[i].bytes, err);
    }
    return status;
}

/* ---- What was heard ---- */

/* The table as it was just made, and the notes as the writer has them. */
struct hall {
    struct mt_writer *writer;
    const struct mt_sound_blocks *blocks;
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
    for (size_t i = 0; i < hall->blocks->len; i++)
        if (mt_str_eq(hall->blocks->ptr[i].key, key))
            *out = hall->blocks->ptr[i].bytes;
    return MT_OK;
}

static enum mt_status hall_notes(void *user, const void *ctx, struct mt_str word,
                                 struct mt_note_counts *out, struct mt_error *err)
{
    const struct hall *hall = user;
    struct mt_term_documents documents = {0};
    enum mt_status status = mt_writer_term_documents(hall->writer, ctx, word, &documents, err);
    for (size_t i = 0; status == MT_OK && i < documents.len; i++)
        *mt_push(ctx, out) =
            (struct mt_note_count){documents.ptr[i].docid, documents.ptr[i].occurrences};
    return status;
}

/* The names that may have been misheard, and whose they are. */
struct owners MT_VEC(size_t);
struct sounds MT_VEC(struct mt_sound);
struct names {
    struct mt_strs words; /* folded */
    struct owners owners;
    struct sounds sounds;
};

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
            *mt_push(scratch, &names->words) = form->words;
            *mt_push(scratch, &names->owners) = e;
            mt_sound_init(mt_push(scratch, &names->sounds), &readings[0]);
        }
    }
}

static enum mt_status hear_name(const void *ctx, const struct mt_ears *ears,
                                const struct names *names, size_t n, struct mt_entity *entity,
                                struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_strs words = {0};
    struct mt_str own = names->words.ptr[n], rest = own, word;
    struct mt_heard_forms forms = {0};
    struct mt_rivals rivals = {names->sounds.ptr, names->owners.ptr, names->owners.len,
                               names->owners.ptr[n]};
    while (mt_str_next(&rest, ' ', &word))
        *mt_push(scratch, &words) = word;
    bool whole = mt_str_eq(mt_form_words(scratch, entity->name), own);
    enum mt_status status = mt_hear(scratch, ears, whole ? entity->name : own, &words, &rivals,
                                    MT_HEARING_MEDIUM, &forms, err);
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

enum mt_status mt_sounds_make(const void *ctx, struct mt_writer *writer,
                              struct mt_gazetteer *gazetteer, struct mt_error *err)
{
    struct maker m = {.scratch = mt_context(NULL), .writer = writer};
    struct mt_sound_blocks blocks = {0};
    enum mt_status status = take_all(&m, err);
    if (status == MT_OK) {
        mt_soundtable_pack(m.scratch, &m.spoken, &blocks);
        status = write_table(&m, &blocks, err);
    }
    struct hall hall = {writer, &blocks};
    struct mt_ears ears = {&hall, hall_keys, hall_block, hall_notes};
    struct names names = {0};
    gather_names(m.scratch, gazetteer, &names);
    for (size_t i = 0; status == MT_OK && i < names.owners.len; i++)
        status =
            hear_name(ctx, &ears, &names, i, &gazetteer->entities.ptr[names.owners.ptr[i]], err);
    mt_free(m.scratch);
    return status;
}
