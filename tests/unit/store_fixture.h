/* store_fixture.h - A folder for indexes, and a small index in it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * For the tests of the store only: each case begins with an empty folder and a talloc context.
 */
#ifndef MT_TESTS_STORE_FIXTURE_H
#define MT_TESTS_STORE_FIXTURE_H

#include "base/base.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/file.h"
#include "store/places.h"
#include "store/squeeze.h"
#include "store/store.h"

static char root[64];
static void *ctx;

static inline int begin(void **state)
{
    (void)state;
    snprintf(root, sizeof root, "/tmp/test_store.XXXXXX");
    ctx = mt_context(NULL);
    return mkdtemp(root) ? 0 : -1;
}

static inline int end(void **state)
{
    (void)state;
    mt_free(ctx);
    return mt_file_remove_folder(root, NULL) == MT_OK ? 0 : -1;
}

static inline const char *in_root(const char *name)
{
    return mt_str_printf(ctx, "%s/%s", root, name).ptr;
}

#define assert_ok(call)                                               \
    do {                                                              \
        struct mt_error err = {0};                                    \
        enum mt_status status_ = (call);                              \
        if (status_ != MT_OK)                                         \
            fail_msg("%s: %s", mt_status_name(status_), err.message); \
    } while (0)

/* ---- A small index ---- */

struct note {
    const char *id, *words; /* a bar in the words makes the gap between items */
    const char *date, *terms;
};

static const struct note notes[] = {
    {"XFa", "the oven budget for the bakery", "20260105", "XKdecision Aada"},
    {"XFb", "budget budget budget", "20251230", "XKsummary"},
    {"XFc", "bakery | oven", NULL, "XKdecision"},
    {"XFd", "the budget oven , the new oven", "20260105", "Aada"},
    {"XFe", "flour and water", NULL, ""},
};

static inline void split(const char *text, struct mt_strs *out)
{
    struct mt_str rest = mt_str(text), word;
    while (mt_str_next(&rest, ' ', &word))
        if (word.len)
            *mt_push(ctx, out) = word;
}

static inline int by_term(const void *a, const void *b)
{
    const struct mt_posting *left = a, *right = b;
    return mt_str_compare(left->term, right->term);
}

/* One posting more of a word: at a position, or with 0 none that has one. */
struct postings MT_VEC(struct mt_posting);
static inline void stand(struct postings *postings, struct mt_str term, uint32_t position)
{
    struct mt_posting *posting = NULL;
    for (size_t i = 0; i < postings->len && !posting; i++)
        if (mt_str_eq(postings->ptr[i].term, term))
            posting = &postings->ptr[i];
    if (!posting) {
        posting = mt_push(ctx, postings);
        posting->term = term;
    }
    if (position) {
        uint32_t *positions = mt_array(ctx, uint32_t, posting->occurrences + 1);
        for (uint32_t i = 0; i < posting->occurrences; i++)
            positions[i] = posting->positions[i];
        positions[posting->occurrences] = position;
        posting->positions = positions;
    }
    posting->occurrences++;
}

static inline struct mt_document document_of(const struct note *note)
{
    struct mt_strs words = {0}, terms = {0};
    struct postings postings = {0};
    uint32_t position = 1;
    split(note->words, &words);
    split(note->terms, &terms);
    for (size_t i = 0; i < words.len; i++) {
        if (mt_str_eq(words.ptr[i], mt_str("|")))
            position += MT_POSITION_GAP;
        else
            stand(&postings, words.ptr[i], position++);
    }
    stand(&postings, mt_str("Shead"), 0);
    qsort(postings.ptr, postings.len, sizeof *postings.ptr, by_term);
    struct mt_buf packed[MT_PLACES_PARTS];
    for (size_t i = 0; i < MT_PLACES_PARTS; i++)
        mt_buf_init(&packed[i], ctx, 1 << 20);
    mt_places_pack(postings.ptr, postings.len, packed);
    struct mt_document document = {
        .id = mt_str(note->id),
        .postings = postings.ptr,
        .n_postings = postings.len,
        .terms = terms.ptr,
        .n_terms = terms.len,
    };
    document.values[MT_SLOT_DATE] = mt_str(note->date);
    for (size_t i = 0; i < MT_PLACES_PARTS; i++)
        document.values[MT_SLOT_PLACES + i] = mt_buf_str(&packed[i]);
    document.values[MT_SLOT_RECORD] = mt_squeeze(ctx, mt_squeezer_new(ctx), mt_str(note->words));
    document.values[MT_SLOT_UNITS] = mt_str_of("u\0v", 3);
    return document;
}

static inline void replace(struct mt_writer *writer, const struct note *note)
{
    struct mt_document document = document_of(note);
    assert_ok(mt_writer_replace(writer, &document, &err));
}

static inline struct mt_writer *open_writer(const char *name, enum mt_writer_mode mode)
{
    struct mt_writer *writer = NULL;
    assert_ok(mt_writer_open(in_root(name), mode, &writer, &err));
    return writer;
}

static inline void commit(struct mt_writer *writer)
{
    assert_ok(mt_writer_commit(writer, &err));
}

static inline void write_notes(const char *name, const struct note *some, size_t n)
{
    struct mt_writer *writer = open_writer(name, MT_WRITER_UPDATE);
    for (size_t i = 0; i < n; i++)
        replace(writer, &some[i]);
    commit(writer);
    mt_writer_free(writer);
}

static inline struct mt_reader *open_reader(const char *name)
{
    struct mt_reader *reader = NULL;
    const char *place = in_root(name);
    assert_ok(mt_reader_open(&place, 1, &reader, &err));
    return reader;
}

static inline struct mt_reader *index_of_notes(void)
{
    write_notes("index", notes, MT_COUNT(notes));
    return open_reader("index");
}

static inline const struct mt_store_query *term(const char *text)
{
    struct mt_store_query *query = mt_new(ctx, struct mt_store_query);
    query->op = MT_STORE_TERM;
    query->term = mt_str(text);
    return query;
}

static const struct mt_search_options by_score = {.limit = 100, .k1 = 1, .b = 0.5};

static inline void assert_words(const char *index, const char *word, uint32_t notes_with_it)
{
    struct mt_reader *reader = open_reader(index);
    struct mt_store_hits hits;
    assert_ok(mt_reader_search(reader, ctx, term(word), &by_score, &hits, &err));
    if (hits.n_hits != notes_with_it)
        fail_msg("%s: %zu notes, not %u", word, hits.n_hits, notes_with_it);
    mt_reader_free(reader);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

#endif
