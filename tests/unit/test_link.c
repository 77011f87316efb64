/* test_link.c - Where a moment's place leads
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/link.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static const struct mt_moment plain = {
    .archive = MT_STR("/srv/dana/notes"),
    .path = MT_STR("2025/call.md"),
    .line = 12,
    .column = 3,
    .timed = true,
    .time_ms = 3725900,
};
static const struct mt_moment strange = {
    .archive = MT_STR("/n"),
    .path = MT_STR("a b'$(id)\x1b\xc3\xa9?#%.md"),
    .line = 1,
    .column = 1,
};

static const struct mt_moment homeless = {.path = MT_STR("no archive.md")};

static void test_mt_link_expand__templates(void **state)
{
    static const struct {
        const char *template;
        const struct mt_moment *moment;
        bool is_text;
        const char *expected;
    } rows[] = {
        {"file://{host}{path}", &plain, false, "file://gull/srv/dana/notes/2025/call.md"},
        {"file://", &plain, false, "file:///srv/dana/notes/2025/call.md"},
        {"vscode://file/{path}:{line}:{col}", &plain, false,
         "vscode://file/srv/dana/notes/2025/call.md:12:3"},
        {"obsidian://open?path={path}", &plain, false,
         "obsidian://open?path=%2Fsrv%2Fdana%2Fnotes%2F2025%2Fcall.md"},
        {"mpv --start={s} {path}", &plain, true, "mpv --start=3725 /srv/dana/notes/2025/call.md"},
        {"{clock} {path}:{line}", &plain, true, "01:02:05 /srv/dana/notes/2025/call.md:12"},
        {"{{{line}}}", &plain, true, "{12}"},
        {"mpv --start={s} {path}", &strange, true,
         "mpv --start=0 '/n/a b'\\''$(id)\x1b\xc3\xa9?#%.md'"},
        {"vscode://file/{path}:{line}", &strange, false,
         "vscode://file/n/a%20b%27%24%28id%29%1B%C3%A9%3F%23%25.md:1"},
        {"xy:{path}", &homeless, false, ""},
        {"", &plain, true, ""},
    };
    void *ctx = mt_context(NULL);
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_link link;
        struct mt_str template = mt_str(rows[i].template);
        assert_int_equal(mt_link_parse(ctx, template, mt_str("gull"), &link, NULL), MT_OK);
        struct mt_str got = mt_link_expand(ctx, &link, rows[i].moment);
        if (link.is_text != rows[i].is_text || !mt_str_eq(got, mt_str(rows[i].expected)))
            fail_msg("%s: %.*s", rows[i].template, MT_ARG(got));
    }
    mt_free(ctx);
}

static void test_mt_link_parse__refuses(void **state)
{
    static const char *const rows[] = {"{file}", "file://{path", "{}", "a}b", "{ path}", "{path}{"};
    void *ctx = mt_context(NULL);
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_link link;
        struct mt_error err = {0};
        if (mt_link_parse(ctx, mt_str(rows[i]), mt_str(""), &link, &err) != MT_ERR_USAGE)
            fail_msg("%s was taken", rows[i]);
        assert_non_null(strstr(err.message, rows[i]));
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mt_link_expand__templates),
        cmocka_unit_test(test_mt_link_parse__refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
