/* written.c - How a word is written
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/written.h"

enum mt_written mt_written_as(struct mt_str word, struct mt_str folded)
{
    if (mt_str_eq(word, folded))
        return MT_WRITTEN_SMALL;
    if (word.len != folded.len || !mt_is_upper(word.ptr[0]) ||
        mt_to_lower(word.ptr[0]) != folded.ptr[0])
        return MT_WRITTEN_OTHER;
    if (memcmp(word.ptr + 1, folded.ptr + 1, word.len - 1) == 0)
        return MT_WRITTEN_CAPITAL;
    for (size_t i = 1; i < word.len; i++)
        if (mt_is_lower(word.ptr[i]) || mt_to_lower(word.ptr[i]) != folded.ptr[i])
            return MT_WRITTEN_OTHER;
    return MT_WRITTEN_CAPITALS;
}

void mt_write_as(char *folded, size_t len, enum mt_written written)
{
    size_t capitals = written == MT_WRITTEN_CAPITALS ? len : written == MT_WRITTEN_CAPITAL ? 1 : 0;
    for (size_t i = 0; i < capitals && i < len; i++)
        folded[i] = mt_to_upper(folded[i]);
}
