/* derived.h - What the index knows of all notes together: made anew from what is kept of each
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Of each note the index keeps a summary of what it says of names (entity/summary.h). At the end of
 * a run that changed something the gazetteer is made from all of them, never from the run's own
 * notes alone: an updated index holds the same as one that was built at once.
 */
#ifndef MT_INGEST_DERIVED_H
#define MT_INGEST_DERIVED_H

#include "base/base.h"
#include "base/error.h"
#include "entity/names_file.h"
#include "entity/summary.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Keeps, or drops, the summary of the note with this id (mt_note_id). Errors: those of the writer.
 */
MT_NODISCARD enum mt_status mt_derived_keep(struct mt_writer *writer, struct mt_str id,
                                            const struct mt_name_summary *summary,
                                            struct mt_error *err);
MT_NODISCARD enum mt_status mt_derived_drop(struct mt_writer *writer, struct mt_str id,
                                            struct mt_error *err);

/* Makes the gazetteer from the summaries that the writer holds and from the names file, and writes
 * it in place of the one before (entity/table.h), with what was heard in place of its names
 * (sounds.h, heard.h), on so many threads as there are `jobs`. Errors: those of the writer;
 * CORRUPT. */
MT_NODISCARD enum mt_status mt_derived_make(struct mt_writer *writer,
                                            const struct mt_names_file *file, unsigned jobs,
                                            struct mt_error *err);

MT_END_DECLS

#endif
