/* test_frontmatter.c - The YAML block: where it ends, its limits, what it says of the note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What values become is told by tests/spec/notes/frontmatter.txt.
 */
#include "base/base.h"
#include "note/frontmatter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static struct mt_note *note_of(void *ctx, struct mt_str bytes)
{
    struct mt_text *text;
    struct mt_error err = {0};
    assert_int_equal(mt_text_decode(ctx, bytes, &text, &err), MT_OK);
    return mt_note_new(ctx, text, mt_str("note.md"));
}

static void test_frontmatter_parse__ends_after_the_block(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t end, n_properties, n_items, n_problems;
    } rows[] = {
        {"", 0, 0, 0, 0},
        {"---", 0, 0, 0, 0},
        {"---\n", 0, 0, 0, 0},
        {"---\n---", 7, 0, 0, 0},
        {"---\n---\n", 8, 0, 0, 0},
        {"---\n...\nText", 8, 0, 0, 0},
        {"--- \na: b\n--- \nText", 15, 1, 1, 0},
        {"---\r\na: b\r\n---\r\nText", 13, 1, 1, 0},
        {"\n---\na: b\n---\n", 0, 0, 0, 0},
        {" ---\na: b\n---\n", 0, 0, 0, 0},
        {"----\na: b\n---\n", 0, 0, 0, 0},
        {"---\na: b\n", 0, 0, 0, 1},
        {"---\na: b\n ---\n", 0, 0, 0, 1},
        {"---\ntext\n", 0, 0, 0, 0},
        {"---\n# comment\n---\n", 18, 0, 1, 0},
        {"---\na:\nb: ''\n---\n", 17, 0, 0, 0},
        {"---\na: [1, 2, {b: 3}]\n---\n", 26, 3, 3, 0},
        {"---\n- a\n- b\n---\n", 16, 0, 2, 0},
        {"---\n? [a, b]\n: c\n---\n", 21, 0, 3, 0},
        {"---\na: *nobody\n---\n", 19, 1, 1, 0},
        {"---\na: \"\\0\\x07b\"\n---\n", 21, 1, 1, 0},
        {"---\na: b\n  c: d\ne: f\n---\n", 25, 2, 2, 1},
        {"---\n\ta: b\n---\n", 14, 1, 1, 1},
        {"---\n\"\n---\n", 10, 0, 1, 1},
        {"---\n: :\n: - :\n{{}}\n---\n", 23, 0, 2, 2},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = note_of(ctx, mt_str(rows[i].text));
        size_t end = mt_frontmatter_parse(note);
        if (end != rows[i].end || note->properties.len != rows[i].n_properties ||
            note->items.len != rows[i].n_items || note->problems.len != rows[i].n_problems)
            fail_msg("%s: %zu, %zu properties, %zu items, %zu problems", rows[i].text, end,
                     note->properties.len, note->items.len, note->problems.len);
        mt_free(ctx);
    }
}

/* A block of so many bytes, comment lines but for the last key. */
static struct mt_str block_of(void *ctx, size_t bytes)
{
    struct mt_buf out;
    mt_buf_init(&out, ctx, bytes * 2);
    mt_buf_add(&out, mt_str("---\n"));
    while (out.len < bytes - 1)
        mt_buf_add(&out, mt_str(out.len % 64 ? "#" : "\n"));
    mt_buf_add(&out, mt_str("\nab: c\n---\n"));
    return mt_buf_str(&out);
}

static void test_frontmatter_parse__too_large_is_text(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    size_t fits = MT_FRONTMATTER_MAX + strlen("---\n") - strlen("ab: c\n");
    struct mt_note *note = note_of(ctx, block_of(ctx, fits));
    assert_true(mt_frontmatter_parse(note) > MT_FRONTMATTER_MAX);
    assert_int_equal(note->properties.len, 1);

    struct mt_str large = block_of(ctx, fits + 1);
    ((char *)large.ptr)[5] = ':';
    note = note_of(ctx, large);
    assert_int_equal(mt_frontmatter_parse(note), 0);
    assert_int_equal(note->properties.len, 0);
    assert_int_equal(note->problems.len, 1);
    mt_free(ctx);
}

static void test_frontmatter_parse__depth_is_bounded(void **state)
{
    (void)state;
    static const char *const openers[] = {"[", "{", "- ", "? ", "[a,", "{a: "};
    for (size_t i = 0; i < MT_COUNT(openers); i++) {
        void *ctx = mt_context(NULL);
        struct mt_buf text;
        mt_buf_init(&text, ctx, MT_FRONTMATTER_MAX);
        mt_buf_add(&text, mt_str("---\nbefore: 1\nx: \n"));
        while (text.len < MT_FRONTMATTER_MAX - 100)
            mt_buf_add(&text, mt_str(openers[i]));
        mt_buf_add(&text, mt_str("\nafter: 2\n---\n"));
        struct mt_note *note = note_of(ctx, mt_buf_str(&text));
        assert_int_equal(mt_frontmatter_parse(note), text.len);
        assert_true(mt_str_eq(mt_frontmatter_get(note, "before"), mt_str("1")));
        assert_true(mt_str_eq(mt_frontmatter_get(note, "after"), mt_str("2")));
        assert_true(note->problems.len > 0);
        mt_free(ctx);
    }
}

static void test_frontmatter_parse__places_count_bytes(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note = note_of(ctx, mt_str("---\né: \"日本📅\" # ü\nb: 'x'\n---\n"));
    mt_frontmatter_parse(note);
    static const struct {
        const char *text;
        uint32_t source;
    } rows[] = {{"日本📅", 9}, {"ü", 23}, {"x", 30}};
    assert_int_equal(note->items.len, MT_COUNT(rows));
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        assert_true(mt_str_eq(note->items.ptr[i].prose.text, mt_str(rows[i].text)));
        assert_int_equal(note->items.ptr[i].prose.runs[0].source, rows[i].source);
    }
    mt_free(ctx);
}

static void test_frontmatter_parse__long_keys_are_cut_at_a_character(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_buf text;
    mt_buf_init(&text, ctx, MT_FRONTMATTER_MAX);
    mt_buf_add(&text, mt_str("---\nx"));
    for (int i = 0; i < 400; i++)
        mt_buf_add(&text, mt_str("é"));
    mt_buf_add(&text, mt_str(": value\n---\n"));
    struct mt_note *note = note_of(ctx, mt_buf_str(&text));
    mt_frontmatter_parse(note);
    assert_int_equal(note->properties.len, 1);
    assert_int_equal(note->properties.ptr[0].key.len, 255);
    mt_free(ctx);
}

static void test_frontmatter_get__takes_the_first_in_any_case(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_note *note =
        note_of(ctx, mt_str("---\nEntities:\n  People: [Dana, Sam]\nentities.people: x\n---\n"));
    mt_frontmatter_parse(note);
    assert_true(mt_str_eq(mt_frontmatter_get(note, "entities.people"), mt_str("Dana")));
    assert_int_equal(mt_frontmatter_get(note, "entities").len, 0);
    assert_int_equal(mt_frontmatter_get(note, "").len, 0);
    mt_free(ctx);
}

static void test_frontmatter_link__gives_the_name(void **state)
{
    (void)state;
    static const struct {
        const char *value, *name;
    } rows[] = {
        {"[[Dana Reyes]]", "Dana Reyes"},
        {" [[ Dana Reyes ]] ", "Dana Reyes"},
        {"[[People/Dana Reyes|Dana]]", "Dana Reyes"},
        {"[[People/Dana Reyes/README]]", "Dana Reyes"},
        {"[[People/Dana Reyes/README.md|D]]", "Dana Reyes"},
        {"[[Dana Reyes#Notes]]", "Dana Reyes"},
        {"[[README]]", "README"},
        {"[[]]", ""},
        {"[[Dana]] and [[Sam]]", "[[Dana]] and [[Sam]]"},
        {"Dana Reyes", "Dana Reyes"},
        {"[[Dana", "[[Dana"},
        {"[]]", "[]]"},
        {"", ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str name = mt_frontmatter_link(mt_str(rows[i].value));
        if (!mt_str_eq(name, mt_str(rows[i].name)))
            fail_msg("%s: \"%.*s\"", rows[i].value, MT_ARG(name));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_frontmatter_parse__ends_after_the_block),
        cmocka_unit_test(test_frontmatter_parse__too_large_is_text),
        cmocka_unit_test(test_frontmatter_parse__depth_is_bounded),
        cmocka_unit_test(test_frontmatter_parse__places_count_bytes),
        cmocka_unit_test(test_frontmatter_parse__long_keys_are_cut_at_a_character),
        cmocka_unit_test(test_frontmatter_get__takes_the_first_in_any_case),
        cmocka_unit_test(test_frontmatter_link__gives_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
