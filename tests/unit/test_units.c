/* test_units.c - The unit table: packing, hostile bytes, the clock, smoothed lengths
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/pack.h"
#include "store/units.h"

#define PACKED_MAX (1 << 20)

static struct mt_str pack(void *ctx, const struct mt_unit_table *table)
{
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, PACKED_MAX);
    mt_units_pack(table, &buf);
    assert_false(buf.full);
    return mt_buf_str(&buf);
}

static void assert_str(struct mt_str is, const char *should)
{
    assert_int_equal(is.len, strlen(should));
    assert_memory_equal(is.ptr ? is.ptr : "", should, is.len);
}

static void assert_unit(const struct mt_unit *is, const struct mt_unit *should)
{
    assert_int_equal(is->position, should->position);
    assert_int_equal(is->words, should->words);
    assert_int_equal(is->section, should->section);
    assert_int_equal(is->item, should->item);
    assert_int_equal(is->kind, should->kind);
    assert_int_equal(is->heading, should->heading);
    assert_int_equal(is->timed, should->timed);
    assert_int_equal(is->exact, should->exact);
    assert_int_equal(is->noise, should->noise);
    assert_int_equal(is->start_ms, should->start_ms);
    assert_int_equal(is->end_ms, should->end_ms);
    assert_int_equal(is->speaker, should->speaker);
    assert_int_equal(is->status, should->status);
    assert_int_equal(is->priority, should->priority);
    assert_int_equal(is->owner, should->owner);
    assert_int_equal(is->due, should->due);
    assert_int_equal(is->done, should->done);
    assert_int_equal(is->text_hash, should->text_hash);
}

static struct mt_unit_speaker speakers[] = {
    {MT_STR("Dana Reyes"), MT_STR("dana")},
    {MT_STR(""), MT_STR("Speaker 2")},
};
static struct mt_str owners[] = {MT_STR("Sam Okoro"), MT_STR("Milo")};
static struct mt_unit units[] = {
    {.position = 1,
     .words = 4,
     .kind = MT_KIND_TITLE,
     .speaker = MT_NOBODY,
     .owner = MT_NOBODY,
     .text_hash = UINT32_MAX},
    {.position = 105,
     .words = 0,
     .section = 1,
     .item = 1,
     .kind = MT_KIND_ACTION,
     .speaker = MT_NOBODY,
     .status = MT_TASK_DONE,
     .priority = MT_PRIORITY_HIGHEST,
     .owner = 1,
     .due = 20260102,
     .done = 20260103,
     .text_hash = 7},
    {.position = 105,
     .words = 3,
     .section = 1,
     .item = 2,
     .kind = MT_KIND_ACTION,
     .speaker = MT_NOBODY,
     .status = MT_TASK_OPEN,
     .owner = MT_NOBODY},
    {.position = 208,
     .words = 1,
     .section = 2,
     .item = 3,
     .kind = MT_KIND_TRANSCRIPT,
     .heading = true,
     .speaker = MT_NOBODY,
     .owner = MT_NOBODY},
    {.position = 309,
     .words = 31,
     .section = 2,
     .item = 4,
     .kind = MT_KIND_TRANSCRIPT,
     .timed = true,
     .exact = true,
     .start_ms = 5000,
     .end_ms = 12000,
     .speaker = 0,
     .owner = MT_NOBODY},
    {.position = 340,
     .words = 28,
     .section = 2,
     .item = 4,
     .kind = MT_KIND_TRANSCRIPT,
     .timed = true,
     .noise = true,
     .start_ms = -3,
     .end_ms = INT32_MAX,
     .speaker = 1,
     .owner = MT_NOBODY},
    {.position = UINT32_MAX - 2,
     .words = 2,
     .section = 0,
     .item = 0,
     .kind = MT_KIND_CHAT,
     .timed = true,
     .start_ms = INT32_MIN,
     .end_ms = INT32_MIN,
     .speaker = 1,
     .owner = MT_NOBODY},
};
static const struct mt_unit_table full = {.units = units,
                                          .n_units = MT_COUNT(units),
                                          .speakers = speakers,
                                          .n_speakers = MT_COUNT(speakers),
                                          .owners = owners,
                                          .n_owners = MT_COUNT(owners),
                                          .path = MT_STR("notes/a.md"),
                                          .copy = MT_STR("c0ffee"),
                                          .date = 20251028};

static void test_units_unpack__returns_what_was_packed(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_unit_table table;
    struct mt_error err = {0};
    assert_int_equal(mt_units_unpack(ctx, pack(ctx, &full), &table, &err), MT_OK);
    assert_int_equal(table.n_units, full.n_units);
    for (size_t i = 0; i < table.n_units; i++)
        assert_unit(&table.units[i], &full.units[i]);
    assert_int_equal(table.n_speakers, 2);
    assert_str(table.speakers[0].name, "Dana Reyes");
    assert_str(table.speakers[0].label, "dana");
    assert_str(table.speakers[1].name, "");
    assert_int_equal(table.n_owners, 2);
    assert_str(table.owners[1], "Milo");
    assert_str(table.path, "notes/a.md");
    assert_str(table.copy, "c0ffee");
    assert_int_equal(table.date, 20251028);
    mt_free(ctx);
}

static void test_units_unpack__takes_a_table_without_units(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_unit_table none = {0}, table;
    assert_int_equal(mt_units_unpack(ctx, pack(ctx, &none), &table, NULL), MT_OK);
    assert_int_equal(table.n_units, 0);
    mt_free(ctx);
}

static void test_units_pack__takes_few_bytes_a_unit(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_unit_table table = {.units = mt_array(ctx, struct mt_unit, 300),
                                  .n_units = 300,
                                  .speakers = speakers,
                                  .n_speakers = 2};
    for (size_t i = 0; i < table.n_units; i++)
        table.units[i] = (struct mt_unit){.position = 1 + 30 * (uint32_t)i,
                                          .words = 30,
                                          .section = 1,
                                          .item = (uint32_t)i,
                                          .kind = MT_KIND_TRANSCRIPT,
                                          .timed = true,
                                          .start_ms = 11500 * (int32_t)i,
                                          .end_ms = 11500 * (int32_t)(i + 1),
                                          .speaker = i % 2,
                                          .owner = MT_NOBODY};
    assert_true(pack(ctx, &table).len < 300 * 8);
    mt_free(ctx);
}

static void assert_corrupt(void *ctx, struct mt_str bytes, const char *what)
{
    struct mt_error err = {0};
    struct mt_unit_table table = {.n_units = 12345};
    enum mt_status status = mt_units_unpack(ctx, bytes, &table, &err);
    if (status != MT_ERR_CORRUPT || table.n_units != 12345)
        fail_msg("%s: %s", what, mt_status_name(status));
    assert_true(strlen(err.message) > 0);
}

static void test_units_unpack__refuses_every_cut_table(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_str bytes = pack(ctx, &full);
    for (size_t n = 0; n < bytes.len; n++)
        assert_corrupt(ctx, mt_str_slice(bytes, 0, n), "cut");
    mt_free(ctx);
}

static void test_units_unpack__refuses_what_is_out_of_range(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int64_t numbers[13];
        size_t n;
    } rows[] = {
        /* after a path, a copy and a date: speakers, owners, units; flags, what they tell of,
           words, hash, task */
        {"a count of units beyond the bytes", {0, 0, 9, 0, 1, 0}, 6},
        {"flags that do not exist", {0, 0, 1, 1 << 15, 1, 0}, 6},
        {"a kind that does not exist", {0, 0, 1, 13, 1, 0}, 6},
        {"a position beyond 32 bits", {0, 0, 1, 1 << 10, 1LL << 32, 1, 0}, 7},
        {"words that pass the last position", {0, 0, 1, 1 << 10, UINT32_MAX, 1, 0}, 7},
        {"a section before the first", {0, 0, 1, 1 << 11, 1, 1, 0}, 7}, /* zigzag of -1 */
        {"an item before the first", {0, 0, 1, 1 << 8, 1, 1, 0}, 7},
        {"an item after the last", {0, 0, 2, 1 << 8, 1, 2LL * UINT32_MAX, 0, 1 << 7, 1, 0}, 10},
        {"a speaker who is not there", {0, 0, 1, 1 << 9, 1, 1, 0}, 7},
        {"a hash beyond 32 bits", {0, 0, 1, 0, 1, 1LL << 32}, 6},
        {"bytes after the end", {0, 0, 1, 0, 1, 0, 0}, 7},
        {"a task without a state", {0, 0, 1, 1 << 14, 1, 0, 0, 0, 0, 0, 0}, 11},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf buf;
        mt_buf_init(&buf, ctx, PACKED_MAX);
        mt_buf_add(&buf, mt_str_of("\0\0\0", 3));
        for (size_t k = 0; k < rows[i].n; k++)
            mt_pack_u64(&buf, (uint64_t)rows[i].numbers[k]);
        assert_corrupt(ctx, mt_buf_str(&buf), rows[i].name);
        mt_free(ctx);
    }
}

static void test_totals_unpack__returns_what_was_packed(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_totals totals = {812, 90000, 2700000, UINT64_MAX, 1e300}, read;
    struct mt_buf buf;
    mt_buf_init(&buf, ctx, PACKED_MAX);
    mt_totals_pack(&totals, &buf);
    assert_int_equal(mt_totals_unpack(mt_buf_str(&buf), &read, NULL), MT_OK);
    assert_int_equal(read.notes, totals.notes);
    assert_int_equal(read.units, totals.units);
    assert_int_equal(read.words, totals.words);
    assert_int_equal(read.bytes, totals.bytes);
    assert_true(read.near20 == totals.near20);
    for (size_t n = 1; n < buf.len; n++)
        assert_int_equal(mt_totals_unpack(mt_str_of(buf.ptr, n), &read, NULL), MT_ERR_CORRUPT);
    mt_free(ctx);
}

static void test_totals_unpack__gives_zeroes_for_nothing(void **state)
{
    (void)state;
    struct mt_totals read = {.notes = 5};
    assert_int_equal(mt_totals_unpack(mt_str_of(NULL, 0), &read, NULL), MT_OK);
    assert_int_equal(read.notes, 0);
    assert_true(read.near20 == 0);
}

static void test_totals_unpack__refuses_sums_that_are_no_numbers(void **state)
{
    (void)state;
    double bad[] = {NAN, INFINITY, -1};
    for (size_t i = 0; i < MT_COUNT(bad); i++) {
        void *ctx = mt_context(NULL);
        struct mt_totals totals = {.near20 = bad[i]}, read = {.notes = 5};
        struct mt_buf buf;
        mt_buf_init(&buf, ctx, PACKED_MAX);
        mt_totals_pack(&totals, &buf);
        assert_int_equal(mt_totals_unpack(mt_buf_str(&buf), &read, NULL), MT_ERR_CORRUPT);
        assert_int_equal(read.notes, 5);
        mt_free(ctx);
    }
}

/* ---- The clock ---- */

struct beat {
    uint32_t section, words;
    int32_t start_s; /* -1: not timed */
    double clock;
};

static void assert_clock(const char *name, const struct beat *beats, size_t n)
{
    void *ctx = mt_context(NULL);
    struct mt_unit_table table = {.units = mt_array(ctx, struct mt_unit, n), .n_units = n};
    double *clock = mt_array(ctx, double, n);
    for (size_t i = 0; i < n; i++) {
        bool timed = beats[i].start_s >= 0;
        int32_t ms = timed ? beats[i].start_s * 1000 : 0;
        table.units[i] = (struct mt_unit){.section = beats[i].section,
                                          .words = beats[i].words,
                                          .timed = timed,
                                          .start_ms = ms,
                                          .end_ms = ms};
    }
    mt_units_clock(&table, clock);
    for (size_t i = 0; i < n; i++)
        if (fabs(clock[i] - beats[i].clock) > 1e-9)
            fail_msg("%s: unit %zu stands at %g, not at %g", name, i, clock[i], beats[i].clock);
    mt_free(ctx);
}

static void test_units_clock__places_units(void **state)
{
    (void)state;
    static const struct beat plain[] = {{0, 26, -1, 600}, {0, 13, -1, 610}, {1, 26, -1, 1215}};
    static const struct beat timed[] = {{0, 5, 3, 3}, {0, 5, 9, 9}, {0, 5, 9, 9}};
    static const struct beat backward[] = {{0, 5, 30, 30}, {0, 5, 10, 30}, {0, 5, 31, 31}};
    static const struct beat after[] = {{0, 26, -1, 700}, {1, 9, 100, 100}, {2, 26, -1, 1310}};
    static const struct beat mixed[] = {{0, 2, -1, 20},  {0, 26, 20, 20}, {0, 26, -1, 30},
                                        {0, 26, -1, 35}, {0, 26, 35, 35}, {0, 1, -1, 45}};
    static const struct {
        const char *name;
        const struct beat *beats;
        size_t n;
    } rows[] = {
        {"sections without times", plain, MT_COUNT(plain)},
        {"a transcript", timed, MT_COUNT(timed)},
        {"times that go back", backward, MT_COUNT(backward)},
        {"sections around a transcript", after, MT_COUNT(after)},
        {"some units without a time", mixed, MT_COUNT(mixed)},
        {"nothing", NULL, 0},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        assert_clock(rows[i].name, rows[i].beats, rows[i].n);
}

/* The definition, pair by pair. */
static double smooth_by_hand(const struct mt_unit_table *table, const double *clock, size_t u,
                             double s)
{
    double sum = 0;
    for (size_t v = 0; v < table->n_units; v++) {
        double apart = clock[u] - clock[v];
        if (table->units[u].section == table->units[v].section && fabs(apart) <= 3 * s)
            sum += table->units[v].words * exp(-apart * apart / (2 * s * s));
    }
    return sum;
}

static void test_units_smooth_length__sums_what_is_near(void **state)
{
    (void)state;
    enum { N = 60 };
    struct mt_unit many[N] = {{.position = 0}};
    struct mt_unit_table table = {.units = many, .n_units = N};
    double clock[N], length[N];
    for (uint32_t i = 0; i < N; i++)
        many[i] = (struct mt_unit){.section = i / 25,
                                   .words = i * 7 % 31,
                                   .timed = i / 25 != 1,
                                   .start_ms = (int32_t)(i * i % 97 + i * 9) * 1000};
    mt_units_clock(&table, clock);
    for (double s = 20; s <= 60; s += 40) {
        mt_units_smooth_length(&table, clock, s, length);
        for (size_t u = 0; u < N; u++)
            assert_true(fabs(length[u] - smooth_by_hand(&table, clock, u, s)) < 1e-9);
    }
}

static void test_units_smooth_length__ends_when_all_is_said_at_once(void **state)
{
    (void)state;
    enum { N = 20000 };
    void *ctx = mt_context(NULL);
    struct mt_unit_table table = {.units = mt_array(ctx, struct mt_unit, N), .n_units = N};
    double *clock = mt_array(ctx, double, N), *length = mt_array(ctx, double, N);
    for (size_t i = 0; i < N; i++)
        table.units[i] = (struct mt_unit){.words = 1, .timed = true};
    mt_units_clock(&table, clock);
    mt_units_smooth_length(&table, clock, 20, length);
    assert_true(length[0] == 513 && length[N / 2] == 1025);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units_unpack__returns_what_was_packed),
        cmocka_unit_test(test_units_unpack__takes_a_table_without_units),
        cmocka_unit_test(test_units_pack__takes_few_bytes_a_unit),
        cmocka_unit_test(test_units_unpack__refuses_every_cut_table),
        cmocka_unit_test(test_units_unpack__refuses_what_is_out_of_range),
        cmocka_unit_test(test_totals_unpack__returns_what_was_packed),
        cmocka_unit_test(test_totals_unpack__gives_zeroes_for_nothing),
        cmocka_unit_test(test_totals_unpack__refuses_sums_that_are_no_numbers),
        cmocka_unit_test(test_units_clock__places_units),
        cmocka_unit_test(test_units_smooth_length__sums_what_is_near),
        cmocka_unit_test(test_units_smooth_length__ends_when_all_is_said_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
