/* mention.h - Names found in a stream of words
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Knows tokens and entities, not notes.
 */
#ifndef MT_ENTITY_MENTION_H
#define MT_ENTITY_MENTION_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "entity/lookup.h"
#include "text/tokenise.h"

MT_BEGIN_DECLS

struct mt_mention {
    const struct mt_entity *entity;
    const struct mt_entity_form *form;
    size_t begin, end; /* tokens */
};
struct mt_mentions MT_VEC(struct mt_mention);

/* Who takes part in what is read, and the look-up for all others. */
struct mt_mention_finder {
    struct mt_lookup *lookup;
    const struct mt_str *people;
    size_t n_people;
};

/* The places where a form of an entity stands among the tokens of `text`, in order. Names and their
 * aliases do not overlap: the longest first, then the surest; where two kinds have the same, both.
 * What was heard for a name stands beside them, also of several entities, but not within a name. A
 * form that is a common word is found only with a capital, one that several persons share only
 * where one of them takes part. Errors: those of the look-up. */
MT_NODISCARD enum mt_status mt_mentions_find(const void *ctx,
                                             const struct mt_mention_finder *finder,
                                             const struct mt_tokens *tokens, struct mt_str text,
                                             struct mt_mentions *out, struct mt_error *err);

/* Whether the words of `part` are among the words of `name` in any order, compared folded: "reyes"
 * and "dana reyes" are part of "Dana Reyes". False for a part without words. */
bool mt_name_has_part(struct mt_str name, const struct mt_strs *part);

/* Whether, of these people, the entity alone bears the part of its name, and takes part itself. */
bool mt_part_means(const struct mt_entity *entity, const struct mt_strs *part,
                   const struct mt_str *people, size_t n_people);

MT_END_DECLS

#endif
