/* test_written.c - How a word is written
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/written.h"

static void test_written_as__tells_to_the_byte(void **state)
{
    (void)state;
    static const struct {
        const char *word, *folded;
        enum mt_written written;
    } rows[] = {
        {"anchor", "anchor", MT_WRITTEN_SMALL},
        {"Anchor", "anchor", MT_WRITTEN_CAPITAL},
        {"ANCHOR", "anchor", MT_WRITTEN_CAPITALS},
        {"AnchOr", "anchor", MT_WRITTEN_OTHER},
        {"anchoR", "anchor", MT_WRITTEN_OTHER},
        {"I", "i", MT_WRITTEN_CAPITAL},
        {"7928", "7928", MT_WRITTEN_SMALL},
        {"DON'T", "don't", MT_WRITTEN_CAPITALS},
        {"café", "cafe", MT_WRITTEN_OTHER},
        {"Être", "etre", MT_WRITTEN_OTHER},
        {"Straße", "strasse", MT_WRITTEN_OTHER},
        {"CAFÉ", "café", MT_WRITTEN_OTHER},
        {"Dana\xe2\x80\x99s", "dana's", MT_WRITTEN_OTHER},
        {"Bnchor", "anchor", MT_WRITTEN_OTHER},
        {"", "", MT_WRITTEN_SMALL},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_written_as(mt_str(rows[i].word), mt_str(rows[i].folded)) != rows[i].written)
            fail_msg("%s", rows[i].word);
}

static void test_write_as__undoes_it(void **state)
{
    (void)state;
    static const char *const words[] = {"anchor", "Anchor", "ANCHOR", "I",
                                        "DON'T",  "7928",   "Ok-go"};
    for (size_t i = 0; i < MT_COUNT(words); i++) {
        struct mt_str word = mt_str(words[i]);
        char small[16];
        for (size_t c = 0; c < word.len; c++)
            small[c] = mt_to_lower(word.ptr[c]);
        mt_write_as(small, word.len, mt_written_as(word, mt_str_of(small, word.len)));
        assert_memory_equal(small, word.ptr, word.len);
    }
    mt_write_as(NULL, 0, MT_WRITTEN_CAPITAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written_as__tells_to_the_byte),
        cmocka_unit_test(test_write_as__undoes_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
