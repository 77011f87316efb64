/* record.c - What is shown of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Ranges are packed as the step from the end of the range before and a length, anchors as the step
 * in the text, by how much more than that the file has gone on, the step in lines, and the column.
 */
#include "base/base.h"
#include "store/record.h"

#include "base/pack.h"

/* The fewest bytes that each takes. */
#define STRING_BYTES 1
#define PROPERTY_BYTES 2
#define RANGE_BYTES 2
#define ANCHOR_BYTES 4

#define MINUTES_A_DAY (24 * 60)

/* ---- Packing ---- */

static void pack_strings(const struct mt_str *strings, size_t n, struct mt_buf *out)
{
    mt_pack_u64(out, n);
    for (size_t i = 0; i < n; i++)
        mt_pack_str(out, strings[i]);
}

static void pack_properties(const struct mt_record *record, struct mt_buf *out)
{
    mt_pack_u64(out, record->n_properties);
    for (size_t i = 0; i < record->n_properties; i++) {
        mt_pack_str(out, record->properties[i].key);
        mt_pack_str(out, record->properties[i].value);
    }
}

static void pack_ranges(const struct mt_record *record, struct mt_buf *out)
{
    uint32_t last_end = 0;
    mt_pack_u64(out, record->n_ranges);
    for (size_t i = 0; i < record->n_ranges; i++) {
        const struct mt_range *range = &record->ranges[i];
        assert(range->begin <= range->end && range->end <= record->text.len);
        mt_pack_i64(out, (int64_t)range->begin - last_end);
        mt_pack_u64(out, range->end - range->begin);
        last_end = range->end;
    }
}

static void pack_anchors(const struct mt_record *record, struct mt_buf *out)
{
    struct mt_anchor before = {.at = 0};
    mt_pack_u64(out, record->n_anchors);
    for (size_t i = 0; i < record->n_anchors; i++) {
        const struct mt_anchor *anchor = &record->anchors[i];
        assert(anchor->at >= before.at && anchor->at <= record->text.len);
        uint32_t step = anchor->at - before.at;
        mt_pack_u64(out, step);
        mt_pack_i64(out, (int64_t)anchor->place.byte - before.place.byte - step);
        mt_pack_i64(out, (int64_t)anchor->place.line - before.place.line);
        mt_pack_u64(out, anchor->place.column);
        before = *anchor;
    }
}

void mt_record_pack(const struct mt_record *record, struct mt_buf *out)
{
    mt_buf_add_char(out, MT_RECORD_VERSION);
    mt_pack_u64(out, record->archive);
    mt_pack_u64(out, record->part);
    mt_pack_str(out, record->path);
    mt_pack_str(out, record->title);
    mt_pack_i64(out, record->date);
    mt_pack_i64(out, record->start_minutes);
    mt_pack_str(out, record->type);
    mt_pack_str(out, record->language);
    pack_strings(record->people, record->n_people, out);
    pack_strings(record->organizations, record->n_organizations, out);
    pack_strings(record->tags, record->n_tags, out);
    pack_properties(record, out);
    mt_pack_str(out, record->text);
    pack_ranges(record, out);
    pack_anchors(record, out);
}

/* ---- Unpacking ---- */

static struct mt_str *unpack_strings(const void *ctx, struct mt_unpack *in, size_t *n)
{
    *n = mt_unpack_count(in, STRING_BYTES);
    struct mt_str *strings = mt_array(ctx, struct mt_str, *n);
    for (size_t i = 0; i < *n; i++)
        strings[i] = mt_unpack_str(in);
    return strings;
}

static void unpack_properties(const void *ctx, struct mt_unpack *in, struct mt_record *record)
{
    record->n_properties = mt_unpack_count(in, PROPERTY_BYTES);
    record->properties = mt_array(ctx, struct mt_record_property, record->n_properties);
    for (size_t i = 0; i < record->n_properties; i++) {
        record->properties[i].key = mt_unpack_str(in);
        record->properties[i].value = mt_unpack_str(in);
    }
}

static void unpack_ranges(const void *ctx, struct mt_unpack *in, struct mt_record *record)
{
    int64_t end = 0, text_end = (int64_t)record->text.len;
    record->n_ranges = mt_unpack_count(in, RANGE_BYTES);
    record->ranges = mt_array(ctx, struct mt_range, record->n_ranges);
    for (size_t i = 0; i < record->n_ranges; i++) {
        int64_t begin = mt_unpack_step(in, end, 0, text_end);
        uint32_t length = mt_unpack_u32(in);
        if (begin + length > text_end) {
            in->bad = true;
            return;
        }
        end = begin + length;
        record->ranges[i] = (struct mt_range){(uint32_t)begin, (uint32_t)end};
    }
}

/* The last offset that an anchor places lies at the end of the text, and must have a place too. */
static void unpack_anchors(const void *ctx, struct mt_unpack *in, struct mt_record *record)
{
    struct mt_anchor before = {.at = 0};
    record->n_anchors = mt_unpack_count(in, ANCHOR_BYTES);
    record->anchors = mt_array(ctx, struct mt_anchor, record->n_anchors);
    for (size_t i = 0; i < record->n_anchors; i++) {
        uint32_t step = mt_unpack_u32(in), rest = (uint32_t)record->text.len - before.at;
        if (step > rest) {
            in->bad = true;
            return;
        }
        rest -= step;
        struct mt_anchor *anchor = &record->anchors[i];
        anchor->at = before.at + step;
        anchor->place.byte =
            (uint32_t)mt_unpack_step(in, (int64_t)before.place.byte + step, 0, UINT32_MAX - rest);
        anchor->place.line = (uint32_t)mt_unpack_step(in, before.place.line, 0, UINT32_MAX);
        anchor->place.column = mt_unpack_u32(in);
        if (anchor->place.column > UINT32_MAX - rest)
            in->bad = true;
        before = *anchor;
    }
}

static void unpack_record(const void *ctx, struct mt_unpack *in, struct mt_record *record)
{
    record->archive = mt_unpack_u32(in);
    record->part = mt_unpack_u32(in);
    record->path = mt_unpack_str(in);
    record->title = mt_unpack_str(in);
    record->date = (int32_t)mt_unpack_step(in, 0, 0, INT32_MAX);
    record->start_minutes = (int32_t)mt_unpack_step(in, 0, -1, MINUTES_A_DAY - 1);
    record->type = mt_unpack_str(in);
    record->language = mt_unpack_str(in);
    record->people = unpack_strings(ctx, in, &record->n_people);
    record->organizations = unpack_strings(ctx, in, &record->n_organizations);
    record->tags = unpack_strings(ctx, in, &record->n_tags);
    unpack_properties(ctx, in, record);
    record->text = mt_unpack_str(in);
    if (record->text.len > UINT32_MAX)
        in->bad = true;
    if (in->bad)
        return;
    unpack_ranges(ctx, in, record);
    unpack_anchors(ctx, in, record);
}

enum mt_status mt_record_unpack(const void *ctx, struct mt_str bytes, struct mt_record *out,
                                struct mt_error *err)
{
    struct mt_record record = {.archive = 0};
    struct mt_unpack in = mt_unpack(mt_str_slice(bytes, 1, bytes.len));
    if (bytes.len && bytes.ptr[0] != MT_RECORD_VERSION)
        return mt_error_set(err, MT_ERR_SCHEMA,
                            "a note was stored by another version of mtindex: run mtindex rebuild");
    unpack_record(ctx, &in, &record);
    if (!bytes.len || in.bad || in.at != in.end)
        return mt_error_set(err, MT_ERR_CORRUPT,
                            "what is stored of a note is damaged: run mtindex rebuild");
    *out = record;
    return MT_OK;
}

/* ---- Places ---- */

struct mt_place mt_record_place(const struct mt_record *record, uint32_t offset)
{
    size_t low = 0, high = record->n_anchors;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record->anchors[middle].at <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return (struct mt_place){0, 1, 1};
    const struct mt_anchor *anchor = &record->anchors[low - 1];
    uint32_t past = offset - anchor->at;
    return (struct mt_place){anchor->place.byte + past, anchor->place.line,
                             anchor->place.column + past};
}
