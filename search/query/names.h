/* names.h - Whom a question means, and how else they stand in texts
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A name among the words of a question means the entity: what else stands for it (its other names,
 * a part of its name that only it has, what a recogniser made of it) is found as well.
 */
#ifndef MT_QUERY_NAMES_H
#define MT_QUERY_NAMES_H

#include "base/base.h"
#include "base/error.h"
#include "entity/lookup.h"
#include "query/tree.h"

MT_BEGIN_DECLS

/* The question with whom its words mean: words side by side that are a name together become one
 * node, and that and the fields person, org, with, speaker and owner know their entities. `words`
 * says whether words outside of fields are names too. The tree itself is left as it is; the result
 * lives in `ctx`, shares what did not change, and borrows the look-up.
 * Errors: those of the look-up. */
MT_NODISCARD enum mt_status mt_names_join(const void *ctx, struct mt_lookup *lookup,
                                          const struct mt_query *tree, bool words,
                                          const struct mt_query **out, struct mt_error *err);

/* The words of a form one by one; slices of it. */
struct mt_strs mt_names_words(const void *ctx, struct mt_str form);

MT_END_DECLS

#endif
