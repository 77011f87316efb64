/* test_run_index.c - One run of mtindex: rebuilds, and indexes that are in no good state
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "ingest/run.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "several.h"
#include "snapshot.h"
#include "store/lock.h"
#include "text/tokenise.h"

/* ---- Rebuilding ---- */

/* What an index answers, without what may differ: the age, the time it took. */
static const char *answers(const struct archive *a)
{
    static const char *const queries[] = {"rope", "saw nail", "in:decision", "-rope", "Dana lamp"};
    struct mt_buf all;
    mt_buf_init(&all, a->ctx, 100000);
    for (size_t q = 0; q < MT_COUNT(queries); q++) {
        struct mt_results results = archive_ask(a, queries[q]);
        mt_buf_printf(&all, "%s: %zu %zu\n", queries[q], results.total, results.meetings);
        for (size_t i = 0; i < results.moments.len; i++) {
            const struct mt_moment *m = &results.moments.ptr[i];
            mt_buf_printf(&all, "%.*s %.*s:%u:%u %.6f %.*s\n", MT_ARG(m->id), MT_ARG(m->path),
                          m->line, m->column, m->score, MT_ARG(m->snippet));
        }
    }
    return all.ptr;
}

static void test_run__update_equals_rebuild(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    options.rebuild = true;
    archive_put(a, "notes/a.md", "# Plan\n\nA rope and a saw.\n\n## Decisions\n\n- Buy rope\n");
    archive_put(a, "notes/b.md", "[00:00:01.00] Dana Reyes : The lamp, the rope, the nail.\n");
    archive_put(a, "notes/c.md", "To be deleted: rope, saw, nail.\n");
    archive_index(a);
    archive_put(a, "notes/a.md", "# Plan\n\nA rope, a saw, a nail.\n\n## Decisions\n\n- Sell it\n");
    archive_put(a, "notes/d.md", "Late: a saw and a lamp.\n");
    archive_remove(a, "notes/c.md");
    archive_index(a);
    const char *updated = answers(a);
    struct mt_totals totals = read_index(a).totals;

    struct mt_run_report report = archive_run(a, &options);
    assert_int_equal(report.notes, 3);
    assert_true(report.rebuilt_because.len > 0);
    assert_string_equal(answers(a), updated);
    struct mt_totals rebuilt = read_index(a).totals;
    assert_memory_equal(&rebuilt, &totals, sizeof totals);
}

/* "de 2 en 1": how many notes the index counts in which language. */
static const char *languages(const struct archive *a)
{
    struct mt_index index = read_index(a);
    struct mt_buf out;
    mt_buf_init(&out, a->ctx, 1000);
    for (size_t i = 0; i < index.languages.len; i++)
        mt_buf_printf(&out, "%s%.*s %u", i ? " " : "", MT_ARG(index.languages.ptr[i].name),
                      (unsigned)index.languages.ptr[i].count);
    return out.ptr;
}

static void test_run__languages_of_the_notes(void **state)
{
    static const char german[] = "Wir haben die Zeichnungen noch einmal angesehen, und niemand war "
                                 "mit dem Deckel zufrieden, deshalb versuchen wir es mit einem "
                                 "tieferen Rand, bevor wir dem Hafen etwas versprechen.\n";
    static const char english[] = "We looked at the drawings again and nobody was happy with the "
                                  "lid, so we will try one with a deeper rim before we promise "
                                  "anything to the harbour.\n";
    struct archive *a = *state;
    archive_put(a, "notes/a.md", german);
    archive_put(a, "notes/b.md", english);
    archive_put(a, "notes/c.md", "rope\n"); /* too little to tell */
    archive_put(a, "notes/d.md", "---\nlanguage: fr\n---\nrope\n");
    archive_put(a, "notes/e.md", mt_str_printf(a->ctx, "---\nlang: sv-SE\n---\n%s", english).ptr);
    archive_index(a);
    assert_string_equal(languages(a), "de 1 en 1 fr 1 sv 1");

    archive_put(a, "notes/b.md", german); /* changed, added, deleted, touched */
    archive_put(a, "notes/f.md", english);
    archive_remove(a, "notes/e.md");
    archive_put(a, "notes/a.md", german);
    archive_index(a);
    assert_string_equal(languages(a), "de 2 en 1 fr 1");

    struct mt_run_options options = archive_options(a);
    options.rebuild = true;
    archive_run(a, &options);
    assert_string_equal(languages(a), "de 2 en 1 fr 1");
    assert_string_equal(archive_shown(a, "Zeichnung"), "a.md:1 b.md:1");
}

static void test_run__new_tokeniser_rebuilds(void **state)
{
    struct archive *a = *state;
    struct mt_writer *writer;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    run_for(a, "notes");
    run_for(a, "team");
    const char *index = archive_path(a, "index");
    assert_int_equal(mt_writer_open(index, MT_WRITER_UPDATE, &writer, NULL), MT_OK);
    assert_int_equal(mt_writer_set_meta(writer, mt_str(MT_META_TOKENISER), mt_str("0 old"), NULL),
                     MT_OK);
    assert_int_equal(mt_writer_commit(writer, NULL), MT_OK);
    mt_writer_free(writer);

    struct mt_run_report report = run_for(a, "notes"); /* everything is read, whatever is named */
    assert_true(mt_str_find(report.rebuilt_because, mt_str("0 old"), 0) != MT_NPOS);
    assert_int_equal(report.bytes, 10);
    assert_int_equal(report.notes, 2);
    assert_true(mt_str_eq(read_index(a).tokeniser, mt_str(mt_tokenise_version())));
    report = run_for(a, NULL);
    assert_int_equal(report.rebuilt_because.len, 0);
    assert_int_equal(report.bytes, 0);
}

/* The archives are known whatever else the other version does differently. */
static void test_run__other_schema_rebuilds(void **state)
{
    static const char *const versions[] = {"0", "99"};
    struct archive *a = *state;
    const char *index = archive_path(a, "index");
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "team/b.md", "lamp\n");
    run_for(a, "notes");
    run_for(a, "team");
    for (size_t i = 0; i < MT_COUNT(versions); i++) {
        struct mt_writer *writer;
        assert_int_equal(mt_writer_open(index, MT_WRITER_UPDATE, &writer, NULL), MT_OK);
        struct mt_str key = mt_str(MT_META_SCHEMA), other = mt_str(versions[i]);
        assert_int_equal(mt_writer_set_meta(writer, key, other, NULL), MT_OK);
        assert_int_equal(mt_writer_commit(writer, NULL), MT_OK);
        mt_writer_free(writer);
        assert_true(mt_str_eq(read_index(a).other_schema, other));

        struct mt_run_report report = run_for(a, NULL);
        assert_true(mt_str_find(report.rebuilt_because, other, 0) != MT_NPOS);
        assert_int_equal(report.notes, 2);
        assert_string_equal(archive_shown(a, "lamp"), "b.md:1");
        assert_int_equal(read_index(a).archives.len, 2);
        assert_int_equal(run_for(a, NULL).rebuilt_because.len, 0);
    }
}

/* ---- Indexes in no good state ---- */

static void test_run__locked_by_another_process(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    struct mt_run_report report;
    struct mt_error err = {0};
    int ready[2];
    char byte;
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct mt_lock *lock;
        bool taken = mt_lock_take(options.index, 0, &lock, NULL) == MT_OK &&
                     mt_lock_sign(lock, "other run", NULL) == MT_OK;
        if (write(ready[1], taken ? "y" : "n", 1) == 1)
            pause();
        _exit(1);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    assert_int_equal(mt_run(a->ctx, &options, &report, &err), MT_ERR_LOCKED);
    assert_non_null(strstr(err.message, "other run"));
    assert_string_equal(archive_shown(a, "rope"), "a.md:1"); /* readers do not care */
    options.dry_run = true;
    report = archive_run(a, &options); /* nor does who only looks */
    assert_int_equal(report.unchanged, 1);

    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    archive_index(a);
    close(ready[0]);
    close(ready[1]);
}

static void test_run__foreign_folder_is_left_alone(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    struct mt_run_report report;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "index/letter.txt", "not an index\n");
    for (int rebuild = 0; rebuild < 2; rebuild++) {
        options.rebuild = rebuild;
        assert_int_equal(mt_run(a->ctx, &options, &report, NULL), MT_ERR_SCHEMA);
    }
    assert_int_equal(access(archive_path(a, "index/letter.txt"), F_OK), 0);
}

static void test_run__damaged_index_is_rebuilt(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    struct mt_run_report report;
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    archive_put(a, "index/XAPIANDB", "nonsense\n");
    options.n_archives = 0;
    report = archive_run(a, &options);
    assert_true(mt_str_eq(report.rebuilt_because, mt_str("it is damaged")));
    assert_string_equal(archive_shown(a, "rope"), "a.md:1");
}

/* As a failing disk does: neither size nor time of the file tell. */
static void rot(const char *path)
{
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    FILE *file = fopen(path, "r+");
    assert_non_null(file);
    assert_int_equal(fseek(file, 4000, SEEK_SET), 0);
    fputc('x', file);
    assert_int_equal(fclose(file), 0);
    const struct timespec times[] = {st.st_atim, st.st_mtim};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void test_run__damage_that_shows_late_is_rebuilt(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    rot(archive_path(a, "index/gen-2/termlist.glass"));
    archive_put(a, "notes/b.md", "rope\n");
    struct mt_run_report report = archive_run(a, &options);
    assert_true(mt_str_eq(report.rebuilt_because, mt_str("it is damaged")));
    assert_int_equal(report.added, 2);
}

static void test_run__damaged_index_without_a_seal_is_rebuilt_on_demand(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    struct mt_run_report report;
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    archive_put(a, "index/gen-2/seal", "nonsense\n");
    assert_int_equal(mt_run(a->ctx, &options, &report, NULL), MT_ERR_CORRUPT);
    options.rebuild = true;
    report = archive_run(a, &options);
    assert_int_equal(report.notes, 1);
    assert_string_equal(archive_shown(a, "rope"), "a.md:1");
    archive_put(a, "index/gen-4/seal", "nonsense\n");
    options.n_archives = 0;
    assert_int_equal(mt_run(a->ctx, &options, &report, NULL), MT_ERR_USAGE);
}

#define ARCHIVE_TEST(name) cmocka_unit_test_setup_teardown(name, archive_make, archive_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARCHIVE_TEST(test_run__update_equals_rebuild),
        ARCHIVE_TEST(test_run__languages_of_the_notes),
        ARCHIVE_TEST(test_run__new_tokeniser_rebuilds),
        ARCHIVE_TEST(test_run__other_schema_rebuilds),
        ARCHIVE_TEST(test_run__locked_by_another_process),
        ARCHIVE_TEST(test_run__foreign_folder_is_left_alone),
        ARCHIVE_TEST(test_run__damaged_index_is_rebuilt),
        ARCHIVE_TEST(test_run__damage_that_shows_late_is_rebuilt),
        ARCHIVE_TEST(test_run__damaged_index_without_a_seal_is_rebuilt_on_demand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
