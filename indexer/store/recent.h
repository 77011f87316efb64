/* recent.h - Did an archive change after the index was made true? A few stats tell
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A search cannot walk the archives. But notes are added where the newest ones lie, and a folder's
 * time of change is that of the last file that came to it or left it. So the index names the notes
 * of each archive that changed last, and a search looks at these, at the folders above them, and at
 * nothing else. What happens elsewhere (an old note edited in place) the next run finds.
 *
 * MT_META_RECENT: the notes, packed with base/pack.h.
 */
#ifndef MT_STORE_RECENT_H
#define MT_STORE_RECENT_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "store/meta.h"

MT_BEGIN_DECLS

/* So many of each archive. */
#define MT_RECENT_NOTES 8

struct mt_recent {
    uint32_t archive;   /* number */
    struct mt_str path; /* in the archive */
};
/* Sorted by archive and path, so that notes of one folder stand together. */
struct mt_recents MT_VEC(struct mt_recent);

void mt_recents_pack(const struct mt_recents *recents, struct mt_buf *out);
/* None for the empty slice; paths are slices of `bytes`. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_recents_unpack(const void *ctx, struct mt_str bytes,
                                              struct mt_recents *out, struct mt_error *err);

/* The first archive of which such a note or folder, or the archive's own, changed (by ctime, which
 * no program sets back) after `since_ns`, nanoseconds since 1970; NULL when none did. What is not
 * there tells nothing: its folder's time does. Opens nothing. */
const struct mt_archive *mt_recents_changed(const struct mt_archives *archives,
                                            const struct mt_recents *recents, int64_t since_ns);

MT_END_DECLS

#endif
