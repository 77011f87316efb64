/* test_granola.c - Tests of note/granola.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "json_notes.h"

/* The same JSON as a string of JSON: {"cache": "…"}. */
static const char *wrapped(void *ctx, const char *inner)
{
    struct mt_buf out;
    mt_buf_init(&out, ctx, 1 << 24);
    mt_buf_printf(&out, "{\"cache\":\"");
    for (; *inner; inner++) {
        if (*inner == '"' || *inner == '\\')
            mt_buf_add_char(&out, '\\');
        mt_buf_add_char(&out, *inner);
    }
    mt_buf_printf(&out, "\"}");
    return out.ptr;
}

static void test_granola__recognises(void **state)
{
    static const struct {
        const char *text;
        bool is;
    } rows[] = {
        {"{\"cache\":\"{\\\"state\\\":{\\\"documents\\\":{}},\\\"version\\\":2}\"}", true},
        {"{\"version\":3,\"cache\":\"{\\\"version\\\":2,\\\"state\\\":{\\\"events\\\":[\\\"a",
         true},
        {"{\"cache\":{\"state\":{\"transcripts\":{}}}}", true},
        {"{\"state\":{\"documents\":{}}}", true},
        {"[{\"source\":\"system\",\"text\":\"a\",\"start_timestamp\":\"2026-01-14T10:00:05Z\"}]",
         true},
        {"{\"cache\":\"state\"}", false},
        {"{\"cache\":\"{}\"}", false},
        {"{\"cache\":{}}", false},
        {"{\"state\":{}}", false},
        {"{\"state\":\"on\"}", false},
        {"[{\"text\":\"a\",\"start\":1}]", false},
        {"[]", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (json_recognised(&mt_format_granola, rows[i].text, "cache-v3.json") != rows[i].is)
            fail_msg("%s", rows[i].text);
    (void)state;
}

/* Each is understood equally with and without a string around it. */
static void test_granola__notes(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"{\"state\":{\"documents\":{"
         "\"d1\":{\"id\":\"d1\",\"title\":\"Plan "
         "\\\"B\\\"\",\"created_at\":\"2026-01-14T09:00:00Z\","
         "\"notes_plain\":\"the "
         "same\",\"notes\":{\"type\":\"doc\",\"content\":[{\"type\":\"paragraph\","
         "\"content\":[{\"type\":\"text\",\"text\":\"caf\\u00e9 "
         "\"},{\"type\":\"text\",\"text\":\"first\"}]}]},"
         "\"people\":{\"creator\":{\"name\":\"Dana Reyes\",\"email\":\"dana@example.org\"},"
         "\"attendees\":[{\"email\":\"sam@example.org\",\"details\":{\"person\":{\"name\":{"
         "\"fullName\":\"Sam Okoro\"}},"
         "\"company\":{\"name\":\"Acme\"}}}]}},"
         "\"d2\":{\"title\":null,\"google_calendar_event\":{\"start\":{\"dateTime\":\"2026-01-"
         "15T10:00:00Z\"},"
         "\"summary\":\"Weekly\"}}},"
         "\"transcripts\":{\"d1\":[{\"text\":\"Hi\",\"source\":\"microphone\",\"is_final\":true,"
         "\"start_timestamp\":\"2026-01-14T10:00:05.123Z\",\"end_timestamp\":\"2026-01-14T10:00:"
         "06Z\"},"
         "{\"text\":\"Hello\\nthere\",\"source\":\"system\",\"end_timestamp\":\"2026-01-14T10:00:"
         "09Z\","
         "\"start_timestamp\":\"2026-01-14T10:00:07.5Z\"}]},"
         "\"templates\":[\"Ask why\"]}}",
         "title: Plan \"B\"\ndate: 2026-01-14 10:00\npeople: Dana Reyes, Sam Okoro\norganizations: "
         "Acme\n"
         "[title]\n# Plan \"B\"\n[other]\ncaf\xc3\xa9 first\nDana Reyes\ndana@example.org\n"
         "sam@example.org\nSam Okoro\nAcme\n"
         "[transcript]\n0-877 Me: Hi\n2377-3877 Them: Hello\nthere\n----\n"
         "date: 2026-01-15 10:00\n[other]\nWeekly\n----\n[other]\nAsk why\n"},
        /* transcripts before documents; panels with headings; a meeting without words is none */
        {"{\"state\":{\"transcripts\":{\"d\":[{\"text\":\"a\",\"source\":\"speaker 3\","
         "\"start_timestamp\":\"2026-01-14T10:00:05Z\"}],\"e\":[]},"
         "\"documentPanels\":{\"d\":{\"p\":{\"title\":\"Summary\",\"original_content\":\"<p>copy</"
         "p>\",\"content\":"
         "{\"type\":\"doc\",\"content\":[{\"type\":\"heading\",\"attrs\":{\"level\":3},\"content\":"
         "[{\"type\":\"text\",\"text\":\"Action "
         "items\"}]},{\"type\":\"bulletList\",\"content\":[{\"type\":\"listItem\","
         "\"content\":[{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"Call \"},"
         "{\"type\":\"text\",\"text\":\"Milo\",\"marks\":[{\"type\":\"link\",\"attrs\":{\"href\":"
         "\"https://m.example\"}}]}]}]}]},"
         "{\"type\":\"heading\",\"attrs\":{\"level\":3},\"content\":[{\"type\":\"text\",\"text\":"
         "\"Budget\"}]},"
         "{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"one\"},{\"type\":"
         "\"hardBreak\"},"
         "{\"type\":\"text\",\"text\":\"two\"}]}]}}}},"
         "\"documents\":{\"d\":{\"title\":\"T\"},\"f\":{\"id\":\"f\"}}}}",
         "title: T\ndate: 2026-01-14 10:00\n[transcript]\n0-1000 speaker 3: a\n[summary]\n# "
         "Summary\n"
         "[action]\n# Action items\n(open @) Call Milo https://m.example\n[summary]\n# Budget\none "
         "two\n"
         "[title]\n# T\n"},
        /* HTML */
        {"{\"state\":{\"documents\":{},\"documentPanels\":{\"d\":{\"p\":{\"content\":null,"
         "\"original_content\":"
         "\"<h3>Next steps</h3><ul><li>Read <b>it</b> &amp; say 5 < 6</li><li>"
         "<a href=\\\"https://x.example/a\\\">Link</a></li></ul>tail\"}}}}}",
         "[action]\n# Next steps\n(open @) Read it & say 5 < 6\n(open @) https://x.example/a Link\n"
         "(open @) tail\n"},
        /* Markdown */
        {"{\"state\":{\"documents\":{\"d\":{\"notes\":{\"type\":\"doc\",\"content\":[]},"
         "\"notes_markdown\":\"### Decisions\\n- We **go**\\n### Other\\n1. "
         "x\",\"notes_plain\":\"copy\"}}}}",
         "[decision]\n# Decisions\nWe go\n[other]\n# Other\nx\n"},
        {"{\"state\":{\"documents\":{}}}", ""},
        {"{\"state\":{\"documents\":[{\"id\":\"d\",\"title\":\"T\"},\"odd\"]}}",
         "title: T\n[title]\n# T\n----\n[other]\nodd\n"},
    };
    setenv("TZ", "UTC", 1);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        json_assert_notes(&mt_format_granola, rows[i].text, rows[i].shown);
        json_assert_notes(&mt_format_granola, wrapped(ctx, rows[i].text), rows[i].shown);
        mt_free(ctx);
    }
    (void)state;
}

/* Words outside of the string, and files cut in the middle of it. */
static void test_granola__around_the_string(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"{\"a\":\"before\",\"cache\":\"{\\\"state\\\":{\\\"documents\\\":{\\\"d\\\":{"
         "\\\"title\\\":\\\"T\\\"}}}}\","
         "\"b\":[\"after\"]}",
         "title: T\n[title]\n# T\n----\n[other]\nbefore\nafter\n"},
        {"{\"cache\":\"{\\\"state\\\":{\\\"documents\\\":{\\\"d\\\":{\\\"title\\\":\\\"T\\\","
         "\\\"x\\\":\\\"cut of",
         "title: T\n[title]\n# T\n[other]\ncut of\n----\n"
         "problem: 1 JSON: a string without end\nproblem: 1 JSON: a string without end\n"},
        {"[{\"text\":\"a\",\"source\":\"system\",\"start_timestamp\":\"2026-01-14T10:00:05Z\","
         "\"end_timestamp\":\"2026-01-14T10:00:06Z\"}]",
         "date: 2026-01-14 10:00\n[transcript]\n0-1000 Them: a\n"},
    };
    setenv("TZ", "UTC", 1);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        json_assert_notes(&mt_format_granola, rows[i].text, rows[i].shown);
    (void)state;
}

/* Two levels of escapes still lead to the bytes of the file. */
static void test_granola__places(void **state)
{
    static const struct {
        const char *shown, *source;
    } runs[] = {{"say ", "say "},        {"\"now", "\"now"}, {"\" or ", "\" or "},
                {"\xc3\xa9", "\\u00e9"}, {"t", "t"},         {"\xc3\xa9", "\\u00e9"}};
    void *ctx = mt_context(NULL);
    const char *bytes = wrapped(
        ctx, "{\"state\":{\"documents\":{\"d\":{\"x\":\"say \\\"now\\\" or \\u00e9t\\u00e9\"}}}}");
    struct mt_notes notes = json_parse(ctx, &mt_format_granola, mt_str(bytes));
    struct mt_prose prose = notes.ptr[0]->items.ptr[0].prose;
    assert_int_equal(prose.n_runs, MT_COUNT(runs));
    for (size_t i = 0; i < MT_COUNT(runs); i++) {
        size_t end = i + 1 < MT_COUNT(runs) ? prose.runs[i + 1].at : prose.text.len;
        struct mt_str shown = mt_str_slice(prose.text, prose.runs[i].at, end);
        assert_true(mt_str_eq(shown, mt_str(runs[i].shown)));
        assert_memory_equal(bytes + prose.runs[i].source, runs[i].source, strlen(runs[i].source));
    }
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_granola__recognises),
        cmocka_unit_test(test_granola__notes),
        cmocka_unit_test(test_granola__around_the_string),
        cmocka_unit_test(test_granola__places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
