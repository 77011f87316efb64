/* test_family.c - The words of an index that stand for a word of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "query/family.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>

#include "archive.h"

#define UNITS 50

static struct mt_reader *reader;
static const struct mt_strs no_languages; /* English */

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    struct archive *a = *state;
    struct mt_buf many;
    mt_buf_init(&many, a->ctx, 10000);
    for (char x = 'a'; x <= 'z'; x++)
        for (char y = 'a'; y <= 'e'; y++)
            mt_buf_printf(&many, "quo%c%c ", x, y);
    archive_put(a, "notes/a.md",
                "We dive. Two dives, two dives; they dived, the diver is diving.\n");
    archive_put(a, "notes/b.md",
                "Dives at 42 and 421. Café CAFÉ. He is dying, all die, one dies.\n");
    archive_put(a, "notes/c.md", "divide\n");
    archive_put(a, "notes/d.md", "quoze quozd\n");
    archive_put(a, "notes/many.md", many.ptr);
    archive_put(a, "notes/german.md",
                "Jede Entscheidung, Entscheidungen. Der Hafen, des Hafens.\n");
    archive_put(a, "notes/french.md", "Une réunion, les réunions. Elle décide, décider.\n");
    archive_put(a, "notes/spanish.md", "La decisión, las decisiones. Una nota, las notas.\n");
    archive_put(a, "notes/english.md", "Decision, decisions. The notes are not noted.\n");
    archive_put(a, "notes/indonesian.md", "membaca buku, dibaca, bacaan\n");
    archive_index(a);
    const char *index = archive_path(a, "index");
    return mt_reader_open(&index, 1, &reader, NULL) == MT_OK ? 0 : -1;
}

static int drop_index(void **state)
{
    mt_reader_free(reader);
    return archive_drop(state);
}

static size_t find(struct mt_vocabulary *vocabulary, const char *word, enum mt_match match)
{
    size_t number = MT_NPOS;
    assert_int_equal(mt_vocabulary_find(vocabulary, mt_str(word), match, &number, NULL), MT_OK);
    assert_true(number < mt_vocabulary_families(vocabulary)->len);
    return number;
}

static void test_vocabulary_find__forms(void **state)
{
    static const struct {
        const char *word;
        enum mt_match match;
        const char *forms; /* "=" before the exact one */
        unsigned occurrences;
    } rows[] = {
        {"dive", MT_MATCH_STEM, "=dive dived dives diving ", 6},
        {"diving", MT_MATCH_STEM, "dive dived dives =diving ", 6},
        {"dives", MT_MATCH_EXACT, "=dives ", 3},
        {"div", MT_MATCH_PREFIX, "=dives =dive =dived =diver =divide =diving ",
         8}, /* commonest first */
        {"dive", MT_MATCH_PREFIX, "=dives =dive =dived =diver ", 6},
        {"ca", MT_MATCH_PREFIX, "=cafe ", 2}, /* however short */
        {"c", MT_MATCH_PREFIX, "=cafe ", 2},
        {"di", MT_MATCH_STEM, "", 0},
        {"die", MT_MATCH_STEM, "=die dies dying ", 3},
        {"dying", MT_MATCH_STEM, "die dies =dying ", 3},
        {"cafe", MT_MATCH_STEM, "=cafe ", 2},
        {"42", MT_MATCH_STEM, "=42 ", 1},
        {"42", MT_MATCH_EXACT, "=42 ", 1},
        {"421", MT_MATCH_PREFIX, "=421 ", 1},
        {"div", MT_MATCH_EXACT, "", 0}, /* no word, though others begin so */
        {"4", MT_MATCH_STEM, "", 0},
        {"zebra", MT_MATCH_STEM, "", 0},
        {"zebra", MT_MATCH_EXACT, "", 0},
        {"zebra", MT_MATCH_PREFIX, "", 0},
        {"dive dive", MT_MATCH_EXACT, "", 0},
    };
    struct archive *a = *state;
    struct mt_vocabulary *vocabulary = mt_vocabulary_new(a->ctx, reader, UNITS, &no_languages);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        size_t number = find(vocabulary, rows[i].word, rows[i].match);
        const struct mt_family *family = &mt_vocabulary_families(vocabulary)->ptr[number];
        struct mt_buf forms;
        mt_buf_init(&forms, a->ctx, 1000);
        for (size_t f = 0; f < family->forms.len; f++)
            mt_buf_printf(&forms, "%s%.*s ", family->forms.ptr[f].exact ? "=" : "",
                          MT_ARG(family->forms.ptr[f].term));
        if (strcmp(forms.ptr, rows[i].forms) != 0 || family->occurrences != rows[i].occurrences)
            fail_msg("%s (%d): %s%u times, not %s%u", rows[i].word, rows[i].match, forms.ptr,
                     (unsigned)family->occurrences, rows[i].forms, rows[i].occurrences);
        assert_true(mt_str_eq(family->word, mt_str(rows[i].word)));
        assert_false(family->cut);
    }
}

/* Forms of the word in any of these languages ("de,fr"), each once and in order. */
static const char *forms_in(struct archive *a, const char *languages, const char *word)
{
    struct mt_str rest = mt_str(languages), code;
    struct mt_strs list = {0};
    while (mt_str_next(&rest, ',', &code))
        *mt_push(a->ctx, &list) = code;
    struct mt_vocabulary *vocabulary = mt_vocabulary_new(a->ctx, reader, UNITS, &list);
    size_t number = find(vocabulary, word, MT_MATCH_STEM);
    const struct mt_forms *forms = &mt_vocabulary_families(vocabulary)->ptr[number].forms;
    struct mt_buf out;
    mt_buf_init(&out, a->ctx, 1000);
    for (size_t f = 0; f < forms->len; f++)
        mt_buf_printf(&out, "%s%.*s", f ? " " : "", MT_ARG(forms->ptr[f].term));
    return out.ptr;
}

static void test_vocabulary_find__languages(void **state)
{
    static const struct {
        const char *languages, *word, *forms;
    } rows[] = {
        {"", "decisions", "decision decisions"},
        {"xx", "decisions", "decision decisions"}, /* no stemmer: English */
        {"en", "entscheidung", "entscheidung"},
        {"de", "entscheidung", "entscheidung entscheidungen"},
        {"de", "meetings", ""},
        {"de", "hafens", "hafen hafens"},
        {"fr", "reunions", "reunion reunions"},
        {"fr", "decider", "decide decider"},
        {"es", "notas", "nota notas noted notes"},
        {"es", "decision", "decision decisiones"},
        {"en,es", "decision", "decision decisiones decisions"},
        {"en,es", "notes", "nota notas noted notes"}, /* "not" says nothing */
        {"es", "not", "not"},
        {"de,xx,fr,es,en", "entscheidungen", "entscheidung entscheidungen"},
        {"de,fr,es,en", "42", "42"},
        {"de,fr,es,en", "zebra", ""},
        /* a stem that begins with other letters than the word */
        {"id", "membaca", "bacaan membaca"},
        {"id", "bacaan", "bacaan"},
        /* more languages than are taken */
        {"da,nl,fi,it,no,pt,ro,sv,de", "hafens", "hafen hafens"},
    };
    struct archive *a = *state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        const char *forms = forms_in(a, rows[i].languages, rows[i].word);
        if (strcmp(forms, rows[i].forms) != 0)
            fail_msg("%s in %s: %s, not %s", rows[i].word, rows[i].languages, forms, rows[i].forms);
    }
}

static void test_languages_choose__by_share(void **state)
{
    static const struct {
        struct mt_tally counts[3];
        uint64_t notes;
        const char *chosen;
    } rows[] = {
        {{{MT_STR("de"), 0}}, 0, "en"},
        {{{MT_STR("de"), 1}}, 1, "de"},
        {{{MT_STR("de"), 5}, {MT_STR("en"), 90}, {MT_STR("fr"), 5}}, 100, "en,de,fr"},
        {{{MT_STR("de"), 1}, {MT_STR("en"), 9}}, 10, "en,de"},
        {{{MT_STR("de"), 1}, {MT_STR("en"), 10}}, 11, "en"},
        {{{MT_STR("de"), 2}, {MT_STR("fr"), 3}, {MT_STR("en"), 900}}, 905, "en,fr"},
        {{{MT_STR("de"), 50}}, 100, "de,en"}, /* of half of them nobody knows */
        {{{MT_STR("de"), 51}}, 100, "de"},
        {{{MT_STR("en"), 1}}, 1000, "en"},
    };
    struct archive *a = *state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_tallies counts = {(struct mt_tally *)rows[i].counts, 0, 3};
        struct mt_strs chosen = {0};
        struct mt_buf out;
        while (counts.len < 3 && rows[i].counts[counts.len].count)
            counts.len++;
        mt_languages_choose(a->ctx, &counts, rows[i].notes, &chosen);
        mt_buf_init(&out, a->ctx, 100);
        for (size_t c = 0; c < chosen.len; c++)
            mt_buf_printf(&out, "%s%.*s", c ? "," : "", MT_ARG(chosen.ptr[c]));
        if (strcmp(out.ptr, rows[i].chosen) != 0)
            fail_msg("row %zu: %s, not %s", i, out.ptr, rows[i].chosen);
    }
}

static void test_languages_choose__beside_those_of_the_user(void **state)
{
    struct archive *a = *state;
    struct mt_tallies counts = {0};
    struct mt_strs chosen = {0};
    mt_tally_add(a->ctx, &counts, mt_str("de"), 2);
    mt_tally_add(a->ctx, &counts, mt_str("fr"), 3);
    *mt_push(a->ctx, &chosen) = mt_str("de");
    *mt_push(a->ctx, &chosen) = mt_str("it");
    mt_languages_choose(a->ctx, &counts, 5, &chosen);
    assert_int_equal(chosen.len, 3);
    assert_true(mt_str_eq(chosen.ptr[0], mt_str("de")));
    assert_true(mt_str_eq(chosen.ptr[2], mt_str("fr")));
}

static void test_vocabulary_find__idf(void **state)
{
    struct archive *a = *state;
    const struct {
        const char *word; /* dive and its forms: six times */
        uint64_t units;
        double expected, as_asked;
    } rows[] = {
        {"dive", UNITS, log(1 + 44.5 / 6.5), log(1 + 49.5 / 1.5)}, /* as asked once */
        {"zebra", UNITS, log(1 + 50.5 / .5), log(1 + 50.5 / .5)},
        {"dive", 3, log(1 + .5 / 3.5), log(1 + 2.5 / 1.5)}, /* more often than there are units */
        {"zebra", 0, log(2), log(2)},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_vocabulary *vocabulary =
            mt_vocabulary_new(a->ctx, reader, rows[i].units, &no_languages);
        size_t number = find(vocabulary, rows[i].word, MT_MATCH_STEM);
        const struct mt_family *family = &mt_vocabulary_families(vocabulary)->ptr[number];
        if (fabs(family->idf - rows[i].expected) > 1e-9)
            fail_msg("%s: %.12f", rows[i].word, family->idf);
        if (fabs(family->idf_as_asked - rows[i].as_asked) > 1e-9)
            fail_msg("%s as asked: %.12f", rows[i].word, family->idf_as_asked);
    }
}

static void test_vocabulary_find__prefix_of_too_many(void **state)
{
    struct archive *a = *state;
    struct mt_vocabulary *vocabulary = mt_vocabulary_new(a->ctx, reader, UNITS, &no_languages);
    size_t number = find(vocabulary, "quo", MT_MATCH_PREFIX);
    const struct mt_family *family = &mt_vocabulary_families(vocabulary)->ptr[number];
    assert_true(family->cut);
    assert_int_equal(family->forms.len, MT_FORMS_MAX);
    assert_true(mt_str_eq(family->forms.ptr[0].term, mt_str("quozd"))); /* in two notes */
    assert_true(mt_str_eq(family->forms.ptr[1].term, mt_str("quoze")));
    assert_true(mt_str_eq(family->forms.ptr[2].term, mt_str("quoaa")));
    assert_int_equal(family->occurrences, MT_FORMS_MAX + 2);
}

static void test_vocabulary_find__each_word_once(void **state)
{
    struct archive *a = *state;
    struct mt_vocabulary *vocabulary = mt_vocabulary_new(a->ctx, reader, UNITS, &no_languages);
    size_t stem = find(vocabulary, "dive", MT_MATCH_STEM);
    size_t exact = find(vocabulary, "dive", MT_MATCH_EXACT);
    assert_int_not_equal(stem, exact);
    assert_int_equal(find(vocabulary, "dive", MT_MATCH_STEM), stem);
    assert_int_equal(find(vocabulary, "dive", MT_MATCH_EXACT), exact);
    assert_int_equal(mt_vocabulary_families(vocabulary)->len, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vocabulary_find__forms),
        cmocka_unit_test(test_vocabulary_find__languages),
        cmocka_unit_test(test_languages_choose__by_share),
        cmocka_unit_test(test_languages_choose__beside_those_of_the_user),
        cmocka_unit_test(test_vocabulary_find__idf),
        cmocka_unit_test(test_vocabulary_find__prefix_of_too_many),
        cmocka_unit_test(test_vocabulary_find__each_word_once),
    };
    return cmocka_run_group_tests(tests, make_index, drop_index);
}
