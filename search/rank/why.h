/* why.h - Why a moment is where it is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_WHY_H
#define MT_RANK_WHY_H

#include "base/base.h"
#include "query/plan.h"
#include "rank/order.h"

MT_BEGIN_DECLS

/* One line: how each word stands in the moment (exact, another name, another form, what sounds like
 * it) or near it, which phrases, which words are in the title or the speaker's name, the score
 * and what of it is the note's:
 *     exact: rope; other form: dives; near: lamp; title: rope; score 0.512, of it note 0.201
 * The note's record has been read (rank/match.h). Lives in `ctx`. */
struct mt_str mt_why_print(const void *ctx, const struct mt_plan *plan,
                           const struct mt_found *found);

MT_END_DECLS

#endif
