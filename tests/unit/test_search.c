/* test_search.c - A question to its moments: what each of them says
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/search.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive.h"

static struct mt_moment first(const struct archive *a, const char *query)
{
    struct mt_results results = archive_ask(a, query);
    if (results.moments.len == 0)
        fail_msg("%s: nothing found", query);
    return results.moments.ptr[0];
}

static void check_str(const char *what, struct mt_str found, const char *expected)
{
    if (!mt_str_eq(found, mt_str(expected)))
        fail_msg("%s: \"%.*s\", not \"%s\"", what, MT_ARG(found), expected);
}

/* ---- One moment ---- */

static void test_search__moment_of_a_turn(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/sub/a.md",
                "---\ndate: 2025-10-28\ntype: review\npeople: [Dana Reyes, Sam Okoro]\n"
                "organizations: [Brightwater]\n---\n# The plan\n\n"
                "[00:00:01.50]  Dana ReyesWe told Sam and Brightwater about the rope.\n\n"
                "[00:00:05.00]  Dana ReyesAnd that was that.\n");
    archive_index(a);
    struct mt_results results = archive_ask(a, "told rope");
    struct mt_moment m = results.moments.ptr[0];
    assert_int_equal(results.total, 1);
    assert_int_equal(results.meetings, 1);
    assert_true(results.total_exact);
    assert_int_equal(results.index_notes, 1);
    assert_true(results.index_age_s >= 0 && results.took_ms >= 0);
    check_str("parsed", results.parsed, "(soft (word told) (word rope))");
    assert_int_equal(m.id.len, 24);
    assert_int_equal(m.rank, 1);
    assert_true(m.score > 0);
    assert_int_equal(m.match, MT_LEVEL_EXACT);
    check_str("path", m.path, "sub/a.md");
    check_str("archive", m.archive, archive_path(a, "notes"));
    check_str("title", m.title, "The plan");
    assert_int_equal(m.date, 20251028);
    check_str("type", m.type, "review");
    assert_int_equal(m.kind, MT_KIND_TRANSCRIPT);
    check_str("speaker", m.speaker, "Dana Reyes");
    check_str("label", m.speaker_raw, "Dana Reyes");
    assert_true(m.timed && m.start_exact && !m.time_exact);
    assert_int_equal(mt_moment_clock(&m), m.start_ms);
    assert_int_equal(m.start_ms, 1500);
    assert_true(m.time_ms > m.start_ms && m.time_ms < m.end_ms && m.end_ms <= 5000);
    check_str("snippet", m.snippet, "We told Sam and Brightwater about the rope.");
    assert_int_equal(m.highlights.len, 2);
    check_str("highlight",
              mt_str_slice(m.snippet, m.highlights.ptr[0].begin, m.highlights.ptr[0].end), "told");
    assert_int_equal(m.people.len, 1);
    check_str("person", m.people.ptr[0].name, "Sam Okoro");
    check_str("as", m.people.ptr[0].as, "Sam");
    assert_int_equal(m.people.ptr[0].level, MT_FORM_ALIAS);
    assert_int_equal(m.organizations.len, 1);
    check_str("organization", m.organizations.ptr[0].name, "Brightwater");
    assert_int_equal(m.status, MT_TASK_NONE);
    assert_int_equal(m.copies.len + m.missing.len + m.why.len + m.more, 0);
    assert_int_equal(m.with.len, 2);
}

static void test_search__moment_of_a_task(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md",
                "## Action items\n\n- [x] buy rope @Sam Okoro 📅 2025-11-04 ✅ "
                "2025-10-27\n");
    archive_index(a);
    struct mt_moment m = first(a, "rope");
    assert_int_equal(m.kind, MT_KIND_ACTION);
    assert_int_equal(m.status, MT_TASK_DONE);
    check_str("owner", m.owner, "Sam Okoro");
    assert_int_equal(m.due, 20251104);
    assert_int_equal(m.done, 20251027);
    assert_false(m.timed || m.time_exact);
    assert_int_equal(m.start_ms + m.end_ms + m.time_ms, 0);
    assert_int_equal(m.date, 0);
    assert_int_equal(m.speaker.len + m.speaker_raw.len + m.type.len, 0);
    check_str("title", m.title, "a");
}

static void test_search__why_only_if_asked(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "a rope\n");
    archive_index(a);
    struct mt_options options = {.limit = 10, .explain = true};
    struct mt_results results = archive_ask_with(a, "rope", options);
    assert_true(mt_str_find(results.moments.ptr[0].why, mt_str("rope"), 0) != MT_NPOS);
}

/* ---- Places and times ---- */

/* The bytes of a file from line and column on. */
static struct mt_str text_at(const struct archive *a, const char *name, uint32_t line,
                             uint32_t column)
{
    struct mt_str file;
    assert_int_equal(mt_file_read(a->ctx, archive_path(a, name), MT_FILE_MAX, &file, NULL), MT_OK);
    size_t at = 0;
    for (; line > 1; line--)
        at = mt_str_find_char(file, '\n', at) + 1;
    return mt_str_slice(file, at + column - 1, file.len);
}

static void test_search__places_are_those_of_the_file(void **state)
{
    static const struct {
        const char *query, *word; /* as it stands in the file */
    } rows[] = {
        {"alpha", "Alpha"},     {"beta", "BETA"},
        {"gamma", "gammas"},    {"delta", "delta"},
        {"epsilon", "epsilon"}, {"\"eta theta\"", "eta"},
        {"iota", "iota"},       {"cafe", "Caf\xc3\x83\xc2\xa9"},
    };
    struct archive *a = *state;
    archive_put(
        a, "notes/a.md",
        "---\r\nseries: Alpha\r\n---\r\n# Caf\xc3\xa9 BETA\r\n\r\n"
        "Before \xc3\xa2\xe2\x82\xac\xe2\x80\x9d the gammas,\r\nnext line \xc3\xa2\xe2\x82\xac"
        "\xe2\x80\x9d delta.\r\n\r\n"
        "[00:00:01.00]  Dana ReyesAn epsilon, eta and\r\nan eta theta.\r\n\r\n"
        "[00:00:09.00]  Dana ReyesIn the Caf\xc3\x83\xc2\xa9 an iota.\r\n");
    archive_index(a);
    for (size_t i = 0; i + 1 < MT_COUNT(rows); i++) {
        struct mt_moment m = first(a, rows[i].query);
        struct mt_str there = text_at(a, "notes/a.md", m.line, m.column);
        if (!mt_str_starts(there, mt_str(rows[i].word)))
            fail_msg("%s: %u:%u \"%.20s\"", rows[i].query, m.line, m.column, there.ptr);
    }
    struct mt_moment m = first(a, "speaker:dana cafe"); /* the repaired one */
    assert_true(mt_str_starts(text_at(a, "notes/a.md", m.line, m.column), mt_str(rows[7].word)));
}

/* One turn of a minute: the clock of a word is that of its place. */
static void test_search__times_are_inside_the_unit(void **state)
{
    static const struct {
        const char *query;
        int64_t from, to;
        bool exact;
    } rows[] = {
        {"alpha", 0, 0, true},
        {"beta", 1000, 40000, false},
        {"gamma", 50000, 60000, false},
    };
    struct archive *a = *state;
    struct mt_buf text;
    mt_buf_init(&text, a->ctx, 10000);
    mt_buf_add(&text, mt_str("[00:00:00.00] Dana Reyes : Alpha"));
    for (int i = 1; i < 180; i++)
        mt_buf_add(&text, mt_str(i == 60 ? " beta" : i == 178 ? " gamma" : " word"));
    mt_buf_add(&text, mt_str("\n\n[00:01:00.00] Sam Okoro : end\n"));
    archive_put(a, "notes/a.md", text.ptr);
    archive_index(a);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_moment m = first(a, rows[i].query);
        if (m.time_ms < m.start_ms || m.time_ms > m.end_ms || m.time_ms < rows[i].from ||
            m.time_ms > rows[i].to || m.time_exact != rows[i].exact ||
            mt_moment_clock(&m) != m.time_ms)
            fail_msg("%s: %d in %d to %d", rows[i].query, (int)m.time_ms, (int)m.start_ms,
                     (int)m.end_ms);
    }
}

/* ---- Ids ---- */

static void test_search__ids_are_stable_and_unique(void **state)
{
    struct archive *a = *state;
    struct mt_run_options rebuild = archive_options(a);
    rebuild.rebuild = true;
    archive_put(a, "notes/a.md", "# One\n\n- buy rope\n- sell it\n- buy rope\n- a rope\n");
    archive_put(a, "notes/b.md", "# One\n\n- buy rope\n");
    archive_index(a);
    struct mt_results before = archive_ask(a, "rope");
    assert_int_equal(before.moments.len, 4);
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < i; j++)
            assert_false(mt_str_eq(before.moments.ptr[i].id, before.moments.ptr[j].id));

    archive_put(a, "notes/a.md", "# Two\n\nSomething new.\n\n- buy rope\n- buy rope\n\n- a rope\n");
    archive_run(a, &rebuild);
    struct mt_results after = archive_ask(a, "rope");
    assert_int_equal(after.moments.len, 4);
    for (size_t i = 0; i < 4; i++) {
        size_t same = 0;
        for (size_t j = 0; j < 4; j++)
            same += mt_str_eq(before.moments.ptr[i].id, after.moments.ptr[j].id);
        assert_int_equal(same, 1);
    }
}

/* ---- How well the words match ---- */

static void test_search__levels_and_missing(void **state)
{
    static const struct {
        const char *query, *expected; /* of the best moment: place, level, what it lacks */
    } rows[] = {
        {"dives", "a.md:1 exact "},
        {"diving", "a.md:1 stem "},
        {"dives lamps", "a.md:1 stem "},
        {"=dives", "a.md:1 exact "},
        {"dive*", "a.md:1 exact "},
        {"diving saw", "b.md:1 exact diving "}, /* each lacks one */
        {"lamp zebra", "a.md:1 exact zebra "},
        {"the lamp, zebra and giraffe", "a.md:1 exact zebra giraffe "},
        {"lamp -zebra", "a.md:1 exact "},
        {"nail AND saw", "b.md:1 exact "},
        {"\"nail the saw\" zebra", "b.md:1 exact "}, /* one word by itself cannot be relaxed */
    };
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "He dives with a lamp.\n");
    archive_put(a, "notes/b.md", "Nail the saw.\n");
    archive_index(a);
    for (size_t i = 0; i + 1 < MT_COUNT(rows); i++) {
        struct mt_results results = archive_ask(a, rows[i].query);
        struct mt_moment m = first(a, rows[i].query);
        struct mt_buf seen;
        mt_buf_init(&seen, a->ctx, 1000);
        mt_buf_printf(&seen, "%.*s:%u %.*s ", MT_ARG(m.path), m.line,
                      MT_ARG(mt_level_name(m.match)));
        for (size_t w = 0; w < m.missing.len; w++)
            mt_buf_printf(&seen, "%.*s ", MT_ARG(m.missing.ptr[w]));
        if (strcmp(seen.ptr, rows[i].expected) != 0)
            fail_msg("%s: %s, not %s", rows[i].query, seen.ptr, rows[i].expected);
        assert_int_equal(results.relaxed.len, m.missing.len);
    }
    assert_int_equal(archive_ask(a, rows[MT_COUNT(rows) - 1].query).total, 0);
}

static void test_search__exact_apostrophes(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/straight.md", "We don't wait\n");
    archive_put(a, "notes/curly.md", "We don\xe2\x80\x99t wait\n");
    archive_put(a, "notes/capital.md", "Don't wait\n");
    archive_index(a);
    static const char *const asked[] = {"=don't", "=don\xe2\x80\x99t"};
    for (size_t i = 0; i < MT_COUNT(asked); i++)
        assert_int_equal(archive_ask(a, asked[i]).total, 2);
    assert_int_equal(archive_ask(a, "=Don\xe2\x80\x99t").total, 1);
    assert_int_equal(
        archive_ask_with(a, "\"don't wait\"", (struct mt_options){.exact = true}).total, 2);
}

static void test_search__exact_option(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "He dives.\n");
    archive_index(a);
    assert_int_equal(archive_ask_with(a, "dive", (struct mt_options){.exact = true}).total, 0);
    assert_int_equal(archive_ask_with(a, "dives", (struct mt_options){.exact = true}).total, 1);
    assert_int_equal(archive_ask_with(a, "Dives", (struct mt_options){.exact = true}).total, 0);
}

static void test_search__nothing_to_find(void **state)
{
    static const char *const queries[] = {
        "",          "()",        "zebra",          "\"zebra rope\"",
        "date:2024", "tag:zebra", "zebra AND rope", "speaker:zebra"};
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    for (size_t i = 0; i < MT_COUNT(queries); i++) {
        struct mt_results results = archive_ask(a, queries[i]);
        if (results.total || results.moments.len || results.meetings || !results.total_exact)
            fail_msg("%s: %zu", queries[i], results.total);
        assert_int_equal(results.index_notes, 1);
    }
}

/* Whatever is asked, the answer is an answer. */
static void test_search__odd_questions(void **state)
{
    static const char *const queries[] = {
        "foo:???",
        "_:x",
        "series:",
        "series:\"\"",
        "series:???",
        "\"",
        "\"\"",
        "=",
        "=?",
        "rope*",
        "*",
        "~",
        "rope~",
        "a*",
        "-",
        "- -",
        "-(-a)",
        "NOT NOT rope",
        "rope NEAR/0 lamp",
        "rope NEAR/99999999999 lamp",
        "\"rope\" BEFORE (a OR b)",
        "(((((rope)))))",
        "path:**/*",
        "path:[",
        "path:\\",
        "tag:é",
        "date:..",
        "due:..",
        "is:",
        "speaker:???",
        "owner:\"  \"",
        "\xff\xfe",
        "rope\xc3",
        "\xe2\x80\xae",
        "a_b_c",
        "rope OR (lamp AND -saw) OR \"a b\" NEAR/3 (c OR d)",
    };
    struct archive *a = *state;
    archive_put(a, "notes/a.md",
                "---\nseries: x\n---\nA rope, a lamp, a b c.\n\n"
                "[00:00:01.00] Dana Reyes : rope\n");
    archive_index(a);
    for (size_t i = 0; i < MT_COUNT(queries); i++) {
        struct mt_results results =
            archive_ask_with(a, queries[i], (struct mt_options){.limit = 10, .explain = true});
        if (results.moments.len > results.total)
            fail_msg("%s", queries[i]);
    }
}

/* ---- Indexes ---- */

static void test_search__several_indexes(void **state)
{
    struct archive *a = *state;
    const char *names[] = {"one", "two"}, *indexes[2];
    for (size_t i = 0; i < 2; i++) {
        struct mt_run_options options = archive_options(a);
        const char *archive = archive_path(a, names[i]);
        indexes[i] = mt_str_printf(a->ctx, "%s_index", archive).ptr;
        archive_put(a, mt_str_printf(a->ctx, "%s/a.md", names[i]).ptr, i ? "rope\n" : "a rope\n");
        archive_put(a, mt_str_printf(a->ctx, "%s/b.md", names[i]).ptr, names[i]);
        options.archives = &archive;
        options.index = indexes[i];
        archive_run(a, &options);
    }
    struct mt_options options = {.indexes = indexes, .n_indexes = 2, .limit = 10};
    struct mt_results results = archive_ask_with(a, "rope", options);
    assert_int_equal(results.total, 2);
    assert_int_equal(results.index_notes, 4);
    for (size_t i = 0; i < 2; i++) { /* each moment is from its own archive */
        const struct mt_moment *m = &results.moments.ptr[i];
        const char *expected = archive_path(a, names[mt_str_eq(m->snippet, mt_str("rope"))]);
        check_str("archive", m->archive, expected);
        check_str("path", m->path, "a.md");
    }
    assert_false(mt_str_eq(results.moments.ptr[0].id, results.moments.ptr[1].id));
    assert_int_equal(archive_ask_with(a, "two", options).total, 1);
}

static void test_search__missing_index(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope\n");
    archive_index(a);
    const char *indexes[] = {archive_path(a, "index"), archive_path(a, "nowhere")};
    struct mt_options options = {.indexes = indexes, .n_indexes = 2, .limit = 10};
    struct mt_results results = {.total = 99};
    struct mt_error err = {0};
    assert_int_equal(mt_search(a->ctx, archive_tree(a, "rope"), &options, &results, &err),
                     MT_ERR_NOT_FOUND);
    assert_int_equal(results.total, 99);
    assert_true(err.message[0] != '\0');
}

/* While another process commits again and again, every question is answered by one state. */
static void test_search__index_that_changes(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "rope rope rope\n");
    archive_put(a, "notes/b.md", "rope lamp\n");
    archive_index(a);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct mt_run_options options = archive_options(a);
        struct mt_run_report report;
        enum mt_status status = MT_OK;
        for (int i = 0; i < 30 && status == MT_OK; i++) {
            archive_put(a, "notes/b.md", i % 2 ? "rope lamp\n" : "lamp saw nail\n");
            status = mt_run(a->ctx, &options, &report, NULL);
        }
        _exit(status);
    }
    int ended = 0;
    do {
        struct mt_results results = archive_ask(a, "rope OR lamp");
        assert_int_equal(results.moments.len, 2);
        assert_int_equal(results.index_notes, 2);
    } while (waitpid(child, &ended, WNOHANG) == 0);
    assert_int_equal(ended, 0);
}

#define ARCHIVE_TEST(name) cmocka_unit_test_setup_teardown(name, archive_make, archive_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARCHIVE_TEST(test_search__moment_of_a_turn),
        ARCHIVE_TEST(test_search__moment_of_a_task),
        ARCHIVE_TEST(test_search__why_only_if_asked),
        ARCHIVE_TEST(test_search__places_are_those_of_the_file),
        ARCHIVE_TEST(test_search__times_are_inside_the_unit),
        ARCHIVE_TEST(test_search__ids_are_stable_and_unique),
        ARCHIVE_TEST(test_search__levels_and_missing),
        ARCHIVE_TEST(test_search__exact_apostrophes),
        ARCHIVE_TEST(test_search__exact_option),
        ARCHIVE_TEST(test_search__nothing_to_find),
        ARCHIVE_TEST(test_search__odd_questions),
        ARCHIVE_TEST(test_search__several_indexes),
        ARCHIVE_TEST(test_search__missing_index),
        ARCHIVE_TEST(test_search__index_that_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
