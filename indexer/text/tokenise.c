/* tokenise.c - Text to words: one rule for the index, the questions and the snippets
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One scanner cuts all text; what differs is only how a character gets its class: bytes below 0x80
 * from a table, others from ICU. A word of ASCII alone, nearly all of them, is lower-cased straight
 * into the arena and never meets ICU.
 */
#include "base/base.h"
#include "text/tokenise.h"

#include <inttypes.h>
#include <pthread.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

#include "text/commonness.h"
#include "text/fold.h"

#define BLOCK_TOKENS 1024     /* tokens allocated at once */
#define CHUNK_BYTES 16384     /* room for terms allocated at once */
#define FOLDED_BYTES 512      /* of a longer word only so much is folded: the term is cut anyway */
#define DICTIONARY_BYTES 4096 /* a longer run without a space is no prose: it is cut blindly */
#define FOLDED_LIMIT (FOLDED_BYTES * 32)

struct mt_tokens {
    struct MT_VEC(struct mt_token *) blocks;
    struct MT_VEC(char *) chunks;
    size_t count;
    size_t chunk, used; /* the chunk being filled, and how far */
    struct mt_buf folded;
    UBreakIterator *dictionary; /* opened when first needed */
    UText dictionary_text;
};

/* --- the store of tokens --- */

static int tokens_destroyed(struct mt_tokens *tokens)
{
    if (tokens->dictionary)
        ubrk_close(tokens->dictionary);
    utext_close(&tokens->dictionary_text);
    return 0;
}

struct mt_tokens *mt_tokens_new(const void *ctx)
{
    struct mt_tokens *tokens = mt_new(ctx, struct mt_tokens);
    tokens->dictionary_text = (UText)UTEXT_INITIALIZER;
    mt_buf_init(&tokens->folded, tokens, FOLDED_LIMIT);
    talloc_set_destructor(tokens, tokens_destroyed);
    return tokens;
}

void mt_tokens_free(struct mt_tokens *tokens)
{
    mt_free(tokens);
}

size_t mt_tokens_count(const struct mt_tokens *tokens)
{
    return tokens->count;
}

struct mt_token mt_tokens_at(const struct mt_tokens *tokens, size_t n)
{
    assert(n < tokens->count);
    return tokens->blocks.ptr[n / BLOCK_TOKENS][n % BLOCK_TOKENS];
}

/* Room for one term, which is then kept by add_token. */
static char *term_room(struct mt_tokens *tokens)
{
    if (tokens->chunks.len == 0 || tokens->used + MT_TERM_MAX > CHUNK_BYTES) {
        tokens->chunk += tokens->chunks.len > 0;
        tokens->used = 0;
        if (tokens->chunk == tokens->chunks.len)
            *mt_push(tokens, &tokens->chunks) = mt_alloc(tokens, CHUNK_BYTES);
    }
    return tokens->chunks.ptr[tokens->chunk] + tokens->used;
}

static void add_token(struct mt_tokens *tokens, char *term, size_t len, size_t begin, size_t end)
{
    size_t block = tokens->count / BLOCK_TOKENS;
    if (block == tokens->blocks.len)
        *mt_push(tokens, &tokens->blocks) =
            mt_alloc(tokens, BLOCK_TOKENS * sizeof(struct mt_token)); /* few are used: not zeroed */
    tokens->blocks.ptr[block][tokens->count++ % BLOCK_TOKENS] =
        (struct mt_token){mt_str_of(term, len), (uint32_t)begin, (uint32_t)end};
    tokens->used += len;
}

/* --- the classes of characters --- */

enum char_class {
    OTHER = 0, /* ends a word */
    LETTER,
    DIGIT,
    MARK,       /* belongs to what stands before it */
    IGNORED,    /* invisible: soft hyphens, joiners */
    APOSTROPHE, /* a letter between two letters */
};

/* clang-format off */
#define _ OTHER
#define A APOSTROPHE
#define D DIGIT
#define L LETTER
static const uint8_t ascii_class[128] = {
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, _, _,
    _, _, _, _, _, _, _, A, _, _, _, _, _, _, _, _,
    D, D, D, D, D, D, D, D, D, D, _, _, _, _, _, _,
    _, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, _, _, _, _, _,
    _, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, _, _, _, _, _,
};
#undef _
#undef A
#undef D
#undef L
/* clang-format on */

static enum char_class class_of(UChar32 c)
{
    if (c < 0x80)
        return ascii_class[c];
    if (c == 0x2019)
        return APOSTROPHE;
    if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
        return IGNORED;
    switch (u_charType(c)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER: /* the Chinese zero */
        return LETTER;
    case U_DECIMAL_DIGIT_NUMBER:
        return DIGIT;
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
        return MARK;
    default:
        return OTHER;
    }
}

/* Is it written without spaces between words? */
static bool needs_dictionary(UChar32 c)
{
    UErrorCode status = U_ZERO_ERROR;
    if (c < 0x0e00)
        return false;
    switch (uscript_getScript(c, &status)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
        return true;
    default:
        return false;
    }
}

/* --- scanning --- */

struct word {
    size_t begin, end;
    size_t next; /* where the scanner goes on: behind what it ignored */
    bool ascii, dictionary;
};

static UChar32 char_at(struct mt_str text, size_t at, size_t *next)
{
    UChar32 c;
    if (at >= text.len) {
        *next = at;
        return 0;
    }
    U8_NEXT_UNSAFE(text.ptr, at, c);
    *next = at;
    return c;
}

/* Takes the rest of a word whose first characters, up to word->end, are taken. */
static void scan_rest(struct mt_str text, enum char_class kind, struct word *word)
{
    size_t at = word->end, next, after;
    for (;; at = next) {
        UChar32 c = char_at(text, at, &next);
        enum char_class found = class_of(c);
        if (found == APOSTROPHE && kind == LETTER) {
            if (class_of(char_at(text, next, &after)) != LETTER)
                break;
        } else if (found != kind && found != MARK && found != IGNORED) {
            break;
        }
        if (found == IGNORED)
            continue;
        word->ascii = word->ascii && next - word->end == 1;
        word->dictionary = word->dictionary || (found == LETTER && needs_dictionary(c));
        word->end = next;
    }
    word->next = at;
}

/* How many signs belong to a word of ASCII that they follow: "C++" and "C#" are no C. Not where
 * they stand before more of the kind: "a+++b", "F#4". */
static size_t trailing_signs(struct mt_str text, const struct word *word)
{
    size_t next, after = 0;
    if (mt_str_starts(mt_str_slice(text, word->end, text.len), mt_str("++")))
        after = 2;
    else if (word->end - word->begin == 1 && char_at(text, word->end, &next) == '#')
        after = 1;
    UChar32 c = char_at(text, word->end + after, &next);
    bool goes_on = class_of(c) == LETTER || c == '+' || c == '#' || (after == 1 && class_of(c));
    return goes_on ? 0 : after;
}

/* The word that begins at `begin`, with a character of this kind. */
static struct word scan_word(struct mt_str text, size_t begin, enum char_class kind)
{
    struct word word = {.begin = begin, .ascii = true};
    size_t at = begin;
    unsigned char byte = 0;
    while (at < text.len && (byte = (unsigned char)text.ptr[at]) < 0x80 &&
           ascii_class[byte] == kind)
        at++;
    word.end = word.next = at;
    if (at < text.len && (byte >= 0x80 || byte == '\''))
        scan_rest(text, kind, &word);
    else if (at < text.len && (byte == '+' || byte == '#') && kind == LETTER)
        word.end = word.next = at + trailing_signs(text, &word);
    return word;
}

/* --- words to terms --- */

static size_t character_start(struct mt_str text, size_t at)
{
    if (at < text.len)
        U8_SET_CP_START_UNSAFE(text.ptr, at);
    return at;
}

/* How many bytes before `end` are a trailing 's. */
static size_t trailing_s(struct mt_str text, size_t begin, size_t end)
{
    static const struct mt_str apostrophes[] = {MT_STR("'"), MT_STR("\xe2\x80\x99")};
    for (size_t i = 0; i < MT_COUNT(apostrophes); i++) {
        size_t n = apostrophes[i].len + 1;
        if (end - begin > n && mt_to_lower(text.ptr[end - 1]) == 's' &&
            mt_str_eq(mt_str_slice(text, end - n, end - 1), apostrophes[i]))
            return n;
    }
    return 0;
}

static void add_ascii(struct mt_tokens *tokens, struct mt_str text, size_t begin, size_t end)
{
    char *term = term_room(tokens);
    size_t len = end - begin < MT_TERM_MAX ? end - begin : MT_TERM_MAX;
    for (size_t i = 0; i < len; i++)
        term[i] = mt_to_lower(text.ptr[begin + i]);
    while (term[len - 1] == '\'')
        len--;
    add_token(tokens, term, len, begin, end);
}

/* Folding can turn one letter into several characters, spaces and signs among them: what is no
 * part of a word goes, with its marks. A word without letters and digits is none. */
static void add_folded(struct mt_tokens *tokens, struct mt_str text, size_t begin, size_t end)
{
    size_t cut = end - begin <= FOLDED_BYTES ? end : character_start(text, begin + FOLDED_BYTES);
    mt_buf_clear(&tokens->folded);
    mt_fold(&tokens->folded, mt_str_slice(text, begin, cut));
    struct mt_str folded = mt_buf_str(&tokens->folded);
    char *term = term_room(tokens);
    size_t len = 0;
    bool word = false, dropped = false;
    for (size_t at = 0, next; at < folded.len; at = next) {
        enum char_class found = class_of(char_at(folded, at, &next));
        dropped = found == OTHER || found == IGNORED || (found == MARK && dropped);
        if (dropped)
            continue;
        if (len + next - at > MT_TERM_MAX)
            break;
        word = word || found == LETTER || found == DIGIT;
        memcpy(term + len, folded.ptr + at, next - at);
        len += next - at;
    }
    while (len && term[len - 1] == '\'')
        len--;
    if (word)
        add_token(tokens, term, len, begin, end);
}

/* Cuts a run of a script without spaces where ICU's dictionary says. */
static void add_by_dictionary(struct mt_tokens *tokens, struct mt_str text, size_t begin,
                              size_t end)
{
    UErrorCode status = U_ZERO_ERROR;
    if (!tokens->dictionary)
        tokens->dictionary = ubrk_open(UBRK_WORD, "", NULL, 0, &status);
    utext_openUTF8(&tokens->dictionary_text, text.ptr + begin, (int64_t)(end - begin), &status);
    ubrk_setUText(tokens->dictionary, &tokens->dictionary_text, &status);
    if (U_FAILURE(status)) {
        add_folded(tokens, text, begin, end);
        return;
    }
    int32_t from = ubrk_first(tokens->dictionary), to;
    for (; (to = ubrk_next(tokens->dictionary)) != UBRK_DONE; from = to)
        add_folded(tokens, text, begin + (size_t)from, begin + (size_t)to);
}

static void add_word(struct mt_tokens *tokens, struct mt_str text, const struct word *word)
{
    if (word->dictionary) {
        for (size_t at = word->begin, end; at < word->end; at = end) {
            end = word->end - at <= DICTIONARY_BYTES ? word->end
                                                     : character_start(text, at + DICTIONARY_BYTES);
            add_by_dictionary(tokens, text, at, end);
        }
        return;
    }
    size_t end = word->end, n;
    while ((n = trailing_s(text, word->begin, end)))
        end -= n;
    if (word->ascii)
        add_ascii(tokens, text, word->begin, end);
    else
        add_folded(tokens, text, word->begin, end);
}

void mt_tokenise(struct mt_tokens *tokens, struct mt_str text)
{
    tokens->count = tokens->chunk = tokens->used = 0;
    size_t at = 0, next;
    while (at < text.len) {
        enum char_class found = class_of(char_at(text, at, &next));
        if (found == LETTER || found == DIGIT) {
            struct word word = scan_word(text, at, found);
            add_word(tokens, text, &word);
            next = word.next;
        }
        at = next;
    }
}

/* --- version --- */

static char version[2 * U_MAX_VERSION_STRING_LENGTH + 32];

static void write_version(void)
{
    UVersionInfo icu, unicode;
    char icu_text[U_MAX_VERSION_STRING_LENGTH], unicode_text[U_MAX_VERSION_STRING_LENGTH];
    u_getVersion(icu);
    u_getUnicodeVersion(unicode);
    u_versionToString(icu, icu_text);
    u_versionToString(unicode, unicode_text);
    snprintf(version, sizeof version, "%d icu %s/%s words %08" PRIx32, MT_TOKENISER_VERSION,
             icu_text, unicode_text, mt_word_list());
}

const char *mt_tokenise_version(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, write_version);
    return version;
}
