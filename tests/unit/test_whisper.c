/* test_whisper.c - Tests of note/whisper.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "json_notes.h"

static void test_whisper__recognises(void **state)
{
    static const struct {
        const char *text;
        bool is;
    } rows[] = {
        {"{\"text\":\" Hi.\",\"segments\":[{\"id\":0,\"start\":0.0,\"end\":2.4,\"text\":\" "
         "Hi.\"}]}",
         true},
        {"{\"word_segments\":[],\"segments\":[{\"text\":\"Hi\",\"start\":NaN,\"end\":1}]}", true},
        {"{\"segments\":[],\"language\":\"en\",\"text\":\"\"}", true},
        {"{\"systeminfo\":\"x\",\"transcription\":[{\"offsets\":{\"from\":0,\"to\":1},\"text\":"
         "\"a\"}]}",
         true},
        {"{\"chunks\":[{\"timestamp\":[0,null],\"text\":\"a\"}],\"text\":\"a\"}", true},
        {" [ {\"text\":\"a\",\"timestamp\":[0.5,1]} ]", true},
        {"[{\"t0\":0,\"t1\":100,\"text\":\"a\"}", true},
        {"", false},
        {"[]", false},
        {"{}", false},
        {"{\"segments\":[]}", false},
        {"{\"segments\":[{\"text\":\"a\"}]}", false},
        {"{\"segments\":[\"a\"]}", false},
        {"{\"segments\":{\"text\":\"a\",\"start\":1}}", false},
        {"[00:00:01.00] Dana Reyes : text\n", false},
        {"# segments\n", false},
        {"{\"sentences\":[{\"text\":\"a\",\"start_time\":1}]}", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (json_recognised(&mt_format_whisper, rows[i].text, "a") != rows[i].is)
            fail_msg("%s", rows[i].text);
    (void)state;
}

/* A long text before the segments does not hide them. */
static void test_whisper__recognises_after_long_text(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, 1 << 20);
    mt_buf_printf(&buf, "{\"text\":\"");
    for (size_t i = 0; i < 50000; i++)
        mt_buf_printf(&buf, "so it goes ");
    mt_buf_printf(&buf, "\",\"segments\":[{\"start\":0,\"text\":\"so\"}]}");
    assert_true(json_recognised(&mt_format_whisper, buf.ptr, "a"));
    mt_free(ctx);
    (void)state;
}

static void test_whisper__turns(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        /* Whisper: what is said twice is read once */
        {"{\"text\":\" Hi. Yes.\",\"language\":\"en\",\"segments\":["
         "{\"id\":0,\"seek\":0,\"start\":0.0,\"end\":2.4,\"text\":\" Hi.\",\"tokens\":[1,2],"
         "\"avg_logprob\":-0.3,\"words\":[{\"word\":\" Hi.\",\"start\":0.1,\"end\":0.4}]},"
         "{\"id\":1,\"start\":2.4,\"end\":4.125,\"text\":\" Yes.\"}]}",
         "language: en\n[transcript]\n0-2400 : Hi.\n2400-4125 : Yes.\n"},
        /* whisperX: speakers, on segments or only on words; words without times */
        {"{\"segments\":[{\"start\":70.2,\"end\":71.3,\"text\":\"Hi "
         "1.\",\"speaker\":\"SPEAKER_00\","
         "\"words\":[{\"word\":\"Hi\",\"start\":70.2},{\"word\":\"1.\"}]},"
         "{\"text\":\"Yes\",\"end\":73,\"start\":72,\"words\":[{\"word\":\"Yes\",\"speaker\":"
         "\"SPEAKER_01\"}]}],"
         "\"word_segments\":[{\"word\":\"Hi\"}]}",
         "[transcript]\n70200-71300 SPEAKER_00: Hi 1.\n72000-73000 SPEAKER_01: Yes\n"},
        /* whisper.cpp: settings are left out */
        {"{\"systeminfo\":\"AVX = "
         "1\",\"params\":{\"model\":\"base.bin\"},\"result\":{\"language\":\"de\"},"
         "\"transcription\":[{\"timestamps\":{\"from\":\"00:00:00,000\",\"to\":\"00:00:03,960\"},"
         "\"offsets\":{\"from\":0,\"to\":3960},\"text\":\" Hallo.\"}]}",
         "language: de\n[transcript]\n0-3960 : Hallo.\n"},
        {"{\"transcription\":[{\"timestamps\":{\"from\":\"00:00:01,500\",\"to\":\"00:01:03,960\"},"
         "\"text\":\"a\"}]}",
         "[transcript]\n1500-63960 : a\n"},
        /* the pipeline: the end may be null, and is then the next start, if speech can fill it */
        {"{\"text\":\"a b\",\"chunks\":[{\"timestamp\":[0,null],\"text\":\"one two three four\"},"
         "{\"timestamp\":[1.0,null],\"text\":\"b\"},{\"timestamp\":[60,null],\"text\":\"c\"}]}",
         "[transcript]\n0-1000 : one two three four\n1000-2000 : b\n60000-61000 : c\n"},
        {"[{\"timestamp\":[0,3.1],\"text\":\"a\"}]", "[transcript]\n0-3100 : a\n"},
        /* hundredths, strings, milliseconds in disguise */
        {"[{\"t0\":50,\"t1\":396,\"text\":\"a\"}]", "[transcript]\n500-3960 : a\n"},
        {"[{\"start\":\"5.79\",\"end\":\"00:00:08,200\",\"text\":\"a\"}]",
         "[transcript]\n5790-8200 : a\n"},
        {"[{\"start\":5000,\"end\":9000,\"text\":\"Let's begin with the budget.\"},"
         "{\"start\":9000,\"end\":12000,\"text\":\"Yes, it is the first thing.\"}]",
         "[transcript]\n5000-9000 : Let's begin with the budget.\n"
         "9000-12000 : Yes, it is the first thing.\n"},
        /* silence makes no milliseconds of seconds */
        {"[{\"start\":0,\"end\":30,\"text\":\"you you\"}]", "[transcript]\n0-30000 : you you\n"},
        /* moments are counted from the first */
        {"[{\"start\":1761652805.5,\"end\":1761652806.5,\"text\":\"b\"},"
         "{\"start\":1761652800.0,\"end\":1761652801,\"text\":\"a\"}]",
         "date: 2025-10-28 12:00\n[transcript]\n5500-6500 : b\n0-1000 : a\n"},
        /* empty ones are dropped, loops kept, times that are missing follow the turn before */
        {"[{\"start\":1,\"end\":2,\"text\":\" \"},{\"start\":2,\"end\":3,\"text\":\"you\"},"
         "{\"start\":3,\"end\":4,\"text\":\"you\"},{\"text\":\"you\"},{\"start\":NaN,\"end\":NaN,"
         "\"text\":\"x\"}]",
         "[transcript]\n2000-3000 : you\n3000-4000 : you\n~4000-5000 : you\n~5000-6000 : x\n"},
        {"[{\"start\":9,\"end\":2,\"text\":\"a\"},{\"start\":-5,\"end\":1e99,\"text\":\"b\"}]",
         "[transcript]\n9000-10000 : a\n0-1000000000000 : b\n"},
        /* what is not known is kept */
        {"{\"segments\":[{\"start\":0.5,\"end\":1,\"text\":\"a\",\"speaker\":2,\"note\":\"loud\"},"
         "\"stray\"],"
         "\"title\":\"Sync\",\"text\":\"a\"} after",
         "problem: 1 JSON: a word outside of quotes\n"
         "[transcript]\n500-1000 Speaker 2: a\n[other]\nloud\nstray\nSync\nafter\n"},
        {"{\"text\":\"only text\",\"language\":\"en\",\"segments\":[]}",
         "language: en\n[other]\nonly text\n"},
        /* escapes, a file cut in the middle */
        {"[{\"start\":0.1,\"end\":1,\"text\":\"say "
         "\\\"caf\\u00e9\\\"\\nnow\"},{\"start\":1.5,\"text\":\"and th",
         "problem: 1 JSON: a string without end\n"
         "[transcript]\n100-1000 : say \"café\"\nnow\n1500-2500 : and th\n"},
    };
    setenv("TZ", "UTC", 1);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        json_assert_notes(&mt_format_whisper, rows[i].text, rows[i].shown);
    (void)state;
}

/* The time of each of very many segments is found without looking at all others. */
static void test_whisper__many_segments(void **state)
{
    enum { MANY = 200000 };
    void *ctx = mt_context(NULL);
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, (size_t)64 << 20);
    for (size_t i = 0; i < MANY; i++)
        mt_buf_printf(&buf, "%c{\"start\":%zu.5,\"text\":\"word %zu\"}", i ? ',' : '[', i, i);
    struct mt_notes notes = json_parse(ctx, &mt_format_whisper, mt_buf_str(&buf));
    assert_int_equal(notes.ptr[0]->items.len, MANY);
    assert_int_equal(notes.ptr[0]->items.ptr[MANY - 1].turn->start_ms, (MANY - 1) * 1000 + 500);
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whisper__recognises),
        cmocka_unit_test(test_whisper__recognises_after_long_text),
        cmocka_unit_test(test_whisper__turns),
        cmocka_unit_test(test_whisper__many_segments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
