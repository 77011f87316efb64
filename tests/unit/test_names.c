/* test_names.c - Whom a question means
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "query/names.h"
#include "query/parse.h"

static struct mt_entity *add(void *ctx, struct mt_gazetteer *gazetteer, enum mt_entity_kind kind,
                             const char *name, bool capital)
{
    struct mt_entity *entity = mt_push(ctx, &gazetteer->entities);
    entity->kind = kind;
    entity->name = mt_str(name);
    mt_entity_add_form(ctx, entity,
                       (struct mt_entity_form){.words = mt_form_words(ctx, mt_str(name)),
                                               .level = MT_FORM_EXACT,
                                               .score = 1,
                                               .capital = capital});
    return entity;
}

static void form(void *ctx, struct mt_entity *entity, const char *words, enum mt_form_level level,
                 bool shared)
{
    mt_entity_add_form(ctx, entity,
                       (struct mt_entity_form){
                           .words = mt_str(words), .level = level, .score = 1, .shared = shared});
}

static struct mt_lookup *lookup(void *ctx)
{
    struct mt_gazetteer *gazetteer = mt_new(ctx, struct mt_gazetteer);
    struct mt_entity *dana = add(ctx, gazetteer, MT_ENTITY_PERSON, "Dana Reyes", false);
    form(ctx, dana, "dana", MT_FORM_ALIAS, false);
    form(ctx, dana, "reyes", MT_FORM_ALIAS, true);
    form(ctx, dana, "day nurse", MT_FORM_HIGH, false);
    add(ctx, gazetteer, MT_ENTITY_PERSON, "Rose", true);
    add(ctx, gazetteer, MT_ENTITY_ORGANIZATION, "Lone Star", false);
    add(ctx, gazetteer, MT_ENTITY_PERSON, "Jean-Luc Quist", false);
    return mt_lookup_of(ctx, gazetteer);
}

/* The words and fields of the tree, those that mean somebody with the first of them. */
static void show(struct mt_buf *out, const struct mt_query *query)
{
    if (query->op == MT_QUERY_WORD || query->op == MT_QUERY_PHRASE || query->op == MT_QUERY_FIELD) {
        mt_buf_printf(out, "%s%.*s", out->len ? "; " : "", MT_ARG(query->text));
        if (query->n_entities)
            mt_buf_printf(out, " = %.*s", MT_ARG(query->entities[0]->name));
    }
    for (size_t i = 0; i < query->n_kids; i++)
        show(out, query->kids[i]);
}

static void test_names_join__rows(void **state)
{
    (void)state;
    static const struct {
        const char *query, *joined;
    } rows[] = {
        {"dana", "dana = Dana Reyes"},
        {"dana reyes", "dana reyes = Dana Reyes"},
        {"ask Dana Reyes about", "ask; Dana Reyes = Dana Reyes; about"},
        {"reyes", "reyes"},
        {"day nurse", "day; nurse"},
        {"rose", "rose"},
        {"Rose", "Rose = Rose"},
        {"lone star budget", "lone star = Lone Star; budget"},
        {"jean-luc quist", "jean-luc quist = Jean-Luc Quist"},
        {"luc quist", "luc; quist"},
        {"=dana", "dana"},
        {"dan*", "dan"},
        {"\"dana reyes\"", "dana reyes"},
        {"dana AND reyes", "dana = Dana Reyes; reyes"},
        {"x -dana", "x; dana = Dana Reyes"},
        {"person:reyes", "reyes = Dana Reyes"},
        {"with:dana", "dana = Dana Reyes"},
        {"org:star", "star = Lone Star"},
        {"org:dana", "dana"},
        {"person:nurse", "nurse"},
        {"title:dana", "dana"},
    };
    void *ctx = mt_context(NULL);
    struct mt_lookup *known = lookup(ctx);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_parsed parsed = mt_query_parse(ctx, mt_str(rows[i].query), 20251105);
        const struct mt_query *joined;
        struct mt_buf out;
        mt_buf_init(&out, ctx, 1000);
        assert_int_equal(mt_names_join(ctx, known, parsed.tree, true, &joined, NULL), MT_OK);
        show(&out, joined);
        if (strcmp(out.ptr, rows[i].joined) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", rows[i].query, out.ptr, rows[i].joined);
    }
    mt_free(ctx);
}

static void test_names_join__fields_alone(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_parsed parsed = mt_query_parse(ctx, mt_str("dana person:dana"), 20251105);
    const struct mt_query *joined;
    assert_int_equal(mt_names_join(ctx, lookup(ctx), parsed.tree, false, &joined, NULL), MT_OK);
    assert_int_equal(joined->kids[0]->n_entities, 0);
    assert_int_equal(joined->kids[1]->n_entities, 1);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_join__rows),
        cmocka_unit_test(test_names_join__fields_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
