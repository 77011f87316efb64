/* test_reading.c - How a question was understood, and why a moment is there
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "query/reading.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    archive_put(*state, "notes/a.md",
                "# Ropes\n\n- A rope here.\n- She dives and dived.\n\n"
                "[00:00:01.00] Dana Reyes : It ends with gamma\n\n"
                "[00:00:02.00] Sam Okoro : delta, he began.\n");
    archive_index(*state);
    return 0;
}

static struct mt_results explained(const struct archive *a, const char *query)
{
    const char *index = archive_path(a, "index");
    struct mt_options options = {
        .indexes = &index, .n_indexes = 1, .limit = 1, .explain = true, .today = ARCHIVE_TODAY};
    struct mt_results results;
    assert_int_equal(mt_search(a->ctx, archive_tree(a, query), &options, &results, NULL), MT_OK);
    return results;
}

static const char *reading(const struct archive *a, const char *query)
{
    return mt_str_printf(a->ctx, "%.*s", MT_ARG(explained(a, query).reading)).ptr;
}

/* Without the score. */
static const char *why(const struct archive *a, const char *query)
{
    struct mt_results results = explained(a, query);
    if (results.moments.len == 0)
        return "";
    const char *line = mt_str_printf(a->ctx, "%.*s", MT_ARG(results.moments.ptr[0].why)).ptr;
    const char *score = strstr(line, "; score ");
    return score ? mt_str_printf(a->ctx, "%.*s", (int)(score - line), line).ptr : line;
}

static void test_reading_print__cases(void **state)
{
    static const struct archive_row rows[] = {
        {"", "nothing"},
        {"rope", "rope (also ropes)"},
        {"dive*", "what begins with dive (dived, dives)"},
        {"=Rope", "exactly Rope"},
        {"\"a rope\"", "\"a rope\" in these words"},
        {"the rope", "rope (also ropes); dropped as stop words: the"},
        {"gamma -delta", "gamma, without delta"},
        {"gamma (delta OR here)", "gamma, (delta or here)"},
        {"gamma AND delta", "gamma and delta"},
        {"gamma NEAR/3 delta", "gamma at most 3 words from delta"},
        {"gamma BEFORE/3 delta", "gamma at most 3 words before delta"},
        {"gamma date:2025-10", "gamma, date 2025-10-01..2025-10-31"},
        {"gamma date:2025-10-03", "gamma, date 2025-10-03"},
        {"gamma zebra", "gamma, zebra; relaxed: zebra"},
        {"gamma in:transcripts", "gamma, in transcript"},
    };
    archive_check(*state, rows, MT_COUNT(rows), reading);
}

static void test_why_print__cases(void **state)
{
    static const struct archive_row rows[] = {
        {"dives", "exact: dives"},
        {"diving", "other form: diving"},
        {"gamma zebra", "exact: gamma; not near: zebra"},
        {"gamma delta", "exact: gamma; near: delta"},
        {"\"gamma delta\"", "exact: gamma; phrase: gamma delta; near: delta"},
        {"gamma BEFORE delta", "exact: gamma; close together: gamma delta; near: delta"},
        {"gamma dana", "exact: gamma; speaker: dana; not near: dana"},
        {"in:transcript", "it passes the filters"},
    };
    archive_check(*state, rows, MT_COUNT(rows), why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading_print__cases),
        cmocka_unit_test(test_why_print__cases),
    };
    return cmocka_run_group_tests(tests, make_index, archive_drop);
}
