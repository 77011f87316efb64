/* search.c - A question to its moments, ranked
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/search.h"

#include "base/deadline.h"
#include "query/names.h"
#include "query/plan.h"
#include "query/reading.h"
#include "rank/copies.h"
#include "rank/count.h"
#include "rank/gather.h"
#include "rank/moment.h"
#include "rank/order.h"
#include "rank/score.h"
#include "rank/sources.h"

/* Notes that the store gives at a time; one such batch answers nearly every question. */
#define BATCH 200
/* Of those the first to be looked at: the best moments of some tell which others are worth it. */
#define FIRST 12
/* In this part of the notes the floor is raised; later ones hardly do. */
#define RAISED 3
/* So few words are ordered in tiers before they are by score: they are what is looked for, each of
 * them, which is not said of the words of a sentence. */
#define TIER_WORDS 3
/* Where a question finds fewer moments, it is filled up to so many with units that lie near them,
 * or are in the notes asked for, but hold no more than its "discussed" or "about". */
#define FEW 10
#define TRIES 5
/* So many moments are shown even after the deadline. */
#define SHOWN_LATE 20

struct search {
    const void *ctx; /* of the results */
    void *work;      /* of everything else, freed at the end */
    const struct mt_query *tree;
    const struct mt_options *options;
    struct mt_plan_options plan_options;
    struct mt_reader *reader;
    struct mt_lookup *lookup; /* of persons and organizations */
    struct mt_plan plan;
    struct mt_sources sources;
    bool filters_only;
    struct timespec started;
    struct mt_deadline deadline;
    bool cut_off;                 /* the deadline has passed before the end */
    struct mt_gathering gathered; /* best or newest notes first */
    uint32_t matching;            /* notes that match, estimated */
    bool all_seen;                /* every note that matches has been looked at */
    struct mt_results results;
    struct mt_error *err;
};

static double elapsed_ms(const struct search *s)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - s->started.tv_sec) * 1000 +
           (double)(now.tv_nsec - s->started.tv_nsec) / 1e6;
}

/* The deadline is no failure: what there is by then is the answer. */
static enum mt_status unless_cut_off(struct search *s, enum mt_status status)
{
    s->cut_off |= status == MT_ERR_TIMEOUT;
    return status == MT_ERR_TIMEOUT ? MT_OK : status;
}

/* ---- Finding the moments ---- */

static struct mt_order_rules rules_of(const struct search *s)
{
    size_t limit = s->options->limit, offset = s->options->offset;
    return (struct mt_order_rules){
        .sort = s->options->sort,
        .tiers = s->plan.n_content <= TIER_WORDS && !s->plan.is_question,
        .filters_only = s->filters_only,
        .per_meeting = s->options->per_meeting,
        .wanted = limit < SIZE_MAX - offset ? offset + limit : SIZE_MAX,
    };
}

static size_t uncapped(const struct mt_order *order)
{
    size_t n = 0;
    while (n < order->len && !order->ptr[n].capped)
        n++;
    return n;
}

/* Whether the question is one whose every match is to be counted: no words that may be relaxed. */
static bool wants_all(const struct search *s)
{
    enum mt_query_op op = s->plan.root->op;
    return !s->plan.whole &&
           (s->options->count || s->filters_only || s->options->sort != MT_SORT_RELEVANCE ||
            op == MT_QUERY_OR || op == MT_QUERY_AND || op == MT_QUERY_NOT);
}

/* Looks at these notes. Where many match, the best moments of the first of them tell which others
 * are worth it; where that is all of them, the rest is not asked. */
static enum mt_status look_at(struct search *s, const struct mt_store_hits *notes, bool at_all)
{
    struct mt_gathering *g = &s->gathered;
    enum mt_status status = MT_OK;
    bool ask = !at_all && notes->n_hits >= BATCH;
    if (ask && !g->bound)
        status =
            mt_bound_new(s->work, &s->plan, s->reader, s->sources.totals.notes, &g->bound, s->err);
    for (size_t i = 0, n; i < notes->n_hits && status == MT_OK; i += n) {
        size_t skipped = g->skipped;
        n = i ? i : FIRST;
        if (!ask || n > notes->n_hits - i)
            n = notes->n_hits - i;
        status = mt_gather(g, notes->hits + i, n, s->err);
        ask &= i == 0 || g->skipped > skipped;
        if (ask && i + n <= notes->n_hits / RAISED) {
            mt_copies_fold(&g->found);
            g->floor = mt_order_floor(&g->found, &g->rules);
        }
    }
    mt_copies_fold(&g->found);
    return status;
}

/* Looks at notes, best or newest first, until the page is full, or at all of them. */
static enum mt_status find_moments(struct search *s, struct mt_order *order)
{
    enum mt_sort sort = s->options->sort;
    struct mt_search_options ask = {
        .limit = BATCH,
        .deadline = &s->deadline,
        .newest_first = sort == MT_SORT_NEWEST || (sort == MT_SORT_RELEVANCE && s->filters_only),
        .oldest_first = sort == MT_SORT_OLDEST,
        .k1 = 1,
        .b = .5,
    };
    bool all = wants_all(s);
    s->gathered.rules = rules_of(s);
    for (;;) {
        struct mt_store_hits hits = {0};
        enum mt_status status =
            mt_reader_search(s->reader, s->work, s->plan.store, &ask, &hits, s->err);
        if (status == MT_OK) {
            s->matching = hits.about;
            status = look_at(s, &hits, all);
        }
        status = unless_cut_off(s, status);
        if (status != MT_OK)
            return status;
        s->all_seen = hits.n_hits < ask.limit && !s->cut_off;
        mt_order_make(s->work, &s->gathered.found, &s->gathered.rules, order);
        bool full = !all && uncapped(order) >= s->gathered.rules.wanted;
        if (s->all_seen || full || s->cut_off)
            return MT_OK;
        ask.offset += ask.limit;
        ask.limit *= 4; /* each round matches anew: few rounds */
    }
}

static enum mt_status find_named(struct search *s, struct mt_order *order)
{
    struct mt_str id = s->options->moment;
    enum mt_status status = mt_gather_named(&s->gathered, id, s->sources.archives, s->err);
    s->all_seen = true;
    if (status == MT_OK && s->gathered.found.len == 0)
        return mt_error_set(s->err, MT_ERR_NOT_FOUND,
                            "no moment has the id \"%.*s\": the note may have changed", MT_ARG(id));
    if (status == MT_OK)
        *mt_push(s->work, order) = (struct mt_order_entry){0};
    return status;
}

/* ---- What is shown ---- */

static int by_path(const void *a, const void *b)
{
    return mt_str_compare(*(const struct mt_str *)a, *(const struct mt_str *)b);
}

static struct mt_strs other_copies(const struct search *s, uint32_t moment, uint32_t shown)
{
    const struct mt_found *found = s->gathered.found.ptr;
    struct mt_strs paths = {0};
    for (uint32_t i = moment; i != MT_NO_MOMENT; i = found[i].next_copy)
        if (i != shown)
            *mt_push(s->ctx, &paths) = found[i].note->path;
    if (paths.len)
        qsort(paths.ptr, paths.len, sizeof *paths.ptr, by_path);
    return paths;
}

/* Of the notes that are open to be shown, those of moments [begin, end) and that of the best one
 * are still wanted: of large notes all of them take too much memory. */
static void close_unless_wanted(const struct search *s, const struct mt_order *order, size_t begin,
                                size_t end, struct mt_candidate *note)
{
    const struct mt_found *found = s->gathered.found.ptr;
    bool wanted = found[order->ptr[0].found].note == note;
    for (size_t i = begin; i < end && !wanted; i++)
        wanted = found[found[order->ptr[i].found].shown].note == note;
    if (!wanted)
        mt_match_close(note);
}

static enum mt_status show(struct search *s, const struct mt_order *order)
{
    struct mt_moment_maker maker = {
        .ctx = s->ctx,
        .reader = s->reader,
        .plan = &s->plan,
        .archives = s->sources.archives,
        .tokens = mt_tokens_new(s->work),
        .lookup = s->lookup,
        .explain = s->options->explain,
        .in_context = s->options->in_context,
        .context = s->options->context,
    };
    size_t begin = s->options->offset, end = uncapped(order);
    if (end > begin && end - begin > s->options->limit)
        end = begin + s->options->limit;
    enum mt_status status = MT_OK;
    const size_t *more = mt_count_more(s->work, order, end);
    for (size_t i = begin; status == MT_OK && i < end; i++) {
        /* a page that is late is worth more than one that is empty */
        if (i - begin >= SHOWN_LATE && mt_deadline_passed(&s->deadline)) {
            s->cut_off = true;
            break;
        }
        assert(order->ptr && s->gathered.found.ptr);
        const struct mt_found *found = &s->gathered.found.ptr[order->ptr[i].found];
        const struct mt_found *shown = &s->gathered.found.ptr[found->shown];
        struct mt_moment *moment = mt_push(s->ctx, &s->results.moments);
        status = mt_gather_open(&s->gathered, shown->note, s->err);
        if (status == MT_OK)
            status = mt_moment_make(&maker, shown, moment, s->err);
        moment->rank = i + 1;
        moment->score = found->score;
        moment->copies = other_copies(s, order->ptr[i].found, found->shown);
        moment->more = more[order->ptr[i].group];
        close_unless_wanted(s, order, i + 1, end, shown->note);
    }
    return status;
}

static void expand(struct search *s, const struct mt_node *node, bool by_sound)
{
    struct mt_expansion expansion = {.from = node->query->text, .by_sound = by_sound};
    for (size_t i = 0; i < node->forms.len; i++) {
        const struct mt_entity_form *form = node->forms.ptr[i].form;
        if (form && (form->level >= MT_FORM_HIGH) == by_sound)
            *mt_push(s->ctx, &expansion.to) = form->words;
    }
    if (expansion.to.len)
        *mt_push(s->ctx, &s->results.expanded) = expansion;
}

static void list_expansions(struct search *s, const struct mt_node *node)
{
    if (node->forms.len) {
        expand(s, node, false);
        expand(s, node, true);
    }
    for (size_t i = 0; i < node->n_kids; i++)
        list_expansions(s, node->kids[i]);
}

static enum mt_status finish(struct search *s, const struct mt_order *order)
{
    const struct mt_found *best = order->len ? &s->gathered.found.ptr[order->ptr[0].found] : NULL;
    enum mt_status status = best ? mt_gather_open(&s->gathered, best->note, s->err) : MT_OK;
    if (status != MT_OK)
        return status;
    if (s->plan.root)
        list_expansions(s, s->plan.root);
    s->results.parsed = mt_query_print(s->ctx, s->tree);
    s->results.notes = s->plan.notes;
    if (best)
        mt_moment_missing(s->ctx, &s->plan, best, &s->results.relaxed);
    if (s->options->explain)
        s->results.reading = mt_reading_print(s->ctx, &s->plan, &s->results.relaxed);
    if (s->cut_off)
        *mt_push(s->ctx, &s->results.notes) = mt_str_printf(
            s->ctx, "stopped after %g s: fewer or rarer words find what is missing here",
            s->options->time_limit_ms / 1000.0);
    mt_count_all(&s->gathered, order, s->all_seen, s->matching, &s->results);
    s->results.took_ms = elapsed_ms(s);
    return MT_OK;
}

/* ---- The search ---- */

/* What the tree finds, with or without its words that say little: not with them where all words are
 * required. */
static enum mt_status find(struct search *s, const struct mt_query *tree, bool whole,
                           struct mt_order *order)
{
    s->plan_options.whole = whole;
    s->gathered.found = (struct mt_found_list){0};
    s->gathered.yields = (struct mt_yields){0};
    s->gathered.floor.set = false;
    s->gathered.bound = NULL;
    s->all_seen = !s->cut_off;
    enum mt_status status =
        unless_cut_off(s, mt_plan_query(s->ctx, tree, s->reader, s->sources.totals.units,
                                        &s->plan_options, &s->plan, s->err));
    if (status == MT_OK && whole && !s->plan.relaxable)
        return find(s, tree, false, order);
    if (status == MT_OK && s->options->moment.len)
        return find_named(s, order);
    if (status != MT_OK || !s->plan.root)
        return status;
    s->filters_only = s->plan.n_content == 0;
    status = mt_scorer_new(s->work, &s->plan, s->reader, &s->sources.totals, &s->deadline,
                           &s->gathered.scorer, s->err);
    return status == MT_OK ? find_moments(s, order) : status;
}

/* The same with the words that say little, too; if there is no time for it, what was found. */
static enum mt_status find_whole(struct search *s, const struct mt_query *tree,
                                 struct mt_order *order)
{
    struct mt_gathering gathered = s->gathered;
    struct mt_plan plan = s->plan;
    struct mt_order whole = {0};
    enum mt_status status = find(s, tree, true, &whole);
    if (s->cut_off) {
        s->gathered = gathered;
        s->plan = plan;
        return status;
    }
    *order = whole;
    order->len = order->len < FEW ? order->len : FEW;
    s->all_seen = true; /* the moments themselves were found before */
    return status;
}

/* The user's languages are there whatever the notes are in. */
static void choose_languages(struct search *s)
{
    struct mt_strs *chosen = &s->plan_options.languages;
    for (size_t i = 0; i < s->options->languages.len; i++)
        *mt_push(s->work, chosen) = s->options->languages.ptr[i];
    mt_languages_choose(s->work, &s->sources.languages, s->sources.totals.notes, chosen);
}

static enum mt_status search_opened(struct search *s)
{
    struct mt_order order = {0};
    enum mt_status status = mt_sources_read(s->ctx, s->reader, s->options->indexes,
                                            s->options->n_indexes, &s->sources, s->err);
    s->results.index_notes = s->sources.totals.notes;
    s->results.index_age_s = s->sources.age_s;
    s->results.changed = s->sources.changed;
    const struct mt_query *tree = s->tree;
    s->lookup = mt_lookup_new(s->work, s->reader, s->options->n_indexes);
    s->plan_options.lookup = s->lookup;
    choose_languages(s);
    if (status == MT_OK)
        status = mt_names_join(s->work, s->lookup, s->tree, !s->options->exact, &tree, s->err);
    if (status == MT_OK)
        tree = mt_hear_join(s->work, tree, s->plan_options.sounds);
    if (status == MT_OK)
        status = find(s, tree, false, &order);
    if (status == MT_OK && s->plan.cut && s->all_seen && order.len < FEW && !s->options->moment.len)
        status = find_whole(s, tree, &order);
    if (status == MT_OK && !s->options->count)
        status = show(s, &order);
    if (status == MT_OK && s->gathered.found.len == 0 && !s->cut_off)
        status = mt_spelling_suggest(s->ctx, s->reader, s->lookup, &s->plan, &s->results.spellings,
                                     s->err);
    return status == MT_OK ? finish(s, &order) : status;
}

enum mt_status mt_search(const void *ctx, const struct mt_query *tree,
                         const struct mt_options *options, struct mt_results *out,
                         struct mt_error *err)
{
    enum mt_status status = MT_ERR_STALE;
    struct timespec started;
    clock_gettime(CLOCK_MONOTONIC, &started);
    struct mt_deadline deadline = mt_deadline_in(options->time_limit_ms);
    for (int i = 0; i < TRIES && status == MT_ERR_STALE; i++) {
        struct search s = {
            .ctx = ctx,
            .work = mt_context(ctx),
            .tree = tree,
            .options = options,
            .plan_options = {.exact = options->exact,
                             .sounds = options->sounds,
                             .n_places = options->n_indexes,
                             .today = options->today,
                             .deadline = &deadline},
            .started = started,
            .deadline = deadline,
            .err = err,
        };
        status = mt_reader_open(options->indexes, options->n_indexes, &s.reader, err);
        s.gathered = (struct mt_gathering){
            .ctx = s.work, .reader = s.reader, .plan = &s.plan, .options = &s.plan_options};
        if (status == MT_OK)
            status = search_opened(&s);
        mt_reader_free(s.reader);
        if (status == MT_OK)
            *out = s.results;
        /* what is shown borrows records from `work`: it goes with `ctx` */
        if (status != MT_OK)
            mt_free(s.work);
    }
    return status;
}
