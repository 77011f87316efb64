/* rice.c - Numbers that ascend, in as few bits as their steps need
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/rice.h"

#define K_BITS 4
#define K_MAX ((1U << K_BITS) - 1)
/* So many are tried. */
#define TRIES 4

/* ---- Writing ---- */

/* The k that takes the fewest bits: that of the mean step, or a smaller one, as most steps are
 * shorter where a few are long. */
static unsigned choose_k(const uint32_t *numbers, size_t n, uint64_t *bits)
{
    uint64_t mean = numbers[n - 1] / n, heads[TRIES] = {0};
    unsigned top = 0, best = 0;
    uint32_t before = 0;
    while (top < K_MAX && mean >> (top + 1))
        top++;
    for (size_t i = 0; i < n; i++) {
        uint32_t step = numbers[i] - before - 1;
        for (unsigned less = 0; less < TRIES; less++)
            heads[less] += (uint64_t)step << (TRIES - 1) >> (top + TRIES - 1 - less);
        before = numbers[i];
    }
    *bits = UINT64_MAX;
    for (unsigned less = 0; less < TRIES && less <= top; less++) {
        uint64_t all = K_BITS + heads[less] + (uint64_t)n * (top - less + 1);
        if (all < *bits) {
            *bits = all;
            best = top - less;
        }
    }
    return best;
}

/* Bits that are no byte yet. */
struct bits {
    char *out;
    uint64_t held;
    unsigned n;
};

/* At most 57 at a time. */
static void add_bits(struct bits *bits, uint64_t value, unsigned n)
{
    bits->held |= value << bits->n;
    for (bits->n += n; bits->n >= 8; bits->n -= 8, bits->held >>= 8)
        *bits->out++ = (char)(bits->held & 0xff);
}

bool mt_rice_pack(struct mt_buf *out, const uint32_t *numbers, size_t n, size_t most)
{
    uint64_t size;
    uint32_t before = 0;
    if (n == 0)
        return false;
    unsigned k = choose_k(numbers, n, &size);
    size = (size + 7) / 8;
    if (size >= most || !mt_buf_make_room(out, (size_t)size))
        return false;
    struct bits bits = {.out = out->ptr + out->len};
    add_bits(&bits, k, K_BITS);
    for (size_t i = 0; i < n; i++) {
        uint32_t step = numbers[i] - before - 1, ones = step >> k;
        for (; ones > 32; ones -= 32)
            add_bits(&bits, UINT32_MAX, 32);
        add_bits(&bits, ((uint64_t)1 << ones) - 1, ones + 1);
        add_bits(&bits, step & ((1U << k) - 1), k);
        before = numbers[i];
    }
    if (bits.n)
        add_bits(&bits, 0xff >> bits.n, 8 - bits.n);
    out->len += (size_t)size;
    out->ptr[out->len] = '\0';
    return true;
}

/* ---- Reading ---- */

/* The bits from this one on, at least 57 of them, followed by ones where the bytes end. */
static uint64_t bits_at(struct mt_str packed, size_t bit)
{
    unsigned char bytes[8];
    size_t at = bit / 8, left = packed.len - at;
    uint64_t value = 0;
    if (left < sizeof bytes)
        memset(bytes, 0xff, sizeof bytes);
    memcpy(bytes, packed.ptr + at, left < sizeof bytes ? left : sizeof bytes);
    for (unsigned i = 0; i < sizeof bytes; i++)
        value |= (uint64_t)bytes[i] << 8 * i;
    return value >> bit % 8;
}

bool mt_rice_unpack(struct mt_str packed, uint32_t *out, size_t *n)
{
    size_t bit = K_BITS, end = 8 * packed.len;
    const unsigned k = packed.len ? (unsigned char)packed.ptr[0] & K_MAX : 0;
    const uint64_t low = (1U << k) - 1;
    uint64_t number = 0, ones = 0; /* of this step so far */
    uint32_t *next = out;
    while (bit < end) {
        uint64_t window = bits_at(packed, bit);
        unsigned run = ~window ? (unsigned)__builtin_ctzll(~window) : 64;
        if (run > 32) { /* with what follows it, it may be longer than the window */
            ones += 32;
            bit += 32;
            continue;
        }
        bit += run + 1 + k;
        if (bit > end)
            break;
        number += ((ones + run) << k | (window >> (run + 1) & low)) + 1;
        if (number > UINT32_MAX)
            return false;
        ones = 0;
        *next++ = (uint32_t)number;
    }
    *n += (size_t)(next - out);
    return true;
}
