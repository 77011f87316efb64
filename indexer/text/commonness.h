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
#include "base/str.h"

MT_BEGIN_DECLS

/* The size of the smallest dictionary with this word: 10, 20, 35, 40, 50, 55, 60 or 70; 0 when it
 * is in none. The word is folded (fold.h); inflected forms are words of their own. */
int mt_word_tier(struct mt_str word);

/* The same as a number: 10 is 1, 20 .9, 35 .75, 50 .5, 60 .35, 70 .2, and 0 for no such word. */
double mt_word_commonness(struct mt_str word);

/* Words up to this tier are those that everybody uses. */
#define MT_TIER_COMMON 35

MT_END_DECLS

#endif
