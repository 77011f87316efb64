/* test_stem.c - Tests of text/stem.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/stem.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static void test_stemmer_new__languages(void **state)
{
    (void)state;
    assert_null(mt_stemmer_new(NULL, "xx"));
    assert_null(mt_stemmer_new(NULL, ""));
    mt_stemmer_free(NULL);
    struct mt_stemmer *stemmer = mt_stemmer_new(NULL, "de");
    assert_non_null(stemmer);
    mt_stemmer_free(stemmer);
}

static void test_stem(void **state)
{
    static const struct {
        const char *language, *word, *stem;
    } rows[] = {
        {"en", "budgets", "budget"},
        {"en", "planning", "plan"},
        {"en", "dying", "die"},
        {"en", "a", "a"},
        {"en", "", ""},
        {"en", "2025", "2025"},
        {"en", "rs232s", "rs232s"},
        {"en", "don't", "don't"},
        {"de", "vertrage", "vertrag"},
        {"fr", "decisions", "decis"},
        {"ru", "встречи", "встреч"},
        {"ko", "예산", "예산"},
        {"ko", "예산은", "예산"},
        {"ko", "센서들을", "센서"},
        {"ko", "결정했습니다", "결정"},
        {"ko", "회의의", "회의"},
        {"ko", "회의", "회의"},
        {"ko", "은", "은"},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_stemmer *stemmer = mt_stemmer_new(NULL, rows[i].language);
        struct mt_str stem = mt_stem(stemmer, mt_str(rows[i].word));
        if (!mt_str_eq(stem, mt_str(rows[i].stem)))
            fail_msg("%s: %.*s", rows[i].word, MT_ARG(stem));
        mt_stemmer_free(stemmer);
    }
}

static void test_stem_language_of(void **state)
{
    static const struct {
        const char *word, *language;
    } rows[] = {
        {"датчик", "ru"}, {"ميزانية", "ar"}, {"νερο", "el"}, {"센서", "ko"},
        {"gauge", NULL},  {"会議", NULL},    {"42", NULL},   {"", NULL},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        const char *found = mt_stem_language_of(mt_str(rows[i].word));
        if (!mt_str_eq(mt_str(found), mt_str(rows[i].language)))
            fail_msg("%s: %s", rows[i].word, found ? found : "none");
    }
}

static void test_stem_prefix(void **state)
{
    static const struct {
        const char *stem, *prefix;
    } rows[] = {
        {"budget", "budge"}, {"plan", "pla"}, {"ski", "sk"},   {"go", "go"},
        {"a", "a"},          {"", ""},        {"die", "d"},    {"lie", "l"},
        {"tie", "t"},        {"pie", "pi"},   {"диет", "дие"}, {"мир", "ми"},
        {"да", "да"},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str stem = mt_str(rows[i].stem), prefix = mt_stem_prefix(stem);
        if (!mt_str_eq(prefix, mt_str(rows[i].prefix)))
            fail_msg("%s: %.*s", rows[i].stem, MT_ARG(prefix));
        assert_ptr_equal(prefix.ptr, stem.ptr);
    }
}

/* The prefix finds every word of the family. */
static void test_stem_prefix__holds_for_words(void **state)
{
    static const char *const words[] = {
        "dying",   "lying",   "tying",   "died",     "ties",     "skies",    "sky",      "skis",
        "cries",   "hopping", "hoping",  "hoped",    "gently",   "ugly",     "early",    "only",
        "happy",   "happier", "happily", "relation", "rational", "general",  "generate", "news",
        "succeed", "agreed",  "feeding", "bled",     "sing",     "troubled", "falling",  "filing",
        "is",      "us",      "gas",     "kiwis",    "tied",     "by",       "enjoy",    "cry",
    };
    struct mt_stemmer *stemmer = mt_stemmer_new(NULL, "en");
    (void)state;
    for (size_t i = 0; i < MT_COUNT(words); i++) {
        struct mt_str word = mt_str(words[i]), prefix = mt_stem_prefix(mt_stem(stemmer, word));
        if (!mt_str_starts(word, prefix))
            fail_msg("%s does not begin with %.*s", words[i], MT_ARG(prefix));
    }
    mt_stemmer_free(stemmer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stemmer_new__languages),
        cmocka_unit_test(test_stem),
        cmocka_unit_test(test_stem_language_of),
        cmocka_unit_test(test_stem_prefix),
        cmocka_unit_test(test_stem_prefix__holds_for_words),
    };
    return cmocka_run_group_tests_name("stem", tests, NULL, NULL);
}
