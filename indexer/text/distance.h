/* distance.h - How differently two words are spelt
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_TEXT_DISTANCE_H
#define MT_TEXT_DISTANCE_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Characters to insert, leave out, change, or swap with the next one to make one word of the other
 * (optimal string alignment), at most `most` + 1. Of words that are longer, the
 * first MT_TERM_MAX characters count. */
uint32_t mt_distance(struct mt_str a, struct mt_str b, uint32_t most);

MT_END_DECLS

#endif
