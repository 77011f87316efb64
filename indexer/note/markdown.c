/* markdown.c - Markdown text to sections and items, by md4c
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * md4c calls back with pieces of text that point into what it was given, so each piece knows where
 * it stands; line breaks, indentation and expanded attributes are strings of its own. A block's
 * pieces are collected (prose.h) until the next block begins or ends, and then are one item.
 *
 * No line is lost: an item is added only after all lines above it have been looked at, and one
 * that holds words but gave no piece (a reference definition, whatever md4c does not show) becomes
 * a plain item. If md4c gives up, all lines that are left do.
 */
#include "base/base.h"
#include "note/markdown.h"

#include <md4c.h>

#include "note/markup.h"
#include "note/prose.h"
#include "note/tags.h"
#include "note/tasks.h"

#define FLAGS (MD_DIALECT_GITHUB | MD_FLAG_NOINDENTEDCODEBLOCKS)
#define LEVELS 6
#define SPANS_MAX 16

/* What md4c may cost: a file with a reference of a megabyte that is used a thousand times, or with
 * a table of thousands of columns, makes it work out of all proportion. */
#define BUDGET_AT_LEAST ((size_t)1 << 20)
#define BUDGET_PER_BYTE 8

struct list_item {
    char mark;  /* of the task box, or 0 */
    bool fresh; /* its first text is still to come */
};

struct reader {
    struct mt_note *note;
    struct mt_str source; /* what md4c reads: the text from `begin` on */
    size_t begin;
    size_t budget;
    struct mt_prose_maker maker, links;
    size_t cursor;          /* text offset after the last piece */
    MD_BLOCKTYPE block;     /* the innermost block that holds text */
    int level;              /* of the heading */
    size_t span[SPANS_MAX]; /* where in the shown text each open link began */
    size_t n_spans;
    struct list_item list[MT_MARKDOWN_DEPTH_MAX];
    size_t n_list;
    enum mt_kind kinds[LEVELS + 1]; /* of the section at each level above */
    struct mt_str assignee;
    uint32_t line; /* the first line (from 0) that is still to be looked at */
};

static size_t line_begin(const struct reader *r, uint32_t line)
{
    const struct mt_text *text = r->note->text;
    return line < text->n_lines ? text->lines[line] : text->str.len;
}

static uint32_t line_of(const struct reader *r, size_t offset)
{
    return mt_text_line(r->note->text, offset) - 1;
}

/* The section for an item that is no heading. The title has a section of its own; what stands
 * below it goes into another one under the same heading. */
static uint32_t section_here(struct mt_note *note)
{
    struct mt_section last = note->sections.ptr[note->sections.len - 1];
    if (last.kind == MT_KIND_TITLE)
        return mt_note_add_section(note, MT_KIND_OTHER, last.heading, last.level);
    return (uint32_t)note->sections.len - 1;
}

/* Makes plain items of the lines that gave no text, up to the line `end`. */
static void keep_lines(struct reader *r, uint32_t end)
{
    for (; r->line < end; r->line++) {
        size_t from = line_begin(r, r->line), to = line_begin(r, r->line + 1);
        struct mt_str words = mt_markup_words(mt_str_slice(r->note->text->str, from, to));
        if (words.len)
            mt_note_add_item(r->note, section_here(r->note), mt_note_prose(r->note, words));
    }
}

/* A run is in one line. Lines between those of the item gave nothing to it: they follow it. */
static void pass_lines(struct reader *r, struct mt_prose prose)
{
    for (size_t i = 0; i < prose.n_runs; i++) {
        uint32_t line = line_of(r, prose.runs[i].source);
        keep_lines(r, line);
        if (line >= r->line)
            r->line = line + 1;
    }
}

static void add_heading(struct reader *r, struct mt_prose prose)
{
    struct mt_note *note = r->note;
    enum mt_kind kind = mt_kind_of_heading(prose.text), below;
    struct mt_str assignee = mt_markup_assignee(prose.text);
    bool title = r->level == 1 && note->heading.len == 0;
    if (assignee.len || kind != MT_KIND_OTHER || title)
        r->assignee = assignee;
    if (title) {
        note->heading = prose.text;
        kind = MT_KIND_TITLE;
    } else if (kind == MT_KIND_OTHER) {
        kind = r->kinds[r->level - 1];
    }
    below = title ? MT_KIND_OTHER : kind;
    for (int level = r->level; level <= LEVELS; level++)
        r->kinds[level] = below;
    uint32_t section = mt_note_add_section(note, kind, prose.text, r->level);
    struct mt_item *item = mt_note_add_item(note, section, prose);
    if (item)
        item->heading = true;
}

/* What a wrapped task says in its first line counts before what its other lines say. */
static void add_task(struct reader *r, struct mt_prose prose, char mark)
{
    size_t first = mt_prose_first_line(r->note, prose);
    struct mt_task task = mt_task_parse(mark, mt_str_slice(prose.text, 0, first));
    struct mt_task more = mt_task_parse(mark, mt_str_slice(prose.text, first, prose.text.len));
    struct mt_item *item = mt_note_add_item(r->note, section_here(r->note), prose);
    if (!item)
        return;
    if (task.owner.len == 0)
        task.owner = more.owner.len ? more.owner : r->assignee;
    task.due = task.due ? task.due : more.due;
    task.done = task.done ? task.done : more.done;
    task.priority = task.priority ? task.priority : more.priority;
    item->task = mt_new(r->note, struct mt_task);
    *item->task = task;
}

/* The box of the list item that this text is the first of, or 0; a box that md4c left in the text
 * is cut off. */
static char take_box(struct reader *r, struct mt_prose *prose)
{
    if (r->n_list == 0 || r->n_list > MT_MARKDOWN_DEPTH_MAX || !r->list[r->n_list - 1].fresh)
        return 0;
    struct list_item *item = &r->list[r->n_list - 1];
    item->fresh = false;
    if (item->mark)
        return item->mark;
    char mark = mt_markup_box(prose->text);
    if (mark)
        *prose = mt_prose_part(r->note, *prose, MT_MARKUP_BOX_LEN, prose->text.len);
    return mark;
}

/* Comments and tags of HTML are remarks of programs: no part of the section that they stand in. */
static void add_text(struct reader *r, struct mt_prose prose)
{
    uint32_t section = r->block == MD_BLOCK_HTML ? 0 : section_here(r->note);
    mt_note_add_item(r->note, section, prose);
}

/* `[!info] Purpose` is a line of its own. */
static void add_callout(struct reader *r, struct mt_prose prose)
{
    size_t first = mt_prose_first_line(r->note, prose);
    struct mt_prose purpose = mt_prose_part(r->note, prose, 0, first);
    struct mt_prose rest = mt_prose_part(r->note, prose, first, prose.text.len);
    add_text(r, purpose);
    pass_lines(r, purpose);
    if (rest.text.len)
        keep_lines(r, line_of(r, rest.runs[0].source));
    add_text(r, rest);
}

/* The text collected so far becomes an item. */
static void flush(struct reader *r)
{
    struct mt_prose prose = mt_prose_end(&r->maker);
    r->n_spans = 0;
    if (prose.text.len == 0)
        return;
    struct mt_prose whole = prose;
    bool verbatim = r->block == MD_BLOCK_CODE || r->block == MD_BLOCK_HTML;
    char mark = verbatim ? 0 : take_box(r, &prose);
    if (!verbatim)
        prose = mt_prose_without_links(&r->links, prose);
    if (prose.text.len) {
        keep_lines(r, line_of(r, prose.runs[0].source));
        if (r->block == MD_BLOCK_H)
            add_heading(r, prose);
        else if (mark)
            add_task(r, prose, mark);
        else if (mt_str_starts(prose.text, mt_str("[!")))
            add_callout(r, prose);
        else
            add_text(r, prose);
    }
    pass_lines(r, whole);
}

/* What a callback returns: 0 to go on. md4c swallows a positive value where links are concerned. */
static int spend(struct reader *r, size_t cost)
{
    if (cost > r->budget)
        return -1;
    r->budget -= cost;
    return 0;
}

static void enter_list_item(struct reader *r, const MD_BLOCK_LI_DETAIL *detail)
{
    if (r->n_list < MT_MARKDOWN_DEPTH_MAX)
        r->list[r->n_list] =
            (struct list_item){.mark = detail->is_task ? detail->task_mark : 0, .fresh = true};
    r->n_list++;
}

/* md4c passes over the cells of a row that go beyond the table's columns. */
static void add_more_cells(struct reader *r)
{
    if (r->maker.runs.len == 0)
        return; /* the line is kept as a whole */
    size_t end = line_begin(r, line_of(r, r->cursor) + 1);
    struct mt_str text = r->note->text->str;
    struct mt_str cells = mt_markup_more_cells(mt_str_slice(text, r->cursor, end));
    if (cells.len == 0)
        return;
    mt_prose_gap(&r->maker, mt_str(" | "));
    mt_prose_add(&r->maker, (size_t)(cells.ptr - text.ptr), cells.len);
}

static int on_enter_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
        mt_prose_gap(&r->maker, mt_str(" | "));
    } else {
        flush(r);
        r->block = type;
    }
    if (type == MD_BLOCK_H)
        r->level = (int)((MD_BLOCK_H_DETAIL *)detail)->level;
    if (type == MD_BLOCK_LI)
        enter_list_item(r, detail);
    return spend(r, 1);
}

static int on_leave_block(MD_BLOCKTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    (void)detail;
    if (type == MD_BLOCK_TR)
        add_more_cells(r);
    if (type != MD_BLOCK_TH && type != MD_BLOCK_TD) {
        flush(r);
        r->block = MD_BLOCK_DOC;
    }
    if (type == MD_BLOCK_LI)
        r->n_list--;
    return spend(r, 1);
}

/* The text offset of a piece, or MT_NPOS when it is a string of md4c's own. */
static size_t offset_of(const struct reader *r, const char *piece)
{
    uintptr_t at = (uintptr_t)piece, from = (uintptr_t)r->source.ptr;
    return at >= from && at - from < r->source.len ? r->begin + (at - from) : MT_NPOS;
}

static void show(struct reader *r, size_t offset, size_t len)
{
    mt_prose_add(&r->maker, offset, len);
    r->cursor = offset + len;
}

/* Whether a link's target at this offset stands in the link itself, "](" or "](<" before it, and
 * not in a definition elsewhere. */
static bool stands_in_link(const struct reader *r, size_t offset)
{
    const char *text = r->note->text->str.ptr;
    if (offset < r->cursor)
        return false;
    if (offset > r->cursor && text[offset - 1] == '<')
        offset--;
    while (offset > r->cursor && mt_is_space(text[offset - 1]))
        offset--;
    return offset > r->cursor && text[offset - 1] == '(';
}

/* Where the target of a link begins whose md4c has only a copy, because of escapes in it: after
 * the "](" that follows the link's text and the marks that end it. MT_NPOS when there is none. */
static size_t find_target(const struct reader *r)
{
    struct mt_str text = r->note->text->str;
    size_t at = r->cursor;
    while (at < text.len && !mt_is_alnum(text.ptr[at]) &&
           !mt_str_starts(mt_str_slice(text, at, text.len), mt_str("](")))
        at++;
    if (at == text.len || text.ptr[at] != ']')
        return MT_NPOS;
    at += 2;
    while (at < text.len && (mt_is_space(text.ptr[at]) || text.ptr[at] == '<'))
        at++;
    return at;
}

/* Where the title of a link begins, after its target and the mark that opens the title. */
static size_t find_title(const struct reader *r)
{
    struct mt_str text = r->note->text->str;
    size_t at = r->cursor;
    while (at < text.len && (mt_is_space(text.ptr[at]) || text.ptr[at] == '>'))
        at++;
    for (at++; at < text.len && mt_is_space(text.ptr[at]);)
        at++;
    return at < text.len ? at : text.len;
}

/* Shows a value that stands at `at` but for what md4c has resolved: backslashes, and line breaks
 * with the indentation and quote marks after them. */
static void show_value(struct reader *r, size_t at, struct mt_str value)
{
    struct mt_str text = r->note->text->str;
    size_t from = at;
    for (size_t i = 0; i < value.len && at < text.len; at++) {
        bool same = text.ptr[at] == value.ptr[i];
        i += same;
        if (same && text.ptr[at] != '\n')
            continue;
        if (!same && !mt_is_space(text.ptr[at]) && !strchr("\\>", text.ptr[at]))
            break;
        show(r, from, at - from);
        from = at + 1;
        if (text.ptr[at] == '\n')
            mt_prose_gap(&r->maker, mt_str(" "));
    }
    show(r, from, at - from);
}

/* "the plan (https://... its title)". A target that is the shown text itself is not repeated, and
 * one that stands in a definition is found there. */
static void show_target(struct reader *r, size_t shown_from, const MD_ATTRIBUTE *target,
                        const MD_ATTRIBUTE *title)
{
    struct mt_str url = mt_str_of(target->text, target->size);
    struct mt_str name = mt_str_trim(mt_str_of(title->text, title->size));
    struct mt_str shown = mt_buf_str(&r->maker.text);
    shown = mt_str_trim(mt_str_slice(shown, shown_from, shown.len));
    if (url.len == 0 || (mt_markup_same_target(url, shown) && name.len == 0))
        return;
    size_t offset = offset_of(r, url.ptr);
    if (offset == MT_NPOS)
        offset = find_target(r);
    if (offset == MT_NPOS || !stands_in_link(r, offset))
        return;
    if (shown.len)
        mt_prose_joint(&r->maker, mt_str(" ("));
    show_value(r, offset, url);
    if (name.len) {
        mt_prose_gap(&r->maker, mt_str(" "));
        show_value(r, find_title(r), name);
    }
    if (shown.len)
        mt_prose_joint(&r->maker, mt_str(")"));
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    size_t cost = 1;
    if (type == MD_SPAN_A || type == MD_SPAN_IMG) {
        const MD_SPAN_A_DETAIL *link = detail; /* an image's detail is laid out alike */
        cost += link->href.size + link->title.size;
        if (r->n_spans < SPANS_MAX)
            r->span[r->n_spans] = r->maker.text.len;
        r->n_spans++;
    }
    return spend(r, cost);
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *user)
{
    struct reader *r = user;
    if ((type == MD_SPAN_A || type == MD_SPAN_IMG) && r->n_spans > 0) {
        const MD_SPAN_A_DETAIL *link = detail;
        r->n_spans--;
        show_target(r, r->span[r->n_spans < SPANS_MAX ? r->n_spans : SPANS_MAX - 1], &link->href,
                    &link->title);
    }
    return spend(r, 1);
}

/* Strings that are md4c's own: line breaks, indentation of code. */
static void show_own(struct reader *r, struct mt_str piece)
{
    if (r->block == MD_BLOCK_CODE) {
        if (mt_str_eq(piece, mt_str("\n")))
            flush(r);
    } else {
        mt_prose_gap(&r->maker, mt_str(" "));
    }
}

static void show_entity(struct reader *r, struct mt_str piece, size_t offset)
{
    char room[MT_ENTITY_SIZE];
    struct mt_str shown = mt_markup_entity(piece, room);
    if (shown.len)
        mt_prose_expand(&r->maker, offset, shown);
    else
        mt_prose_add(&r->maker, offset, piece.len);
    r->cursor = offset + piece.len;
}

static void show_html(struct reader *r, struct mt_str piece, size_t offset)
{
    struct mt_str shown = mt_markup_html(piece);
    if (shown.len)
        show(r, offset + (size_t)(shown.ptr - piece.ptr), shown.len);
    else if (mt_markup_breaks(piece))
        mt_prose_gap(&r->maker, mt_str(" "));
    r->cursor = offset + piece.len;
}

/* Whether words on both sides of a mark would run into one without it. */
static bool stands_between(struct mt_str piece, size_t at, size_t len)
{
    return at > 0 && at + len < piece.len && !mt_is_space(piece.ptr[at - 1]) &&
           !mt_is_space(piece.ptr[at + len]);
}

static void show_words(struct reader *r, struct mt_str piece, size_t offset)
{
    size_t done = 0, at, len;
    bool begins = r->maker.text.len == 0;
    while ((at = mt_markup_hidden(piece, done, begins, &len)) != MT_NPOS) {
        show(r, offset + done, at - done);
        if (stands_between(piece, at, len))
            mt_prose_gap(&r->maker, mt_str(" "));
        done = at + len;
    }
    show(r, offset + done, piece.len - done);
    if (r->n_spans == 0) /* not the words of a link */
        mt_tags_add(r->note, offset, offset + piece.len);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *user)
{
    struct reader *r = user;
    size_t offset = offset_of(r, text);
    struct mt_str piece = mt_str_of(text, size);
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR || offset == MT_NPOS)
        show_own(r, piece);
    else if (type == MD_TEXT_ENTITY)
        show_entity(r, piece, offset);
    else if (type == MD_TEXT_HTML)
        show_html(r, piece, offset);
    else if (type == MD_TEXT_NORMAL)
        show_words(r, piece, offset);
    else
        show(r, offset, piece.len);
    return spend(r, 1);
}

static void inherit_kind(struct reader *r)
{
    const struct mt_section *last = &r->note->sections.ptr[r->note->sections.len - 1];
    enum mt_kind kind = last->kind == MT_KIND_TITLE ? MT_KIND_OTHER : last->kind;
    for (int level = last->level; last->level > 0 && level <= LEVELS; level++)
        r->kinds[level] = kind;
}

void mt_markdown_parse(struct mt_note *note, size_t begin, size_t end)
{
    static const MD_PARSER parser = {
        .flags = FLAGS,
        .enter_block = on_enter_block,
        .leave_block = on_leave_block,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
    };
    assert(begin <= end && end <= note->text->str.len);
    struct mt_str text = mt_str_slice(note->text->str, begin, end);
    void *scratch = mt_context(note);
    struct reader *r = mt_new(scratch, struct reader);
    r->note = note;
    r->begin = r->cursor = begin;
    r->source = mt_markup_flatten(scratch, text, MT_MARKDOWN_DEPTH_MAX);
    r->budget = BUDGET_AT_LEAST + BUDGET_PER_BYTE * text.len;
    r->line = line_of(r, begin);
    mt_prose_begin(&r->maker, note);
    mt_prose_begin(&r->links, note);
    inherit_kind(r);
    if (md_parse(r->source.ptr, (MD_SIZE)r->source.len, &parser, r) != 0)
        mt_note_problem(note, line_begin(r, r->line), "Markdown too costly to read: plain text");
    if (end > begin)
        keep_lines(r, line_of(r, end - 1) + 1);
    mt_prose_release(&r->links);
    mt_prose_release(&r->maker);
    mt_free(scratch);
}
