/* test_store_faults.c - The index when things go wrong: missing, foreign, damaged, locked, full
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include "store_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* ---- Helpers ---- */

static void put(const char *name, struct mt_str bytes)
{
    assert_ok(mt_file_replace(in_root(name), bytes, &err));
}

static void make_folder(const char *name)
{
    assert_ok(mt_file_make_folder(in_root(name), &err));
}

static bool exists(const char *name)
{
    return access(in_root(name), F_OK) == 0;
}

static void write_small_index(void)
{
    write_notes("index", notes, MT_COUNT(notes));
}

static enum mt_status open_to_read(struct mt_error *err)
{
    struct mt_reader *reader = NULL;
    const char *place = in_root("index");
    enum mt_status status = mt_reader_open(&place, 1, &reader, err);
    assert_true((status == MT_OK) == (reader != NULL));
    mt_reader_free(reader);
    return status;
}

static enum mt_status open_to_write(enum mt_writer_mode mode, struct mt_error *err)
{
    struct mt_writer *writer = NULL;
    enum mt_status status = mt_writer_open(in_root("index"), mode, &writer, err);
    assert_true((status == MT_OK) == (writer != NULL));
    mt_writer_free(writer);
    return status;
}

/* What the three ways to open the index say, and that each says why and where. */
static void assert_opens(enum mt_status reading, enum mt_status updating, enum mt_status rebuilding)
{
    struct mt_error err[3] = {{.status = MT_OK}};
    enum mt_status is[3] = {open_to_read(&err[0]), open_to_write(MT_WRITER_UPDATE, &err[1]),
                            open_to_write(MT_WRITER_REBUILD, &err[2])};
    enum mt_status should[3] = {reading, updating, rebuilding};
    for (int i = 0; i < 3; i++) {
        if (is[i] != should[i])
            fail_msg("way %d: %s, not %s: %s", i, mt_status_name(is[i]), mt_status_name(should[i]),
                     err[i].message);
        assert_true(is[i] == MT_OK || (err[i].message[0] && strstr(err[i].path, "/index")));
    }
}

static void change_meta(const char *key, const char *value)
{
    struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
    assert_ok(mt_writer_set_meta(writer, mt_str(key), mt_str(value), &err));
    commit(writer);
    mt_writer_free(writer);
}

/* Runs `work` in a process of its own and gives its exit status; -1 when a signal ended it. */
static int in_child(int (*work)(void))
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        alarm(60);
        _exit(work());
    }
    assert_true(child > 0 && waitpid(child, &status, 0) == child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- Folders that hold no index ---- */

static void test_open__without_an_index(void **state)
{
    (void)state;
    struct mt_error err = {0};
    assert_int_equal(open_to_read(&err), MT_ERR_NOT_FOUND);
    assert_non_null(strstr(err.message, "mtindex ARCHIVE"));
    make_folder("index");
    assert_int_equal(open_to_read(&err), MT_ERR_NOT_FOUND);
    put("index/lock", mt_str("1 2 mtindex"));
    assert_opens(MT_ERR_NOT_FOUND, MT_OK, MT_OK);
}

static void test_open__on_a_file(void **state)
{
    (void)state;
    put("index", mt_str("not a folder"));
    assert_opens(MT_ERR_NOT_FOUND, MT_ERR_NOT_FOUND, MT_ERR_NOT_FOUND);
}

static void test_open__refuses_foreign_folders(void **state)
{
    (void)state;
    static const struct {
        const char *file, *content;
    } rows[] = {
        {"index/shopping.txt", "bread"},
        {"index/iamglass", ""},
        {"index/XAPIANDB", "auto elsewhere"},
        {"index/XAPIANDB", "remote host:1"},
        {"index/XAPIANDB", "auto gen-0"},
        {"index/XAPIANDB", "auto gen-01"},
        {"index/XAPIANDB", ""},
        {"index/gen-1", "a file"},
        {"index/gen-x", "a file"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        make_folder("index");
        put(rows[i].file, mt_str(rows[i].content));
        assert_opens(MT_ERR_SCHEMA, MT_ERR_SCHEMA, MT_ERR_SCHEMA);
        assert_true(exists(rows[i].file));
        assert_ok(mt_file_remove_folder(in_root("index"), &err));
    }
}

static void test_open__never_removes_what_is_not_ours(void **state)
{
    (void)state;
    make_folder("index/gen-1");
    put("index/gen-1/photo.jpg", mt_str("a photo"));
    assert_opens(MT_ERR_SCHEMA, MT_ERR_SCHEMA, MT_ERR_SCHEMA);
    assert_true(exists("index/gen-1/photo.jpg"));
    assert_ok(mt_file_remove_folder(in_root("index"), &err));
    write_small_index();
    make_folder("index/gen-7");
    put("index/gen-7/photo.jpg", mt_str("a photo"));
    assert_opens(MT_OK, MT_OK, MT_OK);
    struct mt_writer *writer = open_writer("index", MT_WRITER_REBUILD);
    replace(writer, &notes[0]);
    commit(writer);
    mt_writer_free(writer);
    assert_words("index", "oven", 1);
    assert_true(exists("index/gen-7/photo.jpg"));
}

static void test_open__checks_the_schema(void **state)
{
    (void)state;
    static const char *const versions[] = {"1000", "0", "one", "99999999999999999999", ""};
    for (size_t i = 0; i < MT_COUNT(versions); i++) {
        write_small_index();
        change_meta(MT_META_SCHEMA, versions[i]);
        assert_opens(MT_ERR_SCHEMA, MT_ERR_SCHEMA, MT_OK);
        assert_ok(mt_file_remove_folder(in_root("index"), &err));
    }
}

static void test_reader_open__refuses_odd_places(void **state)
{
    (void)state;
    static const struct {
        const char *place;
        enum mt_status status;
    } rows[] = {
        {"ssh://-oProxyCommand=x/index", MT_ERR_USAGE},
        {"ssh://host", MT_ERR_USAGE},
        {"ssh:///index", MT_ERR_USAGE},
        {"ssh://host/a b", MT_ERR_USAGE},
        {"ssh://host/$(x)", MT_ERR_USAGE},
        {"ssh://host/a;b", MT_ERR_USAGE},
        {"ssh://ho`st/a", MT_ERR_USAGE},
        {"ssh://host:x/a", MT_ERR_USAGE},
        {"ssh://host:/a", MT_ERR_USAGE},
        {"xapian://", MT_ERR_USAGE},
        {"xapian://host", MT_ERR_USAGE},
        {"xapian://host:0", MT_ERR_USAGE},
        {"xapian://host:65536", MT_ERR_USAGE},
        {"xapian://ho st:1", MT_ERR_USAGE},
        {"xapian://127.0.0.1:1", MT_ERR_NETWORK},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_reader *reader = NULL;
        struct mt_error err = {0};
        enum mt_status status = mt_reader_open(&rows[i].place, 1, &reader, &err);
        if (status != rows[i].status || reader)
            fail_msg("%s: %s: %s", rows[i].place, mt_status_name(status), err.message);
        assert_string_equal(err.path, rows[i].place);
    }
}

/* ---- Half written ---- */

static void test_open__with_a_missing_generation(void **state)
{
    (void)state;
    write_small_index();
    assert_ok(mt_file_remove_folder(in_root("index/gen-2"), &err));
    assert_opens(MT_ERR_CORRUPT, MT_ERR_CORRUPT, MT_OK);
    make_folder("index/gen-2");
    assert_opens(MT_ERR_CORRUPT, MT_ERR_CORRUPT, MT_OK);
}

static void test_open__with_generations_but_no_stub(void **state)
{
    (void)state;
    write_small_index();
    assert_int_equal(unlink(in_root("index/XAPIANDB")), 0);
    struct mt_error err = {0};
    assert_int_equal(open_to_read(&err), MT_ERR_CORRUPT);
    assert_int_equal(open_to_write(MT_WRITER_UPDATE, &err), MT_OK);
    assert_false(exists("index/gen-2"));
    write_small_index();
    assert_words("index", "oven", 3);
}

static void test_open__with_a_damaged_stub(void **state)
{
    (void)state;
    write_small_index();
    put("index/XAPIANDB", mt_str_of("\0\0\0\0", 4));
    assert_opens(MT_ERR_CORRUPT, MT_ERR_CORRUPT, MT_OK);
    struct mt_writer *writer = open_writer("index", MT_WRITER_REBUILD);
    replace(writer, &notes[0]);
    commit(writer);
    mt_writer_free(writer);
    assert_words("index", "oven", 1);
    assert_false(exists("index/gen-2"));
}

static void test_writer_open__sweeps_what_a_killed_run_left(void **state)
{
    (void)state;
    write_small_index();
    make_folder("index/gen-9");
    make_folder("index/gen-10");
    put("index/gen-10/flintlock", mt_str(""));
    put("index/XAPIANDB.tmp", mt_str("auto ge"));
    assert_words("index", "oven", 3);
    struct mt_writer *writer = open_writer("index", MT_WRITER_REBUILD);
    assert_false(exists("index/gen-9"));
    assert_false(exists("index/gen-10"));
    mt_writer_free(writer);
    assert_words("index", "oven", 3);
}

static const char *const files[] = {"index/gen-2/iamglass", "index/gen-2/postlist.glass",
                                    "index/gen-2/termlist.glass"};

static void test_reader_open__notices_flipped_bytes(void **state)
{
    (void)state;
    write_small_index();
    for (size_t i = 0; i < MT_COUNT(files); i++) {
        struct mt_str whole;
        assert_ok(mt_file_read(ctx, in_root(files[i]), 1 << 20, &whole, &err));
        char *bytes = (char *)whole.ptr;
        size_t step = whole.len < 400 ? 1 : whole.len / 100;
        for (size_t at = 0; at < whole.len; at += step) {
            bytes[at] = (char)~bytes[at];
            put(files[i], whole);
            if (open_to_read(NULL) == MT_OK)
                fail_msg("%s: byte %zu", files[i], at);
            bytes[at] = (char)~bytes[at];
        }
        put(files[i], whole);
    }
    assert_words("index", "oven", 3);
}

static void test_reader__reports_damaged_files(void **state)
{
    (void)state;
    static const struct mt_str contents[] = {MT_STR(""), MT_STR("rubbish"),
                                             MT_STR("\x0f\rXapian Glass\xff\xff")};
    write_small_index();
    struct mt_str whole;
    assert_ok(mt_file_read(ctx, in_root(files[0]), 1 << 20, &whole, &err));
    for (size_t i = 0; i < MT_COUNT(contents); i++) {
        struct mt_error err = {0};
        put(files[0], contents[i]);
        enum mt_status status = open_to_read(&err);
        if (status != MT_ERR_CORRUPT && status != MT_ERR_SCHEMA)
            fail_msg("content %zu: %s: %s", i, mt_status_name(status), err.message);
        assert_non_null(strstr(err.message, "mtindex rebuild"));
    }
    put(files[0], whole);
    put(files[1], mt_str(""));
    assert_int_equal(open_to_read(NULL), MT_ERR_CORRUPT);
}

/* ---- Permissions ---- */

static int open_without_rights(void)
{
    struct mt_error err = {0};
    struct mt_writer *writer = NULL;
    chmod(in_root("index"), 0);
    if (geteuid() == 0 && (chmod(root, 0755) != 0 || setuid(65534) != 0))
        return 1;
    if (open_to_read(&err) != MT_ERR_PERMISSION)
        return 2;
    if (mt_writer_open(in_root("index"), MT_WRITER_UPDATE, &writer, &err) != MT_ERR_PERMISSION)
        return 3;
    return 0;
}

static int write_without_rights(void)
{
    struct mt_error err = {0};
    struct mt_writer *writer = NULL;
    chmod(in_root("index/gen-2"), 0555);
    chmod(in_root("index"), 0555);
    chmod(in_root("index/gen-2/flintlock"), 0444);
    if (geteuid() == 0 && (chmod(root, 0755) != 0 || setuid(65534) != 0))
        return 1;
    if (mt_writer_open(in_root("index"), MT_WRITER_UPDATE, &writer, &err) != MT_ERR_PERMISSION)
        return 2;
    if (mt_writer_open(in_root("index"), MT_WRITER_REBUILD, &writer, &err) != MT_ERR_PERMISSION)
        return 3;
    return 0;
}

static void test_open__without_rights(void **state)
{
    (void)state;
    write_small_index();
    assert_int_equal(in_child(open_without_rights), 0);
    assert_int_equal(in_child(write_without_rights), 0);
    chmod(in_root("index"), 0700);
    chmod(in_root("index/gen-2"), 0700);
}

/* ---- Other processes ---- */

static int ready[2];

/* Writes and commits one note, then begins more, and never comes to an end. */
static int write_until_killed(void)
{
    struct mt_writer *writer = NULL;
    const struct note first = {"XFnew", "yeast", NULL, ""};
    struct mt_document document = document_of(&first);
    if (mt_writer_open(in_root("index"), MT_WRITER_UPDATE, &writer, NULL) != MT_OK ||
        mt_writer_replace(writer, &document, NULL) != MT_OK ||
        mt_writer_commit(writer, NULL) != MT_OK)
        return 1;
    for (int i = 0;; i++) {
        document.id = mt_str_printf(ctx, "XF%d", i);
        if (mt_writer_replace(writer, &document, NULL) != MT_OK)
            return 2;
        if (i == 100 && write(ready[1], "", 1) != 1)
            return 3;
    }
}

static pid_t start_writing(void)
{
    char byte;
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        alarm(60);
        _exit(write_until_killed());
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    close(ready[0]);
    close(ready[1]);
    return child;
}

static void test_writer__of_another_process(void **state)
{
    (void)state;
    write_small_index();
    pid_t child = start_writing();
    struct mt_error err = {0};
    assert_int_equal(open_to_write(MT_WRITER_UPDATE, &err), MT_ERR_LOCKED);
    assert_words("index", "yeast", 1);
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    assert_words("index", "yeast", 1);
    assert_words("index", "oven", 3);
    write_notes("index", &(struct note){"XFlast", "salt", NULL, ""}, 1);
    assert_words("index", "yeast", 1);
    assert_words("index", "salt", 1);
}

/* So many notes that no part of the index fits one block, which a reader would keep. */
static void write_many_notes(int round)
{
    struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
    for (int i = 0; i < 500; i++) {
        const char *words = mt_str_printf(ctx, "oven bread%d round%d %0200d", i, round, i).ptr;
        replace(writer, &(struct note){mt_str_printf(ctx, "XF%d", i).ptr, words, NULL, ""});
    }
    commit(writer);
    mt_writer_free(writer);
}

static enum mt_status read_note(struct mt_reader *reader, uint32_t docid, struct mt_error *err)
{
    struct mt_str data;
    struct mt_store_hits hits;
    enum mt_status status = mt_reader_data(reader, ctx, docid, &data, err);
    if (status == MT_OK)
        status = mt_reader_search(reader, ctx, term("bread300"), &by_score, &hits, err);
    return status;
}

static void test_reader__is_stale_after_two_commits(void **state)
{
    (void)state;
    struct mt_error err = {0};
    write_many_notes(0);
    struct mt_reader *reader = open_reader("index");
    write_many_notes(1);
    assert_int_equal(read_note(reader, 100, &err), MT_OK);
    write_many_notes(2);
    write_many_notes(3);
    enum mt_status status = MT_OK;
    for (uint32_t docid = 1; docid <= 500 && status == MT_OK; docid++)
        status = read_note(reader, docid, &err);
    assert_int_equal(status, MT_ERR_STALE);
    assert_non_null(strstr(err.message, "ask again"));
    mt_reader_free(reader);
    reader = open_reader("index");
    assert_int_equal(read_note(reader, 100, &err), MT_OK);
    mt_reader_free(reader);
}

/* ---- A full disk ---- */

/* Writes until it cannot; then all must be refused. */
static int fill(enum mt_writer_mode mode, rlim_t limit)
{
    struct rlimit size = {limit, limit};
    struct mt_error err = {0};
    struct mt_writer *writer = NULL;
    struct mt_strs keys;
    signal(SIGXFSZ, SIG_IGN);
    if (mt_writer_open(in_root("index"), mode, &writer, NULL) != MT_OK ||
        setrlimit(RLIMIT_FSIZE, &size) != 0)
        return 1;
    const struct note some = {"XF", "yeast", NULL, ""};
    struct mt_document document = document_of(&some);
    enum mt_status status = MT_OK;
    for (int i = 0; i < 3000 && status == MT_OK; i++) {
        document.id = mt_str_printf(ctx, "XF%d", i);
        document.values[MT_SLOT_PATH] = mt_str_printf(ctx, "%0500d", i * 7919);
        status = mt_writer_replace(writer, &document, &err);
    }
    if (status == MT_OK)
        status = mt_writer_commit(writer, &err);
    if (status != MT_ERR_FULL || !err.message[0])
        return 2;
    if (mt_writer_replace(writer, &document, &err) != MT_ERR_INTERNAL ||
        mt_writer_delete(writer, document.id, &err) != MT_ERR_INTERNAL ||
        mt_writer_meta_keys(writer, ctx, document.id, &keys, &err) != MT_ERR_INTERNAL ||
        mt_writer_commit(writer, &err) != MT_ERR_INTERNAL)
        return 3;
    mt_writer_free(writer);
    return 0;
}

static int fill_update(void)
{
    return fill(MT_WRITER_UPDATE, 40000);
}

static int fill_rebuild(void)
{
    return fill(MT_WRITER_REBUILD, 40000);
}

static int fill_before_the_stub(void)
{
    return fill(MT_WRITER_REBUILD, 0);
}

static void test_writer__on_a_full_disk(void **state)
{
    (void)state;
    int (*const fills[])(void) = {fill_update, fill_rebuild, fill_before_the_stub};
    write_small_index();
    for (size_t i = 0; i < MT_COUNT(fills); i++) {
        int status = in_child(fills[i]);
        if (status != 0)
            fail_msg("fill %zu: %d", i, status);
        assert_true(exists("index/gen-2"));
        assert_false(exists("index/gen-3") || exists("index/gen-4"));
        assert_words("index", "oven", 3);
        assert_words("index", "yeast", 0);
    }
    write_notes("index", &(struct note){"XFlast", "salt", NULL, ""}, 1);
    assert_words("index", "salt", 1);
}

static void test_writer_replace__refuses_terms_that_would_lose_the_batch(void **state)
{
    (void)state;
    char *longest = mt_zalloc(ctx, 300);
    memset(longest, 'x', 300);
    const struct mt_str rows[] = {mt_str(""), mt_str_of(longest, 241), mt_str_of("a\0b", 3)};
    write_small_index();
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_error err = {0};
        struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
        struct mt_posting posting = {.term = rows[i], .occurrences = 1};
        struct mt_document document = {.id = mt_str("XFz"), .postings = &posting, .n_postings = 1};
        replace(writer, &(struct note){"XFy", "yeast", NULL, ""});
        assert_int_equal(mt_writer_replace(writer, &document, &err), MT_ERR_INTERNAL);
        assert_null(strstr(err.message, "xxx"));
        assert_int_equal(mt_writer_commit(writer, &err), MT_ERR_INTERNAL);
        mt_writer_free(writer);
        assert_words("index", "yeast", 0);
    }
    struct mt_writer *writer = open_writer("index", MT_WRITER_UPDATE);
    struct mt_posting posting = {.term = mt_str_of(longest, 240), .occurrences = 1};
    struct mt_document document = {.id = mt_str("XFz"), .postings = &posting, .n_postings = 1};
    assert_ok(mt_writer_replace(writer, &document, &err));
    commit(writer);
    mt_writer_free(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_open__without_an_index),
        STORE_TEST(test_open__on_a_file),
        STORE_TEST(test_open__refuses_foreign_folders),
        STORE_TEST(test_open__never_removes_what_is_not_ours),
        STORE_TEST(test_open__checks_the_schema),
        STORE_TEST(test_reader_open__refuses_odd_places),
        STORE_TEST(test_open__with_a_missing_generation),
        STORE_TEST(test_open__with_generations_but_no_stub),
        STORE_TEST(test_open__with_a_damaged_stub),
        STORE_TEST(test_writer_open__sweeps_what_a_killed_run_left),
        STORE_TEST(test_reader_open__notices_flipped_bytes),
        STORE_TEST(test_reader__reports_damaged_files),
        STORE_TEST(test_open__without_rights),
        STORE_TEST(test_writer__of_another_process),
        STORE_TEST(test_reader__is_stale_after_two_commits),
        STORE_TEST(test_writer__on_a_full_disk),
        STORE_TEST(test_writer_replace__refuses_terms_that_would_lose_the_batch),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
