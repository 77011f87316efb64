/* test_words.c - Words of a question that say little
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/words.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

enum { STOP = 1, OPENS = 2, ASKING = 4 };

static void test_words__cases(void **state)
{
    static const struct {
        const char *word;
        int kinds;
    } rows[] = {
        {"the", STOP},
        {"a", STOP},
        {"ve", STOP},
        {"would", STOP | OPENS},
        {"what", STOP | OPENS},
        {"y", STOP},
        {"do", STOP | OPENS}, /* at a seam of the list */
        {"summarize", OPENS | ASKING},
        {"in", STOP | OPENS},
        {"according", OPENS | ASKING},
        {"team", ASKING},
        {"felt", ASKING},
        {"budget", 0},
        {"th", 0}, /* part of a listed word */
        {"he the", 0},
        {"the ", 0},
        {" ", 0},
        {"", 0},
        {"The", 0}, /* words come folded */
        {"summarizesummarizesummarizesummarize", 0},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str word = mt_str(rows[i].word);
        int kinds = (mt_word_is_stop(word) ? STOP : 0) |
                    (mt_word_opens_question(word) ? OPENS : 0) |
                    (mt_word_is_asking(word) ? ASKING : 0);
        if (kinds != rows[i].kinds)
            fail_msg("\"%s\": %d, not %d", rows[i].word, kinds, rows[i].kinds);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words__cases)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
