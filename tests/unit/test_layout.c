/* test_layout.c - A note laid out as units
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/layout.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "note/parse.h"
#include "store/schema.h"

static struct mt_note *note_of(void *ctx, struct mt_str bytes)
{
    struct mt_text *text = NULL;
    assert_int_equal(mt_text_decode(ctx, bytes, &text, NULL), MT_OK);
    return mt_note_new(ctx, text, mt_str("a.md"));
}

/* Adds this part of the note's text as an item. */
static struct mt_item *add(struct mt_note *note, const char *part)
{
    struct mt_str text = note->text->str;
    size_t at = mt_str_find(text, mt_str(part), 0);
    assert_true(at != MT_NPOS);
    struct mt_str slice = mt_str_slice(text, at, at + strlen(part));
    struct mt_item *item = mt_note_add_item(note, 0, mt_note_prose(note, slice));
    assert_non_null(item);
    return item;
}

static void add_turn(struct mt_note *note, const char *part, int64_t start_ms, int64_t end_ms)
{
    struct mt_turn *turn = mt_new(note, struct mt_turn);
    turn->start_ms = start_ms;
    turn->end_ms = end_ms;
    turn->start_exact = true;
    add(note, part)->turn = turn;
}

static struct mt_layout lay_out(void *ctx, const struct mt_note *note)
{
    struct mt_layout layout;
    mt_layout_note(ctx, note, mt_tokens_new(ctx), &layout);
    assert_int_equal(layout.record.n_ranges, layout.table.n_units);
    return layout;
}

static struct mt_layout lay_out_file(void *ctx, const char *bytes)
{
    struct mt_text *text = NULL;
    assert_int_equal(mt_text_decode(ctx, mt_str(bytes), &text, NULL), MT_OK);
    return lay_out(ctx, mt_note_parse(ctx, text, mt_str("a.md")));
}

static struct mt_str text_of(const struct mt_layout *layout, size_t unit)
{
    struct mt_range range = layout->record.ranges[unit];
    return mt_str_slice(layout->record.text, range.begin, range.end);
}

/* `n` words, the given ones followed by this mark. */
static const char *sentence(void *ctx, size_t n, const size_t marked[4], const char *mark)
{
    struct mt_buf text;
    mt_buf_init(&text, ctx, 100000);
    for (size_t i = 1; i <= n; i++) {
        mt_buf_printf(&text, "%sword", i > 1 ? " " : "");
        for (size_t m = 0; m < 4; m++)
            if (marked[m] == i)
                mt_buf_add(&text, mt_str(mark));
    }
    return text.ptr;
}

/* ---- Where items are cut ---- */

static void test_layout_note__cuts_at_sentence_ends(void **state)
{
    static const struct {
        size_t words, marked[4];
        const char *mark, *expected; /* words of each unit */
    } rows[] = {
        {1, {0}, "", "1 "},
        {30, {0}, "", "30 "},
        {37, {20}, ".", "37 "}, /* short enough: whole */
        {38, {0}, "", "30 8 "}, /* no mark anywhere */
        {60, {25}, ".", "25 35 "},
        {60, {25}, "?", "25 35 "},
        {60, {25}, "!", "25 35 "},
        {60, {25}, ",", "25 35 "},
        {60, {25}, "…", "30 30 "},
        {60, {10, 20, 30}, ".", "30 30 "}, /* the last one that fits */
        {60, {10, 29, 31}, ".", "29 31 "},
        {60, {5}, ".", "30 30 "}, /* too short to stand alone */
        {60, {8}, ".", "8 30 22 "},
        {90, {20, 40, 60, 80}, ".", "20 20 20 30 "},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        const char *text = sentence(ctx, rows[i].words, rows[i].marked, rows[i].mark);
        struct mt_note *note = note_of(ctx, mt_str(text));
        struct mt_buf seen;
        mt_buf_init(&seen, ctx, 1000);
        add(note, text);
        struct mt_layout layout = lay_out(ctx, note);
        for (size_t u = 0; u < layout.table.n_units; u++)
            mt_buf_printf(&seen, "%u ", layout.table.units[u].words);
        if (strcmp(seen.ptr, rows[i].expected) != 0)
            fail_msg("row %zu: expected %s but was %s", i, rows[i].expected, seen.ptr);
        mt_free(ctx);
    }
    (void)state;
}

static void test_layout_note__sentence_end_goes_before_comma(void **state)
{
    void *ctx = mt_context(NULL);
    const char *text = "one two three four five six seven eight nine. ten eleven twelve thirteen "
                       "a b c d e f g h i j k l m n, o p q r s t u v w x y z";
    struct mt_note *note = note_of(ctx, mt_str(text));
    add(note, text);
    struct mt_layout layout = lay_out(ctx, note);
    assert_int_equal(layout.table.units[0].words, 9);
    mt_free(ctx);
    (void)state;
}

/* A dot in a number, and one at the very end, are no place to cut. */
static void test_layout_note__number_is_not_cut(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_buf text;
    mt_buf_init(&text, ctx, 1000);
    for (int i = 0; i < 12; i++)
        mt_buf_add(&text, mt_str("about 3.5 metres "));
    mt_buf_add(&text, mt_str("deep."));
    struct mt_note *note = note_of(ctx, mt_buf_str(&text));
    add(note, text.ptr);
    struct mt_layout layout = lay_out(ctx, note);
    assert_int_equal(layout.table.n_units, 2);
    assert_int_equal(layout.table.units[0].words, 30);
    mt_free(ctx);
    (void)state;
}

static void test_layout_note__units_stay_in_their_items(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("one two.\n???\nthree"));
    add(note, "one two.");
    add(note, "???"); /* no word: no unit */
    add(note, "three");
    struct mt_layout layout = lay_out(ctx, note);
    const struct mt_unit *units = layout.table.units;
    assert_int_equal(layout.table.n_units, 2);
    assert_true(mt_str_eq(text_of(&layout, 0), mt_str("one two.")));
    assert_true(mt_str_eq(text_of(&layout, 1), mt_str("three")));
    assert_int_equal(units[0].item, 0);
    assert_int_equal(units[1].item, 2);
    assert_true(units[0].text_hash != 0 && units[0].text_hash != units[1].text_hash);
    mt_free(ctx);
    (void)state;
}

static void test_layout_note__noise_and_what_says_nothing(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("[Music]\n(none)\nThanks for watching! plan"));
    add_turn(note, "[Music]", 0, 1000);
    add_turn(note, "(none)", 1000, 2000);
    add_turn(note, "plan", 2000, 3000);
    add(note, "[Music]");
    add(note, "(none)");
    add(note, "plan");
    struct mt_layout layout = lay_out(ctx, note);
    static const struct {
        bool noise, heading;
    } rows[] = {{true, false},  {true, false}, {false, false},
                {false, false}, {false, true}, {false, false}};
    assert_int_equal(layout.table.n_units, MT_COUNT(rows));
    for (size_t u = 0; u < MT_COUNT(rows); u++)
        if (layout.table.units[u].noise != rows[u].noise ||
            layout.table.units[u].heading != rows[u].heading)
            fail_msg("unit %zu", u);
    mt_free(ctx);
    (void)state;
}

static void test_layout_note__chat_is_no_noise(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("(laughs)"));
    note->sections.ptr[0].kind = MT_KIND_CHAT;
    add_turn(note, "(laughs)", 0, 1000);
    assert_false(lay_out(ctx, note).table.units[0].noise);
    mt_free(ctx);
    (void)state;
}

static void test_layout_note__nothing_to_lay_out(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("???"));
    add(note, "???");
    struct mt_layout layout = lay_out(ctx, note);
    assert_int_equal(layout.table.n_units, 0);
    assert_int_equal(layout.words.len, 0);
    assert_int_equal(layout.transcript_id.len, 0);
    assert_true(layout.near20 == 0);
    mt_free(ctx);
    (void)state;
}

static void test_layout_note__huge_word(void **state)
{
    void *ctx = mt_context(NULL);
    size_t length = 1 << 20;
    char *text = mt_alloc(ctx, length + 1);
    memset(text, 'x', length);
    text[length] = '\0';
    struct mt_note *note = note_of(ctx, mt_str(text));
    add(note, text);
    struct mt_layout layout = lay_out(ctx, note);
    assert_int_equal(layout.table.n_units, 1);
    assert_int_equal(text_of(&layout, 0).len, length);
    assert_int_equal(layout.words.len, 1);
    assert_int_equal(layout.terms.ptr[0].len, MT_TERM_MAX);
    mt_free(ctx);
    (void)state;
}

/* ---- Positions ---- */

static void test_layout_note__positions(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("a b\nc\nd e f\ng h\ni"));
    add(note, "a b");
    add(note, "c");
    add_turn(note, "d e f", 0, 1000);
    add_turn(note, "g h", 1000, 2000);
    add(note, "i");
    struct mt_layout layout = lay_out(ctx, note);
    /* turns go on from one another, all else is far apart */
    static const uint32_t expected[] = {1, 2, 103, 204, 205, 206, 207, 208, 309};
    assert_int_equal(layout.words.len, MT_COUNT(expected));
    for (size_t i = 0; i < MT_COUNT(expected); i++) {
        assert_int_equal(layout.words.ptr[i].position, expected[i]);
        assert_int_equal(layout.terms.ptr[layout.words.ptr[i].term].ptr[0], "abcdefghi"[i]);
    }
    for (size_t u = 0, w = 0; u < layout.table.n_units; w += layout.table.units[u++].words)
        assert_int_equal(layout.table.units[u].position, expected[w]);
    mt_free(ctx);
    (void)state;
}

/* ---- Times ---- */

static void test_layout_note__times_follow_the_characters(void **state)
{
    void *ctx = mt_context(NULL);
    static const size_t marked[4] = {10, 20, 50};
    const char *text = sentence(ctx, 100, marked, ".");
    struct mt_note *note = note_of(ctx, mt_str(text));
    add_turn(note, text, 5000, 45000);
    struct mt_layout layout = lay_out(ctx, note);
    double length = (double)strlen(text);
    assert_true(layout.table.n_units > 2);
    for (size_t u = 0; u < layout.table.n_units; u++) {
        const struct mt_unit *unit = &layout.table.units[u];
        struct mt_range range = layout.record.ranges[u];
        assert_true(unit->timed);
        assert_int_equal(unit->exact, u == 0);
        assert_int_equal(unit->start_ms, (int)(5000 + 40000 * range.begin / length));
        assert_int_equal(unit->end_ms, (int)(5000 + 40000 * range.end / length));
    }
    assert_int_equal(layout.table.units[0].start_ms, 5000);
    assert_int_equal(layout.table.units[layout.table.n_units - 1].end_ms, 45000);
    mt_free(ctx);
    (void)state;
}

static void test_layout_note__time_that_is_estimated_is_not_exact(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("hello"));
    add_turn(note, "hello", 0, 1000);
    note->items.ptr[0].turn->start_exact = false;
    struct mt_layout layout = lay_out(ctx, note);
    assert_true(layout.table.units[0].timed);
    assert_false(layout.table.units[0].exact);
    mt_free(ctx);
    (void)state;
}

static void test_layout_note__times_stay_in_range(void **state)
{
    static const struct {
        int64_t from, to;
        int32_t start, end;
    } rows[] = {
        {0, 0, 0, 0},
        {5000, 1000, 5000, 5000}, /* backwards */
        {-7, 1000, 0, 1000},
        {INT64_C(5000000000), INT64_C(6000000000), INT32_MAX, INT32_MAX},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = note_of(ctx, mt_str("hello"));
        add_turn(note, "hello", rows[i].from, rows[i].to);
        struct mt_layout layout = lay_out(ctx, note);
        const struct mt_unit *unit = &layout.table.units[0];
        if (unit->start_ms != rows[i].start || unit->end_ms != rows[i].end)
            fail_msg("row %zu: %d to %d", i, unit->start_ms, unit->end_ms);
        mt_free(ctx);
    }
    (void)state;
}

/* ---- Speakers, tasks, sums ---- */

static void test_layout_note__speakers_and_tasks(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_layout layout = lay_out_file(ctx, "---\npeople: [Dana Reyes, Sam Okoro]\n---\n"
                                                "## Tasks\n"
                                                "- [ ] buy rope @Sam Okoro 📅 2025-11-04\n"
                                                "- [x] sell rope @Sam Okoro ✅ 2025-10-27\n"
                                                "## Transcript\n"
                                                "[00:00:01.00] Dana Reyes : Good morning.\n"
                                                "[00:00:03.00] Sam Okoro : Good morning.\n"
                                                "[00:00:05.00] Dana Reyes : And so on.\n");
    const struct mt_unit_table *table = &layout.table;
    struct mt_buf seen;
    mt_buf_init(&seen, ctx, 1000);
    for (size_t u = 0; u < table->n_units; u++) {
        const struct mt_unit *unit = &table->units[u];
        if (unit->speaker != MT_NOBODY)
            mt_buf_printf(&seen, "%.*s; ", MT_ARG(table->speakers[unit->speaker].name));
        if (unit->owner != MT_NOBODY)
            mt_buf_printf(&seen, "%.*s %d %d %d; ", MT_ARG(table->owners[unit->owner]),
                          unit->status, unit->due, unit->done);
    }
    assert_string_equal(seen.ptr, "Sam Okoro 1 20251104 0; Sam Okoro 3 0 20251027; "
                                  "Dana Reyes; Sam Okoro; Dana Reyes; ");
    assert_int_equal(table->n_speakers, 2);
    assert_int_equal(table->n_owners, 1);
    mt_free(ctx);
    (void)state;
}

static void test_layout_note__sums_for_the_ranking(void **state)
{
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("one two three\nfour five"));
    add_turn(note, "one two three", 0, 1000);
    struct mt_layout alone = lay_out(ctx, note);
    assert_true(alone.near20 == 3);
    add_turn(note, "four five", 0, 1000); /* at the same time: each has all five words */
    struct mt_layout both = lay_out(ctx, note);
    assert_true(both.near20 == 10);
    mt_free(ctx);
    (void)state;
}

/* ---- Copies ---- */

static void test_layout_note__transcript_id(void **state)
{
    static const struct {
        const char *note;
        bool same; /* as the first row's */
    } rows[] = {
        {"# One\n\n[00:00:01.00] Dana Reyes : Rope, and a lamp.\n", true},
        {"# Two\n\nSome summary.\n\n[00:00:01.00] Dana Reyes : Rope, and a lamp.\n", true},
        {"[00:00:09.00] Sam Okoro : rope and a lamp\n", true},
        {"# One\n\n[00:00:01.00] Dana Reyes : Rope, and a saw.\n", false},
    };
    void *ctx = mt_context(NULL);
    struct mt_str first = lay_out_file(ctx, rows[0].note).transcript_id;
    assert_int_equal(first.len, 32);
    for (size_t i = 0; i < MT_COUNT(rows); i++)
        if (mt_str_eq(lay_out_file(ctx, rows[i].note).transcript_id, first) != rows[i].same)
            fail_msg("%s", rows[i].note);
    assert_int_equal(lay_out_file(ctx, "# One\n\nNo transcript.\n").transcript_id.len, 0);
    mt_free(ctx);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layout_note__cuts_at_sentence_ends),
        cmocka_unit_test(test_layout_note__sentence_end_goes_before_comma),
        cmocka_unit_test(test_layout_note__number_is_not_cut),
        cmocka_unit_test(test_layout_note__units_stay_in_their_items),
        cmocka_unit_test(test_layout_note__noise_and_what_says_nothing),
        cmocka_unit_test(test_layout_note__chat_is_no_noise),
        cmocka_unit_test(test_layout_note__nothing_to_lay_out),
        cmocka_unit_test(test_layout_note__huge_word),
        cmocka_unit_test(test_layout_note__positions),
        cmocka_unit_test(test_layout_note__times_follow_the_characters),
        cmocka_unit_test(test_layout_note__time_that_is_estimated_is_not_exact),
        cmocka_unit_test(test_layout_note__times_stay_in_range),
        cmocka_unit_test(test_layout_note__speakers_and_tasks),
        cmocka_unit_test(test_layout_note__sums_for_the_ranking),
        cmocka_unit_test(test_layout_note__transcript_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
