/* spelling.h - Words of an index that somebody may have meant who asked for one it lacks
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_SPELLING_H
#define MT_QUERY_SPELLING_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "entity/lookup.h"
#include "query/plan.h"

MT_BEGIN_DECLS

/* So many words are proposed for one, and for so many words of a question. */
#define MT_SPELLINGS_MAX 3

struct mt_spelling {
    struct mt_str word;   /* of the question, folded */
    struct mt_strs meant; /* folded; the likeliest first, never none */
};
struct mt_spellings MT_VEC(struct mt_spelling);

/* Appends, for words asked for that the index lacks, what is spelt nearly like them: words that
 * begin with the same character (or the two first swapped) and words of names; one mistake in a
 * word of up to four characters, two in a longer one. Reads through some thousand terms, so ask
 * only where nothing was found. Lives in `ctx`.
 * Errors: those of the reader. */
MT_NODISCARD enum mt_status mt_spelling_suggest(const void *ctx, struct mt_reader *reader,
                                                struct mt_lookup *lookup,
                                                const struct mt_plan *plan,
                                                struct mt_spellings *out, struct mt_error *err);

MT_END_DECLS

#endif
