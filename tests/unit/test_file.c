/* test_file.c - Tests of base/file.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "base/file.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

/* A folder of its own for each test, and the names in it. */
struct folder {
    char root[32];
};

static int make_folder(void **state)
{
    struct folder *folder = mt_new(NULL, struct folder);
    snprintf(folder->root, sizeof folder->root, "/tmp/mt_test.XXXXXX");
    *state = folder;
    return mkdtemp(folder->root) ? 0 : -1;
}

static int drop_folder(void **state)
{
    struct folder *folder = *state;
    enum mt_status status = mt_file_remove_folder(folder->root, NULL);
    mt_free(folder);
    return status == MT_OK ? 0 : -1;
}

static const char *name_in(struct folder *folder, const char *name)
{
    return mt_str_printf(folder, "%s/%s", folder->root, name).ptr;
}

static void test_file_read__what_was_written(void **state)
{
    static const struct mt_str rows[] = {MT_STR(""), MT_STR("a"), MT_STR("a\0b\xff\n")};
    struct folder *folder = *state;
    const char *path = name_in(folder, "note.md");
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str bytes;
        assert_int_equal(mt_file_replace(path, rows[i], NULL), MT_OK);
        assert_int_equal(mt_file_read(folder, path, MT_FILE_MAX, &bytes, NULL), MT_OK);
        assert_true(mt_str_eq(bytes, rows[i]));
        assert_int_equal(bytes.ptr[bytes.len], '\0');
    }
}

static void test_file_read__cap(void **state)
{
    struct folder *folder = *state;
    const char *path = name_in(folder, "large");
    struct mt_str ten = mt_str("0123456789"), bytes = {"untouched", 9};
    assert_int_equal(mt_file_replace(path, ten, NULL), MT_OK);
    for (size_t cap = 0; cap < 10; cap++) {
        struct mt_error err = {0};
        assert_int_equal(mt_file_read(folder, path, cap, &bytes, &err), MT_ERR_LIMIT);
        assert_int_equal(err.status, MT_ERR_LIMIT);
        assert_string_equal(err.path, path);
        assert_string_equal(bytes.ptr, "untouched");
    }
    for (size_t cap = 10; cap < 13; cap++) {
        assert_int_equal(mt_file_read(folder, path, cap, &bytes, NULL), MT_OK);
        assert_true(mt_str_eq(bytes, ten));
    }
}

/* The size that stat tells is only a guess: 0 for files of /proc, which hold text all the same. */
static void test_file_read__size_unknown(void **state)
{
    struct folder *folder = *state;
    struct mt_str bytes;
    assert_int_equal(mt_file_read(folder, "/proc/self/status", 1 << 20, &bytes, NULL), MT_OK);
    assert_true(bytes.len > 100);
    assert_int_equal(strlen(bytes.ptr), bytes.len);
    assert_int_equal(mt_file_read(folder, "/proc/self/status", 100, &bytes, NULL), MT_ERR_LIMIT);
}

static void test_file_read__no_file(void **state)
{
    struct folder *folder = *state;
    struct mt_str bytes;
    assert_int_equal(mkfifo(name_in(folder, "fifo"), 0600), 0);
    assert_int_equal(mt_file_replace(name_in(folder, "file"), mt_str("x"), NULL), MT_OK);
    assert_int_equal(symlink("loop", name_in(folder, "loop")), 0);
    const struct {
        const char *path;
        enum mt_status status;
    } rows[] = {
        {name_in(folder, "none"), MT_ERR_NOT_FOUND},
        {name_in(folder, "file/x"), MT_ERR_NOT_FOUND},
        {folder->root, MT_ERR_FORMAT},
        {name_in(folder, "fifo"), MT_ERR_FORMAT},
        {"/dev/zero", MT_ERR_FORMAT},
        {name_in(folder, "loop"), MT_ERR_IO},
        {"", MT_ERR_NOT_FOUND},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_error err = {0};
        if (mt_file_read(folder, rows[i].path, 100, &bytes, &err) != rows[i].status)
            fail_msg("%s: %s", rows[i].path, mt_status_name(err.status));
        assert_string_equal(err.path, rows[i].path);
        assert_true(err.message[0]);
    }
}

static void test_file_replace(void **state)
{
    struct folder *folder = *state;
    const char *path = name_in(folder, "state");
    struct mt_error err = {0};
    struct mt_str bytes;
    struct stat st;
    assert_int_equal(mt_file_replace(path, mt_str("old"), NULL), MT_OK);
    assert_int_equal(mt_file_replace(path, mt_str("new"), NULL), MT_OK);
    assert_int_equal(mt_file_read(folder, path, 100, &bytes, NULL), MT_OK);
    assert_string_equal(bytes.ptr, "new");
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_not_equal(access(name_in(folder, "state.tmp"), F_OK), 0);
    assert_int_equal(mt_file_replace(name_in(folder, "none/state"), bytes, &err), MT_ERR_NOT_FOUND);
    assert_string_equal(err.path, name_in(folder, "none/state"));
}

/* A target that cannot be replaced leaves no temporary file behind. */
static void test_file_replace__folder_in_the_way(void **state)
{
    struct folder *folder = *state;
    const char *path = name_in(folder, "state");
    assert_int_equal(mt_file_make_folder(path, NULL), MT_OK);
    assert_int_not_equal(mt_file_replace(path, mt_str("x"), NULL), MT_OK);
    assert_int_not_equal(access(name_in(folder, "state.tmp"), F_OK), 0);
    assert_int_equal(access(path, F_OK), 0);
}

static void test_file_make_folder(void **state)
{
    struct folder *folder = *state;
    struct mt_error err = {0};
    struct stat st;
    const char *deep = name_in(folder, "a/b//c/");
    for (int round = 0; round < 2; round++)
        assert_int_equal(mt_file_make_folder(deep, NULL), MT_OK);
    assert_int_equal(stat(deep, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(mt_file_make_folder("/", NULL), MT_OK);
    assert_int_equal(mt_file_make_folder("", NULL), MT_OK);
    assert_int_equal(mt_file_replace(name_in(folder, "file"), mt_str("x"), NULL), MT_OK);
    assert_int_equal(mt_file_make_folder(name_in(folder, "file"), &err), MT_ERR_NOT_FOUND);
    assert_string_equal(err.path, name_in(folder, "file"));
    assert_int_equal(mt_file_make_folder(name_in(folder, "file/x"), NULL), MT_ERR_NOT_FOUND);
}

static void test_file_remove_folder(void **state)
{
    struct folder *folder = *state;
    assert_int_equal(mt_file_make_folder(name_in(folder, "kept"), NULL), MT_OK);
    assert_int_equal(mt_file_replace(name_in(folder, "kept/file"), mt_str("x"), NULL), MT_OK);
    assert_int_equal(mt_file_make_folder(name_in(folder, "gone/deep"), NULL), MT_OK);
    assert_int_equal(mt_file_replace(name_in(folder, "gone/deep/file"), mt_str("x"), NULL), MT_OK);
    assert_int_equal(symlink("../kept", name_in(folder, "gone/link")), 0);
    assert_int_equal(mt_file_remove_folder(name_in(folder, "gone"), NULL), MT_OK);
    assert_int_not_equal(access(name_in(folder, "gone"), F_OK), 0);
    assert_int_equal(access(name_in(folder, "kept/file"), F_OK), 0);
    assert_int_equal(mt_file_remove_folder(name_in(folder, "gone"), NULL), MT_OK);
}

static void test_file_time(void **state)
{
    (void)state;
    const int64_t second = 1000000000;
    assert_true(mt_file_time((struct timespec){0, 7}) == 7);
    assert_true(mt_file_time((struct timespec){-1, 500}) == 500 - second);
    assert_true(mt_file_time((struct timespec){1700000000, 1}) == 1700000000 * second + 1);
    assert_true(mt_file_time((struct timespec){13569465600, 0}) == INT64_MAX);  /* in 2400 */
    assert_true(mt_file_time((struct timespec){-62135596800, 0}) == INT64_MIN); /* in 1 */
    assert_true(mt_file_time((struct timespec){9223372035, 999999999}) < INT64_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_file_time),
        cmocka_unit_test_setup_teardown(test_file_read__what_was_written, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_file_read__cap, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_file_read__size_unknown, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_file_read__no_file, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_file_replace, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_file_replace__folder_in_the_way, make_folder,
                                        drop_folder),
        cmocka_unit_test_setup_teardown(test_file_make_folder, make_folder, drop_folder),
        cmocka_unit_test_setup_teardown(test_file_remove_folder, make_folder, drop_folder),
    };
    return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
