/* test_prose.c - Shown text and the way back to where it stands
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/prose.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct mt_note *note_of(void *ctx, const char *bytes)
{
    struct mt_text *text;
    struct mt_error err = {0};
    assert_int_equal(mt_text_decode(ctx, mt_str(bytes), &text, &err), MT_OK);
    return mt_note_new(ctx, text, mt_str("note.md"));
}

/* "0:3 4:9": where each run begins, and where it stands. */
static void expect(struct mt_prose prose, const char *text, const char *runs)
{
    char seen[128] = "";
    size_t n = 0;
    for (size_t i = 0; i < prose.n_runs; i++)
        n += (size_t)snprintf(seen + n, sizeof seen - n, "%s%u:%u", i ? " " : "", prose.runs[i].at,
                              prose.runs[i].source);
    if (!mt_str_eq(prose.text, mt_str(text)) || strcmp(seen, runs) != 0)
        fail_msg("\"%.*s\" %s, not \"%s\" %s", MT_ARG(prose.text), seen, text, runs);
}

static void test_prose_maker__joins_what_stands_together(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, "one *two*\n&amp; three ");
    struct mt_prose_maker maker;
    mt_prose_begin(&maker, note);
    expect(mt_prose_end(&maker), "", "");
    mt_prose_joint(&maker, mt_str("dropped"));
    mt_prose_gap(&maker, mt_str(" | "));
    mt_prose_add(&maker, 0, 2);
    mt_prose_add(&maker, 2, 2);
    mt_prose_add(&maker, 5, 3);
    mt_prose_gap(&maker, mt_str(" | "));
    mt_prose_gap(&maker, mt_str(" "));
    mt_prose_add(&maker, 5, 0);
    mt_prose_expand(&maker, 10, mt_str("&"));
    mt_prose_add(&maker, 15, 7);
    mt_prose_gap(&maker, mt_str("dropped"));
    expect(mt_prose_end(&maker), "one two & three", "0:0 4:5 8:10 9:15");
    mt_prose_add(&maker, 3, 2);
    mt_prose_joint(&maker, mt_str("!"));
    expect(mt_prose_end(&maker), "*!", "0:4");
    mt_prose_release(&maker);
    mt_free(ctx);
}

static void test_prose_end__a_slice_of_the_file_is_no_copy(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, "  words  ");
    struct mt_prose_maker maker;
    mt_prose_begin(&maker, note);
    mt_prose_add(&maker, 0, 9);
    struct mt_prose prose = mt_prose_end(&maker);
    expect(prose, "words", "0:2");
    assert_ptr_equal(prose.text.ptr, note->text->str.ptr + 2);
    mt_free(ctx);
}

static void test_prose_part__keeps_the_places(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, "one *two*\nthree");
    struct mt_prose_maker maker;
    mt_prose_begin(&maker, note);
    mt_prose_add(&maker, 0, 4);
    mt_prose_add(&maker, 5, 3);
    mt_prose_gap(&maker, mt_str(" "));
    mt_prose_add(&maker, 10, 5);
    struct mt_prose prose = mt_prose_end(&maker);
    expect(prose, "one two three", "0:0 4:5 8:10");
    expect(mt_prose_part(note, prose, 0, 13), "one two three", "0:0 4:5 8:10");
    expect(mt_prose_part(note, prose, 1, 6), "ne tw", "0:1 3:5");
    expect(mt_prose_part(note, prose, 5, 8), "wo", "0:6");
    expect(mt_prose_part(note, prose, 3, 99), "two three", "0:5 4:10");
    expect(mt_prose_part(note, prose, 7, 8), "", "");
    expect(mt_prose_part(note, prose, 9, 4), "", "");
    assert_int_equal(mt_prose_first_line(note, prose), 8);
    assert_int_equal(mt_prose_first_line(note, mt_prose_part(note, prose, 8, 13)), 5);
    mt_free(ctx);
}

static void test_prose_without_links__shows_what_a_reader_wants(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown, *runs;
    } rows[] = {
        {"no link", "no link", "0:0"},
        {"[[Plan]]", "Plan", "0:2"},
        {"see [[Plan]] now", "see Plan now", "0:0 4:6 8:12"},
        {"[[Plan|this]]", "this (Plan)", "0:7 6:2"},
        {"[[People/Dana|Dana]]", "People/Dana", "0:2"},
        {"[[Plan|]]", "Plan", "0:2"},
        {"![[a.png]]!", "a.png!", "0:3 5:10"},
        {"![[a.png|300]]", "a.png (300)", "0:3 7:9"},
        {"![[a.png|300x20]]", "a.png (300x20)", "0:3 7:9"},
        {"![[a|3 pages]]", "3 pages (a)", "0:5 9:3"},
        {"[[a|300]]", "300 (a)", "0:4 5:2"},
        {"[[[x]]]", "[x]", "0:0 1:3 2:6"},
        {"[[a]][[b]]", "ab", "0:2 1:7"},
        {"[[a [[b]] c", "[[a b c", "0:0 4:6 5:9"},
        {"a ]] b [[ c", "a ]] b [[ c", "0:0"},
        {"if [[ -f x ]]", "if [[ -f x ]]", "0:0"},
        {"[[]]", "", ""},
        {"[[|]]", "", ""},
        {"[[ ", "[[", "0:0"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = note_of(ctx, rows[i].text);
        struct mt_prose_maker maker;
        mt_prose_begin(&maker, note);
        mt_prose_add(&maker, 0, note->text->str.len);
        expect(mt_prose_without_links(&maker, mt_prose_end(&maker)), rows[i].shown, rows[i].runs);
        mt_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prose_maker__joins_what_stands_together),
        cmocka_unit_test(test_prose_end__a_slice_of_the_file_is_no_copy),
        cmocka_unit_test(test_prose_part__keeps_the_places),
        cmocka_unit_test(test_prose_without_links__shows_what_a_reader_wants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
