/* test_match.c - Which units of a note are moments of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/match.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"

static struct mt_reader *reader;

static const char list[] = "---\n"                               /* 1 */
                           "tags: [boats]\n"                     /* 2 */
                           "---\n"                               /* 3 */
                           "# List of things\n"                  /* 4 */
                           "\n"                                  /* 5 */
                           "## Decisions\n"                      /* 6 */
                           "\n"                                  /* 7 */
                           "- one plus two\n"                    /* 8 */
                           "- two minus three, says Ada Quist\n" /* 9 */
                           "- four, dup and dup\n"               /* 10 */
                           "- an e-mail, no mail, no e\n"        /* 11 */
                           "\n"                                  /* 12 */
                           "## Risks\n"                          /* 13 */
                           "\n"                                  /* 14 */
                           "- one again\n"                       /* 15 */
                           "- Quist, then Ada\n";                /* 16 */

static const char tasks[] = "---\n"                                      /* 1 */
                            "type: Übersicht\n"                          /* 2 */
                            "tags: [Fête]\n"                             /* 3 */
                            "people: [Dana Reyes, Sam Okoro]\n"          /* 4 */
                            "series: [Harbour Days, late]\n"             /* 5 */
                            "---\n"                                      /* 6 */
                            "- [ ] buy rope @Sam Okoro 📅 2025-11-04\n"   /* 7 */
                            "- [/] sell rope @Sam Tanaka 📅 2025-11-02\n" /* 8 */
                            "- [x] burn rope @Dana Reyes 📅 2025-11-01\n" /* 9 */
                            "- [-] tie rope\n"                           /* 10 */
                            "- no task at all\n"                         /* 11 */
                            "- [ ] mend rope 📅 2025-11-03\n";            /* 12: due today */

static const char talk[] = "[00:00:01.00] Dana Reyes : The alpha stands here.\n"          /* 1 */
                           "\n"                                                           /* 2 */
                           "[00:00:10.00] Sam Okoro : And beta follows at once.\n"        /* 3 */
                           "\n"                                                           /* 4 */
                           "[00:01:05.00] Dana Reyes : Much later gamma comes up.\n"      /* 5 */
                           "\n"                                                           /* 6 */
                           "[00:05:00.00] Sam Okoro : Finally delta ends it, and she\n"   /* 7 */
                           "\n"                                                           /* 8 */
                           "[00:05:04.00] Dana Reyes : epsilon, quite alone: epsilons\n"; /* 9 */

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    struct archive *a = *state;
    archive_put(a, "notes/l.md", list);
    archive_put(a, "notes/t.md", talk);
    archive_put(a, "notes/w.md", tasks);
    archive_index(a);
    const char *index = archive_path(a, "index");
    return mt_reader_open(&index, 1, &reader, NULL) == MT_OK ? 0 : -1;
}

static int drop_index(void **state)
{
    mt_reader_free(reader);
    return archive_drop(state);
}

static int by_text(const void *x, const void *y)
{
    return mt_str_compare(*(const struct mt_str *)x, *(const struct mt_str *)y);
}

/* All moments, before any is folded or left out: "l8 l11 t3". */
static const char *moments(const struct archive *a, const char *query)
{
    struct mt_plan_options options = {.today = ARCHIVE_TODAY};
    struct mt_search_options ask = {.limit = 100, .k1 = 1, .b = .5};
    struct mt_store_hits hits = {0};
    struct mt_strs places = {0};
    struct mt_plan plan;
    struct mt_occurrences *words;
    assert_int_equal(
        mt_plan_query(a->ctx, archive_tree(a, query), reader, 20, &options, &plan, NULL), MT_OK);
    assert_int_equal(mt_reader_search(reader, a->ctx, plan.store, &ask, &hits, NULL), MT_OK);
    for (size_t i = 0; i < hits.n_hits; i++) {
        struct mt_values values;
        uint32_t slots = MT_MATCH_SLOTS | mt_occurrences_slots(&plan.families);
        assert_int_equal(
            mt_reader_values(reader, a->ctx, slots, &hits.hits[i].docid, 1, &values, NULL), MT_OK);
        assert_int_equal(
            mt_occurrences_read(a->ctx, &plan.families, &values, 1, NULL, &words, NULL), MT_OK);
        struct mt_candidate *note = mt_match_new(a->ctx, &hits.hits[i]);
        const struct mt_record *record;
        assert_int_equal(mt_match_open(note, reader, &plan, &values, words, &options, NULL), MT_OK);
        assert_int_equal(mt_match_record(note, reader, &record, NULL), MT_OK);
        for (uint32_t u = 0; u < note->table.n_units; u++)
            if (note->moments[u])
                *mt_push(a->ctx, &places) =
                    mt_str_printf(a->ctx, "%c%02u ", record->path.ptr[0],
                                  mt_record_place(record, record->ranges[u].begin).line);
    }
    struct mt_buf all;
    mt_buf_init(&all, a->ctx, 1000);
    if (places.len)
        qsort(places.ptr, places.len, sizeof *places.ptr, by_text);
    for (size_t i = 0; i < places.len; i++)
        mt_buf_add(&all, places.ptr[i]);
    return all.len ? all.ptr : "";
}

static void check(const struct archive *a, const struct archive_row *rows, size_t n)
{
    archive_check(a, rows, n, moments);
}

static void test_match_note__words(void **state)
{
    static const struct archive_row rows[] = {
        {"alpha", "t01 "},      {"two", "l08 l09 "}, {"decisions", "l06 "}, /* a heading's words are
                                                                               its own moment */
        {"epsilon", "t09 "},    {"zebra", ""},       {"\"dup and\"", "l10 "}, {"e-mail", "l11 "},
        {"=Quist", "l09 l16 "}, {"=quist", ""},      {"=QUIST", ""},          {"=mail", "l11 "},
        {"=epsilons", "t09 "},  {"eps*", "t09 "},
    };
    check(*state, rows, MT_COUNT(rows));
}

/* In the first of its units that passes; not in any of them below a negation. */
static void test_match_note__phrase_over_speakers(void **state)
{
    static const struct archive_row rows[] = {
        {"\"stands here and beta\"", "t01 "},
        {"speaker:dana \"stands here and beta\"", "t01 "},
        {"speaker:sam \"stands here and beta\"", "t03 "},
        {"speaker:milo \"stands here and beta\"", ""},
        {"speaker:dana \"and she epsilon\"", "t09 "},
        {"speaker:sam \"here and beta\" alpha", ""}, /* it is Dana who says alpha */
        {"speaker:sam (\"here and beta\" OR delta)", "t03 t07 "},
        {"alpha -\"here and beta\"", ""},
        {"beta -\"here and beta\"", ""},
        {"beta -\"and here\"", "t03 "},
        {"gamma -\"here and beta\"", "t05 "},
    };
    check(*state, rows, MT_COUNT(rows));
}

/* In one item, or within a minute of one transcript. */
static void test_match_note__all_words(void **state)
{
    static const struct archive_row rows[] = {
        {"one AND two", "l08 "},
        {"one AND three", ""},
        {"one AND again", "l15 "},
        {"alpha AND beta", "t01 t03 "},
        {"beta AND gamma", "t03 t05 "},
        {"alpha AND gamma", ""},              /* 64 s */
        {"alpha AND beta AND gamma", "t03 "}, /* near to both */
        {"delta AND epsilon", "t07 t09 "},
        {"alpha AND delta", ""},
        {"alpha AND one", ""},
        {"alpha AND (beta OR delta)", "t01 t03 "},
        {"(alpha AND delta) OR gamma", "t05 "},
        {"alpha OR zebra", "t01 "},
        {"four OR gamma", "l10 t05 "},
        /* side by side: relaxed, so some are enough */
        {"alpha delta", "t01 t07 "},
        {"alpha zebra", "t01 "},
        {"e-mail alpha", "l11 t01 "},
        /* but not what is no single word */
        {"alpha \"zebra crossing\"", ""},
        {"alpha delta \"ends it\"", "t07 "},
    };
    check(*state, rows, MT_COUNT(rows));
}

static void test_match_note__phrases(void **state)
{
    static const struct archive_row rows[] = {
        {"\"alpha stands\"", "t01 "},
        {"\"stands alpha\"", ""},
        {"\"here and beta\"", "t01 "}, /* over a change of speaker */
        {"\"and she epsilon\"", "t07 "},
        {"\"once much\"", "t03 "},
        {"\"two two\"", ""},                     /* not over the end of an item */
        {"\"epsilon quite alone epsilon\"", ""}, /* as it stands, not by its stem */
    };
    check(*state, rows, MT_COUNT(rows));
}

static void test_match_note__near(void **state)
{
    static const struct archive_row rows[] = {
        {"alpha NEAR/4 beta", "t01 "},
        {"beta NEAR/4 alpha", "t03 "},
        {"alpha NEAR/3 beta", ""},
        {"alpha BEFORE/4 beta", "t01 "},
        {"beta BEFORE/4 alpha", ""},
        {"dup NEAR/2 dup", "l10 "},
        {"four NEAR/3 four", ""},
        {"\"the alpha\" NEAR/5 beta", "t01 "},
        {"alpha NEAR/2 (zebra OR stands)", "t01 "},
        {"alpha NEAR/1000 epsilon", "t01 "},
        /* never over the end of an item, however far */
        {"one NEAR/1000 three", ""},
        {"two NEAR/1000 three", "l09 "},
        {"plus BEFORE/1000 again", ""},
    };
    check(*state, rows, MT_COUNT(rows));
}

static void test_match_note__negations(void **state)
{
    static const struct archive_row rows[] = {
        {"alpha -beta", "t01 "}, /* the unit itself has no beta */
        {"alpha -stands", ""},
        {"two -one", "l09 "},
        {"two -\"minus three\"", "l08 "},
        {"two -(plus OR minus)", ""},
        {"two NOT (plus AND three)", "l08 l09 "},
        {"-alpha in:transcript", "t03 t05 t07 t09 "},
        {"-speaker:dana in:transcript", "t03 t07 "},
        {"two -in:decision", ""},
        {"rope -is:open", "w09 w10 "},
        {"rope -tag:fete", ""},
        {"two -tag:fete", "l08 l09 "},
        {"-in:decision -in:transcript -in:risk",
         "l02 l04 w02 w03 w04 w04 w05 w05 w07 w08 w09 w10 w11 w12 "},
    };
    check(*state, rows, MT_COUNT(rows));
}

/* Fields of the moment hold on the moment. */
static void test_match_note__fields_of_moments(void **state)
{
    static const struct archive_row rows[] = {
        {"speaker:dana", "t01 t05 t09 "},
        {"speaker:\"dana reyes\" alpha", "t01 "},
        {"speaker:sam alpha", ""},
        {"speaker:dana speaker:sam beta", "t03 "},
        {"speaker:dana (alpha AND beta)", ""}, /* beta is not hers */
        {"speaker:dana alpha beta", "t01 "},
        {"in:decision", "l08 l09 l10 l11 "}, /* the bare heading says nothing */
        {"in:decisions one", "l08 "},
        {"in:decision in:risk one", "l08 l15 "},
        {"in:risk two", ""},
        {"person:ada", "l09 l16 "},
        {"person:\"ada quist\"", "l09 "},
        {"person:ada minus", "l09 "},
        {"org:ada minus", "l09 "},
        {"-person:ada minus", ""},
        {"is:open", "w07 w08 w12 "},
        {"is:overdue", "w08 "},
        {"is:done", "w09 "},
        {"is:cancelled", "w10 "},
        {"is:task", "w07 w08 w09 w10 w12 "},
        {"is:done is:cancelled", "w09 w10 "},
        {"owner:sam", "w07 w08 "},
        {"owner:\"sam okoro\"", "w07 "},
        {"owner:sam is:overdue", "w08 "},
        {"due:..2025-11-02", "w08 w09 "},
        {"due:2025-11 is:open buy", "w07 "},
        {"due:2024", ""},
    };
    check(*state, rows, MT_COUNT(rows));
}

static void test_match_note__fields_of_notes(void **state)
{
    static const struct archive_row rows[] = {
        {"title:list one", "l08 l15 "},
        {"title:things title:list four", "l10 "},
        {"title:boats four", ""}, /* a tag is no title */
        {"path:l.md one", "l08 l15 "},
        {"path:?.md four", "l10 "},
        {"tag:boats four", "l10 "},
        {"tag:fete buy", "w07 "},
        {"type:übersicht buy", "w07 "},
        {"series:late buy", "w07 "},
        {"series:\"harbour days\" buy", "w07 "},
        {"series:\"harbour late\" buy", ""}, /* words of two values */
        {"with:dana buy", "w07 "},
        {"with:\"dana reyes\" buy", "w07 "},
        {"with:\"dana okoro\" buy", ""}, /* words of two names */
        /* where the store alone does not decide */
        {"(tag:FETE OR tag:zebra) buy", "w07 "},
        {"(type:Ubersicht OR in:risk) buy", "w07 "},
        {"(with:dana OR in:risk) (buy OR one)", "l15 w07 "},
        {"(series:late OR tag:zebra) buy", "w07 "},
        {"(date:2025 OR tag:zebra) buy", ""},
    };
    check(*state, rows, MT_COUNT(rows));
}

/* A long item is one thing, a long turn is as long as it takes. */
static void test_match_note__long_items(void **state)
{
    struct archive *a = *state;
    struct mt_buf text;
    mt_buf_init(&text, a->ctx, 10000);
    for (int i = 0; i < 2; i++) {
        mt_buf_add(&text, mt_str(i ? "\n\n[00:00:00.00] Dana Reyes : omega" : "- omega"));
        for (int w = 0; w < 300; w++)
            mt_buf_add(&text, mt_str(" word"));
        mt_buf_add(&text, mt_str(" psi\n"));
    }
    mt_buf_add(&text, mt_str("\n[00:10:00.00] Sam Okoro : end\n"));
    archive_put(a, "long/x.md", text.ptr);
    struct mt_run_options options = archive_options(a);
    const char *archive = archive_path(a, "long");
    options.archives = &archive;
    options.index = archive_path(a, "long_index");
    archive_run(a, &options);
    struct mt_results results = archive_ask_with(
        a, "omega AND psi", (struct mt_options){.indexes = &options.index, .n_indexes = 1});
    assert_int_equal(results.total, 2); /* both ends of the item, none of the turn */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_match_note__words),
        cmocka_unit_test(test_match_note__phrase_over_speakers),
        cmocka_unit_test(test_match_note__all_words),
        cmocka_unit_test(test_match_note__phrases),
        cmocka_unit_test(test_match_note__near),
        cmocka_unit_test(test_match_note__negations),
        cmocka_unit_test(test_match_note__fields_of_moments),
        cmocka_unit_test(test_match_note__fields_of_notes),
        cmocka_unit_test(test_match_note__long_items),
    };
    return cmocka_run_group_tests(tests, make_index, drop_index);
}
