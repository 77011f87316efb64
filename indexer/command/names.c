/* names.c - mtindex names: the persons and organizations that the index knows
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * With --suggest and --accept: suggest.c. With --json, one document; keys are never renamed or
 * re-typed within a version:
 *
 *     {"v":1,"people":[{"name":"Dana Reyes","notes":9,        that name the person
 *                       "spoke":4,                            in which the person speaks
 *                       "forms":[{"as":"dana","level":"alias"}]}],
 *      "organizations":[…]}                                   the same keys
 */
#include "base/base.h"
#include "command/command.h"

#include "base/log.h"
#include "command/json.h"
#include "command/suggest.h"
#include "entity/lookup.h"

static const char *const titles[MT_ENTITY_KINDS] = {"people", "organizations"};

static void print_kind(const struct mt_entity_list *list, enum mt_entity_kind kind)
{
    void *scratch = mt_context(NULL);
    puts(titles[kind]);
    for (size_t i = 0; i < list->len; i++) {
        const struct mt_entity *entity = list->ptr[i];
        struct mt_buf line;
        mt_buf_init(&line, scratch, SIZE_MAX / 2);
        mt_buf_printf(&line, "  %4u  %.*s", entity->notes, MT_ARG(entity->name));
        for (size_t f = 1; f < entity->forms.len; f++)
            mt_buf_printf(&line, "%s%.*s", f == 1 ? "  (" : ", ",
                          MT_ARG(entity->forms.ptr[f].words));
        mt_buf_add(&line, mt_str(entity->forms.len > 1 ? ")" : ""));
        mt_log_result(mt_buf_str(&line));
    }
    mt_free(scratch);
}

static json_t *json_of(const struct mt_entity *entity)
{
    json_t *forms = json_array();
    for (size_t i = 0; i < entity->forms.len; i++) {
        const struct mt_entity_form *form = &entity->forms.ptr[i];
        json_array_append_new(forms, json_pack("{s:o,s:o}", "as", mt_json_str(form->words), "level",
                                               mt_json_str(mt_form_level_name(form->level))));
    }
    return json_pack("{s:o,s:I,s:I,s:o}", "name", mt_json_str(entity->name), "notes",
                     (json_int_t)entity->notes, "spoke", (json_int_t)entity->spoke, "forms", forms);
}

static void print(const struct mt_arguments *arguments, const struct mt_entity_list *lists)
{
    json_t *document = json_pack("{s:i}", "v", MT_JSON_VERSION);
    for (int kind = 0; kind < MT_ENTITY_KINDS; kind++) {
        json_t *array = json_array();
        if (!arguments->json)
            print_kind(&lists[kind], (enum mt_entity_kind)kind);
        for (size_t i = 0; i < lists[kind].len; i++)
            json_array_append_new(array, json_of(lists[kind].ptr[i]));
        json_object_set_new(document, titles[kind], array);
    }
    if (arguments->json)
        mt_json_print(document);
    else
        json_decref(document);
}

static enum mt_exit list_names(const void *ctx, const struct mt_arguments *arguments)
{
    struct mt_reader *reader = NULL;
    struct mt_entity_list lists[MT_ENTITY_KINDS] = {{0}};
    struct mt_error err = {0};
    enum mt_status status = mt_reader_open(&arguments->index, 1, &reader, &err);
    struct mt_lookup *lookup = mt_lookup_new(ctx, reader, 1);
    for (int kind = 0; status == MT_OK && kind < MT_ENTITY_KINDS; kind++)
        status = mt_lookup_all(lookup, (enum mt_entity_kind)kind, &lists[kind], &err);
    if (status == MT_OK)
        print(arguments, lists);
    mt_free(lookup);
    mt_reader_free(reader);
    return status == MT_OK ? MT_EXIT_OK : mt_command_fail(arguments, &err);
}

enum mt_exit mt_command_names(const void *ctx, const struct mt_arguments *arguments)
{
    bool judging = arguments->suggest || arguments->accept;
    return judging ? mt_suggest(ctx, arguments) : list_names(ctx, arguments);
}
