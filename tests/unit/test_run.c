/* test_run.c - One run of mtindex: files against the index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "ingest/run.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive.h"
#include "snapshot.h"

static void check_counts(const struct mt_run_report *report, const char *expected)
{
    char counts[100];
    snprintf(counts, sizeof counts, "+%u ~%u >%u -%u =%u", (unsigned)report->added,
             (unsigned)report->updated, (unsigned)report->renamed, (unsigned)report->deleted,
             (unsigned)report->unchanged);
    assert_string_equal(counts, expected);
}

static void touch(const struct archive *a, const char *name)
{
    struct timespec times[2] = {{1700000000, 0}, {1700000000, 0}};
    assert_int_equal(utimensat(AT_FDCWD, archive_path(a, name), times, 0), 0);
}

static void move(const struct archive *a, const char *from, const char *to)
{
    assert_int_equal(rename(archive_path(a, from), archive_path(a, to)), 0);
}

static void test_run__adds_updates_deletes(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/sub/b.md", "lamp\n");
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+2 ~0 >0 -0 =0");
    assert_int_equal(report.notes, 2);
    assert_int_equal(report.units, 2);
    assert_int_equal(report.bytes, 10);
    assert_string_equal(archive_shown(a, "rope"), "a.md:1");
    assert_string_equal(archive_shown(a, "lamp"), "sub/b.md:1");

    archive_put(a, "notes/a.md", "saw\n");
    archive_put(a, "notes/c.md", "nail\n");
    report = archive_index(a);
    check_counts(&report, "+1 ~1 >0 -0 =1");
    assert_string_equal(archive_shown(a, "rope"), "");
    assert_string_equal(archive_shown(a, "saw"), "a.md:1");

    archive_remove(a, "notes/sub/b.md");
    report = archive_index(a);
    check_counts(&report, "+0 ~0 >0 -1 =2");
    assert_int_equal(report.notes, 2);
    assert_string_equal(archive_shown(a, "lamp"), "");
    assert_string_equal(archive_shown(a, "nail"), "c.md:1");
}

static void test_run__unchanged_writes_nothing(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_index(a);
    const char *before = snapshot(a, "index");
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+0 ~0 >0 -0 =2");
    assert_int_equal(report.bytes, 0);
    assert_string_equal(snapshot(a, "index"), before);

    touch(a, "notes/a.md"); /* read again, found to be the same */
    report = archive_index(a);
    check_counts(&report, "+0 ~0 >0 -0 =2");
    assert_int_equal(report.bytes, 5);
    assert_int_equal(report.notes, 2);
    assert_string_equal(snapshot(a, "index"), before);
}

/* The next real commit takes the touched row along: after it the file is not read again. */
static void test_run__touched_is_settled_by_next_commit(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    touch(a, "notes/a.md");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_index(a);
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+0 ~0 >0 -0 =2");
    assert_int_equal(report.bytes, 0);
}

static void test_run__renamed(void **state)
{
    struct archive *a = *state;
    static const char *const names[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
    for (size_t i = 0; i < MT_COUNT(names); i++) /* a and b are equal */
        archive_put(a, mt_str_printf(a->ctx, "notes/%s.md", names[i]).ptr, i ? names[i] : "b");
    archive_index(a);
    archive_remove(a, "notes/a.md");
    archive_remove(a, "notes/b.md");
    archive_remove(a, "notes/c.md");
    archive_remove(a, "notes/d.md");
    archive_put(a, "notes/new/one.md", "b");
    archive_put(a, "notes/new/two.md", "b");
    archive_put(a, "notes/new/three.md", "c");
    archive_put(a, "notes/new/four.md", "d, changed on the way");
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+1 ~0 >3 -1 =5");
    assert_int_equal(report.notes, 9);
    assert_string_equal(archive_shown(a, "c"), "new/three.md:1");
}

/* A moved file keeps its document, and all that its path tells is told anew. */
/* Nothing came or went, and as a whole there are the same names, sizes and inodes. */
static void test_run__swapped(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    touch(a, "notes/a.md");
    touch(a, "notes/b.md");
    archive_index(a);
    move(a, "notes/a.md", "notes/c.md");
    move(a, "notes/b.md", "notes/a.md");
    move(a, "notes/c.md", "notes/b.md");
    archive_index(a);
    assert_string_equal(archive_shown(a, "rope"), "b.md:1");
    assert_string_equal(archive_shown(a, "lamp"), "a.md:1");
}

static void test_run__moved_keeps_its_place(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/2025-10-01 a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_put(a, "notes/c.md", "saw\n");
    archive_index(a);
    assert_int_equal(mkdir(archive_path(a, "notes/sub"), 0700), 0);
    move(a, "notes/2025-10-01 a.md", "notes/sub/2025-10-02 z.md");
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+0 ~0 >1 -0 =2");
    assert_int_equal(report.notes, 3);
    assert_string_equal(archive_shown(a, "rope"), "sub/2025-10-02 z.md:1");
    assert_string_equal(archive_shown(a, "date:2025-10-02"), "sub/2025-10-02 z.md:1");
    assert_string_equal(archive_shown(a, "date:2025-10-01"), "");
    assert_string_equal(archive_shown(a, "path:sub"), "sub/2025-10-02 z.md:1");

    move(a, "notes/b.md", "notes/t.md"); /* they change places */
    move(a, "notes/c.md", "notes/b.md");
    move(a, "notes/t.md", "notes/c.md");
    report = archive_index(a);
    assert_int_equal(report.notes, 3);
    assert_string_equal(archive_shown(a, "lamp"), "c.md:1");
    assert_string_equal(archive_shown(a, "saw"), "b.md:1");
    report = archive_index(a);
    check_counts(&report, "+0 ~0 >0 -0 =3");
    assert_int_equal(report.bytes, 0);
}

static void test_run__dry_run_writes_nothing(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    options.dry_run = true;
    archive_put(a, "notes/a.md", "rope\n");
    struct mt_run_report report = archive_run(a, &options);
    check_counts(&report, "+1 ~0 >0 -0 =0");
    assert_int_equal(access(archive_path(a, "index"), F_OK), -1);

    archive_index(a);
    const char *before = snapshot(a, "index");
    archive_put(a, "notes/a.md", "lamp\n");
    archive_put(a, "notes/b.md", "saw\n");
    report = archive_run(a, &options);
    check_counts(&report, "+1 ~1 >0 -0 =0");
    assert_int_equal(report.notes, 2);
    assert_string_equal(snapshot(a, "index"), before);
    assert_string_equal(archive_shown(a, "rope"), "a.md:1");
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The commit, with which most of the time of a short run goes, counts. A busy machine may stop a
 * run just before or after, but not each of them. */
static void test_run__time_is_that_of_all(void **state)
{
    struct archive *a = *state;
    double best = 0;
    for (int i = 0; i < 8; i++) {
        archive_put(a, "notes/a.md", i % 2 ? "rope\n" : "lamp\n");
        double began = now_s();
        struct mt_run_report report = archive_index(a);
        double took = now_s() - began;
        assert_true(report.seconds <= took);
        best = report.seconds / took > best ? report.seconds / took : best;
    }
    assert_true(best > 0.7);
}

static void test_run__empty_archive(void **state)
{
    struct archive *a = *state;
    assert_int_equal(mkdir(archive_path(a, "notes"), 0700), 0);
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+0 ~0 >0 -0 =0");
    assert_int_equal(report.notes, 0);
    assert_string_equal(archive_shown(a, "rope"), "");
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    assert_string_equal(archive_shown(a, "rope"), "a.md:1");
}

/* ---- What cannot be read ---- */

static void check_problem(const struct archive *a, const struct mt_run_report *report,
                          const char *name, uint32_t line, bool now)
{
    assert_int_equal(report->problems.len, 1);
    const struct mt_run_problem *problem = &report->problems.ptr[0];
    assert_string_equal(problem->path.ptr, archive_path(a, name));
    assert_int_equal(problem->line, line);
    assert_int_equal(problem->now, now);
    assert_true(problem->reason.len > 0);
}

static void test_run__no_text_is_a_problem_and_remembered(void **state)
{
    struct archive *a = *state;
    archive_put_bytes(a, "notes/a.md", mt_str_of("PNG\0\1\2", 6));
    archive_put(a, "notes/b.md", "rope\n");
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+1 ~0 >0 -0 =0");
    check_problem(a, &report, "notes/a.md", 0, true);
    assert_int_equal(report.notes, 1);
    report = archive_index(a); /* not read again, still a problem */
    check_problem(a, &report, "notes/a.md", 0, false);
    assert_int_equal(report.bytes, 0);
    archive_put(a, "notes/a.md", "lamp\n");
    report = archive_index(a);
    assert_int_equal(report.problems.len, 0);
    assert_string_equal(archive_shown(a, "lamp"), "a.md:1");
}

static void test_run__too_large_is_a_problem(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "");
    archive_put(a, "notes/b.md", "rope\n");
    assert_int_equal(truncate(archive_path(a, "notes/a.md"), (off_t)MT_FILE_MAX + 1), 0);
    struct mt_run_report report = archive_index(a);
    check_problem(a, &report, "notes/a.md", 0, true);
    assert_int_equal(report.notes, 1);
    report = archive_index(a);
    check_problem(a, &report, "notes/a.md", 0, false);
}

static void test_run__partly_understood_is_indexed(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "---\ntitle: rope\ntags: [a, {b\n---\nlamp\n");
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+1 ~0 >0 -0 =0");
    check_problem(a, &report, "notes/a.md", 3, true);
    assert_string_equal(archive_shown(a, "lamp"), "a.md:5");
}

static void test_run__file_without_words(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "");
    archive_put(a, "notes/b.md", "rope\n");
    archive_put(a, "notes/c.md", " \n***\n");
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+3 ~0 >0 -0 =0");
    assert_int_equal(report.problems.len, 0);
    assert_int_equal(report.empty.len, 2);
    assert_string_equal(report.empty.ptr[0].ptr, archive_path(a, "notes/a.md"));
    assert_string_equal(report.empty.ptr[1].ptr, archive_path(a, "notes/c.md"));
}

/* After the first file was read the second one is no longer a file. */
static void spoil_second(void *user, const struct mt_progress *progress)
{
    const struct archive *a = user;
    if (progress->files != 1)
        return;
    move(a, "notes/b.md", "aside.md");
    assert_int_equal(mkfifo(archive_path(a, "notes/b.md"), 0600), 0);
}

/* The very same file comes back. */
static void unspoil_second(const struct archive *a)
{
    archive_remove(a, "notes/b.md");
    move(a, "aside.md", "notes/b.md");
}

static void test_run__unreadable_keeps_what_the_index_has(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    options.jobs = 1; /* the second file is read when the first has been told of */
    options.progress = spoil_second;
    options.user = a;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_index(a);
    archive_put(a, "notes/a.md", "saw\n");
    archive_put(a, "notes/b.md", "nail\n");
    struct mt_run_report report = archive_run(a, &options);
    check_counts(&report, "+0 ~1 >0 -0 =1");
    check_problem(a, &report, "notes/b.md", 0, true);
    assert_int_equal(report.notes, 2);
    assert_string_equal(archive_shown(a, "saw OR lamp"), "a.md:1 b.md:1");

    unspoil_second(a);
    report = archive_index(a);
    check_counts(&report, "+0 ~1 >0 -0 =1");
    assert_int_equal(report.problems.len, 0);
    assert_string_equal(archive_shown(a, "lamp"), "");
    assert_string_equal(archive_shown(a, "nail"), "b.md:1");
}

static void test_run__unreadable_new_file_is_tried_again(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    options.jobs = 1; /* the second file is read when the first has been told of */
    options.progress = spoil_second;
    options.user = a;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    struct mt_run_report report = archive_run(a, &options);
    check_problem(a, &report, "notes/b.md", 0, true);
    assert_int_equal(report.notes, 1);
    unspoil_second(a);
    report = archive_index(a);
    assert_int_equal(report.problems.len, 0);
    assert_int_equal(report.notes, 2);
    assert_string_equal(archive_shown(a, "lamp"), "b.md:1");
}

/* A rebuild has nothing else than what it reads. */
static void test_run__unreadable_leaves_a_rebuild(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    options.rebuild = true;
    options.jobs = 1; /* the second file is read when the first has been told of */
    options.progress = spoil_second;
    options.user = a;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_index(a);
    struct mt_run_report report = archive_run(a, &options);
    check_counts(&report, "+0 ~1 >0 -1 =0");
    check_problem(a, &report, "notes/b.md", 0, true);
    assert_int_equal(report.notes, 1);
    assert_string_equal(archive_shown(a, "rope OR lamp"), "a.md:1");
}

/* b.md was moved into c.md before the run, in which it is no longer a file when it is read. */
static void spoil_moved(void *user, const struct mt_progress *progress)
{
    const struct archive *a = user;
    if (progress->files != 1)
        return;
    move(a, "notes/c.md", "aside.md");
    assert_int_equal(mkfifo(archive_path(a, "notes/c.md"), 0600), 0);
}

static void test_run__unreadable_after_it_was_moved(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    options.jobs = 1; /* the second file is read when the first has been told of */
    options.progress = spoil_moved;
    options.user = a;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_index(a);
    archive_put(a, "notes/a.md", "saw\n");
    move(a, "notes/b.md", "notes/c.md");
    struct mt_run_report report = archive_run(a, &options);
    check_counts(&report, "+0 ~1 >0 -0 =1");
    check_problem(a, &report, "notes/c.md", 0, true);
    assert_int_equal(report.notes, 2);
    assert_string_equal(archive_shown(a, "lamp"), "b.md:1");

    archive_remove(a, "notes/c.md");
    move(a, "aside.md", "notes/c.md");
    report = archive_index(a);
    check_counts(&report, "+0 ~0 >1 -0 =1");
    assert_int_equal(report.problems.len, 0);
    assert_string_equal(archive_shown(a, "lamp"), "c.md:1");
}

/* ---- What is gone before it is read ---- */

/* After the first file was read the others are no more. */
static void remove_others(void *user, const struct mt_progress *progress)
{
    const struct archive *a = user;
    if (progress->files == 1)
        move(a, "notes/sub", "away");
}

static struct mt_run_options removing_options(struct archive *a)
{
    struct mt_run_options options = archive_options(a);
    options.jobs = 1; /* the others are read when the first has been told of */
    options.progress = remove_others;
    options.user = a;
    return options;
}

static void test_run__gone_before_it_was_read(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = removing_options(a);
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/sub/b.md", "lamp\n");
    archive_index(a);
    archive_put(a, "notes/a.md", "saw\n");
    archive_put(a, "notes/sub/b.md", "lamp and wick\n");
    archive_put(a, "notes/sub/c.md", "nail\n");
    struct mt_run_report report = archive_run(a, &options);
    check_counts(&report, "+0 ~1 >0 -1 =0");
    assert_int_equal(report.problems.len, 0);
    assert_int_equal(report.notes, 1);
    assert_string_equal(archive_shown(a, "lamp OR nail"), "");
    report = archive_index(a);
    check_counts(&report, "+0 ~0 >0 -0 =1");
}

static void test_run__gone_after_it_was_moved(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = removing_options(a);
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_index(a);
    archive_put(a, "notes/a.md", "saw\n");
    assert_int_equal(mkdir(archive_path(a, "notes/sub"), 0700), 0);
    move(a, "notes/b.md", "notes/sub/b.md");
    struct mt_run_report report = archive_run(a, &options);
    check_counts(&report, "+0 ~1 >0 -1 =0");
    assert_int_equal(report.notes, 1);
    assert_string_equal(archive_shown(a, "lamp"), "");
}

/* As when a drive is taken away meanwhile. */
static void test_run__more_than_half_gone_is_refused(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = removing_options(a);
    struct mt_run_report report;
    struct mt_error err = {0};
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/sub/b.md", "lamp\n");
    archive_put(a, "notes/sub/c.md", "nail\n");
    archive_index(a);
    const char *before = snapshot(a, "index");
    options.rebuild = true;
    assert_int_equal(mt_run(a->ctx, &options, &report, &err), MT_ERR_LIMIT);
    assert_string_equal(err.path, archive_path(a, "notes"));
    assert_string_equal(snapshot(a, "index"), before);
}

/* A folder that cannot be opened, whoever runs this: there are not enough file descriptors to get
 * down to it. Returns the limit to be restored. */
static struct rlimit few_descriptors(void)
{
    struct rlimit old, few;
    int next = open("/dev/null", O_RDONLY);
    assert_true(next >= 0);
    close(next);
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
    few = old;
    few.rlim_cur = (rlim_t)next + 32;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    return old;
}

static void put_deep(const struct archive *a)
{
    struct mt_buf name;
    mt_buf_init(&name, a->ctx, 4096);
    mt_buf_add(&name, mt_str("notes/"));
    for (int i = 0; i < 45; i++)
        mt_buf_add(&name, mt_str("d/"));
    mt_buf_add(&name, mt_str("deep.md"));
    archive_put(a, name.ptr, "lamp\n");
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "saw\n");
}

static void test_run__hidden_folder_keeps_what_the_index_has(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    put_deep(a);
    archive_index(a);
    struct rlimit old = few_descriptors();
    struct mt_run_report report = archive_run(a, &options);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
    check_counts(&report, "+0 ~0 >0 -0 =3");
    assert_int_equal(report.problems.len, 1);
    assert_int_equal(archive_ask(a, "lamp").total, 1);
}

/* A rebuild cannot keep what it does not read; what comes to light again is indexed again. */
static void test_run__hidden_folder_comes_back_after_a_rebuild(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    put_deep(a);
    archive_index(a);
    struct rlimit old = few_descriptors();
    options.rebuild = true;
    struct mt_run_report report = archive_run(a, &options);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
    assert_int_equal(report.problems.len, 1);
    assert_int_equal(report.notes, 2);
    assert_int_equal(archive_ask(a, "lamp").total, 0);
    report = archive_index(a);
    assert_int_equal(report.notes, 3);
    assert_int_equal(archive_ask(a, "lamp").total, 1);
}

/* ---- Vanished files ---- */

static void test_run__more_than_half_vanished_is_refused(void **state)
{
    struct archive *a = *state;
    struct mt_run_options options = archive_options(a);
    struct mt_run_report untouched = {.added = 99};
    struct mt_error err = {0};
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_put(a, "notes/c.md", "saw\n");
    archive_index(a);
    const char *before = snapshot(a, "index");
    archive_remove(a, "notes/b.md");
    archive_remove(a, "notes/c.md");
    assert_int_equal(mt_run(a->ctx, &options, &untouched, &err), MT_ERR_LIMIT);
    assert_string_equal(err.path, archive_path(a, "notes"));
    assert_int_equal(untouched.added, 99);
    assert_string_equal(snapshot(a, "index"), before);
    assert_string_equal(archive_shown(a, "saw"), "c.md:1");

    options.allow_empty = true;
    struct mt_run_report report = archive_run(a, &options);
    check_counts(&report, "+0 ~0 >0 -2 =1");
    archive_remove(a, "notes/a.md");
    report = archive_run(a, &options);
    assert_int_equal(report.notes, 0);
}

static void test_run__half_may_vanish(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_put(a, "notes/b.md", "lamp\n");
    archive_index(a);
    archive_remove(a, "notes/a.md");
    struct mt_run_report report = archive_index(a);
    check_counts(&report, "+0 ~0 >0 -1 =1");
}

#define ARCHIVE_TEST(name) cmocka_unit_test_setup_teardown(name, archive_make, archive_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARCHIVE_TEST(test_run__adds_updates_deletes),
        ARCHIVE_TEST(test_run__unchanged_writes_nothing),
        ARCHIVE_TEST(test_run__touched_is_settled_by_next_commit),
        ARCHIVE_TEST(test_run__renamed),
        ARCHIVE_TEST(test_run__swapped),
        ARCHIVE_TEST(test_run__moved_keeps_its_place),
        ARCHIVE_TEST(test_run__dry_run_writes_nothing),
        ARCHIVE_TEST(test_run__time_is_that_of_all),
        ARCHIVE_TEST(test_run__empty_archive),
        ARCHIVE_TEST(test_run__no_text_is_a_problem_and_remembered),
        ARCHIVE_TEST(test_run__too_large_is_a_problem),
        ARCHIVE_TEST(test_run__partly_understood_is_indexed),
        ARCHIVE_TEST(test_run__file_without_words),
        ARCHIVE_TEST(test_run__unreadable_keeps_what_the_index_has),
        ARCHIVE_TEST(test_run__unreadable_new_file_is_tried_again),
        ARCHIVE_TEST(test_run__unreadable_leaves_a_rebuild),
        ARCHIVE_TEST(test_run__unreadable_after_it_was_moved),
        ARCHIVE_TEST(test_run__gone_before_it_was_read),
        ARCHIVE_TEST(test_run__gone_after_it_was_moved),
        ARCHIVE_TEST(test_run__more_than_half_gone_is_refused),
        ARCHIVE_TEST(test_run__hidden_folder_keeps_what_the_index_has),
        ARCHIVE_TEST(test_run__hidden_folder_comes_back_after_a_rebuild),
        ARCHIVE_TEST(test_run__more_than_half_vanished_is_refused),
        ARCHIVE_TEST(test_run__half_may_vanish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
