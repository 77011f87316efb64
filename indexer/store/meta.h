/* meta.h - What an index remembers of itself: its archives, its languages, its last run
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Values of MT_META_ARCHIVES, MT_META_LANGUAGES, MT_META_RUN and MT_META_LISTENED (schema.h),
 * packed with base/pack.h.
 */
#ifndef MT_STORE_META_H
#define MT_STORE_META_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "base/tally.h"

MT_BEGIN_DECLS

/* An archive that the index holds. Each has a number of its own; that of one that was forgotten, of
 * which nothing is left then, may be given again. */
struct mt_archive {
    uint32_t number;
    struct mt_str path; /* absolute, symbolic links resolved; NUL-terminated */
};
struct mt_archives MT_VEC(struct mt_archive);

void mt_archives_pack(const struct mt_archives *archives, struct mt_buf *out);
/* None for the empty slice; paths are copied to `ctx`. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_archives_unpack(const void *ctx, struct mt_str bytes,
                                               struct mt_archives *out, struct mt_error *err);

/* The archive with this number or path; NULL when there is none. */
const struct mt_archive *mt_archive_numbered(const struct mt_archives *archives, uint32_t number);
const struct mt_archive *mt_archive_at(const struct mt_archives *archives, struct mt_str path);

/* How many notes are in which language, by ISO 639-1 code; those in no known one are left out. */
void mt_languages_pack(const struct mt_tallies *languages, struct mt_buf *out);
/* None for the empty slice; codes are slices of `bytes`. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_languages_unpack(const void *ctx, struct mt_str bytes,
                                                struct mt_tallies *out, struct mt_error *err);

/* The report of the last run that changed the index. */
struct mt_last_run {
    int64_t finished;      /* seconds since 1970, UTC */
    uint64_t milliseconds; /* that it took, up to its commit */
    uint64_t added, updated, renamed, deleted, unchanged;
};

void mt_last_run_pack(const struct mt_last_run *run, struct mt_buf *out);
/* Zeroes for the empty slice. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_last_run_unpack(struct mt_str bytes, struct mt_last_run *out,
                                               struct mt_error *err);

/* How old the sound table is (ingest/derived.h). */
struct mt_listened {
    int64_t at;       /* when it was made, seconds since 1970, UTC; 0: never */
    uint64_t changed; /* notes that came, went or changed since */
};

void mt_listened_pack(const struct mt_listened *listened, struct mt_buf *out);
/* Zeroes for the empty slice. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_listened_unpack(struct mt_str bytes, struct mt_listened *out,
                                               struct mt_error *err);

MT_END_DECLS

#endif
