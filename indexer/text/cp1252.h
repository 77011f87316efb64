/* cp1252.h - Windows code page 1252, the Western European text of old files and wrong decoders
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Bytes below 0x80 are ASCII and those from 0xA0 on Latin-1, both with the code point of their own
 * number; what is special are the 32 between. Five of them have no character and stand for the C1
 * control of their number, as browsers read them (WHATWG, Encoding Standard, windows-1252).
 */
#ifndef MT_TEXT_CP1252_H
#define MT_TEXT_CP1252_H

#include "base/base.h"

static const uint16_t mt_cp1252_symbols[32] = {
    0x20ac, 0x0081, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008d, 0x017d, 0x008f, 0x0090, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x009d, 0x017e, 0x0178,
};

/* The code point of a byte. */
static inline int32_t mt_cp1252_decode(unsigned char byte)
{
    return byte >= 0x80 && byte < 0xa0 ? mt_cp1252_symbols[byte - 0x80] : byte;
}

/* The byte of a code point, or -1. Any C1 control stands for the byte of its number. */
static inline int mt_cp1252_encode(int32_t c)
{
    if (c < 0x100)
        return (int)c;
    if (c > 0x2122)
        return -1;
    for (int i = 0; i < 32; i++)
        if (mt_cp1252_symbols[i] == c)
            return 0x80 + i;
    return -1;
}

#endif
