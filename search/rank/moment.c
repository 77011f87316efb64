/* moment.c - A moment as it is shown
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/moment.h"

#include "entity/mention.h"
#include "rank/context.h"
#include "rank/identity.h"
#include "rank/marks.h"
#include "rank/score.h"
#include "rank/snippet.h"
#include "rank/why.h"

struct mt_str mt_level_name(enum mt_level level)
{
    static const struct mt_str names[] = {MT_STR("exact"), MT_STR("alias"), MT_STR("stem"),
                                          MT_STR("sounds")};
    assert((unsigned)level < MT_COUNT(names));
    return names[level];
}

int64_t mt_moment_clock(const struct mt_moment *moment)
{
    return moment->start_exact ? moment->start_ms : moment->time_ms;
}

/* ---- How well it holds the words ---- */

/* The words side by side at the top of the question; other questions are never relaxed. */
static size_t soft_words(const struct mt_plan *plan, const struct mt_node *const **kids)
{
    if (!plan->relaxable)
        return 0;
    *kids = (const struct mt_node *const *)plan->root->kids;
    return plan->root->n_kids;
}

static bool lacks(const struct mt_plan *plan, const struct mt_found *found,
                  const struct mt_node *kid)
{
    return mt_plan_may_miss(plan, kid) &&
           !mt_match_near(found->note, &found->note->near[kid->leaf], found->unit);
}

void mt_moment_missing(const void *ctx, const struct mt_plan *plan, const struct mt_found *found,
                       struct mt_strs *out)
{
    const struct mt_node *const *kids = NULL;
    size_t n = soft_words(plan, &kids);
    for (size_t i = 0; i < n; i++) {
        if (!lacks(plan, found, kids[i]))
            continue;
        bool any = false;
        for (size_t f = 0; kids[i]->query->n_entities && f < kids[i]->n_families; f++) {
            size_t family = kids[i]->families[f];
            bool near = mt_match_near(found->note, &found->note->families[family], found->unit);
            if (!near)
                *mt_push(ctx, out) = plan->families.ptr[family].word;
            any |= !near;
        }
        if (!any)
            *mt_push(ctx, out) = kids[i]->query->text;
    }
}

/* The first occurrence, from this one on, that is not in a unit before; the list's length when
 * there is none. */
static size_t from_unit(const struct mt_occurrences *list, size_t at, uint32_t unit)
{
    while (at < list->len && list->ptr[at].unit < unit)
        at++;
    return at;
}

static void count_missing(const struct mt_occurrences *list, struct mt_found *found, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t unit = found[i].unit;
        at = from_unit(list, at, unit);
        bool here = at < list->len && list->ptr[at].unit == unit;
        found[i].missing += !here && !mt_match_near_from(found[i].note, list, unit, at);
    }
}

static void judge_word(const struct mt_occurrences *list, struct mt_found *found, size_t n)
{
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        enum mt_level level = MT_LEVEL_SOUNDS;
        at = from_unit(list, at, found[i].unit);
        if (at == list->len || list->ptr[at].unit != found[i].unit)
            continue;
        const struct mt_occurrence *surest = &list->ptr[at];
        for (size_t o = at; o < list->len && list->ptr[o].unit == found[i].unit; o++) {
            level = list->ptr[o].level < level ? list->ptr[o].level : level;
            surest = list->ptr[o].sure > surest->sure ? &list->ptr[o] : surest;
        }
        found[i].filler = false;
        found[i].heard &= level == MT_LEVEL_SOUNDS;
        if (level > found[i].level)
            found[i].level = (uint8_t)level;
        if (level == MT_LEVEL_SOUNDS && surest->sure > found[i].sure) {
            found[i].sure = surest->sure;
            found[i].form = surest->heard;
        }
    }
}

void mt_moment_judge(const struct mt_plan *plan, struct mt_found *found, size_t n)
{
    const struct mt_node *const *kids = NULL;
    size_t n_kids = soft_words(plan, &kids);
    for (size_t i = 0; i < n; i++) {
        found[i].level = MT_LEVEL_EXACT;
        found[i].filler = plan->whole;
        found[i].heard = true;
    }
    for (size_t k = 0; n && k < n_kids; k++)
        if (mt_plan_may_miss(plan, kids[k]))
            count_missing(&found->note->near[kids[k]->leaf], found, n);
    for (size_t i = 0; n && i < plan->n_content; i++)
        if (!mt_plan_is_quiet(plan, plan->content[i]))
            judge_word(&found->note->families[plan->content[i]], found, n);
}

/* ---- Filling it in ---- */

/* An entity once, as it is most surely. */
static void add_named(struct mt_moment_maker *maker, const struct mt_mention *mention,
                      struct mt_str as, struct mt_named_list *out)
{
    struct mt_named *named = NULL;
    for (size_t i = 0; i < out->len && !named; i++)
        if (mt_str_eq(out->ptr[i].name, mention->entity->name))
            named = &out->ptr[i];
    if (!named)
        named = mt_push(maker->ctx, out);
    else if (named->level <= mention->form->level)
        return;
    *named = (struct mt_named){mention->entity->name, as, mention->form->level};
}

static enum mt_status set_names(struct mt_moment_maker *maker, const struct mt_record *record,
                                struct mt_str text, struct mt_moment *moment, struct mt_error *err)
{
    struct mt_mention_finder finder = {maker->lookup, record->people, record->n_people};
    struct mt_mentions mentions = {0};
    mt_tokenise(maker->tokens, text);
    enum mt_status status =
        mt_mentions_find(maker->ctx, &finder, maker->tokens, text, &mentions, err);
    for (size_t i = 0; status == MT_OK && i < mentions.len; i++) {
        const struct mt_mention *mention = &mentions.ptr[i];
        struct mt_token first = mt_tokens_at(maker->tokens, mention->begin);
        struct mt_token last = mt_tokens_at(maker->tokens, mention->end - 1);
        bool person = mention->entity->kind == MT_ENTITY_PERSON;
        add_named(maker, mention, mt_str_slice(text, first.begin, last.end),
                  person ? &moment->people : &moment->organizations);
    }
    return status;
}

/* The first place in the unit that only sounds like a word of the question. */
static const struct mt_occurrence *heard_in(const struct mt_candidate *note,
                                            const struct mt_node *node, uint32_t unit,
                                            struct mt_str *asked)
{
    const struct mt_occurrences *list = &note->leaves[node->leaf];
    bool named = node->op == MT_QUERY_WORD || mt_node_is_mention(node);
    const struct mt_occurrence *at =
        named && node->forms.len ? mt_occurrences_in_unit(list, unit) : NULL;
    for (; at && at < list->ptr + list->len && at->unit == unit; at++) {
        *asked = node->query->text;
        if (at->level == MT_LEVEL_SOUNDS)
            return at;
    }
    for (size_t i = 0; i < node->n_kids; i++) {
        at = heard_in(note, node->kids[i], unit, asked);
        if (at)
            return at;
    }
    return NULL;
}

/* The tokens are those of the text from the unit's first word on. */
static void set_heard(struct mt_moment_maker *maker, const struct mt_found *found,
                      struct mt_str text, struct mt_moment *moment)
{
    const struct mt_unit *unit = &found->note->table.units[found->unit];
    const struct mt_occurrence *at =
        heard_in(found->note, maker->plan->root, found->unit, &moment->sounds_like);
    size_t first = at ? at->position - unit->position : 0, last = at ? first + at->words - 1 : 0;
    if (!at || last >= mt_tokens_count(maker->tokens)) {
        moment->sounds_like = mt_str("");
        return;
    }
    moment->heard = mt_str_slice(text, mt_tokens_at(maker->tokens, first).begin,
                                 mt_tokens_at(maker->tokens, last).end);
}

static void set_times(struct mt_moment *moment, const struct mt_unit *unit, uint32_t best,
                      size_t length)
{
    moment->timed = unit->timed;
    if (!unit->timed)
        return;
    double share = length ? (double)best / (double)length : 0;
    moment->start_ms = unit->start_ms;
    moment->end_ms = unit->end_ms;
    moment->time_ms = unit->start_ms + (int64_t)(share * (double)(unit->end_ms - unit->start_ms));
    moment->start_exact = unit->exact;
    moment->time_exact = unit->exact && moment->time_ms == moment->start_ms;
}

/* As the file has it when nobody knows whose label it is; "" when it has none. */
static struct mt_str speaker_of(const struct mt_unit_table *table, uint32_t unit)
{
    if (table->units[unit].speaker == MT_NOBODY)
        return mt_str("");
    const struct mt_unit_speaker *speaker = &table->speakers[table->units[unit].speaker];
    return speaker->name.len ? speaker->name : speaker->label;
}

static void set_unit(struct mt_moment *moment, const struct mt_unit_table *table,
                     const struct mt_unit *unit)
{
    moment->kind = unit->kind;
    moment->status = unit->status;
    moment->due = unit->due;
    moment->done = unit->done;
    if (unit->owner != MT_NOBODY)
        moment->owner = table->owners[unit->owner];
    if (unit->speaker != MT_NOBODY) {
        moment->speaker = table->speakers[unit->speaker].name;
        moment->speaker_raw = table->speakers[unit->speaker].label;
    }
}

/* Who speaks in the units that are shown, wherever it is not who did before; first that is the
 * moment's speaker. */
static struct mt_voices voices_of(struct mt_moment_maker *maker, const struct mt_found *found,
                                  const struct mt_marks *marks, const struct mt_record *record)
{
    const struct mt_unit_table *table = &found->note->table;
    struct mt_str before = speaker_of(table, found->unit);
    struct mt_voices voices = {0};
    for (uint32_t u = marks->first; u <= marks->last; u++) {
        struct mt_str name = speaker_of(table, u);
        uint32_t at = record->ranges[u].begin - record->ranges[marks->first].begin;
        if (!mt_str_eq(name, before))
            *mt_push(maker->ctx, &voices) = (struct mt_voice){at, name.len ? name : mt_str("?")};
        before = name;
    }
    return voices;
}

enum mt_status mt_moment_make(struct mt_moment_maker *maker, const struct mt_found *found,
                              struct mt_moment *out, struct mt_error *err)
{
    const struct mt_record *record;
    enum mt_status status = mt_match_record(found->note, maker->reader, &record, err);
    if (status != MT_OK)
        return status;
    if (record->n_ranges != found->note->table.n_units)
        return mt_error_set(err, MT_ERR_CORRUPT, "a note's text and units do not agree");

    struct mt_moment moment = {.score = found->score, .match = found->level};
    struct mt_range range = record->ranges[found->unit];
    struct mt_marks marks;
    struct mt_snippet snippet;
    mt_marks_find(maker->ctx, maker->plan, found, &marks);
    struct mt_voices voices = voices_of(maker, found, &marks, record);
    uint32_t begin = record->ranges[marks.first].begin, best;
    struct mt_str text = mt_str_slice(record->text, begin, record->ranges[marks.last].end);
    mt_snippet_make(maker->ctx, text, &voices, &marks, marks.last != found->unit, maker->tokens,
                    &snippet);
    best = begin + snippet.best;
    struct mt_place place = mt_record_place(record, best);
    size_t from = mt_reader_place_of(maker->reader, found->note->docid);
    const struct mt_archive *archive = mt_archive_numbered(&maker->archives[from], record->archive);
    moment.archive = archive ? archive->path : mt_str("");
    moment.id = mt_moment_id(maker->ctx, record, moment.archive, found->unit);
    moment.path = record->path;
    moment.line = place.line;
    moment.column = place.column;
    moment.title = record->title;
    moment.date = record->date;
    moment.type = record->type;
    moment.snippet = snippet.text;
    moment.highlights = snippet.highlights;
    moment.focus = snippet.focus;
    moment.meeting = found->note->docid;
    for (size_t i = 0; i < record->n_people; i++)
        *mt_push(maker->ctx, &moment.with) = record->people[i];
    set_unit(&moment, &found->note->table, &found->note->table.units[found->unit]);
    set_times(&moment, &found->note->table.units[found->unit],
              best > range.begin ? best - range.begin : 0, range.end - range.begin);
    status = set_names(maker, record, text, &moment, err);
    if (found->level == MT_LEVEL_SOUNDS)
        set_heard(maker, found, text, &moment);
    mt_moment_missing(maker->ctx, maker->plan, found, &moment.missing);
    if (maker->explain)
        moment.why = mt_why_print(maker->ctx, maker->plan, found);
    if (maker->in_context)
        mt_context_find(maker, found, maker->context, &moment.context);
    if (status == MT_OK)
        *out = moment;
    return status;
}
