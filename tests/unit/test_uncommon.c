/* test_uncommon.c - What of a note's words may stand where a name was spoken
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"

#include "ingest/uncommon.h"
#include "text/tokenise.h"
#include "note/intern.h"

#include "store_fixture.h"

/* What is uncommon in a text, as the value of a note. */
static struct mt_str packed(const char *said)
{
    struct mt_str text = mt_str(said);
    struct mt_tokens *tokens = mt_tokens_new(ctx);
    struct mt_uncommon *uncommon = mt_uncommon_new(ctx);
    struct mt_intern terms;
    mt_tokenise(tokens, text);
    size_t n = mt_tokens_count(tokens);
    struct mt_word *words = mt_array(ctx, struct mt_word, n);
    mt_intern_init(&terms, ctx, SIZE_MAX);
    for (size_t i = 0; i < n; i++) {
        struct mt_token token = mt_tokens_at(tokens, i);
        struct mt_str written = mt_str_slice(text, token.begin, token.end);
        words[i] = (struct mt_word){
            .term = mt_intern_add(&terms, token.term, mt_intern_hash(token.term)),
            .begin = token.begin,
            .end = token.end,
            .written = mt_written_as(written, token.term),
        };
    }
    mt_uncommon_add(uncommon, text, terms.keys.ptr, words, n);
    return mt_uncommon_pack(ctx, uncommon);
}

static struct mt_writer *writer_of(const struct mt_str *values, size_t n)
{
    struct mt_writer *writer = open_writer("index", MT_WRITER_REBUILD);
    for (size_t i = 0; i < n; i++) {
        struct mt_document document = {.id = mt_str_printf(ctx, "XF%zu", i)};
        document.values[MT_SLOT_UNCOMMON] = values[i];
        assert_ok(mt_writer_replace(writer, &document, &err));
    }
    return writer;
}

struct list {
    uint32_t docid;
    struct mt_buf text;
};

/* A bar after each word as often as it occurs, a line break after each note. */
static void take(void *user, const struct mt_uncommon_count *count)
{
    struct list *list = user;
    if (list->docid && count->docid != list->docid)
        mt_buf_add_char(&list->text, '\n');
    list->docid = count->docid;
    for (uint32_t o = 0; o < count->occurrences; o++)
        mt_buf_printf(&list->text, "%.*s|", MT_ARG(count->text));
}

static struct list list_new(void)
{
    struct list list = {0};
    mt_buf_init(&list.text, ctx, 1 << 16);
    return list;
}

static void test_uncommon__rows(void **state)
{
    (void)state;
    static const struct {
        const char *text, *heard; /* separated by bars */
    } rows[] = {
        {"We saw Aragon there.", "Aragon|"},  /* not with a word that has no capital */
        {"Aragon is there. Aragon too.", ""}, /* sentences begin so */
        {"the lone star, the Lone Star", "Lone|Star|Lone Star|"},
        {"Lone Star rises", "Star|lone Star|Star rises|"},
        {"a LeanVM and iPhone", "LeanVM|iPhone|"},
        {"the ABLE Star", "ABLE|Star|ABLE Star|"},
        {"the Réy star", "Réy|Réy star|"},
        {"a tulkin day, tulkin way, Tulkin Okoro", /* spelt out once */
         "tulkin day|tulkin way|Tulkin|Okoro|Tulkin Okoro|"},
        {"with tulkin stuff", "tulkin stuff|"}, /* no word of English */
        {"with some good stuff", ""},           /* all are common */
        {"the Reyes of it", "Reyes|"},          /* not with empty words */
        {"met Reyes, Okoro came", "Reyes|Okoro|Okoro came|"},
        {"on Reyes and on Reyes", "Reyes|Reyes|"},                 /* as often as it occurs */
        {"a Zanzibarian Zanzibarian", "Zanzibarian|Zanzibarian|"}, /* too long for two */
        {"", ""},
    };
    for (size_t i = 0; i < MT_COUNT(rows); i++) {
        struct mt_str value = packed(rows[i].text);
        struct mt_writer *writer = writer_of(&value, 1);
        struct list list = list_new();
        assert_ok(mt_uncommon_each(writer, take, &list, &err));
        if (strcmp(list.text.ptr, rows[i].heard) != 0)
            fail_msg("%s: %s, not %s", rows[i].text, list.text.ptr, rows[i].heard);
        mt_writer_free(writer);
    }
}

static void test_uncommon_each__many_notes(void **state)
{
    (void)state;
    struct mt_str values[150];
    struct list list = list_new(), expected = list_new();
    for (size_t i = 0; i < MT_COUNT(values); i++) {
        struct mt_str one = mt_str_printf(ctx, "on Aragon%c, Star", (char)('A' + i % 26));
        values[i] = i % 7 ? packed(one.ptr) : mt_str("");
        if (i % 7)
            mt_buf_printf(&expected.text, "%sAragon%c|Star|", i > 1 ? "\n" : "",
                          (char)('A' + i % 26));
    }
    struct mt_writer *writer = writer_of(values, MT_COUNT(values));
    assert_ok(mt_uncommon_each(writer, take, &list, &err));
    assert_string_equal(list.text.ptr, expected.text.ptr);
    mt_writer_free(writer);
}

static void test_uncommon_each__damaged(void **state)
{
    (void)state;
    /* no rank, a word cut short, one that never stood before, one too long: the same */
    struct mt_str values[] = {mt_str_of("\x20\x01", 2), mt_str("\x20\x0a\x61ra"),
                              mt_str("\x20\x82\x01"), mt_str_printf(ctx, "\x20\xc8\x01%0100d", 0)};
    for (size_t i = 0; i < MT_COUNT(values); i++) {
        struct mt_writer *writer = writer_of(&values[i], 1);
        struct list list = list_new();
        assert_int_equal(mt_uncommon_each(writer, take, &list, NULL), MT_ERR_CORRUPT);
        assert_int_equal(list.text.len, 0);
        mt_writer_free(writer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_uncommon__rows, begin, end),
        cmocka_unit_test_setup_teardown(test_uncommon_each__many_notes, begin, end),
        cmocka_unit_test_setup_teardown(test_uncommon_each__damaged, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
