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

static enum mt_status take_note(struct mt_gathering *g, const struct mt_store_hit *hit,
                                const struct mt_values *values, struct mt_occurrences *words,
                                struct mt_error *err)
{
    struct mt_candidate *note = mt_match_new(g->ctx, hit);
    size_t before = g->found.len;
    enum mt_status status = mt_match_open(note, g->reader, g->plan, values, words, g->options, err);
    if (status != MT_OK)
        return status;
    take_moments(g, note);
    *mt_push(g->ctx, &g->yields) = g->found.len - before;
    for (size_t i = 0; i < g->plan->n_content; i++)
        g->words_seen += words[g->plan->content[i]].len;
    mt_match_close(note);
    if (g->found.len == before)
        mt_free(note);
    else
        keep_record(g, note);
    return MT_OK;
}

struct wanted {
    uint32_t docid;
    size_t hit;
};

static int by_docid(const void *a, const void *b)
{
    const struct wanted *left = a, *right = b;
    return (left->docid > right->docid) - (left->docid < right->docid);
}

/* The notes come best first; they are read in the order in which the index holds them. */
static enum mt_status take_slice(struct mt_gathering *g, void *scratch,
                                 const struct mt_store_hit *hits, size_t n, struct mt_error *err)
{
    struct wanted wanted[SLICE];
    uint32_t docids[SLICE];
    struct mt_values values[SLICE];
    size_t number[SLICE];
    struct mt_occurrences *words;
    for (size_t i = 0; i < n; i++)
        wanted[i] = (struct wanted){hits[i].docid, i};
    qsort(wanted, n, sizeof *wanted, by_docid);
    for (size_t i = 0; i < n; i++) {
        docids[i] = wanted[i].docid;
        number[wanted[i].hit] = i;
    }
    uint32_t slots = MT_MATCH_SLOTS | mt_occurrences_slots(&g->plan->families);
    enum mt_status status = mt_reader_values(g->reader, scratch, slots, docids, n, values, err);
    if (status == MT_OK)
        status = mt_occurrences_read(scratch, &g->plan->families, values, n, g->options->deadline,
                                     &words, err);
    for (size_t i = 0; i < n && status == MT_OK; i++) {
        status = take_note(g, &hits[i], &values[number[i]],
                           words + number[i] * g->plan->families.len, err);
        if (mt_deadline_passed(g->options->deadline))
            status = MT_ERR_TIMEOUT;
    }
    return status;
}

enum mt_status mt_gather(struct mt_gathering *g, const struct mt_store_hits *notes,
                         struct mt_error *err)
{
    enum mt_status status = MT_OK;
    for (size_t i = 0, n; i < notes->n_hits && status == MT_OK; i += n) {
        void *scratch = mt_context(NULL);
        n = notes->n_hits - i < SLICE ? notes->n_hits - i : SLICE;
        status = take_slice(g, scratch, notes->hits + i, n, err);
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
