/* test_run_archives.c - One run of mtindex: several archives in one index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "ingest/run.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <unistd.h>

#include "several.h"
#include "snapshot.h"

static void test_run__two_archives_in_one_index(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/a.md", "lamp\n");
    run_for(a, "notes");
    struct mt_run_report report = run_for(a, "team");
    assert_int_equal(report.added, 1);
    assert_int_equal(report.unchanged, 0); /* of this run's archive */
    assert_int_equal(report.notes, 2);

    archive_put(a, "notes/a.md", "saw\n");
    archive_put(a, "team/a.md", "nail\n");
    report = run_for(a, "team");
    assert_int_equal(report.updated, 1);
    assert_int_equal(archive_ask(a, "rope").total, 1); /* not looked at */
    assert_int_equal(archive_ask(a, "lamp").total, 0);

    struct mt_results results = archive_ask(a, "nail");
    assert_int_equal(results.total, 1);
    assert_string_equal(results.moments.ptr[0].archive.ptr, archive_path(a, "team"));
}

static void test_run__archives_are_remembered(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    run_for(a, "notes");
    run_for(a, "team");
    archive_put(a, "notes/a.md", "saw\n");
    archive_put(a, "team/c.md", "nail\n");
    struct mt_run_report report = run_for(a, NULL);
    assert_int_equal(report.updated, 1);
    assert_int_equal(report.added, 1);
    assert_int_equal(report.unchanged, 1);
    struct mt_index index = read_index(a);
    assert_int_equal(index.archives.len, 2);
    assert_int_not_equal(index.archives.ptr[0].number, index.archives.ptr[1].number);
}

static void test_run__one_archive_by_many_names(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    assert_int_equal(symlink("notes", archive_path(a, "link")), 0);
    run_for(a, "notes");
    struct mt_run_report report = run_for(a, "link");
    assert_int_equal(report.unchanged, 1);
    report = run_for(a, "index/../notes/");
    assert_int_equal(report.notes, 1);
    assert_int_equal(read_index(a).archives.len, 1);
}

static void test_run__archive_that_is_none(void **state)
{
    static const struct {
        const char *archive; /* NULL: none named */
        enum mt_status expected;
    } rows[] = {{"missing", MT_ERR_NOT_FOUND}, {"notes/a.md", MT_ERR_FORMAT}};
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    const char *before = snapshot(a, "index");
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_run_options options = options_for(a, rows[i].archive);
        struct mt_run_report report = {.added = 99};
        struct mt_error err = {0};
        assert_int_equal(mt_run(a->ctx, &options, &report, &err), rows[i].expected);
        assert_string_equal(err.path, options.archives[0]);
        assert_int_equal(report.added, 99);
    }
    assert_string_equal(snapshot(a, "index"), before);
    assert_int_equal(read_index(a).archives.len, 1);
    assert_string_equal(archive_shown(a, "rope"), "a.md:1");
}

static void test_run__no_archive_known(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = options_for(a, NULL);
    struct mt_run_report report;
    assert_int_equal(mt_run(a->ctx, &options, &report, NULL), MT_ERR_USAGE);
}

static void test_run__absent_archive_keeps_its_notes(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    run_for(a, "notes");
    run_for(a, "team");
    assert_int_equal(mt_file_remove_folder(archive_path(a, "team"), NULL), MT_OK);
    archive_put(a, "notes/a.md", "saw\n");
    struct mt_run_report report = run_for(a, NULL);
    assert_int_equal(report.updated, 1);
    assert_int_equal(report.problems.len, 1);
    assert_string_equal(report.problems.ptr[0].path.ptr, archive_path(a, "team"));
    assert_string_equal(archive_shown(a, "saw lamp"), "a.md:1 b.md:1");

    assert_int_equal(run_for(a, "notes").problems.len, 0); /* none of its business */
}

static void test_run__absent_archive_stops(void **state)
{
    struct archive *a = *state;
    struct mt_run_report report;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    run_for(a, "notes");
    run_for(a, "team");
    assert_int_equal(mt_file_remove_folder(archive_path(a, "team"), NULL), MT_OK);
    const char *before = snapshot(a, "index");

    struct mt_run_options options = options_for(a, "team"); /* a run of it alone */
    assert_int_equal(mt_run(a->ctx, &options, &report, NULL), MT_ERR_NOT_FOUND);
    options = options_for(a, "notes"); /* a rebuild, which would lose it */
    options.rebuild = true;
    assert_int_equal(mt_run(a->ctx, &options, &report, NULL), MT_ERR_NOT_FOUND);
    assert_string_equal(snapshot(a, "index"), before);
}

/* ---- One in another ---- */

static void test_run__inner_archive_is_its_own(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/team/b.md", "lamp\n");
    archive_put(a, "notes/teams/c.md", "saw\n");
    run_for(a, "notes");
    struct mt_run_report report = run_for(a, "notes/team");
    assert_int_equal(report.renamed, 1);
    assert_int_equal(report.notes, 3);
    assert_string_equal(archive_shown(a, "lamp"), "b.md:1");
    assert_string_equal(archive_shown(a, "saw"), "teams/c.md:1");
    report = run_for(a, NULL);
    assert_int_equal(report.unchanged, 3);
    assert_int_equal(report.bytes, 0);
}

static void test_run__outer_archive_leaves_inner_alone(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/team/b.md", "lamp\n");
    run_for(a, "notes/team");
    struct mt_run_report report = run_for(a, "notes");
    assert_int_equal(report.added, 1);
    assert_int_equal(report.notes, 2);
    assert_string_equal(archive_shown(a, "lamp"), "b.md:1");
}

/* ---- Forgetting ---- */

static struct mt_run_report forget(const struct archive *a, const char *name)
{
    struct mt_run_options options = options_for(a, name);
    options.forget = true;
    return archive_run(a, &options);
}

static void test_run__forgotten_leaves_nothing(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    archive_put(a, "team/c.md", "saw\n");
    run_for(a, "notes");
    run_for(a, "team");
    struct mt_run_report report = forget(a, "team");
    assert_int_equal(report.deleted, 2);
    assert_int_equal(report.notes, 1);
    struct mt_index index = read_index(a);
    assert_int_equal(index.archives.len, 1);
    assert_int_equal(index.rows.len, 1);
    assert_int_equal(index.totals.notes, 1);
    assert_string_equal(archive_shown(a, "lamp"), "");
    assert_string_equal(archive_shown(a, "rope"), "a.md:1");
    assert_int_equal(run_for(a, NULL).unchanged, 1);
}

static void test_run__forgotten_though_gone(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    run_for(a, "notes");
    run_for(a, "team");
    assert_int_equal(mt_file_remove_folder(archive_path(a, "team"), NULL), MT_OK);
    assert_int_equal(forget(a, "team//").deleted, 1);
    assert_int_equal(read_index(a).archives.len, 1);
}

/* The others are all there after a forgetting that had to build the index anew. */
static void test_run__forgotten_while_rebuilt(void **state)
{
    struct archive *a = *state;
    struct mt_writer *writer;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    run_for(a, "notes");
    run_for(a, "team");
    const char *index = archive_path(a, "index");
    assert_int_equal(mt_writer_open(index, MT_WRITER_UPDATE, &writer, NULL), MT_OK);
    struct mt_str key = mt_str(MT_META_TOKENISER);
    assert_int_equal(mt_writer_set_meta(writer, key, mt_str("0 old"), NULL), MT_OK);
    assert_int_equal(mt_writer_commit(writer, NULL), MT_OK);
    mt_writer_free(writer);
    struct mt_run_report report = forget(a, "team");
    assert_int_equal(report.notes, 1);
    assert_string_equal(archive_shown(a, "rope"), "a.md:1");
    assert_string_equal(archive_shown(a, "lamp"), "");
}

/* Its number is given to the next one, which has nothing else of it. */
static void test_run__forgotten_gives_its_number(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    archive_put(a, "other/c.md", "saw\n");
    run_for(a, "notes");
    run_for(a, "team");
    uint32_t number = read_index(a).archives.ptr[1].number;
    forget(a, "team");
    assert_int_equal(run_for(a, "other").added, 1);
    struct mt_index index = read_index(a);
    assert_int_equal(index.archives.len, 2);
    assert_int_equal(index.archives.ptr[1].number, number);
    struct mt_results results = archive_ask(a, "lamp OR saw");
    assert_string_equal(archive_places(a, &results), "c.md:1");
    assert_string_equal(results.moments.ptr[0].archive.ptr, archive_path(a, "other"));
}

static void test_run__forgotten_inner_goes_back(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/team/b.md", "lamp\n");
    run_for(a, "notes");
    run_for(a, "notes/team");
    forget(a, "notes/team");
    assert_string_equal(archive_shown(a, "lamp"), "");
    run_for(a, NULL);
    assert_string_equal(archive_shown(a, "lamp"), "team/b.md:1");
}

static void test_run__forget_takes_only_what_is_there(void **state)
{
    struct archive *a = *state;
    struct mt_run_report report;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "other/b.md", "lamp\n");
    archive_index(a);
    const char *before = snapshot(a, "index");
    struct mt_run_options options = options_for(a, "other");
    options.forget = true;
    assert_int_equal(mt_run(a->ctx, &options, &report, NULL), MT_ERR_USAGE);
    assert_string_equal(snapshot(a, "index"), before);

    forget(a, "notes"); /* the last one: an index of nothing */
    assert_string_equal(archive_shown(a, "rope"), "");
    assert_int_equal(read_index(a).archives.len, 0);
    options = options_for(a, NULL);
    assert_int_equal(mt_run(a->ctx, &options, &report, NULL), MT_ERR_USAGE);
    assert_int_equal(archive_index(a).added, 1);
}

#define ARCHIVE_TEST(name) cmocka_unit_test_setup_teardown(name, archive_make, archive_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARCHIVE_TEST(test_run__two_archives_in_one_index),
        ARCHIVE_TEST(test_run__archives_are_remembered),
        ARCHIVE_TEST(test_run__one_archive_by_many_names),
        ARCHIVE_TEST(test_run__archive_that_is_none),
        ARCHIVE_TEST(test_run__no_archive_known),
        ARCHIVE_TEST(test_run__absent_archive_keeps_its_notes),
        ARCHIVE_TEST(test_run__absent_archive_stops),
        ARCHIVE_TEST(test_run__inner_archive_is_its_own),
        ARCHIVE_TEST(test_run__outer_archive_leaves_inner_alone),
        ARCHIVE_TEST(test_run__forgotten_leaves_nothing),
        ARCHIVE_TEST(test_run__forgotten_though_gone),
        ARCHIVE_TEST(test_run__forgotten_while_rebuilt),
        ARCHIVE_TEST(test_run__forgotten_gives_its_number),
        ARCHIVE_TEST(test_run__forgotten_inner_goes_back),
        ARCHIVE_TEST(test_run__forget_takes_only_what_is_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
