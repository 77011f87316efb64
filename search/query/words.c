/* words.c - Words of a question that say little
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The lists are those of the experiments that chose the ranking: tried on questions about real
 * meetings, not taken from a general stop list.
 */
#include "base/base.h"
#include "query/words.h"

static const char stop[] =
    " a an the of to in on at for from by with and or but not no is are was were be been being am "
    "do"
    " does did doing has have had having it its this that these those there here they them their he"
    " she his her him you your we our us i me my mine as if so than then too very can could would"
    " should will shall may might must what which who whom whose when where why how about into over"
    " under again also just only own same such both each few more most other some any all s t d ll "
    "m"
    " o re ve y ";

static const char openers[] =
    " what why how who whom whose when where which did do does is are was were can could would"
    " should summarize summarise describe explain give tell in according ";

static const char asking[] =
    " summarize summarise summary discuss discussed discussing discussion talk talked think thinks"
    " thought say said group team meeting people opinion opinions mention mentioned according"
    " regarding reason reasons towards describe give tell explain explained feel felt ";

/* Lists are text with a space around each word: short, greppable, and found by one search. */
static bool listed(const char *list, struct mt_str word)
{
    char padded[32];
    if (word.len == 0 || word.len > sizeof padded - 2)
        return false;
    padded[0] = ' ';
    memcpy(padded + 1, word.ptr, word.len);
    padded[word.len + 1] = ' ';
    return mt_str_find(mt_str(list), mt_str_of(padded, word.len + 2), 0) != MT_NPOS;
}

bool mt_word_is_stop(struct mt_str word)
{
    return listed(stop, word);
}

bool mt_word_opens_question(struct mt_str word)
{
    return listed(openers, word);
}

bool mt_word_is_asking(struct mt_str word)
{
    return listed(asking, word);
}
