/* names.c - Whom a question means
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/names.h"

#include "text/letter.h"

struct mt_strs mt_names_words(const void *ctx, struct mt_str form)
{
    struct mt_strs words = {0};
    struct mt_str word;
    while (mt_str_next(&form, ' ', &word))
        *mt_push(ctx, &words) = word;
    return words;
}

static bool is_name(const struct mt_entity_form *form)
{
    return form->level <= MT_FORM_ALIAS;
}

/* How many words, from `begin` on, the form is; 0 when they are others. */
static size_t stands_at(struct mt_str form, const struct mt_strs *words, size_t begin)
{
    struct mt_str word;
    size_t n = 0;
    for (; mt_str_next(&form, ' ', &word); n++)
        if (begin + n >= words->len || !mt_str_eq(words->ptr[begin + n], word))
            return 0;
    return n;
}

/* The most words that one of the entity's names has there. */
static size_t name_length(const struct mt_entity *entity, const struct mt_strs *words,
                          const struct mt_str *typed, size_t begin)
{
    size_t longest = 0;
    for (size_t f = 0; f < entity->forms.len; f++) {
        const struct mt_entity_form *form = &entity->forms.ptr[f];
        if (!is_name(form) || form->shared ||
            (form->capital && !mt_letter_is_upper(typed[begin], 0)))
            continue;
        size_t n = stands_at(form->words, words, begin);
        longest = n > longest ? n : longest;
    }
    return longest;
}

/* The entities whose name, other name or unambiguous part the words are from `begin` on: of as many
 * words as any has. */
static enum mt_status names_at(const void *ctx, struct mt_lookup *lookup,
                               const struct mt_strs *words, const struct mt_str *typed,
                               size_t begin, size_t *length, struct mt_entity_list *out,
                               struct mt_error *err)
{
    struct mt_entity_list list;
    struct mt_entity_list found = {0};
    size_t longest = 0;
    assert(words->ptr && begin < words->len);
    enum mt_status status = mt_lookup_word(lookup, words->ptr[begin], &list, err);
    if (status != MT_OK)
        return status;
    for (size_t i = 0; i < list.len; i++) {
        size_t n = name_length(list.ptr[i], words, typed, begin);
        if (n > longest)
            found.len = 0;
        longest = n > longest ? n : longest;
        if (n && n == longest)
            *mt_push(ctx, &found) = list.ptr[i];
    }
    *length = longest;
    *out = found;
    return MT_OK;
}

static bool has_part(const struct mt_entity *entity, const struct mt_strs *words)
{
    for (size_t f = 0; f < entity->forms.len; f++) {
        bool all = is_name(&entity->forms.ptr[f]);
        for (size_t w = 0; all && w < words->len; w++)
            all = mt_str_has_word(entity->forms.ptr[f].words, words->ptr[w]);
        if (all)
            return true;
    }
    return false;
}

/* The entities of a kind that have all of the words in one of their names. */
static enum mt_status names_with_part(const void *ctx, struct mt_lookup *lookup,
                                      const struct mt_strs *words, enum mt_entity_kind kind,
                                      struct mt_entity_list *out, struct mt_error *err)
{
    struct mt_entity_list list = {0}, found = {0};
    enum mt_status status = MT_OK;
    if (words->len)
        status = mt_lookup_word(lookup, words->ptr[0], &list, err);
    if (status != MT_OK)
        return status;
    for (size_t i = 0; i < list.len; i++)
        if (list.ptr[i]->kind == kind && has_part(list.ptr[i], words))
            *mt_push(ctx, &found) = list.ptr[i];
    *out = found;
    return MT_OK;
}

/* ---- The tree ---- */

struct joiner {
    const void *ctx;
    struct mt_lookup *lookup;
    bool words;
    enum mt_status status; /* the first failure; all work stops at it */
    struct mt_error *err;
};

static struct mt_query *copy_of(const struct joiner *j, const struct mt_query *query)
{
    struct mt_query *copy = mt_new(j->ctx, struct mt_query);
    *copy = *query;
    return copy;
}

static const struct mt_query *meaning(struct mt_query *query, const struct mt_entity_list *entities)
{
    query->entities = entities->ptr;
    query->n_entities = entities->len;
    return query;
}

static bool is_plain_word(const struct joiner *j, const struct mt_query *query)
{
    return j->words && query->op == MT_QUERY_WORD && !query->exact && !query->prefix;
}

/* Plain words side by side, laid out one by one. One whose sound is asked for too may be a name,
 * but is no part of one with its neighbours: of that, its own sound would be lost. */
struct row {
    struct mt_strs words;
    struct mt_strs typed; /* "" within what was typed as one */
    size_t *first;        /* of each kid, its first word; one more at the end */
    size_t n_kids;
};

static struct row row_of(const struct joiner *j, struct mt_query *const *kids, size_t n)
{
    struct row row = {.first = mt_array(j->ctx, size_t, n + 1)};
    for (; row.n_kids < n && is_plain_word(j, kids[row.n_kids]); row.n_kids++) {
        const struct mt_query *kid = kids[row.n_kids];
        if (row.n_kids && (kid->sounds || kids[0]->sounds))
            break;
        row.first[row.n_kids] = row.words.len;
        for (size_t i = 0; i < kid->words.len; i++) {
            *mt_push(j->ctx, &row.words) = kid->words.ptr[i];
            *mt_push(j->ctx, &row.typed) = kid->words.len == 1 ? kid->text : mt_str("");
        }
    }
    row.first[row.n_kids] = row.words.len;
    return row;
}

/* The kids from `kid` on that are a name together, as one; `*taken` says how many, 0 for none. */
static const struct mt_query *name_at(struct joiner *j, const struct row *row,
                                      struct mt_query *const *kids, size_t kid, size_t *taken)
{
    size_t begin = row->first[kid], length = 0, end = kid + 1;
    struct mt_entity_list entities;
    *taken = 0;
    j->status =
        names_at(j->ctx, j->lookup, &row->words, row->typed.ptr, begin, &length, &entities, j->err);
    while (end < row->n_kids && row->first[end] < begin + length)
        end++;
    if (j->status != MT_OK || length == 0 || row->first[end] != begin + length)
        return NULL;
    struct mt_query *name = copy_of(j, kids[kid]);
    name->words = (struct mt_strs){0};
    for (size_t i = begin; i < begin + length; i++)
        *mt_push(j->ctx, &name->words) = row->words.ptr[i];
    for (size_t i = kid + 1; i < end; i++)
        name->text = mt_str_printf(j->ctx, "%.*s %.*s", MT_ARG(name->text), MT_ARG(kids[i]->text));
    *taken = end - kid;
    return meaning(name, &entities);
}

static const struct mt_query *join(struct joiner *j, const struct mt_query *query);

/* Words side by side: the longest names first come, first served. */
static const struct mt_query *join_side(struct joiner *j, const struct mt_query *side)
{
    struct mt_query *joined = copy_of(j, side);
    joined->kids = mt_array(j->ctx, struct mt_query *, side->n_kids);
    joined->n_kids = 0;
    for (size_t i = 0; i < side->n_kids && j->status == MT_OK;) {
        struct row row = row_of(j, side->kids + i, side->n_kids - i);
        if (row.n_kids == 0)
            joined->kids[joined->n_kids++] = (struct mt_query *)join(j, side->kids[i++]);
        for (size_t k = 0, taken; k < row.n_kids && j->status == MT_OK; k += taken) {
            const struct mt_query *name = name_at(j, &row, side->kids + i, k, &taken);
            joined->kids[joined->n_kids++] = taken ? (struct mt_query *)name : side->kids[i + k];
            taken += taken == 0;
        }
        i += row.n_kids;
    }
    return joined;
}

static const struct mt_query *join_kids(struct joiner *j, const struct mt_query *query)
{
    struct mt_query *joined = copy_of(j, query);
    joined->kids = mt_array(j->ctx, struct mt_query *, query->n_kids);
    for (size_t i = 0; i < query->n_kids; i++)
        joined->kids[i] = (struct mt_query *)join(j, query->kids[i]);
    return joined;
}

static const struct mt_query *join_word(struct joiner *j, const struct mt_query *word)
{
    struct mt_query *kids[] = {(struct mt_query *)word};
    struct row row = row_of(j, kids, 1);
    assert(row.n_kids <= MT_COUNT(kids));
    size_t taken = 0;
    const struct mt_query *name = row.n_kids ? name_at(j, &row, kids, 0, &taken) : NULL;
    return taken ? name : word;
}

static const struct mt_query *join_field(struct joiner *j, const struct mt_query *field)
{
    struct mt_entity_list entities = {0};
    switch (field->field) {
    case MT_FIELD_PERSON:
    case MT_FIELD_WITH:
    case MT_FIELD_SPEAKER:
    case MT_FIELD_OWNER:
        j->status =
            names_with_part(j->ctx, j->lookup, &field->words, MT_ENTITY_PERSON, &entities, j->err);
        break;
    case MT_FIELD_ORG:
        j->status = names_with_part(j->ctx, j->lookup, &field->words, MT_ENTITY_ORGANIZATION,
                                    &entities, j->err);
        break;
    default:
        return field;
    }
    return entities.len ? meaning(copy_of(j, field), &entities) : field;
}

static const struct mt_query *join(struct joiner *j, const struct mt_query *query)
{
    if (j->status != MT_OK)
        return query;
    switch (query->op) {
    case MT_QUERY_WORD:
        return join_word(j, query);
    case MT_QUERY_FIELD:
        return join_field(j, query);
    case MT_QUERY_SOFT:
        return join_side(j, query);
    case MT_QUERY_NOT:
    case MT_QUERY_AND:
    case MT_QUERY_OR:
        return join_kids(j, query);
    default: /* what stands in a phrase or near others is taken by the word */
        return query;
    }
}

enum mt_status mt_names_join(const void *ctx, struct mt_lookup *lookup, const struct mt_query *tree,
                             bool words, const struct mt_query **out, struct mt_error *err)
{
    struct joiner j = {.ctx = ctx, .lookup = lookup, .words = words, .err = err};
    const struct mt_query *joined = join(&j, tree);
    if (j.status == MT_OK)
        *out = joined;
    return j.status;
}
