/* stem.c - Stems of words, for questions only
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/stem.h"

#include <libstemmer.h>

#include "base/memory.h"

struct mt_stemmer {
    struct sb_stemmer *snowball;
};

static int stemmer_destroyed(struct mt_stemmer *stemmer)
{
    sb_stemmer_delete(stemmer->snowball);
    return 0;
}

struct mt_stemmer *mt_stemmer_new(const void *ctx, const char *language)
{
    struct sb_stemmer *snowball = sb_stemmer_new(language, "UTF_8");
    if (!snowball)
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

struct mt_str mt_stem(struct mt_stemmer *stemmer, struct mt_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (mt_is_digit(word.ptr[i]))
            return word;
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
