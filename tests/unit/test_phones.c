/* test_phones.c - Letters to phones
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "base/memory.h"
#include "entity/phones.h"

static struct mt_str shown(void *ctx, const char *text)
{
    struct mt_phones readings[2];
    size_t n = mt_phones_read(mt_str(text), readings);
    struct mt_buf out;
    mt_buf_init(&out, ctx, 1000);
    for (size_t i = 0; i < n; i++)
        mt_buf_printf(&out, "%s%s", i ? " / " : "", readings[i].sound);
    return mt_buf_str(&out);
}

static void test_phones_read__rules(void **state)
{
    (void)state;
    static const struct {
        const char *text, *phones;
    } rows[] = {
        {"Dana Reyes", "danxres"},
        {"quist", "kwist"},
        {"Okoro", "okoro"},
        {"phone", "fon"},
        {"knight", "nYt"},
        {"edge", "eJ"},
        {"ginger", "QinQxr"},
        {"chris", "kris"},
        {"church", "CxrC"},
        {"nation", "neSxn"},
        {"vision", "viZxn"},
        {"measure", "miZxr"},
        {"picture", "pikCxr"},
        {"throw", "Tro"},
        {"town", "tWn"},
        {"boy", "bO"},
        {"table", "tabxl"},
        {"named", "namd"},
        {"rated", "ratxd"},
        {"lamb", "lam"},
        {"writer", "ritxr"},
        {"xenia", "zenix"},
        {"yoyo", "yoyo"},
        {"fly", "flY"},
        {"me", "mi"},
        {"prism", "prizxm"},
        {"uniform", "yuniform"},
        {"singing", "sinQiN"},
    };
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (strcmp(shown(ctx, rows[i].text).ptr, rows[i].phones) != 0)
            fail_msg("%s: %s, not %s", rows[i].text, shown(ctx, rows[i].text).ptr, rows[i].phones);
    mt_free(ctx);
}

static void test_phones_read__pieces(void **state)
{
    (void)state;
    static const struct {
        const char *text, *phones;
    } rows[] = {
        {"Lone Star", "lonstar"},
        {"LoneStar", "lonstar"},
        {"lone-star", "lonstar"},
        {"Anna Allen", "anxalen"}, /* equal neighbours are one */
        {"SSZ", "eseszi"},
        {"ssz", "eseszi"},
        {"NATO", "nato / enetio"},
        {"Level 42", "levelfortu"},
        {"APIs", "apis / epiYs"},
        {"ETHLink", "eTliNk / itieCliNk"},
        {"\xc3\x89"
         "lodie",
         "elodi"},
        {"S\xc3\xb8ren", "soren"},
        {"\xd0\x9c\xd0\xb0\xd1\x88\xd0\xb0", ""},
        {"...", ""},
        {"", ""},
    };
    void *ctx = mt_context(NULL);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (strcmp(shown(ctx, rows[i].text).ptr, rows[i].phones) != 0)
            fail_msg("%s: %s, not %s", rows[i].text, shown(ctx, rows[i].text).ptr, rows[i].phones);
    mt_free(ctx);
}

static void test_phones_read__is_cut(void **state)
{
    (void)state;
    char text[500];
    struct mt_phones readings[2];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? 'a' : 't';
    assert_int_equal(mt_phones_read(mt_str_of(text, sizeof text), readings), 1);
    assert_int_equal(readings[0].len, MT_PHONES_MAX);
}

/* What two words sound like is what each of them does. */
static void test_phones_add__joins_words(void **state)
{
    (void)state;
    static const char *const words[] = {"quist", "tidy", "NATO", "ssz", "APIs",
                                        "O",     "s",    "42nd", "...", "ETHLink"};
    for (size_t a = 0; a < MT_COUNT(words); a++) {
        for (size_t b = 0; b < MT_COUNT(words); b++) {
            struct mt_phones parts[2][2], both[2], joined[2] = {0};
            char text[50];
            size_t n[2] = {mt_phones_read(mt_str(words[a]), parts[0]),
                           mt_phones_read(mt_str(words[b]), parts[1])};
            for (size_t i = 0; i < 2; i++)
                for (size_t w = 0; w < 2; w++)
                    if (n[w])
                        mt_phones_add(&joined[i], mt_str(parts[w][i < n[w] ? i : n[w] - 1].sound));
            snprintf(text, sizeof text, "%s %s", words[a], words[b]);
            size_t n_both = mt_phones_read(mt_str(text), both);
            assert_int_equal(n_both, n[0] > n[1] ? n[0] : n[1]);
            for (size_t i = 0; i < n_both; i++)
                assert_string_equal(joined[i].sound, both[i].sound);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phones_read__rules),
        cmocka_unit_test(test_phones_read__pieces),
        cmocka_unit_test(test_phones_read__is_cut),
        cmocka_unit_test(test_phones_add__joins_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
