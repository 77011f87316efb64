/* words.h - Words of a question that say little
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_WORDS_H
#define MT_QUERY_WORDS_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* English stop words: articles, pronouns, auxiliaries ("the", "would"). Folded words only. */
bool mt_word_is_stop(struct mt_str word);

/* A word that, standing first, makes the rest a question ("what", "summarize"). */
bool mt_word_opens_question(struct mt_str word);

/* A word that in a question speaks of the asking ("discussed", "opinion"), not of the matter. */
bool mt_word_is_asking(struct mt_str word);

MT_END_DECLS

#endif
