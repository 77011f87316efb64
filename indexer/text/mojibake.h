/* mojibake.h - UTF-8 that was read as cp1252 and written out again, put right
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * "â€”" for a dash, "Ã©" for é, "ðŸ“…" for a calendar. Also doubled or trebled (decoded twice), and
 * with lost bytes: five bytes have no cp1252 character (81 8D 8F 90 9D), and tools drop them, so
 * U+23EB (E2 8F AB) stands as "â«".
 *
 * The rule: a maximal run of characters that cp1252 can write (its 27 symbols above 0x80, Latin-1,
 * and the C1 controls for themselves) is turned back to bytes; each UTF-8 sequence in it is
 * replaced by its character if that is sure enough:
 *  - sequences with a lead of C2, C3, E2, EF or F0-F4 alone are enough, unless the text as it
 *    stands is likelier (C2 and C3: a word in capitals that ends in Â or Ã before a closing sign);
 *  - any other lead (Polish, Greek, Cyrillic, CJK) needs two sequences side by side, or a sign in
 *    the sequence that follows no letter, or a lower-case letter before its capital, or an earlier
 *    sure repair with the same lead in the same text;
 *  - a sequence with lost bytes (gone, or U+FFFD) is repaired only to a character of a short list
 *    (the marks of task lists, typographic quotes) and only where nothing else fits.
 * A C1 control that is left over is the cp1252 symbol of its number, if there is one.
 * When unsure, the text stays as it is. The approach is ftfy's (rspeer/python-ftfy), its heuristics
 * reduced to what notes hold.
 */
#ifndef MT_TEXT_MOJIBAKE_H
#define MT_TEXT_MOJIBAKE_H

#include "base/base.h"
#include "base/memory.h"

MT_BEGIN_DECLS

/* One replaced stretch: text[begin, end) becomes `with`. */
struct mt_repair {
    uint32_t begin, end;
    struct mt_str with; /* UTF-8, at most 4 bytes */
};

struct mt_repairs MT_VEC(struct mt_repair);

/* The repairs for this valid UTF-8, in order, not overlapping; doubled mojibake is one repair to
 * the final character. Linear time; touches no ASCII but a space that was a lost U+00A0. After some
 * four million repairs the rest of the text stays as it is. */
void mt_mojibake_find(const void *ctx, struct mt_str text, struct mt_repairs *out);

MT_END_DECLS

#endif
