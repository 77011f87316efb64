/* plan.c - A question made ready for one index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/plan.h"

#include "query/ask.h"
#include "query/filter.h"
#include "query/names.h"
#include "query/variants.h"
#include "query/words.h"
#include "text/tokenise.h"

/* "what is lunch" are words to look for, "what did she say of lunch" is a question. */
#define QUESTION_WORDS_MIN 4

struct nodes MT_VEC(struct mt_node *);

/* What stands side by side. */
struct kid {
    const struct mt_query *query;
    uint32_t at; /* how many words of the question stand before it */
};
struct kids MT_VEC(struct kid);

/* A word asked for. */
struct asked {
    size_t family;
    uint32_t at;
};

struct planner {
    const void *ctx;
    struct mt_reader *reader;
    struct mt_vocabulary *vocabulary;
    const struct mt_plan_options *options;
    struct mt_plan *plan;
    struct MT_VEC(struct asked) content;
    uint32_t n_asked;      /* words of the question that were met so far */
    uint32_t at;           /* how many of them stand before what is bound */
    enum mt_status status; /* the first failure; all work stops at it */
    struct mt_error *err;
};

/* ---- Binding words to families ---- */

static struct mt_node *new_node(struct planner *p, const struct mt_query *query)
{
    struct mt_node *node = mt_new(p->ctx, struct mt_node);
    node->op = query->op;
    node->query = query;
    return node;
}

static void look_at_clock(struct planner *p)
{
    if (p->status == MT_OK && mt_deadline_passed(p->options->deadline))
        p->status = mt_error_set(p->err, MT_ERR_TIMEOUT, "the question took too long to read");
}

static void bind_words(struct planner *p, struct mt_node *node, const struct mt_query *query,
                       bool negated)
{
    node->families = mt_array(p->ctx, size_t, query->words.len);
    for (size_t i = 0; i < query->words.len && p->status == MT_OK; i++) {
        bool last = i + 1 == query->words.len;
        enum mt_match match = MT_MATCH_STEM;
        if (query->op == MT_QUERY_PHRASE || query->exact || p->options->exact)
            match = MT_MATCH_EXACT;
        if (query->prefix && last)
            match = MT_MATCH_PREFIX;
        p->status = mt_vocabulary_find(p->vocabulary, query->words.ptr[i], match,
                                       &node->families[i], p->err);
        look_at_clock(p);
        if (p->status == MT_OK && !negated)
            *mt_push(p->ctx, &p->content) = (struct asked){node->families[i], p->at + (uint32_t)i};
    }
    node->n_families = query->words.len;
}

bool mt_node_is_leaf(const struct mt_node *node)
{
    return node->op == MT_QUERY_WORD || node->op == MT_QUERY_PHRASE || node->op == MT_QUERY_NEAR ||
           node->op == MT_QUERY_BEFORE;
}

/* ---- Names ---- */

bool mt_node_is_mention(const struct mt_node *node)
{
    return node->op == MT_QUERY_FIELD &&
           (node->query->field == MT_FIELD_PERSON || node->query->field == MT_FIELD_ORG);
}

/* Finds the form's words in the index; false when it lacks one. */
static bool bind_form(struct planner *p, struct mt_name_form *form)
{
    bool all = form->words.len > 0;
    form->families = mt_array(p->ctx, size_t, form->words.len);
    for (size_t i = 0; i < form->words.len && all && p->status == MT_OK; i++) {
        p->status = mt_vocabulary_find(p->vocabulary, form->words.ptr[i], MT_MATCH_EXACT,
                                       &form->families[i], p->err);
        all = p->status == MT_OK &&
              mt_vocabulary_families(p->vocabulary)->ptr[form->families[i]].forms.len > 0;
    }
    return all;
}

static bool same_words(const struct mt_strs *a, const struct mt_strs *b)
{
    bool same = a->len == b->len;
    for (size_t i = 0; same && i < a->len; i++)
        same = mt_str_eq(a->ptr[i], b->ptr[i]);
    return same;
}

/* Whether a form may stand for a word of the question, which asks for it wherever it stands: what
 * needs a look at the note or its text does not. A field's does. */
static bool will_do(const struct planner *p, const struct mt_node *node,
                    const struct mt_entity_form *form)
{
    if (mt_node_is_mention(node))
        return form->level <= MT_FORM_MEDIUM;
    if (form->level > MT_FORM_ALIAS && p->options->sounds == MT_SOUNDS_NEVER &&
        !node->query->sounds)
        return false;
    if (node->op == MT_QUERY_FIELD)
        return form->level <= MT_FORM_ALIAS && !form->shared;
    return form->level <= MT_FORM_MEDIUM && !form->shared && !form->capital;
}

static bool has_form(const struct mt_node *node, const struct mt_strs *words)
{
    for (size_t i = 0; i < node->forms.len; i++)
        if (same_words(&node->forms.ptr[i].words, words))
            return true;
    return false;
}

/* What a recogniser may have written for the word. */
static void bind_heard(struct planner *p, struct mt_node *node)
{
    const struct mt_query *query = node->query;
    struct mt_entity_forms *heard = mt_new(p->ctx, struct mt_entity_forms);
    if (p->status != MT_OK || p->options->exact || !mt_hear_wanted(query, p->options->sounds))
        return;
    p->status = mt_hear_forms(p->ctx, p->reader, p->options->n_places, p->options->lookup, query,
                              heard, p->err);
    for (size_t i = 0; p->status == MT_OK && i < heard->len; i++) {
        struct mt_name_form form = {.entity = query->n_entities ? query->entities[0] : NULL,
                                    .form = &heard->ptr[i],
                                    .words = mt_names_words(p->ctx, heard->ptr[i].words)};
        if (!has_form(node, &form.words) && bind_form(p, &form))
            *mt_push(p->ctx, &node->forms) = form;
    }
}

static void bind_names(struct planner *p, struct mt_node *node)
{
    const struct mt_query *query = node->query;
    bool texts = node->op == MT_QUERY_WORD || mt_node_is_mention(node);
    struct mt_name_form asked = {.words = query->words};
    if (mt_node_is_mention(node) && bind_form(p, &asked))
        *mt_push(p->ctx, &node->forms) = asked;
    for (size_t e = 0; e < query->n_entities; e++) {
        const struct mt_entity *entity = query->entities[e];
        for (size_t f = 0; f < entity->forms.len && p->status == MT_OK; f++) {
            struct mt_name_form form = {.entity = entity, .form = &entity->forms.ptr[f]};
            form.words = mt_names_words(p->ctx, form.form->words);
            if (will_do(p, node, form.form) && !same_words(&form.words, &query->words) &&
                (!texts || bind_form(p, &form)))
                *mt_push(p->ctx, &node->forms) = form;
        }
    }
    bind_heard(p, node);
}

/* What was typed apart is also found written as one; as one, also apart where the index does not
 * know the word. */
static void bind_variants(struct planner *p, struct mt_node *node)
{
    const struct mt_query *query = node->query;
    struct mt_variants variants = {0};
    if (p->status != MT_OK || query->exact || query->prefix || p->options->exact ||
        query->n_entities || query->words.len == 0)
        return;
    bool apart = mt_vocabulary_families(p->vocabulary)->ptr[node->families[0]].forms.len == 0;
    p->status = mt_variants_find(p->ctx, p->reader, &query->words, apart, &variants, p->err);
    for (size_t i = 0; i < variants.len; i++) {
        struct mt_name_form form = {.words = variants.ptr[i]};
        if (bind_form(p, &form))
            *mt_push(p->ctx, &node->forms) = form;
    }
}

/* ---- Groups ---- */

static bool plain_stop(const struct mt_query *query, bool asking)
{
    return query->op == MT_QUERY_WORD && query->words.len == 1 && !query->exact && !query->prefix &&
           !query->sounds && !query->n_entities &&
           (mt_word_is_stop(query->words.ptr[0]) ||
            (asking && mt_word_is_asking(query->words.ptr[0])));
}

static bool has_words(const struct mt_query *query)
{
    return query->op != MT_QUERY_FIELD && query->op != MT_QUERY_NOT;
}

/* What stands side by side. Parentheses around words that stand side by side themselves add
 * nothing: people write them in questions as they do in prose. */
static void side_by_side(struct planner *p, const struct mt_query *query, struct kids *out)
{
    for (size_t i = 0; i < query->n_kids; i++) {
        if (query->op == MT_QUERY_SOFT && query->kids[i]->op == MT_QUERY_SOFT)
            side_by_side(p, query->kids[i], out);
        else {
            *mt_push(p->ctx, out) = (struct kid){query->kids[i], p->n_asked};
            if (has_words(query->kids[i]))
                p->n_asked += (uint32_t)query->kids[i]->words.len;
        }
    }
}

/* Also a word that says little may be part of a name: "PhD D". */
static void gather_words(struct planner *p, const struct mt_query *query)
{
    if (query->op == MT_QUERY_FIELD || query->op == MT_QUERY_NOT)
        return;
    for (size_t i = 0; i < query->words.len; i++)
        *mt_push(p->ctx, &p->plan->words) = query->words.ptr[i];
    for (size_t i = 0; i < query->n_kids; i++)
        gather_words(p, query->kids[i]);
}

/* Leaves out what says little among words side by side, unless that would leave no word. */
static void drop_stops(struct planner *p, struct kids *kids)
{
    size_t fields = 0;
    while (fields < kids->len && kids->ptr[fields].query->op == MT_QUERY_FIELD)
        fields++;
    if (fields == kids->len)
        return;
    const struct mt_query *first = kids->ptr[fields].query;
    bool asks = first->op == MT_QUERY_WORD && first->words.len == 1 &&
                mt_word_opens_question(first->words.ptr[0]);
    bool question = asks && kids->len >= QUESTION_WORDS_MIN;
    p->plan->is_question |= question;
    if (question && p->options->whole)
        return;
    for (int asking = asks; asking >= 0; asking--) {
        size_t words = 0, left = 0;
        for (size_t i = 0; i < kids->len; i++)
            words += !plain_stop(kids->ptr[i].query, asking) && has_words(kids->ptr[i].query);
        for (size_t i = 0; words && i < kids->len; i++)
            if (!plain_stop(kids->ptr[i].query, asking))
                kids->ptr[left++] = kids->ptr[i];
        if (words) {
            p->plan->cut |= question && left < kids->len;
            kids->len = left;
            return;
        }
    }
}

/* The same field twice means either value, where one thing can have only one of them. */
static bool either_will_do(const struct mt_node *node)
{
    if (node->op != MT_QUERY_FIELD)
        return false;
    switch (node->query->field) {
    case MT_FIELD_SPEAKER:
    case MT_FIELD_IN:
    case MT_FIELD_OWNER:
    case MT_FIELD_IS:
    case MT_FIELD_TYPE:
    case MT_FIELD_PATH:
        return true;
    default:
        return false;
    }
}

/* Joins kids that are the same field to one OR in the place of the first. */
static void join_fields(struct planner *p, struct mt_node *node)
{
    size_t left = 0;
    for (size_t i = 0; i < node->n_kids; i++) {
        struct mt_node *kid = node->kids[i];
        size_t at = left;
        for (size_t j = 0; j < left && either_will_do(kid); j++) {
            struct mt_node *other = node->kids[j];
            if (other->op == MT_QUERY_OR && other->query == node->query)
                other = other->kids[0];
            if (either_will_do(other) && other->query->field == kid->query->field)
                at = j;
        }
        if (at == left) {
            node->kids[left++] = kid;
            continue;
        }
        struct mt_node *first = node->kids[at];
        if (first->op != MT_QUERY_OR) {
            struct mt_node *either = new_node(p, node->query); /* marks it as made here */
            either->op = MT_QUERY_OR;
            either->kids = mt_array(p->ctx, struct mt_node *, node->n_kids);
            either->kids[either->n_kids++] = first;
            node->kids[at] = either;
            first = either;
        }
        first->kids[first->n_kids++] = kid;
    }
    node->n_kids = left;
}

static struct mt_node *bind(struct planner *p, const struct mt_query *query, bool negated);

static void bind_kids(struct planner *p, struct mt_node *node, const struct mt_query *query,
                      bool negated)
{
    struct kids kids = {0};
    side_by_side(p, query, &kids);
    if (query->op == MT_QUERY_SOFT)
        drop_stops(p, &kids);
    node->kids = mt_array(p->ctx, struct mt_node *, kids.len);
    for (size_t i = 0; i < kids.len; i++) {
        p->at = kids.ptr[i].at;
        struct mt_node *kid = bind(p, kids.ptr[i].query, negated || node->op == MT_QUERY_NOT);
        if (kid)
            node->kids[node->n_kids++] = kid;
    }
    if (node->op == MT_QUERY_SOFT || node->op == MT_QUERY_AND)
        join_fields(p, node);
}

/* Says so, also how dates are asked for whoever is used to other programs' fields. */
static void note_unknown_key(struct planner *p, const struct mt_query *query)
{
    static const struct {
        struct mt_str key;
        const char *before, *after;
    } dates[] = {
        {MT_STR("after"), "", ".."},
        {MT_STR("since"), "", ".."},
        {MT_STR("before"), "..", ""},
        {MT_STR("until"), "..", ""},
    };
    struct mt_str *note = mt_push(p->ctx, &p->plan->notes);
    *note = mt_str_printf(p->ctx, "no note has a field \"%.*s\": %.*s:%.*s is read as words",
                          MT_ARG(query->key), MT_ARG(query->key), MT_ARG(query->text));
    for (size_t i = 0; i < MT_COUNT(dates); i++)
        if (mt_str_eq_nocase(query->key, dates[i].key))
            *note =
                mt_str_printf(p->ctx, "%.*s; dates are asked for as date:%s%.*s%s", MT_ARG(*note),
                              dates[i].before, MT_ARG(query->text), dates[i].after);
}

/* A key that the index has never seen is no field: "re:Invent" is two words side by side. */
static struct mt_node *bind_unknown_key(struct planner *p, const struct mt_query *query,
                                        bool negated)
{
    struct mt_query *words = mt_new(p->ctx, struct mt_query);
    struct mt_tokens *tokens = mt_tokens_new(p->ctx);
    note_unknown_key(p, query);
    words->op = MT_QUERY_WORD;
    words->text = mt_str_printf(p->ctx, "%.*s:%.*s", MT_ARG(query->key), MT_ARG(query->text));
    mt_tokenise(tokens, words->text);
    for (size_t i = 0; i < mt_tokens_count(tokens); i++)
        *mt_push(p->ctx, &words->words) = mt_str_copy(p->ctx, mt_tokens_at(tokens, i).term);
    if (!negated)
        gather_words(p, words);
    return bind(p, words, negated);
}

/* A name of several words, of which one will do where the name does not stand. */
static bool has_parts(const struct mt_node *node)
{
    return node->op == MT_QUERY_WORD && node->query->n_entities && node->n_families > 1;
}

static struct mt_node *bind(struct planner *p, const struct mt_query *query, bool negated)
{
    if (p->status != MT_OK || query->op == MT_QUERY_NOTHING)
        return NULL;
    if (query->op == MT_QUERY_FIELD && query->field == MT_FIELD_PROPERTY) {
        bool known = false;
        p->status = mt_filter_knows_key(p->reader, query->key, &known, p->err);
        if (!known)
            return bind_unknown_key(p, query, negated);
    }
    struct mt_node *node = new_node(p, query);
    if (mt_node_is_leaf(node) || mt_node_is_mention(node))
        node->leaf = p->plan->n_leaves++;
    if (query->op == MT_QUERY_WORD || query->op == MT_QUERY_PHRASE)
        bind_words(p, node, query, negated);
    else
        bind_kids(p, node, query, negated);
    if (query->op == MT_QUERY_WORD || query->op == MT_QUERY_FIELD)
        bind_names(p, node);
    if (query->op == MT_QUERY_WORD)
        bind_variants(p, node);
    bool group =
        query->op == MT_QUERY_SOFT || query->op == MT_QUERY_AND || query->op == MT_QUERY_OR;
    if ((group || query->op == MT_QUERY_NOT) && node->n_kids == 0)
        return NULL;
    if (group && node->n_kids == 1 && !has_parts(node->kids[0]))
        return node->kids[0];
    return node;
}

/* ---- The plan ---- */

static bool is_filter(const struct mt_node *node)
{
    bool all = node->op == MT_QUERY_FIELD || node->op == MT_QUERY_OR;
    for (size_t i = 0; i < node->n_kids && node->op == MT_QUERY_OR; i++)
        all &= node->kids[i]->op == MT_QUERY_FIELD;
    return all;
}

static bool is_relaxable(const struct mt_node *root)
{
    if (!root || root->op != MT_QUERY_SOFT)
        return false;
    size_t words = 0;
    for (size_t i = 0; i < root->n_kids; i++) {
        enum mt_query_op op = root->kids[i]->op;
        words += has_parts(root->kids[i]) ? root->kids[i]->n_families : op == MT_QUERY_WORD;
        if ((op == MT_QUERY_AND || op == MT_QUERY_OR || op == MT_QUERY_SOFT) &&
            !is_filter(root->kids[i]))
            return false;
    }
    return words > 1;
}

static void fill_content(struct planner *p, struct mt_plan *plan)
{
    size_t n = p->content.len;
    plan->content = mt_array(p->ctx, size_t, n);
    plan->pairs = mt_array(p->ctx, struct mt_pair, n);
    for (size_t i = 0; i < n; i++) {
        const struct asked *asked = &p->content.ptr[i], *before = i ? asked - 1 : asked;
        bool seen = false;
        for (size_t j = 0; j < plan->n_content; j++)
            seen |= plan->content[j] == asked->family;
        if (!seen)
            plan->content[plan->n_content++] = asked->family;
        if (before->at < asked->at && before->family != asked->family)
            plan->pairs[plan->n_pairs++] =
                (struct mt_pair){before->family, asked->family, asked->at - before->at};
    }
}

static void note_cut_prefixes(struct planner *p, struct mt_plan *plan)
{
    for (size_t i = 0; i < plan->families.len; i++)
        if (plan->families.ptr[i].cut)
            *mt_push(p->ctx, &plan->notes) =
                mt_str_printf(p->ctx, "%.*s* stands for the %d commonest words it begins",
                              MT_ARG(plan->families.ptr[i].word), MT_FORMS_MAX);
}

bool mt_plan_is_quiet(const struct mt_plan *plan, size_t family)
{
    struct mt_str word = plan->families.ptr[family].word;
    return plan->whole && (mt_word_is_stop(word) || mt_word_is_asking(word));
}

bool mt_plan_may_miss(const struct mt_plan *plan, const struct mt_node *kid)
{
    return kid->op == MT_QUERY_WORD &&
           !(kid->n_families == 1 && mt_plan_is_quiet(plan, kid->families[0]));
}

enum mt_status mt_plan_query(const void *ctx, const struct mt_query *tree, struct mt_reader *reader,
                             uint64_t units, const struct mt_plan_options *options,
                             struct mt_plan *out, struct mt_error *err)
{
    struct mt_plan plan = {.whole = options->whole};
    struct planner p = {
        .ctx = ctx,
        .reader = reader,
        .vocabulary = mt_vocabulary_new(ctx, reader, units, &options->languages),
        .options = options,
        .plan = &plan,
        .err = err,
    };
    plan.root = bind(&p, tree, false);
    gather_words(&p, tree);
    plan.relaxable = is_relaxable(plan.root);
    plan.families = *mt_vocabulary_families(p.vocabulary);
    if (p.status == MT_OK)
        p.status = mt_ask_store(ctx, &plan, reader, options->deadline, &plan.store, err);
    fill_content(&p, &plan);
    note_cut_prefixes(&p, &plan);
    if (p.status == MT_OK)
        *out = plan;
    return p.status;
}
