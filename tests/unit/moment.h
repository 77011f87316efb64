/* moment.h - Moments made by hand, and what a renderer makes of them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * To be included after cmocka.h.
 */
#ifndef MT_UNIT_MOMENT_H
#define MT_UNIT_MOMENT_H

#include "base/memory.h"
#include "render/render.h"

/* A turn of Dana's with everything in it. */
static inline struct mt_moment moment_of_turn(void)
{
    static struct mt_highlight marks[] = {{2, 6}, {13, 17}};
    static struct mt_named people[] = {{MT_STR("Sam Okoro"), MT_STR("Sam"), MT_FORM_EXACT}};
    static struct mt_named firms[] = {{MT_STR("Brightwater"), MT_STR("Bright Water"), MT_FORM_LOW}};
    static struct mt_str copies[] = {MT_STR("old/a.md"), MT_STR("b.md")};
    static struct mt_str missing[] = {MT_STR("saw")}, with[] = {MT_STR("Dana Reyes")};
    return (struct mt_moment){
        .id = MT_STR("0123456789abcdef"),
        .rank = 1,
        .score = 12.345678,
        .match = MT_LEVEL_STEM,
        .path = MT_STR("2025/a.md"),
        .archive = MT_STR("/disk/dana/notes"),
        .line = 12,
        .column = 34,
        .title = MT_STR("The plan"),
        .date = 20251028,
        .type = MT_STR("review"),
        .kind = MT_KIND_TRANSCRIPT,
        .speaker = MT_STR("Dana Reyes"),
        .speaker_raw = MT_STR("Remote"),
        .timed = true,
        .start_ms = 61500,
        .end_ms = 65000,
        .time_ms = 62000,
        .snippet = MT_STR("A rope and a lamp."),
        .highlights = {marks, MT_COUNT(marks), MT_COUNT(marks)},
        .focus = 2,
        .people = {people, 1, 1},
        .organizations = {firms, 1, 1},
        .copies = {copies, MT_COUNT(copies), MT_COUNT(copies)},
        .missing = {missing, 1, 1},
        .with = {with, 1, 1},
        .meeting = 7,
    };
}

/* A line of a note of which little is known. */
static inline struct mt_moment moment_of_item(void)
{
    return (struct mt_moment){
        .id = MT_STR("fedcba9876543210"),
        .rank = 2,
        .path = MT_STR("b.md"),
        .archive = MT_STR("/srv/team"),
        .line = 1,
        .column = 1,
        .title = MT_STR("b"),
        .kind = MT_KIND_DECISION,
        .snippet = MT_STR("Buy rope"),
        .meeting = 8,
    };
}

static inline struct mt_results results_of(struct mt_moment *moments, size_t n)
{
    return (struct mt_results){.moments = {moments, n, n},
                               .total = n,
                               .total_exact = true,
                               .meetings = n,
                               .parsed = MT_STR("(word rope)"),
                               .index_notes = 812,
                               .index_age_s = 3600,
                               .took_ms = 4.125};
}

/* What a renderer writes. */
struct rendering {
    FILE *stream;
    char *text;
    size_t length;
};

static inline FILE *rendering_open(struct rendering *rendering)
{
    rendering->stream = open_memstream(&rendering->text, &rendering->length);
    assert_non_null(rendering->stream);
    return rendering->stream;
}

/* Ends it; the text must be as expected. */
static inline void rendering_check(struct rendering *rendering, struct mt_str expected)
{
    assert_int_equal(fclose(rendering->stream), 0);
    struct mt_str found = mt_str_of(rendering->text, rendering->length);
    if (!mt_str_eq(found, expected))
        fail_msg("\n%.*s\ninstead of\n%.*s", MT_ARG(found), MT_ARG(expected));
    free(rendering->text);
}

#endif
