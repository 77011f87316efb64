/* json_notes.h - Notes read from JSON, shown as text to compare with
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_TESTS_UNIT_JSON_NOTES_H
#define MT_TESTS_UNIT_JSON_NOTES_H

#include "base/base.h"
#include "note/format.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#include "text/decode.h"

static inline struct mt_text *json_text(void *ctx, struct mt_str bytes)
{
    struct mt_text *text = NULL;
    assert_int_equal(mt_text_decode(ctx, bytes, &text, NULL), MT_OK);
    return text;
}

static inline bool json_recognised(const struct mt_format *format, const char *bytes,
                                   const char *path)
{
    void *ctx = mt_context(NULL);
    bool found = format->recognises(json_text(ctx, mt_str(bytes)), mt_str(path));
    mt_free(ctx);
    return found;
}

static inline struct mt_notes json_parse(void *ctx, const struct mt_format *format,
                                         struct mt_str bytes)
{
    struct mt_notes notes = {0};
    format->parse(ctx, json_text(ctx, bytes), mt_str("a.json"), &notes);
    assert_true(notes.len > 0);
    return notes;
}

/* Each run begins with the byte that stands at its source, or with what an escape or an entity
 * there is shown as. */
static inline void json_check_runs(const struct mt_note *note)
{
    struct mt_str all = note->text->str;
    size_t before = 0;
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_prose *prose = &note->items.ptr[i].prose;
        assert_true(prose->runs[0].source >= before);
        before = prose->runs[0].source;
        for (size_t k = 0; k < prose->n_runs; k++) {
            struct mt_run run = prose->runs[k];
            assert_true(run.at < prose->text.len && run.source < all.len);
            if (prose->text.ptr[run.at] != all.ptr[run.source])
                assert_true(strchr("\\&", all.ptr[run.source]) != NULL);
        }
    }
}

static inline void json_show_names(struct mt_buf *out, const char *what, struct mt_strs names)
{
    for (size_t i = 0; i < names.len; i++)
        mt_buf_printf(out, "%s%.*s%s", i ? ", " : what, MT_ARG(names.ptr[i]),
                      i + 1 < names.len ? "" : "\n");
}

static inline void json_show_item(struct mt_buf *out, const struct mt_item *item)
{
    if (item->turn)
        mt_buf_printf(out, "%s%lld-%lld %.*s: ", item->turn->start_exact ? "" : "~",
                      (long long)item->turn->start_ms, (long long)item->turn->end_ms,
                      MT_ARG(item->turn->label));
    if (item->task)
        mt_buf_printf(out, "(%.*s @%.*s) ", MT_ARG(mt_task_status_name(item->task->status)),
                      MT_ARG(item->task->owner));
    mt_buf_printf(out, "%s%.*s\n", item->heading ? "# " : "", MT_ARG(item->prose.text));
}

/* Facts, then each section that has items as "[kind]" and its items. */
static inline const char *json_show(void *ctx, const struct mt_note *note)
{
    struct mt_buf out;
    char date[MT_DATE_SIZE];
    size_t section = MT_NPOS;
    mt_buf_init(&out, ctx, 1 << 20);
    json_check_runs(note);
    if (note->title.len)
        mt_buf_printf(&out, "title: %.*s\n", MT_ARG(note->title));
    if (note->date)
        mt_buf_printf(&out, "date: %s %02d:%02d\n", mt_date_format(note->date, date),
                      note->start_minutes / 60, note->start_minutes % 60);
    if (note->language.len)
        mt_buf_printf(&out, "language: %.*s\n", MT_ARG(note->language));
    json_show_names(&out, "people: ", note->people);
    json_show_names(&out, "organizations: ", note->organizations);
    json_show_names(&out, "tags: ", note->tags);
    for (size_t i = 0; i < note->problems.len; i++)
        mt_buf_printf(&out, "problem: %u %.*s\n", note->problems.ptr[i].line,
                      MT_ARG(note->problems.ptr[i].reason));
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        if (item->section != section)
            mt_buf_printf(&out, "[%.*s]\n",
                          MT_ARG(mt_kind_name(note->sections.ptr[item->section].kind)));
        section = item->section;
        json_show_item(&out, item);
    }
    return out.ptr;
}

/* Parses and compares; several notes are divided by "----". */
static inline void json_assert_notes(const struct mt_format *format, const char *bytes,
                                     const char *expected)
{
    void *ctx = mt_context(NULL);
    struct mt_notes notes = json_parse(ctx, format, mt_str(bytes));
    struct mt_buf shown;
    mt_buf_init(&shown, ctx, 1 << 20);
    for (size_t i = 0; i < notes.len; i++)
        mt_buf_printf(&shown, "%s%s", i ? "----\n" : "", json_show(ctx, notes.ptr[i]));
    if (strcmp(shown.ptr, expected) != 0)
        fail_msg("%s\n--- expected\n%s--- but was\n%s", bytes, expected, shown.ptr);
    mt_free(ctx);
}

#endif
