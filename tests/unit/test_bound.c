/* test_bound.c - What is found is the same whether or not notes were left closed
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A page of ten is compared with the first ten of all moments: for all of them every note must be
 * opened, for ten few need be. Meetings are by chance: words said once or often, side by side or
 * apart, in headings, by people one of whom is called like a word of the question; and somebody has
 * another name that all of them hold.
 */
#define _GNU_SOURCE /* mkdtemp */
#include "base/base.h"
#include "rank/bound.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "archive.h"
#include "chance.h"

#define NOTES 200 /* as many as are looked at for one page, where all match */
#define PAGE 10

static const char *const words[] = {"anchors", "harbour", "anchor", "rope",   "tide", "chart",
                                    "the",     "of",      "and",    "what",   "we",   "winch",
                                    "mooring", "pilots",  "pilot",  "Merrow", "Quist"};
static const char *const speakers[] = {"Ada Merrow", "Winch",     "Bo Quist", "Ida Tide",
                                       "Jon Aber",   "The Chart", "Rope Rope"};

/* The first words are rare in most notes and frequent in some. */
static const char *some_word(size_t favourite)
{
    if (chance(40) == 0)
        return words[favourite];
    return words[MT_COUNT(words) - 1 -
                 chance(MT_COUNT(words)) * chance(MT_COUNT(words)) / MT_COUNT(words)];
}

static void put_note(struct archive *a, size_t n)
{
    struct mt_buf text;
    size_t favourite = chance(MT_COUNT(words)), turns = 3 + chance(12);
    mt_buf_init(&text, a->ctx, 1 << 16);
    mt_buf_printf(&text, "---\ndate: 2025-%02zu-%02zu\n---\n# %s %s\n\n## Transcript\n\n",
                  n % 12 + 1, n % 28 + 1, some_word(favourite), some_word(favourite));
    for (size_t t = 0; t < turns; t++) {
        mt_buf_printf(&text, "[00:%02zu:%02zu] %s: ", t, chance(60),
                      speakers[chance(MT_COUNT(speakers))]);
        for (size_t w = 5 + chance(40); w > 0; w--)
            mt_buf_printf(&text, "%s ", some_word(favourite));
        mt_buf_printf(&text, "%zu.\n\n", n * 100 + t);
    }
    archive_put(a, mt_str_printf(a->ctx, "notes/n%zu.md", n).ptr, mt_buf_str(&text).ptr);
}

/* Twenty meetings are about pricing and lamps, the others name each of them once, and in the last
 * of these speaks somebody who is nowhere else. */
static int make_index_with_guest(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    for (size_t n = 1; n <= NOTES; n++) {
        struct archive *a = *state;
        struct mt_buf text;
        mt_buf_init(&text, a->ctx, 1 << 16);
        for (size_t t = 10; t < 40; t++)
            mt_buf_printf(&text, "[00:%zu:00] %s: Number %zu and %s.\n\n", t,
                          n == NOTES && t % 2 ? "Zara Holm" : "Jon Aber", n,
                          t > 10 ? "it" : "pricing");
        mt_buf_printf(&text, "[00:41:00] %s: The %s.\n", n == NOTES ? "Zara Holm" : "Jon Aber",
                      n <= 20 ? "lamps, a lamp, pricing of lamps, pricing" : "lamp");
        archive_put(a, mt_str_printf(a->ctx, "notes/n%zu.md", n).ptr, mt_buf_str(&text).ptr);
    }
    archive_index(*state);
    return 0;
}

static int make_index(void **state)
{
    if (archive_make(state) != 0)
        return -1;
    for (size_t n = 0; n < NOTES; n++)
        put_note(*state, n);
    archive_put(*state, "notes/Kellan Droste.md", "---\naliases: [winch]\n---\n# Kellan Droste\n");
    archive_index(*state);
    return 0;
}

static void check_moments(const char *query, const struct mt_results *page,
                          const struct mt_results *all)
{
    size_t n = all->moments.len < PAGE ? all->moments.len : PAGE;
    if (page->moments.len != n)
        fail_msg("%s: %zu moments, not %zu", query, page->moments.len, n);
    for (size_t i = 0; i < n; i++) {
        const struct mt_moment *some = &page->moments.ptr[i], *every = &all->moments.ptr[i];
        if (!mt_str_eq(some->id, every->id) || some->score != every->score)
            fail_msg("%s: moment %zu is %.*s at %g, not %.*s at %g", query, i, MT_ARG(some->path),
                     some->score, MT_ARG(every->path), every->score);
    }
}

static void ask(struct archive *a, const char *query, struct mt_options options,
                struct mt_results *page, struct mt_results *all)
{
    options.limit = PAGE;
    *page = archive_ask_with(a, query, options);
    options.limit = NOTES * 100;
    *all = archive_ask_with(a, query, options);
}

static void check_page(struct archive *a, const char *query, struct mt_options options)
{
    struct mt_results page, all;
    ask(a, query, options, &page, &all);
    check_moments(query, &page, &all);
    /* how many of the words are written as typed, the index does not know */
    if (!page.total_exact && !options.exact &&
        (page.total * 2 < all.total || page.total > all.total * 2))
        fail_msg("%s: about %zu in %zu, not %zu in %zu", query, page.total, page.meetings,
                 all.total, all.meetings);
}

static void test_bound__page(void **state)
{
    static const char *const queries[] = {
        "anchor",
        "anchors",
        "harbour anchor",
        "anchor winch mooring",
        "the",
        "of the",
        "winch",
        "rope",
        "ropes tide",
        "what do we know of the harbour and the rope",
        "tide chart",
        "anchors harbour rope tide chart",
        "what did Winch",
        "what did Ida Tide tell us of pilots and ropes",
        "Ada Merrow",
        "Merrow anchors pilot",
        "\"the rope\"",
        "pilots \"of the\"",
        "Quists rope",
        "speaker:merrow harbour tide",
        "Merow anchor",
        "harbour date:2025-03..2025-08 rope",
    };
    for (size_t q = 0; q < MT_COUNT(queries); q++) {
        check_page(*state, queries[q], (struct mt_options){.per_meeting = 3});
        check_page(*state, queries[q], (struct mt_options){.per_meeting = 0});
        check_page(*state, queries[q], (struct mt_options){.per_meeting = 1, .exact = true});
    }
}

static void test_bound__page_with_a_speaker_who_is_nowhere_else(void **state)
{
    static const char *const queries[] = {"zara pricing lamp", "zara:pricing lamp",
                                          "lamp pricing:zara"};
    for (size_t q = 0; q < MT_COUNT(queries); q++) {
        struct mt_results page, all;
        ask(*state, queries[q], (struct mt_options){.per_meeting = 0}, &page, &all);
        check_moments(queries[q], &page, &all);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_bound__page, make_index, archive_drop),
        cmocka_unit_test_setup_teardown(test_bound__page_with_a_speaker_who_is_nowhere_else,
                                        make_index_with_guest, archive_drop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
