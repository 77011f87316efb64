/* context.h - What was said, or stands, around a moment
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_CONTEXT_H
#define MT_RANK_CONTEXT_H

#include "base/base.h"
#include "rank/moment.h"

MT_BEGIN_DECLS

/* The whole turn or item that the moment is in, with up to `around` others of its section before
 * and after it, the question's words marked in all of them. The note's record has been read
 * (mt_match_record). Lives in the maker's context. */
void mt_context_find(struct mt_moment_maker *maker, const struct mt_found *found, size_t around,
                     struct mt_passages *out);

MT_END_DECLS

#endif
