/* context.c - What was said, or stands, around a moment
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/context.h"

#include "rank/marks.h"

/* Units [begin, end) that are one item. */
struct item {
    uint32_t begin, end;
};

static bool same_section(const struct mt_unit_table *table, uint32_t a, uint32_t b)
{
    return table->units[a].section == table->units[b].section;
}

static struct item item_of(const struct mt_unit_table *table, uint32_t unit)
{
    struct item item = {unit, unit + 1};
    while (item.begin > 0 && table->units[item.begin - 1].item == table->units[unit].item)
        item.begin--;
    while (item.end < table->n_units && table->units[item.end].item == table->units[unit].item)
        item.end++;
    return item;
}

/* Which words of the item are asked for; numbered from its first. */
static bool *asked_words(struct mt_moment_maker *maker, struct mt_candidate *note, struct item item,
                         size_t *n_words)
{
    const struct mt_unit *units = note->table.units;
    uint32_t first = units[item.begin].position;
    *n_words = units[item.end - 1].position + units[item.end - 1].words - first;
    bool *asked = mt_array(maker->ctx, bool, *n_words);
    mt_marks_between(maker->plan, note, first, first + (uint32_t)*n_words, asked);
    return asked;
}

static struct mt_str on_one_line(const void *ctx, struct mt_str text)
{
    char *line = mt_strdup(ctx, text);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)line[i] < ' ')
            line[i] = ' ';
    return mt_str_of(line, text.len);
}

static void add_passage(struct mt_moment_maker *maker, struct mt_candidate *note, struct item item,
                        struct mt_passages *out)
{
    const struct mt_record *record = note->record;
    const struct mt_unit *unit = &note->table.units[item.begin];
    uint32_t begin = record->ranges[item.begin].begin, end = record->ranges[item.end - 1].end;
    struct mt_passage *passage = mt_push(maker->ctx, out);
    size_t n_words;
    bool *asked = asked_words(maker, note, item, &n_words);
    passage->heading = unit->heading;
    passage->kind = unit->kind;
    passage->timed = unit->timed;
    passage->time_exact = unit->exact;
    passage->start_ms = unit->start_ms;
    passage->line = mt_record_place(record, begin).line;
    passage->text = on_one_line(maker->ctx, mt_str_slice(record->text, begin, end));
    if (unit->speaker != MT_NOBODY)
        passage->speaker = note->table.speakers[unit->speaker].name;
    mt_tokenise(maker->tokens, passage->text);
    for (size_t i = 0; i < mt_tokens_count(maker->tokens) && i < n_words; i++) {
        struct mt_token token = mt_tokens_at(maker->tokens, i);
        if (asked[i])
            *mt_push(maker->ctx, &passage->highlights) =
                (struct mt_highlight){token.begin, token.end};
    }
}

void mt_context_find(struct mt_moment_maker *maker, const struct mt_found *found, size_t around,
                     struct mt_passages *out)
{
    const struct mt_unit_table *table = &found->note->table;
    struct item own = item_of(table, found->unit), first = own;
    for (size_t n = 0; n < around && first.begin > 0; n++) {
        if (!same_section(table, first.begin - 1, own.begin))
            break;
        first = item_of(table, first.begin - 1);
    }
    struct mt_passages passages = {0};
    size_t after = 0;
    for (struct item item = first;; item = item_of(table, item.end)) {
        add_passage(maker, found->note, item, &passages);
        passages.ptr[passages.len - 1].here = item.begin == own.begin;
        after += item.begin > own.begin;
        bool enough = item.begin >= own.begin && after >= around;
        if (enough || item.end == table->n_units || !same_section(table, item.end, own.begin))
            break;
    }
    *out = passages;
}
