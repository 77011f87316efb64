/* test_places.c - Where each word stands in a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "store/places.h"

struct postings MT_VEC(struct mt_posting);

/* Words that share much, little and nothing with the one before, in many blocks. */
static void make_postings(void *ctx, struct postings *out)
{
    for (uint32_t w = 0; w < 500; w++)
        for (uint32_t i = 0; i < 1 + w % 3; i++)
            *mt_push(ctx, out) =
                (struct mt_posting){mt_str_printf(ctx, "%s%03u%s", w % 2 ? "a-beginning-" : "b", w,
                                                  w % 7 ? "" : "-with-an-end-of-some-length"),
                                    1 + w * (i + 1) * 1000};
}

static int by_term_and_position(const void *a, const void *b)
{
    const struct mt_posting *left = a, *right = b;
    int order = mt_str_compare(left->term, right->term);
    return order ? order : (left->position > right->position) - (left->position < right->position);
}

static struct mt_str pack(void *ctx, const struct mt_posting *postings, size_t n)
{
    struct mt_buf packed;
    mt_buf_init(&packed, ctx, 1 << 20);
    mt_places_pack(postings, n, &packed);
    return mt_buf_str(&packed);
}

static void test_places_find__every_term(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct postings postings = {0};
    make_postings(ctx, &postings);
    qsort(postings.ptr, postings.len, sizeof *postings.ptr, by_term_and_position);
    struct mt_str packed = pack(ctx, postings.ptr, postings.len);
    for (size_t i = 0, n; i < postings.len; i += n) {
        struct mt_positions found = {0};
        assert_int_equal(mt_places_find(packed, postings.ptr[i].term, ctx, &found, NULL), MT_OK);
        for (n = 0; n < found.len; n++) {
            assert_true(mt_str_eq(postings.ptr[i + n].term, postings.ptr[i].term));
            assert_int_equal(found.ptr[n], postings.ptr[i + n].position);
        }
        assert_true(n > 0);
        assert_true(i + n == postings.len ||
                    !mt_str_eq(postings.ptr[i + n].term, postings.ptr[i].term));
    }
    mt_free(ctx);
}

static void test_places_find__what_is_not_there(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    const struct mt_posting postings[] = {
        {MT_STR("Shead"), 0}, {MT_STR("anchor"), 3}, {MT_STR("anchor"), 9}, {MT_STR("tide"), 4}};
    struct mt_str packed = pack(ctx, postings, MT_COUNT(postings));
    const struct mt_str others[] = {MT_STR("Shead"),   MT_STR(""),     MT_STR("anch"),
                                    MT_STR("anchors"), MT_STR("buoy"), MT_STR("zinc")};
    struct mt_positions found = {0};
    for (size_t i = 0; i < MT_COUNT(others); i++)
        assert_int_equal(mt_places_find(packed, others[i], ctx, &found, NULL), MT_OK);
    assert_int_equal(mt_places_find(mt_str(""), mt_str("tide"), ctx, &found, NULL), MT_OK);
    assert_int_equal(mt_places_find(pack(ctx, NULL, 0), mt_str("tide"), ctx, &found, NULL), MT_OK);
    assert_int_equal(found.len, 0);
    assert_int_equal(mt_places_find(packed, mt_str("tide"), ctx, &found, NULL), MT_OK);
    assert_int_equal(mt_places_find(packed, mt_str("anchor"), ctx, &found, NULL), MT_OK);
    assert_int_equal(found.len, 3);
    assert_int_equal(found.ptr[0], 4);
    assert_int_equal(found.ptr[2], 9);
    mt_free(ctx);
}

/* Damage is found or gives other positions, but `out` never has half a list. */
static void test_places_find__damaged(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    const struct mt_posting postings[] = {{MT_STR("anchor"), 3}, {MT_STR("tide"), 400}};
    struct mt_str packed = pack(ctx, postings, MT_COUNT(postings));
    struct mt_positions found = {0};
    for (size_t cut = 1; cut < packed.len; cut++) {
        found.len = 0;
        enum mt_status status =
            mt_places_find(mt_str_slice(packed, 0, cut), mt_str("tide"), ctx, &found, NULL);
        assert_true(status == MT_OK || status == MT_ERR_CORRUPT);
        assert_int_equal(found.len, 0);
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_find__every_term),
        cmocka_unit_test(test_places_find__what_is_not_there),
        cmocka_unit_test(test_places_find__damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
