/* copies.c - Moments that are one, in several notes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/copies.h"

#include <uthash.h>

/* Two equal items of one note are two moments: the n-th is a copy of the n-th of another note,
 * whichever note is looked at first. */
struct fold {
    char key[64];
    uint32_t found;
    const struct mt_candidate *last; /* of the first items: the note that was last to have one, */
    unsigned n;                      /* and how many it had */
    UT_hash_handle hh;
};

static struct fold *fold_at(struct fold *table, const char *key)
{
    struct fold *fold;
    HASH_FIND_STR(table, key, fold);
    return fold;
}

/* Up to two keys; moments that share one are copies. Of a timed unit the words before it count:
 * equal transcripts may be cut into other turns. */
static size_t fold_keys(const struct mt_found *found, char keys[2][64])
{
    const struct mt_candidate *note = found->note;
    size_t n = 0;
    if (found->timed) {
        if (note->copy.len)
            snprintf(keys[n++], sizeof keys[0], "%.*s +%u %u", MT_ARG(note->copy), found->same,
                     found->words);
        return n;
    }
    if (note->copy.len)
        snprintf(keys[n++], sizeof keys[0], "%.*s %x %u", MT_ARG(note->copy), found->same,
                 found->words);
    if (note->date)
        snprintf(keys[n++], sizeof keys[0], "%d %x %u", note->date, found->same, found->words);
    return n;
}

/* How many of the notes have a transcript, or a date. */
struct shared {
    char key[40];
    size_t notes;
    UT_hash_handle hh;
};

static size_t note_keys(const struct mt_candidate *note, char keys[2][40])
{
    size_t n = 0;
    if (note->copy.len)
        snprintf(keys[n++], sizeof keys[0], "%.*s", MT_ARG(note->copy));
    if (note->date)
        snprintf(keys[n++], sizeof keys[0], "%d", note->date);
    return n;
}

static void count_note(void *scratch, struct shared **table, const struct mt_candidate *note)
{
    char keys[2][40];
    size_t n = note_keys(note, keys);
    for (size_t k = 0; k < n; k++) {
        struct shared *shared;
        HASH_FIND_STR(*table, keys[k], shared);
        if (!shared) {
            shared = mt_new(scratch, struct shared);
            memcpy(shared->key, keys[k], sizeof shared->key);
            HASH_ADD_STR(*table, key, shared);
        }
        shared->notes++;
    }
}

/* Whether no other note can hold a copy of the note's moments: so it is nearly always, and they
 * need not be compared. */
static bool is_alone(struct shared *table, const struct mt_candidate *note)
{
    char keys[2][40];
    size_t n = note_keys(note, keys), others = 0;
    for (size_t k = 0; k < n; k++) {
        struct shared *shared;
        HASH_FIND_STR(table, keys[k], shared);
        assert(shared); /* the note itself was counted */
        others += shared->notes - 1;
    }
    return others == 0;
}

/* Makes the key that of the n-th such item of its note. */
static void count_in_note(struct fold *table, const struct mt_candidate *note, char key[64])
{
    struct fold *first = fold_at(table, key);
    size_t length = strlen(key);
    if (!first)
        return;
    if (first->last != note)
        first->n = 0;
    first->last = note;
    if (first->n++)
        snprintf(key + length, 64 - length, " %u", first->n);
}

static bool is_simpler(struct mt_str a, struct mt_str b)
{
    return a.len != b.len ? a.len < b.len : mt_str_compare(a, b) < 0;
}

static void fold_into(struct mt_found_list *found, uint32_t copy, uint32_t kept)
{
    struct mt_found *from = &found->ptr[copy], *to = &found->ptr[kept];
    from->copy = true;
    from->next_copy = to->next_copy;
    to->next_copy = copy;
    if (is_simpler(from->note->path, found->ptr[to->shown].note->path))
        to->shown = copy;
    if (from->score > to->score)
        to->score = from->score;
}

/* Finds the moment that this one is a copy of; else puts it into the table under its keys. */
static void fold_one(void *scratch, struct fold **table, struct mt_found_list *found, uint32_t i)
{
    struct mt_found *moment = &found->ptr[i];
    char keys[2][64];
    size_t n = fold_keys(moment, keys);
    for (size_t k = 0; k < n; k++)
        count_in_note(*table, moment->note, keys[k]);
    for (size_t k = 0; k < n; k++) {
        const struct fold *fold = fold_at(*table, keys[k]);
        if (fold && found->ptr[fold->found].note != moment->note) {
            fold_into(found, i, fold->found);
            return;
        }
    }
    for (size_t k = 0; k < n; k++) {
        if (fold_at(*table, keys[k]))
            continue;
        struct fold *fold = mt_new(scratch, struct fold);
        memcpy(fold->key, keys[k], sizeof fold->key);
        fold->found = i;
        fold->last = moment->note;
        fold->n = 1;
        HASH_ADD_STR(*table, key, fold);
    }
}

void mt_copies_fold(struct mt_found_list *found)
{
    void *scratch = mt_context(NULL);
    struct fold *table = NULL;
    struct shared *notes = NULL;
    bool alone = false;
    for (size_t i = 0; i < found->len; i++)
        if (i == 0 || found->ptr[i].note != found->ptr[i - 1].note)
            count_note(scratch, &notes, found->ptr[i].note);
    for (uint32_t i = 0; i < found->len; i++) {
        struct mt_found *moment = &found->ptr[i];
        if (i == 0 || moment->note != moment[-1].note)
            alone = is_alone(notes, moment->note);
        moment->copy = false;
        moment->next_copy = MT_NO_MOMENT;
        moment->shown = i;
        if (!alone)
            fold_one(scratch, &table, found, i);
    }
    HASH_CLEAR(hh, table);
    HASH_CLEAR(hh, notes);
    mt_free(scratch);
}
