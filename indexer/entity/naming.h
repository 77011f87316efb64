/* naming.h - What a name looks like, and what is none
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_ENTITY_NAMING_H
#define MT_ENTITY_NAMING_H

#include "base/base.h"
#include "base/memory.h"

MT_BEGIN_DECLS

/* A name as people say it: without what follows in brackets or after a bar or a dash ("Dana Reyes
 * (Lindhaven)", "Dana | Lindhaven"), without an address ("<dana@example.org>"), "Reyes, Dana"
 * turned round, inner blanks single, a leading @ gone. "" when nothing is left. Lives in `ctx` or
 * is a slice of `name`. */
struct mt_str mt_name_tidy(const void *ctx, struct mt_str name);

/* Whether it can be what a person is called. Not: a part in a meeting ("Moderator", "Project
 * Manager", "Professor B"), a team, numbers, addresses, what has more than five words. */
bool mt_name_is_person(struct mt_str name);

/* A person's name in folded words (mt_form_words) without what people put around it: "hon dana
 * reyes mp" is "dana reyes". */
struct mt_str mt_form_core(struct mt_str words);

/* Whether its words, folded and one space between two (mt_form_words), are a single one that is
 * common English: such a form means its entity only where the text has it capitalised. */
bool mt_form_is_common(struct mt_str words);

MT_END_DECLS

#endif
