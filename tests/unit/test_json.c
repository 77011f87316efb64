/* test_json.c - Moments to JSON
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/render.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "moment.h"

static void check(const struct mt_results *results, bool lines, const char *expected)
{
    void *ctx = mt_context(NULL);
    struct rendering rendering;
    struct mt_renderer *json = mt_render_json_new(ctx, rendering_open(&rendering), lines);
    json->results(json, mt_str("rope"), results);
    rendering_check(&rendering, mt_str(expected));
    mt_free(ctx);
}

#define TURN                                                                            \
    "{\"id\":\"0123456789abcdef\",\"rank\":1,\"score\":12.3457,\"match\":\"stem\","     \
    "\"path\":\"2025/a.md\",\"archive\":\"/disk/dana/notes\",\"line\":12,\"col\":34,"   \
    "\"title\":\"The plan\",\"date\":\"2025-10-28\",\"type\":\"review\","               \
    "\"section\":\"transcript\",\"speaker\":\"Dana Reyes\",\"speaker_raw\":\"Remote\"," \
    "\"start_ms\":61500,\"end_ms\":65000,\"time_ms\":62000,\"time_exact\":false,"       \
    "\"snippet\":\"A rope and a lamp.\",\"highlights\":[[2,6],[13,17]],"                \
    "\"people\":[{\"name\":\"Sam Okoro\",\"as\":\"Sam\",\"level\":\"exact\"}],"         \
    "\"orgs\":[{\"name\":\"Brightwater\",\"as\":\"Bright Water\",\"level\":\"low\"}],"  \
    "\"task\":null,\"copies\":[\"old/a.md\",\"b.md\"],\"missing\":[\"saw\"],\"why\":null}"

#define ITEM                                                                     \
    "{\"id\":\"fedcba9876543210\",\"rank\":2,\"score\":0.0,\"match\":\"exact\"," \
    "\"path\":\"b.md\",\"archive\":\"/srv/team\",\"line\":1,\"col\":1,"          \
    "\"title\":\"b\",\"date\":null,\"type\":null,"                               \
    "\"section\":\"decision\",\"speaker\":null,\"speaker_raw\":null,"            \
    "\"start_ms\":null,\"end_ms\":null,\"time_ms\":null,\"time_exact\":null,"    \
    "\"snippet\":\"Buy rope\",\"highlights\":[],\"people\":[],\"orgs\":[],"      \
    "\"task\":null,\"copies\":[],\"missing\":[],\"why\":null}"

/* Every key always, and null where there is nothing. */
static void test_render_json__document(void **state)
{
    struct mt_moment moments[] = {moment_of_turn(), moment_of_item()};
    struct mt_results results = results_of(moments, 2);
    struct mt_str relaxed[] = {MT_STR("saw")};
    results.relaxed = (struct mt_strs){relaxed, 1, 1};
    results.total = 37;
    results.total_exact = false;
    results.meetings = 9;
    check(&results, false,
          "{\"v\":1,\"query\":\"rope\",\"parsed\":\"(word rope)\",\"total\":37,"
          "\"total_exact\":false,\"meetings\":9,\"relaxed\":[\"saw\"],\"expanded\":[],"
          "\"index\":{\"age_s\":3600,\"notes\":812},\"took_ms\":4.125,\"hits\":[" TURN "," ITEM
          "]}\n");
    (void)state;
}

static void test_render_json__lines(void **state)
{
    struct mt_moment moments[] = {moment_of_turn(), moment_of_item()};
    struct mt_results results = results_of(moments, 2);
    check(&results, true, TURN "\n" ITEM "\n");
    (void)state;
}

static void test_render_json__nothing_found(void **state)
{
    struct mt_results results = results_of(NULL, 0);
    check(&results, false,
          "{\"v\":1,\"query\":\"rope\",\"parsed\":\"(word rope)\",\"total\":0,"
          "\"total_exact\":true,\"meetings\":0,\"relaxed\":[],\"expanded\":[],"
          "\"index\":{\"age_s\":3600,\"notes\":812},\"took_ms\":4.125,\"hits\":[]}\n");
    check(&results, true, "");
    (void)state;
}

/* One hit as a line; only this part of it is looked at. */
static void check_part(struct mt_moment moment, const char *part)
{
    void *ctx = mt_context(NULL);
    struct rendering rendering;
    struct mt_results results = results_of(&moment, 1);
    struct mt_renderer *json = mt_render_json_new(ctx, rendering_open(&rendering), true);
    json->results(json, mt_str(""), &results);
    assert_int_equal(fclose(rendering.stream), 0);
    if (!strstr(rendering.text, part))
        fail_msg("no %s in %s", part, rendering.text);
    free(rendering.text);
    mt_free(ctx);
}

static void test_render_json__values(void **state)
{
    struct mt_moment m = moment_of_item();
    m.status = MT_TASK_PROGRESS;
    check_part(m, "\"task\":{\"status\":\"in_progress\",\"owner\":null,\"due\":null,"
                  "\"done\":null}");
    m.owner = mt_str("Sam Okoro");
    m.due = 20251104;
    m.done = 20251027;
    check_part(m, "\"task\":{\"status\":\"in_progress\",\"owner\":\"Sam Okoro\","
                  "\"due\":\"2025-11-04\",\"done\":\"2025-10-27\"}");
    m.why = mt_str("because");
    check_part(m, "\"why\":\"because\"");
    m = moment_of_turn();
    m.time_exact = true;
    check_part(m, "\"time_exact\":true");
    m.start_ms = 0; /* a time, not nothing */
    check_part(m, "\"start_ms\":0,");
    (void)state;
}

/* Any bytes give valid JSON: a file's name, what somebody wrote. */
static void test_render_json__odd_text(void **state)
{
    static const struct {
        struct mt_str path;
        const char *part;
    } rows[] = {
        {MT_STR("a\"b\\c"), "\"path\":\"a\\\"b\\\\c\""},
        {MT_STR("a\nb\x01"), "\"path\":\"a\\nb\\u0001\""},
        {MT_STR("a\0b"), "\"path\":\"a\\u0000b\""},
        {MT_STR("caf\xc3\xa9"), "\"path\":\"caf\xc3\xa9\""},
        {MT_STR("a\xff.md"), "\"path\":\"a\xef\xbf\xbd.md\""},
        {MT_STR("\xed\xa0\x80"), "\"path\":\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
        {{NULL, 0}, "\"path\":\"\""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_moment m = moment_of_item();
        m.path = rows[i].path;
        check_part(m, rows[i].part);
    }
    (void)state;
}

static void test_render_json__failure(void **state)
{
    static const char *const expected[] = {
        "{\"v\":1,\"error\":{\"code\":\"not_found\",\"message\":\"old: no \\\"index\\\" here\"},"
        "\"hits\":[]}\n",
        ""};
    struct mt_error err = {
        .status = MT_ERR_NOT_FOUND, .path = "old", .message = "no \"index\" here"};
    for (int lines = 0; lines < 2; lines++) {
        void *ctx = mt_context(NULL);
        struct rendering rendering;
        struct mt_renderer *json = mt_render_json_new(ctx, rendering_open(&rendering), lines);
        json->failure(json, &err);
        rendering_check(&rendering, mt_str(expected[lines]));
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_render_json__document),
        cmocka_unit_test(test_render_json__lines),
        cmocka_unit_test(test_render_json__nothing_found),
        cmocka_unit_test(test_render_json__values),
        cmocka_unit_test(test_render_json__odd_text),
        cmocka_unit_test(test_render_json__failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
