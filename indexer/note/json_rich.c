/* json_rich.c - Formatted text in JSON: ProseMirror's trees, and HTML
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/json_rich.h"

#include "note/markup.h"

#define ENTITY_LEN_MAX 12

static bool is_one_of(struct mt_str name, const struct mt_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mt_str_eq_nocase(name, names[i]))
            return true;
    return false;
}

static void end_block(struct mt_json_filler *f, int heading_level)
{
    struct mt_prose prose = mt_prose_end(&f->maker);
    if (prose.text.len && heading_level)
        mt_json_add_heading(f, prose, heading_level);
    else if (prose.text.len)
        mt_json_add_line(f, prose);
}

/* Link targets, the names of persons and pictures. */
static void add_attributes(struct mt_json_filler *f, uint32_t value)
{
    static const struct mt_str keys[] = {MT_STR("href"), MT_STR("src"),  MT_STR("label"),
                                         MT_STR("alt"),  MT_STR("name"), MT_STR("title")};
    for (uint32_t i = value; i < f->json->tokens.ptr[value].next; i++) {
        if (!mt_json_is(f->json, i, MT_JSON_STRING) ||
            !is_one_of(mt_json_key(f->json, i), keys, MT_COUNT(keys)))
            continue;
        mt_prose_gap(&f->maker, mt_str(" "));
        mt_json_add(&f->maker, f->json, i);
        mt_prose_gap(&f->maker, mt_str(" "));
    }
}

static int level_of(const struct mt_json *json, uint32_t node)
{
    double level;
    if (!mt_str_eq(mt_json_raw(json, mt_json_get(json, node, "type")), mt_str("heading")))
        return 0;
    return mt_json_number(json, mt_json_get(json, node, "attrs.level"), &level) && level >= 1 &&
                   level <= 6
               ? (int)level
               : 1;
}

/* A node without content is part of a line. Trees are no deeper than MT_JSON_DEPTH_MAX. */
static void add_node(struct mt_json_filler *f, uint32_t node)
{
    bool block = false;
    if (f->note->full)
        return;
    if (mt_json_is(f->json, node, MT_JSON_STRING))
        mt_json_add(&f->maker, f->json, node);
    MT_JSON_EACH(f->json, node, value)
    {
        struct mt_str key = mt_json_key(f->json, value);
        if (mt_json_is(f->json, node, MT_JSON_ARRAY)) {
            add_node(f, value);
        } else if (mt_str_eq(key, mt_str("content"))) {
            block = true;
            end_block(f, 0);
            MT_JSON_EACH(f->json, value, child)
            add_node(f, child);
        } else if (mt_str_eq(key, mt_str("text"))) {
            mt_json_add(&f->maker, f->json, value);
        } else if (mt_str_eq(key, mt_str("type"))) {
            if (mt_str_eq(mt_json_raw(f->json, value), mt_str("hardBreak")))
                mt_prose_gap(&f->maker, mt_str(" "));
        } else {
            add_attributes(f, value);
        }
    }
    if (block)
        end_block(f, level_of(f->json, node));
}

struct html {
    struct mt_json_filler *f;
    struct mt_prose prose;
    size_t run;
    int heading_level;
};

/* Where a byte of the HTML stands; bytes are asked for in their order. */
static size_t source_of(struct html *h, size_t at)
{
    while (h->run + 1 < h->prose.n_runs && h->prose.runs[h->run + 1].at <= at)
        h->run++;
    return h->prose.runs[h->run].source + (at - h->prose.runs[h->run].at);
}

static void add_stretch(struct html *h, size_t begin, size_t end)
{
    while (begin < end) {
        size_t source = source_of(h, begin), stop = end;
        if (h->run + 1 < h->prose.n_runs && h->prose.runs[h->run + 1].at < end)
            stop = h->prose.runs[h->run + 1].at;
        mt_json_add_piece(&h->f->maker, source, mt_str_slice(h->prose.text, begin, stop));
        begin = stop;
    }
}

/* An entity at `at`, which begins with '&'. Returns the bytes read or 0. */
static size_t add_entity(struct html *h, size_t at)
{
    char room[MT_ENTITY_SIZE];
    struct mt_str some = mt_str_slice(h->prose.text, at, at + ENTITY_LEN_MAX);
    size_t end = mt_str_find_char(some, ';', 0);
    struct mt_str shown = {NULL, 0};
    if (end != MT_NPOS)
        shown = mt_markup_entity(mt_str_slice(some, 0, end + 1), room);
    if (shown.len == 0)
        return 0;
    mt_json_add_piece(&h->f->maker, source_of(h, at), shown);
    return end + 1;
}

/* The text of a line, without tags. */
static void add_text(struct html *h, size_t begin, size_t end)
{
    for (size_t at = begin; at < end;) {
        size_t mark = mt_str_find_char(mt_str_slice(h->prose.text, 0, end), '&', at);
        if (mark == MT_NPOS)
            mark = end;
        add_stretch(h, at, mark);
        size_t n = mark < end ? add_entity(h, mark) : 0;
        if (mark < end && n == 0) {
            add_stretch(h, mark, mark + 1);
            n = 1;
        }
        at = mark + n;
    }
}

/* The address in a link's tag. */
static void add_address(struct html *h, struct mt_str tag)
{
    struct mt_str mark = MT_STR("href=\"");
    size_t begin = mt_str_find(tag, mark, 0);
    if (begin == MT_NPOS)
        return;
    begin += mark.len;
    size_t end = mt_str_find_char(tag, '"', begin), base = (size_t)(tag.ptr - h->prose.text.ptr);
    mt_prose_gap(&h->f->maker, mt_str(" "));
    add_stretch(h, base + begin, base + (end == MT_NPOS ? tag.len : end));
    mt_prose_gap(&h->f->maker, mt_str(" "));
}

/* A tag without its brackets. */
static void take_tag(struct html *h, struct mt_str tag)
{
    static const struct mt_str blocks[] = {MT_STR("p"),          MT_STR("li"),   MT_STR("ul"),
                                           MT_STR("ol"),         MT_STR("div"),  MT_STR("br"),
                                           MT_STR("tr"),         MT_STR("td"),   MT_STR("hr"),
                                           MT_STR("blockquote"), MT_STR("table")};
    bool closes = tag.len && tag.ptr[0] == '/';
    size_t begin = closes, end = begin;
    while (end < tag.len && mt_is_alnum(tag.ptr[end]))
        end++;
    struct mt_str name = mt_str_slice(tag, begin, end);
    bool heading = name.len == 2 && mt_to_lower(name.ptr[0]) == 'h' && name.ptr[1] >= '1' &&
                   name.ptr[1] <= '6';
    add_address(h, tag);
    if (!heading && !is_one_of(name, blocks, MT_COUNT(blocks)))
        return;
    end_block(h->f, h->heading_level);
    h->heading_level = heading && !closes ? name.ptr[1] - '0' : 0;
}

/* The end of the tag that begins at `open`, or MT_NPOS: "5 < 6" is none. */
static size_t tag_end(struct mt_str text, size_t open, size_t last_close)
{
    char first = open + 1 < last_close ? text.ptr[open + 1] : '>';
    return mt_is_alpha(first) || first == '/' ? mt_str_find_char(text, '>', open) : MT_NPOS;
}

static void add_html(struct mt_json_filler *f, uint32_t value)
{
    mt_json_add(&f->maker, f->json, value);
    struct html h = {.f = f, .prose = mt_prose_end(&f->maker)};
    struct mt_str text = h.prose.text;
    size_t close, open, at = 0, last_close = text.len;
    while (last_close > 0 && text.ptr[last_close - 1] != '>')
        last_close--;
    while (!f->note->full && (open = mt_str_find_char(text, '<', at)) != MT_NPOS) {
        add_text(&h, at, open);
        close = tag_end(text, open, last_close);
        if (close == MT_NPOS) {
            add_text(&h, open, open + 1);
            at = open + 1;
        } else {
            take_tag(&h, mt_str_slice(text, open + 1, close));
            at = close + 1;
        }
    }
    add_text(&h, at, text.len);
    end_block(f, h.heading_level);
}

void mt_json_fill_rich(struct mt_json_filler *f, uint32_t value)
{
    if (!mt_json_is(f->json, value, MT_JSON_STRING)) {
        add_node(f, value);
        end_block(f, 0);
    } else if (mt_str_starts(mt_str_trim(mt_json_raw(f->json, value)), mt_str("<"))) {
        add_html(f, value);
    } else {
        mt_json_fill_lines(f, value);
    }
}
