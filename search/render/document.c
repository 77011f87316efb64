/* document.c - Results as JSON values
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/document.h"

#include <math.h>

#include "base/json.h"
#include "base/memory.h"
#include "text/display.h"

#define VERSION 1

/* ---- Values ---- */

static json_t *text_or_null(struct mt_str s)
{
    return s.len ? mt_json_str(s) : json_null();
}

static json_t *date_or_null(mt_date date)
{
    char room[MT_DATE_SIZE];
    return date ? json_string(mt_date_format(date, room)) : json_null();
}

static json_t *texts(const struct mt_strs *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->len; i++)
        json_array_append_new(array, mt_json_str(list->ptr[i]));
    return array;
}

static json_t *named(const struct mt_named_list *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->len; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "name", mt_json_str(list->ptr[i].name));
        json_object_set_new(one, "as", mt_json_str(list->ptr[i].as));
        json_object_set_new(one, "level", mt_json_str(mt_form_level_name(list->ptr[i].level)));
        json_array_append_new(array, one);
    }
    return array;
}

static json_t *expansions(const struct mt_expansions *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->len; i++) {
        json_t *one = json_object();
        json_object_set_new(one, "from", mt_json_str(list->ptr[i].from));
        json_object_set_new(one, "to", texts(&list->ptr[i].to));
        json_object_set_new(one, "by", json_string(list->ptr[i].by_sound ? "sound" : "alias"));
        json_array_append_new(array, one);
    }
    return array;
}

static json_t *highlights(const struct mt_highlights *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->len; i++) {
        json_t *pair = json_array();
        json_array_append_new(pair, json_integer(list->ptr[i].begin));
        json_array_append_new(pair, json_integer(list->ptr[i].end));
        json_array_append_new(array, pair);
    }
    return array;
}

static json_t *task_or_null(const struct mt_moment *moment)
{
    if (moment->status == MT_TASK_NONE)
        return json_null();
    json_t *task = json_object();
    json_object_set_new(task, "status", mt_json_str(mt_task_status_name(moment->status)));
    json_object_set_new(task, "owner", text_or_null(moment->owner));
    json_object_set_new(task, "due", date_or_null(moment->due));
    json_object_set_new(task, "done", date_or_null(moment->done));
    return task;
}

static json_t *passages(const struct mt_passages *list)
{
    json_t *array = json_array();
    for (size_t i = 0; i < list->len; i++) {
        const struct mt_passage *passage = &list->ptr[i];
        bool timed = passage->timed;
        json_t *one = json_object();
        json_object_set_new(one, "here", json_boolean(passage->here));
        json_object_set_new(one, "line", json_integer(passage->line));
        json_object_set_new(one, "section", mt_json_str(mt_kind_name(passage->kind)));
        json_object_set_new(one, "speaker", text_or_null(passage->speaker));
        json_object_set_new(one, "start_ms", timed ? json_integer(passage->start_ms) : json_null());
        json_object_set_new(one, "time_exact",
                            timed ? json_boolean(passage->time_exact) : json_null());
        json_object_set_new(one, "text", mt_json_str(passage->text));
        json_object_set_new(one, "highlights", highlights(&passage->highlights));
        json_array_append_new(array, one);
    }
    return array;
}

static json_t *rounded(double value, double places)
{
    return json_real(round(value * places) / places);
}

/* ---- Documents ---- */

json_t *mt_document_hit(const struct mt_moment *m)
{
    json_t *o = json_object();
    json_object_set_new(o, "id", mt_json_str(m->id));
    json_object_set_new(o, "rank", json_integer((json_int_t)m->rank));
    json_object_set_new(o, "score", rounded(m->score, 1e4));
    json_object_set_new(o, "match", mt_json_str(mt_level_name(m->match)));
    json_object_set_new(o, "path", mt_json_str(m->path));
    json_object_set_new(o, "archive", mt_json_str(m->archive));
    json_object_set_new(o, "line", json_integer(m->line));
    json_object_set_new(o, "col", json_integer(m->column));
    json_object_set_new(o, "title", mt_json_str(m->title));
    json_object_set_new(o, "date", date_or_null(m->date));
    json_object_set_new(o, "type", text_or_null(m->type));
    json_object_set_new(o, "section", mt_json_str(mt_kind_name(m->kind)));
    json_object_set_new(o, "speaker", text_or_null(m->speaker));
    json_object_set_new(o, "speaker_raw", text_or_null(m->speaker_raw));
    json_object_set_new(o, "start_ms", m->timed ? json_integer(m->start_ms) : json_null());
    json_object_set_new(o, "end_ms", m->timed ? json_integer(m->end_ms) : json_null());
    json_object_set_new(o, "time_ms", m->timed ? json_integer(m->time_ms) : json_null());
    json_object_set_new(o, "time_exact", m->timed ? json_boolean(m->time_exact) : json_null());
    json_object_set_new(o, "snippet", mt_json_str(m->snippet));
    json_object_set_new(o, "highlights", highlights(&m->highlights));
    json_object_set_new(o, "people", named(&m->people));
    json_object_set_new(o, "orgs", named(&m->organizations));
    json_object_set_new(o, "task", task_or_null(m));
    json_object_set_new(o, "copies", texts(&m->copies));
    json_object_set_new(o, "missing", texts(&m->missing));
    json_object_set_new(o, "why", text_or_null(m->why));
    if (m->context.len)
        json_object_set_new(o, "context", passages(&m->context));
    return o;
}

json_t *mt_document_results(struct mt_str query, const struct mt_results *results)
{
    json_t *o = json_object(), *index = json_object(), *hits = json_array();
    json_object_set_new(o, "v", json_integer(VERSION));
    json_object_set_new(o, "query", mt_json_str(query));
    json_object_set_new(o, "parsed", mt_json_str(results->parsed));
    json_object_set_new(o, "total", json_integer((json_int_t)results->total));
    json_object_set_new(o, "total_exact", json_boolean(results->total_exact));
    json_object_set_new(o, "meetings", json_integer((json_int_t)results->meetings));
    json_object_set_new(o, "relaxed", texts(&results->relaxed));
    json_object_set_new(o, "expanded", expansions(&results->expanded));
    json_object_set_new(index, "age_s", json_integer(results->index_age_s));
    json_object_set_new(index, "notes", json_integer((json_int_t)results->index_notes));
    json_object_set_new(o, "index", index);
    json_object_set_new(o, "took_ms", rounded(results->took_ms, 1e3));
    for (size_t i = 0; i < results->moments.len; i++)
        json_array_append_new(hits, mt_document_hit(&results->moments.ptr[i]));
    json_object_set_new(o, "hits", hits);
    return o;
}

json_t *mt_document_listed(const struct mt_listed *listed)
{
    json_t *o = json_object();
    json_object_set_new(o, "name", mt_json_str(listed->name));
    json_object_set_new(o, "notes", json_integer((json_int_t)listed->notes));
    if (listed->path.len) {
        json_object_set_new(o, "date", date_or_null(listed->date));
        json_object_set_new(o, "path", mt_json_str(listed->path));
        json_object_set_new(o, "archive", mt_json_str(listed->archive));
    }
    return o;
}

json_t *mt_document_listing(struct mt_str kind, const struct mt_listing *listing, size_t total)
{
    json_t *o = json_object(), *items = json_array();
    json_object_set_new(o, "v", json_integer(VERSION));
    json_object_set_new(o, "list", mt_json_str(kind));
    json_object_set_new(o, "total", json_integer((json_int_t)total));
    for (size_t i = 0; i < listing->len; i++)
        json_array_append_new(items, mt_document_listed(&listing->ptr[i]));
    json_object_set_new(o, "items", items);
    return o;
}

json_t *mt_document_failure(const struct mt_error *err)
{
    json_t *o = json_object(), *error = json_object();
    char message[sizeof err->path + sizeof err->message + 2]; /* as on stderr: where, and what */
    snprintf(message, sizeof message, "%s%s%s", err->path, err->path[0] ? ": " : "", err->message);
    json_object_set_new(error, "code", json_string(mt_status_name(err->status)));
    json_object_set_new(error, "message", mt_json_str(mt_str(message)));
    json_object_set_new(o, "v", json_integer(VERSION));
    json_object_set_new(o, "error", error);
    json_object_set_new(o, "hits", json_array());
    return o;
}

/* ---- Bytes ---- */

struct mt_str mt_document_dump(const void *ctx, const json_t *value)
{
    struct mt_buf out;
    mt_buf_init(&out, (void *)ctx, SIZE_MAX / 2);
    char *dumped = json_dumps(value, JSON_COMPACT | JSON_REAL_PRECISION(10) | JSON_ENCODE_ANY);
    mt_display_add_json(&out, mt_str(dumped));
    mt_buf_add_char(&out, '\n');
    free(dumped);
    return mt_buf_str(&out);
}
