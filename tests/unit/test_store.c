/* test_store.c - Reading an index: questions, documents, terms
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include "store/places.h"
#include "store_fixture.h"

/* ---- Questions ---- */

static const struct mt_store_query *node(enum mt_store_op op, const struct mt_store_query **kids,
                                         size_t n_kids)
{
    struct mt_store_query *query = mt_new(ctx, struct mt_store_query);
    query->op = op;
    query->kids = mt_array(ctx, const struct mt_store_query *, n_kids);
    for (size_t i = 0; i < n_kids; i++)
        query->kids[i] = kids[i];
    query->n_kids = n_kids;
    return query;
}

static const struct mt_store_query *range(const char *from, const char *to)
{
    struct mt_store_query *query = mt_new(ctx, struct mt_store_query);
    query->op = MT_STORE_RANGE;
    query->slot = MT_SLOT_DATE;
    query->term = mt_str(from);
    query->term_to = mt_str(to);
    return query;
}

static const struct mt_store_query *all_notes(void)
{
    return node(MT_STORE_EVERYTHING, NULL, 0);
}

static const struct mt_store_query *scaled(const struct mt_store_query *kid, double scale)
{
    struct mt_store_query *query = (struct mt_store_query *)node(MT_STORE_SCALE, &kid, 1);
    query->scale = scale;
    return query;
}

#define NODE(op, ...)                                          \
    node((op), (const struct mt_store_query *[]){__VA_ARGS__}, \
         sizeof((const struct mt_store_query *[]){__VA_ARGS__}) / sizeof(struct mt_store_query *))

/* The ids of the notes found, in the order of the hits: "ad". They were written in that order, so
 * docid 1 is the first. */
static const char *found(struct mt_reader *reader, const struct mt_store_query *query,
                         const struct mt_search_options *options, struct mt_store_hits *hits)
{
    assert_ok(mt_reader_search(reader, ctx, query, options, hits, &err));
    char *ids = mt_alloc(ctx, hits->n_hits + 1);
    for (size_t i = 0; i < hits->n_hits; i++)
        ids[i] = (char)('a' + hits->hits[i].docid - 1);
    ids[hits->n_hits] = '\0';
    return ids;
}

static int by_char(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

static void assert_found(struct mt_reader *reader, const char *name,
                         const struct mt_store_query *query, const char *should)
{
    struct mt_store_hits hits;
    char *ids = (char *)found(reader, query, &by_score, &hits);
    qsort(ids, strlen(ids), 1, by_char);
    if (strcmp(ids, should) != 0)
        fail_msg("%s: found \"%s\", not \"%s\"", name, ids, should);
    assert_true(hits.exact);
    assert_int_equal(hits.matches, strlen(should));
}

static void test_reader_search__answers_each_kind_of_question(void **state)
{
    (void)state;
    struct mt_reader *reader = index_of_notes();
    const struct mt_store_query *oven = term("oven"), *budget = term("budget"), *the = term("the"),
                                *bakery = term("bakery"), *ada = term("Aada"),
                                *neither = term("yeast"), *either = NODE(MT_STORE_OR, oven, budget);
    const struct {
        const char *name;
        const struct mt_store_query *query;
        const char *ids;
    } rows[] = {
        {"nothing", node(MT_STORE_NOTHING, NULL, 0), ""},
        {"everything", all_notes(), "abcde"},
        {"a word", oven, "acd"},
        {"a word that is not there", neither, ""},
        {"a boolean term", ada, "ad"},
        {"all", NODE(MT_STORE_AND, oven, budget), "ad"},
        {"all of none", node(MT_STORE_AND, NULL, 0), ""},
        {"any", either, "abcd"},
        {"any of none", node(MT_STORE_OR, NULL, 0), ""},
        {"synonyms", NODE(MT_STORE_SYNONYM, oven, neither, budget), "abcd"},
        {"one synonym", NODE(MT_STORE_SYNONYM, oven), "acd"},
        {"a phrase", NODE(MT_STORE_PHRASE, oven, budget), "a"},
        {"a phrase over the gap", NODE(MT_STORE_PHRASE, bakery, oven), ""},
        {"a phrase with a choice", NODE(MT_STORE_PHRASE, the, either), "ad"},
        {"a phrase of one", NODE(MT_STORE_PHRASE, the), "ad"},
        {"a phrase of none", node(MT_STORE_PHRASE, NULL, 0), ""},
        {"a phrase and a word", NODE(MT_STORE_AND, NODE(MT_STORE_PHRASE, the, budget), ada), "d"},
        {"a phrase or a word", NODE(MT_STORE_OR, NODE(MT_STORE_PHRASE, oven, budget), neither),
         "a"},
        {"all but a phrase",
         NODE(MT_STORE_AND_NOT, all_notes(), NODE(MT_STORE_PHRASE, oven, budget)), "bcde"},
        {"a word repeated", NODE(MT_STORE_PHRASE, budget, budget, budget), "b"},
        {"a filter", NODE(MT_STORE_FILTER, oven, term("XKdecision")), "ac"},
        {"all but", NODE(MT_STORE_AND_NOT, all_notes(), oven), "be"},
        {"scaled", scaled(oven, 3), "acd"},
        {"scaled to nothing", scaled(oven, 0), "acd"},
        {"one day", range("20260105", "20260105"), "ad"},
        {"days", range("20251201", "20260104"), "b"},
        {"from a day on", range("20260101", ""), "ad"},
        {"up to a day", range("", "20251231"), "b"},
        {"any day", range("", ""), "abd"},
        {"days backwards", range("20260105", "20251201"), ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        assert_found(reader, rows[i].name, rows[i].query, rows[i].ids);
    mt_reader_free(reader);
}

static void test_reader_search__refuses_what_has_no_meaning(void **state)
{
    (void)state;
    struct mt_reader *reader = index_of_notes();
    const struct mt_store_query *oven = term("oven"), *deep = oven,
                                *both = NODE(MT_STORE_AND, oven, oven);
    for (int i = 0; i < 250; i++)
        deep = NODE(MT_STORE_AND, deep);
    const struct {
        const char *name;
        const struct mt_store_query *query;
        enum mt_status status;
    } rows[] = {
        {"deep nesting", deep, MT_ERR_USAGE},
        {"an empty term", term(""), MT_ERR_INTERNAL},
        {"a filter without one", NODE(MT_STORE_FILTER, oven), MT_ERR_INTERNAL},
        {"a term with kids", node(MT_STORE_TERM, &oven, 1), MT_ERR_INTERNAL},
        {"a phrase of ANDs", NODE(MT_STORE_PHRASE, oven, both), MT_ERR_INTERNAL},
        {"a synonym of ANDs", NODE(MT_STORE_SYNONYM, both), MT_ERR_INTERNAL},
        {"a negative scale", scaled(oven, -1), MT_ERR_INTERNAL},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_store_hits hits = {.n_hits = 12345};
        struct mt_error err = {0};
        enum mt_status status =
            mt_reader_search(reader, ctx, rows[i].query, &by_score, &hits, &err);
        if (status != rows[i].status || hits.n_hits != 12345 || !err.message[0])
            fail_msg("%s: %s", rows[i].name, mt_status_name(status));
    }
    mt_reader_free(reader);
}

static void test_reader_search__stands_terms_that_cannot_be(void **state)
{
    (void)state;
    struct mt_reader *reader = index_of_notes();
    struct mt_store_query *query = (struct mt_store_query *)term("x");
    char *longest = mt_zalloc(ctx, 100000);
    memset(longest, 'x', 1000);
    for (size_t len = 1; len <= 100000; len *= 10) {
        query->term = mt_str_of(longest, len);
        assert_found(reader, "long", query, "");
        query->term = mt_str_of(longest + 1000, len < 1000 ? len : 1000);
        assert_found(reader, "NULs", query, "");
    }
    mt_reader_free(reader);
}

static void test_reader_search__scores(void **state)
{
    (void)state;
    struct mt_reader *reader = index_of_notes();
    struct mt_store_hits plain, tripled, filtered;
    const char *ids = found(reader, term("budget"), &by_score, &plain);
    assert_int_equal(ids[0], 'b');
    assert_true(plain.hits[0].score > plain.hits[1].score && plain.hits[1].score > 0);
    found(reader, scaled(term("budget"), 3), &by_score, &tripled);
    assert_true(tripled.hits[0].score > 2.99 * plain.hits[0].score);
    found(reader, NODE(MT_STORE_FILTER, term("budget"), term("the")), &by_score, &filtered);
    assert_int_equal(filtered.n_hits, 2);
    assert_true(filtered.hits[0].score == plain.hits[1].score);
    mt_reader_free(reader);
}

static void test_reader_search__sorts_and_pages(void **state)
{
    (void)state;
    struct mt_reader *reader = index_of_notes();
    static const struct {
        bool newest, oldest;
        uint32_t offset, limit;
        const char *ids;
    } rows[] = {
        {true, false, 0, 10, "adbce"},
        {true, false, 1, 2, "db"},
        {true, false, 5, 2, ""},
        {false, true, 0, 10, "badce"},
        {false, true, 1, 3, "adc"},
        {false, true, 3, 9, "ce"},
        {false, true, 4, 1, "e"},
        {false, true, 9, 1, ""},
        {false, true, 0, 0, ""},
        {false, false, 0, 10, "abcde"},
        {false, false, 3, UINT32_MAX, "de"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_store_hits hits;
        struct mt_deadline later = mt_deadline_in(60000);
        struct mt_search_options options = {.offset = rows[i].offset,
                                            .limit = rows[i].limit,
                                            .deadline = &later,
                                            .newest_first = rows[i].newest,
                                            .oldest_first = rows[i].oldest,
                                            .k1 = 1};
        const char *ids = found(reader, all_notes(), &options, &hits);
        if (strcmp(ids, rows[i].ids) != 0)
            fail_msg("row %zu: \"%s\", not \"%s\"", i, ids, rows[i].ids);
        if (rows[i].newest || rows[i].oldest)
            assert_true(hits.exact && hits.matches == 5);
    }
    mt_reader_free(reader);
}

static void test_reader_search__deadline(void **state)
{
    static const struct mt_deadline over = {.set = true};
    struct mt_search_options options = by_score;
    struct mt_reader *reader = index_of_notes();
    struct mt_store_hits hits;
    (void)state;
    options.deadline = &over;
    assert_int_equal(mt_reader_search(reader, ctx, all_notes(), &options, &hits, NULL),
                     MT_ERR_TIMEOUT);
    mt_reader_free(reader);
}

/* ---- Documents ---- */

static void test_reader_values__of_some(void **state)
{
    (void)state;
    struct mt_reader *reader = index_of_notes();
    static const uint32_t docids[] = {1, 3, 5, 99};
    struct mt_values values[MT_COUNT(docids)];
    const struct mt_place_key oven = mt_place_key(mt_str("oven"));
    struct mt_positions positions = {0};
    uint32_t slots = (1U << MT_SLOT_RECORD) - 1;
    assert_ok(mt_reader_values(reader, ctx, slots, docids, MT_COUNT(docids), values, &err));
    for (unsigned slot = 0; slot < MT_SLOT_RECORD; slot++) {
        struct mt_str one;
        for (size_t i = 0; i + 1 < MT_COUNT(docids); i++) {
            assert_ok(mt_reader_value(reader, ctx, docids[i], (enum mt_slot)slot, &one, &err));
            assert_true(mt_str_eq(values[i].of[slot], one));
        }
        assert_int_equal(values[3].of[slot].len, 0);
    }
    assert_int_equal(values[0].of[MT_SLOT_RECORD].len, 0);
    for (size_t i = 0; i < 2; i++)
        assert_ok(mt_places_find(values[i].of[MT_SLOT_PLACES + oven.part], &oven, 1, ctx,
                                 &positions, NULL, &err));
    assert_int_equal(positions.len, 2);
    assert_int_equal(positions.ptr[0], 2);
    assert_int_equal(positions.ptr[1], 102);
    mt_reader_free(reader);
}

static void test_reader_value__and_data(void **state)
{
    (void)state;
    struct mt_reader *reader = index_of_notes();
    struct mt_str text;
    assert_ok(mt_reader_value(reader, ctx, 1, MT_SLOT_DATE, &text, &err));
    assert_true(mt_str_eq(text, mt_str("20260105")));
    assert_ok(mt_reader_value(reader, ctx, 3, MT_SLOT_DATE, &text, &err));
    assert_int_equal(text.len, 0);
    assert_ok(mt_reader_value(reader, ctx, 3, MT_SLOT_UNITS, &text, &err));
    assert_true(mt_str_eq(text, mt_str_of("u\0v", 3)));
    assert_ok(mt_reader_data(reader, ctx, 2, &text, &err));
    assert_true(mt_str_eq(text, mt_str("budget budget budget")));
    struct mt_str untouched = text;
    assert_int_equal(mt_reader_data(reader, ctx, 99, &text, NULL), MT_ERR_STALE);
    assert_int_equal(mt_reader_value(reader, ctx, 99, MT_SLOT_DATE, &text, NULL), MT_ERR_STALE);
    assert_ptr_equal(text.ptr, untouched.ptr);
    mt_reader_free(reader);
}

static void test_reader_terms__lists_a_prefix(void **state)
{
    (void)state;
    struct mt_reader *reader = index_of_notes();
    struct mt_term_list terms;
    struct mt_docids all = {0};
    assert_ok(mt_reader_documents(reader, ctx, &all, &err));
    assert_int_equal(all.len, 5);
    assert_ok(mt_reader_terms(reader, ctx, mt_str("b"), 10, true, &terms, &err));
    assert_int_equal(terms.len, 2);
    assert_true(mt_str_eq(terms.ptr[0].term, mt_str("bakery")));
    assert_true(mt_str_eq(terms.ptr[1].term, mt_str("budget")));
    assert_int_equal(terms.ptr[1].documents, 3);
    assert_int_equal(terms.ptr[1].occurrences, 5);
    assert_ok(mt_reader_terms(reader, ctx, mt_str("XK"), 10, true, &terms, &err));
    assert_int_equal(terms.len, 2);
    assert_int_equal(terms.ptr[0].documents, 2);
    assert_int_equal(terms.ptr[0].occurrences, 0);
    assert_ok(mt_reader_terms(reader, ctx, mt_str(""), 3, false, &terms, &err));
    assert_int_equal(terms.len, 3);
    assert_ok(mt_reader_terms(reader, ctx, mt_str("zz"), 3, false, &terms, &err));
    assert_int_equal(terms.len, 0);
    mt_reader_free(reader);
}

static void test_reader_open__reads_several_places_as_one(void **state)
{
    (void)state;
    write_notes("one", notes, 2);
    write_notes("two", notes + 2, 3);
    const char *places[] = {in_root("one"), in_root("two")};
    struct mt_reader *reader;
    struct mt_store_hits hits;
    struct mt_values values;
    struct mt_str text;
    assert_ok(mt_reader_open(places, 2, &reader, &err));
    assert_ok(mt_reader_search(reader, ctx, term("oven"), &by_score, &hits, &err));
    assert_int_equal(hits.n_hits, 3);
    size_t from[2] = {0, 0};
    for (size_t i = 0; i < hits.n_hits; i++) {
        uint32_t docid = hits.hits[i].docid;
        from[mt_reader_place_of(reader, docid)]++;
        assert_ok(mt_reader_data(reader, ctx, docid, &text, &err));
        assert_true(mt_str_find(text, mt_str("oven"), 0) != MT_NPOS);
        assert_ok(mt_reader_values(reader, ctx, 1U << MT_SLOT_UNITS, &docid, 1, &values, &err));
        assert_true(mt_str_eq(values.of[MT_SLOT_UNITS], mt_str_of("u\0v", 3)));
    }
    assert_int_equal(from[0], 1);
    assert_int_equal(from[1], 2);
    mt_reader_free(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(test_reader_search__answers_each_kind_of_question),
        STORE_TEST(test_reader_search__refuses_what_has_no_meaning),
        STORE_TEST(test_reader_search__stands_terms_that_cannot_be),
        STORE_TEST(test_reader_search__scores),
        STORE_TEST(test_reader_search__sorts_and_pages),
        STORE_TEST(test_reader_search__deadline),
        STORE_TEST(test_reader_values__of_some),
        STORE_TEST(test_reader_value__and_data),
        STORE_TEST(test_reader_terms__lists_a_prefix),
        STORE_TEST(test_reader_open__reads_several_places_as_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
