/* ask.h - The question to the store: every note that may hold a moment
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_ASK_H
#define MT_QUERY_ASK_H

#include "base/base.h"
#include "base/deadline.h"
#include "base/error.h"
#include "query/plan.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* Writes the plan's tree, whose words are bound, as a question to the store, in `ctx`; it finds
 * some notes too many: what is tested on moments is tested again there. Marks the nodes of which
 * that is not so as settled. `deadline` may be NULL. Errors: those of the reader; TIMEOUT. */
MT_NODISCARD enum mt_status mt_ask_store(const void *ctx, const struct mt_plan *plan,
                                         struct mt_reader *reader,
                                         const struct mt_deadline *deadline,
                                         const struct mt_store_query **out, struct mt_error *err);

MT_END_DECLS

#endif
