/* noise.h - What a recogniser writes when nobody speaks
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Recognisers name sounds ("(keyboard clicking)", "[Music]", "BLANK"), repeat themselves ("You you
 * you you") and fill silence with sentences they have learnt by heart ("Thanks for watching!").
 * Such words stay in the index and are found, but are shown after all others.
 */
#ifndef MT_INGEST_NOISE_H
#define MT_INGEST_NOISE_H

#include "base/base.h"
#include "text/tokenise.h"

MT_BEGIN_DECLS

/* Whether tokens [begin, begin + n), which are all the words of `text`, are noise. */
bool mt_noise_is(const struct mt_tokens *tokens, size_t begin, size_t n, struct mt_str text);

/* Whether the text begins as the sentences do that note takers put into every note: "You should
 * review Gemini's notes …", "Transcribed by https://otter.ai". Such text is treated as noise is. */
bool mt_noise_is_boilerplate(struct mt_str text);

MT_END_DECLS

#endif
