/* test_json_note.c - Tests of note/json_note.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/json_note.h"

#include "json_notes.h"

static void assert_filled(enum mt_kind kind, mt_json_fill *fill, const char *bytes,
                          const char *expected)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text = json_text(ctx, mt_str(bytes));
    const struct mt_json *json = mt_json_read(ctx, text->str);
    struct mt_json_filler filler;
    struct mt_notes notes = {0};
    mt_json_filler_init(&filler, ctx, text, mt_str("a.json"), json);
    mt_json_fill_as(&filler, kind, fill, mt_json_first(json, MT_JSON_ROOT));
    mt_json_filler_finish(&filler, ctx, &notes);
    const char *shown = json_show(ctx, notes.ptr[0]);
    if (strcmp(shown, expected) != 0)
        fail_msg("%s\n--- expected\n%s--- but was\n%s", bytes, expected, shown);
    mt_free(ctx);
}

static void test_json_fill_lines__marks(void **state)
{
    static const struct {
        enum mt_kind kind;
        const char *text, *shown;
    } rows[] = {
        {MT_KIND_SUMMARY, "\"\\n\\n\"", ""},
        {MT_KIND_SUMMARY, "\"a\\n\\n  - b\\r\\n* c\\n12. d\\n\xe2\x80\xa2 e\\n-f\\n2025. g\"",
         "[summary]\na\nb\nc\nd\ne\n-f\n2025. g\n"},
        {MT_KIND_SUMMARY, "\"**a** b ** c\\n****\"", "[summary]\na b  c\n"},
        {MT_KIND_SUMMARY, "\"# Risks\\na\\n## More\\nb\\n# Rest\\nc\\n#no\"",
         "[risk]\n# Risks\na\n[risk]\n# More\nb\n[summary]\n# Rest\nc\n#no\n"},
        {MT_KIND_SUMMARY, "\"- [ ] a @Dana Reyes\\n- [-] b\"",
         "[summary]\n(open @Dana Reyes) a @Dana Reyes\n(cancelled @) b\n"},
        {MT_KIND_ACTION, "[\"**Sam Okoro**\\na\\nb @Ada Quist\\n**Next steps**\"]",
         "[action]\nSam Okoro\n(open @Sam Okoro) a\n(open @Ada Quist) b @Ada Quist\n"
         "(open @Sam Okoro) Next steps\n"},
        {MT_KIND_ACTION, "\"## Action items (for Dana Reyes)\\na\"",
         "[action]\n# Action items (for Dana Reyes)\n(open @Dana Reyes) a\n"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        assert_filled(rows[i].kind, mt_json_fill_lines, rows[i].text, rows[i].shown);
    (void)state;
}

static void test_json_fill_people__names(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"[\"Dana Reyes\",\"dana@example.org\",\"dana reyes\",\"Unknown\"]",
         "people: Dana Reyes\n[other]\nDana Reyes\ndana@example.org\ndana reyes\nUnknown\n"},
        {"[{\"name\":\"Otter.ai\"},{\"displayName\":\"Sam's Notetaker "
         "(Pro)\"},{\"role\":\"host\"}]",
         "[other]\nOtter.ai\nSam's Notetaker (Pro)\nhost\n"},
        {"{\"employment\":{\"name\":\"Acme\",\"title\":\"Lead\"},\"name\":{\"fullName\":\"Ada "
         "Quist\"}}",
         "people: Ada Quist\norganizations: Acme\n[other]\nAcme\nLead\nAda Quist\n"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        assert_filled(MT_KIND_OTHER, mt_json_fill_people, rows[i].text, rows[i].shown);
    (void)state;
}

static void test_json_fill_plain__what_programs_say(void **state)
{
    assert_filled(
        MT_KIND_OTHER, mt_json_fill_plain,
        "[\"3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5b\",\"3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5x\","
        "\"2026-01-14T10:00:05.123Z\",\"2026-01-14\",12,true,bare]",
        "[other]\n3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5x\n2026-01-14\nbare\n");
    (void)state;
}

static void test_json_fill_when__ranks(void **state)
{
    static const struct {
        const char *text;
        mt_date date; /* 0: it is no moment */
        int minutes;
    } rows[] = {
        {"1761652800000", 20251028, 720},
        {"1761652800.5", 20251028, 720},
        {"\"1761652800\"", 20251028, 720},
        {"\"2025-10-28T09:01:00Z\"", 20251028, 541},
        {"\"2025-10-28\"", 0, -1},
        {"30", 0, -1},
        {"-1761652800000", 0, -1},
        {"1e300", 0, -1},
        {"NaN", 0, -1},
        {"{}", 0, -1},
    };
    setenv("TZ", "UTC", 1);
    tzset();
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_text *text = json_text(ctx, mt_str(rows[i].text));
        struct mt_json_filler f;
        mt_json_filler_init(&f, ctx, text, mt_str("a"), mt_json_read(ctx, text->str));
        bool is = mt_json_fill_when(&f, mt_json_first(f.json, MT_JSON_ROOT), 2);
        if (is != (rows[i].date != 0) || f.note->date != rows[i].date ||
            f.note->start_minutes != rows[i].minutes)
            fail_msg("%s: %d %d", rows[i].text, f.note->date, f.note->start_minutes);
        mt_json_set_when(&f, (struct mt_stamp){0, true}, 2);
        assert_int_equal(f.note->date, is ? rows[i].date : 19700101);
        mt_json_set_when(&f, (struct mt_stamp){0, true}, 3);
        assert_int_equal(f.note->date, 19700101);
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_fill_lines__marks),
        cmocka_unit_test(test_json_fill_people__names),
        cmocka_unit_test(test_json_fill_plain__what_programs_say),
        cmocka_unit_test(test_json_fill_when__ranks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
