/* hear.h - What a recogniser may have written for a word of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_HEAR_H
#define MT_QUERY_HEAR_H

#include "base/base.h"
#include "base/error.h"
#include "entity/gazetteer.h"
#include "entity/lookup.h"
#include "query/tree.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* For which words it is asked, beside those marked as `name~`. */
enum mt_sounds_like {
    MT_SOUNDS_AUTO,   /* known names, and capitalised words that are not of every day */
    MT_SOUNDS_ALWAYS, /* all but stop words */
    MT_SOUNDS_NEVER
};

bool mt_hear_wanted(const struct mt_query *word, enum mt_sounds_like mode);

/* A question of two or three words, each of which is asked for by its sound (`name~`, or always),
 * is one name: what was heard for it stands for all of it. Returns the tree, or one in `ctx` that
 * borrows it. */
const struct mt_query *mt_hear_join(const void *ctx, const struct mt_query *tree,
                                    enum mt_sounds_like mode);

/* Appends what sounds like the word (entity/hearing.h), the surest first: forms of the levels high
 * to low, of the low ones so many as occur MT_HEAR_LOW_MAX times together. Of a known name only the
 * low ones: the others are forms of its entity, as far as the user and other names leave them.
 * What other names have as a form (by the look-up, which may be NULL) is less sure.
 * Reads all places of the reader. Errors: those of the reader; CORRUPT. */
#define MT_HEAR_LOW_MAX 200
MT_NODISCARD enum mt_status mt_hear_forms(const void *ctx, struct mt_reader *reader,
                                          size_t n_places, struct mt_lookup *lookup,
                                          const struct mt_query *word, struct mt_entity_forms *out,
                                          struct mt_error *err);

MT_END_DECLS

#endif
