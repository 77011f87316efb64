/* derived.h - What the index knows of all notes together: made anew from what is kept of each
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Of each note the index keeps a summary of what it says of names (entity/summary.h). At the end of
 * a run that changed something the gazetteer is made from all of them, never from the run's own
 * notes alone: an updated index holds the same as one that was built at once.
 *
 * What was heard in place of names takes nine tenths of this, and hardly changes with a few notes
 * of many. So in an index of MT_DERIVED_MANY notes, after less than one in MT_DERIVED_FEW changed,
 * entities keep what was heard for them before, and the sound table is only added to: a question
 * hears what is in new notes, at scores that are not yet to the last digit those of an index built
 * at once. With the next such change, or the first run MT_DERIVED_AGE_S later, all is made anew.
 */
#ifndef MT_INGEST_DERIVED_H
#define MT_INGEST_DERIVED_H

#include "base/base.h"
#include "base/error.h"
#include "entity/names_file.h"
#include "entity/summary.h"
#include "store/meta.h"
#include "store/store.h"

MT_BEGIN_DECLS

#define MT_DERIVED_MANY 1000
#define MT_DERIVED_FEW 100
#define MT_DERIVED_AGE_S (6 * 3600)

/* Whether what was heard is too old to stay; so it is too where it was never listened for, and when
 * the clock was put back. `now` in seconds since 1970. */
bool mt_derived_is_old(const struct mt_listened *listened, int64_t now);

/* Whether what was heard may stay, where so many of the index's notes change in this run. */
bool mt_derived_may_stay(const struct mt_listened *listened, uint64_t notes, uint64_t changed,
                         int64_t now);

/* Keeps, or drops, the summary of the note with this id (mt_note_id), and with `late` what is heard
 * of it, which goes when all is made anew. Errors: those of the writer. */
MT_NODISCARD enum mt_status mt_derived_keep(struct mt_writer *writer, struct mt_str id,
                                            const struct mt_name_summary *summary,
                                            const struct mt_document *document, bool late,
                                            struct mt_error *err);
MT_NODISCARD enum mt_status mt_derived_drop(struct mt_writer *writer, struct mt_str id,
                                            struct mt_error *err);

/* Makes the gazetteer from the summaries that the writer holds and from the names file, and writes
 * it in place of the one before (entity/table.h), with what was heard in place of its names
 * (sounds.h, heard.h), on so many threads as there are `jobs`; all notes have `words`. Errors:
 * those of the writer; CORRUPT. */
MT_NODISCARD enum mt_status mt_derived_make(struct mt_writer *writer,
                                            const struct mt_names_file *file, uint64_t words,
                                            unsigned jobs, struct mt_error *err);

/* The same, but what was heard stays; for names that were not listened for, there is nothing. */
MT_NODISCARD enum mt_status mt_derived_refresh(struct mt_writer *writer,
                                               const struct mt_names_file *file,
                                               struct mt_error *err);

MT_END_DECLS

#endif
