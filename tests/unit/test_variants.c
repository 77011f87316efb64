/* test_variants.c - Words with hyphens, dots, apostrophes and commas, however written
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "query/variants.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"

static const char *found(const struct archive *a, const char *query)
{
    struct mt_results results =
        archive_ask_with(a, query, (struct mt_options){.limit = 100, .sort = MT_SORT_OLDEST});
    struct mt_buf lines;
    mt_buf_init(&lines, a->ctx, 1000);
    for (uint32_t line = 1; line < 100; line++)
        for (size_t i = 0; i < results.moments.len; i++)
            if (results.moments.ptr[i].line == line)
                mt_buf_printf(&lines, "%s%u", lines.len ? " " : "", line);
    return lines.len ? lines.ptr : "";
}

/* Both ways of writing stand in the archive: each finds itself, and what is typed apart the word
 * written as one too. */
static void test_variants__both(void **state)
{
    static const struct archive_row rows[] = {
        {"email", "1"},
        {"e-mail", "1 2"},
        {"wellbeing", "3"},
        {"well-being", "3 4"},
        {"isnt", "5"},
        {"isn't", "5 6"},
        {"isn\xe2\x80\x99t", "5 6"},
        {"1250", "7"},
        {"1,250", "7 8"},
        {"nodejs", "9"},
        {"Node.JS", "9 10"},
        {"=email", "1"},
        {"=e-mail", "2"},
        {"\"e mail\"", "2"},
        {"\"email\"", "1"},
        {"1.2.3", "11"},
        {"ada@quist.example", "12"},
        {"quist.example", "12"},
        {"https://brightwater.example/tides/today?id=7", "12"},
        {"12:30", "13"},
        {"1230", ""},
        {"e-mail -email", "2"},
    };
    struct archive *a = *state;
    archive_put(a, "notes/a.md",
                "- Send it by email today.\n- Send it by e-mail tomorrow.\n"
                "- The wellbeing of the crew.\n- The well-being of the divers.\n"
                "- It isnt raining.\n- It isn\xe2\x80\x99t snowing.\n"
                "- We sold 1250 lids.\n- We bought 1,250 rims.\n"
                "- The page runs on nodejs.\n- The other page runs on node.js.\n"
                "- Version 1.2.3 is out.\n"
                "- Ask ada@quist.example, see https://brightwater.example/tides/today?id=7.\n"
                "- We met at 12:30.\n");
    archive_index(a);
    archive_check(a, rows, MT_COUNT(rows), found);
}

/* One way stands in the archive: the other finds it, and takes it away. */
static void test_variants__one(void **state)
{
    static const struct archive_row rows[] = {
        {"email", "1"},    {"isnt", "2"},       {"12500", "3"},       {"1250012", ""},
        {"nodejs", "4"},   {"1230", ""},        {"send -email", "6"}, {"=email", ""},
        {"\"email\"", ""}, {"emailnodejs", ""},
    };
    struct archive *a = *state;
    archive_put(a, "notes/a.md",
                "- Send it by e-mail.\n- No, it isn't.\n- For 12,500 crowns.\n- On node.js.\n"
                "- At 12:30.\n- Send a mail.\n");
    archive_index(a);
    archive_check(a, rows, MT_COUNT(rows), found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_variants__both, archive_make, archive_drop),
        cmocka_unit_test_setup_teardown(test_variants__one, archive_make, archive_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
