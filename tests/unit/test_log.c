/* test_log.c - What messages show of text that is not ours
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/log.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static void test_log_clean__what_acts_on_a_terminal(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"", ""},
        {"caf\xc3\xa9 \xe2\x80\x94 \xe4\xbc\x9a", "caf\xc3\xa9 \xe2\x80\x94 \xe4\xbc\x9a"},
        {"a\x1b[2J\n", "a\\x1b[2J\\x0a"},
        {"\xc2\x9b"
         "2J\xc2\xa0",
         "\\xc2\\x9b"
         "2J\xc2\xa0"},
        {"\xe2\x80\xae"
         "gnp.exe",
         "\\xe2\\x80\\xae"
         "gnp.exe"},
        {"\xe2\x81\xa6x\xd8\x9c\xe2\x80\x8f", "\\xe2\\x81\\xa6x\\xd8\\x9c\\xe2\\x80\\x8f"},
        {"a\xe2\x80\x8b\xef\xbb\xbf\xf3\xa0\x81\xa1",
         "a\\xe2\\x80\\x8b\\xef\\xbb\\xbf\\xf3\\xa0\\x81\\xa1"},
        {"\xe2\x80", "\xe2\x80"},
    };
    void *ctx = mt_context(NULL);
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str clean = mt_log_clean(ctx, mt_str(rows[i].text));
        if (!mt_str_eq(clean, mt_str(rows[i].shown)))
            fail_msg("row %zu: %.*s", i, MT_ARG(clean));
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_log_clean__what_acts_on_a_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
