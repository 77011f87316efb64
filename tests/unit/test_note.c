/* test_note.c - The model of a note and its limits
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/note.h"

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

static void test_note_new__is_empty_with_one_section(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, "");
    assert_int_equal(note->sections.len, 1);
    assert_int_equal(note->sections.ptr[0].kind, MT_KIND_OTHER);
    assert_int_equal(note->sections.ptr[0].level, 0);
    assert_int_equal(note->items.len, 0);
    assert_int_equal(note->start_minutes, -1);
    assert_int_equal(note->date, 0);
    mt_free(ctx);
}

static void test_note_add_item__takes_only_what_is_not_blank(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, "one \t\n two");
    struct mt_str all = note->text->str;
    assert_null(mt_note_add_item(note, 0, mt_note_prose(note, mt_str_slice(all, 3, 6))));
    assert_null(mt_note_add_item(note, 0, (struct mt_prose){0}));
    uint32_t section = mt_note_add_section(note, MT_KIND_RISK, mt_str("Risks"), 2);
    struct mt_item *item =
        mt_note_add_item(note, section, mt_note_prose(note, mt_str_slice(all, 7, 10)));
    assert_non_null(item);
    assert_int_equal(note->items.len, 1);
    assert_int_equal(item->section, 1);
    assert_int_equal(item->prose.n_runs, 1);
    assert_int_equal(item->prose.runs[0].at, 0);
    assert_int_equal(item->prose.runs[0].source, 7);
    assert_true(mt_str_eq(item->prose.text, mt_str("two")));
    mt_free(ctx);
}

static void test_note_add_item__stops_at_its_limit_and_says_so_once(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, "\nword");
    struct mt_prose prose = mt_note_prose(note, mt_str_slice(note->text->str, 1, 5));
    for (size_t i = 0; i < MT_NOTE_ITEMS_MAX; i++)
        assert_non_null(mt_note_add_item(note, 0, prose));
    assert_int_equal(note->problems.len, 0);
    assert_null(mt_note_add_item(note, 0, prose));
    assert_null(mt_note_add_item(note, 0, prose));
    assert_int_equal(note->items.len, MT_NOTE_ITEMS_MAX);
    assert_true(note->full);
    assert_int_equal(note->problems.len, 1);
    assert_int_equal(note->problems.ptr[0].line, 2);
    mt_free(ctx);
}

static void test_note_add_name__takes_each_once(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, "");
    const char *names[] = {"Dana Reyes", "", "  ", "dana reyes", " Sam Okoro ", "Sam"};
    for (size_t i = 0; i < MT_COUNT(names); i++)
        mt_note_add_name(note, &note->people, mt_str(names[i]));
    assert_int_equal(note->people.len, 3);
    assert_true(mt_str_eq(note->people.ptr[0], mt_str("Dana Reyes")));
    assert_true(mt_str_eq(note->people.ptr[1], mt_str("Sam Okoro")));
    for (int i = 0; i < 2 * MT_NOTE_NAMES_MAX; i++)
        mt_note_add_name(note, &note->tags, mt_str_printf(ctx, "tag%d", i));
    assert_int_equal(note->tags.len, MT_NOTE_NAMES_MAX);
    mt_free(ctx);
}

static void test_note_problem__knows_its_line_and_ends_at_a_character(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, "a\r\nb\rc");
    char accents[1001];
    for (size_t i = 0; i + 1 < sizeof accents; i += 2)
        memcpy(accents + i, "\xc3\xa9", 2);
    accents[1000] = '\0';
    mt_note_problem(note, 4, "bad: %s", "word");
    mt_note_problem(note, 0, "%s", accents);
    mt_note_problem(note, 0, "x%s", accents);
    assert_int_equal(note->problems.ptr[0].line, 3);
    assert_true(mt_str_eq(note->problems.ptr[0].reason, mt_str("bad: word")));
    assert_int_equal(note->problems.ptr[1].reason.len % 2, 0);
    assert_int_equal(note->problems.ptr[2].reason.len % 2, 1);
    for (size_t i = 0; i < 2 * MT_NOTE_PROBLEMS_MAX; i++)
        mt_note_problem(note, 0, "again");
    assert_int_equal(note->problems.len, MT_NOTE_PROBLEMS_MAX);
    mt_free(ctx);
}

static void test_item_says_nothing__only_where_it_does(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool nothing;
    } rows[] = {
        {"(none)", true},
        {"None.", true},
        {"N/A", true},
        {"n/a", true},
        {"— TBD —", false}, /* dashes beyond ASCII stay */
        {"*TBD*", true},
        {"[TBA]", true},
        {"none yet", true},
        {"Not applicable", true},
        {"Next meeting (if any): (none)", true},
        {"Blockers: none", true},
        {"Blockers:none", false},
        {"None of them came", false},
        {"Nothing: all is well", false},
        {"The list of those who said that they would come: none", false},
        {"Dana: a b", false},
        {"x", false},
        {"-", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_turn turn = {0};
        struct mt_item item = {.prose.text = mt_str(rows[i].text)};
        if (mt_item_says_nothing(&item) != rows[i].nothing)
            fail_msg("%s", rows[i].text);
        item.turn = &turn;
        assert_false(mt_item_says_nothing(&item));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_note_new__is_empty_with_one_section),
        cmocka_unit_test(test_note_add_item__takes_only_what_is_not_blank),
        cmocka_unit_test(test_note_add_item__stops_at_its_limit_and_says_so_once),
        cmocka_unit_test(test_item_says_nothing__only_where_it_does),
        cmocka_unit_test(test_note_add_name__takes_each_once),
        cmocka_unit_test(test_note_problem__knows_its_line_and_ends_at_a_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
