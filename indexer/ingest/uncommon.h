/* uncommon.h - What of a note's words may stand where a name was spoken
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A recogniser writes what it does not know as a word with a capital ("Aragon") or as two words of
 * which one is uncommon or has a capital ("Lone Star"). The index keeps how often each of these
 * stands in a note (schema.h, XU); together they are the sound table (entity/soundtable.h).
 */
#ifndef MT_INGEST_UNCOMMON_H
#define MT_INGEST_UNCOMMON_H

#include "base/base.h"
#include "base/memory.h"
#include "text/tokenise.h"

MT_BEGIN_DECLS

/* Counts of one note. */
struct mt_uncommon;
struct mt_uncommon *mt_uncommon_new(const void *ctx);

/* A word of a note. */
struct mt_word {
    uint32_t term; /* the number of what it is, folded: they count up as they first occur */
    uint32_t position;
};

/* Adds what one item says; `words` are what the first `n` of its tokens are. */
void mt_uncommon_add(struct mt_uncommon *uncommon, struct mt_str text,
                     const struct mt_tokens *tokens, const struct mt_word *words, size_t n);

/* What was counted, as written, in the order of its first occurrence: a word with a capital inside
 * a sentence or within the word, or two words with a space between. A capital that only begins a
 * sentence is made small. */
struct mt_uncommon_count {
    struct mt_str text;
    uint32_t occurrences;
};
size_t mt_uncommon_count(const struct mt_uncommon *uncommon);
struct mt_uncommon_count mt_uncommon_at(const struct mt_uncommon *uncommon, size_t n);

MT_END_DECLS

#endif
