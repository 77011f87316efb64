/* lookup.c - The persons and organizations of an index, looked up by the words of their forms
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/lookup.h"

#include <uthash.h>

#include "entity/table.h"

struct place {
    bool opened;
    struct mt_table_head head;
    bool *loaded; /* one a block */
};

/* An entity under its kind and name. */
struct known {
    struct mt_str key;
    struct mt_entity entity;
    size_t place; /* + 1: the last that it was read from */
    UT_hash_handle hh;
};

/* The entities of a word. */
struct entry {
    struct mt_str word;
    struct mt_entity_list entities;
    UT_hash_handle hh;
};

struct mt_lookup {
    void *ctx;
    struct mt_reader *reader;
    struct place *places;
    size_t n_places;
    struct known *known;
    struct entry *entries;
    struct mt_entity_list fresh; /* whose words have no entries yet */
};

static int free_tables(struct mt_lookup *lookup)
{
    HASH_CLEAR(hh, lookup->known);
    HASH_CLEAR(hh, lookup->entries);
    return 0;
}

struct mt_lookup *mt_lookup_new(const void *ctx, struct mt_reader *reader, size_t n_places)
{
    struct mt_lookup *lookup = mt_new(ctx, struct mt_lookup);
    lookup->ctx = lookup;
    lookup->reader = reader;
    lookup->places = mt_array(lookup, struct place, n_places);
    lookup->n_places = n_places;
    talloc_set_destructor(lookup, free_tables);
    return lookup;
}

/* ---- Taking in blocks ---- */

static void enter_word(struct mt_lookup *lookup, struct mt_str word, const struct mt_entity *entity)
{
    struct entry *entry;
    HASH_FIND(hh, lookup->entries, word.ptr, word.len, entry);
    if (!entry) {
        entry = mt_new(lookup->ctx, struct entry);
        entry->word = word;
        HASH_ADD_KEYPTR(hh, lookup->entries, word.ptr, word.len, entry);
    }
    for (size_t i = 0; i < entry->entities.len; i++)
        if (entry->entities.ptr[i] == entity)
            return;
    *mt_push(lookup->ctx, &entry->entities) = entity;
}

/* Only once a word is asked for: completion lists all there are, at every press of a key. */
static void enter_fresh(struct mt_lookup *lookup)
{
    for (size_t i = 0; i < lookup->fresh.len; i++) {
        const struct mt_entity *entity = lookup->fresh.ptr[i];
        for (size_t f = 0; f < entity->forms.len; f++) {
            struct mt_str rest = entity->forms.ptr[f].words, word;
            while (mt_str_next(&rest, ' ', &word))
                enter_word(lookup, word, entity);
        }
    }
    lookup->fresh.len = 0;
}

/* What another index says of the same entity. */
static void join(struct mt_lookup *lookup, struct mt_entity *entity, const struct mt_entity *more)
{
    entity->notes += more->notes;
    entity->spoke += more->spoke;
    entity->source = more->source < entity->source ? more->source : entity->source;
    for (size_t i = 0; i < more->forms.len; i++)
        mt_entity_add_form(lookup->ctx, entity, more->forms.ptr[i]);
}

static void enter(struct mt_lookup *lookup, size_t place, const struct mt_entity *entity)
{
    struct known *known;
    struct mt_str name = entity->forms.len ? entity->forms.ptr[0].words : entity->name;
    struct mt_str key = mt_str_printf(lookup->ctx, "%d%.*s", (int)entity->kind, MT_ARG(name));
    HASH_FIND(hh, lookup->known, key.ptr, key.len, known);
    if (known && known->place == place + 1) /* in several blocks of one index */
        return;
    if (known) {
        join(lookup, &known->entity, entity);
    } else {
        known = mt_new(lookup->ctx, struct known);
        known->key = key;
        known->entity = *entity;
        HASH_ADD_KEYPTR(hh, lookup->known, known->key.ptr, known->key.len, known);
    }
    known->place = place + 1;
    *mt_push(lookup->ctx, &lookup->fresh) = &known->entity;
}

struct mt_lookup *mt_lookup_of(const void *ctx, const struct mt_gazetteer *gazetteer)
{
    struct mt_lookup *lookup = mt_lookup_new(ctx, NULL, 0);
    for (size_t i = 0; i < gazetteer->entities.len; i++)
        enter(lookup, i, &gazetteer->entities.ptr[i]);
    return lookup;
}

static enum mt_status open_place(struct mt_lookup *lookup, size_t number, struct mt_error *err)
{
    struct place *place = &lookup->places[number];
    struct mt_str bytes;
    if (place->opened)
        return MT_OK;
    enum mt_status status =
        mt_reader_meta(lookup->reader, number, lookup->ctx, mt_str(MT_META_ENTITIES), &bytes, err);
    if (status == MT_OK)
        status = mt_table_head_unpack(bytes, &place->head, err);
    if (status != MT_OK)
        return status;
    place->loaded = mt_array(lookup->ctx, bool, (size_t)1 << place->head.bits);
    place->opened = true;
    return MT_OK;
}

static enum mt_status load(struct mt_lookup *lookup, size_t place, uint32_t block,
                           struct mt_error *err)
{
    char key[32];
    struct mt_str bytes;
    struct mt_numbered_list list = {0};
    if (lookup->places[place].loaded[block])
        return MT_OK;
    snprintf(key, sizeof key, "%s %u", MT_META_ENTITY, block);
    enum mt_status status =
        mt_reader_meta(lookup->reader, place, lookup->ctx, mt_str(key), &bytes, err);
    if (status == MT_OK)
        status = mt_table_unpack(lookup->ctx, bytes, &list, err);
    for (size_t i = 0; status == MT_OK && i < list.len; i++)
        enter(lookup, place, &list.ptr[i].entity);
    lookup->places[place].loaded[block] = status == MT_OK;
    return status;
}

/* ---- Looking up ---- */

static int by_kind_and_name(const void *a, const void *b)
{
    const struct mt_entity *left = *(const struct mt_entity *const *)a;
    const struct mt_entity *right = *(const struct mt_entity *const *)b;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    return mt_str_compare(left->name, right->name);
}

static void sort(struct mt_entity_list *list)
{
    if (list->len)
        qsort(list->ptr, list->len, sizeof *list->ptr, by_kind_and_name);
}

enum mt_status mt_lookup_word(struct mt_lookup *lookup, struct mt_str word,
                              struct mt_entity_list *out, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    struct entry *entry;
    for (size_t p = 0; status == MT_OK && p < lookup->n_places; p++) {
        status = open_place(lookup, p, err);
        if (status == MT_OK && lookup->places[p].head.entities)
            status = load(lookup, p, mt_table_block(&lookup->places[p].head, word), err);
    }
    if (status != MT_OK)
        return status;
    enter_fresh(lookup);
    HASH_FIND(hh, lookup->entries, word.ptr, word.len, entry);
    if (entry)
        sort(&entry->entities);
    *out = entry ? entry->entities : (struct mt_entity_list){0};
    return MT_OK;
}

enum mt_status mt_lookup_all(struct mt_lookup *lookup, enum mt_entity_kind kind,
                             struct mt_entity_list *out, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    struct mt_entity_list all = {0};
    for (size_t p = 0; status == MT_OK && p < lookup->n_places; p++) {
        status = open_place(lookup, p, err);
        for (uint32_t b = 0; status == MT_OK && b < (uint32_t)1 << lookup->places[p].head.bits; b++)
            status = load(lookup, p, b, err);
    }
    for (const struct known *known = lookup->known; known; known = known->hh.next)
        if (known->entity.kind == kind)
            *mt_push(lookup->ctx, &all) = &known->entity;
    sort(&all);
    if (status == MT_OK)
        *out = all;
    return status;
}
