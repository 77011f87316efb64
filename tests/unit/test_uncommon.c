/* test_uncommon.c - What of a note's words may stand where a name was spoken
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "ingest/uncommon.h"
#include "note/intern.h"

static void add_words(void *ctx, struct mt_uncommon *uncommon, struct mt_str text,
                      const struct mt_tokens *tokens)
{
    size_t n = mt_tokens_count(tokens);
    struct mt_intern terms;
    struct mt_word *words = mt_array(ctx, struct mt_word, n);
    mt_intern_init(&terms, ctx, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        struct mt_str term = mt_tokens_at(tokens, i).term;
        words[i].term = mt_intern_add(&terms, term, mt_intern_hash(term));
    }
    mt_uncommon_add(uncommon, text, tokens, words, n);
}

static void test_uncommon__rows(void **state)
{
    (void)state;
    static const struct {
        const char *text, *heard; /* separated by bars */
    } rows[] = {
        {"We saw Aragon there.", "Aragon|saw Aragon|"},
        {"Aragon is there. Aragon too.", ""}, /* sentences begin so */
        {"the lone star, the Lone Star", "Lone|Star|Lone Star|"},
        {"Lone Star rises", "Star|lone Star|Star rises|"},
        {"a LeanVM and iPhone", "LeanVM|iPhone|"},
        {"with tulkin stuff", "tulkin stuff|"}, /* no word of English */
        {"with some good stuff", ""},           /* all are common */
        {"the Reyes of it", "Reyes|"},          /* not with empty words */
        {"met Reyes, Okoro came", "Reyes|met Reyes|Okoro|Okoro came|"},
        {"on Reyes and on Reyes", "Reyes|Reyes|"},                 /* as often as it occurs */
        {"a Zanzibarian Zanzibarian", "Zanzibarian|Zanzibarian|"}, /* too long for two */
        {"", ""},
    };
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_uncommon *uncommon = mt_uncommon_new(ctx);
        struct mt_buf out;
        mt_buf_init(&out, ctx, 1000);
        mt_tokenise(tokens, mt_str(rows[i].text));
        add_words(ctx, uncommon, mt_str(rows[i].text), tokens);
        for (size_t k = 0; k < mt_uncommon_count(uncommon); k++) {
            struct mt_uncommon_count count = mt_uncommon_at(uncommon, k);
            for (uint32_t o = 0; o < count.occurrences; o++)
                mt_buf_printf(&out, "%.*s|", MT_ARG(count.text));
        }
        if (strcmp(out.ptr, rows[i].heard) != 0)
            fail_msg("%s: %s, not %s", rows[i].text, out.ptr, rows[i].heard);
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_uncommon__rows)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
