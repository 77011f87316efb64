/* fuzz_record.c - Any bytes as the stored record of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is read must lie within the text, pack to bytes that read back the same, and place every
 * offset of the text in the file.
 */
#include "base/base.h"

#include "store/record.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static struct mt_str pack(void *ctx, const struct mt_record *record)
{
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, 64 << 20);
    mt_record_pack(record, &buf);
    return mt_buf_str(&buf);
}

static uint64_t touch(struct mt_str text)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < text.len; i++)
        sum += (unsigned char)text.ptr[i];
    return sum;
}

static uint64_t touch_all(const struct mt_record *record)
{
    uint64_t sum = touch(record->path) + touch(record->title) + touch(record->type) +
                   touch(record->language) + touch(record->text);
    for (size_t i = 0; i < record->n_people; i++)
        sum += touch(record->people[i]);
    for (size_t i = 0; i < record->n_organizations; i++)
        sum += touch(record->organizations[i]);
    for (size_t i = 0; i < record->n_tags; i++)
        sum += touch(record->tags[i]);
    for (size_t i = 0; i < record->n_properties; i++)
        sum += touch(record->properties[i].key) + touch(record->properties[i].value);
    return sum;
}

static void check(const struct mt_record *record)
{
    for (size_t i = 0; i < record->n_ranges; i++)
        require(record->ranges[i].begin <= record->ranges[i].end &&
                record->ranges[i].end <= record->text.len);
    for (size_t i = 0; i < record->n_anchors; i++) {
        const struct mt_anchor *anchor = &record->anchors[i];
        require(anchor->at <= record->text.len && (i == 0 || anchor->at >= anchor[-1].at));
        uint32_t rest = (uint32_t)record->text.len - anchor->at;
        require(anchor->place.byte <= UINT32_MAX - rest);
    }
    for (uint32_t offset = 0; offset <= record->text.len; offset++) {
        struct mt_place place = mt_record_place(record, offset);
        bool placed = record->n_anchors > 0 && offset >= record->anchors[0].at;
        require(placed || (place.byte == 0 && place.line == 1 && place.column == 1));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = mt_str_copy(ctx, mt_str_of((const char *)data, size));
    struct mt_record record, again;
    if (mt_record_unpack(ctx, bytes, &record, NULL) == MT_OK) {
        check(&record);
        struct mt_str packed = pack(ctx, &record);
        require(mt_record_unpack(ctx, packed, &again, NULL) == MT_OK);
        require(touch_all(&again) == touch_all(&record));
        require(mt_str_eq(pack(ctx, &again), packed));
    }
    mt_free(ctx);
    return 0;
}
