/* test_error.c - Tests of base/error.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/error.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <errno.h>

static void test_status_name__all_different(void **state)
{
    (void)state;
    for (int i = 0; i < MT_STATUS_COUNT; i++) {
        const char *name = mt_status_name((enum mt_status)i);
        assert_non_null(name);
        assert_true(name[0]);
        for (int k = 0; k < i; k++)
            assert_string_not_equal(name, mt_status_name((enum mt_status)k));
    }
}

static void test_error_set(void **state)
{
    struct mt_error err = {0};
    (void)state;
    mt_error_at(&err, "a.md", 7);
    assert_int_equal(mt_error_set(&err, MT_ERR_FORMAT, "%d of %s", 3, "x"), MT_ERR_FORMAT);
    assert_int_equal(err.status, MT_ERR_FORMAT);
    assert_string_equal(err.message, "3 of x");
    assert_string_equal(err.path, "a.md");
    assert_int_equal(err.line, 7);
    assert_int_equal(mt_error_set(NULL, MT_ERR_LIMIT, "x"), MT_ERR_LIMIT);
    mt_error_at(NULL, "a.md", 7);
}

static void test_error_errno(void **state)
{
    static const struct {
        int code;
        enum mt_status status;
    } rows[] = {
        {ENOENT, MT_ERR_NOT_FOUND}, {ENOTDIR, MT_ERR_NOT_FOUND}, {EACCES, MT_ERR_PERMISSION},
        {EPERM, MT_ERR_PERMISSION}, {EROFS, MT_ERR_PERMISSION},  {ENOSPC, MT_ERR_FULL},
        {EDQUOT, MT_ERR_FULL},      {EFBIG, MT_ERR_FULL},        {EIO, MT_ERR_IO},
        {ELOOP, MT_ERR_IO},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_error err = {0};
        char expected[200];
        errno = rows[i].code;
        assert_int_equal(mt_error_errno(&err, "cannot %s", "read"), rows[i].status);
        snprintf(expected, sizeof expected, "cannot read: %s", mt_error_reason(rows[i].code));
        assert_string_equal(err.message, expected);
        assert_int_equal(err.sys_errno, rows[i].code);
        errno = rows[i].code;
        assert_int_equal(mt_error_errno(NULL, "x"), rows[i].status);
    }
}

static void test_error__long_texts_are_cut(void **state)
{
    static char path[MT_ERROR_PATH_MAX + 100];
    struct mt_error err = {0};
    (void)state;
    memset(path, 'a', sizeof path - 1);
    mt_error_at(&err, path, 0);
    assert_int_equal(strlen(err.path), MT_ERROR_PATH_MAX - 1);
    mt_error_set(&err, MT_ERR_IO, "%s", path);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    errno = EIO;
    mt_error_errno(&err, "%s", path);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status_name__all_different),
        cmocka_unit_test(test_error_set),
        cmocka_unit_test(test_error_errno),
        cmocka_unit_test(test_error__long_texts_are_cut),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
