/* fold.h - Words made comparable: case, compatibility forms, accents
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Folding is NFKC case folding (Unicode TR 44, NFKC_Casefold, by ICU), then U+2019 to an
 * apostrophe, then the removal of combining marks whose base letter is Latin, Greek or Cyrillic,
 * recomposed (NFC). Marks of other scripts stay: without them Thai and Japanese are other words.
 * Of marks in a row more than 30 are dropped. Folding a folded text changes nothing.
 */
#ifndef MT_TEXT_FOLD_H
#define MT_TEXT_FOLD_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Appends the folded form of valid UTF-8 to the buffer. ASCII never reaches ICU. */
void mt_fold(struct mt_buf *out, struct mt_str text);

MT_END_DECLS

#endif
