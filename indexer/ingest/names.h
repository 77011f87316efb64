/* names.h - What a note says of names
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_NAMES_H
#define MT_INGEST_NAMES_H

#include "base/base.h"
#include "entity/summary.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* The names that the note gives and those that its prose holds. A note that is about one person or
 * organization (its type says so, or it stands as People/<Name>.md or People/<Name>/README.md, or
 * the same below Companies, Customers …) gives that name with its `aliases:`. Links into such
 * folders give names too. `language` is the note's (ISO 639-1, "" when unknown): the prose of a
 * language other than English is not searched, since what is capitalised there, and what stands
 * around it, follows other rules. Lives in `ctx` and borrows the note. */
void mt_note_names(const void *ctx, const struct mt_note *note, struct mt_str language,
                   struct mt_name_summary *out);

MT_END_DECLS

#endif
