/* test_store_write.c - Writing an index: replace, delete, commit, rebuild
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include "store_fixture.h"

#include <dirent.h>
#include <sys/stat.h>

static void test_writer_replace__takes_the_place_of_the_old(void **state)
{
    (void)state;
    mt_reader_free(index_of_notes());
    struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
    replace(writer, &(struct note){"XFa", "yeast", NULL, ""});
    replace(writer, &(struct note){"XFz", "yeast", NULL, ""});
    replace(writer, &(struct note){"XFz", "yeast and salt", NULL, ""});
    assert_ok(mt_writer_delete(writer, mt_str("XFb"), &err));
    assert_ok(mt_writer_delete(writer, mt_str("XFnever"), &err));
    assert_words("index", "yeast", 0);
    commit(writer);
    mt_writer_free(writer);
    assert_words("index", "yeast", 2);
    assert_words("index", "salt", 1);
    assert_words("index", "budget", 1);
    assert_words("index", "XFz", 1);
}

static void test_writer_free__drops_what_is_not_committed(void **state)
{
    (void)state;
    mt_reader_free(index_of_notes());
    struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
    for (int i = 0; i < 100; i++) {
        const char *id = mt_str_printf(ctx, "XF%d", i).ptr;
        replace(writer, &(struct note){id, "yeast", NULL, ""});
    }
    assert_words("index", "yeast", 0);
    mt_writer_free(writer);
    assert_words("index", "yeast", 0);
    assert_words("index", "oven", 3);
}

static void test_writer_set_meta__is_part_of_the_commit(void **state)
{
    (void)state;
    struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
    struct mt_str text, binary = MT_STR("\0\xff\n");
    struct mt_strs keys;
    commit(writer);
    struct mt_reader *before = open_reader("index");
    assert_ok(mt_writer_set_meta(writer, mt_str("f 2"), binary, &err));
    assert_ok(mt_writer_set_meta(writer, mt_str("f 1"), mt_str("row"), &err));
    assert_ok(mt_writer_set_meta(writer, mt_str("f 3"), mt_str("gone"), &err));
    assert_ok(mt_writer_set_meta(writer, mt_str("f 3"), mt_str(""), &err));
    assert_ok(mt_writer_set_meta(writer, mt_str("run"), mt_str("r"), &err));
    assert_ok(mt_writer_meta(writer, ctx, mt_str("f 2"), &text, &err));
    assert_true(mt_str_eq(text, binary));
    assert_ok(mt_writer_meta_keys(writer, ctx, mt_str("f "), &keys, &err));
    assert_int_equal(keys.len, 2);
    assert_ok(mt_reader_meta(before, 0, ctx, mt_str("f 1"), &text, &err));
    assert_int_equal(text.len, 0);
    commit(writer);
    mt_writer_free(writer);
    mt_reader_free(before);
    struct mt_reader *after = open_reader("index");
    assert_ok(mt_reader_meta(after, 0, ctx, mt_str("f 2"), &text, &err));
    assert_true(mt_str_eq(text, binary));
    assert_ok(mt_reader_meta_keys(after, 0, ctx, mt_str("f "), &keys, &err));
    assert_int_equal(keys.len, 2);
    assert_true(mt_str_eq(keys.ptr[0], mt_str("f 1")));
    mt_reader_free(after);
}

/* Inode, size and time of every file below the root, in one number. */
static uint64_t fingerprint(const char *path)
{
    struct stat st;
    uint64_t sum = 0;
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        const char *inner = mt_str_printf(ctx, "%s/%s", path, entry->d_name).ptr;
        if (entry->d_name[0] == '.' || lstat(inner, &st) != 0)
            continue;
        sum = sum * 31 + st.st_ino * 7 + (uint64_t)st.st_size + (uint64_t)st.st_mtim.tv_nsec;
        sum += S_ISDIR(st.st_mode) ? fingerprint(inner) : 0;
    }
    if (folder)
        closedir(folder);
    return sum;
}

static void test_writer_commit__without_changes_writes_nothing(void **state)
{
    (void)state;
    mt_reader_free(index_of_notes());
    struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
    uint64_t before = fingerprint(root);
    struct mt_str schema;
    assert_ok(mt_writer_meta(writer, ctx, mt_str(MT_META_SCHEMA), &schema, &err));
    assert_ok(mt_writer_set_meta(writer, mt_str(MT_META_SCHEMA), schema, &err));
    assert_ok(mt_writer_delete(writer, mt_str("XFnever"), &err));
    commit(writer);
    commit(writer);
    mt_writer_free(writer);
    assert_true(fingerprint(root) == before);
}

static void test_writer_commit__makes_private_files(void **state)
{
    (void)state;
    mt_reader_free(index_of_notes());
    struct stat st;
    const char *private_files[] = {"index/XAPIANDB", "index/gen-2/iamglass",
                                   "index/gen-2/postlist.glass", "index/gen-2/termlist.glass"};
    assert_int_equal(stat(in_root("index"), &st), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    for (size_t i = 0; i < MT_COUNT(private_files); i++) {
        assert_int_equal(stat(in_root(private_files[i]), &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
}

static size_t count_entries(const char *path)
{
    size_t n = 0;
    DIR *folder = opendir(path);
    while (readdir(folder))
        n++;
    closedir(folder);
    return n - 2;
}

static void test_writer_open__rebuilds_beside_the_old(void **state)
{
    (void)state;
    struct mt_reader *old = index_of_notes();
    struct mt_writer *writer = open_writer("index", MT_WRITER_REBUILD);
    struct mt_store_hits hits;
    replace(writer, &(struct note){"XFz", "yeast", NULL, ""});
    assert_words("index", "oven", 3);
    commit(writer);
    assert_words("index", "oven", 0);
    assert_words("index", "yeast", 1);
    replace(writer, &(struct note){"XFy", "yeast", NULL, ""});
    commit(writer);
    mt_writer_free(writer);
    assert_words("index", "yeast", 2);
    assert_int_equal(count_entries(in_root("index")), 2);
    assert_ok(mt_reader_search(old, ctx, term("oven"), &by_score, &hits, &err));
    assert_int_equal(hits.n_hits, 3);
    mt_reader_free(old);
}

static void test_writer_open__forgets_a_rebuild_that_is_not_committed(void **state)
{
    (void)state;
    mt_reader_free(index_of_notes());
    struct mt_writer *writer = open_writer("index", MT_WRITER_REBUILD);
    replace(writer, &(struct note){"XFz", "yeast", NULL, ""});
    assert_int_equal(count_entries(in_root("index")), 3);
    mt_writer_free(writer);
    assert_int_equal(count_entries(in_root("index")), 2);
    assert_words("index", "oven", 3);
}

static void test_writer_replace__keeps_many_documents(void **state)
{
    (void)state;
    struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 200; i++)
            replace(writer, &(struct note){mt_str_printf(ctx, "XF%d", i).ptr,
                                           mt_str_printf(ctx, "bread word%d", i).ptr, NULL, ""});
        commit(writer);
    }
    mt_writer_free(writer);
    struct mt_search_options options = {.limit = 1000, .newest_first = true};
    struct mt_store_hits hits;
    struct mt_reader *reader = open_reader("index");
    assert_ok(mt_reader_search(reader, ctx, term("bread"), &options, &hits, &err));
    assert_int_equal(hits.n_hits, 200);
    mt_reader_free(reader);
}

static void test_free__takes_null(void **state)
{
    (void)state;
    mt_writer_free(NULL);
    mt_reader_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_writer_replace__takes_the_place_of_the_old),
        STORE_TEST(test_writer_free__drops_what_is_not_committed),
        STORE_TEST(test_writer_set_meta__is_part_of_the_commit),
        STORE_TEST(test_writer_commit__without_changes_writes_nothing),
        STORE_TEST(test_writer_commit__makes_private_files),
        STORE_TEST(test_writer_open__rebuilds_beside_the_old),
        STORE_TEST(test_writer_open__forgets_a_rebuild_that_is_not_committed),
        STORE_TEST(test_writer_replace__keeps_many_documents),
        STORE_TEST(test_free__takes_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
