/* test_letter.c - Tests of text/letter.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/letter.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_letter_is_upper(void **state)
{
    (void)state;
    static const char *const upper[] = {"A", "Z", "À", "Ö", "Ø", "Þ", "Ā", "Č", "Ķ", "Ĺ",
                                        "Ľ", "Ŀ", "Ł", "Ń", "Ň", "Ŋ", "Ő", "Ś", "Š", "Ű",
                                        "Ŷ", "Ÿ", "Ź", "Ż", "Ž", "Α", "Ω", "А", "Я"};
    static const char *const others[] = {"a", "1", " ", "×", "ß", "à", "ÿ", "ā", "č", "ķ", "ĸ",
                                         "ĺ", "ľ", "ŀ", "ł", "ń", "ň", "ŉ", "ŋ", "ő", "ś", "š",
                                         "ű", "ŷ", "ź", "ż", "ž", "ſ", "α", "ω", "а", "я", ""};
    for (size_t i = 0; i < MT_COUNT(upper); i++)
        if (!mt_letter_is_upper(mt_str(upper[i]), 0))
            fail_msg("%s is upper case", upper[i]);
    for (size_t i = 0; i < MT_COUNT(others); i++)
        if (mt_letter_is_upper(mt_str(others[i]), 0))
            fail_msg("%s is not upper case", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_letter_is_upper),
    };
    return cmocka_run_group_tests_name("letter", tests, NULL, NULL);
}
