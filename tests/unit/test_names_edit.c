/* test_names_edit.c - Names added to the user's names file, which stays as it was written
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "entity/names_edit.h"

static void test_names_edit_add__rows(void **state)
{
    (void)state;
    static const struct {
        const char *text, *after;
    } rows[] = {
        {"", "people:\n  Dana Reyes: [Dayna]\n"},
        {"# mine\n", "# mine\npeople:\n  Dana Reyes: [Dayna]\n"},
        {"ignore: [x]", "ignore: [x]\npeople:\n  Dana Reyes: [Dayna]\n"},
        {"people:\nignore: [x]\n", "people:\n  Dana Reyes: [Dayna]\nignore: [x]\n"},
        {"people:\n  Sam: [S]  # he\nnot:\n",
         "people:\n  Sam: [S]  # he\n  Dana Reyes: [Dayna]\nnot:\n"},
        {"people:\n    Sam:\n", "people:\n    Sam:\n    Dana Reyes: [Dayna]\n"},
        {"people:\n  Dana Reyes: [D.]  # a\n", "people:\n  Dana Reyes: [D., Dayna]  # a\n"},
        {"people:\n  Dana Reyes: []\n", "people:\n  Dana Reyes: [Dayna]\n"},
        {"people:\n  Dana Reyes:   # a\n", "people:\n  Dana Reyes: [Dayna]   # a\n"},
        {"people:\n  Dana Reyes: D. # a\n", "people:\n  Dana Reyes: [D., Dayna] # a\n"},
        {"people:\n  Dana Reyes:\n    - D.  # a\n\n  Sam:\n",
         "people:\n  Dana Reyes:\n    - D.  # a\n    - Dayna\n\n  Sam:\n"},
        {"people: {Sam: [S]}\n", "people: {Sam: [S], Dana Reyes: [Dayna]}\n"},
        {"people: {}\n", "people: {Dana Reyes: [Dayna]}\n"},
        {"people:\r\n  Sam: [S]\r\nnot:\r\n",
         "people:\r\n  Sam: [S]\n  Dana Reyes: [Dayna]\r\nnot:\r\n"},
        {"# \u00e9\npeople:\n  Z\u00e9: [S]\n  Dana Reyes: [\u00e9]\n",
         "# \u00e9\npeople:\n  Z\u00e9: [S]\n  Dana Reyes: [\u00e9, Dayna]\n"},
        {"people:\n  Dana Reyes: [dayna]\n", "people:\n  Dana Reyes: [dayna]\n"},
        {"people:\n  Dana Reyes: ['a]',\n    b]\n",
         "people:\n  Dana Reyes: ['a]',\n    b, Dayna]\n"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_str out;
        struct mt_error err = {0};
        if (mt_names_edit_add(ctx, mt_str(rows[i].text), MT_ENTITY_PERSON, mt_str("Dana Reyes"),
                              mt_str("Dayna"), &out, &err) != MT_OK)
            fail_msg("%s: %s", rows[i].text, err.message);
        if (!mt_str_eq(out, mt_str(rows[i].after)))
            fail_msg("%s gave %.*s", rows[i].text, MT_ARG(out));
        mt_free(ctx);
    }
}

static void test_names_edit_add__quotes_what_needs_it(void **state)
{
    (void)state;
    static const struct {
        const char *other, *line;
    } rows[] = {
        {"lone star", "  Lodestar: [lone star]\n"},
        {"yes", "  Lodestar: [\"yes\"]\n"},
        {"a: b", "  Lodestar: [\"a: b\"]\n"},
        {"say \"x\"", "  Lodestar: [\"say \\\"x\\\"\"]\n"},
        {"1984", "  Lodestar: [\"1984\"]\n"},
        {"o'hara", "  Lodestar: [o'hara]\n"},
        {"-x", "  Lodestar: [\"-x\"]\n"},
        {"#x", "  Lodestar: [\"#x\"]\n"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_str out;
        assert_int_equal(mt_names_edit_add(ctx, mt_str(""), MT_ENTITY_ORGANIZATION,
                                           mt_str("Lodestar"), mt_str(rows[i].other), &out, NULL),
                         MT_OK);
        struct mt_str line = mt_str_printf(ctx, "organizations:\n%s", rows[i].line);
        if (!mt_str_eq(out, line))
            fail_msg("%s gave %.*s", rows[i].other, MT_ARG(out));
        mt_free(ctx);
    }
}

static void test_names_edit_add__refuses(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "people: [Dana Reyes]\n",
        "people:\n  - Dana Reyes\n",
        "{people: {Dana Reyes: []}}\n",
        "people: [a\n",
        "persons:\n",
    };
    for (size_t i = 0; i < MT_COUNT(texts); i++) {
        void *ctx = mt_context(NULL);
        struct mt_str out = mt_str("untouched");
        struct mt_error err = {0};
        if (mt_names_edit_add(ctx, mt_str(texts[i]), MT_ENTITY_PERSON, mt_str("Dana Reyes"),
                              mt_str("Dayna"), &out, &err) != MT_ERR_FORMAT ||
            !mt_str_eq(out, mt_str("untouched")) || err.line == 0)
            fail_msg("%s", texts[i]);
        mt_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_edit_add__rows),
        cmocka_unit_test(test_names_edit_add__quotes_what_needs_it),
        cmocka_unit_test(test_names_edit_add__refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
