/* test_watch.c - Changes in archives as they happen
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "archive/watch.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "archive.h"

static struct mt_watch *watch;

static int setup(void **state)
{
    return archive_make(state) == 0 && mt_watch_new(&watch, NULL) == MT_OK ? 0 : -1;
}

static int teardown(void **state)
{
    mt_watch_free(watch);
    return archive_drop(state);
}

static void follow(const struct archive *a)
{
    struct mt_strs roots = {0};
    *mt_push(a->ctx, &roots) = mt_str(archive_path(a, "notes"));
    assert_int_equal(mt_watch_follow(watch, &roots, NULL), MT_OK);
}

static void move(const struct archive *a, const char *from, const char *to)
{
    assert_int_equal(rename(archive_path(a, from), archive_path(a, to)), 0);
}

static void test_watch__tells_what_matters(void **state)
{
    static const struct {
        const char *written;
        bool news;
    } rows[] = {
        {"notes/a.md", true},       {"notes/sub/b.vtt", true}, {"notes/sub/.mtignore", true},
        {"notes/.a.md.swp", false}, {"notes/a.md~", false},    {"notes/a.pdf", false},
        {"notes/.git/c.md", false}, {"other/d.md", false},     {"notes/drafts/e.md", false},
    };
    struct archive *a = *state;
    archive_put(a, "notes/sub/old.md", "rope\n");
    archive_put(a, "notes/.git/old.md", "rope\n");
    archive_put(a, "notes/drafts/old.md", "rope\n");
    archive_put(a, "notes/.gitignore", "drafts/\n");
    archive_put(a, "other/old.md", "rope\n");
    follow(a);
    assert_false(mt_watch_news(watch));
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        archive_put(a, rows[i].written, "saw\n");
        bool news = mt_watch_news(watch);
        if (news != rows[i].news)
            fail_msg("%s: %s", rows[i].written, news ? "news" : "no news");
        assert_false(mt_watch_news(watch)); /* told once */
    }
    archive_remove(a, "notes/a.md");
    assert_true(mt_watch_news(watch));
}

static void test_watch__follows_folders(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/sub/a.md", "rope\n");
    archive_put(a, "away/deep/b.md", "lamp\n");
    follow(a);
    move(a, "away", "notes/here"); /* comes with all in it */
    assert_true(mt_watch_news(watch));
    follow(a);
    archive_put(a, "notes/here/deep/c.md", "saw\n");
    assert_true(mt_watch_news(watch));

    move(a, "notes/here", "gone"); /* and goes: what happens there is nobody's business */
    assert_true(mt_watch_news(watch));
    follow(a);
    mt_watch_news(watch);
    archive_put(a, "gone/deep/d.md", "saw\n");
    assert_false(mt_watch_news(watch));
}

static void test_watch__root_comes_and_goes(void **state)
{
    struct archive *a = *state;
    follow(a); /* not there */
    archive_put(a, "notes/a.md", "rope\n");
    follow(a);
    assert_int_equal(mt_file_remove_folder(archive_path(a, "notes"), NULL), MT_OK);
    assert_true(mt_watch_news(watch));
    follow(a);
}

static void test_watch_new__names_the_limit(void **state)
{
    (void)state;
    struct rlimit before, none = {0, 0};
    struct mt_watch *other = NULL;
    struct mt_error err = {0};
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    none.rlim_max = before.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    enum mt_status status = mt_watch_new(&other, &err);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_int_equal(status, MT_ERR_LIMIT);
    assert_non_null(strstr(err.message, "fs.inotify.max_user_instances"));
}

#define WATCH_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WATCH_TEST(test_watch__tells_what_matters),
        WATCH_TEST(test_watch__follows_folders),
        WATCH_TEST(test_watch__root_comes_and_goes),
        WATCH_TEST(test_watch_new__names_the_limit),
    };
    mt_watch_free(NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
