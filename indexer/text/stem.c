/* stem.c - Stems of words, for questions only
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/stem.h"

#include <libstemmer.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "base/memory.h"

struct mt_stemmer {
    struct sb_stemmer *snowball; /* NULL: Korean */
};

static int stemmer_destroyed(struct mt_stemmer *stemmer)
{
    if (stemmer->snowball)
        sb_stemmer_delete(stemmer->snowball);
    return 0;
}

struct mt_stemmer *mt_stemmer_new(const void *ctx, const char *language)
{
    struct sb_stemmer *snowball = sb_stemmer_new(language, "UTF_8");
    if (!snowball && strcmp(language, "ko") != 0)
        return NULL;
    struct mt_stemmer *stemmer = mt_new(ctx, struct mt_stemmer);
    stemmer->snowball = snowball;
    talloc_set_destructor(stemmer, stemmer_destroyed);
    return stemmer;
}

void mt_stemmer_free(struct mt_stemmer *stemmer)
{
    mt_free(stemmer);
}

/* ---- Korean ---- */

/* Particles, and the endings that make a verb of a noun (하다) or say that something is (이다). */
static struct mt_str without_particle(struct mt_str word)
{
    static const struct mt_str particles[] = {
        MT_STR("은"),       MT_STR("는"),   MT_STR("이"),   MT_STR("가"),     MT_STR("을"),
        MT_STR("를"),       MT_STR("의"),   MT_STR("에"),   MT_STR("로"),     MT_STR("와"),
        MT_STR("과"),       MT_STR("도"),   MT_STR("만"),   MT_STR("나"),     MT_STR("랑"),
        MT_STR("께"),       MT_STR("들"),   MT_STR("까지"), MT_STR("부터"),   MT_STR("에서"),
        MT_STR("에게"),     MT_STR("한테"), MT_STR("으로"), MT_STR("처럼"),   MT_STR("보다"),
        MT_STR("마다"),     MT_STR("하고"), MT_STR("이다"), MT_STR("입니다"), MT_STR("하다"),
        MT_STR("하는"),     MT_STR("하기"), MT_STR("한다"), MT_STR("했다"),   MT_STR("합니다"),
        MT_STR("했습니다"),
    };
    enum { SYLLABLE = 3 };
    for (size_t i = MT_COUNT(particles); i-- > 0;)
        if (word.len >= particles[i].len + 2 * SYLLABLE && mt_str_ends(word, particles[i]))
            return mt_str_slice(word, 0, word.len - particles[i].len);
    return word;
}

static struct mt_str stem_korean(struct mt_str word)
{
    struct mt_str stem = without_particle(word);
    while (stem.len < word.len) {
        word = stem;
        stem = without_particle(word);
    }
    return stem;
}

/* ---- Stems ---- */

struct mt_str mt_stem(struct mt_stemmer *stemmer, struct mt_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (mt_is_digit(word.ptr[i]))
            return word;
    if (!stemmer->snowball)
        return stem_korean(word);
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word.ptr, (int)word.len);
    if (!stem)
        return word;
    return mt_str_of((const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball));
}

/* Where the last character of a non-empty text begins. */
static size_t last_character(struct mt_str text)
{
    size_t at = text.len - 1;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xc0) == 0x80)
        at--;
    return at;
}

static size_t count_characters(struct mt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += ((unsigned char)text.ptr[i] & 0xc0) != 0x80;
    return n;
}

struct mt_str mt_stem_prefix(struct mt_str stem)
{
    /* English stems of "dying", "lying" and "tying" */
    static const struct mt_str one_letter[] = {MT_STR("die"), MT_STR("lie"), MT_STR("tie")};
    for (size_t i = 0; i < MT_COUNT(one_letter); i++)
        if (mt_str_eq(stem, one_letter[i]))
            return mt_str_slice(stem, 0, 1);
    if (count_characters(stem) <= 2)
        return stem;
    return mt_str_slice(stem, 0, last_character(stem));
}

/* ---- Scripts ---- */

static UScriptCode script_of(struct mt_str word)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t at = 0;
    UChar32 c = 0;
    if (word.len)
        U8_NEXT_UNSAFE(word.ptr, at, c);
    return uscript_getScript(c, &status);
}

const char *mt_stem_language_of(struct mt_str word)
{
    static const struct {
        UScriptCode script;
        const char *language;
    } rows[] = {
        {USCRIPT_CYRILLIC, "ru"}, {USCRIPT_GREEK, "el"}, {USCRIPT_ARABIC, "ar"},
        {USCRIPT_HANGUL, "ko"},   {USCRIPT_TAMIL, "ta"}, {USCRIPT_DEVANAGARI, "hi"},
        {USCRIPT_ARMENIAN, "hy"},
    };
    UScriptCode script = script_of(word);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (rows[i].script == script)
            return rows[i].language;
    return NULL;
}

const struct mt_str *mt_stem_lead_ins(struct mt_str word, size_t *n)
{
    static const struct mt_str arabic[] = {
        MT_STR("ال"), MT_STR("وال"), MT_STR("بال"), MT_STR("كال"), MT_STR("فال"),
        MT_STR("لل"), MT_STR("و"),   MT_STR("ب"),   MT_STR("ل"),
    };
    *n = script_of(word) == USCRIPT_ARABIC ? MT_COUNT(arabic) : 0;
    return arabic;
}
