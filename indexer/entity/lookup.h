/* lookup.h - The persons and organizations of an index, looked up by the words of their forms
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Reads the blocks that are asked for and keeps them. Several indexes are read as one: what has
 * the same kind and name in two of them is one entity, with the forms of both.
 */
#ifndef MT_ENTITY_LOOKUP_H
#define MT_ENTITY_LOOKUP_H

#include "base/base.h"
#include "base/error.h"
#include "entity/gazetteer.h"
#include "store/store.h"

MT_BEGIN_DECLS

struct mt_entity_list MT_VEC(const struct mt_entity *);

/* Nothing is read before the first look-up. Lives in `ctx`, borrows the reader. */
struct mt_lookup;
struct mt_lookup *mt_lookup_new(const void *ctx, struct mt_reader *reader, size_t n_places);

/* A look-up of what is in memory alone; borrows the gazetteer. */
struct mt_lookup *mt_lookup_of(const void *ctx, const struct mt_gazetteer *gazetteer);

/* The entities that have this folded word in a form, persons first, then by name. The list and the
 * entities live as long as the look-up; of a list, only until the same word is asked for again.
 * Errors: those of the reader; CORRUPT. */
MT_NODISCARD enum mt_status mt_lookup_word(struct mt_lookup *lookup, struct mt_str word,
                                           struct mt_entity_list *out, struct mt_error *err);

/* All of a kind, by name. Errors: as above. */
MT_NODISCARD enum mt_status mt_lookup_all(struct mt_lookup *lookup, enum mt_entity_kind kind,
                                          struct mt_entity_list *out, struct mt_error *err);

MT_END_DECLS

#endif
