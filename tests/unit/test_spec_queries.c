/* test_spec_queries.c - Runs the questions of tests/spec/queries
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A case is a group of lines that ends at an empty one: the question, its tree, and the notes it
 * must give, each after "note: ". A line that begins with ";;" is a comment. Today is 2025-11-05.
 */
#include "base/base.h"
#include "query/parse.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "base/file.h"

#define FOLDER MT_SPEC_DIR "/queries"
#define TODAY 20251105
#define CASES_MIN 80

/* The answer to a question, written as a case is. */
static struct mt_str answer(void *ctx, struct mt_str question)
{
    struct mt_parsed parsed = mt_query_parse(ctx, question, TODAY);
    struct mt_buf out;
    mt_buf_init(&out, ctx, (size_t)1 << 20);
    mt_buf_add(&out, mt_query_print(ctx, parsed.tree));
    mt_buf_add_char(&out, '\n');
    for (size_t i = 0; i < parsed.notes.len; i++)
        mt_buf_printf(&out, "note: %.*s\n", MT_ARG(parsed.notes.ptr[i]));
    return mt_buf_str(&out);
}

/* Cuts the lines up to the next empty one off `rest`, each with its line end. */
static struct mt_str next_lines(struct mt_str *rest)
{
    size_t end = 0;
    while (end < rest->len && rest->ptr[end] != '\n') {
        size_t eol = mt_str_find_char(*rest, '\n', end);
        end = eol == MT_NPOS ? rest->len : eol + 1;
    }
    struct mt_str lines = mt_str_slice(*rest, 0, end);
    *rest = mt_str_slice(*rest, end + 1, rest->len);
    return lines;
}

/* Runs the cases of a file; returns how many differ and adds to `count`. */
static size_t run_file(const char *name, size_t *count)
{
    void *ctx = mt_context(NULL);
    struct mt_error err = {0};
    struct mt_str rest;
    size_t n_bad = 0;
    const char *path = mt_str_printf(ctx, "%s/%s", FOLDER, name).ptr;
    assert_int_equal(mt_file_read(ctx, path, MT_FILE_MAX, &rest, &err), MT_OK);
    while (rest.len) {
        struct mt_str expected = next_lines(&rest), question;
        if (expected.len == 0 || mt_str_starts(expected, mt_str(";;")))
            continue;
        mt_str_next(&expected, '\n', &question);
        struct mt_str seen = answer(ctx, question);
        (*count)++;
        if (!mt_str_eq(seen, expected)) {
            n_bad++;
            print_error("%s: %.*s\nexpected\n%.*sbut was\n%.*s\n", name, MT_ARG(question),
                        MT_ARG(expected), MT_ARG(seen));
        }
    }
    mt_free(ctx);
    return n_bad;
}

static void test_spec_queries(void **state)
{
    (void)state;
    size_t n_bad = 0, count = 0;
    DIR *folder = opendir(FOLDER);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder))
        if (mt_str_ends(mt_str(entry->d_name), mt_str(".txt")))
            n_bad += run_file(entry->d_name, &count);
    closedir(folder);
    assert_int_equal(n_bad, 0);
    assert_true(count >= CASES_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_spec_queries)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
