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

/* The length of the apostrophe at a place, 0 where none stands. */
static size_t apostrophe_at(struct mt_str word, size_t at)
{
    struct mt_str rest = mt_str_slice(word, at, word.len), curly = mt_str("\xe2\x80\x99");
    return mt_str_starts(rest, mt_str("'")) ? 1 : mt_str_starts(rest, curly) ? curly.len : 0;
}

/* Letter by letter, but the straight apostrophe of a keyboard and the curly one of an editor are
 * one: which of them stands says nothing of the word. */
static bool is_written_so(struct mt_str word, struct mt_str typed)
{
    size_t w = 0, t = 0;
    while (w < word.len && t < typed.len) {
        size_t in_word = apostrophe_at(word, w), in_typed = apostrophe_at(typed, t);
        bool both = in_word && in_typed;
        if (!both && word.ptr[w] != typed.ptr[t])
            return false;
        w += both ? in_word : 1;
        t += both ? in_typed : 1;
    }
    return w == word.len && t == typed.len;
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
            if (!is_written_so(words.ptr[i], typed->ptr[done]))
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
