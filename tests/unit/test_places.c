/* test_places.c - Where each word stands in a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "store/places.h"
#include "text/commonness.h"

struct place {
    struct mt_str term;
    uint32_t position; /* 0: it only counts */
};
struct places MT_VEC(struct place);
struct postings MT_VEC(struct mt_posting);

/* Words that share much, little and nothing with the one before, and words of English of each
 * rarity, in many blocks. */
static void make_places(void *ctx, struct places *out)
{
    for (uint32_t rank = 1; mt_word_ranked(rank).len; rank += 100)
        for (uint32_t i = 0; i < 1 + rank % 3; i++)
            *mt_push(ctx, out) = (struct place){mt_word_ranked(rank), rank * (i + 1)};
    for (uint32_t w = 0; w < 500; w++)
        for (uint32_t i = 0; i < 1 + w % 3; i++)
            *mt_push(ctx, out) =
                (struct place){mt_str_printf(ctx, "%s%03u%s", w % 2 ? "a-beginning-" : "b", w,
                                             w % 7 ? "" : "-with-an-end-of-some-length"),
                               1 + w * (i + 1) * 1000};
}

static int by_term_and_position(const void *a, const void *b)
{
    const struct place *left = a, *right = b;
    int order = mt_str_compare(left->term, right->term);
    return order ? order : (left->position > right->position) - (left->position < right->position);
}

/* Each way of them is some term's. */
static enum mt_written written(struct mt_str term)
{
    return (enum mt_written)(term.len % (MT_WRITTEN_CAPITALS + 1));
}

/* The values of a note. */
struct packed {
    struct mt_str parts[MT_PLACES_PARTS];
};

static struct packed pack(void *ctx, const struct place *places, size_t n)
{
    struct mt_buf packed[MT_PLACES_PARTS];
    struct packed out;
    struct postings postings = {0};
    uint32_t *positions = mt_array(ctx, uint32_t, n);
    for (size_t p = 0; p < MT_PLACES_PARTS; p++)
        mt_buf_init(&packed[p], ctx, 1 << 20);
    for (size_t i = 0; i < n; i++) {
        positions[i] = places[i].position;
        if (i == 0 || !mt_str_eq(places[i].term, places[i - 1].term))
            *mt_push(ctx, &postings) = (struct mt_posting){
                places[i].term, 0, positions[i] ? &positions[i] : NULL, written(places[i].term)};
        postings.ptr[postings.len - 1].occurrences++;
    }
    mt_places_pack(postings.ptr, postings.len, packed);
    for (size_t p = 0; p < MT_PLACES_PARTS; p++)
        out.parts[p] = mt_buf_str(&packed[p]);
    return out;
}

static enum mt_status find(const struct packed *packed, struct mt_str term, const void *ctx,
                           struct mt_positions *out)
{
    const struct mt_place_key key = mt_place_key(term);
    return mt_places_find(packed->parts[key.part], &key, 1, ctx, out, NULL, NULL);
}

static unsigned part_of(const char *term)
{
    return mt_place_key(mt_str(term)).part;
}

static void test_place_key__forms_are_together(void **state)
{
    (void)state;
    bool any[MT_PLACES_PARTS] = {false};
    assert_int_equal(part_of("anchor"), part_of("anchors"));
    assert_int_equal(part_of("an"), part_of("anchor"));
    assert_true(part_of("") < MT_PLACES_PARTS);
    assert_true(part_of("\xff") < MT_PLACES_PARTS);
    for (char letter[] = "a"; *letter <= 'z'; ++*letter)
        any[part_of(letter)] = true;
    for (size_t p = 0; p < MT_PLACES_PARTS; p++)
        assert_true(any[p]);
}

static void test_places_find__every_term(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct places places = {0};
    make_places(ctx, &places);
    qsort(places.ptr, places.len, sizeof *places.ptr, by_term_and_position);
    struct packed packed = pack(ctx, places.ptr, places.len);
    for (size_t i = 0, n; i < places.len; i += n) {
        struct mt_positions found = {0};
        assert_int_equal(find(&packed, places.ptr[i].term, ctx, &found), MT_OK);
        for (n = 0; n < found.len; n++) {
            assert_true(mt_str_eq(places.ptr[i + n].term, places.ptr[i].term));
            assert_int_equal(found.ptr[n], places.ptr[i + n].position);
        }
        assert_true(n > 0);
        assert_true(i + n == places.len || !mt_str_eq(places.ptr[i + n].term, places.ptr[i].term));
    }
    mt_free(ctx);
}

static void test_places_find__what_is_not_there(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    const struct place places[] = {
        {MT_STR("Shead"), 0}, {MT_STR("anchor"), 3}, {MT_STR("anchor"), 9}, {MT_STR("tide"), 4}};
    const struct packed packed = pack(ctx, places, MT_COUNT(places)), empty = pack(ctx, NULL, 0);
    const struct mt_str others[] = {MT_STR("anchors"), MT_STR("buoy"),  MT_STR("zinc"),
                                    MT_STR(""),        MT_STR("Shead"), MT_STR("anch")};
    const struct mt_str both[] = {MT_STR("anchor"), MT_STR("tide")};
    struct mt_place_key keys[MT_COUNT(others)];
    struct mt_positions found = {0};
    for (size_t i = 0; i < MT_COUNT(others); i++)
        keys[i] = mt_place_key(others[i]);
    for (size_t p = 0; p < MT_PLACES_PARTS; p++) {
        for (size_t i = 0; i < MT_COUNT(keys); i++)
            keys[i].part = 0;
        qsort(keys, MT_COUNT(keys), sizeof *keys, mt_place_key_compare);
        assert_int_equal(
            mt_places_find(packed.parts[p], keys, MT_COUNT(keys), ctx, &found, NULL, NULL), MT_OK);
        assert_int_equal(empty.parts[p].len, 0);
        assert_int_equal(
            mt_places_find(empty.parts[p], keys, MT_COUNT(keys), ctx, &found, NULL, NULL), MT_OK);
    }
    for (size_t i = 0; i < MT_COUNT(others); i++)
        assert_int_equal(find(&packed, others[i], ctx, &found), MT_OK);
    assert_int_equal(found.len, 0);
    assert_int_equal(find(&packed, both[1], ctx, &found), MT_OK);
    assert_int_equal(find(&packed, both[0], ctx, &found), MT_OK);
    assert_int_equal(found.len, 3);
    assert_int_equal(found.ptr[0], 4);
    assert_int_equal(found.ptr[2], 9);
    mt_free(ctx);
}

struct keys MT_VEC(struct mt_place_key);

/* All of a part at once, and terms that are not there between them. */
static void find_many(const void *ctx, const struct places *places, struct mt_str packed,
                      unsigned part)
{
    struct keys keys = {0};
    struct mt_positions found = {0};
    for (size_t i = 0; i < places->len; i++) {
        struct mt_str term = places->ptr[i].term;
        if ((i && mt_str_eq(term, places->ptr[i - 1].term)) || mt_place_key(term).part != part)
            continue;
        *mt_push(ctx, &keys) = mt_place_key(term);
        *mt_push(ctx, &keys) = mt_place_key(mt_str_printf(ctx, "%.*s!", MT_ARG(term)));
    }
    struct mt_places *each = mt_array(ctx, struct mt_places, keys.len);
    qsort(keys.ptr, keys.len, sizeof *keys.ptr, mt_place_key_compare);
    assert_int_equal(mt_places_find(packed, keys.ptr, keys.len, ctx, &found, each, NULL), MT_OK);
    for (size_t t = 0, at = 0; t < keys.len; t++) {
        struct mt_str term = keys.ptr[t].term;
        bool there = !mt_str_ends(term, mt_str("!"));
        size_t place = 0;
        assert_true(there ? each[t].end > at : each[t].end == at);
        assert_int_equal(each[t].written, there ? written(term) : MT_WRITTEN_OTHER);
        for (; at < each[t].end; at++, place++) {
            while (!mt_str_eq(places->ptr[place].term, term))
                place++;
            assert_int_equal(found.ptr[at], places->ptr[place].position);
        }
    }
    assert_int_equal(found.len, keys.len ? each[keys.len - 1].end : 0);
}

static void test_places_find__many(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct places places = {0};
    make_places(ctx, &places);
    qsort(places.ptr, places.len, sizeof *places.ptr, by_term_and_position);
    struct packed packed = pack(ctx, places.ptr, places.len);
    for (unsigned p = 0; p < MT_PLACES_PARTS; p++)
        find_many(ctx, &places, packed.parts[p], p);
    mt_free(ctx);
}

/* Damage is found or gives other positions, but `out` never has half a list. */
static void cut_everywhere(const void *ctx, struct mt_str packed, struct mt_str term)
{
    const struct mt_place_key key = mt_place_key(term);
    struct mt_positions found = {0};
    for (size_t cut = 1; cut < packed.len; cut++) {
        found.len = 0;
        enum mt_status status =
            mt_places_find(mt_str_slice(packed, 0, cut), &key, 1, ctx, &found, NULL, NULL);
        assert_true(status == MT_OK || status == MT_ERR_CORRUPT);
        assert_int_equal(found.len, 0);
    }
}

static void test_places_find__damaged(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    const struct place ranked[] = {{MT_STR("anchor"), 3}, {MT_STR("angle"), 400}},
                       others[] = {{MT_STR("anchorq"), 3}, {MT_STR("angleq"), 400}};
    unsigned part = part_of("an");
    cut_everywhere(ctx, pack(ctx, ranked, MT_COUNT(ranked)).parts[part], ranked[1].term);
    cut_everywhere(ctx, pack(ctx, others, MT_COUNT(others)).parts[part], others[1].term);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_place_key__forms_are_together),
        cmocka_unit_test(test_places_find__every_term),
        cmocka_unit_test(test_places_find__what_is_not_there),
        cmocka_unit_test(test_places_find__many),
        cmocka_unit_test(test_places_find__damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
