/* test_ignore.c - The rules of .gitignore
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive/ignore.h"

static void test_ignore_matches__cases(void **state)
{
    (void)state;
    static const struct {
        const char *rules, *path;
        bool is_folder, expected;
    } rows[] = {
        {"draft.md", "draft.md", false, true},
        {"draft.md", "a/b/draft.md", false, true},
        {"draft.md", "draft.mdx", false, false},
        {"/draft.md", "draft.md", false, true},
        {"/draft.md", "a/draft.md", false, false},
        {"a/*.md", "a/x.md", false, true},
        {"a/*.md", "b/a/x.md", false, false},
        {"a/*.md", "a/b/x.md", false, false},
        {"**/x.md", "a/b/x.md", false, true},
        {"private/", "private", true, true},
        {"private/", "private", false, false},
        {"private/", "a/private", true, true},
        {"# draft.md", "draft.md", false, false},
        {"\n\n", "draft.md", false, false},
        {"*.md\n!keep.md", "keep.md", false, false},
        {"*.md\n!keep.md", "drop.md", false, true},
        {"!keep.md\n*.md", "keep.md", false, true},
        {"\\!odd.md", "!odd.md", false, true},
        {"\\#odd.md", "#odd.md", false, true},
        {"draft.md   \r", "draft.md", false, true},
        {"sp\\ ", "sp ", false, true},
        {"[a-c].md", "b.md", false, true},
        {"[!a-c].md", "b.md", false, false},
        {"\xef\xbb\xbf"
         "draft.md\nb.md",
         "draft.md", false, true},
        {"/", "a", true, false},
        {"!", "a", true, false},
    };
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_ignore_rules rules = {0};
        mt_ignore_parse(ctx, mt_str(rows[i].rules), mt_str(""), &rules);
        if (mt_ignore_matches(&rules, mt_str(rows[i].path), rows[i].is_folder) != rows[i].expected)
            fail_msg("row %zu: \"%s\" on %s", i, rows[i].rules, rows[i].path);
    }
    mt_free(ctx);
}

static void test_ignore_matches__deeper_files_come_later(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_ignore_rules rules = {0};
    mt_ignore_parse(ctx, mt_str("*.txt"), mt_str(""), &rules);
    mt_ignore_parse(ctx, mt_str("!*.txt\n/top.txt"), mt_str("kept"), &rules);
    assert_true(mt_ignore_matches(&rules, mt_str("a.txt"), false));
    assert_false(mt_ignore_matches(&rules, mt_str("kept/a.txt"), false));
    assert_true(mt_ignore_matches(&rules, mt_str("kept/top.txt"), false));
    assert_false(mt_ignore_matches(&rules, mt_str("kept/sub/top.txt"), false));
    assert_true(mt_ignore_matches(&rules, mt_str("kepta/a.txt"), false));
    mt_free(ctx);
}

static void test_ignore_parse__limit(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_ignore_rules rules = {0};
    struct mt_buf many;
    mt_buf_init(&many, ctx, MT_IGNORE_BYTES_MAX);
    for (size_t i = 0; i < MT_IGNORE_RULES_MAX + 10; i++)
        mt_buf_add(&many, mt_str("a\n"));
    mt_ignore_parse(ctx, mt_buf_str(&many), mt_str(""), &rules);
    assert_int_equal(rules.len, MT_IGNORE_RULES_MAX);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ignore_matches__cases),
        cmocka_unit_test(test_ignore_matches__deeper_files_come_later),
        cmocka_unit_test(test_ignore_parse__limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
