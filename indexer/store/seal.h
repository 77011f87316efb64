/* seal.h - Whether the files of a generation are still as their writer left them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Xapian's blocks carry no checksum: after a flipped bit or a half restored backup it may answer
 * wrongly, crash or never end. So a writer seals a generation after each commit: the file `seal`
 * holds a checksum of every block, and size and time of every file. Whoever opens the generation
 * compares these first, and every block of a file whose size or time is another.
 *
 * A block begins with the revision of the commit that wrote it, and no commit overwrites what the
 * one before it needs. So what was written after the seal, by a run at work or one that was killed,
 * is told from damage; it is itself unsealed until the next seal. It is of the commit after the
 * sealed one and no later, as long as the sealed one is that which the tables name; where they name
 * another, of one of the sixteen after it. That they name none too far ahead is for whoever opens
 * them to see (open.cc).
 */
#ifndef MT_STORE_SEAL_H
#define MT_STORE_SEAL_H

#include "base/base.h"
#include "base/error.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Seals the generation in folder `path` as of its committed `revision`, and makes the names of its
 * files survive a power cut, which Xapian does not. Reads all of it, at memory speed where it was
 * just written. `archives`, the value of MT_META_ARCHIVES (schema.h), is repeated in the seal, so
 * that a damaged index can still be built anew. Errors: FULL, IO, CORRUPT (a block is of a later
 * commit). */
MT_NODISCARD enum mt_status mt_seal_write(const char *path, uint32_t revision,
                                          struct mt_str archives, struct mt_error *err);

/* What the seal repeats, in `ctx`. Errors: NOT_FOUND, CORRUPT, PERMISSION, IO. */
MT_NODISCARD enum mt_status mt_seal_archives(const void *ctx, const char *path, struct mt_str *out,
                                             struct mt_error *err);

struct mt_sealed {
    uint32_t revision; /* the commit that was sealed last */
    bool latest;       /* nothing was committed since: what names the commit is as it was sealed */
};

/* Compares a generation with its seal; `every_block` also where size and time are as sealed, which
 * alone finds what a failing disk has changed.
 * Errors: NOT_FOUND (a file or the seal is missing), CORRUPT, PERMISSION, IO, STALE (it was sealed
 * anew meanwhile: do it again). */
MT_NODISCARD enum mt_status mt_seal_check(const char *path, bool every_block, struct mt_sealed *out,
                                          struct mt_error *err);

MT_END_DECLS

#endif
