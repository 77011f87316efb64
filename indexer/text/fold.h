/* fold.h - Words made comparable: case, compatibility forms, accents
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Folding is NFKC case folding (Unicode TR 44, NFKC_Casefold, by ICU), then the removal of
 * combining marks whose base letter is Latin, Greek, Cyrillic, Arabic or Hebrew; the Latin letters
 * that have no decomposition in plain ones (æ ae, ø o, ł l, œ oe …); the Arabic stretching sign
 * dropped; U+2019 to an apostrophe; recomposed (NFC). Marks of other scripts stay: without them
 * Thai and Japanese are other words.
 * Of marks in a row more than 30 are dropped. Folding a folded text changes nothing.
 */
#ifndef MT_TEXT_FOLD_H
#define MT_TEXT_FOLD_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Appends the folded form of valid UTF-8 to the buffer. ASCII never reaches ICU. */
void mt_fold(struct mt_buf *out, struct mt_str text);

/* The folded form cut at a character boundary to at most `limit` bytes, in `ctx`: what index and
 * question must make alike of a tag, a type, a key. */
struct mt_str mt_fold_cut(const void *ctx, struct mt_str text, size_t limit);

MT_END_DECLS

#endif
