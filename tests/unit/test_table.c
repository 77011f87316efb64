/* test_table.c - The stored gazetteer: packing, blocks by word, hostile bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "entity/table.h"

static struct mt_entity entity_of(void *ctx, enum mt_entity_kind kind, const char *name,
                                  const char *alias)
{
    struct mt_entity entity = {.kind = kind, .source = MT_NAME_LISTED, .name = mt_str(name)};
    mt_entity_add_form(ctx, &entity,
                       (struct mt_entity_form){.words = mt_form_words(ctx, mt_str(name)),
                                               .level = MT_FORM_EXACT,
                                               .score = 1});
    mt_entity_add_form(ctx, &entity,
                       (struct mt_entity_form){.words = mt_form_words(ctx, mt_str(alias)),
                                               .level = MT_FORM_HIGH,
                                               .score = .417,
                                               .shared = true});
    return entity;
}

static void test_table_pack__a_small_one_is_one_block(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_gazetteer gazetteer = {0};
    *mt_push(ctx, &gazetteer.entities) =
        entity_of(ctx, MT_ENTITY_PERSON, "Dana Reyes", "Day Nurse");
    *mt_push(ctx, &gazetteer.entities) =
        entity_of(ctx, MT_ENTITY_ORGANIZATION, "Lodestar", "lone star");
    gazetteer.entities.ptr[1].notes = 7;
    gazetteer.entities.ptr[1].spoke = 3;
    struct mt_table_head head, again;
    struct mt_strs blocks = {0};
    struct mt_numbered_list list = {0};
    struct mt_buf packed;
    mt_table_pack(ctx, &gazetteer, &head, &blocks);
    assert_int_equal(blocks.len, 1);
    mt_buf_init(&packed, ctx, 100);
    mt_table_head_pack(&head, &packed);
    assert_int_equal(mt_table_head_unpack(mt_buf_str(&packed), &again, NULL), MT_OK);
    assert_int_equal(again.bits, 0);
    assert_int_equal(again.entities, 2);
    assert_int_equal(mt_table_unpack(ctx, blocks.ptr[0], &list, NULL), MT_OK);
    assert_int_equal(list.len, 2);
    const struct mt_entity *second = &list.ptr[1].entity;
    assert_int_equal(list.ptr[1].number, 1);
    assert_int_equal(second->kind, MT_ENTITY_ORGANIZATION);
    assert_true(mt_str_eq(second->name, mt_str("Lodestar")));
    assert_int_equal(second->notes, 7);
    assert_int_equal(second->spoke, 3);
    assert_int_equal(second->forms.len, 2);
    assert_true(mt_str_eq(second->forms.ptr[1].words, mt_str("lone star")));
    assert_int_equal(second->forms.ptr[1].level, MT_FORM_HIGH);
    assert_true(second->forms.ptr[1].shared);
    assert_true(second->forms.ptr[1].score > .4169 && second->forms.ptr[1].score < .4171);
    mt_free(ctx);
}

/* A word of letters for a number. */
static struct mt_str word_of(void *ctx, const char *stem, size_t n)
{
    struct mt_str word = mt_str_printf(ctx, "%s%04zu", stem, n);
    for (size_t i = strlen(stem); i < word.len; i++)
        ((char *)word.ptr)[i] = (char)(word.ptr[i] - '0' + 'a');
    return word;
}

/* Every entity is found through the block of each of its words, and blocks stay small. */
static void test_table_pack__a_large_one_is_many_blocks(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_gazetteer gazetteer = {0};
    for (size_t i = 0; i < 5000; i++)
        *mt_push(ctx, &gazetteer.entities) =
            entity_of(ctx, MT_ENTITY_PERSON,
                      mt_str_printf(ctx, "%s %s", word_of(ctx, "First", i).ptr,
                                    word_of(ctx, "Last", i / 2).ptr)
                          .ptr,
                      word_of(ctx, "Heard", i).ptr);
    struct mt_table_head head;
    struct mt_strs blocks = {0};
    mt_table_pack(ctx, &gazetteer, &head, &blocks);
    assert_true(blocks.len > 4);
    assert_int_equal(blocks.len, (size_t)1 << head.bits);
    for (size_t i = 0; i < blocks.len; i++)
        assert_true(blocks.ptr[i].len <= MT_TABLE_BLOCK_MAX);
    for (size_t i = 0; i < 5000; i += 617) {
        struct mt_numbered_list list = {0};
        struct mt_str rest = gazetteer.entities.ptr[i].forms.ptr[0].words, word;
        size_t found = 0, words = 0;
        for (; mt_str_next(&rest, ' ', &word); words++, list.len = 0) {
            uint32_t block = mt_table_block(&head, word);
            assert_int_equal(mt_table_unpack(ctx, blocks.ptr[block], &list, NULL), MT_OK);
            for (size_t e = 0; e < list.len; e++)
                found += list.ptr[e].number == i;
            struct mt_entities of_word = {0};
            assert_int_equal(
                mt_table_find(ctx, blocks.ptr[block], mt_table_hash(word), &of_word, NULL), MT_OK);
            assert_true(of_word.len > 0 && of_word.len < 4);
            for (size_t e = 0; e < of_word.len; e++)
                assert_true(mt_str_has_word(of_word.ptr[e].forms.ptr[0].words, word));
        }
        assert_int_equal(found, words);
    }
    mt_free(ctx);
}

static void test_table_unpack__damage(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    static const struct mt_str damaged[] = {
        MT_STR("\x00\x00"), /* ends early */
        MT_STR("\x09"
               "12345678"), /* marks that are cut */
        MT_STR("\x03"
               "123"), /* half a mark */
        MT_STR("\x00\x00\x02\x00\x01"
               "A\x00\x00\x00\x00"), /* no such kind */
        MT_STR("\x00\x00\x00\x09\x01"
               "A\x00\x00\x00\x00"), /* no such source */
        MT_STR("\x00\x00\x00\x00\x01"
               "A\x00\x00\x01\x01"
               "a\x07\x00\x00"), /* no such level */
        MT_STR("\x00\x00\x00\x00\x01"
               "A\x00\x00\x01\x00\x00\x00\x00"), /* a form without words */
        MT_STR("\x00\x01\x00\x00\x01"
               "A\x00\x00\x00\x00\x01\x00\x00\x01"
               "B\x00\x00\x00\x00"), /* the same number twice */
    };
    for (size_t i = 0; i < MT_COUNT(damaged); i++) {
        struct mt_numbered_list list = {0};
        struct mt_error err = {0};
        if (mt_table_unpack(ctx, damaged[i], &list, &err) != MT_ERR_CORRUPT || list.len)
            fail_msg("row %zu was read", i);
    }
    /* a mark that leads nowhere */
    const struct mt_str astray = MT_STR("\x08\x01\x00\x00\x00\xff\x00\x00\x00");
    struct mt_entities found = {0};
    assert_int_equal(mt_table_find(ctx, astray, 1, &found, NULL), MT_ERR_CORRUPT);
    assert_int_equal(mt_table_find(ctx, astray, 2, &found, NULL), MT_OK);
    assert_int_equal(mt_table_find(ctx, mt_str(""), 1, &found, NULL), MT_OK);
    assert_int_equal(found.len, 0);
    struct mt_table_head head;
    assert_int_equal(mt_table_head_unpack(mt_str("\x0d\x01"), &head, NULL), MT_ERR_CORRUPT);
    assert_int_equal(mt_table_head_unpack(mt_str(""), &head, NULL), MT_OK);
    assert_int_equal(head.entities, 0);
    mt_free(ctx);
}

/* A word alone that is a name, not one that was only heard, nor one of a longer name. */
static void test_entity_has_part__of_names(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_entity entity = entity_of(ctx, MT_ENTITY_PERSON, "Dana Reyes", "Day Nurse");
    struct mt_strs words = {0};
    *mt_push(ctx, &words) = mt_str("dana");
    *mt_push(ctx, &words) = mt_str("reyes");
    struct mt_entity_form form = {mt_str("reyes"), MT_FORM_HIGH, .5, false, false};
    mt_entity_add_form(ctx, &entity, form);
    assert_false(mt_entity_has_part(&entity, &words));
    form.level = MT_FORM_ALIAS;
    mt_entity_add_form(ctx, &entity, form);
    assert_true(mt_entity_has_part(&entity, &words));
    mt_free(ctx);
}

static void test_entity_add_form__the_better_level_stays(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_entity entity = entity_of(ctx, MT_ENTITY_PERSON, "Dana Reyes", "Day Nurse");
    *mt_push(ctx, &entity.refused) = mt_str("dayna");
    struct mt_entity_form form = {mt_str("day nurse"), MT_FORM_ALIAS, 1, false, false};
    mt_entity_add_form(ctx, &entity, form);
    form.words = mt_str("dana reyes");
    mt_entity_add_form(ctx, &entity, form);
    form.words = mt_str("dayna");
    mt_entity_add_form(ctx, &entity, form);
    form.words = mt_str("");
    mt_entity_add_form(ctx, &entity, form);
    assert_int_equal(entity.forms.len, 2);
    assert_int_equal(entity.forms.ptr[0].level, MT_FORM_EXACT);
    assert_int_equal(entity.forms.ptr[1].level, MT_FORM_ALIAS);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table_pack__a_small_one_is_one_block),
        cmocka_unit_test(test_table_pack__a_large_one_is_many_blocks),
        cmocka_unit_test(test_table_unpack__damage),
        cmocka_unit_test(test_entity_has_part__of_names),
        cmocka_unit_test(test_entity_add_form__the_better_level_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
