/* test_json_plain.c - Tests of note/json_plain.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "json_notes.h"

static void test_json_plain__recognises(void **state)
{
    static const struct {
        const char *text, *path;
        bool is;
    } rows[] = {
        {"{\"a\":1}", "a", true},
        {"\n [ { \"a\" : 1 } ]", "a.txt", true},
        {"{\"a\":1}\n{\"a\":2}\n", "a.log", true},
        {"[\"a\"]", "x/a.json", true},
        {"{}", "A.JSON", true},
        {"{a:1}", "a.jsonl", true},
        {"[1]", ".json", false},
        {"[\"a\"]", "a.txt", false},
        {"{}", "a.md", false},
        {"{a:1}", "a.md", false},
        {"{\"a\"}", "a.md", false},
        {"{a}, \"b\": x", "a.md", false},
        {"[link](https://example.org)", "a.md", false},
        {"[[Dana Reyes]]", "a.md", false},
        {"[00:00:01.00] Dana Reyes : x", "a.md", false},
        {"# json", "a.json", false},
        {"", "a.json", false},
        {"  ", "a.json", false},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (json_recognised(&mt_format_json, rows[i].text, rows[i].path) != rows[i].is)
            fail_msg("%s in %s", rows[i].text, rows[i].path);
    (void)state;
}

static void test_json_plain__items(void **state)
{
    static const struct {
        const char *text, *shown;
    } rows[] = {
        {"{}", ""},
        {"{\"key\":\"value\",\"n\":12.5,\"t\":true,\"z\":null,\"x\":NaN,\"e\":\" \"}",
         "[other]\nvalue\n"},
        {"{\"title\":\"T\",\"more\":{\"title\":\"no title\"},\"a\":[\"x\",[\"y\"]]}",
         "title: T\n[title]\n# T\n[other]\nno title\nx\ny\n"},
        {"{\"a\":\"one\"}\n{\"a\":\"two\"}\n", "[other]\none\ntwo\n"},
        {"{\"a\":\"one\\ntwo\",\"id\":\"3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5b\"}",
         "[other]\none\ntwo\n3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5b\n"},
        {"{\"a\":\"one\"\n\"b\":two words]", "problem: 2 JSON: a word outside of quotes\n"
                                             "[other]\none\ntwo\nwords\n"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        json_assert_notes(&mt_format_json, rows[i].text, rows[i].shown);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_plain__recognises),
        cmocka_unit_test(test_json_plain__items),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
