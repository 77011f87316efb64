/* copies.h - Moments that are one, in several notes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_COPIES_H
#define MT_RANK_COPIES_H

#include "base/base.h"
#include "rank/found.h"

MT_BEGIN_DECLS

/* Folds moments whose units are equal and whose notes share the transcript or the date: the first
 * of each group stays and points to the others; of a group the one with the shortest path is shown.
 * Moments of one note stand together. */
void mt_copies_fold(struct mt_found_list *found);

MT_END_DECLS

#endif
