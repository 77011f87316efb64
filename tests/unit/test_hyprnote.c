/* test_hyprnote.c - Tests of note/hyprnote.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "json_notes.h"

static void test_hyprnote__recognises(void **state)
{
    static const struct {
        const char *text;
        bool is;
    } rows[] = {
        {"{\"id\":\"x\",\"title\":\"\",\"created_at\":\"2026-01-14T10:00:05Z\",\"participants\":[]"
         "}",
         true},
        {"{\"transcripts\":[{\"words\":[{\"start_ms\":1,\"text\":\" Hi\"}]}]}", true},
        {"{\"transcripts\":[{\"speaker_hints\":[],\"words\":[]}]}", true},
        {"{\"transcripts\":[]}", false},
        {"{\"transcripts\":[{\"sentences\":[]}]}", false},
        {"{\"title\":\"x\",\"participants\":[]}", false},
        {"words", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (json_recognised(&mt_format_hyprnote, rows[i].text, "_meta.json") != rows[i].is)
            fail_msg("%s", rows[i].text);
    (void)state;
}

#define WORD(channel, text, start, end) \
    "{\"channel\":" #channel ",\"text\":\"" text "\",\"start_ms\":" #start ",\"end_ms\":" #end "}"

static void test_hyprnote__notes(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"{\"id\":\"x\",\"user_id\":\"u\",\"title\":\"Roadmap\",\"created_at\":\"2026-01-14T10:00:"
         "05Z\","
         "\"participants\":[{\"human_id\":\"3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5b\"},{\"name\":"
         "\"Priya Raman\","
         "\"company\":{\"name\":\"Acme\"}},\"Milo "
         "Tanaka\"],\"tags\":[\"plan\"],\"event\":{\"note\":\"room 4\"}}",
         "title: Roadmap\ndate: 2026-01-14 10:00\npeople: Priya Raman, Milo Tanaka\n"
         "organizations: Acme\ntags: plan\n"
         "[title]\n# Roadmap\n[other]\nPriya Raman\nAcme\nMilo Tanaka\nplan\nroom 4\n"},
        /* words bring their spaces; a new turn at a change of channel and after a pause */
        {"{\"transcripts\":[{\"id\":\"t\",\"session_id\":\"s\",\"words\":[" WORD(
             0, " Hel", 1234,
             1456) "," WORD(0, "lo", 1456,
                            1600) "," WORD(0, " there", 1700,
                                           1900) "," WORD(1, " Yes", 2000,
                                                          2100) "," WORD(1, " so", 3600,
                                                                         3700) "," WORD(1, " far",
                                                                                        5300,
                                                                                        5400) "]}]"
                                                                                              "}",
         "[transcript]\n1234-1900 Channel 0: Hello there\n2000-3700 Channel 1: Yes so\n"
         "5300-5400 Channel 1: far\n"},
        /* or do not */
        {"{\"transcripts\":[{\"words\":[" WORD(0, "a", 1, 2) "," WORD(0, "b\\u00e9", 3, 4) "," WORD(
             0, " ", 5, 6) "]}]}",
         "[transcript]\n1-4 Channel 0: a b\xc3\xa9\n"},
        /* the second recording goes on with the clock of the first */
        {"{\"transcripts\":[{\"started_at\":1761652800000,\"words\":[" WORD(
             0, "a", 1, 2) "]},"
                           "{\"started_at\":1761652860000,\"memo_md\":\"# Notes\\n- [ ] "
                           "Call\",\"words\":[" WORD(0, "b", 1, 2) "]}]}",
         "date: 2025-10-28 12:00\n[transcript]\n1-2 Channel 0: a\n[other]\n# Notes\n(open @) Call\n"
         "[transcript]\n60001-60002 Channel 0: b\n"},
        /* what is missing or odd */
        {"{\"transcripts\":[{\"words\":[{\"text\":\"a\",\"start_ms\":100},{\"text\":\"b\"},"
         "\"stray\","
         "{\"speaker\":\"Dana\",\"text\":\"c\",\"start_ms\":\"7000\",\"end_ms\":7100}]},\"odd\"]} "
         "end",
         "problem: 1 JSON: a word outside of quotes\n"
         "[transcript]\n100-1100 : a b\n[other]\nstray\n[transcript]\n7000-7100 Dana: c\n"
         "[other]\nodd\nend\n"},
    };
    setenv("TZ", "UTC", 1);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        json_assert_notes(&mt_format_hyprnote, rows[i].text, rows[i].shown);
    (void)state;
}

/* A long speech is cut where a sentence ends after 30 words, and somewhere if none does. */
static void test_hyprnote__long_turns(void **state)
{
    static const struct {
        size_t words, sentence;
        const size_t turns[4]; /* words of each */
    } rows[] = {
        {30, 10, {30}},
        {40, 10, {30, 10}},
        {40, 7, {35, 5}},
        {100, 1000, {90, 10}},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf buf;
        mt_buf_init(&buf, ctx, 1 << 20);
        for (size_t w = 0; w < rows[i].words; w++)
            mt_buf_printf(&buf,
                          "%s{\"channel\":0,\"text\":\" w%s\",\"start_ms\":%zu,\"end_ms\":%zu}",
                          w ? "," : "{\"transcripts\":[{\"words\":[",
                          (w + 1) % rows[i].sentence ? "" : ".", w * 100, w * 100 + 90);
        mt_buf_printf(&buf, "]}]}");
        struct mt_notes notes = json_parse(ctx, &mt_format_hyprnote, mt_buf_str(&buf));
        size_t begin = 0;
        for (size_t t = 0; t < notes.ptr[0]->items.len; t++) {
            const struct mt_turn *turn = notes.ptr[0]->items.ptr[t].turn;
            assert_int_equal(turn->start_ms, begin * 100);
            begin += rows[i].turns[t];
            assert_int_equal(turn->end_ms, (begin - 1) * 100 + 90);
        }
        assert_int_equal(begin, rows[i].words);
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hyprnote__recognises),
        cmocka_unit_test(test_hyprnote__notes),
        cmocka_unit_test(test_hyprnote__long_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
