/* test_transcript.c - Tests of note/transcript.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/transcript.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "text/decode.h"

static struct mt_text *decode(void *ctx, const char *bytes)
{
    struct mt_text *text = NULL;
    assert_int_equal(mt_text_decode(ctx, mt_str(bytes), &text, NULL), MT_OK);
    return text;
}

/* The regions of a text, each as its first line, its last, and the line after it. */
static void test_transcript_find__regions(void **state)
{
    static const struct {
        const char *text;
        const char *regions; /* "begin-end-rest," in lines, from 1 */
    } rows[] = {
        {"", ""},
        {"no stamps\n[x]\n[12:30] lunch\n", ""},
        {"[00:00:01.00] a\n[00:00:02] b\n", "1-3-3,"},
        {"[00:00:01.00] a", "1-2-2,"},
        {"# H\n\n```text\n[00:00:01.00] a\n\n[00:00:02.00] b\n```\n\n# Next\n", "4-7-8,"},
        {"```text\n[00:00:01.00] a\n# no heading\n```\n", "2-4-5,"},
        {"~~~\n[00:00:01.00] a\n```\n~~~\nx\n", "2-4-5,"},
        {"```text\n[00:00:01.00] a\n<!-- ai:transcript:end -->\n```\nx\n", "2-3-5,"},
        {"```text\n[00:00:01.00] a\n```\n\n<!-- ai:transcript:end -->\n\nx\n", "2-3-6,"},
        {"```text\n[00:00:01.00] a\n<!-- ai:transcript:end -->\nx\n```\n", "2-3-4,"},
        {"```text\n[00:00:01.00] a\n```\n```\nx\n```\n", "2-3-4,"},
        {"[00:00:01.00] a\n```\n```\nx\n", "1-2-3,"},
        {"[00:00:01.00] a\n<!-- more -->\n<!-- transcript:end words -->\n", "1-4-4,"},
        {"```code```\n[00:00:01.00] a\n# H\n", "2-3-3,"},
        /* no fence */
        {"[00:00:01.00] a\nmore\n## Next\n", "1-3-3,"},
        {"[00:00:01.00] a\n#tag is text\n", "1-3-3,"},
        {"[00:00:01.00] a\n```\nx\n", "1-2-3,"},
        {"[00:00:01.00] a\n```c\nx\n```\n", "1-2-2,"},
        {"[00:00:01.00] a\n<!-- ai:transcript:end -->\nx\n", "1-2-3,"},
        {"x\n<!-- ai:transcript:start -->\n[00:00:01.00] a\n", "3-4-4,"},
        /* several */
        {"[00:00:01.00] a\n# H\n[00:00:02.00] b\n# I\n", "1-2-2,3-4-4,"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        const struct mt_text *text = decode(ctx, rows[i].text);
        struct mt_transcript_region region;
        struct mt_buf seen;
        size_t from = 0;
        mt_buf_init(&seen, ctx, 1000);
        while (mt_transcript_find(text, from, &region)) {
            size_t ends[] = {region.begin, region.end, region.rest};
            for (size_t k = 0; k < 3; k++) {
                bool after = ends[k] == text->str.len && (k > 0);
                bool newline = after && text->str.len && text->str.ptr[text->str.len - 1] != '\n';
                mt_buf_printf(&seen, "%u%s", mt_text_line(text, ends[k]) + newline,
                              k < 2 ? "-" : ",");
            }
            assert_true(region.rest > from);
            from = region.rest;
        }
        if (strcmp(seen.ptr, rows[i].regions) != 0)
            fail_msg("%s\n  expected %s but was %s", rows[i].text, rows[i].regions, seen.ptr);
        mt_free(ctx);
    }
    (void)state;
}

/* All transcripts of a text, parsed into a note. */
static struct mt_note *parse(void *ctx, const char *bytes)
{
    struct mt_note *note = mt_note_new(ctx, decode(ctx, bytes), mt_str("a.md"));
    struct mt_transcript_region region;
    for (size_t from = 0; mt_transcript_find(note->text, from, &region); from = region.rest)
        mt_transcript_parse(note, region);
    return note;
}

static const char *show(void *ctx, const struct mt_note *note)
{
    struct mt_buf seen;
    mt_buf_init(&seen, ctx, 1 << 16);
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        assert_non_null(item->turn);
        mt_buf_printf(&seen, "%lld-%lld %.*s: %.*s @", (long long)item->turn->start_ms,
                      (long long)item->turn->end_ms, MT_ARG(item->turn->label),
                      MT_ARG(item->prose.text));
        for (size_t k = 0; k < item->prose.n_runs; k++)
            mt_buf_printf(&seen, "%u=%u,", item->prose.runs[k].at, item->prose.runs[k].source);
        mt_buf_printf(&seen, "\n");
    }
    return seen.ptr;
}

static void test_transcript_parse__turns(void **state)
{
    static const struct {
        const char *text, *turns;
    } rows[] = {
        /* label and places */
        {"[00:00:01.50]  Dana ReyesNice to meet you.\n\n[00:00:04.25]   RemoteYeah.\n"
         "[00:00:08.00]  Dana ReyesSo.\n[00:01:00.00] Sam Okoro : Yes?\n",
         "1500-2833 Dana Reyes: Nice to meet you. @0=25,\n"
         "4250-5250 Remote: Yeah. @0=66,\n"
         "8000-9000 Dana Reyes: So. @0=97,\n"
         "60000-61000 Sam Okoro: Yes? @0=127,\n"},
        /* the end: the next stamp, unless speech cannot fill the time, or time runs backwards */
        {"[00:00:01.00] Remote : one two three four five six\n"
         "[00:00:02.00] Remote : one two three\n[00:00:02.00] Remote : one\n"
         "[00:00:01.00] Remote : one\n",
         "1000-2000 Remote: one two three four five six @0=23,\n"
         "2000-3000 Remote: one two three @0=74,\n"
         "2000-3000 Remote: one @0=111,\n"
         "1000-2000 Remote: one @0=138,\n"},
        /* an empty turn is none, but ends the one before it */
        {"[00:00:01.00] Remote : one two three four five six\n[00:00:01.40] Remote :\n"
         "[00:00:09.00]\n",
         "1000-1400 Remote: one two three four five six @0=23,\n"},
        /* continued lines */
        {"[00:00:01.00] Dana Reyes : one\n  two \n\nthree\n\n[00:00:09] Remote :\nfour\n",
         "1000-2000 Dana Reyes: one two three @0=27,4=33,8=39,\n"
         "9000-10000 Remote: four @0=66,\n"},
        /* no label */
        {"[100:00:01.00] it is so.\n", "360001000-360002000 : it is so. @0=15,\n"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        const char *seen = show(ctx, parse(ctx, rows[i].text));
        if (strcmp(seen, rows[i].turns) != 0)
            fail_msg("%s\n  expected\n%s\n  but was\n%s", rows[i].text, rows[i].turns, seen);
        mt_free(ctx);
    }
    (void)state;
}

static void test_transcript_parse__sections(void **state)
{
    void *ctx = mt_context(NULL);
    const struct mt_text *text = decode(ctx, "[00:00:01.00] Remote : one\n");
    struct mt_note *note = mt_note_new(ctx, text, mt_str("a.md"));
    struct mt_transcript_region region;
    assert_true(mt_transcript_find(text, 0, &region));
    mt_note_add_section(note, MT_KIND_SUMMARY, mt_str("Summary"), 2);
    mt_transcript_parse(note, region);
    assert_int_equal(note->sections.len, 3);
    assert_int_equal(note->sections.ptr[2].kind, MT_KIND_TRANSCRIPT);
    assert_int_equal(note->items.ptr[0].section, 2);
    mt_transcript_parse(note, region);
    assert_int_equal(note->sections.len, 3);
    assert_int_equal(note->items.ptr[1].section, 2);
    mt_free(ctx);
    (void)state;
}

/* Names that the note has elsewhere cut labels that its lines alone do not show. */
static void test_transcript_parse__known(void **state)
{
    void *ctx = mt_context(NULL);
    const struct mt_text *text =
        decode(ctx, "[00:00:01.00]  Dana Reyesor not.\n[00:00:02.00]  Samso it is.\n"
                    "[00:00:03.00]  Ada Quistand then.\n");
    static const char *const labels[] = {"Dana Reyes", "", "Ada Quist"};
    struct mt_note *note = mt_note_new(ctx, text, mt_str("a.md"));
    struct mt_transcript_region region;
    assert_true(mt_transcript_find(text, 0, &region));
    note->title = mt_str("1:1 - Dana Reyes");
    mt_note_add_name(note, &note->people, mt_str("Ada Quist"));
    mt_transcript_parse(note, region);
    assert_int_equal(note->items.len, 3);
    for (size_t i = 0; i < 3; i++)
        assert_true(mt_str_eq(note->items.ptr[i].turn->label, mt_str(labels[i])));
    mt_free(ctx);
    (void)state;
}

static void test_transcript_parse__hostile(void **state)
{
    static const char *const lines[] = {"[00:00:01.00] (\n", "[00:00:01.00]  Dana ReyesSame.\n",
                                        "[00:00:01.00]\n", "[00:00:01.00] a\n# H\n"};
    const size_t n = 20000;
    for (size_t k = 0; k < MT_COUNT(lines); k++) {
        void *ctx = mt_context(NULL);
        struct mt_buf all;
        mt_buf_init(&all, ctx, 1 << 24);
        for (size_t i = 0; i < n; i++)
            mt_buf_add(&all, mt_str(lines[k]));
        struct mt_note *note = parse(ctx, all.ptr);
        assert_int_equal(note->items.len, k == 2 ? 0 : n);
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transcript_find__regions),
        cmocka_unit_test(test_transcript_parse__turns),
        cmocka_unit_test(test_transcript_parse__sections),
        cmocka_unit_test(test_transcript_parse__known),
        cmocka_unit_test(test_transcript_parse__hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
