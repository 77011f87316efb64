/* verbatim.h - Words exactly as they were typed: case and accents too
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_VERBATIM_H
#define MT_RANK_VERBATIM_H

#include "base/base.h"
#include "rank/match.h"

MT_BEGIN_DECLS

/* Keeps those occurrences of a word or phrase at which the note's text has the very letters of
 * `typed` (the words as typed, punctuation between them left aside; ' and U+2019 are one letter).
 * The index knows folded words alone, so this reads the text of the units concerned. Errors:
 * TIMEOUT (`deadline` may be NULL). */
MT_NODISCARD enum mt_status mt_verbatim_keep(const struct mt_record *record,
                                             const struct mt_unit_table *table, struct mt_str typed,
                                             const struct mt_deadline *deadline,
                                             struct mt_occurrences *list, struct mt_error *err);

MT_END_DECLS

#endif
