/* fields.c - Fields of the question tested on a unit
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/fields.h"

#include "base/file.h"
#include "base/glob.h"
#include "entity/mention.h"
#include "text/fold.h"

/* Whether it is a name that the field asks for, or another one of whom it means. */
static bool is_asked_for(struct mt_str name, const struct mt_node *node)
{
    bool is = mt_name_has_part(name, &node->query->words);
    for (size_t i = 0; i < node->forms.len && !is; i++)
        is = mt_name_has_part(name, &node->forms.ptr[i].words);
    return is;
}

static bool any_is_asked_for(const struct mt_str *names, size_t n, const struct mt_node *node)
{
    for (size_t i = 0; i < n; i++)
        if (is_asked_for(names[i], node))
            return true;
    return false;
}

/* Whether one of the values is the wanted one, compared folded as the store does. */
static bool any_equal(const struct mt_str *values, size_t n, struct mt_str wanted)
{
    void *scratch = mt_context(NULL);
    struct mt_buf value, other;
    bool found = false;
    mt_buf_init(&value, scratch, MT_FILE_MAX);
    mt_buf_init(&other, scratch, MT_FILE_MAX);
    mt_fold(&other, wanted);
    for (size_t i = 0; i < n && !found; i++) {
        mt_buf_clear(&value);
        mt_fold(&value, values[i]);
        found = mt_str_eq(mt_buf_str(&value), mt_buf_str(&other));
    }
    mt_free(scratch);
    return found;
}

static bool has_status(const struct mt_unit *unit, enum mt_is is, mt_date today)
{
    bool open = unit->status == MT_TASK_OPEN || unit->status == MT_TASK_PROGRESS;
    switch (is) {
    case MT_IS_OPEN:
        return open;
    case MT_IS_DONE:
        return unit->status == MT_TASK_DONE;
    case MT_IS_CANCELLED:
        return unit->status == MT_TASK_CANCELLED;
    case MT_IS_OVERDUE:
        return open && unit->due && unit->due < today;
    case MT_IS_TASK:
        return unit->status != MT_TASK_NONE;
    }
    return false;
}

static bool property_holds(const struct mt_record *record, const struct mt_query *field)
{
    for (size_t i = 0; i < record->n_properties; i++)
        if (mt_str_eq_nocase(record->properties[i].key, field->key) &&
            mt_name_has_part(record->properties[i].value, &field->words))
            return true;
    return false;
}

static bool note_field_holds(struct mt_field_test *test, const struct mt_node *node)
{
    const struct mt_query *field = node->query;
    const struct mt_record *record = NULL;
    if (field->field == MT_FIELD_PATH)
        return mt_glob_match(field->text, test->note->path);
    if (mt_match_record(test->note, test->reader, &record, &test->failed) != MT_OK)
        return false;
    switch (field->field) {
    case MT_FIELD_WITH:
        return any_is_asked_for(record->people, record->n_people, node);
    case MT_FIELD_DATE:
        return mt_dates_hold(field->dates, record->date);
    case MT_FIELD_TYPE:
        return any_equal(&record->type, 1, field->text);
    case MT_FIELD_TAG:
        return any_equal(record->tags, record->n_tags, field->text);
    case MT_FIELD_TITLE:
        return mt_name_has_part(record->title, &field->words);
    default:
        return property_holds(record, field);
    }
}

static size_t mask_length(const struct mt_unit_table *table, enum mt_field field)
{
    return field == MT_FIELD_SPEAKER ? table->n_speakers
           : field == MT_FIELD_OWNER ? table->n_owners
                                     : 1;
}

static const bool *mask_of(struct mt_field_test *test, const struct mt_node *node)
{
    for (size_t i = 0; i < test->masks.len; i++)
        if (test->masks.ptr[i].node == node)
            return test->masks.ptr[i].holds;
    const struct mt_unit_table *table = &test->note->table;
    enum mt_field field = node->query->field;
    size_t n = mask_length(table, field);
    struct mt_field_mask *mask = mt_push(test->note->ctx, &test->masks);
    *mask = (struct mt_field_mask){node, mt_array(test->note->ctx, bool, n)};
    for (size_t i = 0; i < n; i++)
        mask->holds[i] = field == MT_FIELD_SPEAKER
                             ? is_asked_for(table->speakers[i].name, node) ||
                                   is_asked_for(table->speakers[i].label, node)
                         : field == MT_FIELD_OWNER ? is_asked_for(table->owners[i], node)
                                                   : note_field_holds(test, node);
    return mask->holds;
}

bool mt_field_holds(struct mt_field_test *test, const struct mt_node *node, uint32_t number)
{
    const struct mt_query *field = node->query;
    const struct mt_unit *unit = &test->note->table.units[number];
    switch (field->field) {
    case MT_FIELD_SPEAKER:
        return unit->speaker != MT_NOBODY && mask_of(test, node)[unit->speaker];
    case MT_FIELD_PERSON:
    case MT_FIELD_ORG:
        return mt_occurrences_in_unit(&test->note->leaves[node->leaf], number) != NULL;
    case MT_FIELD_IN:
        return unit->kind == field->kind;
    case MT_FIELD_OWNER:
        return unit->owner != MT_NOBODY && mask_of(test, node)[unit->owner];
    case MT_FIELD_IS:
        return has_status(unit, field->is, test->today);
    case MT_FIELD_DUE:
        return unit->status != MT_TASK_NONE && mt_dates_hold(field->dates, unit->due);
    default:
        return node->settled || mask_of(test, node)[0];
    }
}
