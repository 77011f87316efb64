/* mention.c - Names of people found in a stream of words
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/mention.h"

static struct mt_strs words_of(const void *ctx, struct mt_tokens *tokens, struct mt_str name)
{
    struct mt_strs words = {0};
    mt_tokenise(tokens, name);
    for (size_t i = 0; i < mt_tokens_count(tokens); i++)
        *mt_push(ctx, &words) = mt_str_copy(ctx, mt_tokens_at(tokens, i).term);
    return words;
}

static bool has_word(const struct mt_strs *words, struct mt_str word)
{
    for (size_t i = 0; i < words->len; i++)
        if (mt_str_eq(words->ptr[i], word))
            return true;
    return false;
}

static bool stands_at(const struct mt_strs *words, const struct mt_tokens *tokens, size_t at)
{
    if (words->len == 0 || words->len > mt_tokens_count(tokens) - at)
        return false;
    for (size_t i = 0; i < words->len; i++)
        if (!mt_str_eq(words->ptr[i], mt_tokens_at(tokens, at + i).term))
            return false;
    return true;
}

/* The one name that begins or ends with this word, or n_names when none or several have it. */
static size_t sole_bearer(const struct mt_strs *names, size_t n_names, struct mt_str word)
{
    size_t bearer = n_names;
    for (size_t i = 0; i < n_names; i++) {
        if (!has_word(&names[i], word))
            continue;
        if (bearer != n_names)
            return n_names;
        bearer = i;
    }
    if (bearer == n_names)
        return n_names;
    const struct mt_strs *name = &names[bearer];
    bool outer = mt_str_eq(name->ptr[0], word) || mt_str_eq(name->ptr[name->len - 1], word);
    return outer ? bearer : n_names;
}

void mt_mentions_find(const void *ctx, const struct mt_str *names, size_t n_names,
                      const struct mt_tokens *tokens, struct mt_str text, struct mt_mentions *out)
{
    void *scratch = mt_context(NULL);
    struct mt_tokens *name_tokens = mt_tokens_new(scratch);
    struct mt_strs *words = mt_array(scratch, struct mt_strs, n_names);
    for (size_t i = 0; i < n_names; i++)
        words[i] = words_of(scratch, name_tokens, names[i]);

    for (size_t at = 0; at < mt_tokens_count(tokens);) {
        struct mt_token token = mt_tokens_at(tokens, at);
        size_t name = n_names, length = 0;
        for (size_t i = 0; i < n_names; i++) {
            if (words[i].len > length && stands_at(&words[i], tokens, at)) {
                name = i;
                length = words[i].len;
            }
        }
        if (name == n_names && !mt_is_lower(text.ptr[token.begin])) {
            name = sole_bearer(words, n_names, token.term);
            length = 1;
        }
        if (name != n_names)
            *mt_push(ctx, out) = (struct mt_mention){name, at, at + length};
        at += name != n_names ? length : 1;
    }
    mt_free(scratch);
}

bool mt_name_has_part(struct mt_str name, const struct mt_strs *part)
{
    if (part->len == 0)
        return false;
    void *scratch = mt_context(NULL);
    struct mt_strs words = words_of(scratch, mt_tokens_new(scratch), name);
    bool all = true;
    for (size_t i = 0; i < part->len && all; i++)
        all = has_word(&words, part->ptr[i]);
    mt_free(scratch);
    return all;
}
