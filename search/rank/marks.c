/* marks.c - Which words of a moment answer the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/marks.h"

struct marker {
    const struct mt_plan *plan;
    const struct mt_candidate *note;
    const struct mt_unit *unit;
    bool all;    /* also words that say little */
    size_t room; /* words from the unit's first to the item's last */
    struct mt_marks marks;
    double most; /* what the best word is worth */
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

/* A word is worth more where the next one of the question follows it. */
static double worth_of_pair(const struct marker *m, size_t family, uint32_t unit, uint32_t position)
{
    double worth = 0;
    for (size_t p = 0; p < m->plan->n_pairs; p++) {
        size_t next = m->plan->pairs[p][1];
        if (m->plan->pairs[p][0] == family &&
            stands_at(&m->note->families[next], unit, position + 1))
            worth += m->plan->families.ptr[next].idf;
    }
    return worth;
}

/* Marks n words from a position on, as far as the item goes. */
static void mark(struct marker *m, uint32_t position, size_t n, double worth)
{
    size_t first = position - m->unit->position;
    for (size_t i = first; i < first + n && i < m->room; i++) {
        m->marks.asked[i] = true;
        if (i >= m->marks.words)
            m->marks.words = i + 1;
    }
    if (worth > m->most) {
        m->most = worth;
        m->marks.best = first;
    }
}

/* Marks these n families wherever the list has them in the unit. */
static void mark_all(struct marker *m, const struct mt_occurrences *list, const size_t *families,
                     size_t n, uint32_t unit)
{
    const struct mt_occurrence *at = mt_occurrences_in_unit(list, unit);
    for (; at && at < list->ptr + list->len && at->unit == unit; at++) {
        size_t length = at->words > n ? at->words : n;
        uint32_t last = at->position + (uint32_t)length - 1;
        mark(m, at->position, length,
             worth_of(m, families, n) + worth_of_pair(m, families[n - 1], unit, last));
    }
}

static void mark_node(struct marker *m, const struct mt_node *node, uint32_t unit)
{
    if (node->op == MT_QUERY_NOT || node->op == MT_QUERY_FIELD)
        return;
    const size_t *families = node->families;
    bool exact = node->n_families && m->plan->families.ptr[families[0]].match == MT_MATCH_EXACT;
    if (node->op == MT_QUERY_WORD && m->plan->relaxable && !exact) {
        for (size_t i = 0; i < node->n_families; i++)
            if (m->all || !mt_plan_is_quiet(m->plan, families[i]))
                mark_all(m, &m->note->families[families[i]], &families[i], 1, unit);
    } else if (node->n_families) {
        mark_all(m, &m->note->leaves[node->leaf], families, node->n_families, unit);
    }
    for (size_t i = 0; i < node->n_kids; i++)
        mark_node(m, node->kids[i], unit);
}

void mt_marks_find(const void *ctx, const struct mt_plan *plan, const struct mt_found *found,
                   struct mt_marks *out)
{
    const struct mt_unit_table *table = &found->note->table;
    const struct mt_unit *unit = &table->units[found->unit];
    uint32_t last = found->unit;
    while (last + 1 < table->n_units && table->units[last + 1].item == unit->item)
        last++;
    struct marker m = {.plan = plan, .note = found->note, .unit = unit, .most = -1};
    m.all = found->filler;
    m.room = table->units[last].position + table->units[last].words - unit->position;
    m.marks.asked = mt_array(ctx, bool, m.room);
    m.marks.words = unit->words;
    if (plan->root)
        mark_node(&m, plan->root, found->unit);

    for (last = found->unit;
         table->units[last].position + table->units[last].words < unit->position + m.marks.words;)
        last++;
    m.marks.last = last;
    *out = m.marks;
}
