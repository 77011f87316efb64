/* written.h - How a word is written, beside the folded word that it gives
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_WRITTEN_H
#define MT_BASE_WRITTEN_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* All but OTHER tell, with the folded word, how it is written to the byte. */
enum mt_written {
    MT_WRITTEN_OTHER,   /* or in several ways */
    MT_WRITTEN_SMALL,   /* as it is folded */
    MT_WRITTEN_CAPITAL, /* the same, but for a capital at its head */
    MT_WRITTEN_CAPITALS /* the same, in capitals alone */
};

/* Capitals are those of ASCII. */
enum mt_written mt_written_as(struct mt_str word, struct mt_str folded);

/* Writes the folded word, `len` bytes in place, in that way; as it is for OTHER. */
void mt_write_as(char *folded, size_t len, enum mt_written written);

MT_END_DECLS

#endif
