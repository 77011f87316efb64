/* mention.h - Names of people found in a stream of words
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Knows tokens and names, not notes.
 */
#ifndef MT_ENTITY_MENTION_H
#define MT_ENTITY_MENTION_H

#include "base/base.h"
#include "base/memory.h"
#include "text/tokenise.h"

MT_BEGIN_DECLS

struct mt_mention {
    size_t name;       /* index into the names */
    size_t begin, end; /* tokens */
};
struct mt_mentions MT_VEC(struct mt_mention);

/* The places where one of the names stands among the tokens, in order, not overlapping, the
 * longest name first. A name is also found by its first or last word alone where no other of the
 * names has that word ("Dana" for "Dana Reyes"), if the text has it capitalised. */
void mt_mentions_find(const void *ctx, const struct mt_str *names, size_t n_names,
                      const struct mt_tokens *tokens, struct mt_str text, struct mt_mentions *out);

/* Whether the words of `part` are among the words of `name` in any order, compared folded: "reyes"
 * and "dana reyes" are part of "Dana Reyes". False for a part without words. */
bool mt_name_has_part(struct mt_str name, const struct mt_strs *part);

MT_END_DECLS

#endif
