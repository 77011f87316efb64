/* rice.h - Numbers that ascend, in as few bits as their steps need
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Golomb-Rice code (R. F. Rice, "Some practical universal noiseless coding techniques", JPL 79-22,
 * 1979): a step less one is cut into its k lowest bits and the rest, which is written as that many
 * ones and a zero, and these bits follow. Bits fill bytes from the lowest on; the first four are k,
 * and ones after the last step fill its byte.
 */
#ifndef MT_BASE_RICE_H
#define MT_BASE_RICE_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Appends the numbers, of which each is greater than the one before and the first than 0, unless
 * they would take `most` bytes or more; whether they do not. */
bool mt_rice_pack(struct mt_buf *out, const uint32_t *numbers, size_t n, size_t most);

/* A number takes at least a bit: as many bytes hold no more. */
#define MT_RICE_MOST(bytes) (8 * (bytes))

/* Reads all of them into `out`, which has room for MT_RICE_MOST(packed.len), and adds how many
 * there are to `n`; false when one is greater than UINT32_MAX. */
bool mt_rice_unpack(struct mt_str packed, uint32_t *out, size_t *n);

MT_END_DECLS

#endif
