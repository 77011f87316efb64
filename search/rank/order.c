/* order.c - Moments found put in order
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/order.h"

#include "rank/crowd.h"
#include "rank/variety.h"

/* ---- Order ---- */

/* What is compared first of a moment; what seldom differs is looked up. */
struct key {
    int64_t by_date; /* ascending is the wanted order */
    double sure;     /* what is left of it, */
    double score;    /* and of this */
    uint32_t class;  /* what counts more than these */
    uint32_t found;
};

static int64_t date_key(mt_date date, const struct mt_order_rules *rules)
{
    if (rules->sort == MT_SORT_RELEVANCE && !rules->filters_only)
        return 0;
    if (!date)
        return INT64_MAX; /* undated last, whichever way */
    return rules->sort == MT_SORT_OLDEST ? date : -(int64_t)date;
}

/* What counts more than the score. */
static uint32_t class_of(const struct mt_found *moment, const struct mt_order_rules *rules)
{
    bool noise = !rules->filters_only && moment->noise;
    bool heard = !rules->tiers && moment->heard, missing = rules->tiers && moment->missing > 0;
    uint32_t level = rules->tiers ? moment->level : 0;
    return (uint32_t)moment->filler << 7 | (uint32_t)noise << 6 | (uint32_t)heard << 5 |
           (uint32_t)missing << 4 | level;
}

static struct key key_of(const struct mt_found_list *found, uint32_t i,
                         const struct mt_order_rules *rules)
{
    const struct mt_found *moment = &found->ptr[i];
    return (struct key){
        .by_date = date_key(moment->note->date, rules),
        .class = class_of(moment, rules),
        .sure = rules->tiers && moment->level == MT_LEVEL_SOUNDS ? moment->sure : 0,
        .score = moment->score,
        .found = i,
    };
}

/* What is equal in all else. */
static bool stands_before(const struct mt_found_list *found, uint32_t a, uint32_t b)
{
    const struct mt_found *l = &found->ptr[a], *r = &found->ptr[b];
    int order = mt_str_compare(found->ptr[l->shown].note->path, found->ptr[r->shown].note->path);
    if (order)
        return order < 0;
    if (l->note->docid != r->note->docid) /* the same path in two archives */
        return l->note->docid < r->note->docid;
    return l->unit < r->unit;
}

static bool is_before(const struct mt_found_list *found, const struct key *l, const struct key *r)
{
    if (l->by_date != r->by_date)
        return l->by_date < r->by_date;
    if (l->class != r->class)
        return l->class < r->class;
    if (l->sure != r->sure)
        return l->sure > r->sure;
    if (l->score != r->score)
        return l->score > r->score;
    return stands_before(found, l->found, r->found);
}

/* ---- A heap, the best on top: few are taken, and what is taken makes others worth less ---- */

struct keys MT_VEC(struct key);

struct heap {
    const struct mt_found_list *found;
    struct keys keys;
};

static void sift_down(struct heap *heap, size_t at)
{
    struct key *keys = heap->keys.ptr, key = keys[at];
    for (size_t kid; (kid = 2 * at + 1) < heap->keys.len; at = kid) {
        if (kid + 1 < heap->keys.len && is_before(heap->found, &keys[kid + 1], &keys[kid]))
            kid++;
        if (!is_before(heap->found, &keys[kid], &key))
            break;
        keys[at] = keys[kid];
    }
    keys[at] = key;
}

static void make_heap(struct heap *heap)
{
    for (size_t at = heap->keys.len / 2; at-- > 0;)
        sift_down(heap, at);
}

/* After the best was replaced, or with `gone` without it. */
static void settle(struct heap *heap, bool gone)
{
    if (gone)
        heap->keys.ptr[0] = heap->keys.ptr[--heap->keys.len];
    if (heap->keys.len)
        sift_down(heap, 0);
}

/* ---- What is to be taken ---- */

/* All that waits. What others have left of a moment is known when it is on top; of those in which
 * the same was heard it is less for all alike, so they wait in a heap of their own, and the best of
 * each such heap stands for it among the others. */
struct waiting {
    const struct mt_order_rules *rules;
    struct heap all;
    struct MT_VEC(struct heap) heard; /* by the number of the form */
    struct mt_crowd *crowd;
    struct mt_variety *variety;
};

/* Where a name was misheard, each place is evidence by itself, if such places have a tier of their
 * own: what was heard matters, not nearness to others. */
static bool is_heard(const struct mt_found *moment, const struct mt_order_rules *rules)
{
    return rules->tiers && moment->level == MT_LEVEL_SOUNDS && moment->form;
}

static void wait_heard(const void *ctx, struct waiting *w, struct mt_str words, struct key key)
{
    size_t form = mt_variety_form(w->variety, words);
    while (w->heard.len <= form)
        *mt_push(ctx, &w->heard) = (struct heap){.found = w->all.found};
    *mt_push(ctx, &w->heard.ptr[form].keys) = key;
}

static void wait_all(const void *ctx, struct waiting *w)
{
    const struct mt_found_list *found = w->all.found;
    struct keys *keys = &w->all.keys;
    *keys = (struct keys){.ptr = mt_alloc(ctx, found->len * sizeof *keys->ptr), .cap = found->len};
    w->crowd = mt_crowd_new(ctx);
    w->variety = mt_variety_new(ctx);
    for (uint32_t i = 0; i < found->len; i++) {
        const struct mt_found *moment = &found->ptr[i];
        if (moment->copy)
            continue;
        struct key key = key_of(found, i, w->rules);
        if (is_heard(moment, w->rules))
            wait_heard(ctx, w, moment->form->words, key);
        else
            keys->ptr[keys->len++] = key;
    }
    for (size_t i = 0; i < w->heard.len; i++) {
        make_heap(&w->heard.ptr[i]);
        keys->ptr[keys->len++] = w->heard.ptr[i].keys.ptr[0];
    }
    make_heap(&w->all);
}

/* Takes the moment on top. The next in which the same was heard takes its place. */
static void take_heard(struct waiting *w, const struct mt_found *moment)
{
    size_t form = mt_variety_form(w->variety, moment->form->words);
    struct heap *heard = &w->heard.ptr[form];
    struct key *top = &w->all.keys.ptr[0];
    mt_variety_take(w->variety, form);
    settle(heard, true);
    if (heard->keys.len) {
        *top = heard->keys.ptr[0];
        top->sure = mt_variety_leaves(w->variety, form, top->sure);
    }
    settle(&w->all, heard->keys.len == 0);
}

/* Whether the moment on top is taken. If it is worth less by now, it waits for its turn in the
 * heap; worth nothing, it is left out. */
static bool take_crowded(struct waiting *w, size_t group, const struct mt_found *moment)
{
    struct key *top = &w->all.keys.ptr[0];
    bool crowded = moment->timed && !w->rules->filters_only;
    double left = crowded ? mt_crowd_leaves(w->crowd, group, moment->clock) : 1;
    double score = left * moment->score;
    bool none = left <= 0, taken = !none && score == top->score;
    top->score = score;
    if (taken && crowded)
        mt_crowd_take(w->crowd, group, moment->clock);
    settle(&w->all, taken || none);
    return taken;
}

/* Beyond what is wanted so many are looked at, to say how many more a meeting has. */
#define ORDER_MORE 1000

/* Numbers the notes from 0 on; the last number. */
static uint32_t number_notes(const struct mt_found_list *found)
{
    uint32_t number = 0;
    for (size_t i = 0; i < found->len; i++) {
        number += i && found->ptr[i].note != found->ptr[i - 1].note;
        found->ptr[i].note->number = number;
    }
    return number;
}

/* Moments are taken until `wanted` are shown, or `enough` are shown or kept back. The score of the
 * last one shown, as others left it. */
static double take(void *scratch, const void *ctx, const struct mt_found_list *found,
                   const struct mt_order_rules *rules, size_t wanted, size_t enough,
                   struct mt_order *shown, struct mt_order *capped)
{
    uint32_t group = number_notes(found);
    uint32_t *shown_of = mt_array(scratch, uint32_t, group + 1);
    struct waiting waiting = {.rules = rules, .all = {.found = found}};
    double last = 0;
    wait_all(scratch, &waiting);
    while (waiting.all.keys.len && shown->len < wanted && shown->len + capped->len < enough) {
        struct key top = waiting.all.keys.ptr[0];
        const struct mt_found *moment = &found->ptr[top.found];
        if (is_heard(moment, rules))
            take_heard(&waiting, moment);
        else if (!take_crowded(&waiting, moment->note->number, moment))
            continue;
        group = found->ptr[moment->shown].note->number;
        bool over = rules->per_meeting && shown_of[group] >= rules->per_meeting;
        shown_of[group] += !over;
        last = over ? last : top.score;
        *mt_push(ctx, over ? capped : shown) = (struct mt_order_entry){top.found, group, over};
    }
    return last;
}

void mt_order_make(const void *ctx, const struct mt_found_list *found,
                   const struct mt_order_rules *rules, struct mt_order *out)
{
    void *scratch = mt_context(NULL);
    struct mt_order shown = {0}, capped = {0};
    size_t enough = rules->wanted < SIZE_MAX - ORDER_MORE ? rules->wanted + ORDER_MORE : SIZE_MAX;
    take(scratch, ctx, found, rules, SIZE_MAX, enough, &shown, &capped);
    for (size_t i = 0; i < capped.len; i++)
        *mt_push(ctx, &shown) = capped.ptr[i];
    *out = shown;
    mt_free(scratch);
}

/* ---- The last one wanted ---- */

struct mt_floor mt_order_floor(const struct mt_found_list *found,
                               const struct mt_order_rules *rules)
{
    struct mt_floor floor = {.set = false};
    if (rules->sort != MT_SORT_RELEVANCE || rules->filters_only || rules->wanted == 0)
        return floor;
    void *scratch = mt_context(NULL);
    struct mt_order shown = {0}, capped = {0};
    double last = take(scratch, scratch, found, rules, rules->wanted, SIZE_MAX, &shown, &capped);
    if (shown.len == rules->wanted) {
        assert(shown.ptr && found->ptr); /* as some are wanted */
        floor.set = true;
        floor.tier = class_of(&found->ptr[shown.ptr[shown.len - 1].found], rules);
        floor.score = last;
    }
    mt_free(scratch);
    return floor;
}

bool mt_order_admits(const struct mt_floor *floor, const struct mt_order_rules *rules,
                     const struct mt_reach *reach)
{
    const struct mt_found best = {.level = (uint8_t)reach->level, .missing = reach->missing};
    uint32_t class = class_of(&best, rules);
    if (!floor->set || class != floor->tier)
        return !floor->set || class < floor->tier;
    /* how sure it is what was heard comes before the score */
    return (rules->tiers && reach->level == MT_LEVEL_SOUNDS) || reach->score >= floor->score;
}
