/* test_parse.c - A whole note: its title, date and time, whatever tells them
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct mt_note *parse(void *ctx, const char *path, const char *bytes)
{
    struct mt_text *text;
    struct mt_error err = {0};
    assert_int_equal(mt_text_decode(ctx, mt_str(bytes), &text, &err), MT_OK);
    return mt_note_parse(ctx, text, mt_str(path));
}

static void test_note_parse__title(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text, *title;
    } rows[] = {
        {"a/plan.md", "---\ntitle: One\n---\n# Two\n", "One"},
        {"a/plan.md", "---\ntitle: ''\n---\n# Two\n", "Two"},
        {"a/plan.md", "## Other\n\n# **Two**\n# Three\n", "Two"},
        {"a/plan.md", "text", "plan"},
        {"plan", "", "plan"},
        {".md", "", ".md"},
        {"a.b/2025-10-28 - 1-1 Dana.md", "", "1-1 Dana"},
        {"20251028 0901 Weekly.txt", "", "Weekly"},
        {"2025-10-28.md", "", "2025-10-28"},
        {"2025-10-28 -.md", "", "2025-10-28 -"},
        {"People/Dana Reyes/README.md", "", "Dana Reyes"},
        {"readme.md", "", "readme"},
        {"", "", ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = parse(ctx, rows[i].path, rows[i].text);
        if (!mt_str_eq(note->title, mt_str(rows[i].title)))
            fail_msg("%s: \"%.*s\"", rows[i].path, MT_ARG(note->title));
        mt_free(ctx);
    }
}

static void test_note_parse__date_and_start(void **state)
{
    (void)state;
    static const struct {
        const char *path, *text;
        mt_date date;
        enum mt_date_source from;
        int start;
    } rows[] = {
        {"2025-01-05.md",
         "---\ndate: 2025-01-01\ncreated: 2025-01-02\ntranscript_path: 20250103 0901 a.txt\n---\n"
         "# 2025-01-04\n",
         20250101, MT_DATE_FRONT_MATTER, -1},
        {"2025-01-05.md",
         "---\ncreated: 2025-01-02T08:30:00Z\ntranscript_path: 20250103 0901 a.txt\n---\n",
         20250102, MT_DATE_FRONT_MATTER, 510},
        {"2025-01-05.md",
         "---\ncreated: { { DATE } }\ntranscript_path: x/20250103 0901 a.txt\n---\n# 2025-01-04\n",
         20250103, MT_DATE_TRANSCRIPT_PATH, 541},
        {"a.md", "---\ndate: 2025-01-03\ntranscript_path: x/20250103 0901 a.txt\n---\n", 20250103,
         MT_DATE_FRONT_MATTER, 541},
        {"a.md", "---\ndate: 2025-01-04\ntranscript_path: x/20250103 0901 a.txt\n---\n", 20250104,
         MT_DATE_FRONT_MATTER, -1},
        {"2025-01-05.md", "# 1:1 — Dana — 2025-01-04\n2025-01-06\n", 20250104, MT_DATE_HEADING, -1},
        {"x/2025-01-05 0930 a.md", "2025-01-06\n", 20250105, MT_DATE_FILE_NAME, 570},
        {"2025-01-05/a.md", "On Jan 6, 2025 and 2025-01-07\n", 20250106, MT_DATE_TEXT, -1},
        {"a.md", "- [ ] a 📅 2025-01-06\n- b 2025-01-07\n", 20250107, MT_DATE_TEXT, -1},
        {"a.md", "---\nmodified: 2025-01-06\n---\nText\n", 0, MT_DATE_NONE, -1},
        {"a.md", "---\nstart: '14:05'\ndate: 2025-02-30\n---\nText\n", 0, MT_DATE_NONE, 845},
        {"a.md", "---\ndate: '[[2025-01-06]]'\ntime: 9am\n---\n", 20250106, MT_DATE_FRONT_MATTER,
         -1},
        {"a20250106b.md", "", 0, MT_DATE_NONE, -1},
        {"GMT20250106-140000_Recording.md", "", 20250106, MT_DATE_FILE_NAME, 840},
        {"a.md", "", 0, MT_DATE_NONE, -1},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = parse(ctx, rows[i].path, rows[i].text);
        if (note->date != rows[i].date || note->date_from != rows[i].from ||
            note->start_minutes != rows[i].start)
            fail_msg("row %zu: %d from %d, start %d", i, note->date, note->date_from,
                     note->start_minutes);
        mt_free(ctx);
    }
}

static void test_note_parse__a_late_date_in_the_text_is_none(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_buf text;
    mt_buf_init(&text, ctx, 10000);
    for (int i = 0; i < 300; i++)
        mt_buf_add(&text, mt_str("words\n\n"));
    mt_buf_add(&text, mt_str("2025-01-06\n"));
    assert_int_equal(parse(ctx, "a.md", text.ptr)->date, 0);
    mt_free(ctx);
}

static void test_note_parse__the_heading_of_a_one_on_one_names_a_person(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
        const char *first;
    } rows[] = {
        {"# 1:1 — Dana Reyes — 2025-10-28\n", 1, "Dana Reyes"},
        {"# 1-1 - Dana - 2025-10-28\n", 1, "Dana"},
        {"# 1:1 — 2025-10-28\n", 0, ""},
        {"# 1:1\n", 0, ""},
        {"# Weekly — Dana — 2025-10-28\n", 0, ""},
        {"---\ncounterpart: Dana Reyes\n---\n# 1:1 — dana — 2025-10-28\n", 1, "Dana Reyes"},
        {"---\ncounterpart: Danae Reyes\n---\n# 1:1 — Dana — 2025-10-28\n", 2, "Danae Reyes"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = parse(ctx, "a.md", rows[i].text);
        if (note->people.len != rows[i].n ||
            (rows[i].n && !mt_str_eq(note->people.ptr[0], mt_str(rows[i].first))))
            fail_msg("%s: %zu people", rows[i].text, note->people.len);
        mt_free(ctx);
    }
}

static void test_note_parse__depends_on_bytes_and_path_alone(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    const char *text = "# 1:1 — Dana — 2025-10-28\n[00:00:01.00] Remote : Hello\n";
    struct mt_note *one = parse(ctx, "a.md", text), *two = parse(ctx, "a.md", text);
    assert_int_equal(one->items.len, two->items.len);
    for (size_t i = 0; i < one->items.len; i++)
        assert_true(mt_str_eq(one->items.ptr[i].prose.text, two->items.ptr[i].prose.text));
    mt_free(ctx);
}

static void test_parse_file__says_that_the_end_is_missing(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_notes notes = {0};
    struct mt_text *text;
    struct mt_error err = {0};
    struct mt_str bytes = MT_STR("\xff\xfeh\0i\0\n\0y");
    assert_int_equal(mt_text_decode(ctx, bytes, &text, &err), MT_OK);
    mt_parse_file(ctx, text, mt_str("a.md"), &notes);
    assert_int_equal(notes.len, 1);
    assert_int_equal(notes.ptr[0]->problems.len, 1);
    assert_int_equal(notes.ptr[0]->problems.ptr[0].line, 2);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note_parse__title),
        cmocka_unit_test(test_note_parse__date_and_start),
        cmocka_unit_test(test_note_parse__a_late_date_in_the_text_is_none),
        cmocka_unit_test(test_note_parse__the_heading_of_a_one_on_one_names_a_person),
        cmocka_unit_test(test_note_parse__depends_on_bytes_and_path_alone),
        cmocka_unit_test(test_parse_file__says_that_the_end_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
