/* suggest.c - mtindex names --suggest and --accept
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* realpath */
#include "base/base.h"
#include "command/suggest.h"

#include <inttypes.h>

#include "base/file.h"
#include "base/log.h"
#include "command/json.h"
#include "entity/heard.h"
#include "entity/names_edit.h"
#include "entity/names_file.h"
#include "store/meta.h"
#include "store/store.h"
#include "text/timecode.h"

/* What --accept takes without being told which. */
#define SCORE_HIGH .4

struct suggesting {
    const void *ctx;
    const struct mt_arguments *arguments;
    struct mt_names_file file;
    struct mt_archives archives;
    struct mt_heard_list list;
    struct mt_error err;
};

/* ---- What there is to judge ---- */

static enum mt_status read_blocks(struct suggesting *s, struct mt_reader *reader)
{
    struct mt_strs keys = {0};
    struct mt_str bytes;
    enum mt_status status =
        mt_reader_meta_keys(reader, 0, s->ctx, mt_str(MT_META_HEARD " "), &keys, &s->err);
    for (size_t i = 0; status == MT_OK && i < keys.len; i++) {
        status = mt_reader_meta(reader, 0, s->ctx, keys.ptr[i], &bytes, &s->err);
        if (status == MT_OK)
            status = mt_heard_unpack(s->ctx, bytes, &s->list, &s->err);
    }
    if (status == MT_OK)
        status = mt_reader_meta(reader, 0, s->ctx, mt_str(MT_META_ARCHIVES), &bytes, &s->err);
    if (status == MT_OK)
        status = mt_archives_unpack(s->ctx, bytes, &s->archives, &s->err);
    return status;
}

static bool has_words(const void *ctx, const struct mt_strs *list, struct mt_str words)
{
    for (size_t i = 0; i < list->len; i++)
        if (mt_str_eq(mt_form_words(ctx, list->ptr[i]), words))
            return true;
    return false;
}

static bool lists_other(const void *ctx, const struct mt_user_names *names,
                        const struct mt_heard *heard)
{
    struct mt_str name = mt_form_words(ctx, heard->name), as = mt_form_words(ctx, heard->as);
    for (size_t i = 0; i < names->len; i++)
        if (mt_str_eq(mt_form_words(ctx, names->ptr[i].name), name) &&
            has_words(ctx, &names->ptr[i].others, as))
            return true;
    return false;
}

/* The file may be newer than the index. */
static bool is_settled(const struct suggesting *s, const struct mt_heard *heard)
{
    void *scratch = mt_context(NULL);
    const struct mt_user_names *own =
        heard->kind == MT_ENTITY_PERSON ? &s->file.people : &s->file.organizations;
    bool settled = lists_other(scratch, own, heard) ||
                   lists_other(scratch, &s->file.refused, heard) ||
                   has_words(scratch, &s->file.ignored, mt_form_words(scratch, heard->name)) ||
                   has_words(scratch, &s->file.ignored, mt_form_words(scratch, heard->as));
    mt_free(scratch);
    return settled;
}

static enum mt_status gather(struct suggesting *s)
{
    struct mt_reader *reader = NULL;
    enum mt_status status = MT_OK;
    if (s->arguments->names)
        status = mt_names_file_read(s->ctx, s->arguments->names, !s->arguments->names_given,
                                    &s->file, &s->err);
    if (status == MT_OK)
        status = mt_reader_open(&s->arguments->index, 1, &reader, &s->err);
    if (status == MT_OK)
        status = read_blocks(s, reader);
    mt_reader_free(reader);
    size_t left = 0;
    for (size_t i = 0; i < s->list.len; i++)
        if (!is_settled(s, &s->list.ptr[i]))
            s->list.ptr[left++] = s->list.ptr[i];
    s->list.len = left;
    mt_heard_sort(&s->list);
    return status;
}

/* ---- --suggest ---- */

static struct mt_str path_of(const struct suggesting *s, const struct mt_heard *heard)
{
    const struct mt_archive *archive = mt_archive_numbered(&s->archives, heard->archive);
    return mt_str_printf(s->ctx, "%s/%.*s", archive ? archive->path.ptr : "", MT_ARG(heard->path));
}

static void print_one(const struct suggesting *s, const struct mt_heard *heard)
{
    char clock[MT_TIMECODE_SIZE] = "";
    if (heard->time_ms >= 0)
        mt_timecode_format(heard->time_ms, clock);
    mt_log_result(mt_str_printf(
        s->ctx, "  %.*s  %u in %u %s, %.2f  %.*s%s%s  %.*s", MT_ARG(heard->as), heard->count,
        heard->notes, heard->notes == 1 ? "meeting" : "meetings", heard->score,
        MT_ARG(path_of(s, heard)), clock[0] ? " " : "", clock, MT_ARG(heard->words)));
}

static json_t *json_of(const struct suggesting *s, const struct mt_heard *heard)
{
    json_t *time = heard->time_ms >= 0 ? json_integer(heard->time_ms) : json_null();
    return json_pack("{s:o,s:s,s:o,s:I,s:I,s:f,s:{s:o,s:o,s:o}}", "name", mt_json_str(heard->name),
                     "kind", heard->kind == MT_ENTITY_PERSON ? "person" : "organization", "as",
                     mt_json_str(heard->as), "count", (json_int_t)heard->count, "notes",
                     (json_int_t)heard->notes, "score", heard->score, "example", "path",
                     mt_json_str(path_of(s, heard)), "time_ms", time, "words",
                     mt_json_str(heard->words));
}

static void print_suggestions(const struct suggesting *s)
{
    json_t *array = json_array();
    for (size_t i = 0; i < s->list.len; i++) {
        const struct mt_heard *heard = &s->list.ptr[i];
        json_array_append_new(array, json_of(s, heard));
        if (s->arguments->json)
            continue;
        if (i == 0 || !mt_str_eq(heard->name, heard[-1].name))
            mt_log_result(heard->name);
        print_one(s, heard);
    }
    json_t *document = json_pack("{s:i,s:o}", "v", MT_JSON_VERSION, "suggestions", array);
    if (s->arguments->json) {
        mt_json_print(document);
        return;
    }
    json_decref(document);
    if (s->list.len == 0)
        mt_log_note("nothing looks misheard that is not settled yet");
}

/* ---- --accept ---- */

/* "Dana Reyes", or "Dana Reyes=day nurse". */
static bool is_named_by(const void *ctx, const char *operand, const struct mt_heard *heard)
{
    struct mt_str rest = mt_str(operand), name;
    mt_str_next(&rest, '=', &name);
    return mt_str_eq(mt_form_words(ctx, name), mt_form_words(ctx, heard->name)) &&
           (name.len == strlen(operand) ||
            mt_str_eq(mt_form_words(ctx, rest), mt_form_words(ctx, heard->as)));
}

/* Leaves those to be accepted. Errors: NOT_FOUND for an operand that names none. */
static enum mt_status choose(struct suggesting *s)
{
    const struct mt_arguments *arguments = s->arguments;
    bool *used = mt_array(s->ctx, bool, arguments->n_operands);
    size_t left = 0;
    for (size_t i = 0; i < s->list.len; i++) {
        bool taken = arguments->n_operands == 0 && s->list.ptr[i].score >= SCORE_HIGH;
        for (size_t o = 0; o < arguments->n_operands; o++) {
            bool named = is_named_by(s->ctx, arguments->operands[o], &s->list.ptr[i]);
            used[o] |= named;
            taken |= named;
        }
        if (taken)
            s->list.ptr[left++] = s->list.ptr[i];
    }
    s->list.len = left;
    for (size_t o = 0; o < arguments->n_operands; o++)
        if (!used[o])
            return mt_error_set(&s->err, MT_ERR_NOT_FOUND,
                                "nothing is suggested for \"%s\"; mtindex names --suggest lists it",
                                arguments->operands[o]);
    return MT_OK;
}

/* The file's own place: one that is a link stays one. */
static const char *real_place(const void *ctx, const char *path)
{
    char *real = realpath(path, NULL);
    const char *place = real ? mt_strdup(ctx, mt_str(real)) : path;
    free(real);
    return place;
}

static enum mt_status make_folder_of(const void *ctx, const char *path, struct mt_error *err)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return MT_OK;
    return mt_file_make_folder(mt_strdup(ctx, mt_str_of(path, (size_t)(slash - path))), err);
}

static enum mt_status write_file(struct suggesting *s)
{
    const char *path = s->arguments->names;
    struct mt_str text = {"", 0};
    struct mt_error reading = {0};
    if (!path)
        return mt_error_set(&s->err, MT_ERR_USAGE,
                            "where is the names file? HOME is not set; name it with --names FILE");
    enum mt_status status = mt_file_read(s->ctx, path, MT_NAMES_FILE_MAX, &text, &reading);
    if (status != MT_OK && status != MT_ERR_NOT_FOUND) {
        s->err = reading;
        return status;
    }
    status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < s->list.len; i++)
        status = mt_names_edit_add(s->ctx, text, s->list.ptr[i].kind, s->list.ptr[i].name,
                                   s->list.ptr[i].as, &text, &s->err);
    if (status != MT_OK)
        mt_error_at(&s->err, path, s->err.line);
    if (status != MT_OK || s->list.len == 0 || s->arguments->dry_run)
        return status;
    path = real_place(s->ctx, path);
    status = make_folder_of(s->ctx, path, &s->err);
    if (status == MT_OK)
        status = mt_file_replace(path, text, &s->err);
    return status;
}

static void tell_accepted(const struct suggesting *s)
{
    const char *would = s->arguments->dry_run ? "would write" : "wrote";
    json_t *array = json_array();
    for (size_t i = 0; i < s->list.len; i++) {
        const struct mt_heard *heard = &s->list.ptr[i];
        json_array_append_new(array, json_pack("{s:o,s:o}", "name", mt_json_str(heard->name), "as",
                                               mt_json_str(heard->as)));
        if (!s->arguments->json)
            mt_log_result(
                mt_str_printf(s->ctx, "%.*s: %.*s", MT_ARG(heard->name), MT_ARG(heard->as)));
    }
    json_t *document = json_pack("{s:i,s:o,s:o}", "v", MT_JSON_VERSION, "names_file",
                                 mt_json_str(mt_str(s->arguments->names)), "accepted", array);
    if (s->arguments->json)
        mt_json_print(document);
    else
        json_decref(document);
    if (s->list.len)
        mt_log_note("%s %zu %s to %s; the next run of mtindex takes them over", would, s->list.len,
                    s->list.len == 1 ? "name" : "names", s->arguments->names);
    else
        mt_log_note("nothing to accept");
}

enum mt_exit mt_suggest(const void *ctx, const struct mt_arguments *arguments)
{
    struct suggesting s = {.ctx = ctx, .arguments = arguments};
    enum mt_status status = gather(&s);
    if (status == MT_OK && !arguments->accept) {
        print_suggestions(&s);
        return MT_EXIT_OK;
    }
    if (status == MT_OK)
        status = choose(&s);
    if (status == MT_OK)
        status = write_file(&s);
    if (status != MT_OK)
        return mt_command_fail(arguments, &s.err);
    tell_accepted(&s);
    return MT_EXIT_OK;
}
