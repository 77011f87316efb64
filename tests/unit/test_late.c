/* test_late.c - A few notes that change among many: what was heard stays, what is new is heard
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "ingest/late.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"
#include "ingest/derived.h"
#include "ingest/index.h"

#define NOTES MT_DERIVED_MANY

static int make_many(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    struct archive *a = *state;
    for (int i = 0; i < NOTES; i++)
        archive_put(a, mt_str_printf(a->ctx, "notes/%04d.md", i).ptr, "The rope and the lamp.\n");
    archive_put(a, "notes/team.md", "---\npeople: [Petra Zorinsky]\n---\nPetra Zorinsky is new.\n");
    archive_put(a, "notes/old.md", "[00:00:01] Dana: then Petra Zorinski told us about it.\n");
    archive_index(a);
    return 0;
}

static struct mt_index read_index(const struct archive *a)
{
    struct mt_index index;
    assert_int_equal(mt_index_glance(a->ctx, archive_path(a, "index"), &index, NULL), MT_OK);
    return index;
}

/* Keys of metadata that begin so, a line each. */
static const char *keys(const struct archive *a, const char *prefix)
{
    const char *index = archive_path(a, "index");
    struct mt_reader *reader;
    struct mt_strs found = {0};
    struct mt_buf lines;
    mt_buf_init(&lines, a->ctx, 1 << 20);
    assert_int_equal(mt_reader_open(&index, 1, &reader, NULL), MT_OK);
    assert_int_equal(mt_reader_meta_keys(reader, 0, a->ctx, mt_str(prefix), &found, NULL), MT_OK);
    for (size_t i = 0; i < found.len; i++)
        mt_buf_printf(&lines, "%.*s\n", MT_ARG(found.ptr[i]));
    mt_reader_free(reader);
    return mt_buf_str(&lines).ptr;
}

static void test_late__new_words_are_heard(void **state)
{
    struct archive *a = *state;
    assert_string_equal(archive_shown(a, "Zorinsky"), "team.md:2 team.md:4 old.md:1");
    int64_t at = read_index(a).listened.at;
    archive_put(a, "notes/new.md", "[00:00:01] Dana: and Zorensky said no.\n");
    archive_index(a);
    struct mt_listened listened = read_index(a).listened;
    assert_int_equal(listened.changed, 1);
    assert_int_equal(listened.at, at);
    assert_non_null(strstr(keys(a, "sounds "), "+\n"));
    const char *late = archive_shown(a, "Zorinsky");
    assert_non_null(strstr(late, "new.md:1"));
    assert_non_null(strstr(late, "old.md:1"));

    archive_put(a, "notes/new.md", "[00:00:01] Dana: and Zarinsky said no.\n"); /* once more */
    archive_index(a);
    assert_int_equal(read_index(a).listened.changed, 2);
    assert_non_null(strstr(archive_shown(a, "Zorinsky"), "new.md:1"));

    struct mt_run_options options = archive_options(a);
    late = archive_shown(a, "Zorinsky");
    options.rebuild = true;
    archive_run(a, &options);
    assert_string_equal(archive_shown(a, "Zorinsky"), late);
    assert_int_equal(read_index(a).listened.changed, 0);
    assert_string_equal(keys(a, "late "), "");
}

static void test_late__many_are_listened_to(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/new.md", "[00:00:01] Dana: and Zorensky said no.\n");
    archive_index(a);
    assert_string_not_equal(keys(a, "late "), "");
    for (int i = 0; i < NOTES / MT_DERIVED_FEW; i++)
        archive_put(a, mt_str_printf(a->ctx, "notes/n%d.md", i).ptr, "A saw and a nail.\n");
    archive_index(a);
    assert_int_equal(read_index(a).listened.changed, 0);
    assert_string_equal(keys(a, "late "), "");
    assert_null(strstr(keys(a, "sounds "), "+\n"));
    assert_non_null(strstr(archive_shown(a, "Zorinsky"), "new.md:1"));
}

/* A run without news listens where that has waited for long. */
static void test_late__listened_to_at_last(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/new.md", "[00:00:01] Dana: and Zorensky said no.\n");
    archive_index(a);
    archive_index(a);
    struct mt_listened listened = read_index(a).listened;
    assert_int_equal(listened.changed, 1);
    listened.at -= MT_DERIVED_AGE_S;
    struct mt_writer *writer;
    struct mt_buf packed;
    mt_buf_init(&packed, a->ctx, 100);
    mt_listened_pack(&listened, &packed);
    assert_int_equal(mt_writer_open(archive_path(a, "index"), MT_WRITER_UPDATE, &writer, NULL),
                     MT_OK);
    assert_int_equal(
        mt_writer_set_meta(writer, mt_str(MT_META_LISTENED), mt_buf_str(&packed), NULL), MT_OK);
    assert_int_equal(mt_writer_commit(writer, NULL), MT_OK);
    mt_writer_free(writer);
    struct mt_run_report report = archive_index(a);
    assert_int_equal(report.added + report.updated, 0);
    assert_int_equal(read_index(a).listened.changed, 0);
    assert_string_equal(keys(a, "late "), "");
    assert_non_null(strstr(archive_shown(a, "Zorinsky"), "new.md:1"));
}

static void test_late__gone_again(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/new.md", "[00:00:01] Dana: and Zorensky said no.\n");
    archive_index(a);
    archive_remove(a, "notes/new.md");
    archive_index(a);
    assert_string_equal(keys(a, "late "), "");
    assert_string_equal(archive_shown(a, "Zorinsky"), "team.md:2 team.md:4 old.md:1");
}

static void test_derived_may_stay__few_and_not_long(void **state)
{
    (void)state;
    const struct mt_listened listened = {.at = 1000000, .changed = 5}, never = {0, 0};
    assert_true(mt_derived_may_stay(&listened, 1000, 4, 1000000));
    assert_false(mt_derived_may_stay(&listened, 1000, 5, 1000000));
    assert_false(mt_derived_may_stay(&listened, 999, 0, 1000000));
    assert_true(mt_derived_may_stay(&listened, 1000, 0, 1000000 + MT_DERIVED_AGE_S - 1));
    assert_false(mt_derived_may_stay(&listened, 1000, 0, 1000000 + MT_DERIVED_AGE_S));
    assert_false(mt_derived_may_stay(&listened, 1000, 0, 999999)); /* another clock */
    assert_false(mt_derived_may_stay(&never, 1000, 0, 10));
    assert_true(mt_derived_is_old(&never, 10));
    assert_false(mt_derived_is_old(&listened, 1000000));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_late__new_words_are_heard, make_many, archive_drop),
        cmocka_unit_test_setup_teardown(test_late__many_are_listened_to, make_many, archive_drop),
        cmocka_unit_test_setup_teardown(test_late__listened_to_at_last, make_many, archive_drop),
        cmocka_unit_test_setup_teardown(test_late__gone_again, make_many, archive_drop),
        cmocka_unit_test(test_derived_may_stay__few_and_not_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
