/* test_tags.c - Obsidian's tags in prose
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/tags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void test_tags_next__what_is_a_tag(void **state)
{
    (void)state;
    static const struct {
        const char *text, *tags; /* each followed by a space */
    } rows[] = {
        {"#roadmap", "roadmap "},
        {"a #roadmap, (#q3) and *#x_y-z*.", "roadmap q3 x_y-z "},
        {"#project/storage/ #a/b", "project/storage a/b "},
        {"#größe #日本 #Ünit—and #naïve… «#b»", "größe 日本 Ünit naïve "},
        {"#2025-q1 #1st", "2025-q1 1st "},
        {"#123 #1-2 #12/3 # #- #/", ""},
        {"## #", ""},
        {"##a ###b a#b a/#b #a#b", "a "},
        {"[[#heading]] [[Plan #two]] #three", "three "},
        {"[[open #one [[ #two", "one two "},
        {"https://example.org/#part", ""},
        {"\n#one\t#two", "one two "},
        {"#one #one", "one one "},
        {"", ""},
        {"#", ""},
        {"#\xc3", "\xc3 "},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        char seen[200] = "";
        size_t at = 0;
        struct mt_str tag, text = mt_str(rows[i].text);
        while (mt_tags_next(text, &at, &tag))
            snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%.*s ", MT_ARG(tag));
        if (strcmp(seen, rows[i].tags) != 0)
            fail_msg("\"%s\": %s", rows[i].text, seen);
        assert_int_equal(at, text.len);
    }
}

static void test_tags_add__stops(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_buf bytes;
    struct mt_text *text;
    mt_buf_init(&bytes, ctx, 1 << 20);
    for (int i = 0; i < 2 * MT_TAGS_MAX; i++)
        mt_buf_printf(&bytes, "#tag%d ", i);
    assert_int_equal(mt_text_decode(ctx, mt_buf_str(&bytes), &text, NULL), MT_OK);
    struct mt_note *note = mt_note_new(ctx, text, mt_str("note.md"));
    mt_tags_add(note, 5, 5);
    mt_tags_add(note, 1, 5); /* begins inside of one */
    assert_int_equal(note->tags.len, 0);
    mt_tags_add(note, 0, text->str.len);
    assert_int_equal(note->tags.len, MT_TAGS_MAX);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tags_next__what_is_a_tag),
        cmocka_unit_test(test_tags_add__stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
