/* prose.c - The capitalised runs of a note's prose, summed up
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/summary.h"

#include <uthash.h>

#include "text/fold.h"

#define TEXTS_MAX ((size_t)1 << 20)

struct name {
    struct mt_prose_name sums;
    size_t number; /* in order of arrival, later among those kept */
    UT_hash_handle hh;
};

struct pair {
    struct mt_name_pair names; /* by number of arrival */
    UT_hash_handle hh;
};

struct word {
    uint64_t lower;
    UT_hash_handle hh;
    struct mt_str text; /* folded */
};

struct mt_prose_reader {
    void *ctx;
    struct name *names;
    struct pair *pairs;
    struct word *words;
    struct mt_strs texts;
    struct mt_capital_runs runs; /* of one text */
    struct mt_buf folded;
};

struct mt_prose_reader *mt_prose_reader_new(const void *ctx)
{
    struct mt_prose_reader *reader = mt_new(ctx, struct mt_prose_reader);
    reader->ctx = reader;
    mt_buf_init(&reader->folded, reader, MT_NAME_MAX * 4);
    return reader;
}

static struct name *take_run(struct mt_prose_reader *reader, const struct mt_capital_run *run)
{
    struct name *name;
    HASH_FIND(hh, reader->names, run->text.ptr, run->text.len, name);
    if (!name) {
        name = mt_new(reader->ctx, struct name);
        name->sums.text = run->text;
        name->number = HASH_COUNT(reader->names);
        HASH_ADD_KEYPTR(hh, reader->names, run->text.ptr, run->text.len, name);
    }
    name->sums.count++;
    name->sums.person += run->person;
    name->sums.organization += run->organization;
    name->sums.possessive |= run->possessive;
    name->sums.strong |= run->strong;
    return name;
}

static void take_pair(struct mt_prose_reader *reader, size_t a, size_t b)
{
    struct mt_name_pair names;
    struct pair *pair;
    memset(&names, 0, sizeof names);
    names.a = (uint32_t)(a < b ? a : b);
    names.b = (uint32_t)(a < b ? b : a);
    if (a == b)
        return;
    HASH_FIND(hh, reader->pairs, &names, sizeof names, pair);
    if (pair)
        return;
    pair = mt_new(reader->ctx, struct pair);
    pair->names = names;
    HASH_ADD(hh, reader->pairs, names, sizeof names, pair);
}

void mt_prose_read(struct mt_prose_reader *reader, struct mt_str text)
{
    const struct name *before = NULL;
    reader->runs.len = 0;
    mt_capitals_find(reader->ctx, text, &reader->runs);
    for (size_t i = 0; i < reader->runs.len; i++) {
        const struct mt_capital_run *run = &reader->runs.ptr[i];
        if (run->text.len > MT_NAME_MAX) {
            before = NULL;
            continue;
        }
        const struct name *name = take_run(reader, run);
        if (run->joined && before)
            take_pair(reader, before->number, name->number);
        before = name;
    }
    if (reader->texts.len < TEXTS_MAX)
        *mt_push(reader->ctx, &reader->texts) = text;
}

/* ---- Words in lower case ---- */

static void expect_words(struct mt_prose_reader *reader, struct mt_str text)
{
    struct mt_str next;
    for (size_t at = 0; mt_capitals_word(text, &at, &next);) {
        struct word *word;
        mt_buf_clear(&reader->folded);
        mt_fold(&reader->folded, next);
        struct mt_str folded = mt_buf_str(&reader->folded);
        HASH_FIND(hh, reader->words, folded.ptr, folded.len, word);
        if (word)
            continue;
        word = mt_new(reader->ctx, struct word);
        word->text = mt_str_copy(reader->ctx, folded);
        HASH_ADD_KEYPTR(hh, reader->words, word->text.ptr, word->text.len, word);
    }
}

/* Only what is in lower case as it stands can equal a folded word without being folded: enough for
 * words without accents, and one that has some is no common word. */
static void count_lower(struct mt_prose_reader *reader, struct mt_str text)
{
    struct mt_str next;
    for (size_t at = 0; mt_capitals_word(text, &at, &next);) {
        struct word *word;
        if (!mt_is_lower(next.ptr[0]))
            continue;
        HASH_FIND(hh, reader->words, next.ptr, next.len, word);
        if (word)
            word->lower++;
    }
}

static int by_text(struct word *a, struct word *b)
{
    return mt_str_compare(a->text, b->text);
}

static void fill_lower(struct mt_prose_reader *reader, struct mt_tallies *out)
{
    HASH_SORT(reader->words, by_text);
    for (struct word *word = reader->words; word; word = word->hh.next)
        if (word->lower)
            *mt_push(reader->ctx, out) = (struct mt_tally){word->text, word->lower};
}

/* ---- The sums ---- */

/* The commonest first; the rest of the order only makes it one. */
static int commonest_first(struct name *a, struct name *b)
{
    if (a->sums.count != b->sums.count)
        return a->sums.count > b->sums.count ? -1 : 1;
    return mt_str_compare(a->sums.text, b->sums.text);
}

static int by_numbers(const void *a, const void *b)
{
    const struct mt_name_pair *left = a, *right = b;
    if (left->a != right->a)
        return left->a < right->a ? -1 : 1;
    return (left->b > right->b) - (left->b < right->b);
}

/* Pairs of names that are kept, by their places among them. */
static void fill_pairs(struct mt_prose_reader *reader, const uint32_t *place,
                       struct mt_name_pairs *out)
{
    for (struct pair *pair = reader->pairs; pair && out->len < MT_SUMMARY_NAMES_MAX;
         pair = pair->hh.next) {
        uint32_t a = place[pair->names.a], b = place[pair->names.b];
        if (a < MT_SUMMARY_NAMES_MAX && b < MT_SUMMARY_NAMES_MAX)
            *mt_push(reader->ctx, out) = (struct mt_name_pair){a < b ? a : b, a < b ? b : a};
    }
    if (out->len)
        qsort(out->ptr, out->len, sizeof *out->ptr, by_numbers);
}

void mt_prose_finish(struct mt_prose_reader *reader, struct mt_name_summary *out)
{
    uint32_t *place = mt_array(reader->ctx, uint32_t, HASH_COUNT(reader->names)), next = 0;
    HASH_SORT(reader->names, commonest_first);
    for (struct name *name = reader->names; name; name = name->hh.next) {
        place[name->number] = next++;
        if (out->prose.len == MT_SUMMARY_NAMES_MAX)
            continue;
        *mt_push(reader->ctx, &out->prose) = name->sums;
        expect_words(reader, name->sums.text);
    }
    for (size_t i = 0; reader->words && i < reader->texts.len; i++)
        count_lower(reader, reader->texts.ptr[i]);
    fill_pairs(reader, place, &out->pairs);
    fill_lower(reader, &out->lower);
    HASH_CLEAR(hh, reader->names);
    HASH_CLEAR(hh, reader->pairs);
    HASH_CLEAR(hh, reader->words);
}
