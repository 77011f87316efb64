/* test_runs.c - Tests of rank/runs.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/runs.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

/* A question of words a to d, each with an idf of 1, 2, 3 and 4: pairs as "ab1" (b stands one word
 * on), the note as a text in which other letters are other words. */
static struct mt_str runs_of(void *ctx, const char *pairs, const char *note)
{
    struct mt_family *families = mt_array(ctx, struct mt_family, 4);
    size_t content[4];
    struct mt_occurrences words[4] = {0};
    struct mt_pair asked[8];
    struct mt_plan plan = {.content = content, .pairs = asked};
    struct mt_runs runs = {0};
    struct mt_buf shown;
    for (size_t i = 0; i < 4; i++) {
        families[i].idf = (double)(i + 1);
        if (strchr(pairs, 'a' + (int)i))
            content[plan.n_content++] = i;
    }
    plan.families.ptr = families;
    for (const char *p = pairs; *p; p += 3)
        asked[plan.n_pairs++] =
            (struct mt_pair){(size_t)(p[0] - 'a'), (size_t)(p[1] - 'a'), (uint32_t)(p[2] - '0')};
    for (uint32_t at = 0; note[at]; at++)
        if (note[at] >= 'a' && note[at] <= 'd')
            *mt_push(ctx, &words[note[at] - 'a']) = (struct mt_occurrence){.position = at};
    mt_runs_find(ctx, &plan, words, &runs);
    mt_buf_init(&shown, ctx, 1000);
    for (size_t i = 0; i < runs.len; i++) {
        assert_true(runs.ptr[i].worth <= mt_runs_most(&plan));
        mt_buf_printf(&shown, "%s%u:%.2f", i ? " " : "", runs.ptr[i].position, runs.ptr[i].worth);
    }
    return mt_buf_str(&shown);
}

static void test_runs_find(void **state)
{
    (void)state;
    static const struct {
        const char *pairs, *note, *runs;
    } rows[] = {
        {"ab1", "xaby", "1:3.00"},
        {"ab1", "xaxb", ""},
        {"ab2", "xaxb", "1:3.00"},
        {"ab1", "ba", ""},
        {"", "ab", ""},
        {"ab1bc1", "abc", "0:6.00"},
        {"ab1bc2", "xabxc", "1:6.00"},
        {"ab1bc1", "ab xbc", "0:0.38 4:2.89"}, /* 3 (3/6)³, 5 (5/6)³ */
        {"ab1bc1cd1", "abcd", "0:10.00"},
        {"ab1ba1", "aba", "0:3.00"},         /* a word twice is worth no more than all */
        {"ab1cd1", "abcd", "0:0.08 2:2.40"}, /* something stood between b and c */
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_str runs = runs_of(ctx, rows[i].pairs, rows[i].note);
        if (!mt_str_eq(runs, mt_str(rows[i].runs)))
            fail_msg("%s in %s: %.*s", rows[i].pairs, rows[i].note, MT_ARG(runs));
        mt_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_runs_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
