/* test_mention.c - Names found in a stream of words
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "entity/mention.h"

static const struct mt_str names[] = {MT_STR("Dana Reyes"), MT_STR("Sam Okoro"),
                                      MT_STR("Sam Tanaka"), MT_STR("Ada")};

static void test_mentions_find__cases(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected; /* name numbers and token ranges */
    } rows[] = {
        {"Dana Reyes met Ada.", "0:0-2 3:3-4 "},
        {"dana reyes", "0:0-2 "},
        {"I asked Dana about it", "0:2-3 "},
        {"it is dana", ""}, /* a first name alone must be capitalised */
        {"Ask Sam", ""},    /* two are called so */
        {"Ask Okoro or Sam Tanaka", "1:1-2 2:3-5 "},
        {"Reyes Dana", "0:0-1 0:1-2 "},
        {"Dana's idea, Ada's too", "0:0-1 3:2-3 "},
        {"", ""},
    };
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_mentions found = {0};
        struct mt_buf shown;
        mt_buf_init(&shown, ctx, 1000);
        mt_tokenise(tokens, mt_str(rows[i].text));
        mt_mentions_find(ctx, names, MT_COUNT(names), tokens, mt_str(rows[i].text), &found);
        for (size_t m = 0; m < found.len; m++)
            mt_buf_printf(&shown, "%zu:%zu-%zu ", found.ptr[m].name, found.ptr[m].begin,
                          found.ptr[m].end);
        if (strcmp(shown.ptr, rows[i].expected) != 0)
            fail_msg("\"%s\": %s, not %s", rows[i].text, shown.ptr, rows[i].expected);
    }
    mt_free(ctx);
}

static void test_name_has_part__cases(void **state)
{
    (void)state;
    static const struct {
        const char *name, *part;
        bool expected;
    } rows[] = {
        {"Dana Reyes", "reyes", true}, {"Dana Reyes", "REYES dana", true},
        {"Dana Reyes", "rey", false},  {"Dana Reyes", "dana okoro", false},
        {"José Núñez", "nunez", true}, {"Dana Reyes", "", false},
        {"", "dana", false},
    };
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_strs part = {0};
        mt_tokenise(tokens, mt_str(rows[i].part));
        for (size_t t = 0; t < mt_tokens_count(tokens); t++)
            *mt_push(ctx, &part) = mt_str_copy(ctx, mt_tokens_at(tokens, t).term);
        if (mt_name_has_part(mt_str(rows[i].name), &part) != rows[i].expected)
            fail_msg("\"%s\" of \"%s\"", rows[i].part, rows[i].name);
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mentions_find__cases),
        cmocka_unit_test(test_name_has_part__cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
