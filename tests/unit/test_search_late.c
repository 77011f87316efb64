/* test_search_late.c - A question whose time is over before it is answered
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The clock here goes on by a millisecond whenever it is looked at, so that each place at which a
 * search looks at it is one at which its time can be over.
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <time.h>
#include <cmocka.h>

#include "archive.h"

static long now_ms;

int clock_gettime(clockid_t clock, struct timespec *out)
{
    (void)clock;
    now_ms++;
    *out = (struct timespec){1700000000 + now_ms / 1000, now_ms % 1000 * 1000000};
    return 0;
}

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    for (size_t n = 0; n < 8; n++) {
        struct archive *a = *state;
        archive_put(a, mt_str_printf(a->ctx, "notes/n%zu.md", n).ptr,
                    n < 3 ? "# Quay\n\nThe group did discuss the lantern.\n"
                          : "# Quay\n\nWhat did the group discuss? About what is not known.\n");
    }
    archive_index(*state);
    return 0;
}

/* More time never finds less, whichever pass it is over in. */
static void test_search__time_is_over(void **state)
{
    static const char *const queries[] = {"lantern", "what did the group discuss about the lantern",
                                          "lantern OR quay"};
    for (size_t q = 0; q < MT_COUNT(queries); q++) {
        struct mt_results results =
            archive_ask_with(*state, queries[q], (struct mt_options){.limit = 100});
        size_t most = results.moments.len, before = 0;
        assert_true(most > 0);
        for (uint32_t ms = 1; before < most; ms++) {
            results = archive_ask_with(*state, queries[q],
                                       (struct mt_options){.limit = 100, .time_limit_ms = ms});
            if (results.moments.len < before)
                fail_msg("%s: %zu found in %u ms, %zu in %u ms", queries[q], before, ms - 1,
                         results.moments.len, ms);
            if (results.moments.len < most && results.notes.len == 0)
                fail_msg("%s: cut off without a word after %u ms", queries[q], ms);
            before = results.moments.len;
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_search__time_is_over),
    };
    return cmocka_run_group_tests(tests, make_index, archive_drop);
}
