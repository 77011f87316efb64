/* postings.c - A laid-out note as a document of the index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/postings.h"

#include "base/file.h"
#include "store/places.h"
#include "text/fold.h"

struct postings MT_VEC(struct mt_posting);

struct terms {
    const void *ctx;
    struct mt_tokens *tokens;
    struct mt_strs list;
};

static struct mt_str make_term(const void *ctx, const char *prefix, struct mt_str rest)
{
    size_t begin = strlen(prefix);
    char *term = mt_alloc(ctx, begin + rest.len);
    memcpy(term, prefix, begin);
    memcpy(term + begin, rest.ptr, rest.len);
    return mt_str_of(term, begin + rest.len);
}

static void add_term(struct terms *terms, const char *prefix, struct mt_str rest)
{
    if (rest.len)
        *mt_push(terms->ctx, &terms->list) = make_term(terms->ctx, prefix, rest);
}

/* One term a word of the text. */
static void add_words(struct terms *terms, const char *prefix, struct mt_str text)
{
    mt_tokenise(terms->tokens, text);
    for (size_t i = 0; i < mt_tokens_count(terms->tokens); i++)
        add_term(terms, prefix, mt_tokens_at(terms->tokens, i).term);
}

/* The only word of the text, also if it stands there twice. */
static void add_only_word(struct terms *terms, const char *prefix, struct mt_str text)
{
    mt_tokenise(terms->tokens, text);
    size_t n = mt_tokens_count(terms->tokens), same = 0;
    struct mt_str word = n ? mt_tokens_at(terms->tokens, 0).term : mt_str("");
    while (same < n && mt_str_eq(mt_tokens_at(terms->tokens, same).term, word))
        same++;
    if (same == n)
        add_term(terms, prefix, word);
}

/* The text whole, folded, cut to a term's size. */
static void add_folded(struct terms *terms, const char *prefix, struct mt_str text)
{
    add_term(terms, prefix, mt_fold_cut(terms->ctx, text, MT_TERM_MAX));
}

static void add_date(struct terms *terms, mt_date date)
{
    if (!date)
        return;
    struct mt_str day = mt_str_printf(terms->ctx, "%08d", date);
    add_term(terms, MT_PREFIX_DAY, day);
    add_term(terms, MT_PREFIX_MONTH, mt_str_slice(day, 0, 6));
    add_term(terms, MT_PREFIX_YEAR, mt_str_slice(day, 0, 4));
}

static void add_units(struct terms *terms, const struct mt_unit_table *table)
{
    bool kinds[MT_KIND_COUNT] = {false}, statuses[MT_TASK_CANCELLED + 1] = {false};
    for (size_t i = 0; i < table->n_units; i++) {
        kinds[table->units[i].kind] = true;
        statuses[table->units[i].status] = true;
    }
    for (size_t k = 0; k < MT_COUNT(kinds); k++)
        if (kinds[k])
            add_term(terms, MT_PREFIX_KIND, mt_kind_name((enum mt_kind)k));
    for (size_t s = MT_TASK_OPEN; s < MT_COUNT(statuses); s++)
        if (statuses[s])
            add_term(terms, MT_PREFIX_STATUS, mt_task_status_name((enum mt_task_status)s));
    for (size_t i = 0; i < table->n_speakers; i++) {
        add_words(terms, MT_PREFIX_SPEAKER, table->speakers[i].name);
        add_words(terms, MT_PREFIX_SPEAKER, table->speakers[i].label);
        add_only_word(terms, MT_PREFIX_SPEAKER_WHOLE, table->speakers[i].name);
    }
    for (size_t i = 0; i < table->n_owners; i++)
        add_words(terms, MT_PREFIX_OWNER, table->owners[i]);
}

static void add_properties(struct terms *terms, const struct mt_properties *properties)
{
    struct mt_buf prefix;
    mt_buf_init(&prefix, (void *)terms->ctx, MT_PATH_TERM_MAX - MT_TERM_MAX);
    for (size_t i = 0; i < properties->len; i++) {
        mt_buf_clear(&prefix);
        mt_buf_add(&prefix, mt_str(MT_PREFIX_PROPERTY));
        mt_fold(&prefix, properties->ptr[i].key);
        mt_buf_add_char(&prefix, '=');
        if (!prefix.full)
            add_words(terms, prefix.ptr, properties->ptr[i].value);
    }
}

/* Words of title, people and tags once more, to be weighed by themselves. */
static void add_head(struct terms *terms, const struct mt_note *note)
{
    add_words(terms, MT_PREFIX_HEAD, note->title);
    for (size_t i = 0; i < note->people.len; i++)
        add_words(terms, MT_PREFIX_HEAD, note->people.ptr[i]);
    for (size_t i = 0; i < note->tags.len; i++)
        add_words(terms, MT_PREFIX_HEAD, note->tags.ptr[i]);
}

static void add_boolean(struct terms *terms, uint32_t archive, const struct mt_note *note,
                        const struct mt_layout *layout)
{
    add_term(terms, MT_PREFIX_ARCHIVE, mt_str_printf(terms->ctx, "%u", archive));
    add_term(terms, MT_PREFIX_PATH, mt_str_slice(note->path, 0, MT_PATH_TERM_MAX));
    add_term(terms, MT_PREFIX_COPY, layout->transcript_id);
    add_folded(terms, MT_PREFIX_TYPE, note->type);
    add_date(terms, note->date);
    for (size_t i = 0; i < note->people.len; i++)
        add_words(terms, MT_PREFIX_WITH, note->people.ptr[i]);
    for (size_t i = 0; i < note->tags.len; i++)
        add_folded(terms, MT_PREFIX_TAG, note->tags.ptr[i]);
    add_units(terms, &layout->table);
    add_properties(terms, &note->properties);
}

/* ---- Postings ---- */

/* The words of the note: how often and where each stands. */
static void add_word_postings(const void *ctx, const struct mt_layout *layout, struct postings *out)
{
    size_t n_terms = layout->terms.len, n_words = layout->words.len, at = 0;
    uint32_t *positions = mt_array(ctx, uint32_t, n_words);
    uint32_t **ends = mt_array(ctx, uint32_t *, n_terms),
             *counts = mt_array(ctx, uint32_t, n_terms);
    for (size_t i = 0; i < n_words; i++)
        counts[layout->words.ptr[i].term]++;
    for (size_t t = 0; t < n_terms; t++) {
        ends[t] = positions + at;
        at += counts[t];
        *mt_push(ctx, out) =
            (struct mt_posting){layout->terms.ptr[t], counts[t], ends[t], layout->written.ptr[t]};
    }
    for (size_t i = 0; i < n_words; i++)
        *ends[layout->words.ptr[i].term]++ = layout->words.ptr[i].position;
    mt_free(ends);
    mt_free(counts);
}

/* A posting by the first letters of its term as a number, which tell most terms apart. */
struct keyed {
    uint64_t letters;
    const struct mt_posting *posting;
};

static uint64_t first_letters(struct mt_str term)
{
    uint64_t letters = 0;
    for (size_t i = 0; i < sizeof letters; i++)
        letters = letters << 8 | (i < term.len ? (unsigned char)term.ptr[i] : 0);
    return letters;
}

static int by_term(const void *a, const void *b)
{
    const struct keyed *left = a, *right = b;
    if (left->letters != right->letters)
        return left->letters < right->letters ? -1 : 1;
    return mt_str_compare(left->posting->term, right->posting->term);
}

/* In order, and of those with the same term, which only count, one. */
static void settle(const void *ctx, const struct postings *postings, struct postings *out)
{
    struct keyed *keyed = mt_array(ctx, struct keyed, postings->len);
    for (size_t i = 0; i < postings->len; i++)
        keyed[i] = (struct keyed){first_letters(postings->ptr[i].term), &postings->ptr[i]};
    if (postings->len)
        qsort(keyed, postings->len, sizeof *keyed, by_term);
    for (size_t i = 0; i < postings->len; i++) {
        const struct mt_posting *posting = keyed[i].posting;
        if (out->len && mt_str_eq(out->ptr[out->len - 1].term, posting->term))
            out->ptr[out->len - 1].occurrences += posting->occurrences;
        else
            *mt_push(ctx, out) = *posting;
    }
    mt_free(keyed);
}

void mt_postings_document(const void *ctx, struct mt_str id, uint32_t archive,
                          const struct mt_note *note, struct mt_layout *layout,
                          const struct mt_posting_tools *tools, struct mt_document *out)
{
    struct terms head = {.ctx = ctx, .tokens = tools->tokens}, boolean = head;
    add_head(&head, note);
    add_boolean(&boolean, archive, note, layout);

    struct postings postings = {0};
    add_word_postings(ctx, layout, &postings);
    for (size_t i = 0; i < head.list.len; i++)
        *mt_push(ctx, &postings) = (struct mt_posting){.term = head.list.ptr[i], .occurrences = 1};
    struct postings settled = {0};
    settle(ctx, &postings, &settled);

    struct mt_buf units, record, places[MT_PLACES_PARTS];
    mt_buf_init(&units, (void *)ctx, MT_FILE_MAX * 4);
    mt_buf_init(&record, (void *)ctx, MT_FILE_MAX * 8);
    for (size_t i = 0; i < MT_PLACES_PARTS; i++)
        mt_buf_init(&places[i], (void *)ctx, MT_FILE_MAX * 8);
    mt_places_pack(settled.ptr, settled.len, places);
    mt_units_pack(&layout->table, &units);
    layout->record.archive = archive;
    mt_record_pack(&layout->record, &record);

    *out = (struct mt_document){
        .id = mt_str_printf(ctx, "%s%.*s", MT_PREFIX_FILE, MT_ARG(id)),
        .postings = settled.ptr,
        .n_postings = settled.len,
        .terms = boolean.list.ptr,
        .n_terms = boolean.list.len,
    };
    out->values[MT_SLOT_UNITS] = mt_buf_str(&units);
    out->values[MT_SLOT_PATH] = note->path;
    for (size_t i = 0; i < MT_PLACES_PARTS; i++)
        out->values[MT_SLOT_PLACES + i] = mt_buf_str(&places[i]);
    out->values[MT_SLOT_RECORD] = mt_squeeze(ctx, tools->squeezer, mt_buf_str(&record));
    out->values[MT_SLOT_UNCOMMON] = mt_uncommon_pack(ctx, layout->uncommon);
    if (note->date)
        out->values[MT_SLOT_DATE] = mt_str_printf(ctx, "%08d", note->date);
}
