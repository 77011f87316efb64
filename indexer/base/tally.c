/* tally.c - How often each of a few names was counted
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/tally.h"

void mt_tally_add(const void *ctx, struct mt_tallies *tallies, struct mt_str name, uint64_t count)
{
    size_t at = 0;
    while (at < tallies->len && mt_str_compare(tallies->ptr[at].name, name) < 0)
        at++;
    if (at == tallies->len || !mt_str_eq(tallies->ptr[at].name, name)) {
        (void)mt_push(ctx, tallies);
        struct mt_tally *place = &tallies->ptr[at];
        memmove(place + 1, place, (tallies->len - 1 - at) * sizeof *place);
        *place = (struct mt_tally){mt_str_copy(ctx, name), 0};
    }
    tallies->ptr[at].count += count;
}

void mt_tallies_add(const void *ctx, struct mt_tallies *tallies, const struct mt_tallies *more)
{
    for (size_t i = 0; i < more->len; i++)
        mt_tally_add(ctx, tallies, more->ptr[i].name, more->ptr[i].count);
}

void mt_tallies_pack(const struct mt_tallies *tallies, struct mt_buf *out)
{
    mt_pack_u64(out, tallies->len);
    for (size_t i = 0; i < tallies->len; i++) {
        mt_pack_str(out, tallies->ptr[i].name);
        mt_pack_u64(out, tallies->ptr[i].count);
    }
}

struct mt_tallies mt_tallies_unpack(const void *ctx, struct mt_unpack *in)
{
    size_t n = mt_unpack_count(in, 2);
    struct mt_tallies tallies = {0};
    mt_reserve(ctx, &tallies, n);
    for (; n > 0 && !in->bad; n--) {
        struct mt_tally tally = {.name = mt_unpack_str(in)};
        tally.count = mt_unpack_u64(in);
        if (tallies.len && mt_str_compare(tallies.ptr[tallies.len - 1].name, tally.name) >= 0)
            in->bad = true;
        *mt_push(ctx, &tallies) = tally;
    }
    return tallies;
}
