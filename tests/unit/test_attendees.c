/* test_attendees.c - Who took part, from tables and lists
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/attendees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "note/frontmatter.h"
#include "note/markdown.h"

static struct mt_note *note_of(void *ctx, struct mt_str bytes)
{
    struct mt_text *text;
    assert_int_equal(mt_text_decode(ctx, bytes, &text, NULL), MT_OK);
    struct mt_note *note = mt_note_new(ctx, text, mt_str("note.md"));
    size_t body = mt_frontmatter_parse(note);
    mt_markdown_parse(note, body, text->str.len);
    mt_attendees_find(note, body);
    return note;
}

static const char *joined(void *ctx, const struct mt_strs *names)
{
    struct mt_buf out;
    mt_buf_init(&out, ctx, 100000);
    for (size_t i = 0; i < names->len; i++)
        mt_buf_printf(&out, "%s%.*s", i ? ", " : "", MT_ARG(names->ptr[i]));
    return out.ptr ? out.ptr : "";
}

struct row {
    const char *note, *people, *organizations;
};

static void check(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        void *ctx = mt_context(NULL);
        struct mt_note *note = note_of(ctx, mt_str(rows[i].note));
        const char *people = joined(ctx, &note->people);
        const char *organizations = joined(ctx, &note->organizations);
        if (strcmp(people, rows[i].people) != 0 ||
            strcmp(organizations, rows[i].organizations ? rows[i].organizations : "") != 0)
            fail_msg("%s\npeople: %s\norganizations: %s", rows[i].note, people, organizations);
        mt_free(ctx);
    }
}

static void test_attendees_find__tables(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"| Name | Role |\n|---|---|\n| Dana Reyes | lead |\n| **Sam** | dev |\n",
         "Dana Reyes, Sam", ""},
        {"| Role | Attendee | Company |\n|:---|:---:|---:|\n| lead | [[People/Dana Reyes\\|Dana]] "
         "| "
         "[[Lindhaven]] |\n| | Sam Okoro (remote) | |\n| dev | | Orchard Labs |\n",
         "Dana Reyes, Sam Okoro", "Lindhaven, Orchard Labs"},
        {"Person | Org\n--- | ---\nDana Reyes | 3 Rivers & Sons\nsomebody else | n/a\n",
         "Dana Reyes", "3 Rivers & Sons"},
        {"> | Participant | Team |\n> |---|---|\n> | [Ada Quist](mailto:ada@example.org) | A |\n",
         "Ada Quist", ""},
        {"## Attendees\n\n| Name | X |\n|---|---|\n| Milo Tanaka | 1 |\n| | |\n| Priya Raman | 2 "
         "|\n",
         "Milo Tanaka, Priya Raman", ""},
        /* of things */
        {"| Name | Price |\n|---|---|\n| Widget Pro | 10 |\n", "", ""},
        {"| Company | Price |\n|---|---|\n| Lindhaven | 10 |\n", "", ""},
        {"| Person | Topic |\n|---|---|\n| TBD | a |\n| The plan is late. | b |\n| x9 | c |\n", "",
         ""},
        {"| Name | Role |\n", "", ""},
        {"| Name | Role |\n|---|---|\n", "", ""},
        {"| Name | Role |\n|---|---|\n| Dana | lead |\n\nSam Okoro | dev\n", "Dana", ""},
    };
    check(rows, MT_COUNT(rows));
}

static void test_attendees_find__lists(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"## Attendees\n- Dana Reyes (Lindhaven)\n- [[Sam Okoro]] — CTO\n- Ada Quist - lead\n",
         "Dana Reyes, Sam Okoro, Ada Quist", ""},
        {"## Participants (3):\n\nDana Reyes, Sam Okoro (Lindhaven, remote) and Ada\n",
         "Dana Reyes, Sam Okoro, Ada", ""},
        {"## Present\n1. [x] @Dana\n2. Sam Okoro, VP Engineering\n3. Ada Quist, Finance\n",
         "Dana, Sam Okoro, Ada Quist", ""},
        {"## People\n- Hiring\n- Ludwig van der Berg\n- [[People/Zoë O'Neil-Quist|Zoë]]\n",
         "Ludwig van der Berg, Zoë O'Neil-Quist", ""},
        {"## Attendees\n### Lindhaven\n- Dana Reyes\n### Regrets\n- Sam Okoro\n## Notes\n- Ada\n",
         "Dana Reyes", ""},
        {"## Attendees\n- Lindhaven: Dana Reyes, Sam Okoro\n- Ada Quist: CTO\n- Regrets: Milo "
         "Tanaka\n",
         "Dana Reyes, Sam Okoro, Ada Quist", ""},
        {"**Attendees:** Dana Reyes,\nSam Okoro,\nAda Quist\nwere there\n",
         "Dana Reyes, Sam Okoro, Ada Quist", ""},
        {"Attendees:\n- Dana\n- Sam Okoro\n\nAda Quist\n- Milo Tanaka\n", "Dana, Sam Okoro", ""},
        {"## Attendees\n- Everyone\n- (none)\n- They came late\n- It was late.\n- DANA99\n- x\n",
         "", ""},
        {"## Attendees\n- One Two Three Four Five Six\n- Dana\n- dana\n", "Dana", ""},
        {"## People management\n- Dana Reyes\n", "", ""},
        {"---\nattendees: Quist, Ada\n---\nText.\n", "", ""},
        {"", "", ""},
    };
    check(rows, MT_COUNT(rows));
}

static void test_attendees_find__limits(void **state)
{
    (void)state;
    void *ctx = mt_context(NULL);
    struct mt_buf text;
    mt_buf_init(&text, ctx, 10000000);
    mt_buf_add(&text, mt_str("## Attendees\n\n"));
    for (int i = 0; i < 3 * MT_ATTENDEES_LINES_MAX; i++) {
        char a = (char)('a' + i % 26), b = (char)('a' + i / 26 % 26),
             c = (char)('a' + i / 676 % 26);
        mt_buf_printf(&text, "- Dana %c%c%c\n", a - 'a' + 'A', b, c);
    }
    assert_int_equal(note_of(ctx, mt_buf_str(&text))->people.len, MT_NOTE_NAMES_MAX);

    mt_buf_clear(&text);
    mt_buf_add(&text, mt_str("## Attendees\n\n")); /* a line too long to be of names */
    for (int i = 0; i < 1000; i++)
        mt_buf_add(&text, mt_str("Dana Reyes, "));
    assert_int_equal(note_of(ctx, mt_buf_str(&text))->people.len, 0);

    mt_buf_clear(&text);
    mt_buf_add(&text, mt_str("| Name | Role |\n|---|---|\n| Dana |"));
    for (int i = 0; i < 100; i++)
        mt_buf_add(&text, mt_str(" x |"));
    assert_int_equal(note_of(ctx, mt_buf_str(&text))->people.len, 1);
    mt_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_attendees_find__tables),
        cmocka_unit_test(test_attendees_find__lists),
        cmocka_unit_test(test_attendees_find__limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
