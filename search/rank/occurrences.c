/* occurrences.c - Where the words of a question stand in the notes found
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/occurrences.h"

#include "store/places.h"

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

/* A form, and which family's. */
struct sought {
    struct mt_place_key key;
    const struct mt_form *form;
    size_t family;
};

static int by_key(const void *a, const void *b)
{
    const struct sought *left = a, *right = b;
    return mt_place_key_compare(&left->key, &right->key);
}

/* All forms of all families, in the order of their keys: each part of a note is gone through once.
 */
struct reading {
    const void *ctx; /* of the lists */
    struct sought *sought;
    struct mt_place_key *keys;
    size_t n;
    struct mt_positions positions; /* of all of them in one note */
    struct mt_places *each;
};

static struct reading prepare(const void *ctx, void *scratch, const struct mt_families *families)
{
    struct reading r = {.ctx = ctx};
    for (size_t f = 0; f < families->len; f++)
        r.n += families->ptr[f].forms.len;
    r.sought = mt_array(scratch, struct sought, r.n);
    r.keys = mt_array(scratch, struct mt_place_key, r.n);
    r.each = mt_array(scratch, struct mt_places, r.n);
    for (size_t f = 0, n = 0; f < families->len; f++) {
        for (size_t i = 0; i < families->ptr[f].forms.len; i++) {
            const struct mt_form *form = &families->ptr[f].forms.ptr[i];
            r.sought[n++] = (struct sought){mt_place_key(form->term), form, f};
        }
    }
    if (r.n)
        qsort(r.sought, r.n, sizeof *r.sought, by_key);
    for (size_t i = 0; i < r.n; i++)
        r.keys[i] = r.sought[i].key;
    return r;
}

/* Adds the positions of one form to the list, which has room for them: from the end on, so that
 * none is written over before it is moved. */
static void merge(struct mt_occurrences *list, const uint32_t *positions, size_t n, bool exact)
{
    size_t old = list->len, at = old + n;
    list->len = at;
    while (n > 0) {
        if (old > 0 && list->ptr[old - 1].position > positions[n - 1])
            list->ptr[--at] = list->ptr[--old];
        else
            list->ptr[--at] =
                (struct mt_occurrence){.position = positions[--n],
                                       .words = 1,
                                       .level = exact ? MT_LEVEL_EXACT : MT_LEVEL_STEM,
                                       .sure = 1};
    }
}

/* The words of one note into the lists, one a family. */
static enum mt_status read_note(struct reading *r, void *scratch, const struct mt_values *values,
                                struct mt_occurrences *lists, struct mt_error *err)
{
    enum mt_status status = MT_OK;
    r->positions.len = 0;
    for (size_t i = 0, end; i < r->n && status == MT_OK; i = end) {
        unsigned part = r->keys[i].part;
        for (end = i; end < r->n && r->keys[end].part == part;)
            end++;
        status = mt_places_find(values->of[MT_SLOT_PLACES + part], r->keys + i, end - i, scratch,
                                &r->positions, r->each + i, err);
    }
    if (status != MT_OK)
        return status;
    for (size_t i = 0, begin = 0; i < r->n; begin = r->each[i++].end)
        lists[r->sought[i].family].cap += r->each[i].end - begin;
    for (size_t i = 0, begin = 0; i < r->n; begin = r->each[i++].end) {
        struct mt_occurrences *list = &lists[r->sought[i].family];
        if (r->each[i].end == begin)
            continue;
        list->written = list->len ? MT_WRITTEN_OTHER : r->each[i].written;
        if (!list->ptr)
            list->ptr = mt_alloc(r->ctx, list->cap * sizeof *list->ptr);
        merge(list, r->positions.ptr + begin, r->each[i].end - begin, r->sought[i].form->exact);
    }
    return MT_OK;
}

uint32_t mt_occurrences_slots(const struct mt_families *families)
{
    uint32_t slots = 0;
    for (size_t f = 0; f < families->len; f++)
        for (size_t i = 0; i < families->ptr[f].forms.len; i++)
            slots |= 1U << (MT_SLOT_PLACES + mt_place_key(families->ptr[f].forms.ptr[i].term).part);
    return slots;
}

enum mt_status mt_occurrences_read(const void *ctx, const struct mt_families *families,
                                   const struct mt_values *notes, size_t n,
                                   const struct mt_deadline *deadline, struct mt_occurrences **at,
                                   struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_occurrences *lists = mt_array(ctx, struct mt_occurrences, n * families->len);
    struct reading r = prepare(ctx, scratch, families);
    enum mt_status status = MT_OK;
    for (size_t i = 0; i < n && status == MT_OK; i++) {
        if (mt_deadline_passed(deadline))
            status = mt_error_set(err, MT_ERR_TIMEOUT, "the words took too long to read");
        else
            status = read_note(&r, scratch, &notes[i], lists + i * families->len, err);
    }
    mt_free(scratch);
    if (status == MT_OK)
        *at = lists;
    return status;
}

/* ---- Looking up ---- */

static bool ends_before(const struct mt_unit *unit, uint32_t position)
{
    return unit->position + unit->words <= position;
}

/* The first unit, from this one on, that does not end before the position; their number when there
 * is none. In ever longer steps, as a word stands in few of the units, and then between two. */
static size_t unit_from(const struct mt_unit_table *table, size_t from, uint32_t position)
{
    size_t low = from, high = from, step = 1;
    while (high < table->n_units && ends_before(&table->units[high], position)) {
        low = high + 1;
        high += step;
        step *= 2;
    }
    high = high < table->n_units ? high : table->n_units;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ends_before(&table->units[middle], position))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void mt_occurrences_settle(const struct mt_unit_table *table, struct mt_occurrences *list)
{
    size_t kept = 0, unit = 0;
    for (size_t i = 0; i < list->len; i++) {
        struct mt_occurrence at = list->ptr[i];
        unit = unit_from(table, unit, at.position);
        if (unit == table->n_units || at.position < table->units[unit].position)
            continue;
        at.unit = (uint32_t)unit;
        list->ptr[kept++] = at;
    }
    list->len = kept;
}

/* These two without a branch that the processor would have to guess: nothing is asked as often. */
size_t mt_occurrences_from(const struct mt_occurrences *list, uint32_t position)
{
    const struct mt_occurrence *at = list->ptr;
    for (size_t n = list->len, half; n > 1; n -= half) {
        half = n / 2;
        at += at[half - 1].position < position ? half : 0;
    }
    return list->len ? (size_t)(at - list->ptr) + (at->position < position) : 0;
}

const struct mt_occurrence *mt_occurrences_at(const struct mt_occurrences *list, uint32_t position)
{
    size_t i = mt_occurrences_from(list, position);
    return i < list->len && list->ptr[i].position == position ? &list->ptr[i] : NULL;
}

const struct mt_occurrence *mt_occurrences_in_unit(const struct mt_occurrences *list, uint32_t unit)
{
    const struct mt_occurrence *at = list->ptr, *end = list->len ? at + list->len : at;
    for (size_t n = list->len, half; n > 1; n -= half) {
        half = n / 2;
        at += at[half - 1].unit < unit ? half : 0;
    }
    if (at < end && at->unit < unit)
        at++;
    return at < end && at->unit == unit ? at : NULL;
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
