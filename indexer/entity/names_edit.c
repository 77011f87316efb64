/* names_edit.c - A name added to the user's names file
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * libyaml says where things stand; only bytes are put in between.
 */
#include "base/base.h"
#include "entity/names_edit.h"

#include <yaml.h>

#include "entity/names_file.h"

struct editor {
    const void *ctx;
    struct mt_str text;
    yaml_document_t document;
    struct mt_str name, other; /* as YAML */
    const char *section;
    struct mt_str out; /* "" until it is done */
    struct mt_error *err;
};

/* ---- Writing YAML ---- */

/* Whether it needs no quotes: letters, digits, and what else stands in names, and no word that YAML
 * takes for something else. */
static bool is_plain(struct mt_str text)
{
    static const char *const words[] = {"null", "true", "false", "yes", "no",
                                        "on",   "off",  "y",     "n"};
    uint64_t number;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool inside = i > 0 && i + 1 < text.len && (c == ' ' || c == '-' || c == '\'');
        bool letter = mt_is_alnum(c) || (unsigned char)c >= 0x80;
        if (!letter && !inside && !(c == '.' && i > 0))
            return false;
    }
    for (size_t i = 0; i < MT_COUNT(words); i++)
        if (mt_str_eq_nocase(text, mt_str(words[i])))
            return false;
    return text.len > 0 && !mt_is_digit(text.ptr[0]) && !mt_str_to_u64(text, &number);
}

static struct mt_str as_yaml(const void *ctx, struct mt_str text)
{
    struct mt_buf out;
    if (is_plain(text))
        return text;
    mt_buf_init(&out, (void *)ctx, text.len * 6 + 3);
    mt_buf_add_char(&out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x20 || c == 0x7f)
            mt_buf_printf(&out, "\\x%02x", c);
        else if (c == '"' || c == '\\')
            mt_buf_printf(&out, "\\%c", c);
        else
            mt_buf_add_char(&out, (char)c);
    }
    mt_buf_add_char(&out, '"');
    return mt_buf_str(&out);
}

/* ---- Places ---- */

/* libyaml's marks count characters, and a byte order mark is none. */
static size_t offset_of(const struct editor *e, yaml_mark_t mark)
{
    size_t at = mt_str_starts(e->text, mt_str("\xef\xbb\xbf")) ? 3 : 0;
    for (size_t n = mark.index; n > 0 && at < e->text.len; n--) {
        at++;
        while (at < e->text.len && ((unsigned char)e->text.ptr[at] & 0xc0) == 0x80)
            at++;
    }
    return at;
}

static size_t line_end(const struct editor *e, size_t at)
{
    size_t end = mt_str_find_char(e->text, '\n', at);
    end = end == MT_NPOS ? e->text.len : end;
    return end > at && e->text.ptr[end - 1] == '\r' ? end - 1 : end;
}

/* The text with [from, to) replaced. */
static void put(struct editor *e, size_t from, size_t to, struct mt_str what)
{
    e->out = mt_str_printf(e->ctx, "%.*s%.*s%.*s", MT_ARG(mt_str_slice(e->text, 0, from)),
                           MT_ARG(what), MT_ARG(mt_str_slice(e->text, to, e->text.len)));
}

/* A line of its own, this far in, after the line that `at` is in. */
static void put_line(struct editor *e, size_t at, size_t column, struct mt_str what)
{
    size_t end = line_end(e, at);
    put(e, end, end, mt_str_printf(e->ctx, "\n%*s%.*s", (int)column, "", MT_ARG(what)));
}

static enum mt_status cannot(struct editor *e, yaml_mark_t mark)
{
    if (e->err) {
        e->err->line = (uint32_t)mark.line + 1;
        e->err->column = (uint32_t)mark.column + 1;
    }
    return mt_error_set(
        e->err, MT_ERR_FORMAT,
        "cannot add to the names as they are written here; add this yourself, below "
        "%s: %.*s: [%.*s]",
        e->section, MT_ARG(e->name), MT_ARG(e->other));
}

/* ---- Adding ---- */

static yaml_node_t *node_of(struct editor *e, int number)
{
    return yaml_document_get_node(&e->document, number);
}

static bool is_nothing(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE && node->data.scalar.length == 0 &&
           node->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
}

static struct mt_str scalar_of(const yaml_node_t *node)
{
    if (node->type != YAML_SCALAR_NODE)
        return mt_str("");
    return mt_str_trim(mt_str_of((const char *)node->data.scalar.value, node->data.scalar.length));
}

/* To the other names of an entity that stands in the file. */
static enum mt_status add_other(struct editor *e, yaml_node_t *value)
{
    size_t begin = offset_of(e, value->start_mark), end = offset_of(e, value->end_mark);
    if (is_nothing(value)) {
        put(e, begin, begin, mt_str_printf(e->ctx, " [%.*s]", MT_ARG(e->other)));
    } else if (value->type == YAML_SCALAR_NODE) {
        struct mt_str old = mt_str_slice(e->text, begin, end);
        put(e, begin, end, mt_str_printf(e->ctx, "[%.*s, %.*s]", MT_ARG(old), MT_ARG(e->other)));
    } else if (value->type != YAML_SEQUENCE_NODE) {
        return cannot(e, value->start_mark);
    } else if (value->data.sequence.style == YAML_FLOW_SEQUENCE_STYLE) {
        bool empty = value->data.sequence.items.start == value->data.sequence.items.top;
        put(e, end - 1, end - 1,
            mt_str_printf(e->ctx, "%s%.*s", empty ? "" : ", ", MT_ARG(e->other)));
    } else {
        yaml_node_t *last = node_of(e, value->data.sequence.items.top[-1]);
        put_line(e, offset_of(e, last->end_mark), value->start_mark.column,
                 mt_str_printf(e->ctx, "- %.*s", MT_ARG(e->other)));
    }
    return MT_OK;
}

/* The end of what a node holds: that of its last part, since a block's own end is where the next
 * thing begins. */
static size_t end_of(struct editor *e, yaml_node_t *node)
{
    if (node->type == YAML_MAPPING_NODE && node->data.mapping.style != YAML_FLOW_MAPPING_STYLE &&
        node->data.mapping.pairs.top > node->data.mapping.pairs.start) {
        yaml_node_pair_t *pair = &node->data.mapping.pairs.top[-1];
        yaml_node_t *value = node_of(e, pair->value);
        return is_nothing(value) ? offset_of(e, node_of(e, pair->key)->end_mark) : end_of(e, value);
    }
    if (node->type == YAML_SEQUENCE_NODE && node->data.sequence.style != YAML_FLOW_SEQUENCE_STYLE &&
        node->data.sequence.items.top > node->data.sequence.items.start)
        return end_of(e, node_of(e, node->data.sequence.items.top[-1]));
    return offset_of(e, node->end_mark);
}

/* To a section: to the entity's line, or as a new one. */
static enum mt_status add_to_section(struct editor *e, yaml_node_t *key, yaml_node_t *section,
                                     struct mt_str name)
{
    struct mt_str line = mt_str_printf(e->ctx, "%.*s: [%.*s]", MT_ARG(e->name), MT_ARG(e->other));
    if (is_nothing(section)) {
        put_line(e, offset_of(e, key->end_mark), 2, line);
        return MT_OK;
    }
    if (section->type != YAML_MAPPING_NODE)
        return cannot(e, section->start_mark);
    yaml_node_pair_t *begin = section->data.mapping.pairs.start;
    for (yaml_node_pair_t *pair = begin; pair < section->data.mapping.pairs.top; pair++)
        if (mt_str_eq(scalar_of(node_of(e, pair->key)), name))
            return add_other(e, node_of(e, pair->value));
    if (section->data.mapping.style == YAML_FLOW_MAPPING_STYLE) {
        size_t end = offset_of(e, section->end_mark) - 1;
        bool empty = begin == section->data.mapping.pairs.top;
        put(e, end, end, mt_str_printf(e->ctx, "%s%.*s", empty ? "" : ", ", MT_ARG(line)));
    } else {
        put_line(e, end_of(e, section), node_of(e, begin->key)->start_mark.column, line);
    }
    return MT_OK;
}

static void add_section(struct editor *e)
{
    bool ended = e->text.len == 0 || e->text.ptr[e->text.len - 1] == '\n';
    put(e, e->text.len, e->text.len,
        mt_str_printf(e->ctx, "%s%s:\n  %.*s: [%.*s]\n", ended ? "" : "\n", e->section,
                      MT_ARG(e->name), MT_ARG(e->other)));
}

static enum mt_status add(struct editor *e, struct mt_str name)
{
    yaml_node_t *root = yaml_document_get_root_node(&e->document);
    if (!root || is_nothing(root)) {
        add_section(e);
        return MT_OK;
    }
    if (root->data.mapping.style == YAML_FLOW_MAPPING_STYLE)
        return cannot(e, root->start_mark);
    for (yaml_node_pair_t *pair = root->data.mapping.pairs.start;
         pair < root->data.mapping.pairs.top; pair++)
        if (mt_str_eq(scalar_of(node_of(e, pair->key)), mt_str(e->section)))
            return add_to_section(e, node_of(e, pair->key), node_of(e, pair->value), name);
    add_section(e);
    return MT_OK;
}

/* ---- Checking ---- */

static bool has(const struct mt_names_file *file, enum mt_entity_kind kind, struct mt_str name,
                struct mt_str other)
{
    const struct mt_user_names *names =
        kind == MT_ENTITY_PERSON ? &file->people : &file->organizations;
    for (size_t i = 0; i < names->len; i++)
        for (size_t o = 0; mt_str_eq(names->ptr[i].name, name) && o < names->ptr[i].others.len; o++)
            if (mt_str_eq_nocase(names->ptr[i].others.ptr[o], other))
                return true;
    return false;
}

static size_t size_of(const struct mt_names_file *file)
{
    const struct mt_user_names *lists[] = {&file->people, &file->organizations, &file->refused};
    size_t n = file->ignored.len;
    for (size_t l = 0; l < MT_COUNT(lists); l++)
        for (size_t i = 0; i < lists[l]->len; i++)
            n += lists[l]->ptr[i].others.len;
    return n;
}

enum mt_status mt_names_edit_add(const void *ctx, struct mt_str text, enum mt_entity_kind kind,
                                 struct mt_str name, struct mt_str other, struct mt_str *out,
                                 struct mt_error *err)
{
    struct mt_names_file before, after;
    struct editor e = {.ctx = ctx, .text = text, .out = {"", 0}, .err = err};
    yaml_parser_t parser;
    e.name = as_yaml(ctx, name);
    e.other = as_yaml(ctx, other);
    e.section = kind == MT_ENTITY_PERSON ? "people" : "organizations";
    enum mt_status status = mt_names_file_parse(ctx, text, &before, err);
    if (status != MT_OK || has(&before, kind, name, other)) {
        if (status == MT_OK)
            *out = text;
        return status;
    }
    if (!yaml_parser_initialize(&parser))
        return mt_error_set(err, MT_ERR_NOMEM, "libyaml ran out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.ptr ? text.ptr : ""),
                                 text.len);
    if (yaml_parser_load(&parser, &e.document)) {
        status = add(&e, name);
        yaml_document_delete(&e.document);
    }
    yaml_parser_delete(&parser);
    if (status != MT_OK)
        return status;
    if (mt_names_file_parse(ctx, e.out, &after, NULL) != MT_OK || !has(&after, kind, name, other) ||
        size_of(&after) != size_of(&before) + 1)
        return cannot(&e, (yaml_mark_t){0});
    *out = e.out;
    return MT_OK;
}
