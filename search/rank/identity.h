/* identity.h - The id of a moment, and the moment of an id
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An id is 24 hexadecimal digits: 12 of the note's id (base/noteid.h), by which the index finds the
 * note, and 12 of the hash of the unit's text, so that it stays while the note keeps its path and
 * the unit its words. Of equal units of one note the second has ".1" behind it, and so on.
 */
#ifndef MT_RANK_IDENTITY_H
#define MT_RANK_IDENTITY_H

#include "base/base.h"
#include "base/error.h"
#include "store/record.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* The id of a unit of the note whose record this is, in the archive with this path. */
struct mt_str mt_moment_id(const void *ctx, const struct mt_record *record, struct mt_str archive,
                           uint32_t unit);

/* The unit with this id; false when the note has none. */
bool mt_moment_unit(const struct mt_record *record, struct mt_str archive, struct mt_str id,
                    uint32_t *out);

/* The notes that may hold the moment with this id: one, or none; more only if indexes share it.
 * None for what is no id. Errors: those of the reader. */
MT_NODISCARD enum mt_status mt_moment_notes(const void *ctx, struct mt_reader *reader,
                                            struct mt_str id, struct mt_store_hits *out,
                                            struct mt_error *err);

MT_END_DECLS

#endif
