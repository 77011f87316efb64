/* test_layout_anchors.c - From the shown words back to the bytes of the file
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/layout.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "note/parse.h"

/* The place of a byte, counted from the file's beginning, or as editors do from after its mark. */
static struct mt_place count_to(struct mt_str file, uint32_t byte)
{
    struct mt_place place = {byte, 1, 1};
    for (uint32_t i = mt_str_starts(file, mt_str("\xef\xbb\xbf")) ? 3 : 0; i < byte; i++) {
        bool ends = file.ptr[i] == '\n' ||
                    (file.ptr[i] == '\r' && (i + 1 == file.len || file.ptr[i + 1] != '\n'));
        place.line += ends;
        place.column = ends ? 1 : place.column + 1;
    }
    return place;
}

static bool is_ascii(struct mt_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if ((unsigned char)word.ptr[i] >= 0x80)
            return false;
    return true;
}

/* Every ASCII word of the record stands in the file where its anchors say. Returns how many. */
static size_t check_words(void *ctx, struct mt_str file, const struct mt_record *record)
{
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    size_t checked = 0;
    mt_tokenise(tokens, record->text);
    for (size_t i = 0; i < mt_tokens_count(tokens); i++) {
        struct mt_token token = mt_tokens_at(tokens, i);
        struct mt_str word = mt_str_slice(record->text, token.begin, token.end);
        struct mt_place place = mt_record_place(record, token.begin);
        struct mt_place truth = count_to(file, place.byte);
        struct mt_str there = mt_str_slice(file, place.byte, place.byte + word.len);
        if (is_ascii(word) && !mt_str_eq(word, there))
            fail_msg("\"%.*s\" is not \"%.*s\", at byte %u of\n%.*s", MT_ARG(there), MT_ARG(word),
                     place.byte, MT_ARG(file));
        if (place.line != truth.line || place.column != truth.column)
            fail_msg("\"%.*s\" at %u:%u, not %u:%u, of\n%.*s", MT_ARG(word), truth.line,
                     truth.column, place.line, place.column, MT_ARG(file));
        checked += is_ascii(word);
    }
    return checked;
}

static void test_layout_note__anchors_lead_to_the_file(void **state)
{
    static const struct {
        const char *file;
        size_t words; /* in ASCII */
    } rows[] = {
        {"# Plan\n\nWe dive on Monday.\n", 5},
        {"\xef\xbb\xbf# Plan\n\nWe dive.\n", 3},
        {"# Plan\r\n\r\nWe dive\r\non Monday.\r\n\r\n- rope\r\n- lamp\r\n", 7},
        {"# Plan\r\rWe dive\ron Monday.\r", 5},
        {"One line\nand a second\n  and a third, indented\nof one paragraph.\n", 12},
        {"> quoted words\n> on two lines\n\n1. first\n   goes on\n2. second\n", 9},
        {"Caf\xc3\xa9 before, after.\nNext \xc3\xa9t\xc3\xa9 line.\n", 4},
        /* mojibake: one repaired character stands for six or seven bytes */
        {"Before \xc3\xa2\xe2\x82\xac\xe2\x80\x9d after \xc3\xa2\xe2\x82\xac\xe2\x80\x9d last.\n"
         "Caf\xc3\x83\xc2\xa9 next\nline.\n",
         5},
        {"Before \xc3\xa2\xe2\x82\xac\xe2\x80\x9d after\r\nthe line\r\nend.\r\n", 5},
        /* cp1252 in a file that is else UTF-8, and a control character */
        {"It\x92s na\xefve, \x07yes.\nNext.\n", 2},
        {"See [[People/Dana|Dana]] and [the plan](plan.md) &amp; *this* `code`.\n", 9},
        {"| who | what |\n|---|---|\n| Dana | rope |\n| Sam | lamp |\n", 6},
        {"---\ntitle: The \"plan\"\ntags: [rope, lamp]\nseries: 'it''s ours'\n---\nText.\n", 7},
        {"[00:00:01.00]  Dana ReyesGood morning.\n\n[00:00:04.25]   RemoteAnd to\nyou.\n", 5},
        {"## Transcript\r\n\r\n```text\r\n[00:00:01.00] Dana Reyes : Caf\xc3\x83\xc2\xa9 then.\r\n"
         "```\r\n",
         2},
        {"- [ ] buy rope @Sam Okoro \xf0\x9f\x93\x85 2025-11-04\n- [x] sell lamp\n", 7},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_text *text = NULL;
        struct mt_layout layout;
        struct mt_str file = mt_str(rows[i].file);
        assert_int_equal(mt_text_decode(ctx, file, &text, NULL), MT_OK);
        mt_layout_note(ctx, mt_note_parse(ctx, text, mt_str("a.md")), mt_tokens_new(ctx), &layout);
        size_t words = check_words(ctx, file, &layout.record);
        if (words < rows[i].words)
            fail_msg("%zu of %zu words of\n%s", words, rows[i].words, rows[i].file);
        mt_free(ctx);
    }
    (void)state;
}

/* An item that is one run of several lines: no anchor's run crosses a line end. */
static void test_layout_note__anchors_at_each_line(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_str file = mt_str("one two\nthree\n\n  four\n");
    struct mt_text *text = NULL;
    struct mt_layout layout;
    assert_int_equal(mt_text_decode(ctx, file, &text, NULL), MT_OK);
    struct mt_note *note = mt_note_new(ctx, text, mt_str("a.md"));
    assert_non_null(mt_note_add_item(note, 0, mt_note_prose(note, text->str)));
    mt_layout_note(ctx, note, mt_tokens_new(ctx), &layout);
    assert_int_equal(check_words(ctx, file, &layout.record), 4);
    mt_free(ctx);
    (void)state;
}

/* Two bytes a character: the place is that of the first. */
static void test_layout_note__anchors_of_utf16(void **state)
{
    static const char file[] = "\xff\xfeO\0n\0e\0\r\0\n\0t\0w\0o\0 \0s\0i\0x\0\n\0";
    void *ctx = mt_context(NULL);
    struct mt_text *text = NULL;
    struct mt_layout layout;
    struct mt_str bytes = mt_str_of(file, sizeof file - 1);
    assert_int_equal(mt_text_decode(ctx, bytes, &text, NULL), MT_OK);
    mt_layout_note(ctx, mt_note_parse(ctx, text, mt_str("a.md")), mt_tokens_new(ctx), &layout);
    size_t at = mt_str_find(layout.record.text, mt_str("six"), 0);
    assert_true(at != MT_NPOS);
    struct mt_place place = mt_record_place(&layout.record, (uint32_t)at);
    assert_int_equal(place.byte, 20);
    assert_int_equal(place.line, 2);
    assert_int_equal(place.column, 9);
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout_note__anchors_lead_to_the_file),
        cmocka_unit_test(test_layout_note__anchors_at_each_line),
        cmocka_unit_test(test_layout_note__anchors_of_utf16),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
