/* filter.c - Fields of a question as boolean terms of the store
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/filter.h"

#include "base/glob.h"
#include "text/fold.h"
#include "text/tokenise.h"

/* More paths than these are not worth a term each: every note is found, and its path tested. */
#define PATHS_MAX 1000
#define PATHS_READ_MAX 10000000
/* So many paths are compared between two looks at the clock. */
#define PATHS_A_LOOK 256

static struct mt_store_query *new_query(const void *ctx, enum mt_store_op op, size_t n_kids)
{
    struct mt_store_query *query = mt_new(ctx, struct mt_store_query);
    query->op = op;
    query->kids = mt_array(ctx, const struct mt_store_query *, n_kids);
    query->n_kids = n_kids;
    return query;
}

static const struct mt_store_query *term(const void *ctx, const char *prefix, struct mt_str rest)
{
    struct mt_store_query *query = new_query(ctx, MT_STORE_TERM, 0);
    query->term = mt_str_printf(ctx, "%s%.*s", prefix, MT_ARG(rest));
    return query;
}

/* All of the words, each with the prefix. */
static const struct mt_store_query *all_words(const void *ctx, const char *prefix,
                                              const struct mt_strs *words)
{
    struct mt_store_query *all = new_query(ctx, MT_STORE_AND, words->len);
    for (size_t i = 0; i < words->len; i++)
        all->kids[i] = term(ctx, prefix, words->ptr[i]);
    if (words->len == 0)
        all->op = MT_STORE_NOTHING;
    return all;
}

static const struct mt_store_query *status_in(const void *ctx, const bool wanted[])
{
    struct mt_store_query *any = new_query(ctx, MT_STORE_OR, MT_TASK_CANCELLED);
    any->n_kids = 0;
    for (int s = MT_TASK_OPEN; s <= MT_TASK_CANCELLED; s++)
        if (wanted[s])
            any->kids[any->n_kids++] =
                term(ctx, MT_PREFIX_STATUS, mt_task_status_name((enum mt_task_status)s));
    return any;
}

static const struct mt_store_query *status_of(const void *ctx, enum mt_is is)
{
    static const bool wanted[][MT_TASK_CANCELLED + 1] = {
        [MT_IS_OPEN] = {[MT_TASK_OPEN] = true, [MT_TASK_PROGRESS] = true},
        [MT_IS_DONE] = {[MT_TASK_DONE] = true},
        [MT_IS_CANCELLED] = {[MT_TASK_CANCELLED] = true},
        [MT_IS_OVERDUE] = {[MT_TASK_OPEN] = true, [MT_TASK_PROGRESS] = true},
        [MT_IS_TASK] = {false, true, true, true, true},
    };
    return status_in(ctx, wanted[is]);
}

static const struct mt_store_query *date_in(const void *ctx, struct mt_dates dates)
{
    struct mt_store_query *range = new_query(ctx, MT_STORE_RANGE, 0);
    range->slot = MT_SLOT_DATE;
    range->term = dates.from ? mt_str_printf(ctx, "%08d", dates.from) : mt_str("0");
    range->term_to = dates.to ? mt_str_printf(ctx, "%08d", dates.to) : mt_str("99999999");
    return range;
}

/* Any of the paths that the pattern matches. A path cut at its term's limit may match. */
static enum mt_status paths(const void *ctx, struct mt_reader *reader, struct mt_str pattern,
                            const struct mt_deadline *deadline, const struct mt_store_query **out,
                            struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_term_list list = {0};
    enum mt_status status =
        mt_reader_terms(reader, scratch, mt_str(MT_PREFIX_PATH), PATHS_READ_MAX, false, &list, err);
    struct mt_store_query *any = new_query(ctx, MT_STORE_OR, PATHS_MAX);
    any->n_kids = 0;
    any->op = MT_STORE_NOTHING;
    for (size_t i = 0; i < list.len && status == MT_OK && any->op != MT_STORE_EVERYTHING; i++) {
        struct mt_str path =
            mt_str_slice(list.ptr[i].term, strlen(MT_PREFIX_PATH), list.ptr[i].term.len);
        if (i % PATHS_A_LOOK == 0 && mt_deadline_passed(deadline))
            status = mt_error_set(err, MT_ERR_TIMEOUT, "the paths took too long to compare");
        if (path.len < MT_PATH_TERM_MAX && !mt_glob_match(pattern, path))
            continue;
        any->op = any->n_kids < PATHS_MAX ? MT_STORE_OR : MT_STORE_EVERYTHING;
        if (any->op == MT_STORE_OR)
            any->kids[any->n_kids++] = term(ctx, MT_PREFIX_PATH, path);
        else
            any->n_kids = 0;
    }
    mt_free(scratch);
    if (status == MT_OK)
        *out = any;
    return status;
}

static struct mt_str property_prefix(const void *ctx, struct mt_str key)
{
    return mt_str_printf(ctx, "%s%.*s=", MT_PREFIX_PROPERTY,
                         MT_ARG(mt_fold_cut(ctx, key, MT_PATH_TERM_MAX - MT_TERM_MAX)));
}

enum mt_status mt_filter_query(const void *ctx, struct mt_reader *reader,
                               const struct mt_query *field, const struct mt_deadline *deadline,
                               const struct mt_store_query **out, struct mt_error *err)
{
    static const bool any_task[] = {false, true, true, true, true};
    switch (field->field) {
    case MT_FIELD_SPEAKER:
        *out = all_words(ctx, MT_PREFIX_SPEAKER, &field->words);
        break;
    case MT_FIELD_PERSON:
    case MT_FIELD_ORG:
        *out = all_words(ctx, "", &field->words);
        break;
    case MT_FIELD_IN:
        *out = term(ctx, MT_PREFIX_KIND, mt_kind_name(field->kind));
        break;
    case MT_FIELD_OWNER:
        *out = all_words(ctx, MT_PREFIX_OWNER, &field->words);
        break;
    case MT_FIELD_IS:
        *out = status_of(ctx, field->is);
        break;
    case MT_FIELD_DUE:
        *out = status_in(ctx, any_task);
        break;
    case MT_FIELD_WITH:
        *out = all_words(ctx, MT_PREFIX_WITH, &field->words);
        break;
    case MT_FIELD_DATE:
        *out = date_in(ctx, field->dates);
        break;
    case MT_FIELD_TYPE:
        *out = term(ctx, MT_PREFIX_TYPE, mt_fold_cut(ctx, field->text, MT_TERM_MAX));
        break;
    case MT_FIELD_TAG:
        *out = term(ctx, MT_PREFIX_TAG, mt_fold_cut(ctx, field->text, MT_TERM_MAX));
        break;
    case MT_FIELD_PATH:
        return paths(ctx, reader, field->text, deadline, out, err);
    case MT_FIELD_TITLE:
        *out = all_words(ctx, MT_PREFIX_HEAD, &field->words);
        break;
    case MT_FIELD_PROPERTY:
        *out = all_words(ctx, property_prefix(ctx, field->key).ptr, &field->words);
        break;
    case MT_FIELD_COUNT:
        break;
    }
    return MT_OK;
}

bool mt_filter_is_exact(const struct mt_query *field)
{
    switch (field->field) {
    case MT_FIELD_DATE:
    case MT_FIELD_TYPE:
    case MT_FIELD_TAG:
        return true;
    case MT_FIELD_WITH:
    case MT_FIELD_PROPERTY: /* two words may be of two names */
        return field->words.len == 1;
    default: /* tested on the moment, or on the record: a title, a path that was cut */
        return false;
    }
}

enum mt_status mt_filter_knows_key(struct mt_reader *reader, struct mt_str key, bool *out,
                                   struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_term_list list = {0};
    enum mt_status status =
        mt_reader_terms(reader, scratch, property_prefix(scratch, key), 1, false, &list, err);
    if (status == MT_OK)
        *out = list.len > 0;
    mt_free(scratch);
    return status;
}
