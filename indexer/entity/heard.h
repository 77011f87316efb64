/* heard.h - What a recogniser made of names: what the user is asked about
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Beside the gazetteer, whose heard forms questions use, the index keeps for each of them what a
 * person needs to say yes or no: how often, where, and an example. Packed with base/pack.h into
 * blocks of at most MT_TABLE_BLOCK_MAX bytes (table.h).
 */
#ifndef MT_ENTITY_HEARD_H
#define MT_ENTITY_HEARD_H

#include "base/base.h"
#include "base/error.h"
#include "entity/gazetteer.h"

MT_BEGIN_DECLS

struct mt_heard {
    enum mt_entity_kind kind;
    struct mt_str name;  /* of the entity */
    struct mt_str as;    /* the words heard, as most often written */
    uint32_t count;      /* how often */
    uint32_t notes;      /* in how many notes */
    double score;        /* the mean over all, 0 to 1; kept to a thousandth */
    uint32_t archive;    /* of an example: its archive's number, */
    struct mt_str path;  /* its path there, */
    int64_t time_ms;     /* when it was said, or -1, */
    struct mt_str words; /* and the words around it */
};
struct mt_heard_list MT_VEC(struct mt_heard);

/* The list as blocks; bytes in `ctx`. */
void mt_heard_pack(const void *ctx, const struct mt_heard_list *list, struct mt_strs *blocks);

/* Appends what a block holds; strings are slices of `bytes`. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_heard_unpack(const void *ctx, struct mt_str bytes,
                                            struct mt_heard_list *out, struct mt_error *err);

/* Sorts what is likeliest to be right first: score x ln(1 + count). Equals by kind, name and
 * form. */
void mt_heard_sort(struct mt_heard_list *list);

MT_END_DECLS

#endif
