/* test_verify.c - Is the index sound, and does it agree with its archives?
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "ingest/verify.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/stat.h>

#include "several.h"
#include "snapshot.h"

/* "damage: reason; …" or "differs a.md: reason; …", in the order of the report. */
static const char *findings(const struct archive *a)
{
    struct mt_verify_report report;
    struct mt_error err = {0};
    struct mt_buf all;
    mt_buf_init(&all, a->ctx, 100000);
    if (mt_verify(a->ctx, archive_path(a, "index"), 0, &report, &err) != MT_OK)
        fail_msg("%s: %s", err.path, err.message);
    for (size_t i = 0; i < report.findings.len; i++) {
        const struct mt_finding *finding = &report.findings.ptr[i];
        size_t root = strlen(a->root) + 1;
        mt_buf_printf(&all, "%s%s %.*s: %.*s", i ? "; " : "",
                      finding->kind == MT_FINDING_DAMAGE ? "damage" : "differs",
                      MT_ARG(mt_str_slice(finding->path, root, finding->path.len)),
                      MT_ARG(finding->reason));
    }
    return mt_buf_str(&all).ptr;
}

/* Changes the index as no program of ours would. */
static void set_meta(const struct archive *a, struct mt_str key, struct mt_str value)
{
    struct mt_writer *writer;
    const char *index = archive_path(a, "index");
    assert_int_equal(mt_writer_open(index, MT_WRITER_UPDATE, &writer, NULL), MT_OK);
    assert_int_equal(mt_writer_set_meta(writer, key, value, NULL), MT_OK);
    assert_int_equal(mt_writer_commit(writer, NULL), MT_OK);
    mt_writer_free(writer);
}

static void make(const struct archive *a)
{
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_put(a, "notes/c.json", "{\"documents\": 1}");
    archive_index(a);
    assert_string_equal(findings(a), "");
}

static void test_verify__changes_nothing(void **state)
{
    struct archive *a = *state;
    make(a);
    archive_put(a, "notes/a.md", "saw\n");
    const char *before = snapshot(a, "index");
    findings(a);
    assert_string_equal(snapshot(a, "index"), before);
}

static void test_verify__names_what_differs(void **state)
{
    struct archive *a = *state;
    make(a);
    archive_put(a, "notes/a.md", "saw\n");
    archive_put(a, "notes/d.md", "nail\n");
    archive_remove(a, "notes/c.json");
    archive_put(a, "notes/b.md", "lamp\n"); /* written anew, and the same */
    assert_string_equal(findings(a),
                        "differs notes/a.md: it was changed after it was indexed: run mtindex; "
                        "differs notes/c.json: it is gone, the index still has it: run mtindex; "
                        "differs notes/d.md: it is not in the index yet: run mtindex");
}

static void test_verify__archive_that_is_away(void **state)
{
    struct archive *a = *state;
    make(a);
    assert_int_equal(rename(archive_path(a, "notes"), archive_path(a, "away")), 0);
    assert_non_null(strstr(findings(a), "differs notes: "));
}

static void test_verify__note_without_a_row(void **state)
{
    struct archive *a = *state;
    struct mt_writer *writer;
    make(a);
    struct mt_index index = read_index(a);
    index.rows.ptr++;
    index.rows.len--;
    assert_int_equal(mt_writer_open(archive_path(a, "index"), MT_WRITER_UPDATE, &writer, NULL),
                     MT_OK);
    assert_int_equal(mt_index_write_rows(writer, &index.rows, NULL), MT_OK);
    assert_int_equal(mt_writer_commit(writer, NULL), MT_OK);
    mt_writer_free(writer);
    const char *found = findings(a);
    assert_non_null(strstr(found, "the list of files knows nothing of it"));
    assert_non_null(strstr(found, "the sums are not those of the files"));
}

static void test_verify__row_without_a_note(void **state)
{
    struct archive *a = *state;
    struct mt_writer *writer;
    make(a);
    struct mt_index index = read_index(a);
    struct mt_str id = index.rows.ptr[0].id;
    assert_int_equal(mt_writer_open(archive_path(a, "index"), MT_WRITER_UPDATE, &writer, NULL),
                     MT_OK);
    id = mt_str_printf(a->ctx, "%s%.*s", MT_PREFIX_FILE, MT_ARG(id));
    assert_int_equal(mt_writer_delete(writer, id, NULL), MT_OK);
    assert_int_equal(mt_writer_commit(writer, NULL), MT_OK);
    mt_writer_free(writer);
    assert_non_null(strstr(findings(a), "its note is missing in the index: run mtindex rebuild"));
}

static void test_verify__other_schema(void **state)
{
    struct archive *a = *state;
    make(a);
    set_meta(a, mt_str(MT_META_SCHEMA), mt_str("99"));
    assert_non_null(strstr(findings(a), "it has schema 99"));
}

static void test_verify__no_index(void **state)
{
    struct archive *a = *state;
    struct mt_verify_report report;
    const char *index = archive_path(a, "index");
    assert_int_equal(mt_verify(a->ctx, index, 0, &report, NULL), MT_ERR_NOT_FOUND);
    struct stat st;
    assert_int_equal(stat(index, &st), -1);
}

#define ARCHIVE_TEST(name) cmocka_unit_test_setup_teardown(name, archive_make, archive_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARCHIVE_TEST(test_verify__changes_nothing),
        ARCHIVE_TEST(test_verify__names_what_differs),
        ARCHIVE_TEST(test_verify__archive_that_is_away),
        ARCHIVE_TEST(test_verify__note_without_a_row),
        ARCHIVE_TEST(test_verify__row_without_a_note),
        ARCHIVE_TEST(test_verify__other_schema),
        ARCHIVE_TEST(test_verify__no_index),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
