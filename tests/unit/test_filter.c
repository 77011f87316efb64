/* test_filter.c - Fields of a question as boolean terms of the store
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "query/filter.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"
#include "store/record.h"

static struct mt_reader *reader;

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    struct archive *a = *state;
    archive_put(a, "notes/2025/a.md",
                "---\ndate: 2025-10-07\ntype: Standup\ntags: [Boats, fête]\nseries: Harbour Days\n"
                "people: [Dana Reyes, Sam Okoro]\n---\n# Alpha plan\n\n"
                "[00:00:01.00] Dana Reyes : Good morning.\n");
    archive_put(a, "notes/2025/b.md",
                "---\ndate: 2025-10-28\ntype: review\ntags: [boats]\nseries: weekly\n"
                "people: [Dana Okoro]\n---\n# Beta\n\n## Decisions\n\n- Dana buys rope\n\n"
                "## Tasks\n\n- [ ] rope @Sam Okoro 📅 2025-11-04\n- [x] lamp @Ada Quist\n");
    archive_put(a, "notes/c.md", "# Gamma\n\n- [/] saw\n- [-] nail\n\nSam was not there.\n");
    archive_index(a);
    const char *index = archive_path(a, "index");
    return mt_reader_open(&index, 1, &reader, NULL) == MT_OK ? 0 : -1;
}

static int drop_index(void **state)
{
    mt_reader_free(reader);
    return archive_drop(state);
}

/* The first letters of the notes that the store finds for a field, sorted. */
static const char *notes_found(const struct archive *a, const struct mt_query *field)
{
    const struct mt_store_query *query = NULL;
    struct mt_search_options options = {.limit = 100, .k1 = 1, .b = .5};
    struct mt_store_hits hits = {0};
    char found[] = "   ";
    assert_int_equal(mt_filter_query(a->ctx, reader, field, NULL, &query, NULL), MT_OK);
    assert_int_equal(mt_reader_search(reader, a->ctx, query, &options, &hits, NULL), MT_OK);
    for (size_t i = 0; i < hits.n_hits; i++) {
        struct mt_str data;
        struct mt_record record;
        assert_int_equal(mt_reader_data(reader, a->ctx, hits.hits[i].docid, &data, NULL), MT_OK);
        assert_int_equal(mt_record_unpack(a->ctx, data, &record, NULL), MT_OK);
        char letter = record.path.ptr[record.path.len - 4];
        found[letter - 'a'] = letter;
    }
    struct mt_buf shown;
    mt_buf_init(&shown, a->ctx, 10);
    for (size_t i = 0; i < 3; i++)
        if (found[i] != ' ')
            mt_buf_add_char(&shown, found[i]);
    return shown.len ? shown.ptr : "";
}

static void test_filter_query__notes(void **state)
{
    static const struct archive_row rows[] = {
        {"speaker:dana", "a"},
        {"speaker:\"dana reyes\"", "a"},
        {"speaker:sam", ""},
        {"person:dana", "ab"}, /* who speaks is not mentioned, but stands in the front matter */
        {"org:rope", "b"},
        {"in:decision", "b"},
        {"in:transcript", "a"},
        {"in:risk", ""},
        {"owner:okoro", "b"},
        {"owner:dana", ""},
        {"is:open", "bc"},
        {"is:done", "b"},
        {"is:cancelled", "c"},
        {"is:overdue", "bc"}, /* whether it is, is seen on the moment */
        {"is:task", "bc"},
        {"due:2025-11", "bc"},
        {"with:sam", "a"},
        {"with:okoro", "ab"},
        {"with:ada", ""},
        {"date:2025-10-07", "a"},
        {"date:2025-10", "ab"},
        {"date:2025-10-08..", "b"},
        {"date:..2025-10-07", "a"},
        {"date:2024", ""},
        {"type:standup", "a"},
        {"type:STANDUP", "a"},
        {"type:stand", ""},
        {"tag:boats", "ab"},
        {"tag:Fete", "a"},
        {"tag:boat", ""},
        {"path:2025", "ab"},
        {"path:*.md", "abc"},
        {"path:c.md", "c"},
        {"path:2025/*", "ab"},
        {"path:2024", ""},
        {"title:alpha", "a"},
        {"title:\"plan alpha\"", "a"},
        {"title:gamma", "c"},
        {"series:harbour", "a"},
        {"Series:\"days harbour\"", "a"},
        {"series:weekly", "b"},
        {"series:week", ""},
    };
    struct archive *a = *state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        const struct mt_query *tree = archive_tree(a, rows[i].query);
        assert_int_equal(tree->op, MT_QUERY_FIELD);
        const char *found = notes_found(a, tree);
        if (strcmp(found, rows[i].expected) != 0)
            fail_msg("%s: %s, not %s", rows[i].query, found, rows[i].expected);
    }
}

/* Where the store knows words only, two of them may be of two names. */
static void test_filter_is_exact__cases(void **state)
{
    static const struct {
        const char *query;
        bool expected;
    } rows[] = {
        {"date:2025", true},     {"type:review", true},
        {"tag:boats", true},     {"with:dana", true},
        {"series:weekly", true}, {"with:\"dana okoro\"", false},
        {"title:alpha", false},  {"series:\"harbour days\"", false},
        {"path:c.md", false},    {"speaker:dana", false},
        {"person:dana", false},  {"org:rope", false},
        {"in:risk", false},      {"owner:okoro", false},
        {"is:open", false},      {"due:2025-11", false},
    };
    struct archive *a = *state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_filter_is_exact(archive_tree(a, rows[i].query)) != rows[i].expected)
            fail_msg("%s", rows[i].query);
}

static void test_filter_knows_key__cases(void **state)
{
    static const struct {
        const char *key;
        bool expected;
    } rows[] = {{"series", true},   {"SERIES", true}, {"serie", false},
                {"seriesx", false}, {"re", false},    {"", false}};
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        bool known = !rows[i].expected;
        assert_int_equal(mt_filter_knows_key(reader, mt_str(rows[i].key), &known, NULL), MT_OK);
        if (known != rows[i].expected)
            fail_msg("\"%s\"", rows[i].key);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filter_query__notes),
        cmocka_unit_test(test_filter_is_exact__cases),
        cmocka_unit_test(test_filter_knows_key__cases),
    };
    return cmocka_run_group_tests(tests, make_index, drop_index);
}
