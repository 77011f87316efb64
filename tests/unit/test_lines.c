/* test_lines.c - Moments to lines for other programs
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/render.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "moment.h"

static void check(const struct mt_results *results, enum mt_lines form, bool null_ended,
                  struct mt_str expected)
{
    void *ctx = mt_context(NULL);
    struct rendering rendering;
    FILE *stream = rendering_open(&rendering);
    struct mt_renderer *lines = mt_render_lines_new(ctx, stream, form, null_ended, mt_str("/srv"));
    lines->results(lines, mt_str("rope"), results);
    rendering_check(&rendering, expected);
    mt_free(ctx);
}

static void test_render_lines__forms(void **state)
{
    static const struct {
        enum mt_lines form;
        bool null_ended;
        struct mt_str expected;
    } rows[] = {
        {MT_LINES_VIMGREP, false,
         MT_STR("/disk/dana/notes/2025/a.md:12:34:00:01:02 Dana Reyes: A rope and a lamp.\n"
                "team/b.md:1:1:decision Buy rope\n"
                "team/b.md:1:1:decision Buy rope\n")},
        {MT_LINES_TSV, false,
         MT_STR("rank\tscore\tpath\tline\tcol\tdate\ttitle\tsection\ttime_"
                "ms\tspeaker\tsnippet\tid\tarchive\n"
                "1\t12.3457\t/disk/dana/notes/2025/a.md\t12\t34\t2025-10-28\tThe plan\ttranscript\t"
                "62000\tDana Reyes\tA rope and a lamp.\t0123456789abcdef\t/disk/dana/notes\n"
                "2\t0.0000\tteam/b.md\t1\t1\t\tb\tdecision\t\t\tBuy "
                "rope\tfedcba9876543210\t/srv/team\n"
                "2\t0.0000\tteam/b.md\t1\t1\t\tb\tdecision\t\t\tBuy "
                "rope\tfedcba9876543210\t/srv/team\n")},
        {MT_LINES_PATHS, false, MT_STR("/disk/dana/notes/2025/a.md\nteam/b.md\n")},
        {MT_LINES_PATHS, true, MT_STR("/disk/dana/notes/2025/a.md\0team/b.md\0")},
    };
    struct mt_moment moments[] = {moment_of_turn(), moment_of_item(), moment_of_item()};
    struct mt_results results = results_of(moments, MT_COUNT(moments));
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        check(&results, rows[i].form, rows[i].null_ended, rows[i].expected);
    (void)state;
}

/* Nothing that a file says ends its field or its line. */
static void test_render_lines__one_line_a_moment(void **state)
{
    struct mt_moment m = moment_of_item();
    struct mt_results results = results_of(&m, 1);
    m.archive = mt_str("");
    m.path = mt_str("a\tb\nc.md");
    m.title = m.speaker = m.snippet = mt_str("a\tb\r\n\033[31m");
    check(&results, MT_LINES_VIMGREP, false,
          mt_str("a b c.md:1:1:decision a b   [31m: a b   [31m\n"));
    check(&results, MT_LINES_TSV, false,
          mt_str("rank\tscore\tpath\tline\tcol\tdate\ttitle\tsection\ttime_"
                 "ms\tspeaker\tsnippet\tid\tarchive\n"
                 "2\t0.0000\ta b c.md\t1\t1\t\ta b   [31m\tdecision\t\ta b   [31m\ta b   "
                 "[31m\tfedcba9876543210\t\n"));
    check(&results, MT_LINES_PATHS, true, mt_str_of("a\tb\nc.md", 9)); /* as it is called */
    (void)state;
}

static void test_render_lines__nothing_found(void **state)
{
    struct mt_results results = results_of(NULL, 0);
    check(&results, MT_LINES_VIMGREP, false, mt_str(""));
    check(&results, MT_LINES_PATHS, false, mt_str(""));
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_render_lines__forms),
        cmocka_unit_test(test_render_lines__one_line_a_moment),
        cmocka_unit_test(test_render_lines__nothing_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
