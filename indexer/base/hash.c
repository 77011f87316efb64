/* hash.c - 128-bit fingerprints of bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/hash.h"

#include <inttypes.h>
#include <xxhash.h>

struct mt_hash mt_hash(struct mt_str bytes)
{
    XXH128_hash_t value = XXH3_128bits(bytes.ptr, bytes.len);
    struct mt_hash hash;
    snprintf(hash.hex, sizeof hash.hex, "%016" PRIx64 "%016" PRIx64, (uint64_t)value.high64,
             (uint64_t)value.low64);
    return hash;
}

uint64_t mt_hash64(struct mt_str bytes)
{
    return XXH3_64bits(bytes.ptr, bytes.len);
}

uint32_t mt_hash32(struct mt_str bytes)
{
    return (uint32_t)mt_hash64(bytes);
}
