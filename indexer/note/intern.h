/* intern.h - Slices of text to small numbers, each distinct one once
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An open-addressing table of our own instead of uthash, for two reasons: the numbers index plain
 * arrays of counts, and the hash of every prefix of a line falls out of one walk along it
 * (mt_intern_step), which is what cutting labels asks for by the thousand.
 */
#ifndef MT_NOTE_INTERN_H
#define MT_NOTE_INTERN_H

#include "base/base.h"
#include "base/memory.h"

MT_BEGIN_DECLS

#define MT_INTERN_NONE UINT32_MAX

struct mt_intern {
    const void *ctx;
    struct mt_strs keys; /* keys.ptr[id]; ids count from 0 in the order of arrival */
    struct mt_intern_slot {
        uint32_t tag; /* bits of the hash that tell most other keys apart unread */
        uint32_t id;  /* + 1, or 0 */
    } * slots;
    size_t n_slots; /* a power of two */
    size_t limit;   /* most keys that are taken */
};

/* FNV-1a, one byte at a time: the hash of "" is MT_INTERN_SEED. */
#define MT_INTERN_SEED UINT64_C(0xcbf29ce484222325)
static inline uint64_t mt_intern_step(uint64_t hash, char c)
{
    return (hash ^ (unsigned char)c) * UINT64_C(0x100000001b3);
}

/* Lives in `ctx`; keys are borrowed, not copied. */
void mt_intern_init(struct mt_intern *table, const void *ctx, size_t limit);

uint64_t mt_intern_hash(struct mt_str key);

/* The number of a key whose hash is known, MT_INTERN_NONE when it is not in the table. */
uint32_t mt_intern_find(const struct mt_intern *table, struct mt_str key, uint64_t hash);

/* As above, but a new key is added; MT_INTERN_NONE when the table has reached its limit. */
uint32_t mt_intern_add(struct mt_intern *table, struct mt_str key, uint64_t hash);

MT_END_DECLS

#endif
