/* heard.h - The list of what was heard in place of names, for the user to judge
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_HEARD_H
#define MT_INGEST_HEARD_H

#include "base/base.h"
#include "base/error.h"
#include "entity/gazetteer.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Looks up how often and where the gazetteer's forms of the levels high and medium stand in the
 * archives, and writes the list (entity/heard.h) in place of the one before. Forms and names that
 * the user refused are not in it. The example stands in the note whose path comes first. Errors:
 * those of the writer; CORRUPT. */
MT_NODISCARD enum mt_status
mt_heard_make(struct mt_writer *writer, const struct mt_gazetteer *gazetteer, struct mt_error *err);

MT_END_DECLS

#endif
