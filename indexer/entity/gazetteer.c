/* gazetteer.c - Entities and their forms
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/gazetteer.h"

#include "text/tokenise.h"

/* No name is longer. */
#define FORM_MAX 1024

struct mt_str mt_form_level_name(enum mt_form_level level)
{
    static const struct mt_str names[MT_FORM_LEVELS] = {
        MT_STR("exact"), MT_STR("alias"), MT_STR("high"), MT_STR("medium"), MT_STR("low")};
    assert((unsigned)level < MT_COUNT(names));
    return names[level];
}

/* Whether it is words of ASCII letters with one space between two: as most names are. */
static bool is_plain(struct mt_str name)
{
    size_t letters = 0; /* of the word so far */
    for (size_t i = 0; i < name.len; i++) {
        bool letter = mt_is_alpha(name.ptr[i]);
        if ((!letter && (name.ptr[i] != ' ' || letters == 0)) || letters == MT_TERM_MAX)
            return false;
        letters = letter ? letters + 1 : 0;
    }
    return letters > 0 && name.len < FORM_MAX;
}

struct mt_str mt_form_words(const void *ctx, struct mt_str name)
{
    if (is_plain(name)) {
        char *words = mt_strdup(ctx, name);
        for (size_t i = 0; i < name.len; i++)
            words[i] = mt_to_lower(words[i]);
        return mt_str_of(words, name.len);
    }
    void *scratch = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(scratch);
    struct mt_buf words;
    mt_buf_init(&words, scratch, FORM_MAX);
    mt_tokenise(tokens, mt_str_slice(name, 0, FORM_MAX));
    for (size_t i = 0; i < mt_tokens_count(tokens); i++) {
        if (i)
            mt_buf_add_char(&words, ' ');
        mt_buf_add(&words, mt_tokens_at(tokens, i).term);
    }
    struct mt_str form = mt_str_copy(ctx, words.full ? mt_str("") : mt_buf_str(&words));
    mt_free(scratch);
    return form;
}

/* Whether `words` are among those of the form, one after the other. */
static bool holds_words(struct mt_str form, struct mt_str words)
{
    for (size_t at = 0; (at = mt_str_find(form, words, at)) != MT_NPOS; at++) {
        size_t end = at + words.len;
        if ((at == 0 || form.ptr[at - 1] == ' ') && (end == form.len || form.ptr[end] == ' '))
            return true;
    }
    return false;
}

bool mt_entity_refuses(const struct mt_entity *entity, const struct mt_entity_form *form)
{
    for (size_t i = 0; form->level > MT_FORM_EXACT && i < entity->refused.len; i++) {
        struct mt_str refused = entity->refused.ptr[i];
        if (mt_str_eq(refused, form->words) ||
            (form->level > MT_FORM_ALIAS && holds_words(form->words, refused)))
            return true;
    }
    return false;
}

bool mt_entity_has_part(const struct mt_entity *entity, const struct mt_strs *words)
{
    for (size_t f = 0; f < entity->forms.len; f++)
        for (size_t i = 0; i < words->len && entity->forms.ptr[f].level <= MT_FORM_ALIAS; i++)
            if (mt_str_eq(entity->forms.ptr[f].words, words->ptr[i]))
                return true;
    return false;
}

void mt_entity_add_form(const void *ctx, struct mt_entity *entity, struct mt_entity_form form)
{
    if (form.words.len == 0 || mt_entity_refuses(entity, &form))
        return;
    for (size_t i = 0; i < entity->forms.len; i++) {
        struct mt_entity_form *known = &entity->forms.ptr[i];
        if (!mt_str_eq(known->words, form.words))
            continue;
        if (form.level < known->level || (form.level == known->level && !form.shared))
            *known = form;
        return;
    }
    *mt_push(ctx, &entity->forms) = form;
}
