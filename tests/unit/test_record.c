/* test_record.c - The stored note: packing, hostile bytes, places
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/pack.h"
#include "store/record.h"

static struct mt_str people[] = {MT_STR("Dana Reyes"), MT_STR("Ada Quist")};
static struct mt_str organizations[] = {MT_STR("Northwind Bakery")};
static struct mt_str tags[] = {MT_STR("planning")};
static struct mt_record_property properties[] = {{MT_STR("room"), MT_STR("Oak")},
                                                 {MT_STR(""), MT_STR("")}};
static struct mt_range ranges[] = {{0, 5}, {5, 5}, {6, 12}, {3, 4}};
static struct mt_anchor anchors[] = {
    {0, {40, 3, 1}}, {5, {46, 4, 1}}, {5, {2, 1, 3}}, {12, {UINT32_MAX, UINT32_MAX, 9}}};
static const struct mt_record full = {
    .archive = 2,
    .path = MT_STR("2026/weekly.md"),
    .title = MT_STR("Weekly"),
    .date = 20260102,
    .start_minutes = 14 * 60 + 30,
    .type = MT_STR("meeting"),
    .language = MT_STR("en"),
    .people = people,
    .n_people = MT_COUNT(people),
    .organizations = organizations,
    .n_organizations = MT_COUNT(organizations),
    .tags = tags,
    .n_tags = MT_COUNT(tags),
    .properties = properties,
    .n_properties = MT_COUNT(properties),
    .text = MT_STR("hello world!"),
    .ranges = ranges,
    .n_ranges = MT_COUNT(ranges),
    .anchors = anchors,
    .n_anchors = MT_COUNT(anchors),
};

static struct mt_str pack(void *ctx, const struct mt_record *record)
{
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, 1 << 20);
    mt_record_pack(record, &buf);
    assert_false(buf.full);
    return mt_buf_str(&buf);
}

static void test_record_unpack__returns_what_was_packed(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_record record;
    struct mt_error err = {0};
    struct mt_str bytes = pack(ctx, &full);
    assert_int_equal(mt_record_unpack(ctx, bytes, &record, &err), MT_OK);
    assert_int_equal(record.archive, 2);
    assert_true(mt_str_eq(record.path, full.path));
    assert_true(mt_str_eq(record.title, full.title));
    assert_int_equal(record.date, 20260102);
    assert_int_equal(record.start_minutes, 870);
    assert_true(mt_str_eq(record.type, full.type));
    assert_true(mt_str_eq(record.language, full.language));
    assert_int_equal(record.n_people, 2);
    assert_true(mt_str_eq(record.people[1], people[1]));
    assert_int_equal(record.n_organizations, 1);
    assert_true(mt_str_eq(record.organizations[0], organizations[0]));
    assert_int_equal(record.n_tags, 1);
    assert_true(mt_str_eq(record.tags[0], tags[0]));
    assert_int_equal(record.n_properties, 2);
    assert_true(mt_str_eq(record.properties[0].value, properties[0].value));
    assert_true(mt_str_eq(record.text, full.text));
    assert_int_equal(record.n_ranges, MT_COUNT(ranges));
    assert_memory_equal(record.ranges, ranges, sizeof ranges);
    assert_int_equal(record.n_anchors, MT_COUNT(anchors));
    assert_memory_equal(record.anchors, anchors, sizeof anchors);
    assert_true(mt_str_eq(pack(ctx, &record), bytes));
    mt_free(ctx);
}

static void test_record_unpack__takes_an_empty_record(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_record none = {.start_minutes = -1}, record;
    assert_int_equal(mt_record_unpack(ctx, pack(ctx, &none), &record, NULL), MT_OK);
    assert_int_equal(record.start_minutes, -1);
    assert_int_equal(record.n_ranges, 0);
    mt_free(ctx);
}

static void assert_refused(void *ctx, struct mt_str bytes, enum mt_status should, const char *what)
{
    struct mt_error err = {0};
    struct mt_record record = {.archive = 12345};
    enum mt_status status = mt_record_unpack(ctx, bytes, &record, &err);
    if (status != should || record.archive != 12345)
        fail_msg("%s: %s", what, mt_status_name(status));
    assert_true(strlen(err.message) > 0);
}

static void test_record_unpack__refuses_another_version(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    assert_refused(ctx, mt_str("\x02"), MT_ERR_SCHEMA, "a newer version");
    assert_refused(ctx, mt_str_of("\0", 1), MT_ERR_SCHEMA, "an older version");
    mt_free(ctx);
}

static void test_record_unpack__refuses_every_cut_record(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_str bytes = pack(ctx, &full);
    for (size_t n = 0; n < bytes.len; n++)
        assert_refused(ctx, mt_str_slice(bytes, 0, n), MT_ERR_CORRUPT, "cut");
    mt_free(ctx);
}

static void test_record_unpack__refuses_what_is_out_of_range(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int64_t date, start_minutes, ranges[3], anchors[5];
    } rows[] = {
        /* a text of three bytes; numbers with a sign are zigzag-coded: -1 is 1, 1 is 2 */
        {"a date before all dates", 1, 0, {0}, {0}},
        {"a minute that no day has", 0, 2 * 1440, {0}, {0}},
        {"a range that begins before the text", 0, 0, {1, 1, 0}, {0}},
        {"a range that begins after the text", 0, 0, {1, 8, 0}, {0}},
        {"a range that ends after the text", 0, 0, {1, 0, 4}, {0}},
        {"a range longer than 32 bits", 0, 0, {1, 0, 1LL << 32}, {0}},
        {"more ranges than bytes", 0, 0, {99, 0, 0}, {0}},
        {"an anchor after the text", 0, 0, {0}, {1, 4, 0, 2, 1}},
        {"an anchor before the file", 0, 0, {0}, {1, 0, 1, 2, 1}},
        {"an anchor whose run leaves 32 bits", 0, 0, {0}, {1, 0, 2LL * (UINT32_MAX - 1), 2, 1}},
        {"a column whose run leaves 32 bits", 0, 0, {0}, {1, 0, 0, 2, UINT32_MAX - 1}},
        {"a line before the first", 0, 0, {0}, {1, 0, 0, 1, 1}},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf buf;
        mt_buf_init(&buf, ctx, 1000);
        mt_buf_add_char(&buf, MT_RECORD_VERSION);
        for (int k = 0; k < 4; k++) /* archive, part, path, title */
            mt_pack_u64(&buf, 0);
        mt_pack_u64(&buf, (uint64_t)rows[i].date);
        mt_pack_u64(&buf, (uint64_t)rows[i].start_minutes);
        for (int k = 0; k < 6; k++) /* type, language, people, organizations, tags, properties */
            mt_pack_u64(&buf, 0);
        mt_pack_str(&buf, mt_str("abc"));
        for (int k = 0; k < (rows[i].ranges[0] ? 3 : 1); k++)
            mt_pack_u64(&buf, (uint64_t)rows[i].ranges[k]);
        for (int k = 0; k < (rows[i].anchors[0] ? 5 : 1); k++)
            mt_pack_u64(&buf, (uint64_t)rows[i].anchors[k]);
        assert_refused(ctx, mt_buf_str(&buf), MT_ERR_CORRUPT, rows[i].name);
        mt_free(ctx);
    }
}

static void test_record_place__counts_from_the_anchor_before(void **state)
{
    (void)state;
    struct mt_anchor marks[] = {{2, {100, 7, 3}}, {6, {120, 8, 1}}};
    struct mt_record record = {.text = MT_STR("0123456789"), .anchors = marks, .n_anchors = 2};
    static const struct {
        uint32_t offset;
        struct mt_place place;
    } rows[] = {
        {0, {0, 1, 1}},   {1, {0, 1, 1}},   {2, {100, 7, 3}},
        {5, {103, 7, 6}}, {6, {120, 8, 1}}, {9, {123, 8, 4}},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_place place = mt_record_place(&record, rows[i].offset);
        if (memcmp(&place, &rows[i].place, sizeof place) != 0)
            fail_msg("offset %u: byte %u, line %u, column %u", rows[i].offset, place.byte,
                     place.line, place.column);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_record_unpack__returns_what_was_packed),
        cmocka_unit_test(test_record_unpack__takes_an_empty_record),
        cmocka_unit_test(test_record_unpack__refuses_another_version),
        cmocka_unit_test(test_record_unpack__refuses_every_cut_record),
        cmocka_unit_test(test_record_unpack__refuses_what_is_out_of_range),
        cmocka_unit_test(test_record_place__counts_from_the_anchor_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
