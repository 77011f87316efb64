/* test_recent.c - Did an archive change after the index was made true?
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "store/recent.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "several.h"

static void test_recents_unpack__gives_what_was_packed(void **state)
{
    struct archive *a = *state;
    struct mt_recent list[] = {{1, MT_STR("a.md")}, {1, MT_STR("sub/b.md")}, {4, MT_STR("c.md")}};
    struct mt_recents recents = {list, MT_COUNT(list), MT_COUNT(list)}, back;
    struct mt_buf packed;
    mt_buf_init(&packed, a->ctx, 1000);
    mt_recents_pack(&recents, &packed);
    assert_int_equal(mt_recents_unpack(a->ctx, mt_buf_str(&packed), &back, NULL), MT_OK);
    assert_int_equal(back.len, MT_COUNT(list));
    for (size_t i = 0; i < back.len; i++) {
        assert_int_equal(back.ptr[i].archive, list[i].archive);
        assert_true(mt_str_eq(back.ptr[i].path, list[i].path));
    }
    assert_int_equal(mt_recents_unpack(a->ctx, mt_str(""), &back, NULL), MT_OK);
    assert_int_equal(back.len, 0);
    for (size_t cut = 1; cut < packed.len; cut++)
        assert_int_equal(
            mt_recents_unpack(a->ctx, mt_str_slice(mt_buf_str(&packed), 0, cut), &back, NULL),
            MT_ERR_CORRUPT);
}

/* When the path changed last, in nanoseconds. */
static int64_t changed_at(const struct archive *a, const char *name)
{
    struct stat st;
    assert_int_equal(stat(archive_path(a, name), &st), 0);
    return (int64_t)st.st_ctim.tv_sec * 1000000000 + st.st_ctim.tv_nsec;
}

static void wait_a_tick(void)
{
    const struct timespec tick = {.tv_nsec = 20000000};
    nanosleep(&tick, NULL);
}

static void test_recents_changed__looks_at_notes_and_the_folders_above(void **state)
{
    static const struct {
        const char *touched; /* gets a new entry, or is written to */
        bool folder, news;
    } rows[] = {
        {"notes", true, true},
        {"notes/2025", true, true},
        {"notes/2025/10", true, true},
        {"notes/2025/10/a.md", false, true},
        {"notes/2025/b.md", false, true},
        {"notes/2024", true, false},
        {"notes/2024/old.md", false, false},
    };
    struct archive *a = *state;
    archive_put(a, "notes/2024/old.md", "lamp\n");
    archive_put(a, "notes/2025/10/a.md", "rope\n");
    archive_put(a, "notes/2025/b.md", "saw\n");
    struct mt_archive archive = {3, mt_str(archive_path(a, "notes"))};
    struct mt_archives archives = {&archive, 1, 1};
    struct mt_recent list[] = {{3, MT_STR("2025/10/a.md")}, {3, MT_STR("2025/b.md")}};
    struct mt_recents recents = {list, MT_COUNT(list), MT_COUNT(list)};
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        wait_a_tick();
        archive_put(a, "mark", "");
        int64_t since = changed_at(a, "mark");
        assert_null(mt_recents_changed(&archives, &recents, since));
        wait_a_tick();
        const char *path = archive_path(a, rows[i].touched);
        if (rows[i].folder)
            assert_int_equal(mkdir(mt_str_printf(a->ctx, "%s/%zu", path, i).ptr, 0700), 0);
        else
            assert_int_equal(truncate(path, 1), 0);
        bool news = mt_recents_changed(&archives, &recents, since) == &archive;
        if (news != rows[i].news)
            fail_msg("%s: %s", rows[i].touched, news ? "news" : "none");
    }
}

static void test_recents_changed__what_is_gone_tells_nothing(void **state)
{
    struct archive *a = *state;
    struct mt_archive archive = {1, mt_str(archive_path(a, "away"))};
    struct mt_archives archives = {&archive, 1, 1};
    struct mt_recent gone = {1, MT_STR("sub/a.md")};
    struct mt_recents recents = {&gone, 1, 1};
    assert_null(mt_recents_changed(&archives, &recents, 0));
}

/* The newest notes of each archive, not of all together. */
static void test_run__remembers_recent_notes_of_each_archive(void **state)
{
    struct archive *a = *state;
    archive_put(a, "team/z.md", "lamp\n");
    run_for(a, "team");
    for (int i = 0; i < MT_RECENT_NOTES + 3; i++) {
        const char *name = mt_str_printf(a->ctx, "notes/%02d.md", i).ptr;
        struct timespec times[2] = {{1700000000 + i, 0}, {1700000000 + i, 0}};
        archive_put(a, name, "rope\n");
        assert_int_equal(utimensat(AT_FDCWD, archive_path(a, name), times, 0), 0);
    }
    run_for(a, "notes");
    struct mt_recents recents = read_index(a).recents;
    assert_int_equal(recents.len, MT_RECENT_NOTES + 1);
    assert_true(mt_str_eq(recents.ptr[0].path, mt_str("z.md")));
    assert_true(mt_str_eq(recents.ptr[1].path, mt_str("03.md")));
    assert_true(mt_str_eq(recents.ptr[MT_RECENT_NOTES].path, mt_str("10.md")));
}

#define ARCHIVE_TEST(name) cmocka_unit_test_setup_teardown(name, archive_make, archive_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARCHIVE_TEST(test_recents_unpack__gives_what_was_packed),
        ARCHIVE_TEST(test_recents_changed__looks_at_notes_and_the_folders_above),
        ARCHIVE_TEST(test_recents_changed__what_is_gone_tells_nothing),
        ARCHIVE_TEST(test_run__remembers_recent_notes_of_each_archive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
