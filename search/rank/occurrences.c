/* occurrences.c - Where the words of a question stand in the notes found
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/occurrences.h"

static int by_position(const void *a, const void *b)
{
    const struct mt_occurrence *left = a, *right = b;
    return (left->position > right->position) - (left->position < right->position);
}

void mt_occurrences_sort(struct mt_occurrences *list)
{
    if (list->len)
        qsort(list->ptr, list->len, sizeof *list->ptr, by_position);
}

/* ---- Reading ---- */

/* Xapian goes through documents in the order of their ids, the notes come best first. */
struct wanted {
    uint32_t docid;
    size_t note;
};

static int by_docid(const void *a, const void *b)
{
    const struct wanted *left = a, *right = b;
    return (left->docid > right->docid) - (left->docid < right->docid);
}

/* What one family is read into: its forms' positions, by document. */
struct reading {
    const void *ctx; /* of the lists */
    void *scratch;
    uint32_t *docids; /* ascending */
    size_t n;
    struct mt_positions positions; /* of all forms */
    size_t *ends;                  /* form after form, one a document */
};

static enum mt_status read_forms(struct reading *r, struct mt_reader *reader,
                                 const struct mt_family *family, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    r->positions.len = 0;
    r->ends = mt_resize(r->scratch, r->ends, r->n * family->forms.len * sizeof *r->ends);
    for (size_t f = 0; f < family->forms.len && status == MT_OK; f++)
        status = mt_reader_positions(reader, r->scratch, family->forms.ptr[f].term, r->docids, r->n,
                                     &r->positions, r->ends + f * r->n, err);
    return status;
}

/* The forms' positions in document d as one list. */
static void join_forms(const struct reading *r, const struct mt_family *family, size_t d,
                       struct mt_occurrences *out)
{
    size_t forms = 0;
    for (size_t f = 0; f < family->forms.len; f++) {
        const size_t *end = &r->ends[f * r->n + d];
        size_t begin = f || d ? end[-1] : 0;
        forms += begin < *end;
        for (size_t i = begin; i < *end; i++)
            *mt_push(r->ctx, out) = (struct mt_occurrence){
                .position = r->positions.ptr[i],
                .words = 1,
                .level = family->forms.ptr[f].exact ? MT_LEVEL_EXACT : MT_LEVEL_STEM,
                .sure = 1};
    }
    if (forms > 1)
        mt_occurrences_sort(out);
}

enum mt_status mt_occurrences_read(const void *ctx, struct mt_reader *reader,
                                   const struct mt_families *families,
                                   const struct mt_store_hit *notes, size_t n_notes,
                                   const struct mt_deadline *deadline, struct mt_occurrences **at,
                                   struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct wanted *wanted = mt_array(scratch, struct wanted, n_notes);
    struct reading r = {.ctx = ctx, .scratch = scratch, .n = n_notes};
    struct mt_occurrences *lists = mt_array(ctx, struct mt_occurrences, n_notes * families->len);
    enum mt_status status = MT_OK;
    for (size_t i = 0; i < n_notes; i++)
        wanted[i] = (struct wanted){notes[i].docid, i};
    if (n_notes)
        qsort(wanted, n_notes, sizeof *wanted, by_docid);
    r.docids = mt_array(scratch, uint32_t, n_notes);
    for (size_t d = 0; d < n_notes; d++)
        r.docids[d] = wanted[d].docid;
    for (size_t f = 0; f < families->len && status == MT_OK; f++) {
        if (mt_deadline_passed(deadline)) {
            status = mt_error_set(err, MT_ERR_TIMEOUT, "the words took too long to read");
            break;
        }
        status = read_forms(&r, reader, &families->ptr[f], err);
        for (size_t d = 0; d < n_notes && status == MT_OK; d++)
            join_forms(&r, &families->ptr[f], d, &lists[wanted[d].note * families->len + f]);
    }
    mt_free(scratch);
    if (status == MT_OK)
        *at = lists;
    return status;
}

/* ---- Looking up ---- */

void mt_occurrences_settle(const struct mt_unit_table *table, struct mt_occurrences *list)
{
    size_t kept = 0, unit = 0;
    for (size_t i = 0; i < list->len; i++) {
        struct mt_occurrence at = list->ptr[i];
        while (unit < table->n_units &&
               at.position >= table->units[unit].position + table->units[unit].words)
            unit++;
        if (unit == table->n_units || at.position < table->units[unit].position)
            continue;
        at.unit = (uint32_t)unit;
        list->ptr[kept++] = at;
    }
    list->len = kept;
}

size_t mt_occurrences_from(const struct mt_occurrences *list, uint32_t position)
{
    size_t low = 0, high = list->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list->ptr[middle].position < position)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct mt_occurrence *mt_occurrences_in_unit(const struct mt_occurrences *list, uint32_t unit)
{
    size_t low = 0, high = list->len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (list->ptr[middle].unit < unit)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->len && list->ptr[low].unit == unit ? &list->ptr[low] : NULL;
}

const struct mt_occurrence *mt_occurrences_touching(const struct mt_occurrences *list,
                                                    uint32_t begin, uint32_t end)
{
    size_t i = mt_occurrences_from(list, begin);
    while (i > 0 && list->ptr[i - 1].position + list->ptr[i - 1].words > begin)
        i--;
    return i < list->len && list->ptr[i].position < end ? &list->ptr[i] : NULL;
}

bool mt_occurrences_level(const struct mt_occurrences *list, uint32_t unit, enum mt_level *level)
{
    const struct mt_occurrence *at = mt_occurrences_in_unit(list, unit);
    bool here = at != NULL;
    for (*level = MT_LEVEL_SOUNDS; at && at < list->ptr + list->len && at->unit == unit; at++)
        *level = at->level < *level ? at->level : *level;
    return here;
}
