/* test_search_order.c - A question to its moments: which are shown, and in which order
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/search.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>

#include "archive.h"

/* ---- Order ---- */

static void test_search__tiers(void **state)
{
    static const struct archive_row rows[] = {
        {"rope lamp", "both.md:1 much.md:1"},    /* all words, then some */
        {"dives", "exact.md:1 stem.md:1"},       /* as asked, then other forms */
        {"dives zebra", "exact.md:1 stem.md:1"}, /* also where all lack something */
        {"dives OR nothing", "exact.md:1 stem.md:1"},
    };
    struct archive *a = *state;
    archive_put(a, "notes/much.md", "Rope, rope, rope: rope!\n");
    archive_put(a, "notes/both.md",
                "There was, among very many other things of no interest at all to us, some rope, "
                "and besides that, as far as anybody could remember it later, also a lamp.\n");
    archive_put(a, "notes/stem.md", "Dive, dive, dive: dive!\n");
    archive_put(a, "notes/exact.md",
                "There was, among very many other things of no interest at all to us, somebody "
                "who, as far as anybody could remember it later, often dives.\n");
    archive_index(a);
    archive_check(a, rows, MT_COUNT(rows), archive_shown);
}

static void test_search__score_decides_in_a_tier(void **state)
{
    static const struct archive_row rows[] = {
        {"rope", "much.md:1 some.md:1"},
        {"speaker:dana lamp", "talk.md:3 talk.md:1"},
        {"corner", "title.md:1 title.md:3 some.md:1"}, /* what the note is about counts more */
    };
    struct archive *a = *state;
    archive_put(a, "notes/much.md", "Rope, rope, rope: rope!\n");
    archive_put(a, "notes/some.md", "A rope lies in some corner of some house.\n");
    archive_put(a, "notes/title.md", "# Corner\n\nA saw lies in some corner of some house.\n");
    archive_put(a, "notes/talk.md",
                "[00:00:01.00] Dana Reyes : Some lamp or other.\n\n"
                "[00:09:00.00] Dana Reyes : Lamp! Lamp!\n");
    archive_index(a);
    archive_check(a, rows, MT_COUNT(rows), archive_shown);
}

/* Who remembers half a sentence types it: with its words that say little, which are not looked for,
 * it is what was said, and not a place that has the other words more often. */
static void test_search__half_a_sentence(void **state)
{
    static const char *const queries[] = {
        "the only problem we can think of is rust",
        "only problem we can think of is rust",
    };
    struct archive *a = *state;
    archive_put(a, "notes/a.md",
                "- A problem, only rust, a think about rust: only problem, rust.\n");
    archive_put(a, "notes/b.md",
                "- The only problem we can think of is rust on the old pulleys that Dana bought in "
                "the spring with the lamps, the rope, the two ladders and the boat.\n");
    archive_put(a, "notes/c.md", "- I think of rust, a problem, a problem only of rust.\n");
    archive_index(a);
    for (size_t i = 0; i < MT_COUNT(queries); i++)
        assert_true(mt_str_eq(archive_ask(a, queries[i]).moments.ptr[0].path, mt_str("b.md")));
}

/* What only sounds like a name neither raises a moment that has the name, nor is shown of it. */
static void test_search__the_name_itself(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md",
                "---\npeople: [Ada Quist, Sam Okoro]\n---\n# Log\n\n## Transcript\n\n"
                "[00:00:00] Sam Okoro: Then a Quest and a Quest and a Quest came, Quist too.\n\n"
                "[00:04:00] Sam Okoro: We spoke of a Quest again.\n\n"
                "[00:08:00] Sam Okoro: Quist is at the harbour.\n");
    archive_index(a);
    struct mt_results results = archive_ask(a, "Quist in:transcript");
    assert_int_equal(results.moments.len, 3);
    const struct mt_moment *m = results.moments.ptr;
    assert_true(m[0].match == MT_LEVEL_EXACT && m[0].start_ms == 480000);
    assert_true(m[1].match == MT_LEVEL_EXACT && m[1].start_ms == 0);
    assert_true(m[2].match == MT_LEVEL_SOUNDS && m[2].start_ms == 240000);
    assert_int_equal(m[1].highlights.len, 1);
    assert_memory_equal(m[1].snippet.ptr + m[1].highlights.ptr[0].begin, "Quist", 5);
}

static void test_search__noise_last(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/noise.md",
                "[00:00:01.00] Dana Reyes : (music) (music and a rope)\n\n"
                "[00:09:00.00] Dana Reyes : Music Music Music\n");
    archive_put(a, "notes/some.md",
                "There was, among very many other things of no interest at all to us, some music, "
                "as far as anybody could remember it later.\n");
    archive_put(a, "notes/talk.md", "[00:00:01.00] Sam Okoro : So we heard the band's music.\n");
    archive_index(a);
    assert_string_equal(archive_shown(a, "music"), "talk.md:1 some.md:1 noise.md:3 noise.md:1");
    assert_string_equal(archive_shown(a, "music rope"),
                        "talk.md:1 some.md:1 noise.md:1 noise.md:3");
    assert_string_equal(archive_shown(a, "clicking OR rope"), "noise.md:1");
    /* filters alone list it in its place */
    assert_string_equal(archive_shown(a, "speaker:dana"), "noise.md:1 noise.md:3");
}

static void test_search__what_says_nothing(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md",
                "## Decisions\n\n- (none)\n- Keep the rope.\n- N/A\n\n> Next meeting: TBD\n");
    archive_index(a);
    assert_string_equal(archive_shown(a, "in:decision"), "a.md:4");
    assert_string_equal(archive_shown(a, "none"), "a.md:3");
    assert_string_equal(archive_shown(a, "in:decision tbd"), "a.md:7");
}

static void test_search__equals_by_path_and_place(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/m.md", "- rope\n- rope\n");
    archive_index(a);
    archive_put(a, "notes/z.md", "- rope\n- rope\n");
    archive_put(a, "notes/a.md", "- rope\n- rope\n");
    archive_index(a);
    assert_string_equal(archive_shown(a, "rope"), "a.md:1 a.md:2 m.md:1 m.md:2 z.md:1 z.md:2");
}

static void put_dated(const struct archive *a)
{
    archive_put(a, "notes/old.md", "---\ndate: 2024-01-05\n---\n- [ ] rope one\n- [ ] two\n");
    archive_put(a, "notes/new.md", "---\ndate: 2025-10-28\n---\n- [ ] three\n- [ ] four, a rope\n");
    archive_put(a, "notes/none.md", "- [ ] five, a rope\n");
    archive_put(a, "notes/mid.md", "---\ndate: 2025-02-28\n---\n- [x] six\n- [ ] rope, rope\n");
    archive_index(a);
}

static void test_search__filters_alone_newest_first(void **state)
{
    struct archive *a = *state;
    put_dated(a);
    struct mt_results results = archive_ask(a, "is:open");
    assert_string_equal(archive_places(a, &results),
                        "new.md:4 new.md:5 mid.md:5 old.md:4 old.md:5 none.md:1");
    assert_int_equal(results.total, 6);
    assert_int_equal(results.meetings, 4);
    assert_true(results.total_exact);
    assert_string_equal(archive_shown(a, "is:open -three"),
                        "new.md:5 mid.md:5 old.md:4 old.md:5 none.md:1");
}

static void test_search__sorted_by_date(void **state)
{
    static const struct {
        enum mt_sort sort;
        const char *query, *expected;
    } rows[] = {
        {MT_SORT_NEWEST, "rope", "new.md:5 mid.md:5 old.md:4 none.md:1"},
        {MT_SORT_OLDEST, "rope", "old.md:4 mid.md:5 new.md:5 none.md:1"},
        {MT_SORT_OLDEST, "is:open", "old.md:4 old.md:5 mid.md:5 new.md:4 new.md:5 none.md:1"},
    };
    struct archive *a = *state;
    put_dated(a);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_options options = {.limit = 10, .sort = rows[i].sort};
        struct mt_results results = archive_ask_with(a, rows[i].query, options);
        assert_string_equal(archive_places(a, &results), rows[i].expected);
        assert_true(results.total_exact);
    }
}

/* What follows in the same discussion stands behind what is said elsewhere about as well. */
static void test_search__another_meeting_first(void **state)
{
    struct archive *a = *state;
    archive_put(
        a, "notes/long.md",
        "[00:10:00.00] Dana Reyes : Rope.\n\n[00:10:01.00] Sam Okoro : Well, let us see.\n\n"
        "[00:11:05.00] Dana Reyes : Rope.\n\n[00:11:06.00] Sam Okoro : Well, let us see.\n");
    archive_put(a, "notes/other.md",
                "[00:10:00.00] Dana Reyes : Some rope.\n\n[00:10:01.00] Sam Okoro : Let us see.\n");
    archive_index(a);
    assert_string_equal(archive_shown(a, "rope"), "long.md:1 other.md:1 long.md:5");
}

/* What a discussion makes of its own moments does not mix up the others. */
static void test_search__others_by_score(void **state)
{
    struct archive *a = *state;
    struct mt_buf talk, list;
    mt_buf_init(&talk, a->ctx, 10000);
    mt_buf_init(&list, a->ctx, 10000);
    for (int i = 0; i < 20; i++)
        mt_buf_printf(&talk, "[00:%02d:%02d.00] Dana Reyes : rope\n\n", 65 * i / 60, 65 * i % 60);
    for (int i = 0; i < 40; i++) {
        mt_buf_printf(&list, "# Of %d\n\nrope", i);
        for (int word = 0; word < i; word++)
            mt_buf_add(&list, mt_str(" and more"));
        mt_buf_add(&list, mt_str("\n\n"));
    }
    archive_put(a, "notes/talk.md", talk.ptr);
    archive_put(a, "notes/list.md", list.ptr);
    archive_index(a);
    struct mt_results results = archive_ask_with(a, "rope", (struct mt_options){.limit = 100});
    double before = INFINITY;
    for (size_t i = 0; i < results.moments.len; i++) {
        const struct mt_moment *m = &results.moments.ptr[i];
        if (m->timed)
            continue;
        assert_true(m->score <= before);
        before = m->score;
    }
}

/* ---- What is left out ---- */

static void test_search__one_moment_a_minute(void **state)
{
    struct archive *a = *state;
    struct mt_buf text;
    mt_buf_init(&text, a->ctx, 10000);
    for (int i = 0; i < 10; i++) /* every half minute */
        mt_buf_printf(&text, "[00:%02d:%02d.00] Dana Reyes : rope\n\n", i / 2, i % 2 * 30);
    mt_buf_add(&text, mt_str("# Next\n\n- rope\n- rope\n"));
    archive_put(a, "notes/a.md", text.ptr);
    archive_index(a);
    struct mt_results results = archive_ask(a, "rope");
    assert_int_equal(results.total, 12);
    size_t timed = 0;
    for (size_t i = 0; i < results.moments.len; i++) {
        const struct mt_moment *m = &results.moments.ptr[i];
        timed += m->timed;
        for (size_t j = 0; j < i && m->timed; j++)
            if (results.moments.ptr[j].timed)
                assert_true(llabs(m->start_ms - results.moments.ptr[j].start_ms) >= 60000);
    }
    assert_true(timed >= 4 && timed <= 5);
    assert_int_equal(results.moments.len, timed + 2);
    /* filters alone leave nothing out */
    assert_int_equal(archive_ask(a, "speaker:dana").moments.len, 10);
}

static void test_search__cap_a_meeting(void **state)
{
    static const struct {
        size_t cap, limit;
        const char *expected;
        size_t more_a, more_b; /* of a.md's and b.md's moments */
    } rows[] = {
        {0, 10, "a.md:3 a.md:7 a.md:11 a.md:15 b.md:1", 0, 0},
        {2, 10, "a.md:3 a.md:7 b.md:1", 2, 0},
        {1, 10, "a.md:3 b.md:1", 3, 0},
        {9, 3, "a.md:3 a.md:7 a.md:11", 1, 0},
        {2, 1, "a.md:3", 3, 0},
        {1, 0, "", 0, 0},
    };
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "## A\n\nrope\n\n## B\n\nrope\n\n## C\n\nrope\n\n## D\n\nrope\n");
    archive_put(a, "notes/b.md", "- In some corner of some house there lies a rope.\n");
    archive_index(a);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_options options = {.limit = rows[i].limit, .per_meeting = rows[i].cap};
        struct mt_results results = archive_ask_with(a, "rope", options);
        const char *found = archive_places(a, &results);
        if (strcmp(found, rows[i].expected) != 0)
            fail_msg("row %zu: %s, not %s", i, found, rows[i].expected);
        assert_int_equal(results.total, 5);
        assert_int_equal(results.meetings, 2);
        for (size_t m = 0; m < results.moments.len; m++) {
            bool of_a = results.moments.ptr[m].path.ptr[0] == 'a';
            assert_int_equal(results.moments.ptr[m].more, of_a ? rows[i].more_a : rows[i].more_b);
        }
    }
}

static void test_search__pages_are_the_whole(void **state)
{
    struct archive *a = *state;
    for (char c = 'a'; c <= 'e'; c++)
        archive_put(a, mt_str_printf(a->ctx, "notes/%c.md", c).ptr, "- rope\n- a rope\n");
    archive_index(a);
    struct mt_results whole = archive_ask(a, "rope");
    assert_int_equal(whole.moments.len, 10);
    for (size_t offset = 0; offset <= 12; offset += 3) {
        struct mt_options options = {.offset = offset, .limit = 3};
        struct mt_results page = archive_ask_with(a, "rope", options);
        size_t left = offset < 10 ? 10 - offset : 0;
        assert_int_equal(page.moments.len, left < 3 ? left : 3);
        assert_int_equal(page.total, 10);
        for (size_t i = 0; i < page.moments.len; i++) {
            assert_int_equal(page.moments.ptr[i].rank, offset + i + 1);
            assert_true(mt_str_eq(page.moments.ptr[i].id, whole.moments.ptr[offset + i].id));
        }
    }
    struct mt_options far = {.offset = SIZE_MAX, .limit = SIZE_MAX};
    assert_int_equal(archive_ask_with(a, "rope", far).moments.len, 0);
}

/* More notes than are looked at at a time. */
static void test_search__many_notes(void **state)
{
    struct archive *a = *state;
    for (int i = 0; i < 450; i++)
        archive_put(a, mt_str_printf(a->ctx, "notes/%03d.md", i).ptr,
                    i == 449 ? "- [x] a rope\n" : "- [ ] a rope\n");
    archive_index(a);
    static const struct {
        const char *query;
        size_t total;
        bool exact; /* else not all are looked at: all notes here are alike */
    } rows[] = {{"is:open", 449, true},
                {"rope OR lamp", 450, true},
                {"rope AND a", 450, true},
                {"rope", 450, false},
                {"rope lamp", 450, false}};
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_results results =
            archive_ask_with(a, rows[i].query, (struct mt_options){.limit = 5});
        assert_int_equal(results.moments.len, 5);
        if (results.total != rows[i].total || results.total_exact != rows[i].exact)
            fail_msg("%s: %zu", rows[i].query, results.total);
        assert_int_equal(results.meetings, results.total);
        results = archive_ask_with(a, rows[i].query, (struct mt_options){.count = true});
        assert_true(results.total_exact && results.total == rows[i].total);
        assert_int_equal(results.moments.len, 0);
    }
    struct mt_options last = {.offset = 449, .limit = 5};
    assert_int_equal(archive_ask_with(a, "rope", last).moments.len, 1);
    /* what the store alone does not see is looked for in all of them */
    assert_string_equal(archive_shown(a, "rope is:done -is:open"), "449.md:1");
}

/* ---- Copies ---- */

#define TALK                                                 \
    "[00:00:01.00] Dana Reyes : The rope was too short.\n\n" \
    "[00:05:00.00] Sam Okoro : So we took another rope.\n"

static void check_copies(const struct mt_moment *moment, const char *path, const char *copies)
{
    char seen[200] = "";
    for (size_t i = 0; i < moment->copies.len; i++)
        snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%.*s ",
                 MT_ARG(moment->copies.ptr[i]));
    assert_true(mt_str_eq(moment->path, mt_str(path)));
    assert_string_equal(seen, copies);
}

static void test_search__copies_of_a_transcript(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/2025/a longer name.md", "# One\n\nOur rope.\n\n" TALK);
    archive_put(a, "notes/b.md", "# Two\n\nA rope.\n\n" TALK);
    archive_put(a, "notes/old/b.md", "# Three\n\n" TALK);
    archive_index(a);
    struct mt_results results = archive_ask(a, "\"rope was too\"");
    assert_int_equal(results.total, 1);
    assert_int_equal(results.meetings, 1);
    check_copies(&results.moments.ptr[0], "b.md", "2025/a longer name.md old/b.md ");
    assert_int_equal(archive_ask(a, "rope").total, 4); /* two turns, and two summaries */

    /* the copy that passes the filters */
    results = archive_ask(a, "path:old \"rope was too\"");
    assert_int_equal(results.total, 1);
    check_copies(&results.moments.ptr[0], "old/b.md", "");
    results = archive_ask(a, "-path:b.md \"rope was too\"");
    check_copies(&results.moments.ptr[0], "2025/a longer name.md", "");
}

/* The same words cut into other turns: only equal units are copies. */
static void test_search__copies_with_other_turns(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md",
                "[00:00:01.00] Dana Reyes : lamp rope\n\n"
                "[00:05:00.00] Dana Reyes : saw\n\n"
                "[00:09:00.00] Dana Reyes : nail\n\n"
                "[00:13:00.00] Dana Reyes : pin\n");
    archive_put(a, "notes/b.md",
                "[00:00:01.00] Dana Reyes : lamp\n\n"
                "[00:05:00.00] Dana Reyes : rope\n\n"
                "[00:09:00.00] Dana Reyes : saw nail\n\n"
                "[00:13:00.00] Dana Reyes : pin\n");
    archive_index(a);
    assert_int_equal(archive_ask(a, "pin").total, 1);
    assert_int_equal(archive_ask(a, "lamp").total, 2);
    assert_int_equal(archive_ask(a, "rope OR saw").total, 4);
}

static void test_search__copies_of_one_day(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/a.md", "---\ndate: 2025-10-28\n---\n- Buy rope\n- Buy rope\n");
    archive_put(a, "notes/b.md", "---\ndate: 2025-10-28\n---\n- buy ROPE!\n- Buy a rope\n");
    archive_put(a, "notes/c.md", "---\ndate: 2025-10-29\n---\n- Buy rope\n");
    archive_put(a, "notes/d.md", "- Buy rope\n");
    archive_index(a);
    struct mt_results results = archive_ask(a, "buy");
    /* a has it twice, the one of b is the copy of one of those */
    assert_int_equal(results.total, 5);
    size_t copies = 0;
    for (size_t i = 0; i < results.moments.len; i++)
        copies += results.moments.ptr[i].copies.len;
    assert_int_equal(copies, 1);
}

/* Whichever of the notes is looked at first. */
static void test_search__copies_one_by_one(void **state)
{
    struct archive *a = *state;
    archive_put(a, "notes/twice.md", "---\ndate: 2025-10-28\n---\n- Buy rope\n- Buy rope\n");
    archive_put(a, "notes/once.md",
                "---\ndate: 2025-10-28\n---\n# Buy, buy\n\n- Buy rope\n- Buy, buy, buy\n");
    archive_index(a);
    assert_int_equal(archive_ask(a, "buy in:other").total, 3);
    archive_put(
        a, "notes/twice.md",
        "---\ndate: 2025-10-28\n---\n# Buy, buy\n\n- Buy rope\n- Buy rope\n- Buy, buy, buy\n");
    archive_put(a, "notes/once.md", "---\ndate: 2025-10-28\n---\n- Buy rope\n");
    archive_index(a);
    assert_int_equal(archive_ask(a, "buy in:other").total, 3);
}

#define ARCHIVE_TEST(name) cmocka_unit_test_setup_teardown(name, archive_make, archive_drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ARCHIVE_TEST(test_search__tiers),
        ARCHIVE_TEST(test_search__score_decides_in_a_tier),
        ARCHIVE_TEST(test_search__half_a_sentence),
        ARCHIVE_TEST(test_search__the_name_itself),
        ARCHIVE_TEST(test_search__noise_last),
        ARCHIVE_TEST(test_search__what_says_nothing),
        ARCHIVE_TEST(test_search__equals_by_path_and_place),
        ARCHIVE_TEST(test_search__filters_alone_newest_first),
        ARCHIVE_TEST(test_search__sorted_by_date),
        ARCHIVE_TEST(test_search__another_meeting_first),
        ARCHIVE_TEST(test_search__others_by_score),
        ARCHIVE_TEST(test_search__one_moment_a_minute),
        ARCHIVE_TEST(test_search__cap_a_meeting),
        ARCHIVE_TEST(test_search__pages_are_the_whole),
        ARCHIVE_TEST(test_search__many_notes),
        ARCHIVE_TEST(test_search__copies_of_a_transcript),
        ARCHIVE_TEST(test_search__copies_with_other_turns),
        ARCHIVE_TEST(test_search__copies_of_one_day),
        ARCHIVE_TEST(test_search__copies_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
