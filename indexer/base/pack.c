/* pack.c - Compact numbers and strings in byte strings
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/pack.h"

#include <math.h>

void mt_pack_long(struct mt_buf *buf, uint64_t value)
{
    char bytes[10];
    size_t n = 0;
    while (value >= 0x80) {
        bytes[n++] = (char)(value | 0x80);
        value >>= 7;
    }
    bytes[n++] = (char)value;
    mt_buf_add(buf, mt_str_of(bytes, n));
}

void mt_pack_i64(struct mt_buf *buf, int64_t value)
{
    uint64_t sign = value < 0 ? UINT64_MAX : 0;
    mt_pack_u64(buf, ((uint64_t)value << 1) ^ sign);
}

void mt_pack_str(struct mt_buf *buf, struct mt_str text)
{
    mt_pack_u64(buf, text.len);
    mt_buf_add(buf, text);
}

void mt_pack_fixed32(struct mt_buf *buf, uint32_t value)
{
    for (size_t i = 0; i < sizeof value; i++, value >>= 8)
        mt_buf_add_char(buf, (char)(value & 255));
}

void mt_pack_sum(struct mt_buf *buf, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    mt_pack_u64(buf, bits);
}

uint64_t mt_unpack_long(struct mt_unpack *in)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && in->at < in->end; shift += 7) {
        uint64_t byte = (unsigned char)*in->at++;
        if (shift == 63 && byte > 1)
            break;
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
    in->bad = true;
    in->at = in->end;
    return 0;
}

size_t mt_unpack_count(struct mt_unpack *in, size_t size)
{
    uint64_t count = mt_unpack_u64(in);
    if (count > (size_t)(in->end - in->at) / size) {
        in->bad = true;
        in->at = in->end;
        return 0;
    }
    return (size_t)count;
}

double mt_unpack_sum(struct mt_unpack *in)
{
    double value;
    uint64_t bits = mt_unpack_u64(in);
    memcpy(&value, &bits, sizeof value);
    if (isfinite(value) && !signbit(value))
        return value;
    in->bad = true;
    in->at = in->end;
    return 0;
}
