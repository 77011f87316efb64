/* test_labels.c - Tests of note/labels.h, and of the tables under it: note/words.h, note/intern.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/labels.h"

#include <math.h>
#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "note/intern.h"
#include "note/words.h"

/* A line and its candidate labels, each followed by `|`. */
static void test_label_cuts__candidates(void **state)
{
    static const struct {
        const char *line, *labels;
    } rows[] = {
        {"", ""},
        {"hello There", ""},
        {"(noise)", ""},
        {"Dana ReyesHello there, Sam", "Dana Reyes|"},
        {"Dana ReyesHello", "Dana Reyes|Dana ReyesHello|"},
        {"Dana ReyesHello!", "Dana Reyes|"},
        {"Remote- Okay.", "Remote|"},
        {"Remote-okay.", ""},
        {"Remote>> Okay.", "Remote|"},
        {"Remote\"Okay\".", "Remote|"},
        {"Remote\u201cOkay\u201d.", "Remote|"},
        {"Remote(noise).", "Remote|"},
        {"Speaker 1Okay.", "Speaker 1|"},
        {"Remote2 times.", "Remote|"},
        {"Room 12 is free.", ""},
        {"Dana Reyes (Lib, QuEst)Yes.", "Dana Reyes (Lib, QuEst)|"},
        {"Dana RAIl.", "Dana R|Dana RA|"},
        {"Dana R.Quist.", ""},
        {"PhD AYes.", "PhD A|"},
        {"Ada McRaeYes.", "Ada McRae|"},
        {"The ChairMr. ReyesYes.", "The Chair|"},
        {"The ChairMadamChair.", "The Chair|"},
        {"Yes? DanaSam", ""},
        {"One two three four five six sevenEight", ""},
        {"Ren\u00e9eOui.", "Ren\u00e9e|"},
        {"Milo\u00c9t\u00e9.", "Milo|"},
        {"Really\u2014Yes.", ""},
        {"(((((((((((((((((((", ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_cut cuts[MT_CUTS_MAX];
        struct mt_str line = mt_str(rows[i].line);
        size_t n = mt_label_cuts(line, cuts);
        char seen[512];
        size_t len = 0;
        seen[0] = '\0';
        for (size_t k = 0; k < n; k++) {
            struct mt_str label = mt_str_slice(line, 0, cuts[k].at);
            assert_true(cuts[k].hash == mt_intern_hash(label));
            len += (size_t)snprintf(seen + len, sizeof seen - len, "%.*s|", MT_ARG(label));
        }
        if (strcmp(seen, rows[i].labels) != 0)
            fail_msg("%s\n  expected %s\n  but was  %s", rows[i].line, rows[i].labels, seen);
    }
    (void)state;
}

static void test_label_cuts__limits(void **state)
{
    char line[1000];
    struct mt_cut cuts[MT_CUTS_MAX];
    memset(line, 'A', sizeof line);
    assert_int_equal(mt_label_cuts(mt_str_of(line, sizeof line), cuts), MT_CUTS_MAX - 1);
    memset(line, 'a', sizeof line);
    line[0] = line[MT_LABEL_MAX] = 'A';
    assert_int_equal(mt_label_cuts(mt_str_of(line, sizeof line), cuts), 0);
    line[MT_LABEL_MAX - 1] = 'A';
    assert_int_equal(mt_label_cuts(mt_str_of(line, sizeof line), cuts), 1);
    (void)state;
}

static void test_label_prior__order(void **state)
{
    /* each as likely a label as the one before it, or less */
    static const char *const labels[] = {
        "Dana",           "Dana Reyes", "Dana Reyes (Lib.)", "The Chair",        "Dana Ada Reyes",
        "Dana van Reyes", "DanaReyes",  "Dana Mc",           "Dana ReyesSo the", "Dana says so"};
    for (size_t i = 1; i < MT_COUNT(labels); i++)
        if (mt_label_prior(mt_str(labels[i])) > mt_label_prior(mt_str(labels[i - 1])))
            fail_msg("%s is likelier than %s", labels[i], labels[i - 1]);
    (void)state;
}

static void test_label_prior__names(void **state)
{
    static const char *const names[] = {"Remote", "Dana Reyes", "Ada McRae", "Dana van der Reyes",
                                        "Dr. Ada Quist Tanaka"};
    static const char *const others[] = {"DanaSo", "So the plan", "Dana ReyesAnd", "YouTube"};
    for (size_t i = 0; i < 3; i++)
        if (mt_label_prior(mt_str(names[i])) < MT_LABEL_NAME_PRIOR)
            fail_msg("%s is no name", names[i]);
    for (size_t i = 0; i < MT_COUNT(others); i++)
        if (mt_label_prior(mt_str(others[i])) >= MT_LABEL_NAME_PRIOR)
            fail_msg("%s is a name", others[i]);
    (void)state;
}

static void test_label_colon__shapes(void **state)
{
    static const struct {
        const char *line, *label, *text;
        size_t gap;
        bool spaced;
    } rows[] = {
        {"Dana Reyes : Hello.", "Dana Reyes", "Hello.", 1, true},
        {"Dana Reyes :  Dana ReyesHello.", "Dana Reyes", "Dana ReyesHello.", 2, true},
        {"Jabra Speak 710 : x", "Jabra Speak 710", "x", 1, true},
        {"Dana: Hello.", "Dana", "Hello.", 1, false},
        {"Dana :", "Dana", "", 0, true},
        {"Dana (Ext) : Hello.", "Dana (Ext)", "Hello.", 1, true},
        {"Dana (a: b) : Hello.", "Dana (a: b)", "Hello.", 1, true},
        {"12:30 it is", NULL, NULL, 0, false},
        {"So it is this : yes", NULL, NULL, 0, false},
        {"Well, Dana : yes", NULL, NULL, 0, false},
        {"12 : yes", NULL, NULL, 0, false},
        {": yes", NULL, NULL, 0, false},
        {"http://example.org", NULL, NULL, 0, false},
        {"", NULL, NULL, 0, false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_colon colon;
        bool found = mt_label_colon(mt_str(rows[i].line), &colon);
        if (found != (rows[i].label != NULL))
            fail_msg("%s: %s a label", rows[i].line, found ? "has" : "has not");
        if (found && (!mt_str_eq(colon.label, mt_str(rows[i].label)) ||
                      !mt_str_eq(colon.text, mt_str(rows[i].text)) || colon.gap != rows[i].gap ||
                      colon.spaced != rows[i].spaced))
            fail_msg("%s: '%.*s' '%.*s' %zu %d", rows[i].line, MT_ARG(colon.label),
                     MT_ARG(colon.text), colon.gap, colon.spaced);
    }
    (void)state;
}

static void test_word__common(void **state)
{
    static const char *const common[] = {"I",         "so",  "AND",    "It's",
                                         "It\u2019s", "you", "'cause", "yup"};
    static const char *const others[] = {"", "Reyes", "zebra", "incomprehensibilities"};
    for (size_t i = 0; i < MT_COUNT(common); i++)
        if (!mt_word_is_common(mt_str(common[i])))
            fail_msg("%s is not common", common[i]);
    for (size_t i = 0; i < MT_COUNT(others); i++)
        if (mt_word_is_common(mt_str(others[i])))
            fail_msg("%s is common", others[i]);
    assert_true(mt_word_starts(mt_str("I")) > mt_word_starts(mt_str("Perhaps")));
    assert_true(mt_word_starts(mt_str("Reyes")) == 0);
    (void)state;
}

static void test_intern__numbers(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_intern table;
    char names[1000][8];
    mt_intern_init(&table, ctx, MT_COUNT(names) - 1);
    for (size_t round = 0; round < 2; round++) {
        for (size_t i = 0; i < MT_COUNT(names); i++) {
            snprintf(names[i], sizeof names[i], "n%zu", i);
            struct mt_str name = mt_str(names[i]);
            uint32_t want = i < MT_COUNT(names) - 1 ? (uint32_t)i : MT_INTERN_NONE;
            assert_int_equal(mt_intern_add(&table, name, mt_intern_hash(name)), want);
            assert_int_equal(mt_intern_find(&table, name, mt_intern_hash(name)), want);
        }
    }
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_label_cuts__candidates), cmocka_unit_test(test_label_cuts__limits),
        cmocka_unit_test(test_label_prior__order),     cmocka_unit_test(test_label_prior__names),
        cmocka_unit_test(test_label_colon__shapes),    cmocka_unit_test(test_word__common),
        cmocka_unit_test(test_intern__numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
