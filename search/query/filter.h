/* filter.h - Fields of a question as boolean terms of the store
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_FILTER_H
#define MT_QUERY_FILTER_H

#include "base/base.h"
#include "base/deadline.h"
#include "base/error.h"
#include "query/tree.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Every note that may hold a moment with this field (a MT_QUERY_FIELD node). For a field of the
 * note this is the very set of notes if mt_filter_is_exact. Errors: those of the reader;
 * TIMEOUT (`deadline` may be NULL). */
MT_NODISCARD enum mt_status mt_filter_query(const void *ctx, struct mt_reader *reader,
                                            const struct mt_query *field,
                                            const struct mt_deadline *deadline,
                                            const struct mt_store_query **out,
                                            struct mt_error *err);

/* Whether the store decides this field completely. */
bool mt_filter_is_exact(const struct mt_query *field);

/* Whether any note has this front matter key. */
MT_NODISCARD enum mt_status mt_filter_knows_key(struct mt_reader *reader, struct mt_str key,
                                                bool *out, struct mt_error *err);

MT_END_DECLS

#endif
