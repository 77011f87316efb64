/* verify.h - Is the index sound, and does it agree with its archives?
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_VERIFY_H
#define MT_INGEST_VERIFY_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"

MT_BEGIN_DECLS

enum mt_finding_kind {
    MT_FINDING_DAMAGE, /* the index contradicts itself: only a rebuild helps */
    MT_FINDING_DIFFERS /* the archive is not as the index has it: an update helps */
};

struct mt_finding {
    enum mt_finding_kind kind;
    struct mt_str path;   /* absolute, or a file of the index; "" for the index as a whole */
    struct mt_str reason; /* what is so, and what to do */
};
struct mt_findings MT_VEC(struct mt_finding);

struct mt_verify_report {
    uint64_t files; /* that were compared */
    uint64_t notes; /* that were read back */
    struct mt_findings findings;
};

/* Reads back all that the index holds: Xapian's own check of its tables, every record and unit
 * table, that each note has its file's row and each row its notes, that the sums are right. Then
 * walks the archives: files by size, time and inode, by their content where those differ. Takes the
 * index's lock where it may write, waiting up to `wait_s` seconds: what is being written cannot be
 * judged. Changes nothing. An index that cannot be read just now is no finding: whether it is sound
 * is not known then.
 * Errors: NOT_FOUND (no index there), LOCKED, and those of mt_index_read; with a path. */
MT_NODISCARD enum mt_status mt_verify(const void *ctx, const char *index, unsigned wait_s,
                                      struct mt_verify_report *out, struct mt_error *err);

MT_END_DECLS

#endif
