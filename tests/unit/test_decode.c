/* test_decode.c - Tests of text/decode.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/decode.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

/* Bytes that may hold a NUL. */
#define BYTES(literal) MT_STR(literal)

static struct mt_text *decoded(void *ctx, struct mt_str bytes)
{
    struct mt_text *text = NULL;
    struct mt_error err = {0};
    if (mt_text_decode(ctx, bytes, &text, &err) != MT_OK)
        fail_msg("%.*s: %s", MT_ARG(bytes), err.message);
    return text;
}

static void test_text_decode__cut(void **state)
{
    (void)state;
    static const struct {
        struct mt_str bytes;
        bool cut;
    } rows[] = {
        {BYTES(""), false},
        {BYTES("\xff\xfeh\0"), false},
        {BYTES("\xff\xfeh\0i"), true},
        {BYTES("\xff\xfeh\0\x3d\xd8"), true},
        {BYTES("\xff\xfeh\0\x3d\xd8\xc5"), true},
        {BYTES("\xff\xfeh\0\x3d\xd8\xc5\xdc"), false},
        {BYTES("\xff\xfe\x3d\xd8h\0"), false},
        {BYTES("\xfe\xff\0"), true},
        {BYTES("caf\xc3"), false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        assert_int_equal(decoded(ctx, rows[i].bytes)->cut, rows[i].cut);
        mt_free(ctx);
    }
}

static void test_text_decode__encodings(void **state)
{
    static const struct {
        struct mt_str bytes;
        const char *text, *encoding;
        bool repaired;
    } rows[] = {
        {BYTES(""), "", "UTF-8", false},
        {BYTES("plain\n"), "plain\n", "UTF-8", false},
        {BYTES("caf\xc3\xa9"), "café", "UTF-8", false},
        {BYTES("\xef\xbb\xbftext"), "text", "UTF-8", false},
        {BYTES("\xef\xbb\xbf"), "", "UTF-8", false},
        {BYTES("\xff\xfe"), "", "UTF-16LE", false},
        {BYTES("\xff\xfeh\0i\0"), "hi", "UTF-16LE", false},
        {BYTES("\xfe\xff\0h\0i"), "hi", "UTF-16BE", false},
        {BYTES("h\0i\0\n\0"), "hi\n", "UTF-16LE", false},
        {BYTES("\0h\0i\0\n"), "hi\n", "UTF-16BE", false},
        {BYTES("\xff\xfe\x3d\xd8\xc5\xdc"), "📅", "UTF-16LE", false},
        {BYTES("\xff\xfe\x3d\xd8x\0"), "\xef\xbf\xbdx", "UTF-16LE", false},
        {BYTES("\xff\xfe\xc5\xdcx\0"), "\xef\xbf\xbdx", "UTF-16LE", false},
        {BYTES("\xff\xfeh\0i"), "h\xef\xbf\xbd", "UTF-16LE", false},
        {BYTES("\xff\xfeh\0\x3d\xd8\xc5"), "h\xef\xbf\xbd\xef\xbf\xbd", "UTF-16LE", false},
        {BYTES("\xff\xfe\r\0\n\0\0\0"), "\n ", "UTF-16LE", false},
        {BYTES("caf\xe9"), "café", "cp1252", false},
        {BYTES("\x93yes\x94 \x80"), "“yes” €", "cp1252", false},
        {BYTES("\xe9t\xc3\xa9"), "été", "cp1252", false},
        {BYTES("a\x81z"), "a z", "cp1252", false},
        {BYTES("\xc3"), "Ã", "cp1252", false},
        {BYTES("\xc0\x80"), "À€", "cp1252", false},
        {BYTES("\xed\xa0\x80"), "í\xc2\xa0€", "cp1252", false},
        {BYTES("\xf0\x9f\x92"), "ðŸ’", "cp1252", false},
        {BYTES("\xc3\xa2\xe2\x82\xac\xe2\x80\x9d"), "—", "UTF-8", true},
        {BYTES("\xc3\xaf\xc2\xbb\xc2\xbf---"), "---", "UTF-8", true},
        {BYTES("a\xc3\x82\xc2\x81z"), "a z", "UTF-8", true},
        {BYTES("a\r\nb\rc\nd"), "a\nb\nc\nd", "UTF-8", false},
        {BYTES("\r\r\n\n"), "\n\n\n", "UTF-8", false},
        {BYTES("\1\t\x7f\x1b[0m\xc2\x85\xc2\x81"), " \t  [0m… ", "UTF-8", true},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_text *text = decoded(ctx, rows[i].bytes);
        if (!mt_str_eq(text->str, mt_str(rows[i].text)) ||
            strcmp(text->encoding, rows[i].encoding) != 0 || text->repaired != rows[i].repaired)
            fail_msg("row %zu: expected [%s] in %s, was [%s] in %s%s", i, rows[i].text,
                     rows[i].encoding, text->str.ptr, text->encoding,
                     text->repaired ? ", repaired" : "");
        assert_int_equal(text->str.ptr[text->str.len], '\0');
        mt_free(ctx);
    }
}

static void test_text_decode__binary(void **state)
{
    static const struct mt_str rows[] = {
        BYTES("PNG\0\1\2"), BYTES("\0"),     BYTES("\xef\xbb\xbf\0"),
        BYTES("\0\0\0\0"),  BYTES("a\0\0b"),
    };
    struct mt_text *untouched = (struct mt_text *)&rows, *out = untouched;
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_error err = {0};
        assert_int_equal(mt_text_decode(NULL, rows[i], &out, &err), MT_ERR_FORMAT);
        assert_int_equal(err.status, MT_ERR_FORMAT);
        assert_ptr_equal(out, untouched);
        assert_int_equal(mt_text_decode(NULL, rows[i], &out, NULL), MT_ERR_FORMAT);
    }
}

/* A NUL that strayed into a text, even several, makes it no other kind of file. */
static void test_text_decode__stray_nuls(void **state)
{
    static const struct {
        struct mt_str bytes;
        const char *text;
    } rows[] = {
        {BYTES("The lan\0tern.\n"), "The lan tern.\n"},
        {BYTES("\0\0Zo\xc3\xab, away in \xe9t\xe9.\n"), "  Zoë, away in été.\n"},
        {BYTES("\xef\xbb\xbf# A lantern\n\0"), "# A lantern\n "},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        assert_string_equal(decoded(ctx, rows[i].bytes)->str.ptr, rows[i].text);
        mt_free(ctx);
    }
}

/* Data that begins like a text is one as far as anybody looks. */
static void test_text_decode__nuls_after_8000_bytes(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = {memset(mt_alloc(ctx, 16000), 'x', 16000), 16000};
    struct mt_text *text;
    (void)state;
    memset((char *)bytes.ptr + 6001, '\0', 9999);
    text = decoded(ctx, bytes);
    assert_int_equal(text->str.len, 16000);
    assert_int_equal(text->str.ptr[8000], ' ');
    ((char *)bytes.ptr)[6000] = '\0';
    assert_int_equal(mt_text_decode(ctx, bytes, &text, NULL), MT_ERR_FORMAT);
    mt_free(ctx);
}

static void test_text_decode__clean_text_has_one_mark(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text = decoded(ctx, mt_str("# Été\n\n- naïve — “quoted” 📅\n"));
    (void)state;
    assert_int_equal(text->n_map, 1);
    assert_int_equal(text->map[0].text, 0);
    assert_int_equal(text->map[0].file, 0);
    assert_int_equal(text->n_lines, 4);
    mt_free(ctx);
}

static void test_text_place(void **state)
{
    static const struct {
        struct mt_str bytes;
        const char *at; /* the text from the place on */
        struct mt_place place;
    } rows[] = {
        {BYTES("abc\ndef"), "def", {4, 2, 1}},
        {BYTES("abc\ndef"), "f", {6, 2, 3}},
        {BYTES("abc\ndef"), "", {7, 2, 4}},
        {BYTES("abc\n"), "", {4, 2, 1}},
        {BYTES(""), "", {0, 1, 1}},
        {BYTES("\xef\xbb\xbf"
               "ab"),
         "ab",
         {3, 1, 1}},
        {BYTES("\xef\xbb\xbf"
               "ab"),
         "b",
         {4, 1, 2}},
        {BYTES("a\r\nb\rc"), "\nb\nc", {1, 1, 2}},
        {BYTES("a\r\nb\rc"), "b\nc", {3, 2, 1}},
        {BYTES("a\r\nb\rc"), "c", {5, 3, 1}},
        {BYTES("caf\xe9 x\ny"), "é x\ny", {3, 1, 4}},
        {BYTES("caf\xe9 x\ny"), "\xa9 x\ny", {3, 1, 4}}, /* within a character */
        {BYTES("caf\xe9 x\ny"), " x\ny", {4, 1, 5}},
        {BYTES("caf\xe9 x\ny"), "y", {7, 2, 1}},
        {BYTES("a\xc3\xa2\xe2\x82\xac\xe2\x80\x9d"
               "b"),
         "—b",
         {1, 1, 2}},
        {BYTES("a\xc3\xa2\xe2\x82\xac\xe2\x80\x9d"
               "b"),
         "\x94"
         "b",
         {1, 1, 2}},
        {BYTES("a\xc3\xa2\xe2\x82\xac\xe2\x80\x9d"
               "b"),
         "b",
         {9, 1, 10}},
        {BYTES("\xff\xfe"
               "a\0\n\0b\0"),
         "b",
         {6, 2, 1}},
        {BYTES("\xff\xfe"
               "a\0\n\0b\0"),
         "",
         {8, 2, 3}},
        {BYTES("\xff\xfe\x3d\xd8\xc5\xdc"
               "b\0"),
         "b",
         {6, 1, 5}},
        {BYTES("\xc3\xaf\xc2\xbb\xc2\xbf"
               "a"),
         "a",
         {6, 1, 1}},
        {BYTES("\xc2\x81"
               "a"),
         "a",
         {2, 1, 3}},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_text *text = decoded(ctx, rows[i].bytes);
        assert_true(mt_str_ends(text->str, mt_str(rows[i].at)));
        size_t offset = text->str.len - strlen(rows[i].at);
        struct mt_place seen = mt_text_place(text, offset), place = rows[i].place;
        if (seen.byte != place.byte || seen.line != place.line || seen.column != place.column)
            fail_msg("row %zu: expected %u:%u:%u, was %u:%u:%u", i, place.byte, place.line,
                     place.column, seen.byte, seen.line, seen.column);
        assert_int_equal(mt_text_line(text, offset), place.line);
        mt_free(ctx);
    }
}

/* What stays as it is stands at its own bytes, whatever stands around it. */
static void test_text_place__every_word_at_its_bytes(void **state)
{
    static const char *const pieces[] = {
        "word",
        "\r\n",
        "\n",
        "\r",
        " ",
        "caf\xe9",
        "\xc3\xa9",
        "\xc3\x83\xc2\xa9",
        "\x93",
        "\xc3\xa2\xe2\x82\xac\xe2\x80\x9d",
        "\xf0\x9f\x93\x85",
        "\x01",
        "\xc2\x85",
        "\x81",
    };
    uint32_t random = 1;
    (void)state;
    for (int round = 0; round < 300; round++) {
        void *ctx = mt_context(NULL);
        struct mt_buf bytes;
        mt_buf_init(&bytes, ctx, 1 << 20);
        for (int k = 0; k < 60; k++) {
            random = random * 1664525 + 1013904223;
            mt_buf_add(&bytes, mt_str(pieces[(random >> 16) % MT_COUNT(pieces)]));
        }
        struct mt_text *text = decoded(ctx, mt_buf_str(&bytes));
        size_t file = 0, at = 0;
        while ((at = mt_str_find(text->str, mt_str("word"), at)) != MT_NPOS) {
            file = mt_str_find(mt_buf_str(&bytes), mt_str("word"), file);
            assert_int_equal(mt_text_place(text, at).byte, file);
            assert_int_equal(mt_text_place(text, at + 4).byte, file + 4);
            at++, file++;
        }
        mt_free(ctx);
    }
}

static void test_text_decode__limits(void **state)
{
    const size_t lines = ((size_t)1 << 25) + 1;
    void *ctx = mt_context(NULL);
    struct mt_text *text = NULL;
    struct mt_error err = {0};
    (void)state;
    struct mt_str newlines = {memset(mt_alloc(ctx, lines), '\n', lines), lines};
    assert_int_equal(mt_text_decode(ctx, newlines, &text, &err), MT_ERR_LIMIT);
    assert_null(text);
    memset((char *)newlines.ptr, 0xe9, lines);
    assert_int_equal(mt_text_decode(ctx, newlines, &text, &err), MT_ERR_LIMIT);
    assert_null(text);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_decode__cut),
        cmocka_unit_test(test_text_decode__encodings),
        cmocka_unit_test(test_text_decode__binary),
        cmocka_unit_test(test_text_decode__stray_nuls),
        cmocka_unit_test(test_text_decode__nuls_after_8000_bytes),
        cmocka_unit_test(test_text_decode__clean_text_has_one_mark),
        cmocka_unit_test(test_text_decode__limits),
        cmocka_unit_test(test_text_place),
        cmocka_unit_test(test_text_place__every_word_at_its_bytes),
    };
    return cmocka_run_group_tests_name("decode", tests, NULL, NULL);
}
