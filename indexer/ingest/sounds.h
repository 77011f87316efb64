/* sounds.h - What the words of an archive sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_SOUNDS_H
#define MT_INGEST_SOUNDS_H

#include "base/base.h"
#include "base/error.h"
#include "entity/soundtable.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Makes the sound table (entity/soundtable.h) from what the writer holds of all notes, which have
 * about so many words, and writes it in place of the one before. The blocks live in `ctx`. Errors:
 * those of the writer. */
MT_NODISCARD enum mt_status mt_sounds_make(const void *ctx, struct mt_writer *writer,
                                           uint64_t n_words, struct mt_sound_blocks *out,
                                           struct mt_error *err);

/* Adds to it what notes say that came later (late.h), in blocks of their own, in place of those
 * before. Words of every day, and those that other notes hold, are in the table. Errors: as above;
 * CORRUPT. */
MT_NODISCARD enum mt_status mt_sounds_add_late(struct mt_writer *writer, struct mt_error *err);

MT_END_DECLS

#endif
