/* squeeze.h - The text of notes, packed by zstd
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Xapian packs document data itself, by zlib: six times the work for a text smaller by a
 * twentieth. So what would be the data of a document is a value, which Xapian leaves as it is.
 */
#ifndef MT_STORE_SQUEEZE_H
#define MT_STORE_SQUEEZE_H

#include "base/base.h"
#include "base/error.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Room to pack in, for many texts; lives in `ctx`. */
struct mt_squeezer;
struct mt_squeezer *mt_squeezer_new(const void *ctx);

/* The bytes, packed, in `ctx`; never empty. */
struct mt_str mt_squeeze(const void *ctx, struct mt_squeezer *squeezer, struct mt_str bytes);

/* The bytes that were packed, in `ctx`. Errors: CORRUPT. */
MT_NODISCARD enum mt_status mt_unsqueeze(const void *ctx, struct mt_str squeezed,
                                         struct mt_str *out, struct mt_error *err);

MT_END_DECLS

#endif
