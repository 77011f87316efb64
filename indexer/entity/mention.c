/* mention.c - Names found in a stream of words
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/mention.h"

#include "text/letter.h"

static struct mt_strs words_of(const void *ctx, struct mt_str form)
{
    struct mt_strs words = {0};
    struct mt_str word;
    while (mt_str_next(&form, ' ', &word))
        *mt_push(ctx, &words) = word;
    return words;
}

static bool has_part(struct mt_tokens *words, struct mt_str name, const struct mt_strs *part)
{
    bool all = part->len > 0;
    mt_tokenise(words, name);
    for (size_t i = 0; i < part->len && all; i++) {
        all = false;
        for (size_t w = 0; w < mt_tokens_count(words) && !all; w++)
            all = mt_str_eq(mt_tokens_at(words, w).term, part->ptr[i]);
    }
    return all;
}

bool mt_name_has_part(struct mt_str name, const struct mt_strs *part)
{
    struct mt_tokens *words = mt_tokens_new(NULL);
    bool has = has_part(words, name, part);
    mt_tokens_free(words);
    return has;
}

bool mt_part_means(const struct mt_entity *entity, const struct mt_strs *part,
                   const struct mt_str *people, size_t n_people)
{
    void *scratch = mt_context(NULL);
    struct mt_tokens *words = mt_tokens_new(scratch);
    struct mt_strs name = words_of(scratch, entity->forms.ptr[0].words);
    size_t bearers = 0, meant = 0;
    for (size_t i = 0; i < n_people && bearers < 2; i++)
        bearers += has_part(words, people[i], part);
    for (size_t i = 0; i < n_people && bearers == 1; i++)
        meant += has_part(words, people[i], &name);
    mt_free(scratch);
    return bearers == 1 && meant == 1;
}

/* ---- Finding ---- */

struct finding {
    const struct mt_mention_finder *finder;
    const struct mt_tokens *tokens;
    struct mt_str text;
};

/* How many tokens the form takes from `at` on; 0 when it does not stand there. */
static size_t length_at(const struct finding *f, struct mt_str form, size_t at)
{
    struct mt_str word;
    size_t n = 0;
    for (; mt_str_next(&form, ' ', &word); n++)
        if (at + n >= mt_tokens_count(f->tokens) ||
            !mt_str_eq(mt_tokens_at(f->tokens, at + n).term, word))
            return 0;
    return n;
}

static bool has_capital(const struct finding *f, size_t at)
{
    return mt_letter_is_upper(f->text, mt_tokens_at(f->tokens, at).begin);
}

static bool is_meant(const struct finding *f, const struct mt_entity *entity,
                     const struct mt_entity_form *form)
{
    void *scratch = mt_context(NULL);
    struct mt_strs part = words_of(scratch, form->words);
    bool meant = mt_part_means(entity, &part, f->finder->people, f->finder->n_people);
    mt_free(scratch);
    return meant;
}

/* The longest form of the entity there, the surest of them, among its names or what was heard for
 * them; NULL when there is none. */
static const struct mt_entity_form *form_at(const struct finding *f, const struct mt_entity *entity,
                                            bool heard, size_t at, size_t *length)
{
    const struct mt_entity_form *best = NULL;
    *length = 0;
    for (size_t i = 0; i < entity->forms.len; i++) {
        const struct mt_entity_form *form = &entity->forms.ptr[i];
        if ((form->level > MT_FORM_ALIAS) != heard)
            continue;
        size_t n = length_at(f, form->words, at);
        if (n <= *length || (form->capital && !has_capital(f, at)) ||
            (form->shared && !is_meant(f, entity, form)))
            continue;
        best = form; /* forms are in the order of their levels */
        *length = n;
    }
    return best;
}

static bool is_better(size_t length, const struct mt_entity_form *form,
                      const struct mt_mention *than)
{
    size_t other = than->end - than->begin;
    return !than->form || length > other || (length == other && form->level < than->form->level);
}

/* The best name of each kind that begins there; `*length` is that of the longest. */
static void add_names(const void *ctx, const struct finding *f, const struct mt_entity_list *list,
                      size_t at, size_t *length, struct mt_mentions *out)
{
    struct mt_mention best[MT_ENTITY_KINDS] = {{0}};
    *length = 0;
    for (size_t i = 0; i < list->len; i++) {
        size_t n;
        struct mt_mention *mention = &best[list->ptr[i]->kind];
        const struct mt_entity_form *form = form_at(f, list->ptr[i], false, at, &n);
        if (form && is_better(n, form, mention))
            *mention = (struct mt_mention){list->ptr[i], form, at, at + n};
        *length = n > *length ? n : *length;
    }
    for (size_t kind = 0; kind < MT_ENTITY_KINDS; kind++)
        if (best[kind].form && best[kind].end - at == *length)
            *mt_push(ctx, out) = best[kind];
}

/* What may have been said there besides the name of `length` words that is written, if there is
 * one: that a name is known does not say that it was understood. */
static void add_heard(const void *ctx, const struct finding *f, const struct mt_entity_list *list,
                      size_t at, size_t length, struct mt_mentions *out)
{
    for (size_t i = 0; i < list->len; i++) {
        size_t n;
        const struct mt_entity_form *form = form_at(f, list->ptr[i], true, at, &n);
        if (form && n >= length)
            *mt_push(ctx, out) = (struct mt_mention){list->ptr[i], form, at, at + n};
    }
}

enum mt_status mt_mentions_find(const void *ctx, const struct mt_mention_finder *finder,
                                const struct mt_tokens *tokens, struct mt_str text,
                                struct mt_mentions *out, struct mt_error *err)
{
    struct finding f = {finder, tokens, text};
    enum mt_status status = MT_OK;
    size_t end = 0; /* of the name before */
    for (size_t at = 0; at < mt_tokens_count(tokens) && status == MT_OK; at++) {
        struct mt_entity_list list = {0};
        size_t length;
        if (at < end)
            continue;
        status = mt_lookup_word(finder->lookup, mt_tokens_at(tokens, at).term, &list, err);
        add_names(ctx, &f, &list, at, &length, out);
        add_heard(ctx, &f, &list, at, length, out);
        end = at + length;
    }
    return status;
}
