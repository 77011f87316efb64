/* intern.c - Slices of text to small numbers, each distinct one once
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/intern.h"

#define SLOTS_AT_FIRST 256

void mt_intern_init(struct mt_intern *table, const void *ctx, size_t limit)
{
    *table = (struct mt_intern){.ctx = ctx, .n_slots = SLOTS_AT_FIRST, .limit = limit};
    table->slots = mt_array(ctx, struct mt_intern_slot, table->n_slots);
}

uint64_t mt_intern_hash(struct mt_str key)
{
    uint64_t hash = MT_INTERN_SEED;
    for (size_t i = 0; i < key.len; i++)
        hash = mt_intern_step(hash, key.ptr[i]);
    return hash;
}

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

static bool holds(const struct mt_intern *table, const struct mt_intern_slot *slot,
                  struct mt_str key, uint64_t hash)
{
    return slot->tag == tag_of(hash) && mt_str_eq(table->keys.ptr[slot->id - 1], key);
}

/* The slot that holds the key, or the free one where it belongs. */
static struct mt_intern_slot *slot_of(const struct mt_intern *table, struct mt_str key,
                                      uint64_t hash)
{
    size_t mask = table->n_slots - 1;
    size_t at = (size_t)(hash ^ (hash >> 32)) & mask;
    while (table->slots[at].id && !holds(table, &table->slots[at], key, hash))
        at = (at + 1) & mask;
    return &table->slots[at];
}

static void grow(struct mt_intern *table)
{
    mt_free(table->slots);
    table->n_slots *= 2;
    table->slots = mt_array(table->ctx, struct mt_intern_slot, table->n_slots);
    for (size_t id = 0; id < table->keys.len; id++) {
        uint64_t hash = mt_intern_hash(table->keys.ptr[id]);
        *slot_of(table, table->keys.ptr[id], hash) =
            (struct mt_intern_slot){tag_of(hash), (uint32_t)id + 1};
    }
}

uint32_t mt_intern_find(const struct mt_intern *table, struct mt_str key, uint64_t hash)
{
    return slot_of(table, key, hash)->id - 1; /* a free slot has 0: MT_INTERN_NONE */
}

uint32_t mt_intern_add(struct mt_intern *table, struct mt_str key, uint64_t hash)
{
    struct mt_intern_slot *slot = slot_of(table, key, hash);
    if (slot->id)
        return slot->id - 1;
    if (table->keys.len >= table->limit)
        return MT_INTERN_NONE;
    *mt_push(table->ctx, &table->keys) = key;
    *slot = (struct mt_intern_slot){tag_of(hash), (uint32_t)table->keys.len};
    if (table->keys.len * 4 > table->n_slots * 3)
        grow(table);
    return (uint32_t)table->keys.len - 1;
}
