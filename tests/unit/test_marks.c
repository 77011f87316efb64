/* test_marks.c - Which words of a moment light up
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/marks.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    struct archive *a = *state;
    struct mt_buf text;
    mt_buf_init(&text, a->ctx, 10000);
    mt_buf_add(&text, mt_str("# Notes\n\n"
                             "- The Café was dark.\n"
                             "- We dive; she dives.\n"
                             "- A rope, a rope lamp, a lamp and a Rope.\n"
                             "- An e-mail, no mail.\n"
                             "- Saws, then a saw.\n"
                             "- Ada's idea\n"
                             "- "));
    for (int i = 0; i < 30; i++)
        mt_buf_printf(&text, "%s ", i == 29 ? "alpha" : "word");
    mt_buf_add(&text, mt_str("beta after that, and so on, and so on, to the end.\n\n"
                             "[00:00:01.00] Dana Reyes : It ends with gamma\n\n"
                             "[00:00:02.00] Sam Okoro : delta, he began.\n"));
    archive_put(a, "notes/a.md", text.ptr);
    archive_index(a);
    return 0;
}

static const char *lit_up(const struct archive *a, const char *query)
{
    struct mt_results results = archive_ask(a, query);
    struct mt_buf out;
    size_t at = 0;
    if (results.moments.len == 0)
        return "";
    const struct mt_moment *moment = &results.moments.ptr[0];
    mt_buf_init(&out, a->ctx, 10000);
    for (size_t i = 0; i < moment->highlights.len; i++) {
        struct mt_highlight mark = moment->highlights.ptr[i];
        mt_buf_add(&out, mt_str_slice(moment->snippet, at, mark.begin));
        mt_buf_printf(&out, "[%.*s]", MT_ARG(mt_str_slice(moment->snippet, mark.begin, mark.end)));
        at = mark.end;
    }
    mt_buf_add(&out, mt_str_slice(moment->snippet, at, moment->snippet.len));
    return out.ptr;
}

static void test_marks_find__cases(void **state)
{
    static const struct archive_row rows[] = {
        {"cafe", "The [Café] was dark."},
        {"CAFÉ", "The [Café] was dark."},
        {"diving", "We [dive]; she [dives]."},
        {"=dives", "We dive; she [dives]."},
        {"div*", "We [dive]; she [dives]."},
        {"rope lamp", "A [rope], a [rope] [lamp], a [lamp] and a [Rope]."},
        {"\"rope lamp\"", "A rope, a [rope] [lamp], a lamp and a Rope."},
        {"=Rope", "A rope, a rope lamp, a lamp and a [Rope]."},
        {"=Rope lamp", "A rope, a rope [lamp], a [lamp] and a [Rope]."},
        {"rope -saw", "A [rope], a [rope] lamp, a lamp and a [Rope]."},
        {"rope in:other", "A [rope], a [rope] lamp, a lamp and a [Rope]."},
        {"e-mail", "An [e]-[mail], no mail."},
        {"saw NEAR saws", "[Saws], then a [saw]."},
        {"ada", "[Ada]'s idea"},
        {"gamma", "It ends with [gamma]"},
        {"\"with gamma delta he\"", "It ends [with] [gamma] [Sam Okoro] [delta], [he]…"},
        {"speaker:sam \"with gamma delta\"",
         "[Dana Reyes] …[with] [gamma] [Sam Okoro] [delta], he began."},
        {"speaker:sam gamma delta", "[delta], he began."},
        {"in:transcript", "It ends with gamma"},
    };
    archive_check(*state, rows, MT_COUNT(rows), lit_up);
}

/* A phrase that goes on in the next unit of its item is shown whole. */
static void test_marks_find__phrase_over_two_units(void **state)
{
    struct archive *a = *state;
    struct mt_str found = mt_str(lit_up(a, "\"alpha beta\""));
    assert_true(mt_str_ends(found, mt_str("word [alpha] [beta]…")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks_find__cases),
        cmocka_unit_test(test_marks_find__phrase_over_two_units),
    };
    return cmocka_run_group_tests(tests, make_index, archive_drop);
}
