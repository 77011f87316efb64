/* test_markup.c - Small things of Markdown
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/markup.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

struct row {
    const char *in, *out;
};

static void check(const char *what, struct row row, struct mt_str seen)
{
    if (!mt_str_eq(seen, mt_str(row.out)))
        fail_msg("%s of \"%s\" is \"%.*s\", not \"%s\"", what, row.in, MT_ARG(seen), row.out);
}

static void test_markup_entity__expands_known_ones(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"&amp;", "&"},
        {"&lt;", "<"},
        {"&nbsp;", " "},
        {"&mdash;", "—"},
        {"&unknown;", ""},
        {"&Amp;", ""},
        {"&#65;", "A"},
        {"&#x41;", "A"},
        {"&#X41;", "A"},
        {"&#233;", "é"},
        {"&#8212;", "—"},
        {"&#x1F4C5;", "📅"},
        {"&#0;", " "},
        {"&#10;", " "},
        {"&#127;", " "},
        {"&#160;", " "},
        {"&#xD800;", "\uFFFD"},
        {"&#x110000;", "\uFFFD"},
        {"&#99999999;", ""},
        {"&#;", ""},
        {"&#x;", ""},
        {"&#12a;", ""},
        {"&;", ""},
        {"&", ""},
        {"", ""},
    };
    char room[MT_ENTITY_SIZE];
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        check("entity", rows[i], mt_markup_entity(mt_str(rows[i].in), room));
}

static void test_markup_html__keeps_words(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"<!-- a note -->", "a note"},
        {"<!-- begins", "begins"},
        {"ends -->", "ends"},
        {"<!---->", ""},
        {"<!-->", ">"},
        {"-->", ""},
        {"<b>", ""},
        {"</B>", ""},
        {"<br/>", ""},
        {"<br />", ""},
        {"<strong>", ""},
        {"<>", "<>"},
        {"</>", "</>"},
        {"<Name>", "<Name>"},
        {"<a href=\"x\">", "<a href=\"x\">"},
        {"<b class=\"x\">", "<b class=\"x\">"},
        {"", ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        check("html", rows[i], mt_markup_html(mt_str(rows[i].in)));
    assert_true(mt_markup_breaks(mt_str("<br>")));
    assert_true(mt_markup_breaks(mt_str("</p>")));
    assert_false(mt_markup_breaks(mt_str("<b>")));
    assert_false(mt_markup_breaks(mt_str("<brr>")));
    assert_false(mt_markup_breaks(mt_str("br")));
}

static void test_markup_box__knows_marks_from_references(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char mark;
    } rows[] = {
        {"[ ] a", ' '}, {"[x] a", 'x'}, {"[X] a", 'X'}, {"[-] a", '-'}, {"[/]\ta", '/'},
        {"[>] a", '>'}, {"[1] a", 0},   {"[i] a", 0},   {"[x]a", 0},    {"[x]", 0},
        {"[] a", 0},    {"[xx] a", 0},  {"[[a]] b", 0}, {"", 0},        {"[\xc3] a", 0},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_markup_box(mt_str(rows[i].text)) != rows[i].mark)
            fail_msg("%s: %d", rows[i].text, mt_markup_box(mt_str(rows[i].text)));
}

static void test_markup_more_cells__without_bars(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {" | b | c |\n", "b | c"},
        {"** | |", ""},
        {"](x) | y", "y"},
        {" a", ""},
        {"|", ""},
        {"", ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        check("cells", rows[i], mt_markup_more_cells(mt_str(rows[i].in)));
}

static void test_markup_same_target__as_a_browser_would(void **state)
{
    (void)state;
    assert_true(mt_markup_same_target(mt_str("https://a.b"), mt_str("https://a.b")));
    assert_true(mt_markup_same_target(mt_str("http://www.a.b"), mt_str("www.a.b")));
    assert_true(mt_markup_same_target(mt_str("mailto:a@b.c"), mt_str("a@b.c")));
    assert_false(mt_markup_same_target(mt_str("https://a.b"), mt_str("a.b")));
    assert_false(mt_markup_same_target(mt_str("a"), mt_str("")));
}

static void test_markup_hidden__finds_marks_in_turn(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool begins;
        const char *marks; /* "at+len " of each */
    } rows[] = {
        {"a %%b%% c", true, "2+2 5+2 "},
        {"%%%%%", true, "0+2 2+2 "},
        {"100%", true, ""},
        {"[!note]- a %%b", true, "7+1 11+2 "},
        {"[!a_b|c]+", true, "8+1 "},
        {"[!note]- a", false, ""},
        {"[!note] - a", true, ""},
        {"[!note]", true, ""},
        {"[!%%]-", true, "2+2 "},
        {"[!", true, ""},
        {"", true, ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        char seen[100] = "";
        size_t len;
        for (size_t at = 0;
             (at = mt_markup_hidden(mt_str(rows[i].text), at, rows[i].begins, &len)) != MT_NPOS;
             at += len)
            snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%zu+%zu ", at, len);
        if (strcmp(seen, rows[i].marks) != 0)
            fail_msg("%s: %s", rows[i].text, seen);
    }
}

static void test_markup_words__drops_marks(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"  [ref]: https://example.org ", "[ref]: https://example.org"},
        {"> > [ref]: a", "[ref]: a"},
        {"- 1. > a", "a"},
        {"-a", "-a"},
        {"1.5 words", "1.5 words"},
        {"```python", ""},
        {"> - ~~~ text", ""},
        {"- [x]", ""},
        {"---", ""},
        {"|---|:-:|", ""},
        {"", ""},
        {"é", "é"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        check("words", rows[i], mt_markup_words(mt_str(rows[i].in)));
}

static void test_markup_assignee__reads_the_parenthesis(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"Action items (for Dana Reyes)", "Dana Reyes"},
        {"Actions (all) (For  Sam )", "Sam"},
        {"Action items for Dana", ""},
        {"Actions (for", ""},
        {"Actions (for )", ""},
        {"", ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        check("assignee", rows[i], mt_markup_assignee(mt_str(rows[i].in)));
}

static void test_markup_flatten__leaves_what_is_cheap(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_str text = mt_str("> > a\n- - b\n[c](d)\n\n    e\n");
    assert_ptr_equal(mt_markup_flatten(ctx, text, 2).ptr, text.ptr);
    struct mt_str deep = mt_markup_flatten(ctx, mt_str("a\n> > > > > b\n>>>>\n"), 2);
    assert_true(mt_str_eq(deep, mt_str("a\n> > >x> > b\n>>>>\n")));
    mt_free(ctx);
}

static void test_markup_flatten__parts_what_costs(void **state)
{
    (void)state;
    enum { LINES = 20000 };
    void *ctx = mt_context(NULL);
    struct mt_buf text, list;
    mt_buf_init(&text, ctx, (size_t)1 << 20);
    mt_buf_init(&list, ctx, (size_t)1 << 20);
    for (int i = 0; i < LINES; i++) {
        mt_buf_add(&text, mt_str("[a] b\n"));
        mt_buf_add(&list, mt_str("- [ ] b\n"));
    }
    struct mt_str flat = mt_markup_flatten(ctx, mt_buf_str(&text), 100);
    assert_int_equal(flat.len, text.len);
    size_t blank = 0;
    for (size_t i = 0; i < LINES; i++) {
        struct mt_str line = mt_str_slice(flat, i * 6, i * 6 + 6);
        blank += mt_str_eq(line, mt_str("     \n"));
        assert_true(mt_str_eq(line, mt_str("     \n")) || mt_str_eq(line, mt_str("[a] b\n")));
    }
    assert_true(blank > 0 && blank < LINES / 1000);
    assert_ptr_equal(mt_markup_flatten(ctx, mt_buf_str(&list), 100).ptr, list.ptr);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_markup_entity__expands_known_ones),
        cmocka_unit_test(test_markup_html__keeps_words),
        cmocka_unit_test(test_markup_box__knows_marks_from_references),
        cmocka_unit_test(test_markup_more_cells__without_bars),
        cmocka_unit_test(test_markup_same_target__as_a_browser_would),
        cmocka_unit_test(test_markup_hidden__finds_marks_in_turn),
        cmocka_unit_test(test_markup_words__drops_marks),
        cmocka_unit_test(test_markup_assignee__reads_the_parenthesis),
        cmocka_unit_test(test_markup_flatten__leaves_what_is_cheap),
        cmocka_unit_test(test_markup_flatten__parts_what_costs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
