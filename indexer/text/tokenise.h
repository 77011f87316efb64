/* tokenise.h - Text to words: one rule for the index, the questions and the snippets
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A word is a run of letters, digits and their combining marks, further cut
 *  - between letters and digits: "EIP7928" is eip 7928, "4th" is 4 th;
 *  - at `_`, `@` and every other non-alphanumeric, but not at an apostrophe (' or U+2019) between
 *    two letters: "don't" is one word; nor before the signs of "C++" and "C#";
 *  - in scripts without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese) by ICU's dictionary.
 * A trailing 's is dropped: "Ronnie's" is ronnie. The term is the folded word (fold.h), cut at a
 * character boundary to at most MT_TERM_MAX bytes.
 * Text of ASCII bytes alone takes a table-driven path; both paths give the same words.
 */
#ifndef MT_TEXT_TOKENISE_H
#define MT_TEXT_TOKENISE_H

#include "base/base.h"
#include "base/memory.h"

MT_BEGIN_DECLS

#define MT_TERM_MAX 64

/* Changes whenever the same text may give other terms. */
#define MT_TOKENISER_VERSION 2

/* What the terms depend on, and how they are stored, as "2 icu 72.1/15.0 words 1f3a9c07":
 * MT_TOKENISER_VERSION, ICU's version and Unicode's, the list of common words (mt_word_list).
 * Stored in an index, so that one built by other rules is known. Static storage. */
const char *mt_tokenise_version(void);

struct mt_token {
    struct mt_str term;  /* folded; valid until the next call with the same mt_tokens */
    uint32_t begin, end; /* the word as written, bytes in the text, without a dropped 's */
};

/* Reused from call to call, so that a whole archive is tokenised without allocating anew. */
struct mt_tokens;

struct mt_tokens *mt_tokens_new(const void *ctx);
void mt_tokens_free(struct mt_tokens *tokens);

/* The words of valid UTF-8 (at most MT_FILE_MAX bytes) in order. The n-th token has position n.
 * The result replaces what the last call gave. */
void mt_tokenise(struct mt_tokens *tokens, struct mt_str text);

size_t mt_tokens_count(const struct mt_tokens *tokens);
struct mt_token mt_tokens_at(const struct mt_tokens *tokens, size_t n);

MT_END_DECLS

#endif
