/* test_spoken.c - Words counted, in parts or at once
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "ingest/spoken.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"
#include "ingest/sounds.h"

static const struct mt_uncommon_count written[] = {
    {1, MT_STR("Orla"), 3},      {1, MT_STR("orla winde"), 2},
    {1, MT_STR("OrlaWind"), 1},  {2, MT_STR("Orla Winde"), 4},
    {2, MT_STR("ORLA"), 2},      {2, MT_STR("Lone Quay"), 1},
    {3, MT_STR("Ølberg"), 2},    {3, MT_STR("øLBERG"), 5},
    {3, MT_STR("lone quay"), 9}, {4, MT_STR("\xc3\x85ge Skov"), 2},
    {4, MT_STR("age skov"), 1},  {4, MT_STR("Tarn"), 7},
};
static const struct mt_term_stats terms[] = {
    {.term = MT_STR("orla"), .occurrences = 12}, {.term = MT_STR("olberg"), .occurrences = 8},
    {.term = MT_STR("quay"), .occurrences = 10}, {.term = MT_STR("tarn"), .occurrences = 7},
    {.term = MT_STR("winde"), .occurrences = 6}, {.term = MT_STR("a"), .occurrences = 99},
};

static struct mt_sound_blocks table(const void *ctx, uint32_t n_parts)
{
    struct mt_spoken_parts parts = {0};
    struct mt_sound_blocks blocks = {0};
    for (uint32_t part = 0; part < n_parts; part++) {
        struct mt_spoken_words *words = mt_spoken_new(ctx, part, n_parts);
        for (size_t i = 0; i < MT_COUNT(written); i++)
            mt_spoken_take_written(words, &written[i]);
        for (size_t i = 0; i < MT_COUNT(terms); i++)
            mt_spoken_take_word(words, &terms[i]);
        *mt_push(ctx, &parts) = mt_spoken_pack(ctx, words);
    }
    mt_spoken_table(ctx, &parts, &blocks);
    return blocks;
}

static void assert_same(const struct mt_sound_blocks *blocks, const struct mt_sound_blocks *wanted)
{
    assert_int_equal(blocks->len, wanted->len);
    for (size_t i = 0; i < blocks->len; i++) {
        assert_true(mt_str_eq(blocks->ptr[i].key, wanted->ptr[i].key));
        assert_true(mt_str_eq(blocks->ptr[i].bytes, wanted->ptr[i].bytes));
    }
}

static void test_spoken_table__parts(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_sound_blocks once = table(ctx, 1);
    assert_true(once.len > 3);
    for (uint32_t n = 2; n < 9; n++) {
        struct mt_sound_blocks blocks = table(ctx, n);
        assert_same(&blocks, &once);
    }
    mt_free(ctx);
}

/* What all blocks hold that sounds like the name. */
static struct mt_spoken find(const void *ctx, const struct mt_sound_blocks *blocks,
                             const char *name, const char *words)
{
    struct mt_phones phones[2];
    struct mt_sound sound;
    struct mt_sieve sieve;
    struct mt_sound_matches matches = {0};
    mt_phones_read(mt_str(name), phones);
    mt_sound_init(&sound, &phones[0]);
    mt_sieve_init(&sieve, &sound);
    for (size_t i = 0; i < blocks->len; i++)
        assert_int_equal(mt_soundtable_search(ctx, blocks->ptr[i].bytes, &sieve, 0, &matches, NULL),
                         MT_OK);
    for (size_t i = 0; i < matches.len; i++)
        if (mt_str_eq(matches.ptr[i].spoken.words, mt_str(words)))
            return matches.ptr[i].spoken;
    fail_msg("%s is not there", words);
    return (struct mt_spoken){0};
}

/* What is left of a word's occurrences is without capitals; ways to write it are one. */
static void test_spoken_table__counts(void **state)
{
    (void)state;
    static const struct {
        const char *name, *words;
        uint32_t upper, lower;
    } rows[] = {
        {"Orla", "orla", 5, 7},
        {"Tarn", "tarn", 7, 0},
        {"Olberg", "olberg", 5, 3},
        {"Winde", "winde", 0, 6},
        {"Orla Winde", "orla winde", 4, 2},
        {"Age Skov", "age skov", 2, 1},
    };
    void *ctx = mt_context(NULL);
    for (uint32_t n = 1; n < 4; n++) {
        struct mt_sound_blocks blocks = table(ctx, n);
        for (size_t i = 0; i < MT_COUNT(rows); i++) {
            struct mt_spoken spoken = find(ctx, &blocks, rows[i].name, rows[i].words);
            assert_int_equal(spoken.upper, rows[i].upper);
            assert_int_equal(spoken.lower, rows[i].lower);
        }
    }
    mt_free(ctx);
}

static void test_spoken_pack__nothing(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_spoken_part part = mt_spoken_pack(ctx, mt_spoken_new(ctx, 0, 1));
    struct mt_spoken_parts parts = {&part, 1, 1};
    struct mt_sound_blocks blocks = {0};
    mt_spoken_table(ctx, &parts, &blocks);
    assert_int_equal(blocks.len, 0);
    mt_free(ctx);
}

/* The same of an archive of notes, however many words these are said to have. */
static void test_sounds_make__parts(void **state)
{
    struct archive *a = *state;
    struct mt_writer *writer;
    struct mt_sound_blocks once = {0}, blocks = {0};
    archive_put(a, "notes/a.md",
                "# Pier\n\n## Transcript\n\n[00:01] Ada: we met Orla Winde of Lone Quay.\n"
                "[00:09] Bo: Orlawinde, or orla winde, keeps the Tarnbridge ledger.\n");
    archive_put(a, "notes/b.md",
                "# Quay\n\n## Transcript\n\n[00:02] Ada: lone key said Ølberg, not Olberg.\n");
    archive_index(a);
    assert_int_equal(mt_writer_open(archive_path(a, "index"), MT_WRITER_UPDATE, &writer, NULL),
                     MT_OK);
    assert_int_equal(mt_sounds_make(a->ctx, writer, 0, &once, NULL), MT_OK);
    assert_int_equal(mt_sounds_make(a->ctx, writer, UINT64_MAX, &blocks, NULL), MT_OK);
    assert_true(once.len > 10);
    assert_same(&blocks, &once);
    mt_writer_free(writer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spoken_table__parts),
        cmocka_unit_test(test_spoken_table__counts),
        cmocka_unit_test(test_spoken_pack__nothing),
        cmocka_unit_test_setup_teardown(test_sounds_make__parts, archive_make, archive_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
