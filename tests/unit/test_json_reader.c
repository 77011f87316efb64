/* test_json_reader.c - Tests of note/json.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/json.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "text/decode.h"

static void show(struct mt_buf *out, const struct mt_json *json, uint32_t value)
{
    struct mt_str raw = mt_json_raw(json, value), key = mt_json_key(json, value);
    bool object = mt_json_is(json, value, MT_JSON_OBJECT);
    if (key.len)
        mt_buf_printf(out, "%.*s=", MT_ARG(key));
    if (mt_json_is(json, value, MT_JSON_STRING))
        mt_buf_printf(out, "'%.*s'", MT_ARG(raw));
    else if (!object && !mt_json_is(json, value, MT_JSON_ARRAY))
        mt_buf_printf(out, "%.*s", MT_ARG(raw));
    else {
        mt_buf_printf(out, object ? "{" : "[");
        MT_JSON_EACH(json, value, child)
        {
            show(out, json, child);
            mt_buf_printf(out, ";");
        }
        mt_buf_printf(out, object ? "}" : "]");
    }
}

static void test_json_read__structure(void **state)
{
    static const struct {
        const char *text, *shown, *fault;
    } rows[] = {
        {"", "[]", NULL},
        {" \n", "[]", NULL},
        {"null", "[null;]", NULL},
        {"{\"a\":1,\"b\":[true,false,null,-1.5e3],\"c\":{}}",
         "[{a=1;b=[true;false;null;-1.5e3;];c={};};]", NULL},
        {" { \"a\" : \"x\" , \"b\" : [ ] } ", "[{a='x';b=[];};]", NULL},
        {"\"a\\\"b\\\\\"", "['a\\\"b\\\\';]", NULL},
        /* tolerated without a word */
        {"[1,2,]", "[[1;2;];]", NULL},
        {"{\"a\":1,}", "[{a=1;};]", NULL},
        {"[NaN,-Infinity,Infinity,nan]", "[[NaN;-Infinity;Infinity;nan;];]", NULL},
        {"{\"a\":1}\n{\"b\":2}\n", "[{a=1;};{b=2;};]", NULL},
        {"{\"a\" 1}", "[{'a';1;};]", NULL},
        {"[1 2]", "[[1;2;];]", NULL},
        {"{\"a\":}", "[{a=;};]", NULL},
        {"{\"a\":,\"b\":1}", "[{a=;b=1;};]", NULL},
        {"{\"a\":\"b\":1}", "[{a=;b=1;};]", NULL},
        {"\"a\nb\"", "['a\nb';]", NULL},
        {"[\"a\":1]", "[[a=1;];]", NULL},
        /* wrong, but nothing is lost */
        {"{a:1,_b:2}", "[{a=1;_b=2;};]", "a word outside of quotes"},
        {"[a:1]", "[[a;1;];]", "a word outside of quotes"},
        {"{\"a\":12:30}", "[{a=12;30;};]", NULL},
        {"{\"a\":[1,2", "[{a=[1;2;];};]", "the end is missing"},
        {"{\"a\":", "[{a=;};]", "the end is missing"},
        {"{\"a", "[{'a';};]", "a string without end"},
        {"\"a\\", "['a\\';]", "a string without end"},
        {"[1}", "[[1;];]", "a bracket that was not open"},
        {"{\"a\":[1,2},3", "[{a=[1;2;];};3;]", "a bracket is missing"},
        {"]}x", "[x;]", "a bracket that was not open"},
        {"[1] and words", "[[1;];and;words;]", "a word outside of quotes"},
        {"{'a':'b c'}", "[{'a';'b;c';};]", "a word outside of quotes"},
        {"// note\n{}", "[//;note;{};]", "a word outside of quotes"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        const struct mt_json *json = mt_json_read(ctx, mt_str(rows[i].text));
        struct mt_buf out;
        mt_buf_init(&out, ctx, 10000);
        show(&out, json, MT_JSON_ROOT);
        const char *fault = json->fault ? json->fault : "none";
        if (strcmp(out.ptr, rows[i].shown) != 0 ||
            strcmp(fault, rows[i].fault ? rows[i].fault : "none") != 0)
            fail_msg("%s\n  expected %s (%s)\n  but was  %s (%s)", rows[i].text, rows[i].shown,
                     rows[i].fault, out.ptr, fault);
        mt_free(ctx);
    }
    (void)state;
}

static void test_json_get__paths(void **state)
{
    static const char *const text =
        "{\"a\":{\"b\":[10,[20,21],\"x\"],\"\":5,\"a\":1,\"a\":2},\"ab\":7,c:8}";
    static const struct {
        const char *path, *raw;
    } rows[] = {
        {"ab", "7"},    {"c", "8"},        {"a.b.0", "10"}, {"a.b.1.1", "21"},
        {"a.b.2", "x"}, {"a.a", "1"},      {"a.b.3", NULL}, {"a.b.x", NULL},
        {"b", NULL},    {"a.b.2.0", NULL}, {"ab.c", NULL},  {"a.b.10", NULL},
    };
    void *ctx = mt_context(NULL);
    const struct mt_json *json = mt_json_read(ctx, mt_str(text));
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        uint32_t value = mt_json_get(json, mt_json_first(json, MT_JSON_ROOT), rows[i].path);
        bool right = rows[i].raw ? mt_str_eq(mt_json_raw(json, value), mt_str(rows[i].raw))
                                 : value == MT_JSON_NONE;
        if (!right)
            fail_msg("%s: %.*s", rows[i].path, MT_ARG(mt_json_raw(json, value)));
    }
    assert_int_equal(mt_json_get(json, MT_JSON_NONE, "a"), MT_JSON_NONE);
    mt_free(ctx);
    (void)state;
}

static void test_json_number__forms(void **state)
{
    static const struct {
        const char *text;
        double number; /* -999: none */
    } rows[] = {
        {"0", 0},         {"-0", 0},
        {"12", 12},       {"-12.5", -12.5},
        {"1.5e3", 1500},  {"15E-1", 1.5},
        {"2e+2", 200},    {"\"5.79\"", 5.79},
        {"\" 7 \"", 7},   {"1761652800000", 1761652800000.0},
        {"0.1", .1},      {"1e999", -999},
        {"1e", -999},     {"-", -999},
        {".5", -999},     {"5.", 5},
        {"NaN", -999},    {"Infinity", -999},
        {"null", -999},   {"\"\"", -999},
        {"\"5s\"", -999}, {"1,5", 1},
        {"[1]", -999},    {"123456789012345678901234567890", 123456789012345678901234567890.0},
        {"1e-300", 0},    {"0x10", -999},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        const struct mt_json *json = mt_json_read(ctx, mt_str(rows[i].text));
        double number = -999, wanted = rows[i].number;
        mt_json_number(json, mt_json_first(json, MT_JSON_ROOT), &number);
        double off = number > wanted ? number - wanted : wanted - number;
        if (off > (wanted > 0 ? wanted : -wanted) * 1e-12 + 1e-299)
            fail_msg("%s: %g", rows[i].text, number);
        mt_free(ctx);
    }
    (void)state;
}

/* What a string says, and "at=source," of each run. */
static void test_json_add__escapes(void **state)
{
    static const struct {
        const char *text, *shown, *runs;
    } rows[] = {
        {"\"plain\"", "plain", "0=1,"},
        {"\"a\\nb\"", "a\nb", "0=1,1=2,2=4,"},
        {"\"a\\\"b\"", "a\"b", "0=1,1=3,"},
        {"\"\\\\\\/\"", "\\/", "0=2,1=4,"},
        {"\"a\\tb\\u0041\"", "a\tbA", "0=1,1=2,2=4,3=5,"},
        {"\"\\u00e9t\\u00E9\"", "\xc3\xa9t\xc3\xa9", "0=1,2=7,3=8,"},
        {"\"\\u2014\"", "\xe2\x80\x94", "0=1,"},
        {"\"\\ud83d\\ude00!\"", "\xf0\x9f\x98\x80!", "0=1,4=13,"},
        /* half pairs, control characters, what is no escape */
        {"\"\\ud83d!\"", "\xef\xbf\xbd!", "0=1,3=7,"},
        {"\"\\ude00\\ud83d\"", "\xef\xbf\xbd\xef\xbf\xbd", "0=1,3=7,"},
        {"\"\\ud83d\\u0041\"",
         "\xef\xbf\xbd"
         "A",
         "0=1,3=7,"},
        {"\"a\\u0000b\\u0007c\\u0085d\\fe\"", "a b c d e",
         "0=1,1=2,2=8,3=9,4=15,5=16,6=22,7=23,8=25,"},
        {"\"a\\qb\\u12g4\\\"", "a\\qb\\u12g4\"", "0=1,1=2,4=5,10=12,"},
        {"\"a\\", "a\\", "0=1,1=2,"},
        {"word\\n", "word\\n", "0=0,"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_text *text;
        assert_int_equal(mt_text_decode(ctx, mt_str(rows[i].text), &text, NULL), MT_OK);
        struct mt_note *note = mt_note_new(ctx, text, mt_str("a"));
        const struct mt_json *json = mt_json_read(ctx, text->str);
        uint32_t value = mt_json_first(json, MT_JSON_ROOT);
        struct mt_prose_maker maker;
        struct mt_buf runs;
        mt_buf_init(&runs, ctx, 1000);
        mt_prose_begin(&maker, note);
        mt_json_add(&maker, json, value);
        struct mt_prose prose = mt_prose_end(&maker);
        for (size_t k = 0; k < prose.n_runs; k++)
            mt_buf_printf(&runs, "%u=%u,", prose.runs[k].at, prose.runs[k].source);
        if (!mt_str_eq(prose.text, mt_str(rows[i].shown)) || strcmp(runs.ptr, rows[i].runs) != 0)
            fail_msg("%s: %.*s %s", rows[i].text, MT_ARG(prose.text), runs.ptr);
        if (mt_json_is(json, value, MT_JSON_STRING))
            assert_true(mt_str_eq(mt_json_text(ctx, json, value), mt_str(rows[i].shown)));
        mt_free(ctx);
    }
    (void)state;
}

/* JSON in a string in a string. */
static void test_json_read_inner__twice(void **state)
{
    void *ctx = mt_context(NULL);
    const char *bytes = "{\"o\":\"{\\\"i\\\":\\\"[\\\\\\\"deep\\\\\\\"]\\\"}\"}";
    const struct mt_json *json = mt_json_read(ctx, mt_str(bytes));
    json = mt_json_read_inner(ctx, json, mt_json_get(json, 1, "o"));
    json = mt_json_read_inner(ctx, json, mt_json_get(json, 1, "i"));
    uint32_t deep = mt_json_get(json, 1, "0");
    assert_true(mt_str_eq(mt_json_text(ctx, json, deep), mt_str("deep")));
    struct mt_text *text;
    assert_int_equal(mt_text_decode(ctx, mt_str(bytes), &text, NULL), MT_OK);
    struct mt_prose_maker maker;
    mt_prose_begin(&maker, mt_note_new(ctx, text, mt_str("a")));
    mt_json_add(&maker, json, deep);
    struct mt_prose prose = mt_prose_end(&maker);
    assert_int_equal(prose.n_runs, 1);
    assert_int_equal(prose.runs[0].source, strstr(bytes, "deep") - bytes);
    mt_free(ctx);
    (void)state;
}

/* n times a text, between a beginning and an end. */
static const struct mt_json *read_many(void *ctx, const char *begin, const char *text, size_t n,
                                       const char *end)
{
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, (size_t)64 << 20);
    mt_buf_add(&buf, mt_str(begin));
    for (size_t i = 0; i < n; i++)
        mt_buf_add(&buf, mt_str(text));
    mt_buf_add(&buf, mt_str(end));
    return mt_json_read(ctx, mt_buf_str(&buf));
}

static size_t depth_of(const struct mt_json *json)
{
    size_t depth = 0;
    for (uint32_t value = MT_JSON_ROOT; value != MT_JSON_NONE; value = mt_json_first(json, value))
        depth++;
    return depth;
}

static void test_json_read__hostile(void **state)
{
    void *ctx = mt_context(NULL);
    const struct mt_json *json = read_many(ctx, "", "[", 1000000, "\"x\"");
    assert_string_equal(json->fault, "nested too deep");
    assert_int_equal(depth_of(json), MT_JSON_DEPTH_MAX + 2);
    json = read_many(ctx, "", "{\"a\":", 1000000, "");
    assert_int_equal(depth_of(json), MT_JSON_DEPTH_MAX + 2);
    json = read_many(ctx, "", "[", MT_JSON_DEPTH_MAX, "1");
    assert_string_equal(json->fault, "the end is missing");
    json = read_many(ctx, "", "]", 1000000, "");
    assert_int_equal(json->tokens.len, 1);
    json = read_many(ctx, "", "[}", 1000000, "");
    assert_non_null(json->fault);
    json = read_many(ctx, "\"", "0123456789", 2000000, "\"");
    assert_int_equal(mt_json_raw(json, 1).len, 20000000);
    json = read_many(ctx, "\"", "\\\"", 1000000, "\"");
    json = mt_json_read_inner(ctx, json, 1);
    assert_int_equal(json->n_runs, 1000000);
    json = read_many(ctx, "", "\"a\"          ", 1000000, ":");
    assert_int_equal(json->tokens.len, 1000002);
    mt_free(ctx);
    (void)state;
}

/* What is beyond the limit of tokens is kept in one piece. */
static void test_json_read__too_many_values(void **state)
{
    void *ctx = mt_context(NULL);
    const struct mt_json *json = read_many(ctx, "[", "0,", MT_JSON_TOKENS_MAX, "\"the end\"]");
    uint32_t last = (uint32_t)json->tokens.len - 1;
    assert_string_equal(json->fault, "too many values");
    assert_true(mt_json_is(json, last, MT_JSON_REST));
    assert_true(mt_str_ends(mt_json_raw(json, last), mt_str("\"the end\"]")));
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_read__structure),
        cmocka_unit_test(test_json_get__paths),
        cmocka_unit_test(test_json_number__forms),
        cmocka_unit_test(test_json_add__escapes),
        cmocka_unit_test(test_json_read_inner__twice),
        cmocka_unit_test(test_json_read__hostile),
        cmocka_unit_test(test_json_read__too_many_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
