/* test_fireflies.c - Tests of note/fireflies.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "json_notes.h"

static void test_fireflies__recognises(void **state)
{
    static const struct {
        const char *text;
        bool is;
    } rows[] = {
        {"{\"sentences\":[{\"text\":\"a\",\"start_time\":1}],\"id\":\"x\"}", true},
        {"{\"sentences\":[{\"raw_text\":\"a\",\"start_time\":\"1.5\"}]}", true},
        {"{\"sentences\":[{\"text\":null,\"speaker_name\":null}]}", true},
        {"{\"data\":{\"transcript\":{\"sentences\":[{\"start_time\":1,\"text\":\"a\"}]}}}", true},
        {"{\"data\":{\"transcripts\":[{\"sentences\":[{\"start_time\":1,\"text\":\"a\"}]}]}}",
         true},
        {"[{\"sentences\":[{\"start_time\":1,\"text\":\"a\"}]}]", true},
        {"{\"summary\":{},\"meeting_attendees\":[],\"sentences\":null}", true},
        {"{\"sentences\":[\"a\",\"b\"]}", false},
        {"{\"sentences\":[{\"text\":\"a\"}]}", false},
        {"{\"summary\":{\"overview\":\"a\"}}", false},
        {"{\"segments\":[{\"text\":\"a\",\"start\":1}]}", false},
        {"[]", false},
        {"sentences", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (json_recognised(&mt_format_fireflies, rows[i].text, "a") != rows[i].is)
            fail_msg("%s", rows[i].text);
    (void)state;
}

static void test_fireflies__notes(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"{\"id\":\"x\",\"title\":\"Storage sync\",\"date\":1761652800000,\"duration\":30,"
         "\"participants\":[\"dana@example.org\"],"
         "\"meeting_attendees\":[{\"displayName\":\"Dana Reyes\",\"email\":\"dana@example.org\"},"
         "{\"displayName\":\"Fireflies.ai Notetaker\",\"email\":null},{\"displayName\":null}],"
         "\"summary\":{\"overview\":\"- **Budget:** it grows\\n- Plan\","
         "\"action_items\":\"**Sam Okoro**\\nSend the plan (12:30)\\n\\n**Dana Reyes**\\nRead "
         "it\\n\","
         "\"keywords\":[\"budget\",\"plan\"]},"
         "\"sentences\":[{\"index\":0,\"speaker_id\":0,\"speaker_name\":\"Dana "
         "Reyes\",\"text\":\"Let's start.\","
         "\"raw_text\":\"lets "
         "start\",\"start_time\":5.79,\"end_time\":8.2,\"ai_filters\":{\"task\":\"Let's start.\"}},"
         "{\"speaker_name\":null,\"speaker_id\":1,\"text\":\"Yes.\",\"start_time\":\"8.5\",\"end_"
         "time\":\"9\"},"
         "{\"speaker_name\":\"Dana "
         "Reyes\",\"text\":\"\",\"raw_text\":\"good\",\"start_time\":9,\"end_time\":10}]}",
         "title: Storage sync\ndate: 2025-10-28 12:00\npeople: Dana Reyes\n"
         "[title]\n# Storage sync\n"
         "[other]\ndana@example.org\nDana Reyes\ndana@example.org\nFireflies.ai Notetaker\n"
         "[summary]\nBudget: it grows\nPlan\n"
         "[action]\nSam Okoro\n(open @Sam Okoro) Send the plan (12:30)\nDana Reyes\n"
         "(open @Dana Reyes) Read it\n"
         "[summary]\nbudget\nplan\n"
         "[transcript]\n5790-8200 Dana Reyes: Let's start.\n8500-9000 Speaker 1: Yes.\n"
         "9000-10000 Dana Reyes: good\n"},
        /* keys in another order; a list of actions; the date as text */
        {"{\"sentences\":[{\"end_time\":2,\"start_time\":1,\"text\":\"a\",\"speaker_name\":\"Ada "
         "Quist\"}],"
         "\"summary\":{\"action_items\":[\"Call Milo\",\"- [x] "
         "Write\"]},\"dateString\":\"2025-10-28T10:30:00.000Z\","
         "\"speakers\":[{\"id\":0,\"name\":\"Ada Quist\"}],\"title\":\"T\"}",
         "title: T\ndate: 2025-10-28 10:30\npeople: Ada Quist\n"
         "[transcript]\n1000-2000 Ada Quist: a\n"
         "[action]\n(open @) Call Milo\n(done @) Write\n[other]\nAda Quist\n[title]\n# T\n"},
        /* wrapped; several meetings; what stands around them */
        {"{\"note\":\"first\",\"data\":{\"transcripts\":["
         "{\"title\":\"A\",\"sentences\":[{\"start_time\":1,\"end_time\":2,\"text\":\"a\"}]},"
         "\"between\","
         "{\"title\":\"B\",\"sentences\":[{\"start_time\":1,\"end_time\":2,\"text\":\"b\"}]}]},"
         "\"z\":\"last\"}",
         "title: A\n[other]\nfirst\n[title]\n# A\n[transcript]\n1000-2000 : "
         "a\n[other]\nbetween\n----\n"
         "title: B\n[title]\n# B\n[transcript]\n1000-2000 : b\n[other]\nlast\n"},
        {"{\"summary\":\"All is well\",\"meeting_attendees\":[],\"date\":\"soon\"}",
         "[summary]\nAll is well\n[other]\nsoon\n"},
        {"{\"sentences\":[]}", ""},
    };
    setenv("TZ", "UTC", 1);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        json_assert_notes(&mt_format_fireflies, rows[i].text, rows[i].shown);
    (void)state;
}

/* The day is that of the place where the index is made. */
static void test_fireflies__local_day(void **state)
{
    const char *text =
        "{\"date\":1761694200000,\"meeting_attendees\":[],\"sentences\":[]}"; /* 23:30 UTC */
    setenv("TZ", "Etc/GMT-2", 1);
    tzset();
    json_assert_notes(&mt_format_fireflies, text, "date: 2025-10-29 01:30\n");
    setenv("TZ", "UTC", 1);
    tzset();
    json_assert_notes(&mt_format_fireflies, text, "date: 2025-10-28 23:30\n");
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fireflies__recognises),
        cmocka_unit_test(test_fireflies__notes),
        cmocka_unit_test(test_fireflies__local_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
