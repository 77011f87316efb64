/* language.h - Which language a text is in
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * By how often each sequence of up to five letters occurs in it, compared with the language models
 * of libexttextcat: those of the languages that have a stemmer (stem.h), and of a few neighbours
 * that would be mistaken for them. What is plainly English is known by its words alone.
 */
#ifndef MT_TEXT_LANGUAGE_H
#define MT_TEXT_LANGUAGE_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Costs nothing until it is first asked; then reads the models from disk. */
struct mt_guesser;
struct mt_guesser *mt_guesser_new(const void *ctx);
void mt_guesser_free(struct mt_guesser *guesser);

/* The ISO 639-1 code of the language of a UTF-8 text; "" when there is too little of it or two
 * languages are about equally likely, for languages without a model, and for those that are
 * written without spaces. Looks at a sample of bounded size. Static storage. */
struct mt_str mt_guess_language(struct mt_guesser *guesser, struct mt_str text);

MT_END_DECLS

#endif
