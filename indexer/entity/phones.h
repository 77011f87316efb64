/* phones.h - What a name sounds like: letters to phones
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A recogniser that does not know a name writes words that sound like it. Both sides are read
 * aloud by the same rules (phones.c: the usual ones of English spelling), so a rule that is wrong
 * for a name is wrong in the same way for what was heard. On 608 pairs of a name and what was heard
 * for it these phones find as many as those of espeak-ng (.737 of them above a likeness of .70,
 * with 15.2 words of 10,880 that are as like; espeak-ng .737 and 15.1), and more than codes do:
 * Double Metaphone finds .35 with 5.3, and .68 with 89 where the codes differ by one.
 *
 * The alphabet, one character a phone:
 *     p b t d k g f v s z m n l r w y h   as in English;  T thin  S she  Z vision  C chin  J gin
 *     N sing   Q the g of "ge", "gi", "gy", which is g or J
 *     vowels: i bee, bit  e bed, bay  a cat, car  o law, low  u boot  x the schwa, cut
 *             Y buy  W cow  O boy
 */
#ifndef MT_ENTITY_PHONES_H
#define MT_ENTITY_PHONES_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Longer ones are cut: nobody's name is. */
#define MT_PHONES_MAX 48

struct mt_phones {
    char sound[MT_PHONES_MAX + 1]; /* NUL-terminated */
    size_t len;
};

/* A name, or the words that stand where one was spoken, as written: words are joined, digits and
 * letters that no vowel goes with are read out by name ("SSZ", "gpt"), capitals within a word cut
 * it ("LoneStar"), equal neighbours are one phone, accents do not count. Capitals with vowels may
 * be a word or letters: such a text has two readings. Writes up to two, and returns how many: 0
 * for text without Latin letters and digits. The text is valid UTF-8. */
size_t mt_phones_read(struct mt_str text, struct mt_phones out[2]);

/* Appends those of another word. The first reading of two words is that of the one and the first of
 * the other; the second, if either has one, is made of the last of each. */
void mt_phones_add(struct mt_phones *out, struct mt_str phones);

MT_END_DECLS

#endif
