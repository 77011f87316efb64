/* test_manifest.c - Rows of the manifest
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive/manifest.h"

static struct mt_row example(void)
{
    static struct mt_tally languages[] = {{MT_STR("de"), 1}, {MT_STR("en"), 1}};
    static struct mt_row_problem problems[] = {{3, MT_STR("bad key")}, {0, MT_STR("odd")}};
    return (struct mt_row){
        .archive = 7,
        .file = {MT_STR("a/b.md"), 12345, 1700000000123456789, 42},
        .content = MT_STR("00ff"),
        .indexed = true,
        .parts = 2,
        .units = 9,
        .words = 200,
        .near20 = 12.25,
        .languages = {languages, 2, 2},
        .problems = {problems, 2, 2},
    };
}

static void test_row_copy__borrows_nothing(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL), *gone = mt_context(NULL);
    struct mt_row in = example();
    struct mt_buf packed, again;
    mt_buf_init(&packed, ctx, 4096);
    mt_buf_init(&again, ctx, 4096);
    mt_row_pack(&in, &packed);
    struct mt_pieces pieces[2] = {{0}};
    struct mt_row first = mt_row_copy(gone, &pieces[0], &in);
    struct mt_row copy = mt_row_copy(ctx, &pieces[1], &first);
    mt_free(gone);
    mt_row_pack(&copy, &again);
    assert_true(mt_str_eq(mt_buf_str(&packed), mt_buf_str(&again)));
    mt_free(ctx);
}

static void test_row_pack__round_trip(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_row in = example(), out;
    struct mt_buf packed, again;
    mt_buf_init(&packed, ctx, 4096);
    mt_buf_init(&again, ctx, 4096);
    mt_row_pack(&in, &packed);
    assert_int_equal(mt_row_unpack(ctx, mt_buf_str(&packed), &out, NULL), MT_OK);
    mt_row_pack(&out, &again);
    assert_true(mt_str_eq(mt_buf_str(&packed), mt_buf_str(&again)));
    assert_string_equal(out.file.path.ptr, "a/b.md");
    assert_int_equal(out.file.mtime_ns, in.file.mtime_ns);
    assert_true(out.near20 == in.near20);
    assert_int_equal(out.problems.len, 2);
    assert_true(mt_str_eq(out.languages.ptr[1].name, mt_str("en")));
    mt_free(ctx);
}

static void test_row_unpack__every_cut_is_corrupt(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_row in = example(), out = {.archive = 99};
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 4096);
    mt_row_pack(&in, &packed);
    for (size_t n = 0; n < packed.len; n++) {
        struct mt_str cut = mt_str_slice(mt_buf_str(&packed), 0, n);
        assert_int_equal(mt_row_unpack(ctx, cut, &out, NULL), MT_ERR_CORRUPT);
        assert_int_equal(out.archive, 99);
    }
    mt_free(ctx);
}

static void test_row_is_fresh__any_change_counts(void **state)
{
    (void)state;
    struct mt_row row = example();
    struct mt_file file = row.file;
    assert_true(mt_row_is_fresh(&row, &file));
    file.size++;
    assert_false(mt_row_is_fresh(&row, &file));
    file = row.file;
    file.mtime_ns++;
    assert_false(mt_row_is_fresh(&row, &file));
    file = row.file;
    file.inode++;
    assert_false(mt_row_is_fresh(&row, &file));
}

static struct mt_files_sum sum_of(uint32_t archive, struct mt_file a, struct mt_file b)
{
    struct mt_files_sum sum = {0, 0};
    mt_files_sum_add(&sum, archive, &a);
    mt_files_sum_add(&sum, archive, &b);
    return sum;
}

static void test_files_sum__any_change_counts(void **state)
{
    (void)state;
    const struct mt_file a = {MT_STR("a.md"), 3, 5, 7}, b = {MT_STR("b.md"), 4, 5, 8};
    const struct mt_file others[] = {
        {MT_STR("c.md"), 3, 5, 7},
        {MT_STR("a.md"), 4, 5, 7},
        {MT_STR("a.md"), 3, 6, 7},
        {MT_STR("a.md"), 3, 5, 9},
        b,
    };
    const struct mt_file swapped[] = {{MT_STR("b.md"), 3, 5, 7}, {MT_STR("a.md"), 4, 5, 8}};
    struct mt_files_sum sum = sum_of(1, a, b);
    assert_int_equal(sum.files, 2);
    assert_int_equal(sum_of(1, b, a).sum, sum.sum);
    for (size_t i = 0; i < MT_COUNT(others); i++)
        assert_true(sum_of(1, others[i], b).sum != sum.sum);
    assert_true(sum_of(1, swapped[0], swapped[1]).sum != sum.sum);
    assert_true(sum_of(2, a, b).sum != sum.sum);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_row_copy__borrows_nothing),
        cmocka_unit_test(test_row_pack__round_trip),
        cmocka_unit_test(test_row_unpack__every_cut_is_corrupt),
        cmocka_unit_test(test_row_is_fresh__any_change_counts),
        cmocka_unit_test(test_files_sum__any_change_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
