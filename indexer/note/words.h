/* words.h - The words that English speech begins sentences with
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A built-in table, so that what a note's speakers are depends on its own bytes alone.
 */
#ifndef MT_NOTE_WORDS_H
#define MT_NOTE_WORDS_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Whether this is one of some 500 common English words, whatever its case. */
bool mt_word_is_common(struct mt_str word);

/* How many of MT_WORD_STARTS_SUM sentences of English speech begin with this word. */
double mt_word_starts(struct mt_str word);
#define MT_WORD_STARTS_SUM 2000.0

MT_END_DECLS

#endif
