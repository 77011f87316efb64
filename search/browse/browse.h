/* browse.h - What there is to ask for: the tags, types, people, meetings … that an index holds
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BROWSE_BROWSE_H
#define MT_BROWSE_BROWSE_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "text/dates.h"

MT_BEGIN_DECLS

/* One thing that can be asked for. */
struct mt_listed {
    struct mt_str name;
    uint64_t notes; /* that it is in */

    /* of a meeting; "" and 0 elsewhere */
    mt_date date;
    struct mt_str path, archive; /* archive: absolute; path: in it */
};
struct mt_listing MT_VEC(struct mt_listed);

/* A kind of things, as --list takes it. */
struct mt_listing_kind {
    const char *name; /* "tags" */
    const char *help; /* one line */
};

/* The kind in row `i`, from 0; NULL after the last. */
const struct mt_listing_kind *mt_browse_kind(size_t i);

/* What the indexes (places as in store/store.h) hold of a kind, and of these what has a word that
 * begins with `prefix` (case and accents do not matter; "": all): what most notes have first, but
 * meetings the newest first. Tags and types are given as they are compared: folded. Lives in `ctx`.
 * Errors: USAGE for a kind that there is not (the message lists them); those of mt_reader_open. */
MT_NODISCARD enum mt_status mt_browse(const void *ctx, const char *const *indexes, size_t n_indexes,
                                      struct mt_str kind, struct mt_str prefix,
                                      struct mt_listing *out, struct mt_error *err);

/* So many of a listing from this one on, as far as there are. Borrows it. */
struct mt_listing mt_listing_part(const struct mt_listing *listing, size_t offset, size_t limit);

MT_END_DECLS

#endif
