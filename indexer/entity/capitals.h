/* capitals.h - Capitalised runs of prose, and what stands around them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * "Lior to follow up with Ada Quist (Lindhaven)" has three: what a writer capitalises inside a
 * sentence may be a name. Left off are, at the start of a sentence, common English words; titles
 * ("Dr", "CTO"), months, weekdays, and 's. Whether a run names a person, an organization or
 * neither is decided over the whole archive (evidence.h).
 */
#ifndef MT_ENTITY_CAPITALS_H
#define MT_ENTITY_CAPITALS_H

#include "base/base.h"
#include "base/memory.h"

MT_BEGIN_DECLS

/* Weights of cues are counted in tenths, so that sums are the same in whatever order. */
struct mt_capital_run {
    struct mt_str text;    /* a slice of what was searched */
    uint32_t person;       /* cues for a person: "… said", "ask …" */
    uint32_t organization; /* cues for something else: "… team", "at …", "the …" */
    bool possessive;       /* 's follows */
    bool strong;           /* a cue that only an organization has: "… customer" */
    bool joined;           /* with the run before it, by "/", ",", "and" or "or" */
};
struct mt_capital_runs MT_VEC(struct mt_capital_run);

/* Appends the runs of a text, valid UTF-8, in order. Time is linear in its bytes. */
void mt_capitals_find(const void *ctx, struct mt_str text, struct mt_capital_runs *out);

/* The next word of a text from `*at` on, as runs have them: letters and digits, also joined by
 * - : ' or U+2019 inside. `*at` becomes its end. False when there is none. */
bool mt_capitals_word(struct mt_str text, size_t *at, struct mt_str *word);

/* No run has more words: longer ones are headings. */
#define MT_CAPITALS_WORDS_MAX 5

MT_END_DECLS

#endif
