/* test_summary.c - What a note says of names: sums of its prose, packing, hostile bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/pack.h"
#include "entity/summary.h"

static void read_prose(void *ctx, struct mt_name_summary *out)
{
    struct mt_prose_reader *reader = mt_prose_reader_new(ctx);
    mt_prose_read(reader, mt_str("We met Okoro, Quist and the Kestrel at the harbour."));
    mt_prose_read(reader, mt_str("Ask Okoro whether a kestrel, any kestrel, will do."));
    mt_prose_read(reader, mt_str("They told Okoro's brother; Quist said no."));
    mt_prose_finish(reader, out);
}

static void test_prose_finish__sums(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_name_summary summary = {0};
    read_prose(ctx, &summary);
    assert_int_equal(summary.prose.len, 3);
    const struct mt_prose_name *first = &summary.prose.ptr[0];
    assert_true(mt_str_eq(first->text, mt_str("Okoro")));
    assert_int_equal(first->count, 3);
    assert_int_equal(first->person, 6);
    assert_true(first->possessive);
    assert_true(mt_str_eq(summary.prose.ptr[1].text, mt_str("Quist")));
    assert_int_equal(summary.prose.ptr[1].person, 10);
    assert_int_equal(summary.pairs.len, 1);
    assert_int_equal(summary.pairs.ptr[0].a, 0);
    assert_int_equal(summary.pairs.ptr[0].b, 1);
    assert_int_equal(summary.lower.len, 1);
    assert_true(mt_str_eq(summary.lower.ptr[0].name, mt_str("kestrel")));
    assert_int_equal(summary.lower.ptr[0].count, 2);
    mt_free(ctx);
}

static void test_prose_finish__the_commonest_are_kept(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_prose_reader *reader = mt_prose_reader_new(ctx);
    struct mt_name_summary summary = {0};
    for (size_t i = 0; i < 2 * MT_SUMMARY_NAMES_MAX; i++)
        mt_prose_read(reader, mt_str_printf(ctx, "so Q%zu, R%zu", i, i));
    mt_prose_read(reader, mt_str("so Q1199, R1199"));
    mt_prose_finish(reader, &summary);
    assert_int_equal(summary.prose.len, MT_SUMMARY_NAMES_MAX);
    assert_true(mt_str_eq(summary.prose.ptr[0].text, mt_str("Q1199")));
    for (size_t i = 0; i < summary.pairs.len; i++)
        assert_true(summary.pairs.ptr[i].b < MT_SUMMARY_NAMES_MAX);
    mt_free(ctx);
}

static void test_summary_pack__reads_back(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_name_summary summary = {0}, again;
    struct mt_buf packed, repacked;
    read_prose(ctx, &summary);
    *mt_push(ctx, &summary.given) =
        (struct mt_given_name){mt_str("Sam Okoro"), MT_NAME_OWN, MT_ENTITY_PERSON};
    *mt_push(ctx, &summary.aliases) = (struct mt_given_alias){0, mt_str("Sammy")};
    mt_buf_init(&packed, ctx, 10000);
    mt_buf_init(&repacked, ctx, 10000);
    mt_summary_pack(&summary, &packed);
    assert_int_equal(mt_summary_unpack(ctx, mt_buf_str(&packed), &again, NULL), MT_OK);
    assert_int_equal(again.given.ptr[0].source, MT_NAME_OWN);
    assert_true(mt_str_eq(again.aliases.ptr[0].text, mt_str("Sammy")));
    mt_summary_pack(&again, &repacked);
    assert_true(mt_str_eq(mt_buf_str(&packed), mt_buf_str(&repacked)));
    for (size_t cut = 1; cut < packed.len; cut++)
        assert_int_equal(mt_summary_unpack(ctx, mt_str_of(packed.ptr, cut), &again, NULL),
                         MT_ERR_CORRUPT);
    assert_int_equal(mt_summary_unpack(ctx, mt_str(""), &again, NULL), MT_OK);
    assert_int_equal(again.given.len, 0);
    mt_free(ctx);
}

static void test_summary_unpack__damage(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    static const struct mt_str damaged[] = {
        MT_STR("\x01\x01"
               "A\x00\x00\x00\x00\x00\x00"), /* a source that no note has */
        MT_STR("\x01\x01"
               "A\x01\x02\x00\x00\x00\x00"), /* no such kind */
        MT_STR("\x00\x01\x00\x01"
               "a\x00\x00\x00"), /* an alias of nothing */
        MT_STR("\x00\x00\x01\x01"
               "A\x01\x00\x00\x00\x01\x00\x00\x00"), /* a pair with itself */
    };
    for (size_t i = 0; i < MT_COUNT(damaged); i++) {
        struct mt_name_summary summary;
        if (mt_summary_unpack(ctx, damaged[i], &summary, NULL) != MT_ERR_CORRUPT)
            fail_msg("row %zu was read", i);
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_prose_finish__sums),
        cmocka_unit_test(test_prose_finish__the_commonest_are_kept),
        cmocka_unit_test(test_summary_pack__reads_back),
        cmocka_unit_test(test_summary_unpack__damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
