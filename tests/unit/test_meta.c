/* test_meta.c - What an index remembers of itself
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/meta.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static struct mt_archives example(void)
{
    static struct mt_archive list[] = {{3, MT_STR("/srv/dana/notes")}, {1, MT_STR("/srv/team")}};
    return (struct mt_archives){list, MT_COUNT(list), MT_COUNT(list)};
}

static const struct mt_last_run example_run = {1762160000, 4200, 1, 2, 3, 4, 500000};

static void test_archives_unpack__round_trip(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_archives in = example(), out = {0};
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 4096);
    mt_archives_pack(&in, &packed);
    assert_int_equal(mt_archives_unpack(ctx, mt_buf_str(&packed), &out, NULL), MT_OK);
    memset(packed.ptr, '!', packed.len); /* nothing is borrowed */
    assert_int_equal(out.len, 2);
    assert_int_equal(out.ptr[0].number, 3);
    assert_string_equal(out.ptr[0].path.ptr, "/srv/dana/notes");
    assert_int_equal(out.ptr[1].number, 1);
    assert_string_equal(out.ptr[1].path.ptr, "/srv/team");
    mt_free(ctx);
    (void)state;
}

static void test_archives_unpack__none(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_archives in = {0}, out = example();
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 4096);
    assert_int_equal(mt_archives_unpack(ctx, mt_str(""), &out, NULL), MT_OK);
    assert_int_equal(out.len, 0);
    mt_archives_pack(&in, &packed);
    assert_int_equal(mt_archives_unpack(ctx, mt_buf_str(&packed), &out, NULL), MT_OK);
    assert_int_equal(out.len, 0);
    mt_free(ctx);
    (void)state;
}

static void test_archives_unpack__damage_is_corrupt(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_archives in = example(), out = {.len = 99};
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 4096);
    mt_archives_pack(&in, &packed);
    for (size_t n = 1; n < packed.len; n++) {
        struct mt_str cut = mt_str_slice(mt_buf_str(&packed), 0, n);
        assert_int_equal(mt_archives_unpack(ctx, cut, &out, NULL), MT_ERR_CORRUPT);
    }
    mt_buf_add_char(&packed, 'x');
    assert_int_equal(mt_archives_unpack(ctx, mt_buf_str(&packed), &out, NULL), MT_ERR_CORRUPT);
    /* a count that the bytes cannot hold */
    assert_int_equal(
        mt_archives_unpack(ctx, mt_str("\xff\xff\xff\xff\xff\xff\xff\x7f"), &out, NULL),
        MT_ERR_CORRUPT);
    assert_int_equal(out.len, 99);
    mt_free(ctx);
    (void)state;
}

static void test_archive_numbered_and_at__cases(void **state)
{
    struct mt_archives archives = example(), none = {0};
    assert_ptr_equal(mt_archive_numbered(&archives, 1), &archives.ptr[1]);
    assert_null(mt_archive_numbered(&archives, 2));
    assert_null(mt_archive_numbered(&none, 1));
    assert_ptr_equal(mt_archive_at(&archives, mt_str("/srv/dana/notes")), &archives.ptr[0]);
    assert_null(mt_archive_at(&archives, mt_str("/srv/dana")));
    assert_null(mt_archive_at(&archives, mt_str("/srv/dana/notes/")));
    assert_null(mt_archive_at(&none, mt_str("")));
    (void)state;
}

static void test_last_run_unpack__round_trip(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_last_run out = {0};
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 4096);
    mt_last_run_pack(&example_run, &packed);
    assert_int_equal(mt_last_run_unpack(mt_buf_str(&packed), &out, NULL), MT_OK);
    assert_memory_equal(&out, &example_run, sizeof out);
    assert_int_equal(mt_last_run_unpack(mt_str(""), &out, NULL), MT_OK);
    assert_int_equal(out.finished, 0);
    assert_int_equal(out.unchanged, 0);
    mt_free(ctx);
    (void)state;
}

static void test_last_run_unpack__damage_is_corrupt(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_last_run out = {.added = 99};
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 4096);
    mt_last_run_pack(&example_run, &packed);
    for (size_t n = 1; n < packed.len; n++) {
        struct mt_str cut = mt_str_slice(mt_buf_str(&packed), 0, n);
        assert_int_equal(mt_last_run_unpack(cut, &out, NULL), MT_ERR_CORRUPT);
    }
    mt_buf_add_char(&packed, 'x');
    assert_int_equal(mt_last_run_unpack(mt_buf_str(&packed), &out, NULL), MT_ERR_CORRUPT);
    assert_int_equal(out.added, 99);
    mt_free(ctx);
    (void)state;
}

static void test_languages_unpack__round_trip_none_and_every_cut(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_tallies in = {0}, out = {0};
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 4096);
    mt_tally_add(ctx, &in, mt_str("fr"), 3);
    mt_tally_add(ctx, &in, mt_str("de"), 5);
    mt_languages_pack(&in, &packed);
    assert_int_equal(mt_languages_unpack(ctx, mt_buf_str(&packed), &out, NULL), MT_OK);
    assert_int_equal(out.len, 2);
    assert_true(mt_str_eq(out.ptr[0].name, mt_str("de")));
    assert_int_equal(out.ptr[0].count, 5);
    for (size_t n = 1; n < packed.len; n++) {
        struct mt_str cut = mt_str_slice(mt_buf_str(&packed), 0, n);
        assert_int_equal(mt_languages_unpack(ctx, cut, &out, NULL), MT_ERR_CORRUPT);
        assert_int_equal(out.len, 2);
    }
    mt_buf_add_char(&packed, '!');
    assert_int_equal(mt_languages_unpack(ctx, mt_buf_str(&packed), &out, NULL), MT_ERR_CORRUPT);
    assert_int_equal(mt_languages_unpack(ctx, mt_str_of(NULL, 0), &out, NULL), MT_OK);
    assert_int_equal(out.len, 0);
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages_unpack__round_trip_none_and_every_cut),
        cmocka_unit_test(test_archives_unpack__round_trip),
        cmocka_unit_test(test_archives_unpack__none),
        cmocka_unit_test(test_archives_unpack__damage_is_corrupt),
        cmocka_unit_test(test_archive_numbered_and_at__cases),
        cmocka_unit_test(test_last_run_unpack__round_trip),
        cmocka_unit_test(test_last_run_unpack__damage_is_corrupt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
