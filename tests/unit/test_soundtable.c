/* test_soundtable.c - The words of an archive by what they sound like
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "entity/soundtable.h"

static void add(void *ctx, struct mt_spoken_list *list, const char *words, double least)
{
    struct mt_phones readings[2];
    assert_int_equal(mt_phones_read(mt_str(words), readings), 1);
    *mt_push(ctx, list) = (struct mt_spoken){
        .words = mt_str_copy(ctx, mt_str(words)),
        .sound = mt_str_copy(ctx, mt_str_of(readings[0].sound, readings[0].len)),
        .upper = 3,
        .lower = 70000,
        .least = least,
    };
}

static struct mt_sound sound_of(const char *name)
{
    struct mt_phones readings[2];
    struct mt_sound sound;
    assert_int_equal(mt_phones_read(mt_str(name), readings), 1);
    mt_sound_init(&sound, &readings[0]);
    return sound;
}

/* "words likeness " of all that is found, in the order of the blocks. */
static struct mt_str found(void *ctx, const struct mt_sound_blocks *blocks, const char *name,
                           double above)
{
    struct mt_sound sound = sound_of(name);
    struct mt_sieve *sieve = mt_new(ctx, struct mt_sieve);
    struct mt_sound_matches matches = {0};
    struct mt_buf out;
    mt_sieve_init(sieve, &sound);
    mt_buf_init(&out, ctx, 10000);
    for (size_t i = 0; i < blocks->len; i++) {
        if (!mt_soundtable_may_hold(blocks->ptr[i].key, &sound, above))
            continue;
        assert_int_equal(
            mt_soundtable_search(ctx, blocks->ptr[i].bytes, sieve, above, &matches, NULL), MT_OK);
    }
    for (size_t i = 0; i < matches.len; i++) {
        assert_int_equal(matches.ptr[i].spoken.upper, 3);
        assert_int_equal(matches.ptr[i].spoken.lower, 70000);
        mt_buf_printf(&out, "%.*s %.2f ", MT_ARG(matches.ptr[i].spoken.words),
                      matches.ptr[i].likeness);
    }
    return mt_buf_str(&out);
}

static void test_soundtable_search__rows(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        double least;
    } entries[] = {
        {"lone star", .62}, {"lonestar", .62}, {"load", .9},  {"loaded", .9}, {"rays", .62},
        {"race", .9},       {"reyes", .62},    {"quiz", .75}, {"kissed", .9}, {"lone star", .62},
    };
    static const struct {
        const char *name;
        double above;
        const char *found;
    } rows[] = {
        {"Lodestar", 0, "lone star 0.82 lonestar 0.89 "},
        {"Lodestar", .40, ""},
        {"Rayes", 0, "rays 1.00 reyes 1.00 race 1.00 "},
        {"Quist", 0, "quiz 0.82 "}, /* "kissed" is as like, but not enough for its band */
        {"Zorin", 0, ""},
    };
    void *ctx = mt_context(NULL);
    struct mt_spoken_list list = {0};
    struct mt_sound_blocks blocks = {0};
    for (size_t i = 0; i < MT_COUNT(entries); i++)
        add(ctx, &list, entries[i].words, entries[i].least);
    mt_soundtable_pack(ctx, &list, &blocks);
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str got = found(ctx, &blocks, rows[i].name, rows[i].above);
        if (strcmp(got.ptr, rows[i].found) != 0)
            fail_msg("%s: %s, not %s", rows[i].name, got.ptr, rows[i].found);
    }
    mt_free(ctx);
}

static int by_words(const void *a, const void *b)
{
    const struct mt_spoken *left = a, *right = b;
    return mt_str_compare(left->words, right->words);
}

/* All that is found one by one is found in the table, and nothing else. */
static void test_soundtable_search__many(void **state)
{
    (void)state;
    static const char *const syllables[] = {"ra", "no", "ki", "tul", "es", "mor", "van", "de"};
    void *ctx = mt_context(NULL);
    struct mt_spoken_list list = {0};
    struct mt_sound_blocks blocks = {0};
    const size_t n = MT_COUNT(syllables);
    for (size_t i = 0; i < n * n * n * n; i++) {
        char word[32];
        snprintf(word, sizeof word, "%s%s%s%s", syllables[i % n], syllables[i / n % n],
                 syllables[i / n / n % n], i / n / n / n % n ? syllables[i / n / n / n] : "");
        add(ctx, &list, word, MT_SOUNDS_LEAST);
    }
    mt_soundtable_pack(ctx, &list, &blocks);
    assert_true(blocks.len > 2);
    qsort(list.ptr, list.len, sizeof *list.ptr, by_words);
    static const char *const names[] = {"Ranokitul", "Morvan", "Esra", "Tulde Noki"};
    for (size_t i = 0; i < MT_COUNT(names); i++) {
        struct mt_sound sound = sound_of(names[i]);
        size_t expected = 0, got = 0;
        for (size_t k = 0; k < list.len; k++) {
            struct mt_phones heard = {.len = list.ptr[k].sound.len};
            memcpy(heard.sound, list.ptr[k].sound.ptr, heard.len);
            bool same = k && mt_str_eq(list.ptr[k].sound, list.ptr[k - 1].sound) &&
                        mt_str_eq(list.ptr[k].words, list.ptr[k - 1].words);
            expected += !same && mt_sound_compare(&sound, &heard, MT_SOUNDS_LEAST) > 0;
        }
        struct mt_str all = found(ctx, &blocks, names[i], 0);
        for (size_t at = 0; (at = mt_str_find_char(all, '.', at)) != MT_NPOS; at++)
            got++;
        assert_true(expected > 0);
        assert_int_equal(got, expected);
    }
    for (size_t i = 0; i < blocks.len; i++)
        assert_true(blocks.ptr[i].bytes.len <= MT_SOUND_BLOCK_MAX);
    mt_free(ctx);
}

/* Bytes that are no block are an error, or find something else, wherever they end or change. */
static void test_soundtable_search__damaged(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_spoken_list list = {0};
    struct mt_sound_blocks blocks = {0};
    struct mt_sound_matches found = {0};
    struct mt_sound sound = sound_of("Lodestar");
    struct mt_sieve *sieve = mt_new(ctx, struct mt_sieve);
    mt_sieve_init(sieve, &sound);
    add(ctx, &list, "lodestar", MT_SOUNDS_LEAST);
    add(ctx, &list, "lonestar", MT_SOUNDS_LEAST);
    mt_soundtable_pack(ctx, &list, &blocks);
    for (size_t b = 0; b < blocks.len; b++) {
        struct mt_str bytes = blocks.ptr[b].bytes;
        for (size_t i = 0; i < bytes.len; i++) {
            struct mt_str other = mt_str_copy(ctx, bytes), cut = mt_str_slice(bytes, 0, i);
            ((char *)other.ptr)[i] = '\xff';
            (void)!mt_soundtable_search(ctx, other, sieve, 0, &found, NULL);
            assert_int_equal(mt_soundtable_search(ctx, cut, sieve, 0, &found, NULL),
                             MT_ERR_CORRUPT);
        }
    }
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_soundtable_search__rows),
        cmocka_unit_test(test_soundtable_search__many),
        cmocka_unit_test(test_soundtable_search__damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
