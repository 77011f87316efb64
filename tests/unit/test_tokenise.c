/* test_tokenise.c - Tests of text/tokenise.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/tokenise.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

/* The terms, one after the other, with a bar between. */
static const char *terms(void *ctx, struct mt_tokens *tokens, struct mt_str text)
{
    struct mt_buf out;
    mt_buf_init(&out, ctx, SIZE_MAX / 2);
    mt_tokenise(tokens, text);
    for (size_t i = 0; i < mt_tokens_count(tokens); i++)
        mt_buf_printf(&out, "%s%.*s", i ? "|" : "", MT_ARG(mt_tokens_at(tokens, i).term));
    return out.ptr;
}

static const struct row {
    const char *text, *terms;
} rows[] = {
    {"", ""},
    {" \t\n", ""},
    {"-- ' '' ... @ _", ""},
    {"Hello, World", "hello|world"},
    {"EIP7928", "eip|7928"},
    {"4th", "4|th"},
    {"x2y", "x|2|y"},
    {"snake_case a@b.example", "snake|case|a|b|example"},
    {"@bob e-mail", "bob|e|mail"},
    {"don't", "don't"},
    {"don’t", "don't"},
    {"DON’T", "don't"},
    {"rock'n'roll", "rock'n'roll"},
    {"C++ and C#, F#: c++20", "c++|and|c#|f#|c++|20"},
    {"a++b a+++ a+b pr#7 C#4 C# C##", "a|b|a|a|b|pr|7|c|4|c#|c"},
    {"Ørsted's œuvre", "orsted|oeuvre"},
    {"المُعَلِّم", "المعلم"},
    {"'quoted' ''x'' y'", "quoted|x|y"},
    {"5'10 a'5 5'a", "5|10|a|5|5|a"},
    {"a''b", "a|b"},
    {"Ronnie's Ronnie’s RONNIE'S", "ronnie|ronnie|ronnie"},
    {"James' boss's it's", "james|boss|it"},
    {"'s s's x's's", "s|s|x"},
    {"Ronnie's4", "ronnie|4"},
    {"café CAFÉ cafe\xcc\x81", "cafe|cafe|cafe"},
    {"l’été", "l'ete"},
    {"Müller’s", "muller"},
    {"naïve—yes…no", "naive|yes|no"},
    {"Ürün2025", "urun|2025"},
    {"Straße", "strasse"},
    {"co\xc2\xadop a\xe2\x80\x8b"
     "b \xe2\x80\x8bx\xe2\x80\x8b",
     "coop|ab|x"},
    {"don\xe2\x80\x8b't", "don't"},
    {"\xcc\x81 a", "a"},
    {"ﷺ", "صلىاللهعليهوسلم"},
    {"Ã\xef\xb9\xb4", "a"}, /* its form has a space, and a mark on that */
    {"Привет, мир", "привет|мир"},
    {"٣٤ １２ Ａ１", "٣٤|12|a|1"},
    {"1\xef\xb8\x8f\xe2\x83\xa3 2️⃣", "1|2"},
    {"✅ 📅 2025-11-04", "2025|11|04"},
    {"m² ½ ™", "m"},
    {"हिन्दी", "हिन्दी"},
    {"日本語を話す", "日本語|を|話す"},
    {"会議は2025年です", "会議|は|2025|年|です"},
    {"我们讨论预算", "我们|讨论|预算"},
    {"ภาษาไทย", "ภาษา|ไทย"},
    {"ABC会議abc", "abc|会議|abc"},
    {"한국어 회의", "한국어|회의"},
    {"Hawai\xca\xbbi", "hawai\xca\xbbi"},
    {"\xe3\x85\xa4", ""},
};

static void test_tokenise__terms(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        const char *seen = terms(ctx, tokens, mt_str(rows[i].text));
        if (strcmp(seen, rows[i].terms) != 0)
            fail_msg("[%s]\n  expected %s\n  but was  %s", rows[i].text, rows[i].terms, seen);
    }
    mt_free(ctx);
}

/* What stands around a text, ASCII or not, does not change its words. */
static void test_tokenise__surroundings(void **state)
{
    static const char *const around[] = {" ", "\n", " — ", " é ", "(", " 会議 ", "…"};
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        for (size_t k = 0; k < MT_COUNT(around); k++) {
            const char *before = terms(ctx, tokens, mt_str(around[k]));
            struct mt_str text = mt_str_printf(ctx, "%s%s%s", around[k], rows[i].text, around[k]);
            struct mt_str expected =
                mt_str_printf(ctx, "%s%s%s%s%s", before, *before && *rows[i].terms ? "|" : "",
                              rows[i].terms, *before ? "|" : "", before);
            const char *seen = terms(ctx, tokens, text);
            if (rows[i].text[0] != '\xcc' && strcmp(seen, expected.ptr) != 0)
                fail_msg("[%s]\n  expected %s\n  but was  %s", text.ptr, expected.ptr, seen);
        }
    mt_free(ctx);
}

static void test_tokenise__offsets(void **state)
{
    static const struct {
        const char *text;
        const char *words; /* as written, with bars between */
    } cases[] = {
        {"Dana's EIP7928, café’s!", "Dana|EIP|7928|café"},
        {"(don’t) \xe2\x80\x8bx\xe2\x80\x8b", "don’t|x"},
        {"日本語を", "日本語|を"},
        {"ＡＢ", "ＡＢ"},
    };
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    (void)state;
    for (size_t i = 0; i < MT_COUNT(cases); i++) {
        struct mt_str text = mt_str(cases[i].text);
        struct mt_buf seen;
        mt_buf_init(&seen, ctx, 1000);
        mt_tokenise(tokens, text);
        for (size_t k = 0; k < mt_tokens_count(tokens); k++) {
            struct mt_token token = mt_tokens_at(tokens, k);
            struct mt_str word = mt_str_slice(text, token.begin, token.end);
            mt_buf_printf(&seen, "%s%.*s", k ? "|" : "", MT_ARG(word));
        }
        assert_string_equal(seen.ptr, cases[i].words);
    }
    mt_free(ctx);
}

static void test_tokenise__long_words(void **state)
{
    static const struct {
        const char *unit;
        size_t times, len; /* of the term */
    } cases[] = {
        {"a", 64, 64},          {"a", 65, 64},    {"a", 100000, 64},
        {"7", 65, 64},          {"é", 65, 64},    {"Я", 40, 64},
        {"ह", 30, 63},          {"Ａ", 2000, 64}, {"\xef\xb7\xba", 300, 64},
        {"a\xcc\x81", 300, 64},
    };
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    (void)state;
    for (size_t i = 0; i < MT_COUNT(cases); i++) {
        struct mt_buf text;
        mt_buf_init(&text, ctx, 1 << 20);
        for (size_t k = 0; k < cases[i].times; k++)
            mt_buf_add(&text, mt_str(cases[i].unit));
        mt_tokenise(tokens, mt_buf_str(&text));
        assert_int_equal(mt_tokens_count(tokens), 1);
        struct mt_token token = mt_tokens_at(tokens, 0);
        if (token.term.len != cases[i].len || token.begin != 0 || token.end != text.len)
            fail_msg("row %zu: %zu bytes of [%u, %u)", i, token.term.len, token.begin, token.end);
    }
    mt_free(ctx);
}

static void test_tokenise__cut_apostrophe(void **state)
{
    char word[100];
    struct mt_tokens *tokens = mt_tokens_new(NULL);
    (void)state;
    memset(word, 'a', sizeof word);
    word[63] = '\'';
    mt_tokenise(tokens, mt_str_of(word, sizeof word));
    assert_int_equal(mt_tokens_at(tokens, 0).term.len, 63);
    mt_tokens_free(tokens);
}

static void test_tokenise__many_endings(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    struct mt_buf text;
    (void)state;
    mt_buf_init(&text, ctx, 1 << 24);
    mt_buf_add(&text, mt_str("Ada"));
    for (int i = 0; i < 1000000; i++)
        mt_buf_add(&text, mt_str("'s"));
    mt_tokenise(tokens, mt_buf_str(&text));
    assert_int_equal(mt_tokens_count(tokens), 1);
    assert_true(mt_str_eq(mt_tokens_at(tokens, 0).term, mt_str("ada")));
    assert_int_equal(mt_tokens_at(tokens, 0).end, 3);
    mt_free(ctx);
}

/* More than any block holds; then fewer again. */
static void test_tokenise__many_and_reused(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    struct mt_buf text;
    (void)state;
    mt_buf_init(&text, ctx, 1 << 24);
    for (int i = 0; i < 50000; i++)
        mt_buf_printf(&text, "word %d ", i);
    for (int round = 0; round < 2; round++) {
        mt_tokenise(tokens, mt_buf_str(&text));
        assert_int_equal(mt_tokens_count(tokens), 100000);
        for (int i = 0; i < 50000; i++) {
            char number[12];
            snprintf(number, sizeof number, "%d", i);
            assert_true(mt_str_eq(mt_tokens_at(tokens, (size_t)i * 2).term, mt_str("word")));
            assert_true(mt_str_eq(mt_tokens_at(tokens, (size_t)i * 2 + 1).term, mt_str(number)));
        }
    }
    mt_tokenise(tokens, mt_str("one"));
    assert_int_equal(mt_tokens_count(tokens), 1);
    mt_tokenise(tokens, mt_str(""));
    assert_int_equal(mt_tokens_count(tokens), 0);
    mt_tokenise(tokens, (struct mt_str){NULL, 0});
    assert_int_equal(mt_tokens_count(tokens), 0);
    mt_free(ctx);
}

/* A run without spaces longer than what is cut at once loses nothing. */
static void test_tokenise__long_dictionary_run(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    struct mt_buf text;
    size_t at = 0;
    (void)state;
    mt_buf_init(&text, ctx, 1 << 20);
    for (int i = 0; i < 3000; i++)
        mt_buf_add(&text, mt_str("会議"));
    mt_tokenise(tokens, mt_buf_str(&text));
    for (size_t i = 0; i < mt_tokens_count(tokens); i++) {
        assert_int_equal(mt_tokens_at(tokens, i).begin, at);
        at = mt_tokens_at(tokens, i).end;
    }
    assert_int_equal(at, text.len);
    mt_free(ctx);
}

static void test_tokenise_version(void **state)
{
    const char *version = mt_tokenise_version();
    (void)state;
    assert_non_null(strchr(version, '/'));
    assert_true(mt_is_digit(version[0]));
    assert_ptr_equal(mt_tokenise_version(), version);
}

static void test_tokens_free__null(void **state)
{
    (void)state;
    mt_tokens_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokenise__terms),
        cmocka_unit_test(test_tokenise__surroundings),
        cmocka_unit_test(test_tokenise__offsets),
        cmocka_unit_test(test_tokenise__long_words),
        cmocka_unit_test(test_tokenise__cut_apostrophe),
        cmocka_unit_test(test_tokenise__many_endings),
        cmocka_unit_test(test_tokenise__many_and_reused),
        cmocka_unit_test(test_tokenise__long_dictionary_run),
        cmocka_unit_test(test_tokenise_version),
        cmocka_unit_test(test_tokens_free__null),
    };
    return cmocka_run_group_tests_name("tokenise", tests, NULL, NULL);
}
