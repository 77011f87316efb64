/* note.c - The model of a note: making it, and adding to it within its limits
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/note.h"

#include <stdarg.h>

#define REASON_MAX 256

struct mt_note *mt_note_new(const void *ctx, const struct mt_text *text, struct mt_str path)
{
    struct mt_note *note = mt_new(ctx, struct mt_note);
    note->text = text;
    note->path = path;
    note->start_minutes = -1;
    mt_note_add_section(note, MT_KIND_OTHER, mt_str(""), 0);
    return note;
}

uint32_t mt_note_add_section(struct mt_note *note, enum mt_kind kind, struct mt_str heading,
                             int level)
{
    *mt_push(note, &note->sections) =
        (struct mt_section){.kind = kind, .heading = heading, .level = level};
    return (uint32_t)note->sections.len - 1;
}

struct mt_item *mt_note_add_item(struct mt_note *note, uint32_t section, struct mt_prose prose)
{
    assert(section < note->sections.len);
    if (mt_str_trim(prose.text).len == 0)
        return NULL;
    assert(prose.n_runs > 0 && prose.runs[0].at == 0);
    if (note->items.len >= MT_NOTE_ITEMS_MAX) {
        if (!note->full)
            mt_note_problem(note, prose.runs[0].source, "more than %d items: the rest is left out",
                            MT_NOTE_ITEMS_MAX);
        note->full = true;
        return NULL;
    }
    struct mt_item *item = mt_push(note, &note->items);
    item->section = section;
    item->prose = prose;
    return item;
}

/* Without spaces and marks on both sides. */
static struct mt_str bare(struct mt_str text)
{
    while (text.len && !mt_is_alnum(text.ptr[0]) && (unsigned char)text.ptr[0] < 0x80)
        text = mt_str_slice(text, 1, text.len);
    while (text.len && !mt_is_alnum(text.ptr[text.len - 1]) &&
           (unsigned char)text.ptr[text.len - 1] < 0x80)
        text.len--;
    return text;
}

#define LABEL_MAX 40

bool mt_item_says_nothing(const struct mt_item *item)
{
    static const struct mt_str nothings[] = {
        MT_STR("n/a"),
        MT_STR("nil"),
        MT_STR("none"),
        MT_STR("none at this time"),
        MT_STR("none identified"),
        MT_STR("none noted"),
        MT_STR("none so far"),
        MT_STR("none yet"),
        MT_STR("not applicable"),
        MT_STR("nothing"),
        MT_STR("tba"),
        MT_STR("tbd"),
    };
    struct mt_str text = mt_str_trim(item->prose.text);
    size_t colon = mt_str_find(mt_str_slice(text, 0, LABEL_MAX), mt_str(": "), 0);
    if (item->turn)
        return false;
    text = bare(colon == MT_NPOS ? text : mt_str_slice(text, colon + 1, text.len));
    for (size_t i = 0; i < MT_COUNT(nothings); i++)
        if (mt_str_eq_nocase(text, nothings[i]))
            return true;
    return false;
}

struct mt_prose mt_note_prose(struct mt_note *note, struct mt_str slice)
{
    struct mt_str all = note->text->str;
    assert(slice.len == 0 || (slice.ptr >= all.ptr && slice.ptr + slice.len <= all.ptr + all.len));
    struct mt_run *run = mt_new(note, struct mt_run);
    run->source = slice.len ? (uint32_t)(slice.ptr - all.ptr) : 0;
    return (struct mt_prose){.text = slice, .runs = run, .n_runs = 1};
}

void mt_note_add_name(struct mt_note *note, struct mt_strs *names, struct mt_str name)
{
    name = mt_str_trim(name);
    if (name.len == 0 || names->len >= MT_NOTE_NAMES_MAX)
        return;
    for (size_t i = 0; i < names->len; i++)
        if (mt_str_eq_nocase(names->ptr[i], name))
            return;
    *mt_push(note, names) = name;
}

/* The length of valid UTF-8 of which only the first `len` bytes fit, without a half character. */
static size_t whole_characters(const char *text, size_t len)
{
    while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
        len--;
    return len;
}

void mt_note_problem(struct mt_note *note, size_t offset, const char *format, ...)
{
    if (note->problems.len >= MT_NOTE_PROBLEMS_MAX)
        return;
    char reason[REASON_MAX + 1];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(reason, sizeof reason, format, args);
    va_end(args);
    size_t len = n < 0 ? 0 : (size_t)n;
    if (len > REASON_MAX)
        len = whole_characters(reason, REASON_MAX - 1);
    *mt_push(note, &note->problems) = (struct mt_problem){
        .line = mt_text_place(note->text, offset).line,
        .reason = mt_str_copy(note, mt_str_of(reason, len)),
    };
}
