/* generation.h - The folders of an index, and the stub that names the live one
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An index folder holds generations, gen-1, gen-2 …, and the stub XAPIANDB with the one line
 * "auto gen-2", which names the live one. A generation is built unseen and comes alive by the
 * rename of a new stub, so a reader meets the old one or the new one, never a half. This file
 * knows folders and files; what stands in a generation is Xapian's.
 */
#ifndef MT_STORE_GENERATION_H
#define MT_STORE_GENERATION_H

#include "base/base.h"
#include "base/error.h"

MT_BEGIN_DECLS

enum mt_index_state {
    MT_INDEX_NONE,       /* no such folder, or an empty one */
    MT_INDEX_LIVE,       /* a stub that names a generation (which may be missing all the same) */
    MT_INDEX_UNFINISHED, /* generations, but no stub: the first run is at work, or was stopped */
    MT_INDEX_DAMAGED,    /* generations, and a stub that is not one of ours */
    MT_INDEX_FOREIGN,    /* a folder that holds something else */
    MT_INDEX_STATE_COUNT
};

struct mt_generations {
    enum mt_index_state state;
    uint32_t live;   /* the number that the stub names, or 0 */
    uint32_t newest; /* the highest number in use, or 0 */
};

/* Looks at an index folder. The lock and what an interrupted change of the stub left behind count
 * as nothing; anything that is not ours makes a folder without a stub of ours foreign.
 * Errors: PERMISSION, NOT_FOUND (not a folder), IO. */
MT_NODISCARD enum mt_status mt_generations_look(const char *dir, struct mt_generations *out,
                                                struct mt_error *err);

/* What the state means for somebody who wants to read: OK for a live index, else NOT_FOUND,
 * CORRUPT or SCHEMA with a message that says what to do. */
MT_NODISCARD enum mt_status mt_generations_status(const struct mt_generations *generations,
                                                  const char *dir, struct mt_error *err);

/* CORRUPT, for a generation that the stub names but Xapian does not find. */
enum mt_status mt_generation_missing(uint32_t number, struct mt_error *err);

/* The folder of a generation, NUL-terminated, in `ctx`. */
char *mt_generation_path(const void *ctx, const char *dir, uint32_t number);

/* Names the generation in the stub. Errors: those of mt_file_replace. */
MT_NODISCARD enum mt_status mt_generation_publish(const char *dir, uint32_t number,
                                                  struct mt_error *err);

/* Removes a generation unless the stub names it, or every one that the stub does not name (none at
 * all in a damaged index or a foreign folder). Errors: PERMISSION, IO. */
MT_NODISCARD enum mt_status mt_generation_drop(const char *dir, uint32_t number,
                                               struct mt_error *err);
MT_NODISCARD enum mt_status mt_generations_sweep(const char *dir, struct mt_error *err);

MT_END_DECLS

#endif
