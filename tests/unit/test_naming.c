/* test_naming.c - What a name looks like, and what is none
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "entity/naming.h"

static void test_name_tidy__rows(void **state)
{
    (void)state;
    static const struct {
        const char *name, *tidy;
    } rows[] = {
        {"Dana Reyes", "Dana Reyes"},
        {"  Dana   Reyes ", "Dana Reyes"},
        {"Dana Reyes (Lindhaven)", "Dana Reyes"},
        {"Dana Reyes <dana@example.org>", "Dana Reyes"},
        {"Reyes, Dana", "Dana Reyes"},
        {"Reyes, Dana (Ext)", "Dana Reyes"},
        {"Dana Reyes, Lindhaven Harbour Trust", "Dana Reyes"},
        {"Dana | Lindhaven", "Dana"},
        {"Dana Reyes - Lindhaven", "Dana Reyes"},
        {"@Dana Reyes", "Dana Reyes"},
        {"**Dana Reyes**", "Dana Reyes"},
        {"Dana R.", "Dana R."},
        {"Dana.", "Dana"},
        {"", ""},
        {"(", ""},
        {",", ""},
    };
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str tidy = mt_name_tidy(ctx, mt_str(rows[i].name));
        if (!mt_str_eq(tidy, mt_str(rows[i].tidy)))
            fail_msg("\"%s\": \"%.*s\"", rows[i].name, MT_ARG(tidy));
    }
    mt_free(ctx);
}

static void test_name_is_person__rows(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool person;
    } rows[] = {
        {"Dana Reyes", true},
        {"dana", true},
        {"Dana M. Reyes", true},
        {"0xDana", true},
        {"Yann Le Goff", true},
        {"Professor Reyes", true},
        {"Mark", true},
        {"jochem-reyes", true},
        {"", false},
        {"Project Manager", false},
        {"Professor B", false},
        {"PhD D", false},
        {"Moderator", false},
        {"Storage team", false},
        {"Speaker 2", false},
        {"Dana and Sam", false},
        {"Dana/Sam", false},
        {"dana@example.org", false},
        {"The Harbour", false},
        {"XX01", false},
        {"I've", false},
        {"I\u2019d", false},
        {"One Two Three Four Five Six", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_name_is_person(mt_str(rows[i].name)) != rows[i].person)
            fail_msg("%s", rows[i].name);
}

static void test_form_core__rows(void **state)
{
    (void)state;
    static const struct {
        const char *words, *core;
    } rows[] = {
        {"hon dana reyes mp", "dana reyes"},
        {"dr reyes", "reyes"},
        {"right hon dana reyes", "dana reyes"},
        {"dana reyes", "dana reyes"},
        {"dr", "dr"},
        {"", ""},
        {"dr mr", "mr"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (!mt_str_eq(mt_form_core(mt_str(rows[i].words)), mt_str(rows[i].core)))
            fail_msg("%s", rows[i].words);
}

static void test_form_is_common__single_words_alone(void **state)
{
    (void)state;
    assert_true(mt_form_is_common(mt_str("mark")));
    assert_false(mt_form_is_common(mt_str("mark reyes")));
    assert_false(mt_form_is_common(mt_str("okoro")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_name_tidy__rows),
        cmocka_unit_test(test_name_is_person__rows),
        cmocka_unit_test(test_form_core__rows),
        cmocka_unit_test(test_form_is_common__single_words_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
