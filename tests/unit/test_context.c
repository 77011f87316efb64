/* test_context.c - What was said, or stands, around a moment
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/context.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"

/* "Dana Reyes 5: A [lamp].| ...": the passages around the best moment, its own behind ">". */
static const char *around(const struct archive *a, const char *query, size_t context)
{
    struct mt_options options = {.limit = 1, .in_context = true, .context = context};
    struct mt_results results = archive_ask_with(a, query, options);
    struct mt_buf out;
    mt_buf_init(&out, a->ctx, 100000);
    assert_int_equal(results.moments.len, 1);
    const struct mt_passages *passages = &results.moments.ptr[0].context;
    for (size_t i = 0; i < passages->len; i++) {
        const struct mt_passage *p = &passages->ptr[i];
        uint32_t at = 0;
        mt_buf_printf(&out, "%s%s%u ", i ? "|" : "", p->here ? ">" : "", p->line);
        if (p->speaker.len)
            mt_buf_printf(&out, "%.*s %d: ", MT_ARG(p->speaker), (int)(p->start_ms / 1000));
        for (size_t h = 0; h < p->highlights.len; h++) {
            struct mt_highlight mark = p->highlights.ptr[h];
            mt_buf_printf(&out, "%.*s[%.*s]", MT_ARG(mt_str_slice(p->text, at, mark.begin)),
                          MT_ARG(mt_str_slice(p->text, mark.begin, mark.end)));
            at = mark.end;
        }
        mt_buf_add(&out, mt_str_slice(p->text, at, p->text.len));
    }
    return out.ptr;
}

struct row {
    const char *query;
    size_t context;
    const char *expected;
};

static void check(const struct archive *a, const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *found = around(a, rows[i].query, rows[i].context);
        if (strcmp(found, rows[i].expected) != 0)
            fail_msg("%s, %zu\n  expected %s\n  but was  %s", rows[i].query, rows[i].context,
                     rows[i].expected, found);
    }
}

static void test_context__turns(void **state)
{
    static const struct row rows[] = {
        {"lamp", 0, ">5 Sam Okoro 20: No [lamp] here."},
        {"lamp", 1,
         "4 Dana Reyes 9: Zoë, the [lamp]?|>5 Sam Okoro 20: No [lamp] here.|6 Dana Reyes 30: An "
         "anvil."},
        {"rope", 1, ">2 Dana Reyes 1: A [rope].|3 Sam Okoro 5: A saw."}, /* nothing before it */
        {"anvil", 1, "5 Sam Okoro 20: No lamp here.|>6 Dana Reyes 30: An [anvil]."},
        {"saw", 99,
         "2 Dana Reyes 1: A rope.|>3 Sam Okoro 5: A [saw].|4 Dana Reyes 9: Zoë, the lamp?|"
         "5 Sam Okoro 20: No lamp here.|6 Dana Reyes 30: An anvil."},
    };
    struct archive *a = *state;
    archive_put(a, "notes/talk.md",
                "# Talk\n"
                "[00:00:01] Dana Reyes: A rope.\n"
                "[00:00:05] Sam Okoro: A saw.\n"
                "[00:00:09] Dana Reyes: Zoë, the lamp?\n"
                "[00:00:20] Sam Okoro: No lamp here.\n"
                "[00:00:30] Dana Reyes: An anvil.\n");
    archive_index(a);
    check(a, rows, MT_COUNT(rows));
}

/* The neighbours of an item are those of its section. */
static void test_context__items(void **state)
{
    static const struct row rows[] = {
        {"lamp", 9, "3 Decisions|4 Buy rope.|>5 Light the [lamp].|6 Keep the saw."},
        {"anvil", 1, "8 Risks|>9 The [anvil] falls."},
        {"falls", 0, ">9 The anvil [falls]."},
    };
    struct archive *a = *state;
    archive_put(a, "notes/plan.md",
                "# Plan\n\n## Decisions\n- Buy rope.\n- Light the lamp.\n- Keep the saw.\n\n"
                "## Risks\n- The anvil falls.\n");
    archive_index(a);
    check(a, rows, MT_COUNT(rows));
}

/* A moment is some thirty words; what is shown is the whole turn, marked from end to end. */
static void test_context__whole_turn(void **state)
{
    struct archive *a = *state;
    struct mt_buf note;
    mt_buf_init(&note, a->ctx, 100000);
    mt_buf_add(&note, mt_str("[00:00:01.00] Dana Reyes : The lamp"));
    for (int i = 0; i < 200; i++)
        mt_buf_printf(&note, " word%d%s", i, i % 20 == 19 ? "." : "");
    mt_buf_add(&note, mt_str(" and the lamp.\n\n[00:09:00.00] Sam Okoro : Yes.\n"));
    archive_put(a, "notes/long.md", note.ptr);
    archive_index(a);
    const char *shown = around(a, "lamp", 0);
    assert_int_equal(strncmp(shown, ">1 Dana Reyes 1: The [lamp] word0 word1 ", 38), 0);
    assert_non_null(strstr(shown, " word199. and the [lamp]."));
    assert_null(strchr(shown, '|'));
}

int main(void)
{
#define CASE(test) cmocka_unit_test_setup_teardown(test, archive_make, archive_drop)
    const struct CMUnitTest tests[] = {
        CASE(test_context__turns),
        CASE(test_context__items),
        CASE(test_context__whole_turn),
    };
#undef CASE
    return cmocka_run_group_tests(tests, NULL, NULL);
}
