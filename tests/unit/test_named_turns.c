/* test_named_turns.c - Tests of transcripts in which lines name the speakers (note/named_turns.h)
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/named_turns.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "note/field_words.h"
#include "note/markdown.h"
#include "note/turn_line.h"
#include "shown_turns.h"

/* ---- One line ---- */

static void test_line_parse__shapes(void **state)
{
    static const struct {
        const char *line;
        enum mt_turn_shape shape;
        const char *label, *text;
        int64_t ms;
    } rows[] = {
        {"Dana Reyes: 00:12:34", MT_TURN_HEAD, "Dana Reyes", "", 754000},
        {"Dana Reyes : 00:12:34  ", MT_TURN_HEAD, "Dana Reyes", "", 754000},
        {"Dana Reyes 00:12:34", MT_TURN_HEAD, "Dana Reyes", "", 754000},
        {"Dana Reyes:00:12:34", MT_TURN_HEAD, "Dana Reyes", "", 754000},
        {"Dana Reyes 00:12:34:", MT_TURN_HEAD, "Dana Reyes", "", 754000},
        {"Dana Reyes: 0: 00:12:34", MT_TURN_HEAD, "Dana Reyes", "", 754000},
        {"Dana Reyes: 00.12:34", MT_TURN_HEAD, "Dana Reyes", "", 754000},
        {"**Dana Reyes** 00:05", MT_TURN_HEAD, "Dana Reyes", "", 5000},
        {"**Dana Reyes::** 00:00:05", MT_TURN_HEAD, "Dana Reyes", "", 5000},
        {"**Dana Reyes (00:05):**", MT_TURN_HEAD, "Dana Reyes", "", 5000},
        {"### Dana Reyes [00:00:05]", MT_TURN_HEAD, "Dana Reyes", "", 5000},
        {"Dana Reyes (0:05 - 0:09)", MT_TURN_HEAD, "Dana Reyes", "", 5000},
        {"Speaker 1: 00:00:00", MT_TURN_HEAD, "Speaker 1", "", 0},
        {"[Audience]: 00:37:13", MT_TURN_HEAD, "Audience", "", 2233000},
        {"0:05 - Dana Reyes", MT_TURN_HEAD, "Dana Reyes", "", 5000},
        {"Dana Reyes:", MT_TURN_HEAD, "Dana Reyes", "", -1},
        {"[00:05] Dana: Hello.", MT_TURN_INLINE, "Dana", "Hello.", 5000},
        {"(00:05) **Dana:** Hello.", MT_TURN_INLINE, "Dana", "Hello.", 5000},
        {"**Dana (00:05):** Hello.", MT_TURN_INLINE, "Dana", "Hello.", 5000},
        {"Dana [00:05]: Hello.", MT_TURN_INLINE, "Dana", "Hello.", 5000},
        {"Dana: [00:12:34] Hello.", MT_TURN_INLINE, "Dana", "Hello.", 754000},
        {"[SPEAKER_0 4:20] Hello.", MT_TURN_INLINE, "SPEAKER_0", "Hello.", 260000},
        {"**Dana:** Hello.", MT_TURN_INLINE, "Dana", "Hello.", -1},
        {"**Dana**: Hello.", MT_TURN_INLINE, "Dana", "Hello.", -1},
        {"Dana Reyes (DR): Hello.", MT_TURN_INLINE, "Dana Reyes (DR)", "Hello.", -1},
        {"Dr. Ada Quist: Hello.", MT_TURN_INLINE, "Dr. Ada Quist", "Hello.", -1},
        {"[Audience member]: Hello.", MT_TURN_INLINE, "Audience member", "Hello.", -1},
        {"??: Hello.", MT_TURN_INLINE, "", "Hello.", -1},
        {"Dana: 10:30 will do.", MT_TURN_INLINE, "Dana", "10:30 will do.", -1},
        {"00:01:22", MT_TURN_TIME, "", "", 82000},
        {"### [00:01:22]", MT_TURN_TIME, "", "", 82000},
        {"[00:00:02.02]  Dana ReyesHello.", MT_TURN_STAMPED, "", "", 2020},
        {"", MT_TURN_NONE, "", "", 0},
        {"   ", MT_TURN_NONE, "", "", 0},
        {":", MT_TURN_NONE, "", "", 0},
        {"- Risk: it may rain.", MT_TURN_NONE, "", "", 0},
        {"1. Dana: Hello.", MT_TURN_NONE, "", "", 0},
        {"> Dana: Hello.", MT_TURN_NONE, "", "", 0},
        {"| Dana: | Hello. |", MT_TURN_NONE, "", "", 0},
        {"    Dana: Hello.", MT_TURN_NONE, "", "", 0},
        {"\tDana: Hello.", MT_TURN_NONE, "", "", 0},
        {"## Dana: Hello", MT_TURN_NONE, "", "", 0},
        {"https://example.org: a site", MT_TURN_NONE, "", "", 0},
        {"[plan]: https://example.org", MT_TURN_NONE, "", "", 0},
        {"[plan](https://example.org)", MT_TURN_NONE, "", "", 0},
        {"So he said. Then: nothing.", MT_TURN_NONE, "", "", 0},
        {"12:30 Lunch", MT_TURN_NONE, "", "", 0},
        {"Dana 10:30 am", MT_TURN_NONE, "", "", 0},
        {"We start at 10:30 today.", MT_TURN_NONE, "", "", 0},
        {"re:Invent", MT_TURN_NONE, "", "", 0},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_turn_line line = mt_turn_line_parse(mt_str(rows[i].line));
        if (line.shape == MT_TURN_NONE && rows[i].shape == MT_TURN_NONE)
            continue;
        if (line.shape != rows[i].shape || !mt_str_eq(line.label, mt_str(rows[i].label)) ||
            !mt_str_eq(line.text, mt_str(rows[i].text)) || line.start_ms != rows[i].ms)
            fail_msg("%s: %d \"%.*s\" %lld \"%.*s\"", rows[i].line, line.shape, MT_ARG(line.label),
                     (long long)line.start_ms, MT_ARG(line.text));
    }
    (void)state;
}

static void test_word_heads_field__words(void **state)
{
    static const struct {
        const char *label;
        bool is;
    } rows[] = {{"Risk", true},     {"Next steps", true},  {"OPTIONS", true},
                {"Option 2", true}, {"Step B", true},      {"Date", true},
                {"Dana", false},    {"Dana Reyes", false}, {"Speaker 2", false},
                {"", false},        {" ", false},          {"\u00e9t\u00e9", false}};
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_word_heads_field(mt_str(rows[i].label)) != rows[i].is)
            fail_msg("\"%s\"", rows[i].label);
    (void)state;
}

/* ---- Whole notes ---- */

/* As parse.c does it: prose after a transcript is no part of it. */
static void parse_prose(struct mt_note *note, size_t begin, size_t end)
{
    if (mt_str_trim(mt_str_slice(note->text->str, begin, end)).len == 0)
        return;
    if (begin > 0)
        mt_note_add_section(note, MT_KIND_OTHER, mt_str(""), 0);
    mt_markdown_parse(note, begin, end);
}

static struct mt_note *parse(void *ctx, const char *bytes, const char *person)
{
    const struct mt_text *text = text_of(ctx, bytes);
    struct mt_note *note = mt_note_new(ctx, text, mt_str("a.md"));
    struct mt_transcript_region region;
    size_t at = 0;
    mt_note_add_name(note, &note->people, mt_str(person));
    struct mt_named_turns *turns = mt_named_turns_read(ctx, note, 0);
    while (mt_named_turns_find(turns, at, &region)) {
        assert_true(at <= region.begin && region.begin < region.end);
        parse_prose(note, at, region.begin);
        mt_named_turns_parse(note, turns);
        at = region.rest;
    }
    parse_prose(note, at, text->str.len);
    mt_named_turns_finish(note, turns);
    return note;
}

struct row {
    const char *text, *shown;
};

static void check_rows(const struct row *rows, size_t n, const char *person)
{
    for (size_t i = 0; i < n; i++) {
        void *ctx = mt_context(NULL);
        check_shown(ctx, parse(ctx, rows[i].text, person), rows[i].text, rows[i].shown);
        mt_free(ctx);
    }
}

static void test_parse__timed(void **state)
{
    static const struct row rows[] = {
        /* heads; a turn of two paragraphs goes by its characters */
        {"Intro.\n\nDana Reyes: 00:00:05\n\nHello.\nAll.\n\nSam Okoro: 00:00:09\n\nOne two three.\n"
         "\nFour five six.\n\nDana Reyes: 00:01:00\n\nBye.\n",
         "[other] Intro.\n5000-6000! Dana Reyes: Hello. All.\n9000-10000! Sam Okoro: One two "
         "three.\n"
         "10000-11000 Sam Okoro: Four five six.\n60000-61000! Dana Reyes: Bye.\n"},
        /* below a heading the speaker goes on as long as turns follow */
        {"Dana: 00:00:05\n\nOne.\n\n## Two\n\nThree.\n\nDana: 00:00:09\n\n## Four\n\nFive.\n\n"
         "Dana: 00:00:12\n\nSix.\n\n## Links\n\nSeven.\n",
         "5000-5400! Dana: One.\n[other] Two\n5400-6000 Dana: Three.\n[other] Four\n"
         "9000-10000! Dana: Five.\n12000-13000! Dana: Six.\n[other] Links\n[other] Seven.\n"},
        /* inline */
        {"[00:05] Dana: Hello **all**.\n[00:07] Sam: Hi.\n[00:09] Dana: So.\n\nThe end.\n",
         "5000-6000! Dana: Hello all.\n7000-8000! Sam: Hi.\n9000-10000! Dana: So.\n"
         "[other] The end.\n"},
        {"[SPEAKER_0 4:20] I think so.\n[SPEAKER_1 4:22] Yes.\n[SPEAKER_0 4:24] Good.\n",
         "260000-261000! SPEAKER_0: I think so.\n262000-263000! SPEAKER_1: Yes.\n"
         "264000-265000! SPEAKER_0: Good.\n"},
        /* a head without words: its time is of the line below */
        {"Speaker 0: 00:00:05\n\nDana Reyes: Hello.\n\nSpeaker 0: 00:00:09\n\nSo.\n\n"
         "Dana Reyes: We go.\n\nSam Okoro: Bye.\n\nDana Reyes: Bye.\n",
         "5000-6000! Dana Reyes: Hello.\n9000-9294! Speaker 0: So.\n"
         "9294-9882 Dana Reyes: We go.\n9882-10274 Sam Okoro: Bye.\n"
         "10274-10666 Dana Reyes: Bye.\n"},
        /* what Markdown takes for a number or a heading is said */
        {"Dana: 00:00:05\n\n64.\n\nDana: 00:00:09\n\n# of seats\n",
         "5000-6000! Dana: 64.\n[title] of seats\n"},
        /* block times */
        {"## Weekly - Transcript\n\n### 00:01:22\n\n**Dana Reyes:** How are you\n"
         "**Sam Okoro:** Pretty well.\n\n### 00:01:24\n\n**Dana Reyes:** Good.\n\n"
         "### Transcription ended after 01:02:59\n\nMade by a machine.\n",
         "[transcript] Weekly - Transcript\n82000-82956! Dana Reyes: How are you\n"
         "82956-84000 Sam Okoro: Pretty well.\n84000-85000! Dana Reyes: Good.\n"
         "[transcript] Transcription ended after 01:02:59\n[transcript] Made by a machine.\n"},
        {"00:01:22\nDana: Hello you.\nSam: Hi, how are you?\n\n00:02:22\nDana: I am well.\nSam: "
         "OK.\n",
         "82000-82769! Dana: Hello you.\n82769-84000 Sam: Hi, how are you?\n"
         "142000-143025! Dana: I am well.\n143025-143333 Sam: OK.\n"},
        /* a time amid a turn */
        {"Dana: 00:00:05\n\nOne.\n\n[00:00:09]\n\nTwo.\n\nDana: 00:00:12\n\nThree.\n",
         "5000-6000! Dana: One.\n9000-10000! Dana: Two.\n12000-13000! Dana: Three.\n"},
    };
    check_rows(rows, MT_COUNT(rows), "");
    (void)state;
}

static void test_parse__untimed(void **state)
{
    static const struct row rows[] = {
        {"# Talk\n\n**Dana Reyes:** How are you?\n**Sam Okoro:** I am well.\n**Dana Reyes:** Good, "
         "you?\n**Sam Okoro**: Yes.\n\nThe end.\n\n- item\n",
         "[title] Talk\n- Dana Reyes: How are you?\n- Sam Okoro: I am well.\n"
         "- Dana Reyes: Good, you?\n- Sam Okoro: Yes.\n[other] The end.\n[other] item\n"},
        /* paragraphs: words go on below an empty line, a label between others is one */
        {"Dana: How are you?\n\nSam: I am well.\n\nAnd you?\n\nDana: We are fine.\n\nPriya: Me "
         "too.\n\n"
         "Sam: Let's go.\n\nDana: Yes.\n\nSam: OK.\n\n## Links\n\nNone.\n",
         "- Dana: How are you?\n- Sam: I am well.\n- Sam: And you?\n- Dana: We are fine.\n"
         "- Priya: Me too.\n- Sam: Let's go.\n- Dana: Yes.\n- Sam: OK.\n[other] Links\n"
         "[other] None.\n"},
        /* few turns in much text: only the paragraph */
        {"Talk.\n\nQ: Why?\n\nA: I see.\n\nOne.\n\nTwo.\n\nThree.\n\nFour.\n\nFive.\n\nQ: "
         "When?\n\nA: We "
         "know.\n",
         "[other] Talk.\n- Q: Why?\n- A: I see.\n[other] One.\n[other] Two.\n[other] Three.\n"
         "[other] Four.\n[other] Five.\n- Q: When?\n- A: We know.\n"},
        /* names alone above their words */
        {"Dana:\n\nHow are you?\n\nSam:\n\nI am well.\n\nDana:\n\nSo we go?\n\nSam:\n\nYes.\n",
         "- Dana: How are you?\n- Sam: I am well.\n- Dana: So we go?\n- Sam: Yes.\n"},
        /* in a section that is a transcript once is enough, and elsewhere none is one */
        {"## Summary\n\nDana: said this.\nDana: said that.\nDana: said more.\n\n## Transcript\n\n"
         "Dana: Hello.\nSam: Hi.\n",
         "[summary] Summary\n[summary] Dana: said this. Dana: said that. Dana: said more.\n"
         "[transcript] Transcript\n- Dana: Hello.\n- Sam: Hi.\n"},
        {"## Actions\n\nDana: I buy lids.\nSam: I ship them.\nDana: I call you.\nSam: I see you.\n",
         "[action] Actions\n[action] Dana: I buy lids. Sam: I ship them. Dana: I call you. "
         "Sam: I see you.\n"},
    };
    check_rows(rows, MT_COUNT(rows), "");
    (void)state;
}

static void test_parse__initials(void **state)
{
    static const struct row rows[] = {
        {"Present: Dana Reyes (DR), Sam Okoro (SO)\n\nDR: How are you?\nSO: I am well.\n"
         "DR: And we?\nSO: Fine.\n",
         "[other] Present: Dana Reyes (DR), Sam Okoro (SO)\n- DR=Dana Reyes: How are you?\n"
         "- SO=Sam Okoro: I am well.\n- DR=Dana Reyes: And we?\n- SO=Sam Okoro: Fine.\n"},
        {"- DR - Dana Reyes\n- SO: Sam Okoro\n\nDR: One.\nSO: Two.\nDR: Three.\nSO: Four.\n",
         "[other] DR - Dana Reyes\n[other] SO: Sam Okoro\n- DR=Dana Reyes: One.\n"
         "- SO=Sam Okoro: Two.\n- DR=Dana Reyes: Three.\n- SO=Sam Okoro: Four.\n"},
        {"| Who | Name |\n|---|---|\n| DR | Dana Reyes |\n| AvQ | Ada van Quist |\n\nDR: One.\n"
         "AvQ: Two.\nDR: Three.\nAvQ: Four.\n",
         "[other] Who | Name\n[other] DR | Dana Reyes\n[other] AvQ | Ada van Quist\n"
         "- DR=Dana Reyes: One.\n- AvQ=Ada van Quist: Two.\n- DR=Dana Reyes: Three.\n"
         "- AvQ=Ada van Quist: Four.\n"},
        /* the label says it itself, whatever the letters; and the people of the note */
        {"Milo Tanaka (Z): One.\n\nPR: Two.\n\nZ: Three.\n\nPR: Four.\n\nZ: Five.\n",
         "- Milo Tanaka (Z)=Milo Tanaka: One.\n- PR=Priya Raman: Two.\n- Z=Milo Tanaka: Three.\n"
         "- PR=Priya Raman: Four.\n- Z=Milo Tanaka: Five.\n"},
    };
    check_rows(rows, MT_COUNT(rows), "Priya Raman");
    (void)state;
}

/* Ordinary notes hold no turns. */
static void test_parse__none(void **state)
{
    static const char *const texts[] = {
        "",
        "\n",
        "Words.\n",
        "Risk: it may rain.\nOwner: Dana\nRisk: it may snow.\nOwner: Sam\n",
        "Decision: we use lids.\nReason: they are cheap.\n\nDecision: we ship.\nReason: I like "
        "it.\n",
        "- Dana: I do this.\n- Sam: I do that.\n- Dana: I do more.\n- Sam: you too?\n",
        "> Dana: why?\n> Sam: I see.\n> Dana: why?\n> Sam: I see.\n",
        "```\nDana: why?\nSam: I see.\nDana: why?\nSam: I see.\n```\n",
        "    Dana: why?\n    Sam: I see.\n    Dana: why?\n    Sam: I see.\n",
        "From: Dana Reyes\nTo: Sam Okoro\nSubject: lids\nSent: Monday\n\nFrom: Sam Okoro\nTo: Dana "
        "Reyes\nSubject: lids\nSent: Monday\n",
        "Start: 10:00\nEnd: 11:00\n\nStart: 12:00\nEnd: 13:00\n",
        "Lunch 12:30\nTalks 13:00\nCoffee 15:00\n",
        "0:00 - Intro\n1:10 - Lids\n2:20 - Ends\n",
        "API: fixed a bug\nUI: added a button\nAPI: more tests\nUI: less code\nAPI: done\nUI: "
        "done\n",
        "host: a\nport: b\nhost: c\nport: d\nhost: e\nport: f\n",
        "Term\n: what it means\n",
        "[a]: https://example.org/a\n[b]: https://example.org/b\n[a]: https://example.org/a\n",
        "I said: no.\nI said: yes.\nI said: well?\n",
        "[00:00:01.00] Dana : why?\n[00:00:02.00] Sam : I see.\n[00:00:03.00] Dana : why?\n",
    };
    for (size_t i = 0; i < MT_COUNT(texts); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = mt_note_new(ctx, text_of(ctx, texts[i]), mt_str("a.md"));
        struct mt_transcript_region region;
        if (mt_named_turns_find(mt_named_turns_read(ctx, note, 0), 0, &region))
            fail_msg("%s\n  holds turns", texts[i]);
        mt_free(ctx);
    }
    (void)state;
}

static void test_parse__hostile(void **state)
{
    static const char *const lines[] = {
        "Dana: 00:00:01\n",       "Dana: 00:00:01\n\nHello.\n\n## H\n\nmore\n\n",
        "Dana: hi you\n\n\n\n\n", "00:00:01\n",
        "(AB) (CD) (EF): a b\n",  "```\n~~~\n",
        "[[[[[[[[[[[[[[ 1:00\n",  "Dana: # i am\n",
        "DR: Dana Reyes (DR)\n",  "A: you? B: you? C: you?\n"};
    for (size_t k = 0; k < MT_COUNT(lines); k++) {
        void *ctx = mt_context(NULL);
        struct mt_buf all;
        mt_buf_init(&all, ctx, 1 << 22);
        for (size_t i = 0; i < 10000; i++)
            mt_buf_add(&all, mt_str(lines[k]));
        assert_non_null(parse(ctx, all.ptr, "Dana Reyes"));
        mt_free(ctx);
    }
    (void)state;
}

/* As many labels as lines. */
static void test_parse__many_labels(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf all;
    mt_buf_init(&all, ctx, 1 << 22);
    for (int i = 0; i < 20000; i++)
        mt_buf_printf(&all, "Dana%d: i see you\nDana%d (D%d): why?\n", i, i, i % 1000);
    assert_non_null(parse(ctx, all.ptr, "Dana Reyes"));
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line_parse__shapes), cmocka_unit_test(test_word_heads_field__words),
        cmocka_unit_test(test_parse__timed),       cmocka_unit_test(test_parse__untimed),
        cmocka_unit_test(test_parse__initials),    cmocka_unit_test(test_parse__none),
        cmocka_unit_test(test_parse__hostile),     cmocka_unit_test(test_parse__many_labels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
