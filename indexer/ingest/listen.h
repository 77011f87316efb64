/* listen.h - What stands in the archives where the gazetteer's names were said
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_LISTEN_H
#define MT_INGEST_LISTEN_H

#include "base/base.h"
#include "base/error.h"
#include "entity/gazetteer.h"
#include "entity/soundtable.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Adds to each entity what was heard for one of its names (entity/hearing.h): forms of the levels
 * high and medium, in `ctx`. Names that the user gave are listened for whole and in the parts that
 * only they have; those that were found by such a part if there is one, and not at all if one
 * note's prose alone mentions them. A question hears the rest by itself. `blocks` are those of the
 * sound table. So many threads listen as there are `jobs`; what they hear does not depend on it.
 * Errors: those of the writer; CORRUPT. */
MT_NODISCARD enum mt_status mt_listen(const void *ctx, struct mt_writer *writer,
                                      const struct mt_sound_blocks *blocks,
                                      struct mt_gazetteer *gazetteer, unsigned jobs,
                                      struct mt_error *err);

MT_END_DECLS

#endif
