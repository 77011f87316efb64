/* fuzz_names.c - Any bytes as the stored gazetteer, as what a note says of names, and as prose
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is read has words in every form and stands in the block of each of them once it is packed
 * again; a summary packs to what reads back the same. Runs of prose are slices of it.
 */
#include "base/base.h"

#include "entity/capitals.h"
#include "entity/heard.h"
#include "entity/summary.h"
#include "entity/table.h"
#include "text/decode.h"

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
    struct mt_entities found = {0};
    (void)!mt_table_find(ctx, bytes, mt_table_hash(bytes), &found, NULL);
    (void)!mt_table_find(ctx, bytes, 0, &found, NULL);
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

static void check_heard(void *ctx, struct mt_str bytes)
{
    struct mt_heard_list list = {0}, again = {0};
    struct mt_strs blocks = {0};
    if (mt_heard_unpack(ctx, bytes, &list, NULL) != MT_OK)
        return;
    mt_heard_sort(&list);
    mt_heard_pack(ctx, &list, &blocks);
    for (size_t i = 0; i < blocks.len; i++)
        require(mt_heard_unpack(ctx, blocks.ptr[i], &again, NULL) == MT_OK);
    require(again.len == list.len);
}

static struct mt_str pack(void *ctx, const struct mt_name_summary *summary)
{
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, 64 << 20);
    mt_summary_pack(summary, &buf);
    return mt_buf_str(&buf);
}

static void check_summary(void *ctx, struct mt_str bytes)
{
    struct mt_name_summary summary, again;
    if (mt_summary_unpack(ctx, bytes, &summary, NULL) != MT_OK)
        return;
    struct mt_str packed = pack(ctx, &summary);
    if (summary.given.len || summary.prose.len)
        require(mt_summary_unpack(ctx, packed, &again, NULL) == MT_OK &&
                mt_str_eq(pack(ctx, &again), packed));
}

/* Prose is the text of a note: valid UTF-8, whatever the file was. */
static void check_prose(void *ctx, struct mt_str bytes)
{
    struct mt_text *decoded;
    struct mt_error err = {0};
    if (mt_text_decode(ctx, bytes, &decoded, &err) != MT_OK)
        return;
    struct mt_str text = decoded->str;
    struct mt_capital_runs runs = {0};
    struct mt_name_summary summary = {0}, again;
    struct mt_prose_reader *reader = mt_prose_reader_new(ctx);
    const char *at = text.ptr;
    mt_capitals_find(ctx, text, &runs);
    for (size_t i = 0; i < runs.len; i++) {
        require(runs.ptr[i].text.len > 0 && runs.ptr[i].text.ptr >= at);
        at = runs.ptr[i].text.ptr + runs.ptr[i].text.len;
        require(at <= text.ptr + text.len);
    }
    mt_prose_read(reader, text);
    mt_prose_finish(reader, &summary);
    require(mt_summary_unpack(ctx, pack(ctx, &summary), &again, NULL) == MT_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = mt_str_copy(ctx, mt_str_of((const char *)data, size));
    check_table(ctx, bytes);
    check_heard(ctx, bytes);
    check_summary(ctx, bytes);
    check_prose(ctx, bytes);
    mt_free(ctx);
    return 0;
}
