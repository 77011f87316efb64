/* test_identity.c - The id of a moment, and the moment of an id
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/identity.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"

static const struct mt_str archive = MT_STR("/disk/dana/notes");

/* A note of four units: "rope", "lamp", "rope", "rope". */
static struct mt_record note_of_four(const char *path)
{
    static struct mt_range ranges[] = {{0, 4}, {5, 9}, {10, 14}, {15, 19}};
    return (struct mt_record){.path = mt_str(path),
                              .text = MT_STR("rope lamp rope rope"),
                              .ranges = ranges,
                              .n_ranges = MT_COUNT(ranges)};
}

static void test_moment_id__of_every_unit_leads_back(void **state)
{
    struct mt_record note = note_of_four("2025/a.md");
    void *ctx = mt_context(NULL);
    (void)state;
    for (uint32_t unit = 0; unit < note.n_ranges; unit++) {
        uint32_t found = UINT32_MAX;
        struct mt_str id = mt_moment_id(ctx, &note, archive, unit);
        assert_true(mt_moment_unit(&note, archive, id, &found));
        assert_int_equal(found, unit);
    }
    mt_free(ctx);
}

static void test_moment_id__equal_units_are_counted(void **state)
{
    struct mt_record note = note_of_four("2025/a.md");
    void *ctx = mt_context(NULL);
    (void)state;
    struct mt_str first = mt_moment_id(ctx, &note, archive, 0);
    assert_int_equal(first.len, 24);
    assert_string_equal(mt_moment_id(ctx, &note, archive, 2).ptr,
                        mt_str_printf(ctx, "%s.1", first.ptr).ptr);
    assert_string_equal(mt_moment_id(ctx, &note, archive, 3).ptr,
                        mt_str_printf(ctx, "%s.2", first.ptr).ptr);
    assert_string_not_equal(mt_moment_id(ctx, &note, archive, 1).ptr, first.ptr);
    mt_free(ctx);
}

/* Units may come before it: only the note's place and the unit's own words count. */
static void test_moment_id__stays_while_words_and_path_stay(void **state)
{
    static struct mt_range ranges[] = {{0, 3}, {4, 8}};
    struct mt_record note = note_of_four("2025/a.md"), other = note_of_four("2025/b.md"),
                     part = note;
    struct mt_record longer = {.path = note.path,
                               .text = MT_STR("fog lamp"),
                               .ranges = ranges,
                               .n_ranges = MT_COUNT(ranges)};
    void *ctx = mt_context(NULL);
    const char *id = mt_moment_id(ctx, &note, archive, 1).ptr;
    (void)state;
    part.part = 1;
    assert_string_equal(mt_moment_id(ctx, &longer, archive, 1).ptr, id);
    assert_string_not_equal(mt_moment_id(ctx, &other, archive, 1).ptr, id);
    assert_string_not_equal(mt_moment_id(ctx, &part, archive, 1).ptr, id);
    assert_string_not_equal(mt_moment_id(ctx, &note, mt_str("/srv/team"), 1).ptr, id);
    mt_free(ctx);
}

static void test_moment_unit__of_no_id(void **state)
{
    struct mt_record note = note_of_four("2025/a.md"), other = note_of_four("2025/b.md");
    void *ctx = mt_context(NULL);
    const char *id = mt_moment_id(ctx, &note, archive, 0).ptr;
    const struct mt_str rows[] = {
        mt_str(""),
        mt_str("0123456789abcdef01234567"),
        mt_str_printf(ctx, "%.23s", id),
        mt_str_printf(ctx, "%s0", id),
        mt_str_printf(ctx, "%s.", id),
        mt_str_printf(ctx, "%s.x", id),
        mt_str_printf(ctx, "%s.-1", id),
        mt_str_printf(ctx, "%s.3", id), /* there are three ropes */
        mt_str_printf(ctx, "%s.99999999999999999999999", id),
        mt_str_printf(ctx, " %s", id),
        mt_str_printf(ctx, "%.12sABCDEFABCDEF", id),
        mt_moment_id(ctx, &other, archive, 0),
    };
    uint32_t untouched = 77;
    (void)state;
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_moment_unit(&note, archive, rows[i], &untouched) || untouched != 77)
            fail_msg("row %zu: %.*s", i, MT_ARG(rows[i]));
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moment_id__of_every_unit_leads_back),
        cmocka_unit_test(test_moment_id__equal_units_are_counted),
        cmocka_unit_test(test_moment_id__stays_while_words_and_path_stay),
        cmocka_unit_test(test_moment_unit__of_no_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
