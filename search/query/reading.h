/* reading.h - How a question was understood, said to people
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_READING_H
#define MT_QUERY_READING_H

#include "base/base.h"
#include "query/plan.h"

MT_BEGIN_DECLS

/* One line: what is looked for, with the other words, names and sounds that stand for a word, dates
 * as understood; then the words that were dropped, that count little, and (`relaxed`) that the best
 * moment does without:
 *     ladder (also ladders), without rung, speaker dana, date 2025-10-01..2025-10-31; dropped: the
 * A line of more than MT_READING_MAX bytes is cut. Lives in `ctx`. */
struct mt_str mt_reading_print(const void *ctx, const struct mt_plan *plan,
                               const struct mt_strs *relaxed);

#define MT_READING_MAX 4096

MT_END_DECLS

#endif
