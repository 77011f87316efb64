/* test_seal.c - Damage is found, and told from what was written later
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "store_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "store/seal.h"

#define BLOCK 8192
#define TABLE "postlist.glass"

/* A table whose first block is of this revision, and whose others are of revision 1. */
static void put_table(uint32_t revision, size_t blocks)
{
    char *bytes = mt_zalloc(ctx, blocks * BLOCK);
    FILE *file = fopen(in_root(TABLE), "w");
    assert_non_null(file);
    for (size_t i = 0; i < blocks; i++)
        bytes[i * BLOCK + 3] = 1;
    bytes[3] = (char)revision;
    assert_int_equal(fwrite(bytes, BLOCK, blocks, file), blocks);
    assert_int_equal(fclose(file), 0);
}

static void put_byte(const char *name, long at, int byte)
{
    FILE *file = fopen(in_root(name), "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    fputc(byte, file);
    assert_int_equal(fclose(file), 0);
}

static void set_mtime(const char *name, time_t seconds)
{
    const struct timespec times[] = {{.tv_sec = seconds}, {.tv_sec = seconds}};
    assert_int_equal(utimensat(AT_FDCWD, in_root(name), times, 0), 0);
}

/* Two blocks and a version, sealed as of revision 5, a while after they were written. */
static void seal_two_blocks(void)
{
    put_table(5, 2);
    set_mtime(TABLE, 1000);
    assert_ok(mt_file_replace(in_root("iamglass"), mt_str("version five"), &err));
    assert_ok(mt_seal_write(root, 5, mt_str("archives"), &err));
}

static enum mt_status check(bool every_block, struct mt_sealed *out)
{
    struct mt_error err = {0};
    return mt_seal_check(root, every_block, out, &err);
}

static void test_seal_check__finds_all_as_it_was(void **state)
{
    (void)state;
    struct mt_sealed sealed;
    seal_two_blocks();
    assert_int_equal(check(false, &sealed), MT_OK);
    assert_int_equal(sealed.revision, 5);
    assert_true(sealed.latest);
    assert_int_equal(check(true, &sealed), MT_OK);
}

static void test_seal_check__stands_a_copy(void **state)
{
    (void)state;
    struct mt_sealed sealed;
    seal_two_blocks();
    put_table(5, 2); /* the same bytes at another time */
    assert_int_equal(check(false, &sealed), MT_OK);
}

static void test_seal_check__finds_damage(void **state)
{
    (void)state;
    static const long places[] = {0, 1, 4, 100, BLOCK - 1, BLOCK + 4, 2 * BLOCK - 1};
    struct mt_sealed sealed;
    for (size_t i = 0; i < MT_COUNT(places); i++) {
        seal_two_blocks();
        put_byte(TABLE, places[i], 'x');
        assert_int_equal(check(false, &sealed), MT_ERR_CORRUPT);
    }
    seal_two_blocks();
    assert_int_equal(truncate(in_root(TABLE), BLOCK), 0);
    assert_int_equal(check(false, &sealed), MT_ERR_CORRUPT);
}

static void test_seal_check__finds_rot_when_asked_for_every_block(void **state)
{
    (void)state;
    struct mt_sealed sealed;
    seal_two_blocks();
    put_byte(TABLE, 100, 'x');
    set_mtime(TABLE, 1000);
    assert_int_equal(check(false, &sealed), MT_OK);
    assert_int_equal(check(true, &sealed), MT_ERR_CORRUPT);
}

static void test_seal_check__lets_a_later_commit_be(void **state)
{
    (void)state;
    struct mt_sealed sealed;
    seal_two_blocks();
    put_table(6, 3); /* block 0 was free and is used again, block 2 is new */
    assert_int_equal(check(true, &sealed), MT_OK);
    assert_true(sealed.latest);
    assert_ok(mt_file_replace(in_root("iamglass"), mt_str("version six"), &err));
    assert_int_equal(check(true, &sealed), MT_OK);
    assert_int_equal(sealed.revision, 5);
    assert_false(sealed.latest);
}

/* A block of a commit that never was is damaged, whatever it says. */
static void test_seal_check__believes_in_one_more_commit(void **state)
{
    (void)state;
    struct mt_sealed sealed;
    struct mt_error failed = {0};
    seal_two_blocks();
    put_table(7, 2);
    assert_int_equal(check(true, &sealed), MT_ERR_CORRUPT);
    put_table(6, 2);
    assert_int_equal(mt_seal_write(root, 5, mt_str(""), &failed), MT_ERR_CORRUPT);
    assert_ok(mt_seal_write(root, 6, mt_str(""), &err));
}

/* Once another commit is named, in a few more. */
static void test_seal_check__believes_in_sixteen_after_another(void **state)
{
    (void)state;
    struct mt_sealed sealed;
    seal_two_blocks();
    assert_ok(mt_file_replace(in_root("iamglass"), mt_str("version six"), &err));
    put_table(5 + 16, 2);
    assert_int_equal(check(true, &sealed), MT_OK);
    assert_false(sealed.latest);
    put_table(5 + 17, 2);
    assert_int_equal(check(true, &sealed), MT_ERR_CORRUPT);
}

static void test_seal_check__misses_files(void **state)
{
    (void)state;
    static const char *const names[] = {TABLE, "iamglass", "seal"};
    struct mt_sealed sealed;
    for (size_t i = 0; i < MT_COUNT(names); i++) {
        seal_two_blocks();
        assert_int_equal(unlink(in_root(names[i])), 0);
        assert_int_equal(check(false, &sealed), MT_ERR_NOT_FOUND);
    }
}

static void test_seal_check__distrusts_a_damaged_seal(void **state)
{
    (void)state;
    struct mt_sealed sealed;
    struct mt_str seal;
    seal_two_blocks();
    assert_ok(mt_file_read(ctx, in_root("seal"), 1 << 20, &seal, &err));
    for (size_t at = 0; at < seal.len; at++) {
        put_byte("seal", (long)at, seal.ptr[at] ^ 1);
        assert_int_equal(check(false, &sealed), MT_ERR_CORRUPT);
        put_byte("seal", (long)at, seal.ptr[at]);
    }
    for (size_t len = 0; len < seal.len; len++) {
        assert_ok(mt_file_replace(in_root("seal"), mt_str_slice(seal, 0, len), &err));
        assert_int_equal(check(false, &sealed), MT_ERR_CORRUPT);
    }
}

static void test_seal_archives__are_told_of_a_damaged_index(void **state)
{
    (void)state;
    struct mt_str archives;
    seal_two_blocks();
    put_byte(TABLE, 100, 'x');
    assert_ok(mt_seal_archives(ctx, root, &archives, &err));
    assert_true(mt_str_eq(archives, mt_str("archives")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_seal_check__finds_all_as_it_was),
        STORE_TEST(test_seal_check__stands_a_copy),
        STORE_TEST(test_seal_check__finds_damage),
        STORE_TEST(test_seal_check__finds_rot_when_asked_for_every_block),
        STORE_TEST(test_seal_check__lets_a_later_commit_be),
        STORE_TEST(test_seal_check__believes_in_one_more_commit),
        STORE_TEST(test_seal_check__believes_in_sixteen_after_another),
        STORE_TEST(test_seal_check__misses_files),
        STORE_TEST(test_seal_check__distrusts_a_damaged_seal),
        STORE_TEST(test_seal_archives__are_told_of_a_damaged_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
