/* test_sounds.c - How alike two names sound
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>

#include "chance.h"
#include "entity/sounds.h"

static double compare(const char *name, const char *heard, double least)
{
    struct mt_phones a[2], b[2];
    struct mt_sound sound;
    assert_int_equal(mt_phones_read(mt_str(name), a), 1);
    assert_int_equal(mt_phones_read(mt_str(heard), b), 1);
    mt_sound_init(&sound, a);
    return mt_sound_compare(&sound, b, least);
}

static void test_sound_compare__rows(void **state)
{
    (void)state;
    static const struct {
        const char *name, *heard;
        double likeness;
    } rows[] = {
        {"Reyes", "Reyes", 1},      {"Okoro", "ocoro", 1}, /* one sound, two spellings */
        {"Zorin", "Sorin", .96},    /* z for s is .1, of a mass of 4 (z r n and two vowels) */
        {"Kessel", "Gessel", .912}, /* K for Q is .35, of a mass of 4 */
        {"Tanaka", "tanak", .933},  /* a schwa less */
        {"Tanaka", "Quist", -1},    {"Lodestar", "Lone Star", .823}, /* d for n */
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        double likeness = compare(rows[i].name, rows[i].heard, MT_SOUNDS_LEAST);
        if (fabs(likeness - rows[i].likeness) > .02)
            fail_msg("%s, %s: %.3f, not %.3f", rows[i].name, rows[i].heard, likeness,
                     rows[i].likeness);
    }
}

/* It is the same in both directions, and leaving off early never changes what is alike enough. */
static void test_sound_compare__laws(void **state)
{
    (void)state;
    static const char *const words[] = {"Reyes", "race",   "Okoro",  "a corral",
                                        "Quist", "kissed", "Tanaka", "tonic",
                                        "Ada",   "odd",    "Zorin",  "shoreline"};
    for (size_t i = 0; i < MT_COUNT(words); i++) {
        for (size_t j = 0; j < MT_COUNT(words); j++) {
            double whole = compare(words[i], words[j], -10);
            assert_true(fabs(whole - compare(words[j], words[i], -10)) < 1e-9);
            double early = compare(words[i], words[j], .5);
            assert_true(whole > .5 ? fabs(whole - early) < 1e-9 : early < 0);
        }
    }
}

/* The least cost by the book: every cell of the table (Wagner and Fischer, 1974). */
static unsigned whole_cost(const struct mt_sound *name, const struct mt_phones *heard)
{
    static unsigned cells[MT_PHONES_MAX + 1][MT_PHONES_MAX + 1];
    for (size_t k = 0; k <= heard->len; k++) {
        size_t s = k ? (unsigned char)heard->sound[k - 1] & (MT_PHONE_SYMBOLS - 1) : 0;
        for (size_t i = 0; i <= name->phones.len; i++) {
            unsigned least = i || k ? UINT32_MAX : 0, cost;
            if (k && (cost = cells[k - 1][i] + name->additions[s][0]) < least)
                least = cost;
            if (i && (cost = cells[k][i - 1] + name->removals[i]) < least)
                least = cost;
            if (i && k && (cost = cells[k - 1][i - 1] + name->costs[s][i]) < least)
                least = cost;
            cells[k][i] = least;
        }
    }
    return cells[heard->len][name->phones.len];
}

static void make_phones(size_t len, struct mt_phones *out)
{
    static const char all[] = "pbtdkgfvTszSZCJmnNlrwyhQieaouxYWO";
    out->len = len;
    for (size_t i = 0; i < len; i++)
        out->sound[i] = all[chance(sizeof all - 1)];
    out->sound[len] = '\0';
}

/* Names as long as there are, held against others by rows or by cells: the cost is that of the
 * whole table where it is at most what is asked for, and more where it is not. */
static void test_sound_cost__is_least(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 20; n++) {
        for (size_t m = 1; m <= 20; m++) {
            struct mt_phones a, b;
            struct mt_sound name;
            make_phones(n, &a);
            make_phones(m, &b);
            mt_sound_init(&name, &a);
            struct mt_str heard = mt_str_of(b.sound, b.len);
            unsigned cost = whole_cost(&name, &b);
            for (unsigned most = cost / 2; most < 2 * cost + 2; most++) {
                unsigned found = mt_sound_cost(&name, heard, most);
                assert_true(cost <= most ? found == cost : found > most);
            }
        }
    }
}

/* The consonants alone rule out nothing that is alike. */
static void test_sieve_passes__bound(void **state)
{
    (void)state;
    static struct mt_sieve sieve;
    static const char *const words[] = {"Lodestar", "lone star", "Reyes",  "race",   "Tanaka",
                                        "dynamic",  "Okoro",     "a cora", "Kessel", "castle"};
    for (size_t i = 0; i < MT_COUNT(words); i++) {
        for (size_t k = 0; k < MT_COUNT(words); k++) {
            struct mt_phones a[2], b[2];
            struct mt_sound sound;
            mt_phones_read(mt_str(words[i]), a);
            mt_phones_read(mt_str(words[k]), b);
            mt_sound_init(&sound, a);
            mt_sieve_init(&sieve, &sound);
            struct mt_str heard = mt_str_of(b->sound, b->len);
            struct mt_sound_count count = mt_sounds_count(b->sound, b->len);
            uint32_t consonants = mt_sounds_consonants(b->sound, b->len);
            unsigned distance = mt_sound_cost(&sound, heard, 5000);
            struct mt_sieve_limits limits = mt_sieve_limits(&sound, count, distance);
            if (!mt_sieve_passes(&sieve, consonants, limits) ||
                (int)mt_sound_foreign(&sound, consonants) > limits.heard)
                fail_msg("%s may be %s for %u", words[k], words[i], distance);
            assert_int_equal(mt_sound_cost(&sound, heard, distance), distance);
            if (distance)
                assert_true(mt_sound_cost(&sound, heard, distance - 1) >= distance);
        }
    }
    struct mt_phones phones[2];
    struct mt_sound sound;
    mt_phones_read(mt_str("Tanaka"), phones);
    mt_sound_init(&sound, phones);
    mt_sieve_init(&sieve, &sound);
    mt_phones_read(mt_str("Lodestar"), phones);
    const struct mt_sieve_limits limits = {.heard = 20, .name = 20, .strict = 20};
    assert_false(mt_sieve_passes(&sieve, mt_sounds_consonants(phones->sound, phones->len), limits));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sound_compare__rows),
        cmocka_unit_test(test_sound_cost__is_least),
        cmocka_unit_test(test_sieve_passes__bound),
        cmocka_unit_test(test_sound_compare__laws),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
