/* commonness.c - How common an English word is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/commonness.h"

/* mt_common_words and mt_common_slots: made by tools/make_commonness.c, which says what they are.
 */
#include "text/common_words.inc"

int mt_word_tier(struct mt_str word)
{
    uint32_t hash = 2166136261u, mask = MT_COUNT(mt_common_slots) - 1, slot;
    for (size_t i = 0; i < word.len; i++)
        hash = (hash ^ (unsigned char)word.ptr[i]) * 16777619u;
    for (; (slot = mt_common_slots[hash & mask]) != 0; hash++) {
        const char *line = mt_common_words + slot - 1;
        if (slot - 1 + word.len + strlen(" 10") < sizeof mt_common_words && line[word.len] == ' ' &&
            memcmp(line, word.ptr, word.len) == 0)
            return (line[word.len + 1] - '0') * 10 + (line[word.len + 2] - '0');
    }
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
