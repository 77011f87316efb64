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

/* Adds what one item says; `tokens` are those of the text. */
void mt_uncommon_add(struct mt_uncommon *uncommon, struct mt_str text,
                     const struct mt_tokens *tokens);

/* What was counted, as written, each as often as it occurs (in `ctx`, sorted by its first
 * occurrence): a word with a capital inside a sentence or within the word, or two words with a
 * space between. A capital that only begins a sentence is made small. */
void mt_uncommon_finish(const struct mt_uncommon *uncommon, const void *ctx, struct mt_strs *out);

MT_END_DECLS

#endif
