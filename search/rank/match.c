/* match.c - Which units of a note are moments of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/match.h"

#include "rank/fields.h"
#include "rank/naming.h"
#include "rank/verbatim.h"

/* So many units are tested between two looks at the clock. */
#define UNITS_A_LOOK 64

struct matcher {
    struct mt_candidate *note;
    struct mt_reader *reader;
    const struct mt_plan *plan;
    const struct mt_plan_options *options;
    struct mt_field_test fields;
    enum mt_status status;
    struct mt_error *err;
};

/* ---- Occurrences ---- */

/* Where the words stand one after the other. */
static void find_row(const struct mt_candidate *note, const struct mt_node *node,
                     struct mt_occurrences *out)
{
    const struct mt_occurrences none = {0};
    const struct mt_occurrences *first =
        node->n_families ? &note->families[node->families[0]] : &none;
    if (node->n_families == 1 && first->len) {
        out->cap = out->len = first->len;
        out->ptr = mt_alloc(note->ctx, out->cap * sizeof *out->ptr);
        memcpy(out->ptr, first->ptr, out->len * sizeof *out->ptr);
        out->written = first->written;
        return;
    }
    for (size_t i = 0; i < first->len; i++) {
        struct mt_occurrence start = first->ptr[i];
        bool all = true;
        for (size_t w = 1; w < node->n_families && all; w++) {
            const struct mt_occurrence *next =
                mt_occurrences_at(&note->families[node->families[w]], start.position + (uint32_t)w);
            all = next != NULL;
            if (all && next->level > start.level)
                start.level = next->level;
        }
        start.words = (uint32_t)node->n_families;
        if (all)
            *mt_push(note->ctx, out) = start;
    }
}

static void find_leaf(struct matcher *m, const struct mt_node *node);

/* One side of a NEAR: a word, a phrase, or any of several. */
static struct mt_occurrences find_side(struct matcher *m, const struct mt_node *node)
{
    if (node->op != MT_QUERY_OR) {
        find_leaf(m, node);
        return m->note->leaves[node->leaf];
    }
    struct mt_occurrences all = {0};
    for (size_t i = 0; i < node->n_kids; i++) {
        struct mt_occurrences one = find_side(m, node->kids[i]);
        for (size_t o = 0; o < one.len; o++)
            *mt_push(m->note->ctx, &all) = one.ptr[o];
    }
    mt_occurrences_sort(&all);
    return all;
}

/* Whether two units are of one item or one transcript: else no word of one is near the other's. */
static bool are_together(const struct mt_candidate *note, uint32_t a, uint32_t b)
{
    const struct mt_unit *left = &note->table.units[a], *right = &note->table.units[b];
    return left->item == right->item ||
           (left->timed && right->timed && left->section == right->section);
}

/* The occurrence closest to another but not at it, within reach; after it if order counts. */
static const struct mt_occurrence *closest(const struct mt_candidate *note,
                                           const struct mt_occurrences *list,
                                           const struct mt_occurrence *from, uint32_t reach,
                                           bool ordered)
{
    size_t next = mt_occurrences_from(list, from->position + 1),
           before = mt_occurrences_from(list, from->position);
    const struct mt_occurrence *after = next < list->len ? &list->ptr[next] : NULL;
    const struct mt_occurrence *prior = before > 0 && !ordered ? &list->ptr[before - 1] : NULL;
    if (after &&
        (after->position - from->position > reach || !are_together(note, from->unit, after->unit)))
        after = NULL;
    if (prior &&
        (from->position - prior->position > reach || !are_together(note, from->unit, prior->unit)))
        prior = NULL;
    if (after && prior)
        return from->position - prior->position < after->position - from->position ? prior : after;
    return after ? after : prior;
}

/* Where each side stands near the one before it, by the place of the first. */
static void find_near(struct matcher *m, const struct mt_node *node, struct mt_occurrences *out)
{
    struct mt_occurrences *sides = mt_array(m->note->ctx, struct mt_occurrences, node->n_kids);
    for (size_t k = 0; k < node->n_kids; k++)
        sides[k] = find_side(m, node->kids[k]);
    for (size_t i = 0; node->n_kids && i < sides[0].len; i++) {
        assert(sides[0].ptr);
        struct mt_occurrence first = sides[0].ptr[i];
        const struct mt_occurrence *at = &sides[0].ptr[i];
        for (size_t k = 1; k < node->n_kids && at; k++) {
            at =
                closest(m->note, &sides[k], at, node->query->distance, node->op == MT_QUERY_BEFORE);
            if (at && at->level > first.level)
                first.level = at->level;
        }
        if (at)
            *mt_push(m->note->ctx, out) = first;
    }
}

/* Whether the index tells, without the text, that all of them are written as the word was typed, or
 * that none is. */
static bool is_written_in_index(const struct matcher *m, const struct mt_node *node,
                                struct mt_occurrences *list)
{
    if (node->n_families != 1 || node->forms.len || list->written == MT_WRITTEN_OTHER)
        return false;
    struct mt_str word = m->plan->families.ptr[node->families[0]].word;
    enum mt_written typed = mt_written_as(node->query->text, word);
    if (typed != list->written && typed != MT_WRITTEN_OTHER)
        list->len = 0;
    return typed != MT_WRITTEN_OTHER;
}

static void keep_verbatim(struct matcher *m, const struct mt_node *node,
                          struct mt_occurrences *list)
{
    const struct mt_record *record;
    if (m->status != MT_OK || list->len == 0 || node->query->prefix ||
        is_written_in_index(m, node, list))
        return;
    m->status = mt_match_record(m->note, m->reader, &record, m->err);
    if (m->status == MT_OK)
        m->status = mt_verbatim_keep(record, &m->note->table, node->query->text,
                                     m->options->deadline, list, m->err);
}

static void find_leaf(struct matcher *m, const struct mt_node *node)
{
    struct mt_occurrences *out = &m->note->leaves[node->leaf];
    if (node->op == MT_QUERY_NEAR || node->op == MT_QUERY_BEFORE)
        find_near(m, node, out);
    else
        find_row(m->note, node, out);
    if (node->forms.len && m->status == MT_OK)
        m->status = mt_naming_find(m->note, m->reader, node, out, m->err);
    if ((node->query->exact || m->options->exact) && node->n_families)
        keep_verbatim(m, node, out);
}

static void find_leaves(struct matcher *m, const struct mt_node *node)
{
    if (mt_node_is_mention(node) && m->status == MT_OK)
        m->status = mt_naming_find(m->note, m->reader, node, &m->note->leaves[node->leaf], m->err);
    if (mt_node_is_leaf(node)) {
        find_leaf(m, node);
        return;
    }
    for (size_t i = 0; i < node->n_kids; i++)
        find_leaves(m, node->kids[i]);
}

static void spread_names(struct matcher *m, const struct mt_node *node)
{
    if (node->op == MT_QUERY_WORD && node->forms.len)
        mt_naming_spread(m->note, node);
    for (size_t i = 0; i < node->n_kids; i++)
        spread_names(m, node->kids[i]);
}

static bool are_near(const struct mt_candidate *note, uint32_t a, uint32_t b)
{
    double apart = note->clock[a] - note->clock[b];
    return are_together(note, a, b) &&
           (!note->table.units[a].timed || (apart <= MT_NEAR_SECONDS && apart >= -MT_NEAR_SECONDS));
}

bool mt_match_near(const struct mt_candidate *note, const struct mt_occurrences *list,
                   uint32_t unit)
{
    size_t at = mt_occurrences_from(list, note->table.units[unit].position);
    return mt_match_near_from(note, list, unit, at);
}

bool mt_match_near_from(const struct mt_candidate *note, const struct mt_occurrences *list,
                        uint32_t unit, size_t at)
{
    for (size_t i = at; i < list->len && are_near(note, unit, list->ptr[i].unit); i++)
        if (note->allowed[list->ptr[i].unit])
            return true;
    for (size_t i = at; i-- > 0 && are_near(note, unit, list->ptr[i].unit);)
        if (note->allowed[list->ptr[i].unit])
            return true;
    return false;
}

/* ---- The tree ---- */

/* `own`: a word counts only in the unit itself, not near it (below a negation). */
static bool holds(struct matcher *m, const struct mt_node *node, uint32_t unit, bool own)
{
    bool relaxed = node == m->plan->root && m->plan->relaxable;
    switch (node->op) {
    case MT_QUERY_FIELD:
        return mt_field_holds(&m->fields, node, unit);
    case MT_QUERY_NOT:
        return node->settled || !holds(m, node->kids[0], unit, true);
    case MT_QUERY_OR:
        for (size_t i = 0; i < node->n_kids; i++)
            if (holds(m, node->kids[i], unit, own))
                return true;
        return false;
    case MT_QUERY_AND:
    case MT_QUERY_SOFT:
        for (size_t i = 0; i < node->n_kids; i++)
            if (!(relaxed && node->kids[i]->op == MT_QUERY_WORD) &&
                !holds(m, node->kids[i], unit, own))
                return false;
        return true;
    default: {
        const struct mt_occurrences *list = &m->note->leaves[node->leaf];
        const struct mt_unit *here = &m->note->table.units[unit];
        if (own)
            return mt_occurrences_touching(list, here->position, here->position + here->words);
        return mt_occurrences_in_unit(list, unit) ||
               mt_match_near(m->note, &m->note->near[node->leaf], unit);
    }
    }
}

static bool is_late(struct matcher *m, uint32_t unit)
{
    if (unit % UNITS_A_LOOK == 0 && m->status == MT_OK && mt_deadline_passed(m->options->deadline))
        m->status = mt_error_set(m->err, MT_ERR_TIMEOUT, "a note took too long to search");
    return m->status != MT_OK;
}

/* Whether the node tests fields alone, so that it can be asked of a unit before its words. */
static bool fields_only(const struct mt_node *node)
{
    if (mt_node_is_leaf(node))
        return false;
    for (size_t i = 0; i < node->n_kids; i++)
        if (!fields_only(node->kids[i]))
            return false;
    return true;
}

/* Finds the units that pass the filters that every moment must pass; whether there are filters. */
static bool allow(struct matcher *m)
{
    const struct mt_node *root = m->plan->root;
    bool all = root->op == MT_QUERY_SOFT || root->op == MT_QUERY_AND, any = false;
    struct mt_node *const alone[] = {m->plan->root};
    struct mt_node *const *kids = all ? root->kids : alone;
    size_t n_kids = all ? root->n_kids : 1;
    bool *allowed = m->note->allowed;
    memset(allowed, true, m->note->table.n_units * sizeof *allowed);
    for (size_t i = 0; i < n_kids; i++) {
        if (!fields_only(kids[i]))
            continue;
        any = true;
        for (uint32_t u = 0; u < m->note->table.n_units && !is_late(m, u); u++)
            allowed[u] = allowed[u] && holds(m, kids[i], u, true);
    }
    return any;
}

/* A phrase that begins in a unit that fails a filter and runs on into one that passes is in that
 * one. Units ascend in the lists, as they did. */
static void move_to_allowed(struct matcher *m)
{
    const struct mt_unit_table *table = &m->note->table;
    for (size_t leaf = 0; leaf < m->plan->n_leaves; leaf++) {
        struct mt_occurrences *list = &m->note->leaves[leaf];
        uint32_t least = 0;
        for (size_t i = 0; i < list->len; i++) {
            struct mt_occurrence *at = &list->ptr[i];
            uint32_t unit = at->unit, end = at->position + at->words;
            while (!m->note->allowed[unit] && unit + 1 < table->n_units &&
                   table->units[unit + 1].position < end)
                unit++;
            if (m->note->allowed[unit])
                at->unit = unit;
            if (at->unit < least)
                at->unit = least;
            least = at->unit;
        }
    }
}

/* A broken file may hold a hundred thousand words at one instant, of which few are allowed: to walk
 * over the others for each unit would take the square of their number. */
static void keep_allowed(const struct mt_candidate *note, size_t n_leaves)
{
    for (size_t leaf = 0; leaf < n_leaves; leaf++) {
        const struct mt_occurrences *all = &note->leaves[leaf];
        struct mt_occurrences *near = &note->near[leaf];
        near->ptr = mt_array(note->ctx, struct mt_occurrence, all->len);
        near->cap = all->len;
        for (size_t i = 0; i < all->len; i++)
            if (note->allowed[all->ptr[i].unit])
                near->ptr[near->len++] = all->ptr[i];
    }
}

/* Marks the units that hold a word that was asked for; says whether any was asked for. */
static bool mark_words(struct matcher *m, const struct mt_node *node)
{
    if (node->op == MT_QUERY_NOT || node->op == MT_QUERY_FIELD)
        return false;
    bool any = mt_node_is_leaf(node);
    bool parts = node->op == MT_QUERY_WORD && m->plan->relaxable && node->n_families > 1 &&
                 !node->query->exact && !m->options->exact;
    for (size_t i = 0; any && i < (parts ? node->n_families : 1); i++) {
        const struct mt_occurrences *list =
            parts ? &m->note->families[node->families[i]] : &m->note->leaves[node->leaf];
        for (size_t o = 0; o < list->len; o++)
            m->note->moments[list->ptr[o].unit] = true;
    }
    for (size_t i = 0; !mt_node_is_leaf(node) && i < node->n_kids; i++)
        any |= mark_words(m, node->kids[i]);
    return any;
}

/* Whether any word will do of those that mark units, and nothing else is asked for but filters that
 * every moment must pass. */
static bool any_word_will_do(const struct mt_plan *plan)
{
    const struct mt_node *root = plan->root;
    bool any = mt_node_is_leaf(root) || root->op == MT_QUERY_OR || plan->relaxable;
    for (size_t i = 0; i < root->n_kids && any && !mt_node_is_leaf(root); i++)
        any = root->kids[i]->op == MT_QUERY_WORD || (plan->relaxable && fields_only(root->kids[i]));
    return any;
}

static void find_moments(struct matcher *m)
{
    struct mt_candidate *note = m->note;
    bool words = mark_words(m, m->plan->root), any = words && any_word_will_do(m->plan);
    for (uint32_t u = 0; u < note->table.n_units && !is_late(m, u); u++) {
        const struct mt_unit *unit = &note->table.units[u];
        if (!words) /* filters alone: everything they pass that says something */
            note->moments[u] = !unit->heading || unit->kind == MT_KIND_TITLE;
        note->moments[u] =
            note->moments[u] && note->allowed[u] && (any || holds(m, m->plan->root, u, false));
    }
}

enum mt_status mt_match_record(struct mt_candidate *note, struct mt_reader *reader,
                               const struct mt_record **out, struct mt_error *err)
{
    if (!note->record) {
        struct mt_str bytes;
        struct mt_record *record = mt_new(note, struct mt_record);
        enum mt_status status = mt_reader_data(reader, record, note->docid, &bytes, err);
        if (status == MT_OK)
            status = mt_record_unpack(record, bytes, record, err);
        if (status != MT_OK)
            return status;
        note->record = record;
    }
    *out = note->record;
    return MT_OK;
}

struct mt_candidate *mt_match_new(const void *ctx, const struct mt_store_hit *hit)
{
    struct mt_candidate *note = mt_new(ctx, struct mt_candidate);
    note->docid = hit->docid;
    note->meet = hit->score;
    return note;
}

/* What stays of a note when it is closed. */
static void keep(struct mt_candidate *note)
{
    if (note->path.ptr)
        return;
    note->path = mt_str_copy(note, note->table.path);
    note->copy = mt_str_copy(note, note->table.copy);
    note->date = note->table.date;
}

void mt_match_close(struct mt_candidate *note)
{
    mt_free(note->ctx);
    note->ctx = NULL;
}

void mt_match_forget_record(struct mt_candidate *note)
{
    mt_free(note->record);
    note->record = NULL;
}

static enum mt_status open_note(struct matcher *m, struct mt_str units,
                                struct mt_occurrences *words)
{
    struct mt_candidate *note = m->note;
    note->ctx = mt_context(note);
    note->families = words;
    m->status = mt_units_unpack(note->ctx, units, &note->table, m->err);
    if (m->status != MT_OK)
        return m->status;
    keep(note);
    note->clock = mt_alloc(note->ctx, note->table.n_units * sizeof *note->clock);
    note->allowed = mt_array(note->ctx, bool, note->table.n_units);
    note->moments = mt_array(note->ctx, bool, note->table.n_units);
    note->near = note->leaves = mt_array(note->ctx, struct mt_occurrences, m->plan->n_leaves);
    mt_units_clock(&note->table, note->clock);
    for (size_t f = 0; f < m->plan->families.len; f++)
        mt_occurrences_settle(&note->table, &words[f]);
    note->runs = (struct mt_runs){0};
    if (m->plan->root) {
        mt_runs_find(note->ctx, m->plan, words, &note->runs);
        find_leaves(m, m->plan->root);
        spread_names(m, m->plan->root);
        if (allow(m)) {
            move_to_allowed(m);
            note->near = mt_array(note->ctx, struct mt_occurrences, m->plan->n_leaves);
            keep_allowed(note, m->plan->n_leaves);
        }
        find_moments(m);
    }
    if (m->status == MT_OK && m->fields.failed.status != MT_OK) {
        m->status = m->fields.failed.status;
        if (m->err)
            *m->err = m->fields.failed;
    }
    return m->status;
}

enum mt_status mt_match_open(struct mt_candidate *note, struct mt_reader *reader,
                             const struct mt_plan *plan, const struct mt_values *values,
                             struct mt_occurrences *words, const struct mt_plan_options *options,
                             struct mt_error *err)
{
    struct matcher m = {.note = note,
                        .reader = reader,
                        .plan = plan,
                        .options = options,
                        .fields = {.note = note, .reader = reader, .today = options->today},
                        .err = err};
    enum mt_status status = open_note(&m, values->of[MT_SLOT_UNITS], words);
    if (status != MT_OK)
        mt_match_close(note);
    return status;
}
