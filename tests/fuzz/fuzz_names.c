/* fuzz_names.c - Any bytes as the stored gazetteer
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is read has words in every form and stands in the block of each of them once it is packed
 * again.
 */
#include "base/base.h"

#include "entity/table.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_table(void *ctx, struct mt_str bytes)
{
    struct mt_numbered_list list = {0}, again = {0};
    struct mt_table_head head;
    struct mt_strs blocks = {0};
    struct mt_gazetteer gazetteer = {0};
    if (mt_table_head_unpack(bytes, &head, NULL) == MT_OK)
        require(mt_table_block(&head, bytes) < (uint32_t)1 << MT_TABLE_BITS_MAX);
    if (mt_table_unpack(ctx, bytes, &list, NULL) != MT_OK)
        return;
    size_t with_forms = 0;
    for (size_t i = 0; i < list.len; i++) {
        const struct mt_entity *entity = &list.ptr[i].entity;
        require(entity->kind < MT_ENTITY_KINDS && entity->source < MT_NAME_SOURCES);
        for (size_t f = 0; f < entity->forms.len; f++)
            require(entity->forms.ptr[f].words.len && entity->forms.ptr[f].score <= 1 &&
                    mt_form_level_name(entity->forms.ptr[f].level).len);
        with_forms += entity->forms.len > 0;
        *mt_push(ctx, &gazetteer.entities) = *entity;
    }
    mt_table_pack(ctx, &gazetteer, &head, &blocks);
    require(head.entities == list.len && blocks.len == (size_t)1 << head.bits);
    if (blocks.len == 1) {
        require(mt_table_unpack(ctx, blocks.ptr[0], &again, NULL) == MT_OK);
        require(again.len == with_forms);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = mt_str_copy(ctx, mt_str_of((const char *)data, size));
    check_table(ctx, bytes);
    mt_free(ctx);
    return 0;
}
