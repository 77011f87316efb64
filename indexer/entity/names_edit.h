/* names_edit.h - A name added to the user's names file, which stays as its user wrote it
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_ENTITY_NAMES_EDIT_H
#define MT_ENTITY_NAMES_EDIT_H

#include "base/base.h"
#include "base/error.h"
#include "entity/gazetteer.h"

MT_BEGIN_DECLS

/* The text of a names file (names_file.h) with another name of a person or organization added:
 * within the brackets of the entity's own line, or as a line of its own at the end of its section,
 * which is made if need be. All other bytes stay where they are: comments, order, blanks. A text
 * that has the name already is returned as it is. What would not read back as meant is not done.
 * Errors: FORMAT (no names file, or one that is written in a way that cannot be added to: the
 * message says what to do). Lives in `ctx`. */
MT_NODISCARD enum mt_status mt_names_edit_add(const void *ctx, struct mt_str text,
                                              enum mt_entity_kind kind, struct mt_str name,
                                              struct mt_str other, struct mt_str *out,
                                              struct mt_error *err);

MT_END_DECLS

#endif
