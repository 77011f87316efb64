/* make.h - The gazetteer made from the summaries of all notes and the names file
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_ENTITY_MAKE_H
#define MT_ENTITY_MAKE_H

#include "base/base.h"
#include "entity/gazetteer.h"
#include "entity/names_file.h"
#include "entity/summary.h"

MT_BEGIN_DECLS

/* Names with the same folded words are one; what the user calls it, else the best source, decides
 * whether it is a person or an organization. A first name, a surname or initials alone are the one
 * person who bears them, and no entity of their own where anybody does. What prose names besides
 * is decided by evidence.h. The result does not depend on the order of the summaries; it lives in
 * `ctx` and borrows nothing. */
void mt_gazetteer_make(const void *ctx, const struct mt_name_summary *summaries, size_t n,
                       const struct mt_names_file *file, struct mt_gazetteer *out);

MT_END_DECLS

#endif
