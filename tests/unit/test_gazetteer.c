/* test_gazetteer.c - The words of a name
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "entity/gazetteer.h"
#include "text/tokenise.h"

/* By the tokeniser, one space between two. */
static struct mt_str tokenised(void *ctx, struct mt_str name)
{
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    struct mt_buf words;
    mt_buf_init(&words, ctx, 1 << 16);
    mt_tokenise(tokens, name);
    for (size_t i = 0; i < mt_tokens_count(tokens); i++)
        mt_buf_printf(&words, "%s%.*s", i ? " " : "", MT_ARG(mt_tokens_at(tokens, i).term));
    return mt_buf_str(&words);
}

static void test_form_words__are_those_of_the_tokeniser(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    const struct mt_str names[] = {
        MT_STR("Dana Reyes"),
        MT_STR("dana"),
        MT_STR("LeanVM"),
        MT_STR("Dana  Reyes"),
        MT_STR(" Dana"),
        MT_STR("Dana "),
        MT_STR(" "),
        MT_STR(""),
        MT_STR("D. Reyes"),
        MT_STR("O'Neil's"),
        MT_STR("Zoë Réy"),
        MT_STR("A37 Quist-Reyes"),
        mt_str_printf(ctx, "%064d", 0),
        MT_STR("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl and so on"),
        MT_STR("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm and so on"),
    };
    for (size_t i = 0; i < MT_COUNT(names); i++) {
        struct mt_str words = mt_form_words(ctx, names[i]), expected = tokenised(ctx, names[i]);
        if (!mt_str_eq(words, expected))
            fail_msg("%s: %.*s, not %.*s", names[i].ptr, MT_ARG(words), MT_ARG(expected));
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form_words__are_those_of_the_tokeniser),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
