/* test_srt.c - Tests of note/srt.c; what it shares with WebVTT is tested in test_vtt.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "cues.h"

static void check(const struct cues_row *rows, size_t n)
{
    cues_check(&mt_format_srt, rows, n);
}

static void test_srt_recognises(void **state)
{
    static const struct {
        const char *text, *path;
        bool is;
    } rows[] = {
        {"1\n00:00:01,000 --> 00:00:02,000\nHi\n", "a.txt", true},
        {"\xef\xbb\xbf\r\n1\r\n00:00:01,000 --> 00:00:02,000\r\nHi\r\n", "a.txt", true},
        {"00:00:01,000 --> 00:00:02,000\nHi\n", "a.txt", true},
        {"1\n\n00:00:01,000 --> 00:00:02,000\nHi\n", "a.txt", true},
        {"# Notes\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n", "a.md", false},
        {"# Notes\n\n1\n00:00:01,000 --> 00:00:02,000\nHi\n", "a.SRT", true},
        {"1\n00:00:01,000 -> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\n", "a.srt", true},
        {"1\nHi\n", "a.srt", false},
        {"1. Hi\n", "a.md", false},
        {"from A --> B\n", "a.md", false},
        {"", "a.srt", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_text *text = NULL;
        assert_int_equal(mt_text_decode(ctx, mt_str(rows[i].text), &text, NULL), MT_OK);
        if (mt_format_srt.recognises(text, mt_str(rows[i].path)) != rows[i].is)
            fail_msg("%s: %s", rows[i].path, rows[i].text);
        mt_free(ctx);
    }
    (void)state;
}

static void test_srt_parse__cues(void **state)
{
    static const struct cues_row rows[] = {
        {"", ""},
        /* comma or point, short fractions, no hours, positions; no newline at the end */
        {"1\n00:00:05,790 --> 00:00:13,514\nOne\n\n2\n00:00:13.6 --> 00:00:15.000\nTwo\n\n3\n"
         "00:16,25 --> 00:17,000 X1:100 X2:200 Y1:1 Y2:2\nThree\n\n4\n00:00:18,000 --> "
         "00:00:19,000\n"
         "last",
         "5790-13514 : One\n13600-15000 : Two\n16250-17000 : Three\n18000-19000 : last\n"},
        /* numbers: missing, doubled, not in order; lines between them and the time */
        {"00:01,000 --> 00:02,000\nOne\n\n7\n00:03,000 --> 00:04,000\nTwo\n\n7\n"
         "00:05,000 --> 00:06,000\nThree\n\n2\n\n00:07,000 --> 00:08,000\nFour\n",
         "1000-2000 : One\n3000-4000 : Two\n5000-6000 : Three\n7000-8000 : Four\n"},
        /* empty lines in cues; only numbers are no text above a timing line */
        {"1\n00:01,000 --> 00:02,000\nOne\n\nmore\n\n\nyet\n\n2\n00:03,000 --> 00:04,000\n\nTwo\n\n"
         "said\n00:05,000 --> 00:06,000\n12\n\n4\n00:07,000 --> 00:08,000\n12\n",
         "1000-2000 : One more yet\n3000-4000 : Two said\n5000-6000 : 12\n7000-8000 : 12\n"},
        /* no empty lines at all */
        {"1\n00:01,000 --> 00:02,000\nOne\n2\n00:03,000 --> 00:04,000\nTwo",
         "1000-2000 : One\n3000-4000 : Two\n"},
        /* line ends, an old code page */
        {"1\r00:01,000 --> 00:02,000\rOne\r\r2\r\n00:03,000 --> 00:04,000\r\nCaf\xe9\r\n",
         "1000-2000 : One\n3000-4000 : Caf\u00e9\n"},
        /* marks */
        {"1\n00:01,000 --> 00:02,000\n{\\an8}<i>One</i> <font color=\"#fff\">two</font> {x}\n"
         "{\\i1}three{\\i0} {\\an8 open\n",
         "1000-2000 : One two {x} three {\\an8 open\n"},
        /* no comments in this format */
        {"1\n00:01,000 --> 00:02,000\nOne\n\nNOTE this\n\nSTYLE\n",
         "1000-2000 : One NOTE this STYLE\n"},
        {"Subtitles by us\n\n1\n00:01,000 --> 00:02,000\nOne\n",
         "[other] Subtitles by us\n1000-2000 : One\n"},
        /* broken times */
        {"1\n00:00:01:000 --> 00:00:02,000\nOne\n\n2\n00:00:03,000 -> 00:00:04,000\nTwo\n\n3\n"
         "00:00:05,000 -->\nThree\n",
         "~1000-2000 : One\n3000-4000 : Two\n5000-5000 : Three\n"
         "!2 a timing line that cannot be read\n!6 a timing line that cannot be read\n"
         "!10 a timing line that cannot be read\n"},
    };
    check(rows, MT_COUNT(rows));
    (void)state;
}

/* Who speaks goes on until somebody else is named, or a dash says that it is another. */
static void test_srt_parse__speakers(void **state)
{
    static const struct cues_row rows[] = {
        {"1\n00:01,000 --> 00:02,000\nnobody yet\n\n2\n00:03,000 --> 00:04,000\nDana Reyes: "
         "Hello.\n"
         "\n3\n00:05,000 --> 00:06,000\nand on\n\n4\n00:07,000 --> 00:08,000\nSam Okoro: Hi.\n\n5\n"
         "00:09,000 --> 00:10,000\nRemember this: it is so.\n\n6\n00:11,000 --> 00:12,000\n- No.\n"
         "- Yes.\n\n7\n00:13,000 --> 00:14,000\nwho knows\n\n8\n00:15,000 --> 00:16,000\n"
         "[Dana Reyes]: I.\n\n9\n00:17,000 --> 00:18,000\n(laughs)\n",
         "1000-2000 : nobody yet\n3000-4000 Dana Reyes: Hello.\n5000-6000 Dana Reyes: and on\n"
         "7000-8000 Sam Okoro: Hi.\n9000-10000 Sam Okoro: Remember this: it is so.\n"
         "11000-12000 : No.\n~11000-12000 : Yes.\n13000-14000 : who knows\n"
         "15000-16000 Dana Reyes: I.\n17000-18000 Dana Reyes: (laughs)\n"},
        /* the last of several in a cue goes on; so does a name above an empty line */
        {"1\n00:01,000 --> 00:02,000\nDana Reyes: One\nSam Okoro: two\n\n2\n00:03,000 --> "
         "00:04,000\n"
         "three\n\n3\n00:05,000 --> 00:06,000\n<v Ada>four</v>\n\n4\n00:07,000 --> "
         "00:08,000\nfive\n",
         "1000-2000 Dana Reyes: One\n~1000-2000 Sam Okoro: two\n3000-4000 Sam Okoro: three\n"
         "5000-6000 Ada: four\n7000-8000 Ada: five\n"},
        /* numbers above the timing lines are nobody */
        {"1\n00:01,000 --> 00:02,000\nOne\n\n2\n00:03,000 --> 00:04,000\nTwo\n",
         "1000-2000 : One\n3000-4000 : Two\n"},
    };
    check(rows, MT_COUNT(rows));
    (void)state;
}

static void test_srt_parse__hostile(void **state)
{
    static const struct {
        const char *first, *again;
        size_t n, items;
    } rows[] = {
        {"", "1\n00:00:01,000 --> 00:00:02,000\nDana Reyes: yes\n\n", 20000, 20000},
        {"", "1\n\n\n\n\n\n", 20000, 20000},
        {"", "00:01,000 --> 00:02,000 00:01,000 --> 00:02,000\n", 20000, 1},
        {"1\n00:00:01,000 --> 00:00:02,000\n", "<i>{\\an8}", 300000, 0},
        {"1\n00:00:01,000 --> 00:00:02,000\n", "word ", 1000000, 1},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        cues_check_hostile(&mt_format_srt, rows[i].first, rows[i].again, rows[i].n, rows[i].items);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_srt_recognises),
        cmocka_unit_test(test_srt_parse__cues),
        cmocka_unit_test(test_srt_parse__speakers),
        cmocka_unit_test(test_srt_parse__hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
