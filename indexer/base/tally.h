/* tally.h - How often each of a few names was counted
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     mt_tally_add(ctx, &tallies, mt_str("de"), 1);
 *
 * For a handful of names: adding looks through them.
 */
#ifndef MT_BASE_TALLY_H
#define MT_BASE_TALLY_H

#include "base/base.h"
#include "base/memory.h"
#include "base/pack.h"

MT_BEGIN_DECLS

struct mt_tally {
    struct mt_str name;
    uint64_t count;
};
/* Sorted by name, so that the same counts are the same bytes in whatever order they came. */
struct mt_tallies MT_VEC(struct mt_tally);

/* Adds to the count of a name; a new one is copied to `ctx`. */
void mt_tally_add(const void *ctx, struct mt_tallies *tallies, struct mt_str name, uint64_t count);

/* Adds all that `more` counted. */
void mt_tallies_add(const void *ctx, struct mt_tallies *tallies, const struct mt_tallies *more);

void mt_tallies_pack(const struct mt_tallies *tallies, struct mt_buf *out);
/* Names are slices of what is read; anything that was not packed by the function above makes `in`
 * bad. */
struct mt_tallies mt_tallies_unpack(const void *ctx, struct mt_unpack *in);

MT_END_DECLS

#endif
