/* test_lock.c - The lock of an index: one holder, who is named
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "store/lock.h"

static char dir[64];

static int make_dir(void **state)
{
    (void)state;
    snprintf(dir, sizeof dir, "/tmp/test_lock.XXXXXX");
    return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
    (void)state;
    return mt_file_remove_folder(dir, NULL) == MT_OK ? 0 : -1;
}

static struct mt_lock *take(const char *command)
{
    struct mt_lock *lock = NULL;
    struct mt_error err = {0};
    if (mt_lock_take(dir, 0, &lock, &err) != MT_OK || mt_lock_sign(lock, command, &err) != MT_OK)
        fail_msg("%s: %s", err.path, err.message);
    return lock;
}

static void assert_held(const char *part)
{
    struct mt_lock *lock = (struct mt_lock *)dir;
    struct mt_error err = {0};
    assert_int_equal(mt_lock_take(dir, 0, &lock, &err), MT_ERR_LOCKED);
    assert_ptr_equal(lock, dir);
    if (!strstr(err.message, part))
        fail_msg("\"%s\" lacks \"%s\"", err.message, part);
}

static void test_lock_take__names_the_holder(void **state)
{
    (void)state;
    char pid[32];
    struct mt_lock *lock = take("mtindex /archive\nand more");
    snprintf(pid, sizeof pid, "(pid %ld, since 2", (long)getpid());
    assert_held(pid);
    assert_held(": mtindex /archive) is at work on this index");
    mt_lock_free(lock);
}

static void test_lock_take__is_free_after_the_holder(void **state)
{
    (void)state;
    mt_lock_free(take("mtindex first, with a long command line"));
    struct mt_lock *lock = take("mtindex b");
    struct mt_str bytes;
    char path[128];
    snprintf(path, sizeof path, "%s/lock", dir);
    assert_int_equal(mt_file_read(NULL, path, 1000, &bytes, NULL), MT_OK);
    assert_true(mt_str_ends(bytes, mt_str(" mtindex b\n")));
    assert_int_equal(mt_str_find_char(bytes, '\n', 0), bytes.len - 1);
    mt_free((char *)bytes.ptr);
    mt_lock_free(lock);
}

static void test_lock_take__cuts_a_long_command(void **state)
{
    (void)state;
    char command[2000];
    memset(command, 'x', sizeof command);
    command[sizeof command - 1] = '\0';
    struct mt_lock *lock = take(command);
    assert_held("xxxx");
    mt_lock_free(lock);
}

static void test_lock_take__stands_odd_content(void **state)
{
    (void)state;
    static const char *const contents[] = {"", "\n", "x", "12", "12 ", "-1 a b", "1 2 3", "1 T"};
    struct mt_lock *lock = take("mtindex");
    char path[128];
    snprintf(path, sizeof path, "%s/lock", dir);
    for (size_t i = 0; i < MT_COUNT(contents); i++) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(contents[i], file);
        fclose(file);
        assert_held("at work on this index");
    }
    mt_lock_free(lock);
}

static void test_lock_take__makes_a_private_folder(void **state)
{
    (void)state;
    char inner[128];
    struct stat st;
    struct mt_lock *lock;
    snprintf(inner, sizeof inner, "%s/a/b", dir);
    assert_int_equal(mt_lock_take(inner, 0, &lock, NULL), MT_OK);
    assert_int_equal(stat(inner, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    mt_lock_free(lock);
}

static void test_lock_take__leaves_a_foreign_folder_alone(void **state)
{
    (void)state;
    char path[128];
    struct mt_lock *lock;
    snprintf(path, sizeof path, "%s/shopping.txt", dir);
    assert_int_equal(mt_file_replace(path, mt_str("bread"), NULL), MT_OK);
    assert_int_equal(mt_lock_take(dir, 0, &lock, NULL), MT_ERR_SCHEMA);
    snprintf(path, sizeof path, "%s/lock", dir);
    assert_int_not_equal(access(path, F_OK), 0);
}

/* A child that holds the lock, then tells so by closing the pipe, then waits for its end. */
static pid_t hold_in_child(int seconds)
{
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        struct mt_lock *lock;
        alarm(60);
        if (mt_lock_take(dir, 0, &lock, NULL) != MT_OK ||
            mt_lock_sign(lock, "mtindex child", NULL) != MT_OK)
            _exit(1);
        close(ready[0]);
        close(ready[1]);
        sleep((unsigned)seconds);
        _exit(0);
    }
    char byte;
    close(ready[1]);
    assert_int_equal(read(ready[0], &byte, 1), 0);
    close(ready[0]);
    return child;
}

static void test_lock_take__dies_with_its_process(void **state)
{
    (void)state;
    pid_t child = hold_in_child(60);
    assert_held("mtindex child");
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    mt_lock_free(take("mtindex"));
}

static void test_lock_take__waits(void **state)
{
    (void)state;
    struct mt_lock *lock;
    pid_t child = hold_in_child(1);
    assert_int_equal(mt_lock_take(dir, 60, &lock, NULL), MT_OK);
    mt_lock_free(lock);
    waitpid(child, NULL, 0);
}

static void test_lock_mark__says_when_the_index_was_true(void **state)
{
    (void)state;
    assert_int_equal(mt_lock_verified("/nowhere"), 0);
    struct mt_lock *lock = take("mtindex a");
    mt_lock_mark(lock, (struct timespec){1700000000, 5});
    assert_int_equal(mt_lock_verified(dir), 1700000000 * INT64_C(1000000000) + 5);
    mt_lock_free(lock);
    mt_lock_free(take("mtindex b")); /* which fails, say */
    assert_int_equal(mt_lock_verified(dir), 1700000000 * INT64_C(1000000000) + 5);
}

static void test_lock_free__takes_null(void **state)
{
    (void)state;
    mt_lock_free(NULL);
}

#define LOCK_TEST(name) cmocka_unit_test_setup_teardown(name, make_dir, remove_dir)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LOCK_TEST(test_lock_take__names_the_holder),
        LOCK_TEST(test_lock_take__is_free_after_the_holder),
        LOCK_TEST(test_lock_take__cuts_a_long_command),
        LOCK_TEST(test_lock_take__stands_odd_content),
        LOCK_TEST(test_lock_take__makes_a_private_folder),
        LOCK_TEST(test_lock_take__leaves_a_foreign_folder_alone),
        LOCK_TEST(test_lock_take__dies_with_its_process),
        LOCK_TEST(test_lock_take__waits),
        LOCK_TEST(test_lock_mark__says_when_the_index_was_true),
        LOCK_TEST(test_lock_free__takes_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
