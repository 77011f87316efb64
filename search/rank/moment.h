/* moment.h - A moment as it is shown: its text, place, speaker, time
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_MOMENT_H
#define MT_RANK_MOMENT_H

#include "base/base.h"
#include "entity/lookup.h"
#include "rank/order.h"
#include "rank/search.h"
#include "store/meta.h"
#include "text/tokenise.h"

MT_BEGIN_DECLS

struct mt_moment_maker {
    const void *ctx;
    struct mt_reader *reader;
    const struct mt_plan *plan;
    const struct mt_archives *archives; /* one list a place of the reader */
    struct mt_tokens *tokens;
    struct mt_lookup *lookup;
    bool explain;
    bool in_context;
    size_t context;
};

/* Fills all of a moment but rank, copies and `more`. Errors: those of the reader; CORRUPT. */
MT_NODISCARD enum mt_status mt_moment_make(struct mt_moment_maker *maker,
                                           const struct mt_found *found, struct mt_moment *out,
                                           struct mt_error *err);

/* The words of the question (as asked) that are not near a moment. */
void mt_moment_missing(const void *ctx, const struct mt_plan *plan, const struct mt_found *found,
                       struct mt_strs *out);

/* How well moments of one open note, by unit, hold what was asked for: `missing` counts the words
 * side by side that are not near it, `level` is that of the word that is there in the least certain
 * form; a `filler` holds none but words that say little. */
void mt_moment_judge(const struct mt_plan *plan, struct mt_found *found, size_t n);

MT_END_DECLS

#endif
