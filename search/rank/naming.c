/* naming.c - Where the forms of a name stand in a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/naming.h"

#include <math.h>

#include "entity/gazetteer.h"
#include "entity/hearing.h"
#include "entity/mention.h"
#include "text/letter.h"
#include "text/tokenise.h"

struct finder {
    struct mt_candidate *note;
    struct mt_reader *reader;
    const struct mt_node *node;
    void *scratch;
    struct mt_tokens *tokens; /* NULL until a text is looked at */
    enum mt_status status;
    struct mt_error *err;
};

static enum mt_level level_of(const struct mt_node *node, const struct mt_name_form *form)
{
    if (!form->form)
        return MT_LEVEL_EXACT;
    if (form->form->level >= MT_FORM_HIGH)
        return MT_LEVEL_SOUNDS;
    bool asked = node->op == MT_QUERY_FIELD && form->form->level == MT_FORM_EXACT;
    return asked ? MT_LEVEL_EXACT : MT_LEVEL_ALIAS;
}

/* ---- What needs a look at the note ---- */

static const struct mt_record *record_of(struct finder *f)
{
    const struct mt_record *record = NULL;
    if (f->status == MT_OK)
        f->status = mt_match_record(f->note, f->reader, &record, f->err);
    return f->status == MT_OK && record->n_ranges == f->note->table.n_units ? record : NULL;
}

static bool is_the_one(struct finder *f, const struct mt_name_form *form)
{
    const struct mt_record *record = record_of(f);
    return record && mt_part_means(form->entity, &form->words, record->people, record->n_people);
}

static bool has_capital(struct finder *f, const struct mt_occurrence *at)
{
    const struct mt_record *record = record_of(f);
    if (!record)
        return false;
    if (!f->tokens)
        f->tokens = mt_tokens_new(f->scratch);
    struct mt_range range = record->ranges[at->unit];
    struct mt_str text = mt_str_slice(record->text, range.begin, range.end);
    size_t n = at->position - f->note->table.units[at->unit].position;
    mt_tokenise(f->tokens, text);
    return n < mt_tokens_count(f->tokens) &&
           mt_letter_is_upper(text, mt_tokens_at(f->tokens, n).begin);
}

/* ---- Finding ---- */

static void find_form(struct finder *f, const struct mt_name_form *form,
                      struct mt_occurrences *list)
{
    const struct mt_occurrences *first = &f->note->families[form->families[0]];
    if (first->len == 0 || (form->form && form->form->shared && !is_the_one(f, form)))
        return;
    for (size_t i = 0; i < first->len; i++) {
        struct mt_occurrence at = first->ptr[i];
        bool all = true;
        for (size_t w = 1; w < form->words.len && all; w++)
            all = mt_occurrences_at(&f->note->families[form->families[w]],
                                    at.position + (uint32_t)w) != NULL;
        if (!all || (form->form && form->form->capital && !has_capital(f, &at)))
            continue;
        at.words = (uint32_t)form->words.len;
        at.level = level_of(f->node, form);
        at.heard = at.level == MT_LEVEL_SOUNDS ? form->form : NULL;
        *mt_push(f->note->ctx, list) = at;
    }
}

static int longest_first(const void *a, const void *b)
{
    const struct mt_occurrence *left = a, *right = b;
    if (left->position != right->position)
        return left->position < right->position ? -1 : 1;
    if (left->words != right->words)
        return left->words > right->words ? -1 : 1;
    /* A name is not inflected: what has its stem and sounds like it was heard. */
    bool l = left->level == MT_LEVEL_STEM, r = right->level == MT_LEVEL_STEM;
    if (l != r && (left->level == MT_LEVEL_SOUNDS || right->level == MT_LEVEL_SOUNDS))
        return l ? 1 : -1;
    return (left->level > right->level) - (left->level < right->level);
}

static void drop_overlaps(struct mt_occurrences *list)
{
    size_t kept = 0;
    uint32_t end = 0;
    if (list->len)
        qsort(list->ptr, list->len, sizeof *list->ptr, longest_first);
    for (size_t i = 0; i < list->len; i++) {
        if (list->ptr[i].position < end)
            continue;
        list->ptr[kept++] = list->ptr[i];
        end = list->ptr[i].position + list->ptr[i].words;
    }
    list->len = kept;
}

/* How sure what was heard is, with the name beside it or elsewhere in the note. */
static void weigh_heard(const struct mt_candidate *note, struct mt_occurrences *list)
{
    double before = -INFINITY;
    uint32_t mentions = 0;
    for (size_t i = 0; i < list->len; i++)
        mentions += !list->ptr[i].heard;
    for (size_t i = 0, next = 0; i < list->len; i++) {
        struct mt_occurrence *at = &list->ptr[i];
        double clock = note->clock[at->unit];
        while (next < list->len && (next < i || list->ptr[next].heard))
            next++;
        double after = next < list->len ? note->clock[list->ptr[next].unit] : INFINITY;
        if (at->heard)
            at->sure = mt_hearing_at(at->heard->score, mentions,
                                     fmin(fabs(clock - before), fabs(after - clock)));
        else
            before = clock;
    }
}

enum mt_status mt_naming_find(struct mt_candidate *note, struct mt_reader *reader,
                              const struct mt_node *node, struct mt_occurrences *list,
                              struct mt_error *err)
{
    struct finder f = {
        .note = note, .reader = reader, .node = node, .scratch = mt_context(NULL), .err = err};
    for (size_t i = 0; i < node->forms.len && f.status == MT_OK; i++)
        find_form(&f, &node->forms.ptr[i], list);
    drop_overlaps(list);
    weigh_heard(note, list);
    mt_free(f.scratch);
    return f.status;
}

/* ---- Spreading ---- */

static bool holds_any(const struct mt_occurrences *list, const struct mt_occurrence *at)
{
    size_t i = mt_occurrences_from(list, at->position);
    return i < list->len && list->ptr[i].position < at->position + at->words;
}

/* A word of the name's stem that was heard for it is one that only sounds like it. */
static void label_heard(const struct mt_occurrences *named, struct mt_occurrences *own)
{
    for (size_t i = 0; i < own->len; i++) {
        struct mt_occurrence *at = &own->ptr[i];
        size_t same = mt_occurrences_from(named, at->position);
        if (at->level != MT_LEVEL_STEM || same == named->len ||
            named->ptr[same].position != at->position || named->ptr[same].level != MT_LEVEL_SOUNDS)
            continue;
        at->level = MT_LEVEL_SOUNDS;
        at->sure = named->ptr[same].sure;
        at->heard = named->ptr[same].heard;
    }
}

void mt_naming_spread(struct mt_candidate *note, const struct mt_node *node)
{
    const struct mt_occurrences *named = &note->leaves[node->leaf];
    for (size_t w = 0; w < node->n_families; w++) {
        struct mt_occurrences *own = &note->families[node->families[w]], all = {0};
        label_heard(named, own);
        for (size_t i = 0; i < named->len; i++)
            if (!holds_any(own, &named->ptr[i]))
                *mt_push(note->ctx, &all) = named->ptr[i];
        if (all.len == 0)
            continue;
        for (size_t i = 0; i < own->len; i++)
            *mt_push(note->ctx, &all) = own->ptr[i];
        mt_occurrences_sort(&all);
        *own = all;
    }
}
