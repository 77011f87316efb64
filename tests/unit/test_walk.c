/* test_walk.c - The files of an archive that hold notes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/ignore.h"
#include "archive/walk.h"
#include "base/file.h"

static int make_folder(void **state)
{
    static char path[64];
    snprintf(path, sizeof path, "/tmp/test_walk.XXXXXX");
    *state = path;
    return mkdtemp(path) ? 0 : -1;
}

static int remove_folder(void **state)
{
    return mt_file_remove_folder(*state, NULL) == MT_OK ? 0 : -1;
}

static void put(const char *root, const char *name)
{
    void *ctx = mt_context(NULL);
    struct mt_str path = mt_str_printf(ctx, "%s/%s", root, name);
    char *folder =
        mt_strdup(ctx, mt_str_slice(path, 0, (size_t)(strrchr(path.ptr, '/') - path.ptr)));
    assert_int_equal(mt_file_make_folder(folder, NULL), MT_OK);
    assert_int_equal(mt_file_replace(path.ptr, mt_str("words\n"), NULL), MT_OK);
    mt_free(ctx);
}

static void test_walk__takes_notes_in_order(void **state)
{
    static const char *const names[] = {
        "b.md",           "a/z.MD",  "a/.hidden.md", ".git/x.md", ".obsidian/y.md",
        "a-b/c.markdown", "pic.png", "t.txt",        "a.md",      ".md"};
    static const char *const expected[] = {"a-b/c.markdown", "a.md", "a/z.MD", "b.md", "t.txt"};
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(names); i++)
        put(*state, names[i]);
    assert_int_equal(mt_walk(ctx, *state, &files, &problems, NULL), MT_OK);
    assert_int_equal(files.len, MT_COUNT(expected));
    for (size_t i = 0; i < files.len; i++) {
        assert_string_equal(files.ptr[i].path.ptr, expected[i]);
        assert_int_equal(files.ptr[i].size, 6);
        assert_true(files.ptr[i].mtime_ns > 0);
    }
    assert_int_equal(problems.len, 0);
    mt_free(ctx);
}

static void test_walk__leaves_out_what_is_ignored(void **state)
{
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    void *ctx = mt_context(NULL);
    put(*state, "private/secret.md");
    put(*state, "sub/a.md");
    put(*state, "sub/b.md");
    put(*state, "c.md");
    const char *rules = mt_str_printf(ctx, "%s/.gitignore", (char *)*state).ptr;
    const char *more = mt_str_printf(ctx, "%s/sub/.mtignore", (char *)*state).ptr;
    assert_int_equal(mt_file_replace(rules, mt_str("private/\nc.md\n"), NULL), MT_OK);
    assert_int_equal(mt_file_replace(more, mt_str("b.md\n"), NULL), MT_OK);
    assert_int_equal(mt_walk(ctx, *state, &files, &problems, NULL), MT_OK);
    assert_int_equal(files.len, 1);
    assert_string_equal(files.ptr[0].path.ptr, "sub/a.md");
    mt_free(ctx);
}

/* What is to be left out of a folder is not known there: nothing of it is listed. */
static void test_walk__no_note_where_rules_cannot_be_read(void **state)
{
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    void *ctx = mt_context(NULL);
    put(*state, "sub/secret.md");
    put(*state, "c.md");
    size_t n = MT_IGNORE_BYTES_MAX + 1;
    char *rules = mt_alloc(ctx, n);
    memset(rules, '#', n);
    const char *path = mt_str_printf(ctx, "%s/sub/.gitignore", (char *)*state).ptr;
    assert_int_equal(mt_file_replace(path, mt_str_of(rules, n), NULL), MT_OK);
    assert_int_equal(mt_walk(ctx, *state, &files, &problems, NULL), MT_OK);
    assert_int_equal(files.len, 1);
    assert_string_equal(files.ptr[0].path.ptr, "c.md");
    assert_int_equal(problems.len, 1);
    assert_true(mt_str_eq(problems.ptr[0].path, mt_str("sub")));
    mt_free(ctx);
}

static void test_walk__leaves_out_links(void **state)
{
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    void *ctx = mt_context(NULL);
    put(*state, "note.md");
    assert_int_equal(symlink("note.md", mt_str_printf(ctx, "%s/link.md", (char *)*state).ptr), 0);
    assert_int_equal(symlink(".", mt_str_printf(ctx, "%s/round", (char *)*state).ptr), 0);
    assert_int_equal(mt_walk(ctx, *state, &files, &problems, NULL), MT_OK);
    assert_int_equal(files.len, 1);
    assert_string_equal(files.ptr[0].path.ptr, "note.md");
    mt_free(ctx);
}

static void test_walk__leaves_out_fifos(void **state)
{
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    void *ctx = mt_context(NULL);
    assert_int_equal(mkfifo(mt_str_printf(ctx, "%s/pipe.md", (char *)*state).ptr, 0600), 0);
    assert_int_equal(mt_walk(ctx, *state, &files, &problems, NULL), MT_OK);
    assert_int_equal(files.len, 0);
    mt_free(ctx);
}

static void test_walk__too_deep_is_a_problem(void **state)
{
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    void *ctx = mt_context(NULL);
    struct mt_buf name;
    mt_buf_init(&name, ctx, 4096);
    for (int i = 0; i <= MT_WALK_DEPTH_MAX; i++)
        mt_buf_add(&name, mt_str("d/"));
    mt_buf_add(&name, mt_str("deep.md"));
    put(*state, name.ptr);
    put(*state, "near.md");
    assert_int_equal(mt_walk(ctx, *state, &files, &problems, NULL), MT_OK);
    assert_int_equal(files.len, 1);
    assert_int_equal(problems.len, 1);
    mt_free(ctx);
}

static void test_walk__root_that_is_no_folder(void **state)
{
    struct mt_files files = {0};
    struct mt_walk_problems problems = {0};
    struct mt_error err = {0};
    void *ctx = mt_context(NULL);
    put(*state, "note.md");
    const char *file = mt_str_printf(ctx, "%s/note.md", (char *)*state).ptr;
    const char *missing = mt_str_printf(ctx, "%s/missing", (char *)*state).ptr;
    assert_int_equal(mt_walk(ctx, file, &files, &problems, &err), MT_ERR_FORMAT);
    assert_string_equal(err.path, file);
    assert_int_equal(mt_walk(ctx, missing, &files, &problems, &err), MT_ERR_NOT_FOUND);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_walk__takes_notes_in_order, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_walk__no_note_where_rules_cannot_be_read, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_walk__leaves_out_what_is_ignored, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_walk__leaves_out_links, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_walk__leaves_out_fifos, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_walk__too_deep_is_a_problem, make_folder,
                                        remove_folder),
        cmocka_unit_test_setup_teardown(test_walk__root_that_is_no_folder, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
