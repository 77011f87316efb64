/* test_teams_text.c - Tests of Teams transcripts saved as text (note/teams_text.c)
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "shown_turns.h"

static void test_recognises__texts(void **state)
{
    static const struct {
        const char *text;
        bool is;
    } rows[] = {
        {"", false},
        {"Web review-20260615_133555-Meeting Transcript\n", true},
        {"Dana Reyes started transcription\nDana Reyes   0:03\nHello.\n", true},
        {"Dana Reyes   0:03\nHello.\nDana Reyes   0:09\nSo.\n", true},
        {"Dana Reyes  00:00:03.000 --> 00:00:09.000\nHello.\n"
         "Dana Reyes  00:00:09.000 --> 00:00:11.000\nSo.\n",
         true},
        {"Dana Reyes  0:03\nHello.\nDana Reyes   0:09\nSo.\n", false},
        {"Who started transcription?\n", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        const struct mt_text *text = text_of(ctx, rows[i].text);
        if (mt_format_teams_text.recognises(text, mt_str("a.txt")) != rows[i].is)
            fail_msg("%s\n  recognised: %d", rows[i].text, !rows[i].is);
        mt_free(ctx);
    }
    (void)state;
}

static void test_parse__turns(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"Web review-20260615_133555-Meeting Transcript\n15 June 2026, 03:35am\n27m 42s\n\n"
         "Dana Reyes started transcription\n\nDana Reyes   0:03\nLet's start\n\nwith the budget.\n"
         "Sam Okoro   1:00:09\nYes.\nDana Reyes stopped transcription\n",
         "[other] Web review-20260615_133555-Meeting Transcript\n"
         "[other] 15 June 2026, 03:35am\n[other] 27m 42s\n"
         "[other] Dana Reyes started transcription\n"
         "3000-4666! Dana Reyes: Let's start with the budget.\n"
         "3609000-3610000! Sam Okoro: Yes.\n[other] Dana Reyes stopped transcription\n"},
        /* a line of speech that ends in a time */
        {"Dana Reyes   0:03\nWe begin at   10:30\nand end at 11:00\nSam Okoro   0:09\nYes.\n",
         "3000-5666! Dana Reyes: We begin at   10:30 and end at 11:00\n"
         "9000-10000! Sam Okoro: Yes.\n"},
        /* the end stands in the file */
        {"Dana Reyes  00:00:03.000 --> 00:00:09.500\nHello.\n", "3000-9500! Dana Reyes: Hello.\n"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        check_shown(ctx, note_in(ctx, &mt_format_teams_text, "a.txt", rows[i].text), rows[i].text,
                    rows[i].shown);
        mt_free(ctx);
    }
    (void)state;
}

static void test_parse__title(void **state)
{
    static const struct {
        const char *line, *title;
        mt_date date;
        int minutes;
    } rows[] = {
        {"Web review-20260615_133555-Meeting Transcript", "Web review", 20260615, 815},
        {"A-B sync-20260615_080000-Meeting Recording", "A-B sync", 20260615, 480},
        {"Web review-Meeting Transcript", "Web review", 0, -1},
        {"-Meeting Transcript", "", 0, -1},
        {"Something else", "", 0, -1},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = note_in(ctx, &mt_format_teams_text, "a.txt", rows[i].line);
        if (!mt_str_eq(note->title, mt_str(rows[i].title)) || note->date != rows[i].date ||
            note->start_minutes != rows[i].minutes)
            fail_msg("%s: \"%.*s\" %d %d", rows[i].line, MT_ARG(note->title), note->date,
                     note->start_minutes);
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognises__texts),
        cmocka_unit_test(test_parse__turns),
        cmocka_unit_test(test_parse__title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
