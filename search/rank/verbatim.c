/* verbatim.c - Words exactly as they were typed
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/verbatim.h"

#include "text/tokenise.h"

/* So many places are compared between two looks at the clock. */
#define PLACES_A_LOOK 64

/* The words of a text as they stand in it. */
static struct mt_strs words_of(const void *ctx, struct mt_tokens *tokens, struct mt_str text)
{
    struct mt_strs words = {0};
    mt_tokenise(tokens, text);
    for (size_t i = 0; i < mt_tokens_count(tokens); i++) {
        struct mt_token token = mt_tokens_at(tokens, i);
        *mt_push(ctx, &words) = mt_str_slice(text, token.begin, token.end);
    }
    return words;
}

/* The words at a position; they may run on into the next units. */
static bool stands_at(void *ctx, struct mt_tokens *tokens, const struct mt_record *record,
                      const struct mt_unit_table *table, const struct mt_occurrence *at,
                      const struct mt_strs *typed)
{
    size_t done = 0, skip = at->position - table->units[at->unit].position;
    for (size_t u = at->unit; u < table->n_units && done < typed->len; u++, skip = 0) {
        struct mt_range range = record->ranges[u];
        struct mt_strs words =
            words_of(ctx, tokens, mt_str_slice(record->text, range.begin, range.end));
        for (size_t i = skip; i < words.len && done < typed->len; i++, done++)
            if (!mt_str_eq(words.ptr[i], typed->ptr[done]))
                return false;
    }
    return done == typed->len;
}

enum mt_status mt_verbatim_keep(const struct mt_record *record, const struct mt_unit_table *table,
                                struct mt_str typed, const struct mt_deadline *deadline,
                                struct mt_occurrences *list, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(scratch);
    struct mt_strs words = words_of(scratch, tokens, typed);
    size_t kept = 0;
    enum mt_status status = MT_OK;
    for (size_t i = 0; i < list->len && record->n_ranges == table->n_units; i++) {
        if (i % PLACES_A_LOOK == 0 && mt_deadline_passed(deadline)) {
            status = mt_error_set(err, MT_ERR_TIMEOUT, "the words took too long to compare");
            break;
        }
        void *one = mt_context(scratch);
        if (stands_at(one, tokens, record, table, &list->ptr[i], &words))
            list->ptr[kept++] = list->ptr[i];
        mt_free(one);
    }
    list->len = kept;
    mt_free(scratch);
    return status;
}
