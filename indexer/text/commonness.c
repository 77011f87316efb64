/* commonness.c - How common an English word is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/commonness.h"

/* All mt_common_ names: made by tools/make_commonness.c, which says what they are. */
#include "text/common_words.inc"

uint32_t mt_word_rank(struct mt_str word)
{
    uint32_t hash = 2166136261u, mask = MT_COUNT(mt_common_slots) - 1, rank;
    for (size_t i = 0; i < word.len; i++)
        hash = (hash ^ (unsigned char)word.ptr[i]) * 16777619u;
    for (; (rank = mt_common_slots[hash & mask]) != 0; hash++)
        if (mt_str_eq(mt_word_ranked(rank), word))
            return rank;
    return 0;
}

struct mt_str mt_word_ranked(uint32_t rank)
{
    if (rank == 0 || rank >= MT_COUNT(mt_common_begins))
        return mt_str("");
    uint32_t begin = mt_common_begins[rank - 1], end = mt_common_begins[rank];
    return mt_str_of(mt_common_words + begin, end - begin);
}

uint32_t mt_word_list(void)
{
    return MT_COMMON_HASH;
}

void mt_word_pack(struct mt_buf *out, struct mt_str word)
{
    mt_word_pack_ranked(out, word, mt_word_rank(word));
}

void mt_word_pack_ranked(struct mt_buf *out, struct mt_str word, uint32_t rank)
{
    mt_pack_u64(out, rank ? (uint64_t)rank << 1 | 1 : (uint64_t)word.len << 1);
    if (!rank)
        mt_buf_add(out, word);
}

struct mt_str mt_word_of(uint64_t number, struct mt_unpack *in)
{
    struct mt_str word = {in->at, 0};
    if (number & 1) {
        word = mt_word_ranked(number >> 1 < UINT32_MAX ? (uint32_t)(number >> 1) : 0);
        in->bad |= word.len == 0;
        return word;
    }
    in->bad |= number >> 1 > (size_t)(in->end - in->at);
    if (!in->bad)
        word.len = (size_t)(number >> 1);
    in->at += word.len;
    return word;
}

struct mt_str mt_word_unpack(struct mt_unpack *in)
{
    return mt_word_of(mt_unpack_u64(in), in);
}

int mt_word_tier(struct mt_str word)
{
    return mt_rank_tier(mt_word_rank(word));
}

int mt_rank_tier(uint32_t rank)
{
    for (size_t i = 0; rank && i < MT_COUNT(mt_common_tiers); i++)
        if (rank <= mt_common_tiers[i].last)
            return mt_common_tiers[i].tier;
    return 0;
}

double mt_word_commonness(struct mt_str word)
{
    static const struct {
        int tier;
        double commonness;
    } steps[] = {{10, 1}, {20, .9}, {35, .75}, {50, .5}, {60, .35}, {70, .2}};
    int tier = mt_word_tier(word);
    for (size_t i = 0; tier && i < MT_COUNT(steps); i++)
        if (tier <= steps[i].tier)
            return steps[i].commonness;
    return 0;
}
