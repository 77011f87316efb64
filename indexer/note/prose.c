/* prose.c - Shown text in the making, with the way back to where it stands
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/prose.h"

#include "base/file.h"

/* Joints and all, shown text is never more than this much longer than the file. */
#define TEXT_MAX (MT_FILE_MAX * 4)

void mt_prose_begin(struct mt_prose_maker *maker, struct mt_note *note)
{
    *maker = (struct mt_prose_maker){.note = note, .next = MT_NPOS};
    mt_buf_init(&maker->text, note, TEXT_MAX);
}

void mt_prose_release(struct mt_prose_maker *maker)
{
    mt_free(maker->text.ptr);
    mt_free(maker->runs.ptr);
    *maker = (struct mt_prose_maker){.note = maker->note};
}

void mt_prose_joint(struct mt_prose_maker *maker, struct mt_str shown)
{
    if (maker->runs.len)
        mt_buf_add(&maker->text, shown);
    maker->next = MT_NPOS;
    maker->gap = mt_str(NULL);
}

void mt_prose_gap(struct mt_prose_maker *maker, struct mt_str shown)
{
    maker->gap = shown;
}

/* Nothing begins with a blank: a joint after it would be the beginning. */
static void append(struct mt_prose_maker *maker, size_t source, struct mt_str shown)
{
    while (maker->runs.len == 0 && shown.len && mt_is_space(shown.ptr[0])) {
        shown = mt_str_slice(shown, 1, shown.len);
        source++;
    }
    if (shown.len == 0 || shown.len + maker->gap.len > TEXT_MAX - maker->text.len)
        return;
    if (maker->gap.len)
        mt_prose_joint(maker, maker->gap);
    if (source != maker->next)
        *mt_push(maker->note, &maker->runs) =
            (struct mt_run){(uint32_t)maker->text.len, (uint32_t)source};
    mt_buf_add(&maker->text, shown);
    maker->next = source + shown.len;
}

void mt_prose_add(struct mt_prose_maker *maker, size_t source, size_t len)
{
    append(maker, source, mt_str_slice(maker->note->text->str, source, source + len));
}

void mt_prose_expand(struct mt_prose_maker *maker, size_t source, struct mt_str shown)
{
    append(maker, source, shown);
    maker->next = MT_NPOS;
}

/* The run that holds this byte of the shown text. */
static size_t run_at(struct mt_prose prose, size_t at)
{
    size_t low = 0, high = prose.n_runs;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (prose.runs[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t run_end(struct mt_prose prose, size_t run)
{
    return run + 1 < prose.n_runs ? prose.runs[run + 1].at : prose.text.len;
}

/* Whether the shown byte stands at this place, or is of a joint that continues a run. */
static bool stands_at(const struct mt_note *note, char shown, size_t source)
{
    return source < note->text->str.len && note->text->str.ptr[source] == shown;
}

/* Appends bytes [begin, end) of other prose with their places. */
static void append_part(struct mt_prose_maker *maker, struct mt_prose prose, size_t begin,
                        size_t end)
{
    if (begin >= end)
        return;
    for (size_t r = run_at(prose, begin); r < prose.n_runs && prose.runs[r].at < end; r++) {
        size_t from = begin > prose.runs[r].at ? begin : prose.runs[r].at;
        size_t to = end < run_end(prose, r) ? end : run_end(prose, r);
        size_t into = from - prose.runs[r].at, source = prose.runs[r].source + into;
        struct mt_str piece = mt_str_slice(prose.text, from, to);
        if (into == 0 || stands_at(maker->note, piece.ptr[0], source))
            mt_prose_expand(maker, source, piece);
        else
            mt_prose_joint(maker, piece);
    }
}

/* Prose that is a slice of the file needs no copy of it. */
static bool stands_as_it_is(const struct mt_note *note, struct mt_prose prose)
{
    struct mt_str all = note->text->str;
    return prose.n_runs == 1 && prose.text.len <= all.len - prose.runs[0].source &&
           memcmp(all.ptr + prose.runs[0].source, prose.text.ptr, prose.text.len) == 0;
}

static struct mt_prose keep(struct mt_note *note, struct mt_prose prose)
{
    if (stands_as_it_is(note, prose))
        return mt_note_prose(note, mt_str_slice(note->text->str, prose.runs[0].source,
                                                prose.runs[0].source + prose.text.len));
    struct mt_prose kept = {.text = mt_str_copy(note, prose.text), .n_runs = prose.n_runs};
    kept.runs = mt_array(note, struct mt_run, prose.n_runs);
    memcpy(kept.runs, prose.runs, prose.n_runs * sizeof *prose.runs);
    return kept;
}

struct mt_prose mt_prose_part(struct mt_note *note, struct mt_prose prose, size_t begin, size_t end)
{
    struct mt_str text = mt_str_trim(mt_str_slice(prose.text, begin, end));
    if (text.len == 0)
        return (struct mt_prose){0};
    begin = (size_t)(text.ptr - prose.text.ptr);
    size_t first = run_at(prose, begin), last = run_at(prose, begin + text.len - 1);
    struct mt_prose part = {.text = text, .n_runs = last - first + 1};
    part.runs = mt_array(note, struct mt_run, part.n_runs);
    for (size_t i = 0; i < part.n_runs; i++) {
        struct mt_run run = prose.runs[first + i];
        uint32_t cut = begin > run.at ? (uint32_t)begin - run.at : 0;
        size_t source = run.source + cut, limit = note->text->str.len;
        part.runs[i].at = run.at + cut - (uint32_t)begin;
        part.runs[i].source = (uint32_t)(source < limit ? source : limit);
    }
    return part;
}

struct mt_prose mt_prose_end(struct mt_prose_maker *maker)
{
    struct mt_prose whole = {mt_buf_str(&maker->text), maker->runs.ptr, maker->runs.len};
    struct mt_prose part = mt_prose_part(maker->note, whole, 0, whole.text.len), kept = {0};
    if (part.text.len) {
        kept = keep(maker->note, part);
        mt_free(part.runs);
    }
    mt_buf_clear(&maker->text);
    maker->runs.len = 0;
    maker->next = MT_NPOS;
    maker->gap = mt_str(NULL);
    return kept;
}

size_t mt_prose_first_line(const struct mt_note *note, struct mt_prose prose)
{
    const struct mt_text *text = note->text;
    uint32_t line = prose.n_runs ? mt_text_line(text, prose.runs[0].source) : 0;
    size_t next = line < text->n_lines ? text->lines[line] : text->str.len;
    for (size_t r = 1; r < prose.n_runs; r++)
        if (prose.runs[r].source >= next)
            return prose.runs[r].at;
    return prose.text.len;
}

/* Where the last "[[" before `end` begins, not before `from`; MT_NPOS when there is none. */
static size_t find_opening(struct mt_str text, size_t from, size_t end)
{
    for (size_t at = end; at >= from + 2; at--)
        if (text.ptr[at - 2] == '[' && text.ptr[at - 1] == '[')
            return at - 2;
    return MT_NPOS;
}

static void append_slice(struct mt_prose_maker *maker, struct mt_prose prose, struct mt_str slice)
{
    size_t begin = (size_t)(slice.ptr - prose.text.ptr);
    append_part(maker, prose, begin, begin + slice.len);
}

/* "300" or "300x200": how large to show an image. */
static bool is_size(struct mt_str shown)
{
    for (size_t i = 0; i < shown.len; i++)
        if (!mt_is_digit(shown.ptr[i]) && (i == 0 || shown.ptr[i] != 'x'))
            return false;
    return shown.len > 0;
}

/* Appends the link whose inside, without brackets, is this slice of the shown text. */
static void append_link(struct mt_prose_maker *maker, struct mt_prose prose, struct mt_str inside,
                        bool embeds)
{
    size_t bar = mt_str_find_char(inside, '|', 0);
    struct mt_str target = mt_str_trim(mt_str_slice(inside, 0, bar));
    struct mt_str shown =
        mt_str_trim(mt_str_slice(inside, bar == MT_NPOS ? bar : bar + 1, MT_NPOS));
    if (shown.len == 0 || mt_str_ends(target, shown)) {
        append_slice(maker, prose, target);
        return;
    }
    bool sized = embeds && is_size(shown);
    append_slice(maker, prose, sized ? target : shown);
    mt_prose_joint(maker, mt_str(" ("));
    append_slice(maker, prose, sized ? shown : target);
    mt_prose_joint(maker, mt_str(")"));
}

struct mt_prose mt_prose_without_links(struct mt_prose_maker *maker, struct mt_prose prose)
{
    struct mt_str text = prose.text, close = MT_STR("]]");
    size_t done = 0, end;
    if (mt_str_find(text, mt_str("[["), 0) == MT_NPOS)
        return prose;
    for (size_t at = 0; (end = mt_str_find(text, close, at)) != MT_NPOS; at = end + close.len) {
        size_t open = find_opening(text, at, end);
        if (open == MT_NPOS || mt_is_space(text.ptr[open + 2])) /* a test of the shell */
            continue;
        bool embeds = open > done && text.ptr[open - 1] == '!';
        append_part(maker, prose, done, embeds ? open - 1 : open);
        append_link(maker, prose, mt_str_slice(text, open + 2, end), embeds);
        done = end + close.len;
    }
    append_part(maker, prose, done, text.len);
    return mt_prose_end(maker);
}
