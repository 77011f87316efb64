/* test_text.c - Moments to text for people
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/render.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "moment.h"

static void check_with(const struct mt_results *results, struct mt_text_options options,
                       const char *cwd, const char *expected)
{
    void *ctx = mt_context(NULL);
    struct rendering rendering;
    FILE *stream = rendering_open(&rendering);
    struct mt_renderer *text = mt_render_text_new(ctx, stream, &options, mt_str(cwd));
    text->results(text, mt_str("rope"), results);
    rendering_check(&rendering, mt_str(expected));
    mt_free(ctx);
}

static void check(const struct mt_results *results, const char *expected)
{
    check_with(results, (struct mt_text_options){.summary = true}, "/srv", expected);
}

#define END(moments) moments " (of 812) · index 60 min old\n"

static void test_render_text__moments(void **state)
{
    struct mt_moment moments[] = {moment_of_turn(), moment_of_item()};
    struct mt_results results = results_of(moments, 2);
    check(&results,
          "The plan  2025-10-28   Dana Reyes\n"
          "  ~00:01:02  Dana Reyes  A rope and a lamp.  (stem)  (without saw)  (+2 copies)  "
          "/disk/dana/notes/2025/a.md:12\n"
          "b\n"
          "  decision               Buy rope  team/b.md:1\n" END("2 moments in 2 meetings"));
    (void)state;
}

static void test_render_text__one_moment(void **state)
{
    static struct mt_str with[] = {MT_STR("Ada"), MT_STR("Milo"), MT_STR("Priya"), MT_STR("Dana"),
                                   MT_STR("Sam")};
    static struct mt_str copy[] = {MT_STR("c.md")}, missing[] = {MT_STR("saw"), MT_STR("nail")};
    struct mt_moment m = moment_of_turn();
    struct mt_results results = results_of(&m, 1);
    results.total_exact = false;
    m.title = mt_str("1:1 2025-10-28"); /* says the date itself */
    m.start_exact = true;               /* then the start is shown */
    m.match = MT_LEVEL_EXACT;
    m.highlights.len = m.missing.len = m.copies.len = 0;
    m.speaker = mt_str("");
    m.with = (struct mt_strs){with, 5, 5};
    check(&results, "1:1 2025-10-28   Ada, Milo, Priya, Dana, …\n"
                    "   00:01:01   A rope and a lamp.  "
                    "/disk/dana/notes/2025/a.md:12\n" END("about 1 moment in 1 meeting"));

    results.total_exact = true;
    m.with.len = 0;
    m.timed = false;
    m.kind = MT_KIND_ACTION;
    m.status = MT_TASK_DONE;
    m.speaker = mt_str("\xc3\x89lodie Quist-Okoro-Tanaka");
    m.missing = (struct mt_strs){missing, 2, 2};
    m.copies = (struct mt_strs){copy, 1, 1};
    m.why = mt_str("because");
    check(&results, "1:1 2025-10-28\n"
                    "  action     \xc3\x89lodie Quist-Oko  A rope and a lamp.  [done]  "
                    "(without saw, nail)  (+1 copy)  /disk/dana/notes/2025/a.md:12\n"
                    "      because\n" END("1 moment in 1 meeting"));
    (void)state;
}

/* Moments of one meeting stand together, where its best one is. */
static void test_render_text__grouped_by_meeting(void **state)
{
    struct mt_moment moments[3] = {moment_of_item(), moment_of_item(), moment_of_item()};
    struct mt_results results = results_of(moments, 3);
    moments[0].more = moments[2].more = 5;
    moments[1].meeting = 9;
    moments[1].title = mt_str("c");
    moments[1].snippet = mt_str("Sell rope");
    moments[2].snippet = mt_str("Cut rope");
    check(&results, "b\n"
                    "  decision    Buy rope  team/b.md:1\n"
                    "  decision    Cut rope  team/b.md:1\n"
                    "  + 5 more in this meeting\n"
                    "c\n"
                    "  decision    Sell rope  team/b.md:1\n" END("3 moments in 3 meetings"));
    (void)state;
}

static void test_render_text__paths_open_from_here(void **state)
{
    static const struct {
        const char *cwd, *shown;
    } rows[] = {
        {"", "/srv/team/b.md"},
        {"/srv", "team/b.md"},
        {"/srv/team", "b.md"},
        {"/sr", "/srv/team/b.md"},
        {"/srv/tea", "/srv/team/b.md"},
        {"/home", "/srv/team/b.md"},
        {"/srv/team/b.md", "/srv/team/b.md"},
    };
    void *ctx = mt_context(NULL);
    struct mt_moment m = moment_of_item();
    struct mt_results results = results_of(&m, 1);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str expected = mt_str_printf(
            ctx, "b\n  decision    Buy rope  %s:1\n" END("1 moment in 1 meeting"), rows[i].shown);
        check_with(&results, (struct mt_text_options){.summary = true}, rows[i].cwd, expected.ptr);
    }
    mt_free(ctx);
    (void)state;
}

static void test_render_text__colors(void **state)
{
    struct mt_moment m = moment_of_turn();
    struct mt_results results = results_of(&m, 1);
    m.missing.len = m.copies.len = 0;
    m.match = MT_LEVEL_EXACT;
    check_with(&results, (struct mt_text_options){.color = true, .summary = true}, "/disk/dana",
               "\033[1mThe plan\033[0m  2025-10-28   \033[2mDana Reyes\033[0m\n"
               "  ~\033[36m00:01:02\033[0m  \033[32mDana Reyes\033[0m  "
               "A \033[1;31mrope\033[0m and a \033[1;31mlamp\033[0m.  "
               "\033[2;34mnotes/2025/a.md:12\033[0m\n"
               "\033[2m1 moment in 1 meeting (of 812) · index 60 min old\033[0m\n");
    (void)state;
}

/* What a file says or is called cannot do anything to the terminal. */
static void test_render_text__control_characters(void **state)
{
    static const struct {
        const char *snippet, *shown;
    } rows[] = {
        {"a\033[31mb", "a\xef\xbf\xbd[31mb"},
        {"a\nb\rc\td\x7f", "a\xef\xbf\xbd"
                           "b\xef\xbf\xbd"
                           "c\xef\xbf\xbd"
                           "d\xef\xbf\xbd"},
        {"a\xc2\x9b"
         "b",
         "a\xef\xbf\xbd"
         "b"}, /* C1 */
        {"\xe2\x80\xae"
         "rope",
         "\xef\xbf\xbd"
         "rope"}, /* right to left from here */
        {"\xe2\x80\x8f\xe2\x81\xa6x\xe2\x81\xa9", "\xef\xbf\xbdx\xef\xbf\xbd"},
        {"\xff-\x9b", "\xef\xbf\xbd-\xef\xbf\xbd"}, /* no UTF-8 */
        {"\x9b", "\xef\xbf\xbd"},
        {"caf\xc3\xa9 \xe2\x80\x94 \xe2\x80\xa6 \xf0\x9f\x93\x85",
         "caf\xc3\xa9 \xe2\x80\x94 \xe2\x80\xa6 \xf0\x9f\x93\x85"},
    };
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_moment m = moment_of_item();
        struct mt_results results = results_of(&m, 1);
        m.snippet = m.title = m.path = m.speaker = mt_str(rows[i].snippet);
        m.archive = mt_str("");
        struct rendering rendering;
        struct mt_text_options options = {.summary = true};
        FILE *stream = rendering_open(&rendering);
        struct mt_renderer *text = mt_render_text_new(ctx, stream, &options, mt_str(""));
        text->results(text, mt_str("rope"), &results);
        assert_int_equal(fclose(stream), 0);
        size_t seen = 0;
        for (const char *at = rendering.text; (at = strstr(at, rows[i].shown)); at++)
            seen++;
        if (seen != 4)
            fail_msg("row %zu: %s", i, rendering.text);
        free(rendering.text);
    }
    mt_free(ctx);
    (void)state;
}

/* In a narrow terminal the snippet is cut around its best word, at spaces, and places line up. */
static void test_render_text__width(void **state)
{
    static const char text[] =
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen twenty";
    static const char before[] = "  decision    ", after[] = "  team/b.md:1";
    static const struct {
        const char *best, *shown;
    } rows[] = {
        {"zero", "zero one two three four five six seven eight…"},
        {"ten", "…eight nine ten eleven twelve thirteen…"},
        {"twenty", "…sixteen seventeen eighteen nineteen twenty"},
    };
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_moment m = moment_of_item();
        struct mt_results results = results_of(&m, 1);
        struct mt_highlight mark = {(uint32_t)(strstr(text, rows[i].best) - text), 0};
        mark.end = mark.begin + (uint32_t)strlen(rows[i].best);
        m.snippet = mt_str(text);
        m.focus = mark.begin;
        m.highlights = (struct mt_highlights){&mark, 1, 1};
        int columns = 0;
        for (const char *c = rows[i].shown; *c; c++)
            columns += ((unsigned char)*c & 0xc0) != 0x80;
        struct mt_str expected =
            mt_str_printf(ctx, "b\n%s%s%*s%s\n" END("1 moment in 1 meeting"), before, rows[i].shown,
                          75 - columns - (int)strlen(before) - (int)strlen(after), "", after);
        check_with(&results, (struct mt_text_options){.width = 75, .summary = true}, "/srv",
                   expected.ptr);
    }
    mt_free(ctx);
    (void)state;
}

/* Where words and place do not fit side by side, and may not pass the width, the words stand below,
 * the place beside the speaker or at the end. */
static void test_render_text__stacked(void **state)
{
    static const struct {
        unsigned width;
        const char *expected;
    } rows[] = {
        {80, "The plan  2025-10-28   Dana Reyes\n"
             "  ~00:01:02  Dana Reyes  /disk/dana/notes/2025/a.md:12\n"
             "      A rope and a lamp.  (stem)  (without saw)  (+2 copies)\n"},
        {50, "The plan  2025-10-28   Dana Reyes\n"
             "  ~00:01:02  Dana Reyes\n"
             "      A rope and a lamp.\n"
             "      (stem)  (without saw)  (+2 copies)\n"
             "      /disk/dana/notes/2025/a.md:12\n"},
        {30, "The plan  2025-10-28\n"
             "  ~00:01:02  Dana Reyes\n"
             "      A rope and a lamp.\n"
             "      (stem)  (without saw)  (+2 copies)\n"
             "      /disk/dana/notes/2025/a.md:12\n"},
    };
    struct mt_moment m = moment_of_turn();
    struct mt_results results = results_of(&m, 1);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        check_with(&results, (struct mt_text_options){.width = rows[i].width, .fold = true}, "/srv",
                   rows[i].expected);
    (void)state;
}

/* The turns around a moment, whole, `>` before its own. */
static void test_render_text__context(void **state)
{
    static struct mt_highlight mark = {2, 6};
    struct mt_passage passages[] = {
        {.kind = MT_KIND_TRANSCRIPT,
         .timed = true,
         .time_exact = true,
         .start_ms = 5000,
         .speaker = MT_STR("Ada Quist"),
         .text = MT_STR("What do we need on the jetty tomorrow, before the tide is in?")},
        {.kind = MT_KIND_TRANSCRIPT,
         .timed = true,
         .start_ms = 61000,
         .here = true,
         .speaker = MT_STR("Dana Reyes"),
         .text = MT_STR("A rope and a lamp."),
         .highlights = {&mark, 1, 1}},
    };
    struct mt_moment m = moment_of_turn();
    struct mt_results results = results_of(&m, 1);
    m.context = (struct mt_passages){passages, 2, 2};
    m.missing.len = m.copies.len = 0;
    check_with(&results, (struct mt_text_options){.width = 65, .fold = true}, "/srv",
               "The plan  2025-10-28   Dana Reyes\n"
               "  /disk/dana/notes/2025/a.md:12\n"
               "   00:00:05  Ada Quist\n"
               "      What do we need on the jetty tomorrow, before the tide is\n"
               "      in?\n"
               "> ~00:01:01  Dana Reyes\n"
               "      A rope and a lamp.  (stem)\n");
    check_with(&results, (struct mt_text_options){.width = 100, .fold = true}, "/srv",
               "The plan  2025-10-28   Dana Reyes\n"
               "  /disk/dana/notes/2025/a.md:12\n"
               "   00:00:05  Ada Quist   What do we need on the jetty tomorrow, before the tide is "
               "in?\n"
               "> ~00:01:01  Dana Reyes  A rope and a lamp.  (stem)\n");
    (void)state;
}

static void test_render_text__age(void **state)
{
    static const struct {
        int64_t seconds;
        const char *shown;
    } rows[] = {{0, "0 s"},    {119, "119 s"},   {120, "2 min"},     {7199, "119 min"},
                {7200, "2 h"}, {172799, "47 h"}, {172800, "2 days"}, {8640000, "100 days"}};
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_results results = results_of(NULL, 0);
        results.total = 3; /* none of them asked for */
        results.meetings = 1;
        results.index_age_s = rows[i].seconds;
        check(&results,
              mt_str_printf(ctx, "3 moments in 1 meeting (of 812) · index %s old\n", rows[i].shown)
                  .ptr);
    }
    mt_free(ctx);
    (void)state;
}

static void test_render_text__nothing_found_and_failures(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_results results = results_of(NULL, 0);
    struct mt_error err = {.status = MT_ERR_NOT_FOUND, .message = "no index"};
    struct mt_text_options options = {.summary = true};
    struct rendering rendering;
    check(&results, "");
    FILE *stream = rendering_open(&rendering);
    struct mt_renderer *text = mt_render_text_new(ctx, stream, &options, mt_str(""));
    text->failure(text, &err);
    rendering_check(&rendering, mt_str(""));
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_render_text__moments),
        cmocka_unit_test(test_render_text__one_moment),
        cmocka_unit_test(test_render_text__grouped_by_meeting),
        cmocka_unit_test(test_render_text__paths_open_from_here),
        cmocka_unit_test(test_render_text__colors),
        cmocka_unit_test(test_render_text__control_characters),
        cmocka_unit_test(test_render_text__width),
        cmocka_unit_test(test_render_text__stacked),
        cmocka_unit_test(test_render_text__context),
        cmocka_unit_test(test_render_text__age),
        cmocka_unit_test(test_render_text__nothing_found_and_failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
