/* order.c - Moments found, folded and put in order
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/order.h"

#include <uthash.h>

#include "rank/crowd.h"

/* ---- Copies ---- */

/* Two equal items of one note are two moments: the n-th is a copy of the n-th of another note,
 * whichever note is looked at first. */
struct fold {
    char key[64];
    size_t found;
    const struct mt_candidate *last; /* of the first items: the note that was last to have one, */
    unsigned n;                      /* and how many it had */
    UT_hash_handle hh;
};

static struct fold *fold_at(struct fold *table, const char *key)
{
    struct fold *fold;
    HASH_FIND_STR(table, key, fold);
    return fold;
}

/* Up to two keys; moments that share one are copies. `before` counts the words of the transcript
 * before a timed unit: equal transcripts may be cut into other turns. */
static size_t fold_keys(const struct mt_found *found, uint32_t before, char keys[2][64])
{
    const struct mt_candidate *note = found->note;
    const struct mt_unit *unit = &note->table.units[found->unit];
    size_t n = 0;
    if (unit->timed) {
        if (note->copy.len)
            snprintf(keys[n++], sizeof keys[0], "%.*s +%u %u", MT_ARG(note->copy), before,
                     unit->words);
        return n;
    }
    if (note->copy.len)
        snprintf(keys[n++], sizeof keys[0], "%.*s %x %u", MT_ARG(note->copy), unit->text_hash,
                 unit->words);
    if (note->date)
        snprintf(keys[n++], sizeof keys[0], "%d %x %u", note->date, unit->text_hash, unit->words);
    return n;
}

/* How many of the notes have a transcript, or a date. */
struct shared {
    char key[40];
    size_t notes;
    UT_hash_handle hh;
};

static size_t note_keys(const struct mt_candidate *note, char keys[2][40])
{
    size_t n = 0;
    if (note->copy.len)
        snprintf(keys[n++], sizeof keys[0], "%.*s", MT_ARG(note->copy));
    if (note->date)
        snprintf(keys[n++], sizeof keys[0], "%d", note->date);
    return n;
}

static void count_note(void *scratch, struct shared **table, const struct mt_candidate *note)
{
    char keys[2][40];
    size_t n = note_keys(note, keys);
    for (size_t k = 0; k < n; k++) {
        struct shared *shared;
        HASH_FIND_STR(*table, keys[k], shared);
        if (!shared) {
            shared = mt_new(scratch, struct shared);
            memcpy(shared->key, keys[k], sizeof shared->key);
            HASH_ADD_STR(*table, key, shared);
        }
        shared->notes++;
    }
}

/* Whether no other note can hold a copy of the note's moments: so it is nearly always, and they
 * need not be compared. */
static bool is_alone(struct shared *table, const struct mt_candidate *note)
{
    char keys[2][40];
    size_t n = note_keys(note, keys), others = 0;
    for (size_t k = 0; k < n; k++) {
        struct shared *shared;
        HASH_FIND_STR(table, keys[k], shared);
        assert(shared); /* the note itself was counted */
        others += shared->notes - 1;
    }
    return others == 0;
}

/* Makes the key that of the n-th such item of its note. */
static void count_in_note(struct fold *table, const struct mt_candidate *note, char key[64])
{
    struct fold *first = fold_at(table, key);
    size_t length = strlen(key);
    if (!first)
        return;
    if (first->last != note)
        first->n = 0;
    first->last = note;
    if (first->n++)
        snprintf(key + length, 64 - length, " %u", first->n);
}

static bool is_simpler(struct mt_str a, struct mt_str b)
{
    return a.len != b.len ? a.len < b.len : mt_str_compare(a, b) < 0;
}

static void fold_into(struct mt_found_list *found, size_t copy, size_t kept)
{
    struct mt_found *from = &found->ptr[copy], *to = &found->ptr[kept];
    from->copy_of = kept;
    from->next_copy = to->next_copy;
    to->next_copy = copy;
    if (is_simpler(from->note->path, found->ptr[to->shown].note->path))
        to->shown = copy;
    if (from->score > to->score)
        to->score = from->score;
}

/* Finds the moment that this one is a copy of; else puts it into the table under its keys. */
static void fold_one(void *scratch, struct fold **table, struct mt_found_list *found, size_t i,
                     uint32_t before)
{
    struct mt_found *moment = &found->ptr[i];
    char keys[2][64];
    size_t n = fold_keys(moment, before, keys);
    for (size_t k = 0; k < n; k++)
        count_in_note(*table, moment->note, keys[k]);
    for (size_t k = 0; k < n; k++) {
        const struct fold *fold = fold_at(*table, keys[k]);
        if (fold && found->ptr[fold->found].note != moment->note) {
            fold_into(found, i, fold->found);
            return;
        }
    }
    for (size_t k = 0; k < n; k++) {
        if (fold_at(*table, keys[k]))
            continue;
        struct fold *fold = mt_new(scratch, struct fold);
        memcpy(fold->key, keys[k], sizeof fold->key);
        fold->found = i;
        fold->last = moment->note;
        fold->n = 1;
        HASH_ADD_STR(*table, key, fold);
    }
}

void mt_order_fold(struct mt_found_list *found)
{
    void *scratch = mt_context(NULL);
    struct fold *table = NULL;
    struct shared *notes = NULL;
    uint32_t before = 0, counted = 0;
    bool alone = false;
    for (size_t i = 0; i < found->len; i++)
        if (i == 0 || found->ptr[i].note != found->ptr[i - 1].note)
            count_note(scratch, &notes, found->ptr[i].note);
    for (size_t i = 0; i < found->len; i++) {
        struct mt_found *moment = &found->ptr[i];
        if (i == 0 || moment->note != moment[-1].note) {
            before = counted = 0;
            alone = is_alone(notes, moment->note);
        }
        moment->copy_of = moment->next_copy = MT_NPOS;
        moment->shown = i;
        if (alone)
            continue;
        for (; counted < moment->unit; counted++) {
            const struct mt_unit *unit = &moment->note->table.units[counted];
            before += unit->timed ? unit->words : 0;
        }
        fold_one(scratch, &table, found, i, before);
    }
    HASH_CLEAR(hh, table);
    HASH_CLEAR(hh, notes);
    mt_free(scratch);
}

/* ---- Order ---- */

/* What is compared: all of a moment's keys side by side, so that qsort needs no context. */
struct key {
    size_t found, group;
    int64_t by_date; /* ascending is the wanted order */
    bool filler, noise, heard;
    uint32_t missing;
    enum mt_level level;
    double sure;
    double score;
    struct mt_str path;
    uint32_t docid, unit;
};

static int compare(const void *a, const void *b)
{
    const struct key *l = a, *r = b;
    if (l->by_date != r->by_date)
        return l->by_date < r->by_date ? -1 : 1;
    if (l->filler != r->filler)
        return l->filler ? 1 : -1;
    if (l->noise != r->noise)
        return l->noise ? 1 : -1;
    if (l->heard != r->heard)
        return l->heard ? 1 : -1;
    if (l->missing != r->missing)
        return l->missing < r->missing ? -1 : 1;
    if (l->level != r->level)
        return l->level < r->level ? -1 : 1;
    if (l->sure != r->sure)
        return l->sure > r->sure ? -1 : 1;
    if (l->score != r->score)
        return l->score > r->score ? -1 : 1;
    int order = mt_str_compare(l->path, r->path);
    if (order)
        return order;
    if (l->docid != r->docid) /* the same path in two archives */
        return l->docid < r->docid ? -1 : 1;
    return (l->unit > r->unit) - (l->unit < r->unit);
}

static int64_t date_key(mt_date date, const struct mt_order_rules *rules)
{
    if (rules->sort == MT_SORT_RELEVANCE && !rules->filters_only)
        return 0;
    if (!date)
        return INT64_MAX; /* undated last, whichever way */
    return rules->sort == MT_SORT_OLDEST ? date : -(int64_t)date;
}

/* ---- A heap, the best on top: what is taken makes others worth less ---- */

struct heap {
    struct key *keys;
    size_t n;
};

static void sift_down(struct heap *heap, size_t at)
{
    for (;;) {
        size_t best = at;
        for (size_t kid = 2 * at + 1; kid <= 2 * at + 2 && kid < heap->n; kid++)
            if (compare(&heap->keys[kid], &heap->keys[best]) < 0)
                best = kid;
        if (best == at)
            return;
        struct key lighter = heap->keys[at];
        heap->keys[at] = heap->keys[best];
        heap->keys[best] = lighter;
        at = best;
    }
}

static struct key pop(struct heap *heap)
{
    struct key top = heap->keys[0];
    heap->keys[0] = heap->keys[--heap->n];
    sift_down(heap, 0);
    return top;
}

static void push(struct heap *heap, struct key key)
{
    size_t at = heap->n++;
    for (; at > 0 && compare(&key, &heap->keys[(at - 1) / 2]) < 0; at = (at - 1) / 2)
        heap->keys[at] = heap->keys[(at - 1) / 2];
    heap->keys[at] = key;
}

/* Whether nearness to others matters: where a name was misheard, each place is evidence by itself,
 * if such places have a tier of their own. */
static bool is_crowded(const struct mt_found *moment, const struct mt_order_rules *rules)
{
    return !rules->filters_only && moment->note->table.units[moment->unit].timed &&
           !(rules->tiers && moment->level == MT_LEVEL_SOUNDS);
}

/* Whether a moment is taken whose turn it seems to be. If it is worth less by now, it waits for its
 * turn in the heap; worth nothing, it is left out. */
static bool take(struct heap *heap, struct mt_crowd *crowd, const struct mt_found *moment,
                 const struct mt_order_rules *rules, struct key key)
{
    if (!is_crowded(moment, rules))
        return true;
    double clock = moment->note->clock[moment->unit];
    double left = mt_crowd_leaves(crowd, key.group, clock), score = left * moment->score;
    if (score == key.score && left > 0) {
        mt_crowd_take(crowd, key.group, clock);
        return true;
    }
    if (left > 0) {
        key.score = score;
        push(heap, key);
    }
    return false;
}

/* Beyond what is wanted so many are looked at, to say how many more a meeting has. */
#define ORDER_MORE 1000

static struct key key_of(const struct mt_found_list *found, size_t i, size_t group,
                         const struct mt_order_rules *rules)
{
    const struct mt_found *moment = &found->ptr[i];
    return (struct key){
        .found = i,
        .group = group,
        .by_date = date_key(moment->note->date, rules),
        .filler = moment->filler,
        .noise = !rules->filters_only && moment->note->table.units[moment->unit].noise,
        .heard = !rules->tiers && moment->heard,
        .missing = rules->tiers ? moment->missing > 0 : 0,
        .level = rules->tiers ? moment->level : MT_LEVEL_EXACT,
        .sure = rules->tiers && moment->level == MT_LEVEL_SOUNDS ? moment->sure : 0,
        .score = moment->score,
        .path = found->ptr[moment->shown].note->path,
        .docid = moment->note->docid,
        .unit = moment->unit,
    };
}

void mt_order_make(const void *ctx, const struct mt_found_list *found,
                   const struct mt_order_rules *rules, struct mt_order *out)
{
    void *scratch = mt_context(NULL);
    struct key *keys = mt_array(scratch, struct key, found->len);
    size_t *groups = mt_array(scratch, size_t, found->len);
    size_t *shown_of = mt_array(scratch, size_t, found->len);
    size_t n = 0, group = 0;
    for (size_t i = 0; i < found->len; i++) {
        group += i && found->ptr[i].note != found->ptr[i - 1].note;
        groups[i] = group;
        if (found->ptr[i].copy_of == MT_NPOS)
            keys[n++] = key_of(found, i, group, rules);
    }
    if (n)
        qsort(keys, n, sizeof *keys, compare);

    struct heap heap = {keys, n}; /* what is sorted is a heap */
    struct mt_order shown = {0}, capped = {0};
    struct mt_crowd *crowd = mt_crowd_new(scratch);
    size_t enough = rules->wanted < SIZE_MAX - ORDER_MORE ? rules->wanted + ORDER_MORE : SIZE_MAX;
    while (heap.n && shown.len + capped.len < enough) {
        struct key key = pop(&heap);
        const struct mt_found *moment = &found->ptr[key.found];
        if (!take(&heap, crowd, moment, rules, key))
            continue;
        group = groups[moment->shown];
        bool over = rules->per_meeting && shown_of[group] >= rules->per_meeting;
        shown_of[group] += !over;
        *mt_push(ctx, over ? &capped : &shown) = (struct mt_order_entry){key.found, group, over};
    }
    for (size_t i = 0; i < capped.len; i++)
        *mt_push(ctx, &shown) = capped.ptr[i];
    *out = shown;
    mt_free(scratch);
}
