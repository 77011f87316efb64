/* test_snippet.c - The words of a unit as shown
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/snippet.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <unicode/utf8.h>

#define WORDS_MAX 2000

/* The snippet of a text with this best word, and the words of `asked` (numbers, ending with -1)
 * highlighted. With `words` less than the text has, it is cut after so many. */
static struct mt_snippet make(void *ctx, struct mt_str unit, size_t best, const int *asked,
                              size_t words)
{
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    struct mt_snippet snippet;
    mt_tokenise(tokens, unit);
    size_t n = mt_tokens_count(tokens);
    bool cut = words < n;
    struct mt_marks marks = {
        .asked = mt_array(ctx, bool, WORDS_MAX), .words = cut ? words : n, .best = best};
    const struct mt_voices voices = {0};
    for (; *asked >= 0; asked++)
        marks.asked[*asked] = true;
    mt_snippet_make(ctx, unit, &voices, &marks, cut, tokens, &snippet);
    return snippet;
}

/* With [brackets] around what is highlighted. */
static const char *shown(void *ctx, const struct mt_snippet *snippet)
{
    struct mt_buf out;
    size_t at = 0;
    mt_buf_init(&out, ctx, 10000);
    for (size_t i = 0; i < snippet->highlights.len; i++) {
        struct mt_highlight mark = snippet->highlights.ptr[i];
        assert_true(mark.begin >= at && mark.begin < mark.end && mark.end <= snippet->text.len);
        mt_buf_add(&out, mt_str_slice(snippet->text, at, mark.begin));
        mt_buf_printf(&out, "[%.*s]", MT_ARG(mt_str_slice(snippet->text, mark.begin, mark.end)));
        at = mark.end;
    }
    mt_buf_add(&out, mt_str_slice(snippet->text, at, snippet->text.len));
    return out.len ? out.ptr : "";
}

static void test_snippet_make__short_units(void **state)
{
    static const struct {
        const char *unit;
        size_t best;
        int asked[4];
        size_t words;
        const char *expected;
        uint32_t offset; /* of the best word, in unit and snippet */
    } rows[] = {
        {"A rope and a lamp.", 1, {1, 4, -1}, 99, "A [rope] and a [lamp].", 2},
        {"A rope and a lamp.", 4, {-1}, 99, "A rope and a lamp.", 13},
        {"Caf\xc3\xa9 tr\xc3\xa8s sombre",
         1,
         {0, 1, -1},
         99,
         "[Caf\xc3\xa9] [tr\xc3\xa8s] sombre",
         6},
        {"Dana's e-mail", 0, {0, 1, 2, -1}, 99, "[Dana]'s [e]-[mail]", 0},
        {"EIP7928", 1, {0, 1, -1}, 99, "[EIP][7928]", 3},
        {"two\nlines\tand a tab", 1, {1, -1}, 99, "two [lines] and a tab", 4},
        {"A rope lamp, said she", 1, {1, 2, -1}, 3, "A [rope] [lamp]…", 2},
        {"A rope", 0, {-1}, 0, "A rope…", 0},
        {"???", 0, {-1}, 99, "???", 0},
        {"", 0, {-1}, 99, "", 0},
        {"A rope", 99, {-1}, 99, "A rope", 0}, /* no such word */
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_snippet snippet =
            make(ctx, mt_str(rows[i].unit), rows[i].best, rows[i].asked, rows[i].words);
        const char *found = shown(ctx, &snippet);
        if (strcmp(found, rows[i].expected) != 0 || snippet.best != rows[i].offset ||
            snippet.focus != rows[i].offset)
            fail_msg("%s: %s, %u, %u", rows[i].unit, found, snippet.best, snippet.focus);
        mt_free(ctx);
    }
    (void)state;
}

static bool is_utf8(struct mt_str text)
{
    for (int32_t i = 0, c; i < (int32_t)text.len;) {
        U8_NEXT(text.ptr, i, (int32_t)text.len, c);
        if (c < 0)
            return false;
    }
    return true;
}

/* However long the unit, and wherever its best word. */
static void test_snippet_make__long_units(void **state)
{
    static const struct {
        const char *word, *space;
    } rows[] = {
        {"rope", " "},
        {"\xc3\xa9t\xc3\xa9", " "},
        {"\xc3\xa9t\xc3\xa9", "\xe2\x80\x94"}, /* no space to cut at */
        {"\xf0\x9d\x94\x9e", " - "},
    };
    static const size_t bests[] = {0, 1, 30, 50, 170, 298, 299};
    for (size_t i = 0; i < MT_COUNT(rows) * MT_COUNT(bests); i++) {
        void *ctx = mt_context(NULL);
        size_t row = i / MT_COUNT(bests), best = bests[i % MT_COUNT(bests)];
        struct mt_str word = mt_str(rows[row].word);
        struct mt_buf unit;
        mt_buf_init(&unit, ctx, 100000);
        for (int w = 0; w < 300; w++)
            mt_buf_printf(&unit, "%s%.*s", w ? rows[row].space : "", MT_ARG(word));
        struct mt_snippet snippet =
            make(ctx, mt_buf_str(&unit), best, (int[]){(int)best, -1}, SIZE_MAX);
        struct mt_str text = snippet.text, dots = mt_str("…");
        assert_true(text.len <= MT_SNIPPET_MAX + 2 * dots.len);
        assert_true(text.len >= MT_SNIPPET_MAX - 2 * word.len - dots.len);
        assert_true(is_utf8(text));
        assert_int_equal(mt_str_starts(text, dots), snippet.best > MT_SNIPPET_MAX / 3);
        assert_int_equal(mt_str_ends(text, dots), snippet.best + MT_SNIPPET_MAX * 2 / 3 < unit.len);
        assert_true(mt_str_starts(mt_str_slice(mt_buf_str(&unit), snippet.best, unit.len), word));
        assert_int_equal(snippet.highlights.len, 1);
        assert_int_equal(snippet.highlights.ptr[0].begin, snippet.focus);
        assert_true(
            mt_str_eq(mt_str_slice(text, snippet.focus, snippet.highlights.ptr[0].end), word));
        mt_free(ctx);
    }
    (void)state;
}

static void test_snippet_make__cut_at_spaces(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf unit;
    mt_buf_init(&unit, ctx, 100000);
    for (int w = 0; w < 500; w++)
        mt_buf_add(&unit, mt_str("ropes "));
    struct mt_snippet snippet = make(ctx, mt_buf_str(&unit), 250, (int[]){-1}, SIZE_MAX);
    assert_true(mt_str_starts(snippet.text, mt_str("…ropes ")));
    assert_true(mt_str_ends(snippet.text, mt_str(" ropes…")));
    mt_free(ctx);
    (void)state;
}

/* Words 1 to 4 are a phrase that several say. */
static void test_snippet_make__voices(void **state)
{
    static const char text[] = "The r\xc3\xb4pe\nends\nh\xc3\xa9re, you see";
    static const struct {
        size_t skip, words;
        bool cut;
        struct mt_voice voices[3];
        const char *expected;
        const char *focus; /* where the best word begins */
    } rows[] = {
        {0,
         4,
         true,
         {{10, MT_STR("Sam")}, {15, MT_STR("M\xc3\xadlo")}},
         "The [r\xc3\xb4pe] [Sam] [ends] [M\xc3\xadlo] [h\xc3\xa9re]…",
         "r\xc3\xb4pe"},
        {1,
         6,
         false,
         {{0, MT_STR("Sam")}, {15, MT_STR("a\nb")}},
         "[Sam] …[r\xc3\xb4pe] [ends] [a b] [h\xc3\xa9re], you see",
         "r\xc3\xb4pe"},
        {0, 4, true, {{0, MT_STR("")}}, "The [r\xc3\xb4pe] [ends] [h\xc3\xa9re]…", "r\xc3\xb4pe"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_voices voices = {0};
        bool asked[] = {false, true, true, true, false, false};
        struct mt_marks marks = {
            .asked = asked, .skip = rows[i].skip, .words = rows[i].words, .best = 1};
        struct mt_snippet snippet;
        for (size_t v = 0; rows[i].voices[v].name.len; v++)
            *mt_push(ctx, &voices) = rows[i].voices[v];
        mt_snippet_make(ctx, mt_str(text), &voices, &marks, rows[i].cut, mt_tokens_new(ctx),
                        &snippet);
        if (strcmp(shown(ctx, &snippet), rows[i].expected) != 0)
            fail_msg("%zu: %s", i, shown(ctx, &snippet));
        assert_true(mt_str_starts(mt_str_slice(snippet.text, snippet.focus, snippet.text.len),
                                  mt_str(rows[i].focus)));
        assert_int_equal(snippet.best, 4);
        mt_free(ctx);
    }
    (void)state;
}

static void test_snippet_make__one_huge_word(void **state)
{
    static const char *const letters[] = {"x", "\xc3\xa9", "\xe4\xb8\xad"};
    for (size_t i = 0; i < MT_COUNT(letters); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf unit;
        mt_buf_init(&unit, ctx, 100000);
        mt_buf_add_char(&unit, 'x'); /* so that no cut falls between characters by chance */
        for (int w = 0; w < 1000; w++)
            mt_buf_add(&unit, mt_str(letters[i]));
        struct mt_snippet snippet = make(ctx, mt_buf_str(&unit), 0, (int[]){0, -1}, SIZE_MAX);
        assert_true(snippet.text.len <= MT_SNIPPET_MAX + 3);
        assert_true(is_utf8(snippet.text));
        for (size_t h = 0; h < snippet.highlights.len; h++)
            assert_true(snippet.highlights.ptr[h].end <= snippet.text.len);
        mt_free(ctx);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_snippet_make__short_units),
        cmocka_unit_test(test_snippet_make__long_units),
        cmocka_unit_test(test_snippet_make__cut_at_spaces),
        cmocka_unit_test(test_snippet_make__voices),
        cmocka_unit_test(test_snippet_make__one_huge_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
