/* fuzz_tokenise.c - Any text gives words in order, short, folded, the same wherever it stands
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/tokenise.h"

#include <unicode/utf8.h>

#include "text/decode.h"
#include "text/fold.h"

#define MUST(condition)   \
    do {                  \
        if (!(condition)) \
            abort();      \
    } while (0)

static void check_term(void *ctx, struct mt_str term)
{
    struct mt_buf folded;
    MUST(term.len > 0 && term.len <= MT_TERM_MAX);
    for (size_t at = 0; at < term.len;) {
        UChar32 c;
        U8_NEXT(term.ptr, at, term.len, c);
        MUST(c > ' ' && !mt_is_upper((char)(c < 0x80 ? c : 'a')));
    }
    mt_buf_init(&folded, ctx, 4096);
    mt_fold(&folded, term);
    MUST(mt_str_eq(mt_buf_str(&folded), term));
}

static void check_tokens(void *ctx, const struct mt_tokens *tokens, struct mt_str text)
{
    uint32_t last = 0;
    for (size_t i = 0; i < mt_tokens_count(tokens); i++) {
        struct mt_token token = mt_tokens_at(tokens, i);
        MUST(token.begin >= last && token.begin < token.end && token.end <= text.len);
        last = token.end;
        check_term(ctx, token.term);
    }
}

/* The same text between spaces, and behind a word that is not ASCII. */
static void check_elsewhere(void *ctx, const struct mt_tokens *tokens, struct mt_str text)
{
    struct mt_tokens *others = mt_tokens_new(ctx);
    struct mt_buf longer;
    size_t n = mt_tokens_count(tokens);
    mt_buf_init(&longer, ctx, SIZE_MAX / 2);
    mt_buf_add(&longer, mt_str("\xc3\xa9 "));
    mt_buf_add(&longer, text);
    mt_buf_add(&longer, mt_str(" x"));
    mt_tokenise(others, mt_buf_str(&longer));
    MUST(mt_tokens_count(others) == n + 2);
    for (size_t i = 0; i < n; i++) {
        struct mt_token here = mt_tokens_at(tokens, i), there = mt_tokens_at(others, i + 1);
        MUST(mt_str_eq(here.term, there.term));
        MUST(there.begin == here.begin + 3 && there.end == here.end + 3);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    if (mt_text_decode(ctx, mt_str_of((const char *)data, size), &text, NULL) == MT_OK) {
        struct mt_tokens *tokens = mt_tokens_new(ctx);
        struct mt_buf once, twice;
        mt_tokenise(tokens, text->str);
        check_tokens(ctx, tokens, text->str);
        check_elsewhere(ctx, tokens, text->str);
        mt_buf_init(&once, ctx, SIZE_MAX / 2);
        mt_buf_init(&twice, ctx, SIZE_MAX / 2);
        mt_fold(&once, text->str);
        mt_fold(&twice, mt_buf_str(&once));
        MUST(mt_str_eq(mt_buf_str(&once), mt_buf_str(&twice)));
    }
    mt_free(ctx);
    return 0;
}
