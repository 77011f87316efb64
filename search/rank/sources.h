/* sources.h - What the indexes that are asked say of themselves
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_SOURCES_H
#define MT_RANK_SOURCES_H

#include "base/base.h"
#include "base/error.h"
#include "base/tally.h"
#include "store/meta.h"
#include "store/store.h"
#include "store/units.h"

MT_BEGIN_DECLS

struct mt_sources {
    struct mt_totals totals;      /* of all of them */
    struct mt_tallies languages;  /* of their notes */
    struct mt_archives *archives; /* one list a place of the reader */
    int64_t age_s;                /* since the oldest of them was true */
    struct mt_str changed;        /* an archive that has changed since; "" when none has */
};

/* `places` are those of the reader; all lives in `ctx`. Errors: those of the reader; SCHEMA where
 * one was built by another tokeniser, whose terms would be missed without a word of warning. */
MT_NODISCARD enum mt_status mt_sources_read(const void *ctx, struct mt_reader *reader,
                                            const char *const *places, size_t n_places,
                                            struct mt_sources *out, struct mt_error *err);

MT_END_DECLS

#endif
