/* fuzz_query.c - Any bytes are a question: a tree within the limits, printed and the same twice
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/parse.h"

#define TODAY 20251105
#define NOTES_MAX 12

#define MUST(condition)   \
    do {                  \
        if (!(condition)) \
            abort();      \
    } while (0)

static bool has_places(const struct mt_query *query)
{
    bool all = query->op == MT_QUERY_OR;
    for (size_t i = 0; all && i < query->n_kids; i++)
        all = query->kids[i]->op == MT_QUERY_WORD || query->kids[i]->op == MT_QUERY_PHRASE;
    return all || query->op == MT_QUERY_WORD || query->op == MT_QUERY_PHRASE;
}

static void check_kids(const struct mt_query *query)
{
    bool near = query->op == MT_QUERY_NEAR || query->op == MT_QUERY_BEFORE;
    switch (query->op) {
    case MT_QUERY_NOTHING:
    case MT_QUERY_WORD:
    case MT_QUERY_PHRASE:
    case MT_QUERY_FIELD:
        MUST(query->n_kids == 0);
        break;
    case MT_QUERY_NOT:
        MUST(query->n_kids == 1);
        break;
    default:
        MUST(query->n_kids >= 2);
    }
    for (size_t i = 0; i < query->n_kids; i++) {
        MUST(query->kids[i]->op != MT_QUERY_NOTHING);
        MUST(query->op == MT_QUERY_SOFT || query->kids[i]->op != query->op);
        MUST(!near || has_places(query->kids[i]));
    }
}

/* Checks a node and those below it; returns how many words they have. */
static size_t check(const struct mt_query *query, size_t depth)
{
    size_t n_words = query->words.len;
    MUST(depth <= MT_QUERY_DEPTH_MAX);
    check_kids(query);
    if (query->op == MT_QUERY_WORD || query->op == MT_QUERY_PHRASE)
        MUST(n_words > 0);
    if (query->op == MT_QUERY_FIELD)
        MUST(query->key.len && query->text.len && query->field < MT_FIELD_COUNT);
    if (query->op == MT_QUERY_NEAR || query->op == MT_QUERY_BEFORE)
        MUST(query->distance >= 1 && query->distance <= MT_QUERY_DISTANCE_MAX);
    for (size_t i = 0; i < query->n_kids; i++)
        n_words += check(query->kids[i], depth + 1);
    return n_words;
}

static struct mt_str print(const void *ctx, struct mt_str text)
{
    struct mt_parsed parsed = mt_query_parse(ctx, text, TODAY);
    MUST(check(parsed.tree, 1) <= MT_QUERY_WORDS_MAX);
    MUST(parsed.notes.len <= NOTES_MAX);
    for (size_t i = 0; i < parsed.notes.len; i++)
        MUST(parsed.notes.ptr[i].len &&
             !memchr(parsed.notes.ptr[i].ptr, '\n', parsed.notes.ptr[i].len));
    return mt_query_print(ctx, parsed.tree);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str text = mt_str_of((const char *)data, size);
    struct mt_str line = print(ctx, text);
    MUST(line.len >= 3 && line.ptr[0] == '(' && line.ptr[line.len - 1] == ')');
    for (size_t i = 0; i < line.len; i++)
        MUST((unsigned char)line.ptr[i] >= 0x20 && line.ptr[i] != 0x7F);
    MUST(mt_str_eq(line, print(ctx, text)));
    mt_free(ctx);
    return 0;
}
