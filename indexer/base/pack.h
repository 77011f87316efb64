/* pack.h - Compact numbers and strings in byte strings, read back with every bound checked
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The encoding of what the index stores: unsigned numbers as LEB128 (seven bits a byte, lowest
 * first, the high bit says "more"), signed ones zigzag-coded before that (0, -1, 1, -2 …; both as
 * in Protocol Buffers' wire format), strings as length and bytes.
 *
 * A reader never leaves its bytes: the first thing that does not fit sets `bad`, and from then on
 * every read gives 0 or the empty slice. So a whole record is read without a branch and `bad` is
 * asked once at the end.
 */
#ifndef MT_BASE_PACK_H
#define MT_BASE_PACK_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Behind the three below: a number of any length. */
void mt_pack_long(struct mt_buf *buf, uint64_t value);
static inline void mt_pack_u64(struct mt_buf *buf, uint64_t value)
{
    if (value < 0x80)
        mt_buf_add_char(buf, (char)value);
    else
        mt_pack_long(buf, value);
}
void mt_pack_i64(struct mt_buf *buf, int64_t value);
void mt_pack_str(struct mt_buf *buf, struct mt_str text);
/* What is as often large as small, such as a hash: four bytes, the lowest first. */
void mt_pack_fixed32(struct mt_buf *buf, uint32_t value);
/* A sum of weights by its bits, so that it does not drift from update to update. */
void mt_pack_sum(struct mt_buf *buf, double value);

struct mt_unpack {
    const char *at, *end;
    bool bad;
};

static inline struct mt_unpack mt_unpack(struct mt_str bytes)
{
    struct mt_unpack in = {bytes.ptr, bytes.len ? bytes.ptr + bytes.len : bytes.ptr, false};
    return in;
}

/* Behind the three below: a number of any length. */
uint64_t mt_unpack_long(struct mt_unpack *in);

static inline uint64_t mt_unpack_u64(struct mt_unpack *in)
{
    const unsigned char *at = (const unsigned char *)in->at;
    ptrdiff_t left = in->end - in->at;
    if (left > 0 && at[0] < 0x80) {
        in->at++;
        return at[0];
    }
    if (left > 1 && at[1] < 0x80) {
        in->at += 2;
        return (at[0] & 0x7fU) | (uint64_t)at[1] << 7;
    }
    struct mt_unpack rest = *in; /* so that `in` need not be in memory */
    uint64_t value = mt_unpack_long(&rest);
    *in = rest;
    return value;
}

static inline int64_t mt_unpack_i64(struct mt_unpack *in)
{
    uint64_t value = mt_unpack_u64(in);
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

/* As mt_unpack_u64, and bad when it does not fit 32 bits. */
static inline uint32_t mt_unpack_u32(struct mt_unpack *in)
{
    uint64_t value = mt_unpack_u64(in);
    if (value <= UINT32_MAX)
        return (uint32_t)value;
    in->bad = true;
    in->at = in->end;
    return 0;
}

static inline uint32_t mt_unpack_fixed32(struct mt_unpack *in)
{
    const unsigned char *at = (const unsigned char *)in->at;
    if (in->end - in->at < 4) {
        in->bad = true;
        in->at = in->end;
        return 0;
    }
    in->at += 4;
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

/* A step packed as signed, from anywhere to a place from `low` to `high`; `low`, and bad, when it
 * leads to no such place. All three are within 62 bits. */
static inline int64_t mt_unpack_step(struct mt_unpack *in, int64_t from, int64_t low, int64_t high)
{
    int64_t step = mt_unpack_i64(in);
    if (step >= low - from && step <= high - from)
        return from + step;
    in->bad = true;
    in->at = in->end;
    return low;
}

/* Bad when it is negative or not finite. */
double mt_unpack_sum(struct mt_unpack *in);
/* A slice of the bytes being read: it lives as long as they do. */
static inline struct mt_str mt_unpack_str(struct mt_unpack *in)
{
    uint64_t len = mt_unpack_u64(in);
    struct mt_str text = {in->at, (size_t)len};
    in->bad |= len > (size_t)(in->end - in->at);
    if (in->bad) {
        in->at = text.ptr = in->end;
        text.len = 0;
    }
    in->at += text.len;
    return text;
}
/* A number of things that follow, each at least `size` bytes: bad when the rest cannot hold them,
 * so that a damaged count never makes anyone allocate more than the bytes justify. */
size_t mt_unpack_count(struct mt_unpack *in, size_t size);

MT_END_DECLS

#endif
