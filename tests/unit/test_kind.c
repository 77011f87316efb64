/* test_kind.c - Tests of base/kind.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/kind.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static void test_kind_name__parses_back(void **state)
{
    (void)state;
    for (int i = 0; i < MT_KIND_COUNT; i++) {
        enum mt_kind kind = MT_KIND_COUNT;
        assert_true(mt_kind_parse(mt_kind_name((enum mt_kind)i), &kind));
        assert_int_equal(kind, i);
    }
}

static void test_kind_parse(void **state)
{
    static const struct {
        const char *name;
        bool ok;
        enum mt_kind kind;
    } rows[] = {
        {"decisions", true, MT_KIND_DECISION},
        {"Follow-ups", true, MT_KIND_FOLLOWUP},
        {"follow-up", true, MT_KIND_FOLLOWUP},
        {"ACTIONS", true, MT_KIND_ACTION},
        {"summaries", true, MT_KIND_SUMMARY},
        {"Risks", true, MT_KIND_RISK},
        {"", false, MT_KIND_OTHER},
        {"-", false, MT_KIND_OTHER},
        {"decisionss", false, MT_KIND_OTHER},
        {"decisio", false, MT_KIND_OTHER},
        {"actionx", false, MT_KIND_OTHER},
        {"s", false, MT_KIND_OTHER},
        {"decisionaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false, MT_KIND_OTHER},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        enum mt_kind kind = MT_KIND_OTHER;
        if (mt_kind_parse(mt_str(rows[i].name), &kind) != rows[i].ok || kind != rows[i].kind)
            fail_msg("[%s]", rows[i].name);
    }
}

static void test_kind_of_heading(void **state)
{
    static const struct {
        const char *heading;
        enum mt_kind kind;
    } rows[] = {
        {"Action items (for Dana)", MT_KIND_ACTION},
        {"Actions", MT_KIND_ACTION},
        {"Next steps", MT_KIND_ACTION},
        {"To-dos", MT_KIND_ACTION},
        {"Key facts learned", MT_KIND_FACT},
        {"Transcript (auto)", MT_KIND_TRANSCRIPT},
        {"\xf0\x9f\x93\x96 Transcript", MT_KIND_TRANSCRIPT},
        {"Follow-ups", MT_KIND_FOLLOWUP},
        {"Follow-up actions", MT_KIND_FOLLOWUP},
        {"Open questions", MT_KIND_QUESTION},
        {"Risks & blockers", MT_KIND_RISK},
        {"Decisions made", MT_KIND_DECISION},
        {"Executive summary", MT_KIND_SUMMARY},
        {"TL;DR", MT_KIND_SUMMARY},
        {"Agenda", MT_KIND_AGENDA},
        {"Outcomes", MT_KIND_OUTCOME},
        {"Chat", MT_KIND_CHAT},
        {"Chat log", MT_KIND_CHAT},
        {"Chatting with Milo", MT_KIND_OTHER},
        {"Transactions per second", MT_KIND_OTHER},
        {"Customer interactions", MT_KIND_OTHER},
        {"Asterisk PBX", MT_KIND_OTHER},
        {"Artifacts", MT_KIND_OTHER},
        {"Background", MT_KIND_OTHER},
        {"", MT_KIND_OTHER},
        {"— 2025 —", MT_KIND_OTHER},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_kind_of_heading(mt_str(rows[i].heading)) != rows[i].kind)
            fail_msg("[%s]: %.*s", rows[i].heading,
                     MT_ARG(mt_kind_name(mt_kind_of_heading(mt_str(rows[i].heading)))));
}

static void test_task_status_name(void **state)
{
    static const char *const names[] = {"", "open", "in_progress", "done", "cancelled"};
    (void)state;
    for (size_t i = 0; i < MT_COUNT(names); i++)
        assert_true(mt_str_eq(mt_task_status_name((enum mt_task_status)i), mt_str(names[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kind_name__parses_back),
        cmocka_unit_test(test_kind_parse),
        cmocka_unit_test(test_kind_of_heading),
        cmocka_unit_test(test_task_status_name),
    };
    return cmocka_run_group_tests_name("kind", tests, NULL, NULL);
}
