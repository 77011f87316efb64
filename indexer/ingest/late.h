/* late.h - Notes that came after the sound table was made
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Making the sound table and listening for all names takes the words of all notes, however few have
 * changed. So it is not done for every few: until then, what is needed of a note that came or
 * changed since stands in the metadata under its id, as
 *
 *     its value MT_SLOT_UNCOMMON, as a string (ingest/uncommon.h)
 *     its words that are none of every day (text/commonness.h), one after the other
 */
#ifndef MT_INGEST_LATE_H
#define MT_INGEST_LATE_H

#include "base/base.h"
#include "base/error.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Keeps, or drops, what a question hears of the note with this id (mt_note_id). Errors: those of
 * the writer. */
MT_NODISCARD enum mt_status mt_late_keep(struct mt_writer *writer, struct mt_str id,
                                         const struct mt_document *document, struct mt_error *err);
MT_NODISCARD enum mt_status mt_late_drop(struct mt_writer *writer, struct mt_str id,
                                         struct mt_error *err);

/* Drops it of all notes: the sound table is made anew. */
MT_NODISCARD enum mt_status mt_late_drop_all(struct mt_writer *writer, struct mt_error *err);

struct mt_late_note {
    struct mt_str uncommon;
    struct mt_strs words;
};
struct mt_late_notes MT_VEC(struct mt_late_note);

/* Appends what is kept, in `ctx`, by id. Errors: those of the writer; CORRUPT. */
MT_NODISCARD enum mt_status mt_late_read(struct mt_writer *writer, const void *ctx,
                                         struct mt_late_notes *out, struct mt_error *err);

MT_END_DECLS

#endif
