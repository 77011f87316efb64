/* test_vtt.c - Tests of note/vtt.c, and of the cues that it shares with srt.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "cues.h"
#include "note/speakers.h"

static void check(const struct cues_row *rows, size_t n)
{
    cues_check(&mt_format_webvtt, rows, n);
}

static void test_vtt_recognises(void **state)
{
    static const struct {
        const char *text, *path;
        bool is;
    } rows[] = {
        {"WEBVTT", "a", true},
        {"WEBVTT\n", "a.txt", true},
        {"WEBVTT\r", "a.txt", true},
        {"\xef\xbb\xbfWEBVTT\r\n\r\n", "a.txt", true},
        {"WEBVTT - Weekly\n", "a.txt", true},
        {"WEBVTT\tx", "a.txt", true},
        {"WEBVTTX\n", "a.txt", false},
        {"webvtt\n", "a.txt", false},
        {"# WEBVTT\n", "a.vtt", false},
        {"", "a.vtt", false},
        {"\n\nWEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "a.VTT", true},
        {"1\n00:00:01.000 --> 00:00:02.000\nHi\n", "a.vtt", true},
        {"intro\n00:00:01.000 --> 00:00:02.000\nHi\n", "a.vtt", true},
        {"1\n00:00:01.000 --> 00:00:02.000\nHi\n", "a.md", false},
        {"1\n00:00:01.000 --> 00:00:02.000\nHi\n", ".vtt", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_text *text = NULL;
        assert_int_equal(mt_text_decode(ctx, mt_str(rows[i].text), &text, NULL), MT_OK);
        if (mt_format_webvtt.recognises(text, mt_str(rows[i].path)) != rows[i].is)
            fail_msg("%s: %s", rows[i].path, rows[i].text);
        mt_free(ctx);
    }
    (void)state;
}

static void test_vtt_parse__header(void **state)
{
    static const struct cues_row rows[] = {
        {"WEBVTT", ""},
        {"WEBVTT\n\n\n", ""},
        {"WEBVTT - Weekly planning\n", "[title] Weekly planning\n"},
        {"WEBVTT -\n", ""},
        {"WEBVTT made by a tool\n", "[other] made by a tool\n"},
        {"WEBVTT - https://example.org/\n", "[other] - https://example.org/\n"},
        {"WEBVTT\nKind: captions\nLanguage: en\nX-TIMESTAMP-MAP=LOCAL:00:00:00.000\nMade: well\n"
         "\n00:01.000 --> 00:02.000\nHi\n",
         "[other] Made: well\n1000-2000 : Hi\n"},
        {"WEBVTT\n00:01.000 --> 00:02.000\nHi\n", "1000-2000 : Hi\n"},
        {"WEBVTT\n1\n00:01.000 --> 00:02.000\nHi\n", "1000-2000 : Hi\n"},
        {"\n\nWEBVTT\n\n00:01.000 --> 00:02.000\nHi\n", "1000-2000 : Hi\n"},
        {"00:01.000 --> 00:02.000\nHi\n", "1000-2000 : Hi\n"},
    };
    check(rows, MT_COUNT(rows));
    void *ctx = mt_context(NULL);
    struct mt_note *note =
        cues_parse(ctx, &mt_format_webvtt, mt_str("WEBVTT - Plan\nLanguage: en-US\n\nNOTE x\n"));
    assert_true(mt_str_eq(note->heading, mt_str("Plan")));
    assert_true(mt_str_eq(note->language, mt_str("en")));
    assert_true(note->items.ptr[0].heading && !note->items.ptr[1].heading);
    mt_free(ctx);
    (void)state;
}

static void test_vtt_parse__cues(void **state)
{
    static const struct cues_row rows[] = {
        /* ids: none, numbers, names, with any text but an arrow */
        {"WEBVTT\n\n00:00:01.000 --> 00:00:02.500\nOne\n\n7\n00:00:03.000 --> 00:00:04.000\nTwo\n\n"
         "Chapter 2: the plan -> done\n00:00:05.000 --> 00:00:06.000\nThree\n",
         "1000-2500 : One\n3000-4000 : Two\n5000-6000 : Three\n"},
        /* hours optional, and of any length; a comma; settings; spaces that are missing */
        {"WEBVTT\n\n01:02.345 --> 01:03.000\na\n\n100:00:01.000 --> 100:00:02.000\nb\n\n"
         "1:02,5 --> 1:03,25\nc\n\n00:01:04.000-->00:01:05.000\td:1\ne\n\n"
         "  00:02:00.000   -->   00:02:01.000 align:start position:0% line:-1  \nf\n",
         "62345-63000 : a\n360001000-360002000 : b\n62500-63250 : c\n64000-65000 : e\n"
         "120000-121000 : f\n"},
        /* line ends */
        {"\xef\xbb\xbfWEBVTT\r\n\r\n1\r\n00:01.000 --> 00:02.000\r\nOne\r\nmore\r\n\r\n",
         "1000-2000 : One more\n"},
        {"WEBVTT\r\r1\r00:01.000 --> 00:02.000\rOne\rmore\r\r00:03.000 --> 00:04.000\rTwo",
         "1000-2000 : One more\n3000-4000 : Two\n"},
        /* arrows in speech */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nfrom A --> B\n00:05 --> and on\n10 --> 20 and\n"
         "at 00:01 --> 00:02\n00:01.000 --> 00:02.000 was late\n",
         "1000-2000 : from A --> B 00:05 --> and on 10 --> 20 and at 00:01 --> 00:02 "
         "00:01.000 --> 00:02.000 was late\n"},
        /* no empty line between cues */
        {"WEBVTT\n\n1\n00:01.000 --> 00:02.000\nOne\n2\n00:03.000 --> 00:04.000\nTwo\n"
         "00:05.000 --> 00:06.000\nThree\n",
         "1000-2000 : One\n3000-4000 : Two\n5000-6000 : Three\n"},
        /* an empty line within a cue */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\nmore\n \nyet\n\n00:03.000 --> 00:04.000\nTwo\n",
         "1000-2000 : One more yet\n3000-4000 : Two\n"},
        /* text on the timing line */
        {"WEBVTT\n\n00:01.000 --> 00:02.000 align:start One and\ntwo\n",
         "1000-2000 : One and two\n"},
        /* a number is said; cues without text */
        {"WEBVTT\n\n1\n00:01.000 --> 00:02.000\n42\n\n2\n00:03.000 --> 00:04.000\n\n3\n"
         "00:05.000 --> 00:06.000\n\n\n",
         "1000-2000 : 42\n"},
        /* text before the first cue */
        {"WEBVTT\n\nRecorded by us.\nTwice.\n\nYes.\n\n00:01.000 --> 00:02.000\nHi\n",
         "[other] Recorded by us. Twice.\n[other] Yes.\n1000-2000 : Hi\n"},
        /* times that run backwards stay */
        {"WEBVTT\n\n00:05.000 --> 00:06.000\na\n\n00:01.000 --> 00:01.000\nb\n",
         "5000-6000 : a\n1000-1000 : b\n"},
    };
    check(rows, MT_COUNT(rows));
    (void)state;
}

static void test_vtt_parse__blocks(void **state)
{
    static const struct cues_row rows[] = {
        {"WEBVTT\n\nNOTE\nKept by us,\nand <b>raw</b>\n\nSTYLE\n::cue { color: red }\n\nREGION\n"
         "id:fred\n\nNOTE one line\n\n00:01.000 --> 00:02.000\nHi\n\nNOTE later\n\nand alone\n",
         "[other] Kept by us, and <b>raw</b>\n[other] one line\n1000-2000 : Hi\n[other] later\n"
         "[other] and alone\n"},
        /* whole words only */
        {"WEBVTT\n\nNOTES of the day\n\nSTYLES\n\nREGION one\n\nNOTE: yes\n",
         "[other] NOTES of the day\n[other] STYLES\n[other] REGION one\n[other] NOTE: yes\n"},
        /* within a cue they are speech, above a timing line an id */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nNOTE that well\nSTYLE\n\nNOTE\n"
         "00:03.000 --> 00:04.000\nTwo\n\nSTYLE\n00:05.000 --> 00:06.000\nThree\n",
         "1000-2000 : NOTE that well STYLE\n3000-4000 : Two\n5000-6000 : Three\n"},
        /* not even a style sheet hides a cue */
        {"WEBVTT\n\nSTYLE\n::cue {}\n00:01.000 --> 00:02.000\nOne\n", "1000-2000 : One\n"},
        {"WEBVTT\n\nNOTE", ""},
    };
    check(rows, MT_COUNT(rows));
    (void)state;
}

static void test_vtt_parse__problems(void **state)
{
    static const struct cues_row rows[] = {
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n2\n00:0x:03.000 --> 00:04.000\nTwo\n\n"
         "00:05.000 --> soon\nThree\n\n00:07.000 -> 00:08.000\nFour\n\n--> 00:09.000\nFive\n\n"
         "00:99:00.000 --> 00:10.000\nSix\n",
         "1000-2000 : One\n~2000-4000 : Two\n5000-5000 : soon Three\n7000-8000 : Four\n"
         "~8000-9000 : Five\n~9000-10000 : Six\n"
         "!7 a timing line that cannot be read\n!10 a timing line that cannot be read\n"
         "!13 a timing line that cannot be read\n!16 a timing line that cannot be read\n"
         "!19 a timing line that cannot be read\n"},
        {"WEBVTT\n\nintro\n00:03.000 -> 00:04.000\nOne\n\nwe meet\n10:30 --> late\n",
         "3000-4000 : One we meet 10:30 --> late\n!4 a timing line that cannot be read\n"},
        {"WEBVTT\n\n00:03.000 --> 00:02.000\nOne\n",
         "3000-3000 : One\n!3 a cue that ends before it begins\n"},
        /* the plain variant of Microsoft Graph has lost the speakers */
        {"WEBVTT\n\n3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5b/17-0\n00:01.000 --> 00:02.000\nHi.\n",
         "1000-2000 : Hi.\n"
         "!4 a Teams transcript without speakers: export it as text/vtt\n"},
        {"WEBVTT\n\n3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5b/17-0\n00:01.000 --> 00:02.000\n"
         "<v Dana Reyes>Hi.</v>\n",
         "1000-2000 Dana Reyes: Hi.\n"},
    };
    check(rows, MT_COUNT(rows));
    (void)state;
}

static void test_vtt_parse__tags(void **state)
{
    static const struct cues_row rows[] = {
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana Reyes>Hello everyone,\nlet's start.</v>\n\n"
         "00:03.000 --> 00:04.000\nnobody\n\n00:05.000 --> 00:06.000\n<v Sam>not closed\n\n"
         "00:07.000 --> 00:08.000\n<v.loud.first Ada Quist >classes\n\n"
         "00:09.000 --> 00:10.000\n<V Milo\tTanaka>a tab</V>\n",
         "1000-2000 Dana Reyes: Hello everyone, let's start.\n3000-4000 : nobody\n"
         "5000-6000 Sam: not closed\n7000-8000 Ada Quist: classes\n9000-10000 Milo\tTanaka: a "
         "tab\n"},
        /* several in a cue */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana>One</v> <v Sam>two\n<v Dana>three</v> four\n",
         "1000-2000 Dana: One\n~1000-2000 Sam: two\n~1000-2000 Dana: three\n~1000-2000 : four\n"},
        /* what is said is no claim within a tag; a name of one word is known from a tag */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana>Remember: Sam Okoro: yes\n- so\n\n"
         "00:03.000 --> 00:04.000\nDana: Hello.\n",
         "1000-2000 Dana: Remember: Sam Okoro: yes - so\n3000-4000 Dana: Hello.\n"},
        /* names */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Reyes, Dana (Ext)>a</v><v Reyes, Dana>b</v>"
         "<v Quist, Ada (Finance)>c</v><v Okoro, Inc.>d</v><v Sam (Guest)>e</v><v O&#39;Hara>f</v>"
         "<v a, b, c>g</v><v>h</v><v >i</v><v , Dana>j</v>\n",
         "1000-2000 Dana Reyes: a\n~1000-2000 Dana Reyes: b\n~1000-2000 Ada Quist (Finance): c\n"
         "~1000-2000 Okoro, Inc.: d\n~1000-2000 Sam: e\n~1000-2000 O'Hara: f\n"
         "~1000-2000 a, b, c: g\n~1000-2000 : h\n~1000-2000 : i\n~1000-2000 , Dana: j\n"},
        /* tags alone */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Dana></v>\n\n00:03.000 --> 00:04.000\n<i></i>\n\n"
         "00:05.000 --> 00:06.000\n<v Dana>&nbsp;</v>\n",
         ""},
        /* marks that show nothing, and what is none */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n<i>One</i> <c.loud>two</c> <lang en>three</lang> "
         "<00:00:01.500>four<br>five <font color=\"red\">six</font><ruby>x<rt>y</rt></ruby>\n\n"
         "00:03.000 --> 00:04.000\na < b, <inaudible> <3 <> </> <i\n>b {c} {} & &x; &amp\n\n"
         "00:05.000 --> 00:06.000\nQ&amp;A &lt;tag&gt; R&D &#8212;&lrm; &nbsp;x &amp;lt;\n",
         "1000-2000 : One two three four five sixxy\n"
         "3000-4000 : a < b, <inaudible> <3 <> </> <i >b {c} {} & &x; &amp\n"
         "5000-6000 : Q&A <tag> R&D \u2014  x &lt;\n"},
    };
    check(rows, MT_COUNT(rows));
    (void)state;
}

static void test_vtt_parse__names(void **state)
{
    static const struct cues_row rows[] = {
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nDana Reyes: Hello: you.\n\n00:03.000 --> 00:04.000\n"
         "and on\n\n00:05.000 --> 00:06.000\nsam-o: no name, but like all others\n\n"
         "00:07.000 --> 00:08.000\nRoom 4 | Quist:\nlate\n\n00:09.000 --> 00:10.000\n"
         "<b>Ada:</b> R&amp;D\n\n00:11.000 --> 00:12.000\n[SPEAKER_00]: Hi\n",
         "1000-2000 Dana Reyes: Hello: you.\n3000-4000 : and on\n"
         "5000-6000 sam-o: no name, but like all others\n7000-8000 Room 4 | Quist: late\n"
         "9000-10000 Ada: R&D\n11000-12000 SPEAKER_00: Hi\n"},
        /* not names, where others are */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nDana Reyes: Hello.\n\n00:03.000 --> 00:04.000\n"
         "Sam Okoro: Hi.\n\n00:05.000 --> 00:06.000\nRemember this: it is so.\n\n"
         "00:07.000 --> 00:08.000\n10:30 Meeting: be there\n\n00:09.000 --> 00:10.000\n"
         "https://example.org/: a page\n\n00:11.000 --> 00:12.000\nSo is it? Yes: it is\n\n"
         "00:13.000 --> 00:14.000\n42: a number\n\n00:15.000 --> 00:16.000\n: nobody\n\n"
         "00:17.000 --> 00:18.000\nSummary: fine\n",
         "1000-2000 Dana Reyes: Hello.\n3000-4000 Sam Okoro: Hi.\n"
         "5000-6000 : Remember this: it is so.\n7000-8000 : 10:30 Meeting: be there\n"
         "9000-10000 : https://example.org/: a page\n11000-12000 : So is it? Yes: it is\n"
         "13000-14000 : 42: a number\n15000-16000 : : nobody\n17000-18000 : Summary: fine\n"},
        /* where nobody is named, one word is no name, unless it comes again */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nParis: it rains\n\n00:03.000 --> 00:04.000\na\n\n"
         "00:05.000 --> 00:06.000\nb\n\n00:07.000 --> 00:08.000\nc\n\n00:09.000 --> "
         "00:10.000\nd\n\n"
         "00:11.000 --> 00:12.000\ne\n",
         "1000-2000 : Paris: it rains\n3000-4000 : a\n5000-6000 : b\n7000-8000 : c\n"
         "9000-10000 : d\n11000-12000 : e\n"},
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nMilo: it rains\n\n00:03.000 --> 00:04.000\na\n\n"
         "00:05.000 --> 00:06.000\nb\n\n00:07.000 --> 00:08.000\nc\n\n00:09.000 --> "
         "00:10.000\nd\n\n"
         "00:11.000 --> 00:12.000\nMilo: yes\n\n00:13.000 --> 00:14.000\nPriya Raman: no\n",
         "1000-2000 Milo: it rains\n3000-4000 : a\n5000-6000 : b\n7000-8000 : c\n"
         "9000-10000 : d\n11000-12000 Milo: yes\n13000-14000 Priya Raman: no\n"},
        /* up to 60 characters */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n"
         "\u00c4\u00c4\u00c4\u00c4\u00c4\u00c4\u00c4\u00c4\u00c4 Bbbbbbbbb Ccccccccc Ddddddddd "
         "Eeeeeeeee Fffffffff: yes\n\n00:03.000 --> 00:04.000\n"
         "Aaaaaaaaaa Bbbbbbbbb Ccccccccc Ddddddddd Eeeeeeeee Ffffffffffff: no\n",
         "1000-2000 \u00c4\u00c4\u00c4\u00c4\u00c4\u00c4\u00c4\u00c4\u00c4 Bbbbbbbbb Ccccccccc "
         "Ddddddddd Eeeeeeeee Fffffffff: yes\n3000-4000 : "
         "Aaaaaaaaaa Bbbbbbbbb Ccccccccc Ddddddddd Eeeeeeeee Ffffffffffff: no\n"},
        /* last names first */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nReyes, Dana (Ext): Hello.\n\n"
         "00:03.000 --> 00:04.000\nSo, Dana: what now\n",
         "1000-2000 Dana Reyes: Hello.\n3000-4000 : So, Dana: what now\n"},
        /* several in a cue */
        {"WEBVTT\n\n00:01.000 --> 00:02.000\nDana Reyes: One\nand\nSam Okoro: two\n",
         "1000-2000 Dana Reyes: One and\n~1000-2000 Sam Okoro: two\n"},
        /* the id is the speaker */
        {"WEBVTT\n\nDana Reyes\n00:01.000 --> 00:02.000\nHello.\n\nIntro\n00:03.000 --> 00:04.000\n"
         "Hi.\n\nDana Reyes\n00:05.000 --> 00:06.000\nSam Okoro: Yes.\n",
         "1000-2000 Dana Reyes: Hello.\n3000-4000 : Hi.\n5000-6000 Sam Okoro: Yes.\n"},
    };
    check(rows, MT_COUNT(rows));
    (void)state;
}

static void test_vtt_parse__parentheses_and_dashes(void **state)
{
    static const struct cues_row rows[] = {
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n(Dana Reyes)\nbackground?\n-\n \n(Sam Okoro)\n"
         "wise or not\n\n00:03.000 --> 00:04.000\n(Sam Okoro)\nor both\n(laughter)\n(yes, Dana)\n",
         "1000-2000 Dana Reyes: background?\n~1000-2000 Sam Okoro: wise or not\n"
         "3000-4000 Sam Okoro: or both (laughter) (yes, Dana)\n"},
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n(Dana)\nYes.\n\n00:03.000 --> 00:04.000\n(Sam)\n- "
         "No.\n"
         "\n00:05.000 --> 00:06.000\n(Laughter)\nWell.\n\n00:07.000 --> 00:08.000\n(Ada) Yes.\n",
         "1000-2000 Dana: Yes.\n3000-4000 Sam: No.\n5000-6000 : (Laughter) Well.\n"
         "7000-8000 : (Ada) Yes.\n"},
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n- One.\n- Two.\n\n00:03.000 --> 00:04.000\n"
         "-One.\n\u2013 Two.\n\n00:05.000 --> 00:06.000\nnot so -\n- it goes on\n\n"
         "00:07.000 --> 00:08.000\n-5 degrees\n\n00:09.000 --> 00:10.000\n--\n\n"
         "00:11.000 --> 00:12.000\n>> One\n>>> Two\n> Three\n",
         "1000-2000 : One.\n~1000-2000 : Two.\n3000-4000 : One.\n~3000-4000 : Two.\n"
         "5000-6000 : not so - - it goes on\n7000-8000 : -5 degrees\n9000-10000 : --\n"
         "11000-12000 : One\n~11000-12000 : Two > Three\n"},
        {"WEBVTT\n\n00:01.000 --> 00:02.000\n- Dana Reyes: One.\n- Sam Okoro: Two.\n- Three.\n",
         "1000-2000 Dana Reyes: One.\n~1000-2000 Sam Okoro: Two.\n~1000-2000 : Three.\n"},
    };
    check(rows, MT_COUNT(rows));
    (void)state;
}

/* Every byte shown stands where its run says. */
static void test_vtt_parse__places(void **state)
{
    static const char text[] = "WEBVTT\n\n00:01.000 --> 00:02.000\n<b>Dana Reyes</b>: <i>One</i>\n"
                               "two &amp; three\n";
    void *ctx = mt_context(NULL);
    struct mt_note *note = cues_parse(ctx, &mt_format_webvtt, mt_str(text));
    struct mt_prose prose = note->items.ptr[0].prose;
    static const char *const runs[] = {"One", "two ", " three"};
    assert_true(mt_str_eq(prose.text, mt_str("One two & three")));
    assert_int_equal(prose.n_runs, MT_COUNT(runs));
    for (size_t i = 0; i < MT_COUNT(runs); i++) {
        assert_int_equal(prose.runs[i].source, strstr(text, runs[i]) - text);
        assert_memory_equal(prose.text.ptr + prose.runs[i].at, runs[i], strlen(runs[i]));
    }
    assert_int_equal(mt_text_place(note->text, prose.runs[1].source).line, 5);
    mt_free(ctx);
    (void)state;
}

/* Speakers are persons of the note; a first name alone is the person whom it can mean. */
static void test_vtt_parse__people(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note = cues_parse(
        ctx, &mt_format_webvtt,
        mt_str("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Reyes, Dana (Ext)>a\n\n"
               "00:03.000 --> 00:04.000\n<v Dana>b\n\n00:05.000 --> 00:06.000\n<v Speaker 2>c\n"));
    assert_int_equal(note->people.len, 0);
    mt_speakers_resolve(note);
    assert_int_equal(note->people.len, 1);
    assert_true(mt_str_eq(note->people.ptr[0], mt_str("Dana Reyes")));
    assert_true(mt_str_eq(note->items.ptr[1].turn->speaker, mt_str("Dana Reyes")));
    assert_true(mt_str_eq(note->items.ptr[1].turn->label, mt_str("Dana")));
    assert_int_equal(note->items.ptr[2].turn->known, MT_SPEAKER_UNKNOWN);
    mt_free(ctx);
    (void)state;
}

static void test_vtt_parse__hostile(void **state)
{
    static const char cue[] = "WEBVTT\n\n00:01.000 --> 00:02.000\n";
    static const struct {
        const char *first, *again;
        size_t n, items;
    } rows[] = {
        {"WEBVTT\n\n", "00:01.000 --> 00:02.000\nDana Reyes: yes\n\n", 20000, 20000},
        {"WEBVTT\n\n", "00:01.000 --> 00:02.000\n\n", 100000, 0},
        {"WEBVTT\n\n", "0:1 --> 00:02\nx\n\n", 20000, 20000},
        {"WEBVTT\n\n", "1\n", 100000, 1},
        {"WEBVTT\n\n", "1\n\n", 20000, 20000},
        {"WEBVTT\n\n", "NOTE x\n", 100000, 1},
        {"WEBVTT\n\nSTYLE\n", "x\n", 100000, 0},
        {"WEBVTT\n\n", "STYLE\n\n", 100000, 0},
        {cue, "Dana Reyes: ", 100000, 1},
        {cue, "Dana Reyes: x\n", 20000, 20000},
        {cue, "<v ", 300000, 1},
        {cue, "<v x>", 300000, 0},
        {cue, "<v x>y", 20000, 20000},
        {cue, "<", 300000, 1},
        {cue, "{\\", 300000, 1},
        {cue, "&", 300000, 1},
        {cue, "&amp;", 300000, 1},
        {cue, "<i>", 300000, 0},
        {cue, "-\n", 100000, 0},
        {cue, "- x\n", 20000, 20000},
        {cue, "(Dana Reyes)\n", 100000, 0},
        {cue, "x", 5000000, 1},
        {cue, "-->", 1000000, 1},
        {"WEBVTT", " ", 1000000, 0},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        cues_check_hostile(&mt_format_webvtt, rows[i].first, rows[i].again, rows[i].n,
                           rows[i].items);
    (void)state;
}

/* More names than anybody could have: those that stand in the text stay there. */
static void test_vtt_parse__too_many_names(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf all;
    mt_buf_init(&all, ctx, CUES_MAX);
    mt_buf_add(&all, mt_str("WEBVTT\n\n"));
    for (int i = 0; i < 5000; i++)
        mt_buf_printf(&all, "00:01.000 --> 00:02.000\nDana%c%c%c: yes\n\n", 'a' + i % 26,
                      'a' + i / 26 % 26, 'a' + i / 676);
    const struct mt_note *note = cues_parse(ctx, &mt_format_webvtt, mt_buf_str(&all));
    assert_int_equal(note->items.len, 5000);
    assert_true(mt_str_eq(note->items.ptr[0].turn->label, mt_str("Danaaaa")));
    assert_true(mt_str_starts(note->items.ptr[4999].prose.text, mt_str("Dana")));
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_vtt_recognises),
        cmocka_unit_test(test_vtt_parse__header),
        cmocka_unit_test(test_vtt_parse__cues),
        cmocka_unit_test(test_vtt_parse__blocks),
        cmocka_unit_test(test_vtt_parse__problems),
        cmocka_unit_test(test_vtt_parse__tags),
        cmocka_unit_test(test_vtt_parse__names),
        cmocka_unit_test(test_vtt_parse__parentheses_and_dashes),
        cmocka_unit_test(test_vtt_parse__places),
        cmocka_unit_test(test_vtt_parse__people),
        cmocka_unit_test(test_vtt_parse__hostile),
        cmocka_unit_test(test_vtt_parse__too_many_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
