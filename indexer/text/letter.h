/* letter.h - What kind of letter stands somewhere in UTF-8
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_TEXT_LETTER_H
#define MT_TEXT_LETTER_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Whether an upper-case letter begins at this byte: ASCII, and those of two bytes that names are
 * written with: Latin-1 and Latin Extended-A, Greek, Cyrillic. False past the end. */
bool mt_letter_is_upper(struct mt_str text, size_t at);

MT_END_DECLS

#endif
