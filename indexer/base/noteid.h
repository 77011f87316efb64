/* noteid.h - The id of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_NOTEID_H
#define MT_BASE_NOTEID_H

#include "base/base.h"
#include "base/hash.h"

MT_BEGIN_DECLS

/* The hash of archive path, NUL, path in the archive: of a file's first note. Further notes of the
 * file, numbered from 1, have "#1" and so on behind the path. */
struct mt_hash mt_note_id(struct mt_str archive, struct mt_str path, uint32_t part);

MT_END_DECLS

#endif
