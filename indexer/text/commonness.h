/* commonness.h - How common an English word is
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * By SCOWL (Spell Checker Oriented Word Lists, Debian's package scowl), whose lists name the
 * smallest dictionary that a word belongs in, from 10 (the commonest) to 70 (large). Names are
 * none of its words. The lists are compiled in when the program is built (tools/make_commonness.c),
 * so that a look-up costs a comparison or two and nothing is read.
 */
#ifndef MT_TEXT_COMMONNESS_H
#define MT_TEXT_COMMONNESS_H

#include "base/base.h"
#include "base/pack.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* The place of the word in the list of all of them, the commonest first, from 1; 0 for no such
 * word. The word is folded (fold.h); inflected forms are words of their own. What is stored by rank
 * is read back by the same list alone (mt_word_list). */
uint32_t mt_word_rank(struct mt_str word);

/* The word of that rank, static; "" for none. */
struct mt_str mt_word_ranked(uint32_t rank);

/* Tells lists from each other. */
uint32_t mt_word_list(void);

/* Appends a word, folded or as written: twice its rank and one more, or twice its length and its
 * bytes (base/pack.h). What is read is static or a slice of the bytes; bad for a rank that is
 * none. */
void mt_word_pack(struct mt_buf *out, struct mt_str word);
struct mt_str mt_word_unpack(struct mt_unpack *in);
/* The same where the word's rank is known, or 0; and where the number is read that was packed
 * first. */
void mt_word_pack_ranked(struct mt_buf *out, struct mt_str word, uint32_t rank);
struct mt_str mt_word_of(uint64_t number, struct mt_unpack *in);

/* The size of the smallest dictionary with this word: 10, 20, 35, 40, 50, 55, 60 or 70; 0 when it
 * is in none. */
int mt_word_tier(struct mt_str word);
int mt_rank_tier(uint32_t rank);
/* Tiers are multiples of this one. */
#define MT_TIER_STEP 5
#define MT_TIER_MAX 70

/* The same as a number: 10 is 1, 20 .9, 35 .75, 50 .5, 60 .35, 70 .2, and 0 for no such word. */
double mt_word_commonness(struct mt_str word);

/* Words up to this tier are those that everybody uses. */
#define MT_TIER_COMMON 35

MT_END_DECLS

#endif
