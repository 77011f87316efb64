/* reading.c - How a question was understood
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/reading.h"

#include "query/words.h"

/* Of the words that stand for one, so many are named; forms come as the index has them. */
#define NAMED 4

struct reader {
    struct mt_buf out;
    const struct mt_plan *plan;
};

static void add(struct reader *r, const char *text)
{
    mt_buf_add(&r->out, mt_str(text));
}

/* ---- What stands for a word ---- */

/* A list in parentheses that opens with its first item; of many, the first NAMED. */
struct also {
    const char *label;
    size_t n;
};

static void add_also(struct reader *r, struct also *also, struct mt_str word)
{
    also->n++;
    if (also->n <= NAMED)
        mt_buf_printf(&r->out, "%s%.*s", also->n == 1 ? also->label : ", ", MT_ARG(word));
}

static void end_also(struct reader *r, const struct also *also)
{
    if (also->n > NAMED)
        mt_buf_printf(&r->out, " and %zu more", also->n - NAMED);
    if (also->n)
        add(r, ")");
}

static void add_forms(struct reader *r, const struct mt_node *node)
{
    struct also other = {.label = node->query->prefix ? " (" : " (also "};
    for (size_t i = 0; i < node->n_families; i++) {
        const struct mt_family *family = &r->plan->families.ptr[node->families[i]];
        for (size_t f = 0; f < family->forms.len; f++)
            if (!mt_str_eq(family->forms.ptr[f].term, family->word))
                add_also(r, &other, family->forms.ptr[f].term);
    }
    end_also(r, &other);
}

/* Whom a name means, and how else they are called, or were heard. */
static void add_names(struct reader *r, const struct mt_node *node)
{
    const struct mt_query *query = node->query;
    struct also means = {.label = " (means "}, names = {.label = " (also called "},
                sounds = {.label = " (sounds like "};
    for (size_t i = 0; i < query->n_entities; i++)
        add_also(r, &means, query->entities[i]->name);
    end_also(r, &means);
    for (size_t i = 0; i < node->forms.len; i++) {
        const struct mt_name_form *form = &node->forms.ptr[i];
        if (form->form && form->form->level < MT_FORM_HIGH)
            add_also(r, &names, form->form->words);
    }
    end_also(r, &names);
    for (size_t i = 0; i < node->forms.len; i++) {
        const struct mt_name_form *form = &node->forms.ptr[i];
        if (form->form && form->form->level >= MT_FORM_HIGH)
            add_also(r, &sounds, form->form->words);
    }
    end_also(r, &sounds);
}

/* ---- The tree ---- */

static void add_dates(struct reader *r, struct mt_dates dates)
{
    char from[MT_DATE_SIZE], to[MT_DATE_SIZE];
    mt_date_format(dates.from, from);
    mt_date_format(dates.to, to);
    if (dates.from == dates.to)
        add(r, from);
    else
        mt_buf_printf(&r->out, "%s..%s", from, to);
}

static void add_field(struct reader *r, const struct mt_node *node)
{
    const struct mt_query *query = node->query;
    struct mt_str name = mt_field_name(query->field);
    mt_buf_printf(&r->out, "%.*s ", MT_ARG(name.len ? name : query->key));
    if (query->field == MT_FIELD_IN)
        mt_buf_add(&r->out, mt_kind_name(query->kind));
    else if (query->field == MT_FIELD_DATE || query->field == MT_FIELD_DUE)
        add_dates(r, query->dates);
    else
        mt_buf_add(&r->out, query->text);
    add_names(r, node);
}

static void add_word(struct reader *r, const struct mt_node *node)
{
    const struct mt_query *query = node->query;
    bool row = query->words.len > 1;
    add(r, query->exact ? "exactly " : query->prefix ? "what begins with " : "");
    mt_buf_printf(&r->out, row ? "\"%.*s\"" : "%.*s", MT_ARG(query->text));
    add_forms(r, node);
    add_names(r, node);
}

static void add_node(struct reader *r, const struct mt_node *node);

static void add_kids(struct reader *r, const struct mt_node *node, const char *between)
{
    for (size_t i = 0; i < node->n_kids; i++) {
        const struct mt_node *kid = node->kids[i];
        bool group = kid->n_kids > 1;
        add(r, i ? between : "");
        add(r, group ? "(" : "");
        add_node(r, kid);
        add(r, group ? ")" : "");
    }
}

static void add_node(struct reader *r, const struct mt_node *node)
{
    char between[48] = ", ";
    switch (node->op) {
    case MT_QUERY_WORD:
        add_word(r, node);
        return;
    case MT_QUERY_PHRASE:
        mt_buf_printf(&r->out, "\"%.*s\" in these words", MT_ARG(node->query->text));
        return;
    case MT_QUERY_FIELD:
        add_field(r, node);
        return;
    case MT_QUERY_NOT:
        add(r, "without ");
        break;
    case MT_QUERY_AND:
        snprintf(between, sizeof between, " and ");
        break;
    case MT_QUERY_OR:
        snprintf(between, sizeof between, " or ");
        break;
    case MT_QUERY_NEAR:
    case MT_QUERY_BEFORE:
        snprintf(between, sizeof between, " at most %u words %s ", (unsigned)node->query->distance,
                 node->op == MT_QUERY_NEAR ? "from" : "before");
        break;
    default:
        break;
    }
    add_kids(r, node, between);
}

/* ---- Words that were not taken as the others ---- */

struct list {
    const char *label;
    size_t n;
};

static void add_listed(struct reader *r, struct list *list, struct mt_str word)
{
    mt_buf_printf(&r->out, "%s%.*s", list->n ? ", " : list->label, MT_ARG(word));
    list->n++;
}

static bool is_content(const struct mt_plan *plan, struct mt_str word)
{
    for (size_t i = 0; i < plan->n_content; i++)
        if (mt_str_eq(plan->families.ptr[plan->content[i]].word, word))
            return true;
    return false;
}

static void add_dropped(struct reader *r, const char *label, bool stop)
{
    const struct mt_strs *words = &r->plan->words;
    struct list list = {.label = label};
    for (size_t i = 0; i < words->len; i++)
        if (!is_content(r->plan, words->ptr[i]) && mt_word_is_stop(words->ptr[i]) == stop)
            add_listed(r, &list, words->ptr[i]);
}

struct mt_str mt_reading_print(const void *ctx, const struct mt_plan *plan,
                               const struct mt_strs *relaxed)
{
    struct reader r = {.plan = plan};
    struct list quiet = {.label = "; count little: "}, without = {.label = "; relaxed: "};
    mt_buf_init(&r.out, (void *)ctx, MT_READING_MAX);
    if (plan->root)
        add_node(&r, plan->root);
    else
        add(&r, "nothing");
    add_dropped(&r, "; dropped as stop words: ", true);
    add_dropped(&r, "; dropped as words of asking: ", false);
    for (size_t i = 0; i < plan->n_content; i++)
        if (mt_plan_is_quiet(plan, plan->content[i]))
            add_listed(&r, &quiet, plan->families.ptr[plan->content[i]].word);
    for (size_t i = 0; i < relaxed->len; i++)
        add_listed(&r, &without, relaxed->ptr[i]);
    return mt_buf_str(&r.out);
}
