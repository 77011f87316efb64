/* freshness.h - How old the answers of an index are, and whether its archives have news
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_FRESHNESS_H
#define MT_RANK_FRESHNESS_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "store/meta.h"
#include "store/store.h"

MT_BEGIN_DECLS

struct mt_freshness {
    int64_t true_at;       /* when it was last found or made true, seconds since 1970 */
    struct mt_str changed; /* an archive that changed since, as far as a few stats tell; or "" */
};

/* Of the index at `where`, a place of the reader, with these archives, which are looked at only if
 * it is a folder of this machine. Opens no file. Strings live in `ctx`.
 * Errors: those of mt_reader_meta; CORRUPT. */
MT_NODISCARD enum mt_status mt_freshness_of(const void *ctx, struct mt_reader *reader, size_t place,
                                            const char *where, const struct mt_archives *archives,
                                            struct mt_freshness *out, struct mt_error *err);

MT_END_DECLS

#endif
