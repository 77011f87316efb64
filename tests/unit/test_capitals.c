/* test_capitals.c - Capitalised runs of prose and their cues
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "entity/capitals.h"

/* The runs as "text p5 o10 's strong joined", with a semicolon between two. */
static struct mt_str shown(void *ctx, const char *text)
{
    struct mt_capital_runs runs = {0};
    struct mt_buf out;
    mt_buf_init(&out, ctx, 10000);
    mt_capitals_find(ctx, mt_str(text), &runs);
    for (size_t i = 0; i < runs.len; i++) {
        const struct mt_capital_run *run = &runs.ptr[i];
        mt_buf_printf(&out, "%s%.*s", i ? "; " : "", MT_ARG(run->text));
        if (run->person)
            mt_buf_printf(&out, " p%u", run->person);
        if (run->organization)
            mt_buf_printf(&out, " o%u", run->organization);
        mt_buf_add(&out, mt_str(run->possessive ? " 's" : ""));
        mt_buf_add(&out, mt_str(run->strong ? " strong" : ""));
        mt_buf_add(&out, mt_str(run->joined ? " joined" : ""));
    }
    return mt_str_copy(ctx, mt_buf_str(&out));
}

static void test_capitals_find__runs_and_cues(void **state)
{
    (void)state;
    static const struct {
        const char *text, *runs;
    } rows[] = {
        {"", ""},
        {"nothing here", ""},
        {"Ask Ada Quist for the loan.", "Ada Quist p6"},
        {"We saw Ada Quist. Then Milo left.", "Ada Quist; Milo"},
        {"Review the Kestrel Point plan", "Kestrel Point o5"},
        {"a talk with Okoro (Lindhaven)", "Okoro p16; Lindhaven"},
        {"met Okoro, Ada and Milo", "Okoro; Ada joined; Milo joined"},
        {"by Okoro/Ada", "Okoro; Ada joined"},
        {"Okoro's boat and Ada\u2019s boat", "Okoro 's; Ada 's"},
        {"a Lindhaven customer at Lindhaven", "Lindhaven o15 strong; Lindhaven o5"},
        {"on Tuesday in October with Dr. Okoro", "Okoro p10"},
        {"I'll go, I think, I", ""},
        {"CC Okoro and the CTO", "Okoro p6"},
        {"Émile said so to Ólafur van Dahl", "Émile p10; Ólafur van Dahl"},
        {"via LSV-4 and Jean-Luc", "LSV-4 p6; Jean-Luc joined"},
        {"so One Two Three Four Five Six it was", ""},
        {"\xe2\x80\x9cOkoro\xe2\x80\x9d (Ada)", "Okoro; Ada"},
        {"Should Okoro go?", "Okoro"},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_str is = shown(ctx, rows[i].text);
        if (!mt_str_eq(is, mt_str(rows[i].runs)))
            fail_msg("%s: \"%s\", not \"%s\"", rows[i].text, is.ptr, rows[i].runs);
        mt_free(ctx);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_capitals_find__runs_and_cues)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
