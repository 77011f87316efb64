/* test_mention.c - Names found in a stream of words
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "entity/mention.h"

static void add_form(void *ctx, struct mt_entity *entity, const char *words,
                     enum mt_form_level level, bool shared, bool capital)
{
    mt_entity_add_form(ctx, entity,
                       (struct mt_entity_form){mt_str(words), level, 1, shared, capital});
}

static struct mt_entity *add_entity(void *ctx, struct mt_gazetteer *gazetteer,
                                    enum mt_entity_kind kind, const char *name)
{
    struct mt_entity *entity = mt_push(ctx, &gazetteer->entities);
    entity->kind = kind;
    entity->name = mt_str(name);
    add_form(ctx, entity, mt_form_words(ctx, mt_str(name)).ptr, MT_FORM_EXACT, false, false);
    return entity;
}

static struct mt_lookup *people(void *ctx)
{
    struct mt_gazetteer *gazetteer = mt_new(ctx, struct mt_gazetteer);
    struct mt_entity *dana = add_entity(ctx, gazetteer, MT_ENTITY_PERSON, "Dana Reyes");
    add_form(ctx, dana, "dana", MT_FORM_ALIAS, false, false);
    add_form(ctx, dana, "day nurse", MT_FORM_HIGH, false, false);
    struct mt_entity *okoro = add_entity(ctx, gazetteer, MT_ENTITY_PERSON, "Sam Okoro");
    add_form(ctx, okoro, "sam", MT_FORM_ALIAS, true, false);
    struct mt_entity *tanaka = add_entity(ctx, gazetteer, MT_ENTITY_PERSON, "Sam Tanaka");
    add_form(ctx, tanaka, "sam", MT_FORM_ALIAS, true, false);
    struct mt_entity *rose = add_entity(ctx, gazetteer, MT_ENTITY_PERSON, "Rose");
    rose->forms.ptr[0].capital = true;
    struct mt_entity *reyes = add_entity(ctx, gazetteer, MT_ENTITY_ORGANIZATION, "Reyes");
    add_form(ctx, reyes, "rose", MT_FORM_MEDIUM, false, false);
    add_form(ctx, reyes, "nurse", MT_FORM_MEDIUM, false, false);
    add_form(ctx, reyes, "dana", MT_FORM_MEDIUM, false, false);
    add_entity(ctx, gazetteer, MT_ENTITY_ORGANIZATION, "Dana");
    return mt_lookup_of(ctx, gazetteer);
}

static void test_mentions_find__cases(void **state)
{
    (void)state;
    static const struct mt_str sam[] = {MT_STR("Sam Tanaka"), MT_STR("Ada")};
    static const struct mt_str both[] = {MT_STR("Sam Tanaka"), MT_STR("Sam Okoro")};
    static const struct {
        const char *text;
        const struct mt_str *people;
        size_t n_people;
        const char *expected; /* name, level and tokens */
    } rows[] = {
        {"Dana Reyes met Rose.", NULL, 0,
         "Dana Reyes exact 0-2; Rose exact 3-4; Reyes medium 3-4; "},
        {"dana reyes rose", NULL, 0, "Dana Reyes exact 0-2; Reyes medium 2-3; "},
        {"I asked Dana about it", NULL, 0,
         "Dana Reyes alias 2-3; Dana exact 2-3; Reyes medium 2-3; "},
        {"the day nurse, Reyes", NULL, 0,
         "Dana Reyes high 1-3; Reyes medium 2-3; Reyes exact 3-4; "},
        {"Ask Sam", NULL, 0, ""},
        {"Ask Sam", sam, 2, "Sam Tanaka alias 1-2; "},
        {"Ask Sam", both, 2, ""},
        {"Ask Sam Okoro or Sam", sam, 2, "Sam Okoro exact 1-3; Sam Tanaka alias 4-5; "},
        {"Rose's idea", NULL, 0, "Rose exact 0-1; Reyes medium 0-1; "},
        {"", NULL, 0, ""},
    };
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    struct mt_lookup *lookup = people(ctx);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_mention_finder finder = {lookup, rows[i].people, rows[i].n_people};
        struct mt_mentions found = {0};
        struct mt_str text = mt_str(rows[i].text);
        struct mt_buf shown;
        mt_buf_init(&shown, ctx, 1000);
        mt_tokenise(tokens, text);
        assert_int_equal(mt_mentions_find(ctx, &finder, tokens, text, &found, NULL), MT_OK);
        for (size_t m = 0; m < found.len; m++)
            mt_buf_printf(&shown, "%.*s %.*s %zu-%zu; ", MT_ARG(found.ptr[m].entity->name),
                          MT_ARG(mt_form_level_name(found.ptr[m].form->level)), found.ptr[m].begin,
                          found.ptr[m].end);
        if (strcmp(shown.ptr, rows[i].expected) != 0)
            fail_msg("\"%s\": %s, not %s", rows[i].text, shown.ptr, rows[i].expected);
    }
    mt_free(ctx);
}

static void test_name_has_part__cases(void **state)
{
    (void)state;
    static const struct {
        const char *name, *part;
        bool expected;
    } rows[] = {
        {"Dana Reyes", "reyes", true}, {"Dana Reyes", "REYES dana", true},
        {"Dana Reyes", "rey", false},  {"Dana Reyes", "dana okoro", false},
        {"José Núñez", "nunez", true}, {"Dana Reyes", "", false},
        {"", "dana", false},
    };
    void *ctx = mt_context(NULL);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_strs part = {0};
        mt_tokenise(tokens, mt_str(rows[i].part));
        for (size_t t = 0; t < mt_tokens_count(tokens); t++)
            *mt_push(ctx, &part) = mt_str_copy(ctx, mt_tokens_at(tokens, t).term);
        if (mt_name_has_part(mt_str(rows[i].name), &part) != rows[i].expected)
            fail_msg("\"%s\" of \"%s\"", rows[i].part, rows[i].name);
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mentions_find__cases),
        cmocka_unit_test(test_name_has_part__cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
