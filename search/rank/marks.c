/* marks.c - Which words of a moment answer the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/marks.h"

/* Words in a row that are marked. */
struct span {
    uint32_t begin, end; /* positions */
    double worth;
};

struct marker {
    void *scratch;
    const struct mt_plan *plan;
    const struct mt_candidate *note;
    uint32_t begin, end; /* positions of which a span has at least one */
    uint32_t unit;       /* that spans are in, or MT_NOBODY for any */
    enum mt_level level; /* what is less is not marked */
    struct MT_VEC(struct span) spans;
};

static double worth_of(const struct marker *m, const size_t *families, size_t n)
{
    double worth = 0;
    for (size_t i = 0; i < n; i++)
        worth += m->plan->families.ptr[families[i]].idf;
    return worth;
}

static bool stands_at(const struct mt_occurrences *list, uint32_t unit, uint32_t position)
{
    const struct mt_occurrence *at = mt_occurrences_in_unit(list, unit);
    for (; at && at < list->ptr + list->len && at->unit == unit; at++)
        if (at->position == position)
            return true;
    return false;
}

/* A word is worth more where the next one of the question follows it as there. */
static double worth_of_pair(const struct marker *m, size_t family, uint32_t unit, uint32_t position)
{
    double worth = 0;
    for (size_t p = 0; p < m->plan->n_pairs; p++) {
        const struct mt_pair *pair = &m->plan->pairs[p];
        if (pair->first == family &&
            stands_at(&m->note->families[pair->second], unit, position + pair->apart))
            worth += m->plan->families.ptr[pair->second].idf;
    }
    return worth;
}

/* These n families wherever the list has them. */
static void add_spans(struct marker *m, const struct mt_occurrences *list, const size_t *families,
                      size_t n)
{
    const struct mt_occurrence *at = mt_occurrences_touching(list, m->begin, m->end);
    for (; at && at < list->ptr + list->len && at->position < m->end; at++) {
        if ((m->unit != MT_NOBODY && at->unit != m->unit) || at->level > m->level)
            continue;
        uint32_t end = at->position + at->words;
        double pair = worth_of_pair(m, families[n - 1], at->unit, end - 1);
        *mt_push(m->scratch, &m->spans) =
            (struct span){at->position, end, worth_of(m, families, n) + pair};
    }
}

static void add_node(struct marker *m, const struct mt_node *node)
{
    if (node->op == MT_QUERY_NOT || node->op == MT_QUERY_FIELD)
        return;
    const size_t *families = node->families;
    bool exact = node->n_families && m->plan->families.ptr[families[0]].match == MT_MATCH_EXACT;
    if (node->op == MT_QUERY_WORD && m->plan->relaxable && !exact) {
        for (size_t i = 0; i < node->n_families; i++)
            add_spans(m, &m->note->families[families[i]], &families[i], 1);
    } else if (node->n_families) {
        add_spans(m, &m->note->leaves[node->leaf], families, node->n_families);
    }
    for (size_t i = 0; i < node->n_kids; i++)
        add_node(m, node->kids[i]);
}

/* Marks words numbered from a position, `room` of them. */
static void mark(const struct marker *m, uint32_t position, bool *asked, size_t room)
{
    for (size_t i = 0; i < m->spans.len; i++) {
        const struct span *span = &m->spans.ptr[i];
        uint32_t from = span->begin > position ? span->begin : position;
        for (uint32_t at = from; at < span->end && at - position < room; at++)
            asked[at - position] = true;
    }
}

static uint32_t end_of(const struct mt_unit *unit)
{
    return unit->position + unit->words;
}

/* The words that are shown, from the first unit's, and which is best. */
static void frame(const struct marker *m, struct mt_marks *out)
{
    const struct mt_unit_table *table = &m->note->table;
    uint32_t begin = m->begin, end = m->end, best = m->begin;
    double most = -1;
    for (size_t i = 0; i < m->spans.len; i++) {
        const struct span *span = &m->spans.ptr[i];
        begin = span->begin < begin ? span->begin : begin;
        end = span->end > end ? span->end : end;
        if (span->worth > most) {
            most = span->worth;
            best = span->begin;
        }
    }
    out->first = out->last = m->unit;
    while (out->first > 0 && table->units[out->first].position > begin)
        out->first--;
    while (out->last + 1 < table->n_units && end_of(&table->units[out->last]) < end)
        out->last++;
    uint32_t base = table->units[out->first].position;
    out->skip = out->first == m->unit ? 0 : begin - base;
    out->words = end - base;
    out->best = best - base;
}

void mt_marks_find(const void *ctx, const struct mt_plan *plan, const struct mt_found *found,
                   struct mt_marks *out)
{
    const struct mt_unit *unit = &found->note->table.units[found->unit];
    struct marker m = {.scratch = mt_context(NULL),
                       .plan = plan,
                       .note = found->note,
                       .begin = unit->position,
                       .end = end_of(unit),
                       .unit = found->unit,
                       .level = found->level == MT_LEVEL_SOUNDS ? MT_LEVEL_SOUNDS : MT_LEVEL_STEM};
    if (plan->root)
        add_node(&m, plan->root);
    frame(&m, out);
    out->asked = mt_array(ctx, bool, out->words);
    mark(&m, found->note->table.units[out->first].position, out->asked, out->words);
    mt_free(m.scratch);
}

void mt_marks_between(const struct mt_plan *plan, const struct mt_candidate *note, uint32_t begin,
                      uint32_t end, bool *asked)
{
    struct marker m = {.scratch = mt_context(NULL),
                       .plan = plan,
                       .note = note,
                       .begin = begin,
                       .end = end,
                       .unit = MT_NOBODY,
                       .level = MT_LEVEL_SOUNDS};
    if (plan->root)
        add_node(&m, plan->root);
    mark(&m, begin, asked, end - begin);
    mt_free(m.scratch);
}
