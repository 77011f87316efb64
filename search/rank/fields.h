/* fields.h - Fields of the question tested on a unit
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_FIELDS_H
#define MT_RANK_FIELDS_H

#include "base/base.h"
#include "base/error.h"
#include "query/plan.h"
#include "rank/match.h"

MT_BEGIN_DECLS

/* Which of the note's speakers (or task owners) a field means, or whether the note as a whole has
 * what it asks for (the first place): worked out once. */
struct mt_field_mask {
    const struct mt_node *node;
    bool *holds;
};
struct mt_field_masks MT_VEC(struct mt_field_mask);

/* One note's tests. Filled with note, reader and today; the rest zero. */
struct mt_field_test {
    struct mt_candidate *note;
    struct mt_reader *reader;
    mt_date today;
    struct mt_field_masks masks;
    struct mt_error failed; /* status is not MT_OK when the index could not be read */
};

/* Whether the unit, or for a field of the note the note, has what the field (a MT_QUERY_FIELD node)
 * asks for. False when the index could not be read. */
bool mt_field_holds(struct mt_field_test *test, const struct mt_node *node, uint32_t unit);

MT_END_DECLS

#endif
