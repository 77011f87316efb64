/* postings.h - A laid-out note as a document of the index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_POSTINGS_H
#define MT_INGEST_POSTINGS_H

#include "base/base.h"
#include "ingest/layout.h"
#include "store/squeeze.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* What is made once for many notes. */
struct mt_posting_tools {
    struct mt_tokens *tokens;
    struct mt_squeezer *squeezer;
};

/* The document of the note with this id (mt_note_id) in the archive with this number: words with
 * positions, boolean terms, values and record as store/schema.h lists them. Lives in `ctx`. */
void mt_postings_document(const void *ctx, struct mt_str id, uint32_t archive,
                          const struct mt_note *note, struct mt_layout *layout,
                          const struct mt_posting_tools *tools, struct mt_document *out);

MT_END_DECLS

#endif
