/* letter.c - What kind of letter stands somewhere in UTF-8
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/letter.h"

static unsigned char byte_at(struct mt_str text, size_t at)
{
    return at < text.len ? (unsigned char)text.ptr[at] : 0;
}

bool mt_letter_is_upper(struct mt_str text, size_t at)
{
    unsigned char lead = byte_at(text, at), next = byte_at(text, at + 1);
    switch (lead) {
    case 0xc3:
        return next >= 0x80 && next <= 0x9e && next != 0x97;
    case 0xc4: /* each before its lower case; from 0xb9 on, and in 0xc5, at odd places and even */
        return next >= 0xb9 ? next % 2 == 1 : next >= 0x80 && next % 2 == 0 && next != 0xb8;
    case 0xc5:
        if (next <= 0x88 || next >= 0xb9)
            return next % 2 == 1 && next >= 0x81 && next != 0xbf;
        return next % 2 == 0;
    case 0xce:
        return next >= 0x86 && next <= 0xa9;
    case 0xd0:
        return next >= 0x80 && next <= 0xaf;
    default:
        return mt_is_upper((char)lead);
    }
}
