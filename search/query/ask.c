/* ask.c - The question to the store
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/ask.h"

#include "query/filter.h"

/* What only sounds like a word leads to notes, but says little for them: it is rare, and by that
 * alone would outweigh the words that were asked for. */
#define SOUNDS_SCALE .1
/* Words of title, people and tags count this much more than those of the text. */
#define HEAD_SCALE 3

struct numbers MT_VEC(size_t);

struct asker {
    const void *ctx;
    struct mt_reader *reader;
    const struct mt_plan *plan;
    const struct mt_deadline *deadline;
    enum mt_status status; /* the first failure; all work stops at it */
    struct mt_error *err;
};

static void look_at_clock(struct asker *a)
{
    if (a->status == MT_OK && mt_deadline_passed(a->deadline))
        a->status = mt_error_set(a->err, MT_ERR_TIMEOUT, "the question took too long to read");
}

static struct mt_store_query *store_node(struct asker *a, enum mt_store_op op, size_t n_kids)
{
    struct mt_store_query *query = mt_new(a->ctx, struct mt_store_query);
    query->op = op;
    query->kids = mt_array(a->ctx, const struct mt_store_query *, n_kids);
    query->n_kids = n_kids;
    return query;
}

/* The forms of a family, each with a prefix, as one term (`op` SYNONYM) or as any of them (OR). */
static const struct mt_store_query *store_family(struct asker *a, size_t number, const char *prefix,
                                                 enum mt_store_op op)
{
    const struct mt_family *family = &a->plan->families.ptr[number];
    struct mt_store_query *query = store_node(a, op, family->forms.len);
    for (size_t i = 0; i < family->forms.len; i++) {
        struct mt_store_query *term = store_node(a, MT_STORE_TERM, 0);
        term->term = mt_str_printf(a->ctx, "%s%.*s", prefix, MT_ARG(family->forms.ptr[i].term));
        query->kids[i] = term;
    }
    if (query->n_kids == 0)
        query->op = MT_STORE_NOTHING;
    return query->n_kids == 1 ? query->kids[0] : query;
}

static struct mt_store_query *store_scaled(struct asker *a, double scale,
                                           const struct mt_store_query *query)
{
    struct mt_store_query *scaled = store_node(a, MT_STORE_SCALE, 1);
    scaled->scale = scale;
    scaled->kids[0] = query;
    return scaled;
}

/* A form's words, all of them: whether they stand in a row is tested on the moments. */
static const struct mt_store_query *store_form(struct asker *a, const struct mt_name_form *form)
{
    struct mt_store_query *all = store_node(a, MT_STORE_AND, form->words.len);
    for (size_t i = 0; i < form->words.len; i++)
        all->kids[i] = store_family(a, form->families[i], "", MT_STORE_OR);
    const struct mt_store_query *query = form->words.len == 1 ? all->kids[0] : all;
    bool heard = form->form && form->form->level >= MT_FORM_HIGH;
    return heard ? store_scaled(a, SOUNDS_SCALE, query) : query;
}

/* The query, or any of the node's forms. */
static const struct mt_store_query *store_with_forms(struct asker *a, const struct mt_node *node,
                                                     const struct mt_store_query *query)
{
    if (node->forms.len == 0)
        return query;
    struct mt_store_query *any = store_node(a, MT_STORE_OR, node->forms.len + 1);
    any->kids[0] = query;
    for (size_t i = 0; i < node->forms.len; i++)
        any->kids[i + 1] = store_form(a, &node->forms.ptr[i]);
    return any;
}

static const struct mt_store_query *store_row(struct asker *a, const struct mt_node *node)
{
    struct mt_store_query *phrase = store_node(a, MT_STORE_PHRASE, node->n_families);
    for (size_t i = 0; i < node->n_families; i++) {
        phrase->kids[i] = store_family(a, node->families[i], "", MT_STORE_OR);
        if (phrase->kids[i]->op == MT_STORE_NOTHING)
            return phrase->kids[i];
    }
    return node->n_families == 1 ? phrase->kids[0] : phrase;
}

/* A word scored as the ranking wants it: its family, and more where it stands in the head. */
static const struct mt_store_query *store_scored(struct asker *a, size_t family)
{
    struct mt_store_query *both = store_node(a, MT_STORE_OR, 2);
    both->kids[0] = store_family(a, family, "", MT_STORE_SYNONYM);
    both->kids[1] =
        store_scaled(a, HEAD_SCALE, store_family(a, family, MT_PREFIX_HEAD, MT_STORE_SYNONYM));
    return both;
}

static const struct mt_store_query *store_query(struct asker *a, struct mt_node *node,
                                                bool required);

/* Both sides of a NEAR must be in the note; how near is tested on the moments. */
static const struct mt_store_query *store_all(struct asker *a, struct mt_node *node, bool required)
{
    struct mt_store_query *all = store_node(a, MT_STORE_AND, node->n_kids);
    for (size_t i = 0; i < node->n_kids; i++)
        all->kids[i] = store_query(a, node->kids[i], required);
    return all;
}

/* Whether the store decides the field completely. */
static bool is_decided(const struct mt_node *field)
{
    return field->forms.len == 0 && mt_filter_is_exact(field->query);
}

static const struct mt_store_query *store_filter(struct asker *a, const struct mt_query *field)
{
    const struct mt_store_query *filter = NULL;
    if (a->status == MT_OK)
        a->status = mt_filter_query(a->ctx, a->reader, field, a->deadline, &filter, a->err);
    return a->status == MT_OK ? filter : store_node(a, MT_STORE_NOTHING, 0);
}

/* The field as it was asked, or with any other form of the name. */
static const struct mt_store_query *store_field(struct asker *a, const struct mt_node *node)
{
    if (mt_node_is_mention(node))
        return store_with_forms(a, node, store_node(a, MT_STORE_NOTHING, 0));
    if (node->forms.len == 0)
        return store_filter(a, node->query);
    struct mt_store_query *any = store_node(a, MT_STORE_OR, node->forms.len + 1);
    any->kids[0] = store_filter(a, node->query);
    for (size_t i = 0; i < node->forms.len; i++) {
        struct mt_query field = *node->query;
        field.words = node->forms.ptr[i].words;
        any->kids[i + 1] = store_filter(a, &field);
    }
    return any;
}

static const struct mt_store_query *store_not(struct asker *a, struct mt_node *node, bool required)
{
    struct mt_node *kid = node->kids[0];
    bool by_note = kid->op == MT_QUERY_FIELD && is_decided(kid);
    struct mt_store_query *not = store_node(a, MT_STORE_AND_NOT, 2);
    not ->kids[0] = store_node(a, MT_STORE_EVERYTHING, 0);
    if (!by_note) /* the note may hold other moments without it */
        return not ->kids[0];
    not ->kids[1] = store_query(a, kid, false);
    node->settled = required;
    return not ;
}

/* Words side by side that may be relaxed: any of them, where all the rest holds. */
static const struct mt_store_query *store_relaxed(struct asker *a, struct mt_node *node)
{
    struct mt_store_query *words = store_node(a, MT_STORE_OR, 0);
    struct mt_store_query *rest = store_node(a, MT_STORE_AND, node->n_kids);
    struct numbers families = {0};
    size_t n_forms = 0;
    rest->n_kids = 0;
    for (size_t i = 0; i < node->n_kids; i++) {
        struct mt_node *kid = node->kids[i];
        n_forms += kid->op == MT_QUERY_WORD ? kid->forms.len : 0;
        if (kid->op != MT_QUERY_WORD)
            rest->kids[rest->n_kids++] = store_query(a, kid, true);
        for (size_t f = 0; kid->op == MT_QUERY_WORD && f < kid->n_families; f++)
            *mt_push(a->ctx, &families) = kid->families[f];
    }
    words->kids = mt_array(a->ctx, const struct mt_store_query *, families.len + n_forms);
    for (size_t i = 0; i < families.len; i++)
        words->kids[words->n_kids++] = store_scored(a, families.ptr[i]);
    for (size_t i = 0; i < node->n_kids; i++)
        for (size_t f = 0; node->kids[i]->op == MT_QUERY_WORD && f < node->kids[i]->forms.len; f++)
            words->kids[words->n_kids++] = store_form(a, &node->kids[i]->forms.ptr[f]);
    if (rest->n_kids == 0)
        return words;
    rest->kids = mt_resize(a->ctx, rest->kids, (rest->n_kids + 1) * sizeof *rest->kids);
    rest->kids[rest->n_kids++] = words;
    return rest;
}

static const struct mt_store_query *store_query(struct asker *a, struct mt_node *node,
                                                bool required)
{
    switch (node->op) {
    case MT_QUERY_WORD:
        return store_with_forms(a, node,
                                node->n_families == 1 ? store_scored(a, node->families[0])
                                                      : store_row(a, node));
    case MT_QUERY_PHRASE:
        return store_row(a, node);
    case MT_QUERY_FIELD:
        node->settled = required && is_decided(node);
        look_at_clock(a);
        return store_field(a, node);
    case MT_QUERY_NOT:
        return store_not(a, node, required);
    case MT_QUERY_OR: {
        struct mt_store_query *any = store_node(a, MT_STORE_OR, node->n_kids);
        for (size_t i = 0; i < node->n_kids; i++)
            any->kids[i] = store_query(a, node->kids[i], false);
        return any;
    }
    case MT_QUERY_SOFT:
        if (a->plan->relaxable && node == a->plan->root)
            return store_relaxed(a, node);
        return store_all(a, node, required);
    default:
        return store_all(a, node, required);
    }
}

enum mt_status mt_ask_store(const void *ctx, const struct mt_plan *plan, struct mt_reader *reader,
                            const struct mt_deadline *deadline, const struct mt_store_query **out,
                            struct mt_error *err)
{
    struct asker a = {.ctx = ctx, .reader = reader, .plan = plan, .deadline = deadline, .err = err};
    const struct mt_store_query *query =
        plan->root ? store_query(&a, plan->root, true) : store_node(&a, MT_STORE_NOTHING, 0);
    if (a.status == MT_OK)
        *out = query;
    return a.status;
}
