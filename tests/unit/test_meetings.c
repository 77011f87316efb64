/* test_meetings.c - Which moments of an answer are of one meeting
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/meetings.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/memory.h"

static void test_meetings_of__chains_in_order(void **state)
{
    static const struct {
        const char *meetings; /* one digit a moment */
        const char *seen;     /* the place of the next one, "." after the last; `!` if first */
    } rows[] = {
        {"", ""},
        {"7", "!. "},
        {"777", "!1 2 . "},
        {"79787", "!2 !. 4 !. . "},
        {"9191", "!2 !3 . . "},
    };
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_moments moments = {0};
        struct mt_buf seen;
        for (const char *c = rows[i].meetings; *c; c++)
            mt_push(ctx, &moments)->meeting = (uint32_t)*c;
        struct mt_in_meeting *meetings = mt_meetings_of(ctx, &moments);
        mt_buf_init(&seen, ctx, 100);
        for (size_t m = 0; m < moments.len; m++) {
            mt_buf_printf(&seen, "%s", meetings[m].first ? "!" : "");
            if (meetings[m].next == MT_NPOS)
                mt_buf_printf(&seen, ". ");
            else
                mt_buf_printf(&seen, "%zu ", meetings[m].next);
        }
        if (!mt_str_eq(mt_buf_str(&seen), mt_str(rows[i].seen)))
            fail_msg("%s: %.*s", rows[i].meetings, MT_ARG(mt_buf_str(&seen)));
        mt_free(ctx);
    }
}

/* Compared with each other, so many would take minutes. */
static void test_meetings_of__many(void **state)
{
    enum { MANY = 200000 };
    void *ctx = mt_context(NULL);
    struct mt_moments moments = {mt_array(ctx, struct mt_moment, MANY), MANY, MANY};
    (void)state;
    for (uint32_t i = 0; i < MANY; i++)
        moments.ptr[i].meeting = i % (MANY / 2);
    struct mt_in_meeting *meetings = mt_meetings_of(ctx, &moments);
    for (size_t i = 0; i < MANY; i++) {
        assert_int_equal(meetings[i].first, i < MANY / 2);
        assert_int_equal(meetings[i].next, i < MANY / 2 ? i + MANY / 2 : MT_NPOS);
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_meetings_of__chains_in_order),
        cmocka_unit_test(test_meetings_of__many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
