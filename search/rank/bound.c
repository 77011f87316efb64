/* bound.c - The best that the moments of a note can be
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/bound.h"

#include "rank/formula.h"
#include "rank/runs.h"

/* A family whose word also stands wherever one of these does: the first words of the other forms of
 * a name (mt_naming_spread). */
struct other {
    size_t family;
    bool heard;
};
struct others MT_VEC(struct other);

/* How a word stands in a note. */
struct standing {
    size_t times;    /* at most */
    size_t as_asked; /* of these, at most */
    enum mt_level level;
};

/* The notes in which somebody speaks who is called like a word of the question. */
struct calling {
    struct mt_term_documents notes;
    struct mt_term_documents by_it_alone; /* of these, where the word is all of somebody's name */
    double most;                          /* that this counts in them */
};
struct callings MT_VEC(struct calling);

struct mt_bound {
    const struct mt_plan *plan;
    struct others *others; /* one a family of the plan */
    struct standing *at;   /* the same, in the note that is looked at */
    struct callings callings;
    struct mt_term_documents *holders; /* one a family: the notes that have it, by id */
};

static void list_others(struct mt_bound *bound, const struct mt_node *node)
{
    for (size_t i = 0; node->op == MT_QUERY_WORD && i < node->forms.len; i++) {
        const struct mt_name_form *form = &node->forms.ptr[i];
        bool heard = form->form && form->form->level >= MT_FORM_HIGH;
        for (size_t w = 0; form->families && w < node->n_families; w++)
            *mt_push(bound, &bound->others[node->families[w]]) =
                (struct other){form->families[0], heard};
    }
    for (size_t i = 0; i < node->n_kids; i++)
        list_others(bound, node->kids[i]);
}

static bool is_content(const struct mt_plan *plan, struct mt_str word)
{
    for (size_t i = 0; i < plan->n_content; i++)
        if (mt_str_eq(plan->families.ptr[plan->content[i]].word, word))
            return true;
    return false;
}

static enum mt_status find_notes(struct mt_bound *bound, struct mt_reader *reader,
                                 const char *prefix, struct mt_str word,
                                 struct mt_term_documents *out, struct mt_error *err)
{
    struct mt_str term = mt_str_printf(bound, "%s%.*s", prefix, MT_ARG(word));
    return mt_reader_term_documents(reader, bound, term, out, err);
}

static enum mt_status find_speakers(struct mt_bound *bound, struct mt_reader *reader,
                                    struct mt_str word, uint64_t notes, struct mt_error *err)
{
    struct calling calling = {.most = 0};
    enum mt_status status = find_notes(bound, reader, MT_PREFIX_SPEAKER, word, &calling.notes, err);
    if (status == MT_OK && calling.notes.len)
        status =
            find_notes(bound, reader, MT_PREFIX_SPEAKER_WHOLE, word, &calling.by_it_alone, err);
    if (is_content(bound->plan, word))
        calling.most =
            MT_SCORE_SPEAKER_WEIGHT * mt_score_idf((double)notes, (double)calling.notes.len);
    if (calling.notes.len)
        *mt_push(bound, &bound->callings) = calling;
    return status;
}

static int by_docid(const void *a, const void *b)
{
    const struct mt_term_document *left = a, *right = b;
    return (left->docid > right->docid) - (left->docid < right->docid);
}

/* Which notes have a word is soon read; not of one that has other forms. */
static enum mt_status find_holders(struct mt_bound *bound, struct mt_reader *reader, size_t family,
                                   struct mt_error *err)
{
    struct mt_term_documents *holders = &bound->holders[family];
    const struct mt_forms *forms = &bound->plan->families.ptr[family].forms;
    enum mt_status status = MT_OK;
    for (size_t i = 0; i < forms->len && status == MT_OK; i++)
        status = find_notes(bound, reader, "", forms->ptr[i].term, holders, err);
    if (holders->len)
        qsort(holders->ptr, holders->len, sizeof *holders->ptr, by_docid);
    return status;
}

enum mt_status mt_bound_new(const void *ctx, const struct mt_plan *plan, struct mt_reader *reader,
                            uint64_t notes, struct mt_bound **out, struct mt_error *err)
{
    struct mt_bound *bound = mt_new(ctx, struct mt_bound);
    enum mt_status status = MT_OK;
    bound->plan = plan;
    bound->others = mt_array(bound, struct others, plan->families.len);
    bound->at = mt_array(bound, struct standing, plan->families.len);
    list_others(bound, plan->root);
    for (size_t i = 0; i < plan->words.len && status == MT_OK; i++)
        status = find_speakers(bound, reader, plan->words.ptr[i], notes, err);
    bound->holders = mt_array(bound, struct mt_term_documents, plan->families.len);
    for (size_t q = 0; plan->n_content > 1 && q < plan->n_content && status == MT_OK; q++)
        if (bound->others[plan->content[q]].len == 0)
            status = find_holders(bound, reader, plan->content[q], err);
    *out = bound;
    return status;
}

static const struct standing anywhere = {SIZE_MAX, SIZE_MAX, MT_LEVEL_EXACT};
static const struct standing nowhere = {0, 0, MT_LEVEL_SOUNDS};

static struct standing standing_of(const struct others *others, const struct mt_occurrences *words,
                                   size_t family)
{
    const struct mt_occurrences *own = &words[family];
    struct standing at = {.times = own->len, .level = own->len ? MT_LEVEL_STEM : MT_LEVEL_SOUNDS};
    for (size_t i = 0; i < own->len; i++)
        at.as_asked += own->ptr[i].level == MT_LEVEL_EXACT;
    for (size_t i = 0; i < others->len; i++) {
        size_t times = words[others->ptr[i].family].len;
        at.times += times;
        at.as_asked += times;
        if (times && !others->ptr[i].heard)
            at.level = MT_LEVEL_EXACT;
    }
    if (at.as_asked && own->len)
        at.level = MT_LEVEL_EXACT;
    return at;
}

/* What a word adds to the text at most. */
static double word_most(const struct mt_plan *plan, size_t family, const struct standing *at)
{
    double own = mt_plan_is_quiet(plan, family) ? MT_SCORE_QUIET : 1;
    double near = mt_sat((double)at->times, MT_SCORE_LENGTH_MIN, MT_SCORE_K1, MT_SCORE_NEAR_B);
    double far = mt_sat((double)at->as_asked, 1, MT_SCORE_K1, 0);
    const struct mt_family *word = &plan->families.ptr[family];
    return own * (word->idf * near + MT_SCORE_FAR_WEIGHT * word->idf_as_asked * far);
}

static double pair_most(const struct mt_bound *bound, const struct mt_pair *pair)
{
    const struct mt_family *families = bound->plan->families.ptr;
    size_t first = bound->at[pair->first].times, second = bound->at[pair->second].times;
    double times = (double)(first < second ? first : second);
    return mt_score_pair(families[pair->first].idf, families[pair->second].idf) *
           mt_sat(times, MT_SCORE_LENGTH_MIN, MT_SCORE_K1, MT_SCORE_NEAR_B);
}

static double run_most(const struct mt_bound *bound, const struct mt_occurrences *words)
{
    const struct mt_plan *plan = bound->plan;
    void *scratch = mt_context(NULL);
    struct mt_runs runs = {0};
    double most = 0, here = 0;
    for (size_t q = 0; q < plan->n_content; q++)
        if (bound->at[plan->content[q]].times)
            here += plan->families.ptr[plan->content[q]].idf;
    if (words)
        mt_runs_find(scratch, plan, words, &runs);
    else if (plan->n_pairs)
        most = mt_score_run(here, mt_runs_most(plan));
    for (size_t i = 0; i < runs.len; i++)
        most = fmax(most, runs.ptr[i].worth);
    mt_free(scratch);
    return most;
}

/* Whether a word at the top of the question is nowhere in the note. */
static bool is_any_missing(const struct mt_bound *bound)
{
    const struct mt_plan *plan = bound->plan;
    for (size_t i = 0; plan->relaxable && i < plan->root->n_kids; i++) {
        const struct mt_node *kid = plan->root->kids[i];
        for (size_t w = 0; mt_plan_may_miss(plan, kid) && w < kid->n_families; w++)
            if (bound->at[kid->families[w]].times == 0)
                return true;
    }
    return false;
}

static bool holds(const struct mt_term_documents *notes, uint32_t docid)
{
    size_t low = 0, high = notes->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (notes->ptr[middle].docid < docid)
            low = middle + 1;
        else
            high = middle;
    }
    return low < notes->len && notes->ptr[low].docid == docid;
}

/* What it counts at most who speaks in the note. A speaker whose whole name is in the question has
 * each word of it there: the only one, or several. */
static double speakers_most(const struct mt_bound *bound, uint32_t docid)
{
    double most = 0;
    size_t called = 0;
    bool alone = false;
    for (size_t i = 0; i < bound->callings.len; i++) {
        const struct calling *calling = &bound->callings.ptr[i];
        if (!holds(&calling->notes, docid))
            continue;
        called++;
        alone |= holds(&calling->by_it_alone, docid);
        most += calling->most;
    }
    return alone || called > 1 ? most + MT_SCORE_NAME_WEIGHT : most;
}

struct mt_reach mt_bound_of(struct mt_bound *bound, const struct mt_store_hit *note,
                            const struct mt_occurrences *words)
{
    const struct mt_plan *plan = bound->plan;
    struct mt_reach reach = {.level = MT_LEVEL_SOUNDS};
    double text = 0;
    for (size_t f = 0; f < plan->families.len; f++)
        bound->at[f] = words ? standing_of(&bound->others[f], words, f) : anywhere;
    for (size_t q = 0; !words && q < plan->n_content; q++)
        if (bound->holders[plan->content[q]].len &&
            !holds(&bound->holders[plan->content[q]], note->docid))
            bound->at[plan->content[q]] = nowhere;
    for (size_t q = 0; q < plan->n_content; q++) {
        const struct standing *at = &bound->at[plan->content[q]];
        text += word_most(plan, plan->content[q], at);
        if (at->level < reach.level)
            reach.level = at->level;
    }
    for (size_t p = 0; p < plan->n_pairs; p++)
        text += pair_most(bound, &plan->pairs[p]);
    reach.missing = is_any_missing(bound);
    reach.score = (1 + MT_SCORE_BEST_WEIGHT) * text + run_most(bound, words) +
                  MT_SCORE_MEET * note->score + speakers_most(bound, note->docid);
    return reach;
}
