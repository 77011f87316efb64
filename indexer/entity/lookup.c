/* lookup.c - The persons and organizations of an index, looked up by the words of their forms
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/lookup.h"

#include <uthash.h>

#include "entity/table.h"

struct block {
    bool loaded;
    struct mt_str bytes;
};

struct place {
    bool opened;
    struct mt_table_head head;
    struct block *blocks;
};

/* An entity under its kind and name. */
struct known {
    struct mt_str key;
    struct mt_entity entity;
    size_t places; /* so many have been asked for it */
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
    struct entry *entries; /* of the words that were asked for */
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

/* ---- What is known ---- */

static struct entry *entry_of(struct mt_lookup *lookup, struct mt_str word)
{
    struct entry *entry;
    HASH_FIND(hh, lookup->entries, word.ptr, word.len, entry);
    return entry;
}

static struct entry *add_entry(struct mt_lookup *lookup, struct mt_str word)
{
    struct entry *entry = mt_new(lookup->ctx, struct entry);
    entry->word = mt_str_copy(lookup->ctx, word);
    HASH_ADD_KEYPTR(hh, lookup->entries, entry->word.ptr, entry->word.len, entry);
    return entry;
}

static void add_entity(struct mt_lookup *lookup, struct entry *entry,
                       const struct mt_entity *entity)
{
    for (size_t i = 0; i < entry->entities.len; i++)
        if (entry->entities.ptr[i] == entity)
            return;
    *mt_push(lookup->ctx, &entry->entities) = entity;
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

static struct mt_str name_of(const struct mt_entity *entity)
{
    return entity->forms.len ? entity->forms.ptr[0].words : entity->name;
}

static struct known *known_as(const struct mt_lookup *lookup, struct mt_str key)
{
    struct known *known;
    HASH_FIND(hh, lookup->known, key.ptr, key.len, known);
    return known;
}

static struct mt_str key_of(struct mt_lookup *lookup, const struct mt_entity *entity)
{
    return mt_str_printf(lookup->ctx, "%d%.*s", (int)entity->kind, MT_ARG(name_of(entity)));
}

/* Takes in what a place says of an entity, once. */
static struct known *know(struct mt_lookup *lookup, size_t place, const struct mt_entity *entity)
{
    struct mt_str key = key_of(lookup, entity);
    struct known *known = known_as(lookup, key);
    if (!known) {
        known = mt_new(lookup->ctx, struct known);
        known->key = key;
        known->entity = *entity;
        HASH_ADD_KEYPTR(hh, lookup->known, known->key.ptr, known->key.len, known);
    } else if (known->places <= place) {
        join(lookup, &known->entity, entity);
    }
    known->places = known->places > place ? known->places : place + 1;
    return known;
}

struct mt_lookup *mt_lookup_of(const void *ctx, const struct mt_gazetteer *gazetteer)
{
    struct mt_lookup *lookup = mt_lookup_new(ctx, NULL, 0);
    for (size_t i = 0; i < gazetteer->entities.len; i++) {
        const struct mt_entity *entity = &know(lookup, i, &gazetteer->entities.ptr[i])->entity;
        for (size_t f = 0; f < entity->forms.len; f++) {
            struct mt_str rest = entity->forms.ptr[f].words, word;
            while (mt_str_next(&rest, ' ', &word)) {
                struct entry *entry = entry_of(lookup, word);
                add_entity(lookup, entry ? entry : add_entry(lookup, word), entity);
            }
        }
    }
    return lookup;
}

/* ---- Taking in blocks ---- */

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
    place->blocks = mt_array(lookup->ctx, struct block, (size_t)1 << place->head.bits);
    place->opened = true;
    return MT_OK;
}

static enum mt_status load(struct mt_lookup *lookup, size_t place, uint32_t number,
                           struct mt_str *out, struct mt_error *err)
{
    char key[32];
    struct block *block = &lookup->places[place].blocks[number];
    enum mt_status status = MT_OK;
    if (!block->loaded) {
        snprintf(key, sizeof key, "%s %u", MT_META_ENTITY, number);
        status =
            mt_reader_meta(lookup->reader, place, lookup->ctx, mt_str(key), &block->bytes, err);
        block->loaded = status == MT_OK;
    }
    *out = block->bytes;
    return status;
}

/* The entities of a place that have the word in a form. */
static enum mt_status find_in(struct mt_lookup *lookup, size_t place, struct mt_str word,
                              struct mt_entities *out, struct mt_error *err)
{
    struct mt_str block;
    struct mt_entities found = {0};
    enum mt_status status = open_place(lookup, place, err);
    if (status != MT_OK || lookup->places[place].head.entities == 0)
        return status;
    status = load(lookup, place, mt_table_block(&lookup->places[place].head, word), &block, err);
    if (status == MT_OK)
        status = mt_table_find(lookup->ctx, block, mt_table_hash(word), &found, err);
    for (size_t i = 0; i < found.len; i++) {
        bool has = false;
        for (size_t f = 0; f < found.ptr[i].forms.len && !has; f++)
            has = mt_str_has_word(found.ptr[i].forms.ptr[f].words, word);
        if (has)
            *mt_push(lookup->ctx, out) = found.ptr[i];
    }
    return status;
}

/* The entity with what all places say of it. */
static enum mt_status know_all(struct mt_lookup *lookup, size_t place,
                               const struct mt_entity *entity, struct known **out,
                               struct mt_error *err)
{
    enum mt_status status = MT_OK;
    struct mt_str rest = name_of(entity), word = rest;
    *out = known_as(lookup, key_of(lookup, entity));
    if (*out)
        return MT_OK;
    *out = know(lookup, place, entity);
    mt_str_next(&rest, ' ', &word);
    for (size_t p = 0; p < lookup->n_places && status == MT_OK; p++) {
        struct mt_entities others = {0};
        if (p != place)
            status = find_in(lookup, p, word, &others, err);
        for (size_t i = 0; i < others.len; i++)
            if (others.ptr[i].kind == entity->kind &&
                mt_str_eq(name_of(&others.ptr[i]), name_of(entity)))
                join(lookup, &(*out)->entity, &others.ptr[i]);
    }
    (*out)->places = lookup->n_places;
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
    struct entry *entry = entry_of(lookup, word);
    if (!entry) {
        entry = add_entry(lookup, word);
        for (size_t p = 0; p < lookup->n_places && status == MT_OK; p++) {
            struct mt_entities here = {0};
            struct known *known;
            status = find_in(lookup, p, word, &here, err);
            for (size_t i = 0; i < here.len && status == MT_OK; i++) {
                status = know_all(lookup, p, &here.ptr[i], &known, err);
                add_entity(lookup, entry, &known->entity);
            }
        }
    }
    sort(&entry->entities);
    if (status == MT_OK)
        *out = entry->entities;
    return status;
}

static enum mt_status know_block(struct mt_lookup *lookup, size_t place, uint32_t number,
                                 struct mt_error *err)
{
    struct mt_str block;
    struct mt_numbered_list list = {0};
    enum mt_status status = load(lookup, place, number, &block, err);
    if (status == MT_OK)
        status = mt_table_unpack(lookup->ctx, block, &list, err);
    for (size_t i = 0; i < list.len && status == MT_OK; i++)
        know(lookup, place, &list.ptr[i].entity);
    return status;
}

enum mt_status mt_lookup_all(struct mt_lookup *lookup, enum mt_entity_kind kind,
                             struct mt_entity_list *out, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    struct mt_entity_list all = {0};
    for (size_t p = 0; status == MT_OK && p < lookup->n_places; p++) {
        status = open_place(lookup, p, err);
        for (uint32_t b = 0; status == MT_OK && b < (uint32_t)1 << lookup->places[p].head.bits; b++)
            status = know_block(lookup, p, b, err);
    }
    for (const struct known *known = lookup->known; known; known = known->hh.next)
        if (known->entity.kind == kind)
            *mt_push(lookup->ctx, &all) = &known->entity;
    sort(&all);
    if (status == MT_OK)
        *out = all;
    return status;
}
