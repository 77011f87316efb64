/* test_hearing.c - Which words may be a name that was misheard
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>

#include "entity/hearing.h"

static const struct {
    const char *written, *words;
    uint32_t upper, lower;
    const char *notes; /* "note:count " */
} heard[] = {
    {"Lone Star", "lone star", 4, 0, NULL},     {"lonestar", "lonestar", 3, 0, "1:2 2:1 "},
    {"Lodestar", "lodestar", 9, 0, "1:6 3:3 "}, {"lodestars", "lodestars", 2, 0, "1:2 "},
    {"load", "load", 0, 50, "1:20 2:30 "},      {"lone", "lone", 4, 0, "1:3 3:1 "},
    {"star", "star", 4, 6, "1:3 2:6 3:1 "},     {"ladder", "ladder", 0, 3, "2:3 "},
    {"Bilge", "bilge", 2, 0, "2:2 "},           {"Orvik", "orvik", 2, 0, "4:2 "},
};

static struct mt_sound_blocks blocks;

static enum mt_status keys(void *user, const void *ctx, struct mt_strs *out, struct mt_error *err)
{
    (void)user;
    (void)err;
    for (size_t i = 0; i < blocks.len; i++)
        *mt_push(ctx, out) = blocks.ptr[i].key;
    return MT_OK;
}

static enum mt_status block(void *user, const void *ctx, struct mt_str key, struct mt_str *out,
                            struct mt_error *err)
{
    (void)user;
    (void)ctx;
    (void)err;
    for (size_t i = 0; i < blocks.len; i++)
        if (mt_str_eq(blocks.ptr[i].key, key))
            *out = blocks.ptr[i].bytes;
    return MT_OK;
}

static enum mt_status notes(void *user, const void *ctx, struct mt_str word,
                            struct mt_note_counts *out, struct mt_error *err)
{
    (void)user;
    (void)err;
    for (size_t i = 0; i < MT_COUNT(heard); i++) {
        struct mt_str rest = mt_str(heard[i].notes), note;
        if (!mt_str_eq(mt_str(heard[i].words), word))
            continue;
        while (mt_str_next(&rest, ' ', &note) && note.len)
            *mt_push(ctx, out) = (struct mt_note_count){(uint32_t)(note.ptr[0] - '0'),
                                                        (uint32_t)(note.ptr[2] - '0')};
    }
    return MT_OK;
}

/* Another name, whose likeness `user` points to if there is one. */
static enum mt_status rival(void *user, struct mt_str words, double least, double *out,
                            struct mt_error *err)
{
    (void)err;
    const double *likeness = user;
    *out = likeness && mt_str_eq(words, mt_str("lonestar")) && *likeness > least ? *likeness : 0;
    return MT_OK;
}

static const struct mt_ears ears = {NULL, keys, block, notes, rival};

static void make_table(void *ctx)
{
    struct mt_spoken_list list = {0};
    for (size_t i = 0; i < MT_COUNT(heard); i++) {
        struct mt_phones readings[2];
        mt_phones_read(mt_str(heard[i].written), readings);
        *mt_push(ctx, &list) = (struct mt_spoken){
            .words = mt_str(heard[i].words),
            .sound = mt_str_copy(ctx, mt_str(readings[0].sound)),
            .upper = heard[i].upper,
            .lower = heard[i].lower,
            .least = mt_hearing_least(mt_hearing_commonness(mt_str(heard[i].words)),
                                      mt_hearing_capitals(heard[i].upper, heard[i].lower)),
        };
    }
    blocks = (struct mt_sound_blocks){0};
    mt_soundtable_pack(ctx, &list, &blocks);
}

/* The name itself and its plural are nothing that was heard; common words are not like enough. */
static void test_hear__forms(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_strs words = {0};
    struct mt_heard_forms forms = {0};
    make_table(ctx);
    *mt_push(ctx, &words) = mt_str("lodestar");
    assert_int_equal(
        mt_hear(ctx, &ears, mt_str("Lodestar"), &words, true, MT_HEARING_LOW, &forms, NULL), MT_OK);
    assert_int_equal(forms.len, 2);
    assert_string_equal(mt_strdup(ctx, forms.ptr[0].words), "lonestar");
    assert_string_equal(mt_strdup(ctx, forms.ptr[1].words), "lone star");
    assert_int_equal(forms.ptr[1].occurrences, 4);
    assert_true(forms.ptr[0].score >= MT_HEARING_MEDIUM);

    /* Another name that fits better takes it away. */
    double likeness = 1;
    struct mt_ears with_rival = ears;
    struct mt_heard_forms left = {0};
    with_rival.user = &likeness;
    assert_int_equal(
        mt_hear(ctx, &with_rival, mt_str("Lodestar"), &words, true, MT_HEARING_LOW, &left, NULL),
        MT_OK);
    for (size_t i = 0; i < left.len; i++)
        if (mt_str_eq(left.ptr[i].words, forms.ptr[0].words))
            assert_true(left.ptr[i].score < forms.ptr[0].score);
    mt_free(ctx);
}

/* Of a name of several words one may have been misheard, where some note has that and the others.
 */
static void test_hear__one_word_of_several(void **state)
{
    static const struct {
        const char *name, *words[2];
        bool each;
        size_t forms;
    } rows[] = {
        {"Lodestar Bilge", {"lodestar", "bilge"}, true, 1},
        {"Lodestar Bilge", {"lodestar", "bilge"}, false, 0},
        {"Lodestar Orvik", {"lodestar", "orvik"}, true, 0},
        {"Bilge Lodestar", {"bilge", "lodestar"}, true, 1},
    };
    (void)state;
    void *ctx = mt_context(NULL);
    make_table(ctx);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_strs words = {0};
        struct mt_heard_forms forms = {0};
        for (size_t w = 0; w < MT_COUNT(rows[i].words); w++)
            *mt_push(ctx, &words) = mt_str(rows[i].words[w]);
        assert_int_equal(mt_hear(ctx, &ears, mt_str(rows[i].name), &words, rows[i].each,
                                 MT_HEARING_LOW, &forms, NULL),
                         MT_OK);
        if (forms.len != rows[i].forms)
            fail_msg("%s: %zu forms", rows[i].name, forms.len);
        if (forms.len)
            assert_string_equal(mt_strdup(ctx, forms.ptr[0].words),
                                i ? "bilge lonestar" : "lonestar bilge");
    }
    mt_free(ctx);
}

/* The score grows with what speaks for it and falls with what speaks against it. */
static void test_hearing_score__directions(void **state)
{
    (void)state;
    const struct mt_hearing base = {
        .likeness = .85, .commonness = .3, .capitals = .5, .together = .5};
    double score = mt_hearing_score(&base);
    struct mt_hearing other = base;
    other.likeness = .9;
    assert_true(mt_hearing_score(&other) > score);
    other = base;
    other.rival = .95;
    assert_true(mt_hearing_score(&other) < score);
    other = base;
    other.together = .9;
    assert_true(mt_hearing_score(&other) > score);
    other = base;
    other.capitals = .1;
    assert_true(mt_hearing_score(&other) < score);
    other = base;
    other.brief = true;
    assert_true(mt_hearing_score(&other) < score);
    other = base;
    other.spelling = .5;
    assert_true(mt_hearing_score(&other) < score);
    other = base;
    other.framed = true;
    assert_true(mt_hearing_score(&other) > score);
    assert_true(mt_hearing_least(1, 0) > mt_hearing_least(0, 1));
    assert_true(mt_hearing_together(0) == 0 && mt_hearing_together(7) == 1 &&
                mt_hearing_together(100) == 1);
}

/* At one place it grows with what the note has of the name, and with how near. */
static void test_hearing_at__directions(void **state)
{
    (void)state;
    double far = mt_hearing_at(.2, 3, INFINITY);
    assert_true(mt_hearing_at(.2, 1, INFINITY) < far && far < mt_hearing_at(.2, 9, INFINITY));
    assert_true(mt_hearing_at(.2, 3, 3600) - far < .001);
    assert_true(far < mt_hearing_at(.2, 3, 90));
    assert_true(mt_hearing_at(.2, 3, 90) < mt_hearing_at(.2, 3, 0));
    assert_true(mt_hearing_at(.2, 3, 0) < mt_hearing_at(.4, 3, 0));
    assert_true(mt_hearing_at(1, 3, 0) == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hear__forms),
        cmocka_unit_test(test_hear__one_word_of_several),
        cmocka_unit_test(test_hearing_score__directions),
        cmocka_unit_test(test_hearing_at__directions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
