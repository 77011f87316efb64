/* hash.h - 128-bit fingerprints of bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * XXH3-128 from libxxhash: made for this, at memory speed, the same on every machine. It tells
 * apart what nobody forged; it is no protection against somebody who wants a collision.
 */
#ifndef MT_BASE_HASH_H
#define MT_BASE_HASH_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

#define MT_HASH_HEX 32

struct mt_hash {
    char hex[MT_HASH_HEX + 1]; /* lower case, big endian, NUL-terminated */
};

struct mt_hash mt_hash(struct mt_str bytes);

/* The same function's 64-bit form, and that cut to 32 bits: for tables, and to tell texts apart in
 * pairs. */
uint64_t mt_hash64(struct mt_str bytes);
uint32_t mt_hash32(struct mt_str bytes);

MT_END_DECLS

#endif
