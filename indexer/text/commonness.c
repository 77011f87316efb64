/* commonness.c - How common an English word is
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/commonness.h"

/* const char mt_common_words[]: lines of a word, a space and its tier, sorted bytewise. */
#include "text/common_words.inc"

int mt_word_tier(struct mt_str word)
{
    const char *low = mt_common_words, *high = low + sizeof mt_common_words - 1;
    while (low < high) {
        const char *line = low + (high - low) / 2;
        while (line > low && line[-1] != '\n')
            line--;
        const char *end = memchr(line, '\n', (size_t)(high - line));
        struct mt_str known = mt_str_of(line, (size_t)(end - line) - strlen(" 10"));
        int order = mt_str_compare(word, known);
        if (order == 0)
            return (end[-2] - '0') * 10 + (end[-1] - '0');
        if (order < 0)
            high = line;
        else
            low = end + 1;
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
