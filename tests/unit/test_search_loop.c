/* test_search_loop.c - Answers and counts, compared with a plain loop over a random archive
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each note is a list of items, an item is a moment, and its words are drawn from a few; so what a
 * question finds is also known from a loop over all items.
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/search.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"
#include "chance.h"

#define NOTES 300 /* more than one batch */
#define ITEMS 5
#define WORDS 7

enum word { LAMP, BUOY, CRANE, KELP, ROPE, QUAY, HULL, MUD, VOCABULARY };
static const char *const words[] = {"lamp", "buoy", "crane", "kelp", "rope", "quay", "hull", "mud"};

struct item {
    enum word words[WORDS];
};
static struct note {
    mt_date date; /* 0: none */
    struct item items[ITEMS];
} notes[NOTES];

/* ---- The archive ---- */

/* Days from two years before today to one after it, many of them near today. */
static mt_date some_date(void)
{
    static const int years[] = {2023, 2024, 2025, 2025, 2025, 2026};
    if (chance(10) == 0)
        return 0;
    if (chance(3) == 0)
        return 20251020 + (mt_date)chance(12);
    if (chance(3) == 0)
        return 20251101 + (mt_date)chance(10);
    return years[chance(MT_COUNT(years))] * 10000 + (mt_date)(chance(12) + 1) * 100 +
           (mt_date)chance(28) + 1;
}

static void put_note(struct archive *a, size_t n)
{
    struct mt_buf text;
    struct note *note = &notes[n];
    mt_buf_init(&text, a->ctx, 1 << 16);
    note->date = some_date();
    if (note->date)
        mt_buf_printf(&text, "---\ndate: %04d-%02d-%02d\n---\n", note->date / 10000,
                      note->date / 100 % 100, note->date % 100);
    mt_buf_printf(&text, "# Page\n\n");
    for (size_t i = 0; i < ITEMS; i++) {
        mt_buf_printf(&text, "-");
        for (size_t w = 0; w < WORDS; w++) {
            enum word word =
                (enum word)(chance(VOCABULARY) * chance(VOCABULARY) / (VOCABULARY - 1));
            note->items[i].words[w] = word;
            mt_buf_printf(&text, " %s", words[word]);
        }
        mt_buf_printf(&text, " %zu\n", n * ITEMS + i); /* no item is a copy of another */
    }
    archive_put(a, mt_str_printf(a->ctx, "notes/n%zu.md", n).ptr, mt_buf_str(&text).ptr);
}

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    for (size_t n = 0; n < NOTES; n++)
        put_note(*state, n);
    archive_index(*state);
    return 0;
}

/* ---- What holds ---- */

static bool has(const struct item *item, enum word word)
{
    for (size_t i = 0; i < WORDS; i++)
        if (item->words[i] == word)
            return true;
    return false;
}

/* Whether the second word stands at most so many places after the first; or, unless in order,
 * before it. */
static bool near(const struct item *item, enum word a, enum word b, size_t reach, bool ordered)
{
    for (size_t i = 0; i < WORDS; i++)
        for (size_t j = 0; j < WORDS; j++)
            if (item->words[i] == a && item->words[j] == b && i != j && (!ordered || j > i) &&
                (j > i ? j - i : i - j) <= reach)
                return true;
    return false;
}

static bool one(const struct item *item)
{
    return has(item, MUD);
}
static bool both(const struct item *item)
{
    return has(item, HULL) && has(item, QUAY);
}
static bool either(const struct item *item)
{
    return has(item, MUD) || has(item, HULL);
}
static bool without(const struct item *item)
{
    return has(item, ROPE) && !has(item, LAMP);
}
static bool without_phrase(const struct item *item)
{
    return has(item, ROPE) && !near(item, LAMP, BUOY, 1, true);
}
static bool nested(const struct item *item)
{
    return has(item, CRANE) && (has(item, HULL) || has(item, QUAY)) && !has(item, KELP);
}
static bool phrase(const struct item *item)
{
    return near(item, CRANE, ROPE, 1, true);
}
static bool close_by(const struct item *item)
{
    return near(item, KELP, QUAY, 2, false);
}
static bool before(const struct item *item)
{
    return near(item, KELP, QUAY, 2, true);
}

/* ---- Tests ---- */

static struct mt_results ask_all(struct archive *a, const char *query, bool count)
{
    return archive_ask_with(a, query, (struct mt_options){.limit = NOTES * ITEMS, .count = count});
}

static void check_counts(struct archive *a, const char *query, size_t total, size_t meetings)
{
    struct mt_results all = ask_all(a, query, false), count = ask_all(a, query, true);
    struct mt_results page = archive_ask_with(a, query, (struct mt_options){.limit = 3});
    if (all.total != total || all.meetings != meetings || !all.total_exact)
        fail_msg("%s: %zu in %zu, exact %d, not %zu in %zu", query, all.total, all.meetings,
                 all.total_exact, total, meetings);
    if (all.moments.len != total)
        fail_msg("%s: %zu shown of %zu", query, all.moments.len, total);
    if (count.total != total || count.meetings != meetings || !count.total_exact)
        fail_msg("%s: counted %zu in %zu, not %zu in %zu", query, count.total, count.meetings,
                 total, meetings);
    if (page.total_exact && (page.total != total || page.meetings != meetings))
        fail_msg("%s: a page says %zu in %zu, not %zu in %zu", query, page.total, page.meetings,
                 total, meetings);
}

static void test_search__words(void **state)
{
    static const struct {
        const char *query;
        bool (*holds)(const struct item *item);
    } rows[] = {
        {"mud", one},
        {"hull AND quay", both},
        {"mud OR hull", either},
        {"rope -lamp", without},
        {"rope AND NOT lamp", without},
        {"rope -\"lamp buoy\"", without_phrase},
        {"crane AND (hull OR quay) AND NOT kelp", nested},
        {"\"crane rope\"", phrase},
        {"kelp NEAR/2 quay", close_by},
        {"kelp BEFORE/2 quay", before},
    };
    for (size_t r = 0; r < MT_COUNT(rows); r++) {
        size_t total = 0, meetings = 0;
        for (size_t n = 0; n < NOTES; n++) {
            size_t of_note = 0;
            for (size_t i = 0; i < ITEMS; i++)
                of_note += rows[r].holds(&notes[n].items[i]);
            total += of_note;
            meetings += of_note > 0;
        }
        if (total == 0 || total == NOTES * ITEMS)
            fail_msg("%s tells nothing", rows[r].query);
        check_counts(*state, rows[r].query, total, meetings);
    }
}

/* No date filter leaks, and none loses a note. Today is Monday, 2025-11-03. */
static void test_search__dates(void **state)
{
    static const struct {
        const char *filter;
        mt_date from, to;
    } rows[] = {
        {"date:2025", 20250101, 20251231},
        {"date:2024-02", 20240201, 20240299},
        {"date:2025-11-03", 20251103, 20251103},
        {"date:20251103", 20251103, 20251103},
        {"date:2025-10..2025-11", 20251001, 20251130},
        {"date:2024..", 20240101, 99999999},
        {"date:..2024", 1, 20241231},
        {"date:2025-10-20..2025-10-26", 20251020, 20251026},
        {"date:2025-W43", 20251020, 20251026},
        {"date:2025-Q4", 20251001, 20251231},
        {"date:today", 20251103, 20251103},
        {"date:yesterday", 20251102, 20251102},
        {"date:tomorrow", 20251104, 20251104},
        {"date:this-week", 20251103, 20251109},
        {"date:last-week", 20251027, 20251102},
        {"date:this-month", 20251101, 20251130},
        {"date:last-month", 20251001, 20251031},
        {"date:this-year", 20250101, 20251231},
        {"date:last-year", 20240101, 20241231},
        {"date:october", 20251001, 20251031},
        {"date:oct-2025", 20251001, 20251031},
        {"date:1w..", 20251027, 99999999},
        {"date:..1w", 1, 20251027},
        {"date:2025-10-31..2025-10-01", 20251001, 20251031},
    };
    struct archive *a = *state;
    for (size_t r = 0; r < MT_COUNT(rows); r++) {
        const char *query = mt_str_printf(a->ctx, "lamp %s", rows[r].filter).ptr;
        struct mt_results found = ask_all(a, query, false);
        size_t total = 0, meetings = 0;
        for (size_t n = 0; n < NOTES; n++) {
            size_t of_note = 0;
            if (notes[n].date >= rows[r].from && notes[n].date <= rows[r].to)
                for (size_t i = 0; i < ITEMS; i++)
                    of_note += has(&notes[n].items[i], LAMP);
            total += of_note;
            meetings += of_note > 0;
        }
        for (size_t i = 0; i < found.moments.len; i++) {
            mt_date date = found.moments.ptr[i].date;
            if (date < rows[r].from || date > rows[r].to)
                fail_msg("%s: %d", query, date);
        }
        check_counts(a, query, total, meetings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search__words),
        cmocka_unit_test(test_search__dates),
    };
    return cmocka_run_group_tests(tests, make_index, archive_drop);
}
