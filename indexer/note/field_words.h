/* field_words.h - Words that head the fields of notes and mails, and are nobody's name
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_NOTE_FIELD_WORDS_H
#define MT_NOTE_FIELD_WORDS_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Whether what stands before a colon is such a word, alone or at its end ("Next step", "Options"),
 * or before a number ("Option 2"). English, and what mail programs write in German, French and
 * Spanish. */
bool mt_word_heads_field(struct mt_str label);

MT_END_DECLS

#endif
