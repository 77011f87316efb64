/* test_glob.c - Tests of base/glob.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/glob.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static void test_glob_match(void **state)
{
    static const struct {
        const char *pattern, *path;
        bool matches;
    } rows[] = {
        {"a.md", "a.md", true},
        {"a.md", "x/y/a.md", true},
        {"a.md", "a.mdx", false},
        {"A.md", "a.md", false},
        {"*.md", "x/a.md", true},
        {"*.md", "a.md.txt", false},
        {"?.md", "a.md", true},
        {"?.md", "ab.md", false},
        {"?.md", ".md", false},
        {"*", "x/y", true},
        {"[ab].md", "b.md", true},
        {"[ab].md", "c.md", false},
        {"[a-c]*", "x/beta", true},
        {"[!a-c]*", "beta", false},
        {"[^a-c]x", "dx", true},
        {"[]x]", "]", true},
        {"[]x]", "x", true},
        {"[a-]", "-", true},
        {"[a", "[a", true},
        {"[a", "a", false},
        {"[", "[", true},
        {"\\*", "*", true},
        {"\\*", "a", false},
        {"a\\", "a\\", true},
        {"2025", "2025/10/a.md", true},
        {"2025/", "2025/10/a.md", true},
        {"10", "2025/10/a.md", true},
        {"2025/10", "2025/10/a.md", true},
        {"2025/10", "2025/101/a.md", false},
        {"2025/10", "x/2025/10", false},
        {"/10", "2025/10", false},
        {"/2025", "2025/10/a.md", true},
        {"/a.md", "a.md", true},
        {"/a.md", "x/a.md", false},
        {"2025/*.md", "2025/a.md", true},
        {"2025/*.md", "2025/10/a.md", false},
        {"*/a.md", "x/a.md", true},
        {"*/a.md", "x/y/a.md", false},
        {"**/a.md", "a.md", true},
        {"**/a.md", "x/y/a.md", true},
        {"2025/**", "2025/10/a.md", true},
        {"2025/**/a.md", "2025/a.md", true},
        {"2025/**/a.md", "2025/10/11/a.md", true},
        {"2025/**/a.md", "2025/ba.md", false},
        {"2025/**/a.md", "2026/a.md", false},
        {"x/[!a]/y", "x/b/y", true},
        {"x[!a]y/*", "x/y/z", false},
        {"x?y/*", "x/y/z", false},
        {"", "a", false},
        {"/", "a", false},
        {"a", "", false},
        {"\xc3\xa9t\xc3\xa9", "x/\xc3\xa9t\xc3\xa9", true},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_glob_match(mt_str(rows[i].pattern), mt_str(rows[i].path)) != rows[i].matches)
            fail_msg("%s, %s: not %s", rows[i].pattern, rows[i].path,
                     rows[i].matches ? "matched" : "refused");
}

/* Patterns that take a backtracking matcher for ever. */
static void test_glob_match__hostile(void **state)
{
    static const struct {
        const char *unit;
        int times;
    } rows[] = {{"*a", 200},    {"**", 200}, {"**/", 200},  {"?*", 200},
                {"[!b]*", 200}, {"[", 200},  {"[", 1000000}};
    void *ctx = mt_context(NULL);
    struct mt_buf path;
    (void)state;
    mt_buf_init(&path, ctx, 1 << 20);
    for (int i = 0; i < 500; i++)
        mt_buf_add(&path, mt_str("a"));
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_buf pattern;
        mt_buf_init(&pattern, ctx, 1 << 20);
        for (int k = 0; k < rows[i].times; k++)
            mt_buf_add(&pattern, mt_str(rows[i].unit));
        mt_buf_add(&pattern, mt_str("b"));
        assert_false(mt_glob_match(mt_buf_str(&pattern), mt_buf_str(&path)));
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_glob_match),
        cmocka_unit_test(test_glob_match__hostile),
    };
    return cmocka_run_group_tests_name("glob", tests, NULL, NULL);
}
