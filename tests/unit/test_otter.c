/* test_otter.c - Tests of Otter's text exports (note/otter.c, note/headed.h)
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
        {"Dana Reyes  0:49  \nGood.\n\nSam Okoro  0:52  \nYes.\n\nDana Reyes  1:00  \nSo.\n", true},
        {"Weekly\nMon, 3 Nov\n\nDana Reyes  0:49\nGood.\n\nDana Reyes  0:52\nYes.\n", true},
        {"Dana Reyes\nGood.\n\nTranscribed by https://otter.ai\n", true},
        {"Dana Reyes 0:49\nGood.\nTranscribed by https://otter.ai", true},
        /* a day's plan: nothing comes back, and nothing is said */
        {"Lunch  12:30\nTalks  13:00\nDinner  18:00\n", false},
        {"Lunch  12:30\nTalks  13:00\nLunch  12:30\nTalks  13:00\n", false},
        /* of Teams: three spaces; and Markdown */
        {"Dana Reyes   0:49\nGood.\nDana Reyes   0:52\nYes.\n", false},
        {"---\na: b\n---\nDana Reyes  0:49\nGood.\nDana Reyes  0:52\nYes.\n", false},
        {"We use otter.ai for this.\n", false},
        {"Words.\n", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        if (mt_format_otter.recognises(text_of(ctx, rows[i].text), mt_str("a.txt")) != rows[i].is)
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
        {"", ""},
        {"Dana Reyes  0:49  \nOkay, that's\na good point.\n\nstill Dana\n\n"
         "Unknown Speaker  1:02:10  \nYeah.\nTranscribed by https://otter.ai\n",
         "49000-51333! Dana Reyes: Okay, that's a good point. still Dana\n"
         "3730000-3731000! Unknown Speaker: Yeah.\n"
         "[other] Transcribed by https://otter.ai\n"},
        /* nobody known, and what stands above the first head */
        {"Weekly\n\n0:15  \nHello.\n\nSam Okoro  0:20\nHi.\n",
         "[other] Weekly\n15000-16000! : Hello.\n20000-21000! Sam Okoro: Hi.\n"},
        /* one space: only who comes back */
        {"Dana Reyes 0:01\nWe meet at 10:30\nSee you 0:05\n\nSam Okoro  0:08\nYes.\n\n"
         "Dana Reyes 0:09\nBye.\n",
         "1000-3333! Dana Reyes: We meet at 10:30 See you 0:05\n8000-9000! Sam Okoro: Yes.\n"
         "9000-10000! Dana Reyes: Bye.\n"},
        /* a line of speech that ends in a time of the day */
        {"Dana Reyes  0:01\nLet us say  10:30\nand go.\nSam Okoro  0:08\nYes.\n",
         "1000-3000! Dana Reyes: Let us say  10:30 and go.\n8000-9000! Sam Okoro: Yes.\n"},
        /* the same person in two spellings */
        {"Dana Reyes  0:01\nOne.\n\nDana Reyse  0:05\nTwo.\n",
         "1000-2000! Dana Reyes: One.\n5000-6000! Dana Reyse: Two.\n"},
        /* every line begins with the same time */
        {"0:00 Dana Reyes  0:49\n0:00 Okay.\n0:00 And so.\n0:00 Sam Okoro  0:55\n0:00 Yes.\n",
         "49000-50000! Dana Reyes: Okay. And so.\n55000-56000! Sam Okoro: Yes.\n"},
        /* one space before every time */
        {"Dana Reyes 0:49\nOkay.\n\nSam Okoro 0:55\nYes.\n\nDana Reyes 0:57\nWell.\n\n"
         "Sam Okoro 0:59\nBye.\nTranscribed by https://otter.ai\n",
         "49000-50000! Dana Reyes: Okay.\n55000-56000! Sam Okoro: Yes.\n"
         "57000-58000! Dana Reyes: Well.\n59000-60000! Sam Okoro: Bye.\n"
         "[other] Transcribed by https://otter.ai\n"},
        /* no times */
        {"Dana Reyes\nOkay.\n\nSam Okoro\nYes.\n\nDana Reyes\nWell then.\n\nSam Okoro\nBye.\n"
         "Transcribed by https://otter.ai\n",
         "- Dana Reyes: Okay.\n- Sam Okoro: Yes.\n- Dana Reyes: Well then.\n- Sam Okoro: Bye.\n"
         "[other] Transcribed by https://otter.ai\n"},
        {"Plain words.\nTranscribed by https://otter.ai\n",
         "[other] Plain words.\n[other] Transcribed by https://otter.ai\n"},
        /* a head without words */
        {"Dana Reyes  0:49\n\nSam Okoro  0:55\nYes.\n", "55000-56000! Sam Okoro: Yes.\n"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        check_shown(ctx, note_in(ctx, &mt_format_otter, "a.txt", rows[i].text), rows[i].text,
                    rows[i].shown);
        mt_free(ctx);
    }
    (void)state;
}

/* The way back from what is shown to the file, over a line break. */
static void test_parse__runs(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note =
        note_in(ctx, &mt_format_otter, "a.txt", "Dana Reyes  0:49\n One\n two.\n");
    assert_int_equal(note->items.len, 1);
    struct mt_prose prose = note->items.ptr[0].prose;
    assert_int_equal(prose.n_runs, 2);
    assert_int_equal(prose.runs[0].source, 18);
    assert_int_equal(prose.runs[1].at, 4);
    assert_int_equal(prose.runs[1].source, 23);
    mt_free(ctx);
    (void)state;
}

static void test_parse__hostile(void **state)
{
    static const char *const lines[] = {"A  0:01\n",
                                        "0:15\n",
                                        "0:00 x  0:01\n",
                                        "a  0:01\nb\n",
                                        "Dana  9:59:59 9:59:59 9:59:59\n\n",
                                        "\n"};
    for (size_t k = 0; k < MT_COUNT(lines); k++) {
        void *ctx = mt_context(NULL);
        struct mt_buf all;
        mt_buf_init(&all, ctx, 1 << 22);
        for (size_t i = 0; i < 20000; i++)
            mt_buf_add(&all, mt_str(lines[k]));
        mt_format_otter.recognises(text_of(ctx, all.ptr), mt_str("a.txt"));
        assert_non_null(note_in(ctx, &mt_format_otter, "a.txt", all.ptr));
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_recognises__texts),
        cmocka_unit_test(test_parse__turns),
        cmocka_unit_test(test_parse__runs),
        cmocka_unit_test(test_parse__hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
