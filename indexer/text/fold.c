/* fold.c - Words made comparable: case, compatibility forms, accents
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * ICU works on UTF-16 and pays off only for what needs it, so the text is cut into stretches:
 * ASCII is folded by hand, and each stretch that is not goes to ICU together with the ASCII
 * character before it, which a combining mark may belong to. Nothing in Unicode combines with an
 * ASCII character that comes after it, so the cuts change nothing.
 */
#include "base/base.h"
#include "text/fold.h"

#include <pthread.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

/* Longer stretches are cut, so that the work needs no allocation: after so many UTF-16 units where
 * nothing combines over the cut, and at the latest where the room ends. No normalisation makes more
 * than 18 units of one (U+FDFA). */
#define STRETCH_ENOUGH 128
#define STRETCH_MAX 256
#define FOLDED_MAX (STRETCH_MAX * 18)

#define MARKS_MAX 30 /* in a row, as in UAX 15's Stream-Safe Text Format */

static struct {
    pthread_once_t once;
    const UNormalizer2 *casefold, *decompose, *compose;
} icu = {.once = PTHREAD_ONCE_INIT};

static void icu_load(void)
{
    UErrorCode status = U_ZERO_ERROR;
    icu.casefold = unorm2_getNFKCCasefoldInstance(&status);
    icu.decompose = unorm2_getNFDInstance(&status);
    icu.compose = unorm2_getNFCInstance(&status);
    assert(U_SUCCESS(status)); /* the data is part of the library */
}

/* In these scripts a mark is an accent, or a vowel that few people write. */
static bool loses_marks(UChar32 letter)
{
    UErrorCode status = U_ZERO_ERROR;
    switch (uscript_getScript(letter, &status)) {
    case USCRIPT_LATIN:
    case USCRIPT_GREEK:
    case USCRIPT_CYRILLIC:
    case USCRIPT_ARABIC:
    case USCRIPT_HEBREW:
        return true;
    default:
        return false;
    }
}

/* The letters that stand for one that Unicode does not take apart; "" for a character to drop, NULL
 * for all others. The Latin ones are those of CLDR's Latin-ASCII. */
static const char *plain_form(UChar32 c)
{
    static const struct {
        UChar32 letter;
        const char *plain;
    } forms[] = {
        {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"},  {0x00FE, "th"}, {0x0111, "d"}, {0x0127, "h"},
        {0x0131, "i"},  {0x0142, "l"}, {0x0153, "oe"}, {0x0167, "t"},  {0x0640, ""},  {0x2019, "'"},
    };
    for (size_t i = 0; i < MT_COUNT(forms) && c >= forms[i].letter; i++)
        if (c == forms[i].letter)
            return forms[i].plain;
    return NULL;
}

/* Writes the text without the marks of letters that lose them, in plain forms. None of these is
 * longer than what a compatibility form may be, so that `out` has FOLDED_MAX places. */
static int32_t strip(const UChar *text, int32_t len, UChar *out)
{
    int32_t kept = 0;
    bool losing = false;
    for (int32_t at = 0, from = 0; at < len && kept + 2 <= FOLDED_MAX; from = at) {
        UChar32 c;
        U16_NEXT(text, at, len, c);
        const char *plain = plain_form(c);
        if (u_charType(c) == U_NON_SPACING_MARK) {
            if (losing)
                continue;
        } else { /* what is dropped belongs to no script, and takes its marks along */
            losing = loses_marks(c) || (plain && !*plain);
        }
        for (size_t i = 0; plain && plain[i]; i++)
            out[kept++] = (UChar)plain[i];
        while (!plain && from < at)
            out[kept++] = text[from++];
    }
    return kept;
}

/* Reads a stretch of [at, end) as UTF-16, without what folding removes anyway and might stand
 * between a letter and its marks. Returns where it ends. */
static size_t gather(struct mt_str text, size_t at, size_t end, UChar *source, int32_t *len)
{
    int marks = 0;
    *len = 0;
    for (size_t next = at; at < end; at = next) {
        UChar32 c;
        U8_NEXT_UNSAFE(text.ptr, next, c);
        if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT))
            continue;
        bool mark = u_charType(c) == U_NON_SPACING_MARK;
        bool cut = !mark && unorm2_hasBoundaryBefore(icu.casefold, c);
        if ((cut && *len >= STRETCH_ENOUGH) || *len + U16_MAX_LENGTH > STRETCH_MAX)
            break;
        marks = mark ? marks + 1 : 0;
        if (marks <= MARKS_MAX)
            U16_APPEND_UNSAFE(source, *len, c);
    }
    return at;
}

static void fold_stretch(struct mt_buf *out, const UChar *source, int32_t len)
{
    UChar folded[FOLDED_MAX], bare[FOLDED_MAX];
    char utf8[FOLDED_MAX * 3];
    UErrorCode status = U_ZERO_ERROR;
    len = unorm2_normalize(icu.casefold, source, len, folded, FOLDED_MAX, &status);
    len = unorm2_normalize(icu.decompose, folded, len, bare, FOLDED_MAX, &status);
    if (U_SUCCESS(status))
        len = strip(bare, len, folded);
    len = unorm2_normalize(icu.compose, folded, len, bare, FOLDED_MAX, &status);
    u_strToUTF8(utf8, sizeof utf8, &len, bare, len, &status);
    assert(U_SUCCESS(status)); /* only running out of memory could fail here */
    if (U_SUCCESS(status))
        mt_buf_add(out, mt_str_of(utf8, (size_t)len));
}

/* Folds [at, end), which is more than ASCII. */
static void fold_by_icu(struct mt_buf *out, struct mt_str text, size_t at, size_t end)
{
    UChar source[STRETCH_MAX];
    int32_t len;
    pthread_once(&icu.once, icu_load);
    while (at < end) {
        at = gather(text, at, end, source, &len);
        fold_stretch(out, source, len);
    }
}

static void fold_ascii(struct mt_buf *out, struct mt_str text)
{
    char lower[STRETCH_MAX];
    while (text.len) {
        size_t n = text.len < sizeof lower ? text.len : sizeof lower;
        for (size_t i = 0; i < n; i++)
            lower[i] = mt_to_lower(text.ptr[i]);
        mt_buf_add(out, mt_str_of(lower, n));
        text = mt_str_slice(text, n, text.len);
    }
}

static bool is_ascii(char byte)
{
    return (unsigned char)byte < 0x80;
}

/* U+2019 at `at`, with nothing behind it that could be its mark. */
static bool is_plain_quote(struct mt_str text, size_t at)
{
    return mt_str_starts(mt_str_slice(text, at, text.len), mt_str("\xe2\x80\x99")) &&
           (at + 3 == text.len || is_ascii(text.ptr[at + 3]));
}

void mt_fold(struct mt_buf *out, struct mt_str text)
{
    size_t at = 0;
    while (at < text.len) {
        size_t ascii_end = at;
        while (ascii_end < text.len && is_ascii(text.ptr[ascii_end]))
            ascii_end++;
        bool quote = ascii_end < text.len && is_plain_quote(text, ascii_end);
        bool stretch = ascii_end < text.len && !quote;
        if (stretch && ascii_end > at)
            ascii_end--; /* it may carry a mark */
        fold_ascii(out, mt_str_slice(text, at, ascii_end));
        at = ascii_end;
        if (quote) {
            mt_buf_add_char(out, '\'');
            at += 3;
        }
        if (!stretch)
            continue;
        size_t end = at + 1;
        while (end < text.len && !is_ascii(text.ptr[end]))
            end++;
        fold_by_icu(out, text, at, end);
        at = end;
    }
}

struct mt_str mt_fold_cut(const void *ctx, struct mt_str text, size_t limit)
{
    struct mt_buf folded;
    mt_buf_init(&folded, (void *)ctx, SIZE_MAX / 2);
    mt_fold(&folded, text);
    size_t end = folded.len < limit ? folded.len : limit;
    while (end < folded.len && end > 0 && ((unsigned char)folded.ptr[end] & 0xc0) == 0x80)
        end--;
    return mt_str_of(folded.ptr, end);
}
