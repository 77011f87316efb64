/* distance.c - How differently two words are spelt
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/distance.h"

#include <unicode/utf8.h>

#include "text/tokenise.h"

static uint32_t decode(struct mt_str word, UChar32 out[MT_TERM_MAX])
{
    uint32_t n = 0;
    for (size_t i = 0; i < word.len && n < MT_TERM_MAX; n++)
        U8_NEXT(word.ptr, i, word.len, out[n]);
    return n;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

uint32_t mt_distance(struct mt_str a, struct mt_str b, uint32_t most)
{
    UChar32 from[MT_TERM_MAX], to[MT_TERM_MAX];
    uint32_t rows[3][MT_TERM_MAX + 1];
    uint32_t n = decode(a, from), m = decode(b, to);
    if ((n > m ? n - m : m - n) > most)
        return most + 1;
    for (uint32_t j = 0; j <= m; j++)
        rows[0][j] = j;
    for (uint32_t i = 1; i <= n; i++) {
        uint32_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *second = rows[(i + 1) % 3];
        uint32_t best = row[0] = i;
        for (uint32_t j = 1; j <= m; j++) {
            row[j] =
                least(least(above[j], row[j - 1]) + 1, above[j - 1] + (from[i - 1] != to[j - 1]));
            if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                row[j] = least(row[j], second[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > most)
            return most + 1;
    }
    return least(rows[n % 3][m], most + 1);
}
