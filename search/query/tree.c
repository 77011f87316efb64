/* tree.c - A question as a tree: names and printing
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/tree.h"

static const struct mt_str field_names[MT_FIELD_COUNT] = {
    [MT_FIELD_SPEAKER] = MT_STR("speaker"), [MT_FIELD_PERSON] = MT_STR("person"),
    [MT_FIELD_ORG] = MT_STR("org"),         [MT_FIELD_IN] = MT_STR("in"),
    [MT_FIELD_OWNER] = MT_STR("owner"),     [MT_FIELD_IS] = MT_STR("is"),
    [MT_FIELD_DUE] = MT_STR("due"),         [MT_FIELD_WITH] = MT_STR("with"),
    [MT_FIELD_DATE] = MT_STR("date"),       [MT_FIELD_TYPE] = MT_STR("type"),
    [MT_FIELD_TAG] = MT_STR("tag"),         [MT_FIELD_PATH] = MT_STR("path"),
    [MT_FIELD_TITLE] = MT_STR("title"),     [MT_FIELD_PROPERTY] = MT_STR(""),
};

struct mt_str mt_field_name(enum mt_field field)
{
    assert((unsigned)field < MT_FIELD_COUNT);
    return field_names[field];
}

/* A line longer than this is cut: a question has at most MT_QUERY_BYTES_MAX bytes, and none of
 * them is shown as more than four, so that it never happens to one that was parsed. */
#define PRINT_MAX ((size_t)1 << 20)

static void print_escaped(struct mt_buf *out, struct mt_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"' || c == '\\') {
            mt_buf_add_char(out, '\\');
            mt_buf_add_char(out, c);
        } else if ((unsigned char)c < 0x20 || c == 0x7F) {
            mt_buf_printf(out, "\\x%02x", (unsigned)(unsigned char)c);
        } else {
            mt_buf_add_char(out, c);
        }
    }
}

static void print_words(struct mt_buf *out, const struct mt_query *query)
{
    mt_buf_add(out, mt_str(query->op == MT_QUERY_PHRASE ? "phrase"
                           : query->exact               ? "exact"
                           : query->prefix              ? "prefix"
                           : query->sounds              ? "sounds"
                                                        : "word"));
    if (query->exact) {
        mt_buf_add_char(out, ' ');
        print_escaped(out, query->text);
        return;
    }
    for (size_t i = 0; i < query->words.len; i++) {
        mt_buf_add_char(out, ' ');
        print_escaped(out, query->words.ptr[i]);
    }
}

static void print_dates(struct mt_buf *out, struct mt_dates dates)
{
    if (dates.from)
        mt_buf_printf(out, "%d", (int)dates.from);
    mt_buf_add(out, mt_str(".."));
    if (dates.to)
        mt_buf_printf(out, "%d", (int)dates.to);
}

static void print_field(struct mt_buf *out, const struct mt_query *query)
{
    static const struct mt_str states[] = {
        [MT_IS_OPEN] = MT_STR("open"),           [MT_IS_DONE] = MT_STR("done"),
        [MT_IS_CANCELLED] = MT_STR("cancelled"), [MT_IS_OVERDUE] = MT_STR("overdue"),
        [MT_IS_TASK] = MT_STR("task"),
    };
    struct mt_str name = mt_field_name(query->field);
    print_escaped(out, name.len ? name : query->key);
    mt_buf_add_char(out, ' ');
    switch (query->field) {
    case MT_FIELD_IN:
        mt_buf_add(out, mt_kind_name(query->kind));
        break;
    case MT_FIELD_IS:
        mt_buf_add(out, states[query->is]);
        break;
    case MT_FIELD_DUE:
    case MT_FIELD_DATE:
        print_dates(out, query->dates);
        break;
    default:
        mt_buf_add_char(out, '"');
        print_escaped(out, query->text);
        mt_buf_add_char(out, '"');
    }
}

static void print(struct mt_buf *out, const struct mt_query *query)
{
    static const struct mt_str names[] = {
        [MT_QUERY_NOTHING] = MT_STR("nothing"), [MT_QUERY_NEAR] = MT_STR("near/"),
        [MT_QUERY_BEFORE] = MT_STR("before/"),  [MT_QUERY_NOT] = MT_STR("not"),
        [MT_QUERY_AND] = MT_STR("and"),         [MT_QUERY_OR] = MT_STR("or"),
        [MT_QUERY_SOFT] = MT_STR("soft"),
    };
    mt_buf_add_char(out, '(');
    switch (query->op) {
    case MT_QUERY_WORD:
    case MT_QUERY_PHRASE:
        print_words(out, query);
        break;
    case MT_QUERY_FIELD:
        print_field(out, query);
        break;
    case MT_QUERY_NEAR:
    case MT_QUERY_BEFORE:
        mt_buf_add(out, names[query->op]);
        mt_buf_printf(out, "%u", (unsigned)query->distance);
        break;
    default:
        mt_buf_add(out, names[query->op]);
    }
    for (size_t i = 0; i < query->n_kids; i++) {
        mt_buf_add_char(out, ' ');
        print(out, query->kids[i]);
    }
    mt_buf_add_char(out, ')');
}

struct mt_str mt_query_print(const void *ctx, const struct mt_query *query)
{
    void *scratch = mt_context(NULL);
    struct mt_buf out;
    mt_buf_init(&out, scratch, PRINT_MAX);
    print(&out, query);
    struct mt_str line = mt_str_copy(ctx, mt_buf_str(&out));
    mt_free(scratch);
    return line;
}
