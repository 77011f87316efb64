/* test_markdown.c - Markdown: parts, places, limits
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What Markdown becomes is told by tests/spec/notes/markdown.txt and tasks.txt.
 */
#include "base/base.h"
#include "note/markdown.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct mt_note *note_of(void *ctx, struct mt_str bytes)
{
    struct mt_text *text;
    struct mt_error err = {0};
    assert_int_equal(mt_text_decode(ctx, bytes, &text, &err), MT_OK);
    return mt_note_new(ctx, text, mt_str("note.md"));
}

static struct mt_note *markdown(void *ctx, struct mt_str bytes)
{
    struct mt_note *note = note_of(ctx, bytes);
    mt_markdown_parse(note, 0, note->text->str.len);
    return note;
}

/* The text, `n` times, after `before`. */
static struct mt_str repeat(void *ctx, const char *before, const char *text, size_t n)
{
    struct mt_buf out;
    mt_buf_init(&out, ctx, (size_t)64 << 20);
    mt_buf_add(&out, mt_str(before));
    for (size_t i = 0; i < n; i++)
        mt_buf_add(&out, mt_str(text));
    return mt_buf_str(&out);
}

static void test_markdown_parse__nothing_gives_nothing(void **state)
{
    (void)state;
    static const char *const rows[] = {"", "\n", "---\n", "#\n", "```\n", "-\n", "|\n|-|\n", ">\n"};
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = markdown(ctx, mt_str(rows[i]));
        size_t n = note->items.len;
        mt_free(ctx);
        if (n && strcmp(rows[i], "|\n|-|\n") != 0)
            fail_msg("%s: %zu items", rows[i], n);
    }
}

static void test_markdown_parse__reads_only_its_part(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("# Before\n## Risks\n- one\n# After\n"));
    mt_markdown_parse(note, 9, 24);
    assert_int_equal(note->items.len, 2);
    assert_int_equal(note->heading.len, 0);
    assert_int_equal(note->items.ptr[1].prose.runs[0].source, 20);
    assert_int_equal(note->sections.ptr[note->items.ptr[1].section].kind, MT_KIND_RISK);

    mt_markdown_parse(note, 24, 24);
    assert_int_equal(note->items.len, 2);
    mt_markdown_parse(note, 24, 32);
    assert_true(mt_str_eq(note->heading, mt_str("After")));
    mt_free(ctx);
}

static void test_markdown_parse__goes_on_in_the_last_section(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("## Risks\none\n\n### Sub\ntwo\n"));
    mt_markdown_parse(note, 0, 9);
    mt_markdown_parse(note, 9, 13);
    mt_markdown_parse(note, 13, 26);
    assert_int_equal(note->items.len, 4);
    assert_int_equal(note->items.ptr[1].section, note->items.ptr[0].section);
    assert_true(note->items.ptr[0].heading);
    assert_false(note->items.ptr[1].heading);
    assert_int_equal(note->sections.ptr[note->items.ptr[3].section].kind, MT_KIND_RISK);
    mt_free(ctx);
}

static void test_markdown_parse__places_are_those_of_the_text(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = markdown(ctx, mt_str("- a **b** [c](d \"e\")\n  f &lt; g\n"));
    struct mt_prose prose = note->items.ptr[0].prose;
    static const struct mt_run runs[] = {{0, 2},  {2, 6},  {3, 9},   {4, 11},
                                         {7, 14}, {9, 17}, {12, 23}, {15, 29}};
    assert_true(mt_str_eq(prose.text, mt_str("a b c (d e) f < g")));
    assert_int_equal(prose.n_runs, MT_COUNT(runs));
    for (size_t i = 0; i < MT_COUNT(runs); i++) {
        assert_int_equal(prose.runs[i].at, runs[i].at);
        assert_int_equal(prose.runs[i].source, runs[i].source);
    }
    mt_free(ctx);
}

static void test_markdown_parse__deep_nesting_is_plain_text(void **state)
{
    (void)state;
    static const char *const marks[] = {"> ", "- ", "1. ", ">", "> - "};
    for (size_t i = 0; i < MT_COUNT(marks); i++) {
        void *ctx = mt_context(NULL);
        struct mt_str line = repeat(ctx, "", marks[i], 20000);
        struct mt_note *note = markdown(ctx, mt_str_printf(ctx, "%.*sword\nnext\n", MT_ARG(line)));
        assert_int_equal(note->items.len, 1);
        assert_true(mt_str_ends(note->items.ptr[0].prose.text, mt_str("word next")));
        mt_free(ctx);
    }
}

static void test_markdown_parse__what_costs_too_much_is_plain_text(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_str target = repeat(ctx, "[x]: ", "y", 200000);
    struct mt_str uses = repeat(ctx, "\n\n", "[x] word\n\n", 20000);
    struct mt_note *note =
        markdown(ctx, mt_str_printf(ctx, "%.*s%.*s", MT_ARG(target), MT_ARG(uses)));
    assert_int_equal(note->items.len, 20001);
    assert_int_equal(note->problems.len, 1);
    struct mt_prose last = note->items.ptr[20000].prose;
    assert_true(mt_str_eq(last.text, mt_str("[x] word")));
    mt_free(ctx);
}

static void test_markdown_parse__hostile_input_loses_nothing(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n, items;
    } rows[] = {
        {"[[", 100000, 1},
        {"![", 100000, 1},
        {"[a](", 100000, 1},
        {"<!--", 100000, 1},
        {"- [ ] x\n", 100000, 100000},
        {"`a", 100001, 1},
        {"|a", 100000, 1},
        {"*a_", 100000, 1},
        {"a\n\n", 100000, 100000},
        {"# a\n", 10000, 10000},
        {"&a", 100000, 1},
        {"long line ", 500000, 1},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = markdown(ctx, repeat(ctx, "", rows[i].text, rows[i].n));
        if (note->items.len != rows[i].items || note->problems.len)
            fail_msg("%s: %zu items", rows[i].text, note->items.len);
        mt_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markdown_parse__nothing_gives_nothing),
        cmocka_unit_test(test_markdown_parse__reads_only_its_part),
        cmocka_unit_test(test_markdown_parse__goes_on_in_the_last_section),
        cmocka_unit_test(test_markdown_parse__places_are_those_of_the_text),
        cmocka_unit_test(test_markdown_parse__deep_nesting_is_plain_text),
        cmocka_unit_test(test_markdown_parse__what_costs_too_much_is_plain_text),
        cmocka_unit_test(test_markdown_parse__hostile_input_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
