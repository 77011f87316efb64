/* table.h - The gazetteer as an index stores it: a head, and blocks of entities by their words
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An entity stands, whole, in the block of every word of every form that it has; the block of a
 * word follows from the word's hash. There are as many blocks (a power of two) as keep each of
 * them within MT_TABLE_BLOCK_MAX: one for a person's archive, some hundred for a firm's. A block
 * is, packed with base/pack.h,
 *
 *     as a string, of each word that is looked up in it: its hash, and where among the entities one
 *     with that word begins, four bytes each, lowest first; sorted by these
 *     the entities
 *
 * or no bytes. The same gazetteer gives the same bytes.
 */
#ifndef MT_ENTITY_TABLE_H
#define MT_ENTITY_TABLE_H

#include "base/base.h"
#include "base/error.h"
#include "entity/gazetteer.h"

MT_BEGIN_DECLS

#define MT_TABLE_BLOCK_MAX ((size_t)64 << 10)
/* With so many blocks, a word that thousands of names share may make one larger. */
#define MT_TABLE_BITS_MAX 12

struct mt_table_head {
    uint32_t bits; /* there are 2^bits blocks */
    uint32_t entities;
};

/* The gazetteer's head, and its blocks in order (bytes in `ctx`; a block may be empty). */
void mt_table_pack(const void *ctx, const struct mt_gazetteer *gazetteer,
                   struct mt_table_head *head, struct mt_strs *blocks);

void mt_table_head_pack(const struct mt_table_head *head, struct mt_buf *out);
/* A table without entities for the empty slice. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_table_head_unpack(struct mt_str bytes, struct mt_table_head *out,
                                                 struct mt_error *err);

uint32_t mt_table_hash(struct mt_str word);
/* The number of the block that holds every entity with this folded word in a form. */
uint32_t mt_table_block(const struct mt_table_head *head, struct mt_str word);

/* An entity of a block, and its number in the gazetteer, by which one that was read from several
 * blocks is known. */
struct mt_numbered {
    uint32_t number;
    struct mt_entity entity;
};
struct mt_numbered_list MT_VEC(struct mt_numbered);

/* Appends the entities of a block, in order of their numbers; their strings are slices of `bytes`.
 * Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_table_unpack(const void *ctx, struct mt_str bytes,
                                            struct mt_numbered_list *out, struct mt_error *err);

/* Appends the entities of a block that have a word with this hash in a form, in order of their
 * numbers, so that few are unpacked. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_table_find(const void *ctx, struct mt_str bytes, uint32_t hash,
                                          struct mt_entities *out, struct mt_error *err);

MT_END_DECLS

#endif
