/* test_names_file.c - The user's list of names: what it says, and where it is wrong
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "entity/names_file.h"

static void test_names_file_parse__all_parts(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_names_file file;
    struct mt_str text = mt_str("# mine\n"
                                "people:\n"
                                "  Dana Reyes: [Dayna, Dana R.]  # spoken\n"
                                "  Sam Okoro:\n"
                                "  Milo: Miles\n"
                                "organizations:\n"
                                "  - Lodestar\n"
                                "not:\n"
                                "  Dana Reyes: [day nurse]\n"
                                "ignore: [localhost, Speaker 1]\n");
    assert_int_equal(mt_names_file_parse(ctx, text, &file, NULL), MT_OK);
    assert_int_equal(file.people.len, 3);
    assert_int_equal(file.people.ptr[0].others.len, 2);
    assert_true(mt_str_eq(file.people.ptr[0].others.ptr[1], mt_str("Dana R.")));
    assert_int_equal(file.people.ptr[1].others.len, 0);
    assert_true(mt_str_eq(file.people.ptr[2].others.ptr[0], mt_str("Miles")));
    assert_true(mt_str_eq(file.organizations.ptr[0].name, mt_str("Lodestar")));
    assert_true(mt_str_eq(file.refused.ptr[0].others.ptr[0], mt_str("day nurse")));
    assert_int_equal(file.ignored.len, 2);
    assert_int_equal(strlen(file.hash.hex), MT_HASH_HEX);
    mt_free(ctx);
}

static void test_names_file_parse__nothing_in_it(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    static const char *const texts[] = {"", "\n", "# only this\n", "people:\n", "~\n", "{}"};
    for (size_t i = 0; i < MT_COUNT(texts); i++) {
        struct mt_names_file file;
        if (mt_names_file_parse(ctx, mt_str(texts[i]), &file, NULL) != MT_OK || file.people.len)
            fail_msg("%s", texts[i]);
    }
    mt_free(ctx);
}

static void test_names_file_parse__says_where(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    static const struct {
        const char *text;
        uint32_t line, column;
    } rows[] = {
        {"people:\n  Dana: [a, b\nnot: x\n", 3, 4},
        {"persons:\n  Dana:\n", 1, 1},
        {"people:\n  Dana:\n    x: y\n", 3, 5},
        {"people:\n  - [Dana]\n", 2, 5},
        {"people:\n  '': [x]\n", 2, 3},
        {"- Dana\n", 1, 1},
        {"ignore: {a: b}\n", 1, 9},
        {"people:\n\tDana:\n", 2, 1},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_names_file file;
        struct mt_error err = {0};
        enum mt_status status = mt_names_file_parse(ctx, mt_str(rows[i].text), &file, &err);
        if (status != MT_ERR_FORMAT || err.line != rows[i].line || err.column != rows[i].column)
            fail_msg("%s: status %d at %u:%u: %s", rows[i].text, (int)status, err.line, err.column,
                     err.message);
    }
    mt_free(ctx);
}

static void test_names_file_read__a_missing_one(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_names_file file;
    struct mt_error err = {0};
    assert_int_equal(mt_names_file_read(ctx, "no-such-file.yaml", true, &file, &err), MT_OK);
    assert_int_equal(file.hash.hex[0], '\0');
    assert_int_equal(mt_names_file_read(ctx, "no-such-file.yaml", false, &file, &err),
                     MT_ERR_NOT_FOUND);
    assert_string_equal(err.path, "no-such-file.yaml");
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_file_parse__all_parts),
        cmocka_unit_test(test_names_file_parse__nothing_in_it),
        cmocka_unit_test(test_names_file_parse__says_where),
        cmocka_unit_test(test_names_file_read__a_missing_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
