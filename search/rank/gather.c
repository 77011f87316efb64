/* gather.c - From notes that the store found to the moments in them
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/gather.h"

#include "base/deadline.h"
#include "rank/identity.h"
#include "rank/moment.h"

/* So many notes are read at a time, in the order in which the index holds them. */
#define SLICE 25
/* So many bytes of text stay in memory. */
#define TEXT_KEPT ((size_t)1 << 20)

/* The moments of an open note. */
static void take_moments(struct mt_gathering *g, struct mt_candidate *note)
{
    double *scores = mt_array(note->ctx, double, note->table.n_units);
    size_t first = g->found.len;
    uint32_t before = 0;
    if (g->plan->n_content)
        mt_score_note(g->scorer, note, scores);
    for (uint32_t u = 0; u < note->table.n_units; u++) {
        const struct mt_unit *unit = &note->table.units[u];
        if (note->moments[u]) {
            *mt_push(g->ctx, &g->found) = (struct mt_found){
                .note = note,
                .score = scores[u],
                .clock = note->clock[u],
                .unit = u,
                .words = unit->words,
                .same = unit->timed ? before : unit->text_hash,
                .timed = unit->timed,
                .noise = unit->noise,
            };
        }
        before += unit->timed ? unit->words : 0;
    }
    if (g->found.len > first)
        mt_moment_judge(g->plan, g->found.ptr + first, g->found.len - first);
}

/* A record that was read to compare words with the text will be shown if the note is among the
 * first, which come first. */
static void keep_record(struct mt_gathering *g, struct mt_candidate *note)
{
    if (note->record && g->text_kept + note->record->text.len > TEXT_KEPT)
        mt_match_forget_record(note);
    else if (note->record)
        g->text_kept += note->record->text.len;
}

static size_t count_words(const struct mt_gathering *g, const struct mt_occurrences *words)
{
    size_t n = 0;
    for (size_t i = 0; i < g->plan->n_content; i++)
        n += words[g->plan->content[i]].len;
    return n;
}

static enum mt_status take_note(struct mt_gathering *g, const struct mt_store_hit *hit,
                                const struct mt_values *values, struct mt_occurrences *words,
                                struct mt_error *err)
{
    struct mt_candidate *note = mt_match_new(g->ctx, hit);
    size_t before = g->found.len;
    struct mt_yield yield = {.opened = true, .words = count_words(g, words)};
    enum mt_status status = mt_match_open(note, g->reader, g->plan, values, words, g->options, err);
    if (status != MT_OK)
        return status;
    take_moments(g, note);
    yield.moments = g->found.len - before;
    *mt_push(g->ctx, &g->yields) = yield;
    mt_match_close(note);
    if (g->found.len == before)
        mt_free(note);
    else
        keep_record(g, note);
    return MT_OK;
}

/* Notes that the store found, best first, and what was read of them: that is done in the order in
 * which the index holds them. */
struct slice {
    size_t n;
    const struct mt_store_hit *notes[SLICE];
    bool skipped[SLICE];
    struct mt_values values[SLICE];
    struct mt_occurrences *words[SLICE]; /* one list a family of the plan */
};

struct wanted {
    uint32_t docid;
    size_t number; /* in the slice */
};

static int by_docid(const void *a, const void *b)
{
    const struct wanted *left = a, *right = b;
    return (left->docid > right->docid) - (left->docid < right->docid);
}

/* Reads values of the notes that are not skipped. */
static enum mt_status read_values(const struct mt_gathering *g, void *scratch, uint32_t slots,
                                  struct slice *slice, struct mt_error *err)
{
    struct wanted wanted[SLICE];
    uint32_t docids[SLICE];
    struct mt_values values[SLICE];
    size_t n = 0;
    for (size_t i = 0; i < slice->n; i++)
        if (!slice->skipped[i])
            wanted[n++] = (struct wanted){slice->notes[i]->docid, i};
    qsort(wanted, n, sizeof *wanted, by_docid);
    for (size_t i = 0; i < n; i++)
        docids[i] = wanted[i].docid;
    enum mt_status status = mt_reader_values(g->reader, scratch, slots, docids, n, values, err);
    for (size_t i = 0; i < n && status == MT_OK; i++)
        slice->values[wanted[i].number] = values[i];
    return status;
}

static enum mt_status read_words(const struct mt_gathering *g, void *scratch, struct slice *slice,
                                 struct mt_error *err)
{
    struct mt_occurrences *words;
    uint32_t slots = mt_occurrences_slots(&g->plan->families);
    enum mt_status status = read_values(g, scratch, slots, slice, err);
    if (status == MT_OK)
        status = mt_occurrences_read(scratch, &g->plan->families, slice->values, slice->n,
                                     g->options->deadline, &words, err);
    for (size_t i = 0; i < slice->n && status == MT_OK; i++)
        slice->words[i] = words + i * g->plan->families.len;
    return status;
}

/* Whether the note, in which the words stand so or ever so often, may have a moment that is wanted.
 */
static bool is_worth_it(struct mt_gathering *g, const struct mt_store_hit *note,
                        const struct mt_occurrences *words)
{
    if (!g->floor.set)
        return true;
    struct mt_reach reach = mt_bound_of(g->bound, note, words);
    bool worth_it = mt_order_admits(&g->floor, &g->rules, &reach);
    g->skipped += !worth_it;
    return worth_it;
}

static void skip(struct mt_gathering *g, struct slice *slice)
{
    for (size_t i = 0; i < slice->n; i++) {
        slice->skipped[i] = !is_worth_it(g, slice->notes[i], slice->words[i]);
        if (slice->skipped[i])
            *mt_push(g->ctx, &g->yields) =
                (struct mt_yield){.words = count_words(g, slice->words[i])};
    }
}

static enum mt_status take_slice(struct mt_gathering *g, void *scratch, struct slice *slice,
                                 struct mt_error *err)
{
    enum mt_status status = read_words(g, scratch, slice, err);
    if (status != MT_OK)
        return status;
    skip(g, slice);
    status = read_values(g, scratch, MT_MATCH_SLOTS, slice, err);
    for (size_t i = 0; i < slice->n && status == MT_OK; i++) {
        if (slice->skipped[i])
            continue;
        status = take_note(g, slice->notes[i], &slice->values[i], slice->words[i], err);
        if (mt_deadline_passed(g->options->deadline))
            status = MT_ERR_TIMEOUT;
    }
    return status;
}

enum mt_status mt_gather(struct mt_gathering *g, const struct mt_store_hit *notes, size_t n,
                         struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (size_t i = 0; i < n && status == MT_OK;) {
        void *scratch = mt_context(NULL);
        struct slice slice = {.n = 0};
        for (; i < n && slice.n < SLICE; i++)
            if (is_worth_it(g, &notes[i], NULL))
                slice.notes[slice.n++] = &notes[i];
        status = take_slice(g, scratch, &slice, err);
        mt_free(scratch);
    }
    return status;
}

enum mt_status mt_gather_open(const struct mt_gathering *g, struct mt_candidate *note,
                              struct mt_error *err)
{
    struct mt_plan_options options = *g->options;
    struct mt_occurrences *words;
    struct mt_values values;
    uint32_t slots = MT_MATCH_SLOTS | mt_occurrences_slots(&g->plan->families);
    enum mt_status status = MT_OK;
    if (note->ctx)
        return MT_OK;
    options.deadline = NULL;
    for (unsigned slot = 0; slot < MT_SLOT_COUNT && status == MT_OK; slot++)
        if (slots >> slot & 1)
            status = mt_reader_value(g->reader, g->ctx, note->docid, (enum mt_slot)slot,
                                     &values.of[slot], err);
    if (status == MT_OK)
        status = mt_occurrences_read(g->ctx, &g->plan->families, &values, 1, NULL, &words, err);
    if (status != MT_OK)
        return status;
    return mt_match_open(note, g->reader, g->plan, &values, words, &options, err);
}

/* The moment with this id, if the note holds it. */
static enum mt_status take_named(struct mt_gathering *g, const struct mt_store_hit *hit,
                                 struct mt_str id, const struct mt_archives *archives,
                                 struct mt_error *err)
{
    const struct mt_record *record;
    struct mt_found found = {.note = mt_match_new(g->ctx, hit), .next_copy = MT_NO_MOMENT};
    enum mt_status status = mt_gather_open(g, found.note, err);
    if (status == MT_OK)
        status = mt_match_record(found.note, g->reader, &record, err);
    if (status != MT_OK)
        return status;
    size_t place = mt_reader_place_of(g->reader, hit->docid);
    const struct mt_archive *archive = mt_archive_numbered(&archives[place], record->archive);
    if (archive && mt_moment_unit(record, archive->path, id, &found.unit) &&
        found.unit < found.note->table.n_units)
        *mt_push(g->ctx, &g->found) = found;
    return MT_OK;
}

enum mt_status mt_gather_named(struct mt_gathering *g, struct mt_str id,
                               const struct mt_archives *archives, struct mt_error *err)
{
    struct mt_store_hits notes;
    enum mt_status status = mt_moment_notes(g->ctx, g->reader, id, &notes, err);
    for (size_t i = 0; status == MT_OK && i < notes.n_hits && g->found.len == 0; i++)
        status = take_named(g, &notes.hits[i], id, archives, err);
    return status;
}
