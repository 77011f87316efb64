/* names_file.c - The user's own list of persons and organizations
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "entity/names_file.h"

#include <yaml.h>

#include "base/file.h"

struct reader {
    const void *ctx;
    yaml_document_t document;
    struct mt_names_file *file;
    struct mt_error *err;
};

static enum mt_status fail_at(struct mt_error *err, yaml_mark_t mark, const char *format,
                              struct mt_str what)
{
    if (err) {
        err->line = (uint32_t)mark.line + 1;
        err->column = (uint32_t)mark.column + 1;
    }
    return mt_error_set(err, MT_ERR_FORMAT, format, MT_ARG(what));
}

static yaml_node_t *node_of(struct reader *r, int number)
{
    return yaml_document_get_node(&r->document, number);
}

static struct mt_str scalar_of(const yaml_node_t *node)
{
    return mt_str_trim(mt_str_of((const char *)node->data.scalar.value, node->data.scalar.length));
}

/* "Dana Reyes:" with nothing after it, "~" or "null". */
static bool is_nothing(const yaml_node_t *node)
{
    if (node->type != YAML_SCALAR_NODE || node->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return false;
    struct mt_str text = scalar_of(node);
    return text.len == 0 || mt_str_eq(text, mt_str("~")) || mt_str_eq(text, mt_str("null"));
}

static enum mt_status read_name(struct reader *r, const yaml_node_t *node, struct mt_str *out)
{
    if (node->type != YAML_SCALAR_NODE)
        return fail_at(r->err, node->start_mark, "a name is expected here%.*s", mt_str(""));
    struct mt_str name = scalar_of(node);
    if (name.len == 0)
        return fail_at(r->err, node->start_mark, "an empty name%.*s", mt_str(""));
    *out = mt_str_copy(r->ctx, name);
    return MT_OK;
}

/* A list of names, one name, or nothing. */
static enum mt_status read_list(struct reader *r, const yaml_node_t *node, struct mt_strs *out)
{
    enum mt_status status = MT_OK;
    if (is_nothing(node))
        return MT_OK;
    if (node->type == YAML_MAPPING_NODE)
        return fail_at(r->err, node->start_mark, "a list of names is expected here%.*s",
                       mt_str(""));
    if (node->type == YAML_SCALAR_NODE)
        return read_name(r, node, mt_push(r->ctx, out));
    for (yaml_node_item_t *item = node->data.sequence.items.start;
         status == MT_OK && item < node->data.sequence.items.top; item++)
        status = read_name(r, node_of(r, *item), mt_push(r->ctx, out));
    return status;
}

/* Names with their other names. */
static enum mt_status read_names(struct reader *r, const yaml_node_t *node,
                                 struct mt_user_names *out)
{
    enum mt_status status = MT_OK;
    if (node->type != YAML_MAPPING_NODE) {
        struct mt_strs names = {0};
        status = read_list(r, node, &names);
        for (size_t i = 0; status == MT_OK && i < names.len; i++)
            *mt_push(r->ctx, out) = (struct mt_user_name){.name = names.ptr[i]};
        return status;
    }
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         status == MT_OK && pair < node->data.mapping.pairs.top; pair++) {
        struct mt_user_name *name = mt_push(r->ctx, out);
        status = read_name(r, node_of(r, pair->key), &name->name);
        if (status == MT_OK)
            status = read_list(r, node_of(r, pair->value), &name->others);
    }
    return status;
}

static enum mt_status read_section(struct reader *r, const yaml_node_t *key,
                                   const yaml_node_t *value)
{
    const struct {
        const char *key;
        struct mt_user_names *names;
    } sections[] = {{"people", &r->file->people},
                    {"organizations", &r->file->organizations},
                    {"not", &r->file->refused}};
    struct mt_str name = key->type == YAML_SCALAR_NODE ? scalar_of(key) : mt_str("");
    for (size_t i = 0; i < MT_COUNT(sections); i++)
        if (mt_str_eq(name, mt_str(sections[i].key)))
            return read_names(r, value, sections[i].names);
    if (mt_str_eq(name, mt_str("ignore")))
        return read_list(r, value, &r->file->ignored);
    return fail_at(r->err, key->start_mark,
                   "\"%.*s\" is no part of a names file: people, organizations, not, ignore", name);
}

static enum mt_status read_document(struct reader *r)
{
    enum mt_status status = MT_OK;
    const yaml_node_t *root = yaml_document_get_root_node(&r->document);
    if (!root || is_nothing(root))
        return MT_OK;
    if (root->type != YAML_MAPPING_NODE)
        return fail_at(r->err, root->start_mark, "\"people:\" or the like is expected here%.*s",
                       mt_str(""));
    for (yaml_node_pair_t *pair = root->data.mapping.pairs.start;
         status == MT_OK && pair < root->data.mapping.pairs.top; pair++)
        status = read_section(r, node_of(r, pair->key), node_of(r, pair->value));
    return status;
}

enum mt_status mt_names_file_parse(const void *ctx, struct mt_str text, struct mt_names_file *out,
                                   struct mt_error *err)
{
    struct mt_names_file file = {.hash = mt_hash(text)};
    struct reader r = {.ctx = ctx, .file = &file, .err = err};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return mt_error_set(err, MT_ERR_NOMEM, "libyaml ran out of memory");
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.ptr ? text.ptr : ""),
                                 text.len);
    enum mt_status status;
    if (yaml_parser_load(&parser, &r.document)) {
        status = read_document(&r);
        yaml_document_delete(&r.document);
    } else {
        status = fail_at(err, parser.problem_mark, "this is no YAML: %.*s",
                         mt_str(parser.problem ? parser.problem : "unreadable bytes"));
    }
    yaml_parser_delete(&parser);
    if (status == MT_OK)
        *out = file;
    return status;
}

enum mt_status mt_names_file_read(const void *ctx, const char *path, bool optional,
                                  struct mt_names_file *out, struct mt_error *err)
{
    struct mt_str text;
    struct mt_error reason = {0};
    enum mt_status status = mt_file_read(ctx, path, MT_NAMES_FILE_MAX, &text, &reason);
    if (status == MT_ERR_NOT_FOUND && optional) {
        *out = (struct mt_names_file){0};
        return MT_OK;
    }
    if (status == MT_OK)
        status = mt_names_file_parse(ctx, text, out, &reason);
    if (status != MT_OK && err) {
        *err = reason;
        mt_error_at(err, path, reason.line);
    }
    return status;
}
