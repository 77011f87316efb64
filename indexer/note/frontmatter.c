/* frontmatter.c - The YAML block at the head of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * libyaml's events are walked, not its documents: each scalar is wanted with its place. The block
 * is parsed once to see whether it is sound, and once more to be read; one that is not is read key
 * by key.
 */
#include "base/base.h"
#include "note/frontmatter.h"

#include <yaml.h>

#include "note/prose.h"

#define DEPTH_MAX 64
#define KEY_MAX 256

/* A mapping or sequence that is open. */
struct frame {
    bool map;
    bool at_key;        /* the next thing is a key of the map */
    struct mt_str path; /* of the frame itself */
    struct mt_str key;  /* of what is added to it: the path, and the key of a map */
};

struct reader {
    struct mt_note *note;
    struct mt_prose_maker maker, links;
    size_t begin, end;          /* text offsets of what libyaml is given */
    size_t characters, counted; /* libyaml's count of characters up to the text offset `counted` */
    size_t done;                /* text offset up to which all words are taken */
    struct frame frames[DEPTH_MAX];
    size_t n_frames;
};

static struct mt_str text_of(const struct reader *r, size_t begin, size_t end)
{
    return mt_str_slice(r->note->text->str, begin, end);
}

/* The text offset of a mark. Marks come in ascending order, so the walk over the text is one. */
static size_t offset_of(struct reader *r, yaml_mark_t mark)
{
    const char *text = r->note->text->str.ptr;
    while (r->characters < mark.index && r->counted < r->end) {
        r->counted++;
        while (r->counted < r->end && ((unsigned char)text[r->counted] & 0xc0) == 0x80)
            r->counted++;
        r->characters++;
    }
    return r->counted;
}

/* Items of the block stand in section 0 as long as the title has not opened one of its own. */
static void add_item(struct reader *r, struct mt_str key, struct mt_prose prose)
{
    struct mt_note *note = r->note;
    uint32_t section = (uint32_t)note->sections.len - 1;
    bool in_title = note->sections.ptr[section].kind == MT_KIND_TITLE;
    if (mt_str_trim(prose.text).len == 0)
        return;
    if (mt_str_eq_nocase(key, mt_str("title")))
        section = mt_note_add_section(note, MT_KIND_TITLE, mt_str(""), 0);
    else if (in_title)
        section = mt_note_add_section(note, MT_KIND_OTHER, mt_str(""), 0);
    mt_note_add_item(note, section, mt_prose_without_links(&r->links, prose));
}

/* Comments are all that holds words between two scalars. */
static void add_comments(struct reader *r, size_t end)
{
    struct mt_str text = r->note->text->str;
    while (r->done < end) {
        size_t at = mt_str_find_char(text_of(r, 0, end), '#', r->done);
        if (at == MT_NPOS)
            break;
        r->done = at + 1;
        if (at > r->begin && !mt_is_space(text.ptr[at - 1]))
            continue;
        size_t line_end = mt_str_find_char(text_of(r, 0, end), '\n', at);
        r->done = line_end < end ? line_end : end;
        add_item(r, mt_str(""), mt_note_prose(r->note, mt_str_trim(text_of(r, at + 1, r->done))));
    }
    if (r->done < end)
        r->done = end;
}

/* The bytes that an escape of a quoted scalar takes at this place, 0 when it is none; `shown` is
 * how many of them, at the end, are shown. Escapes that name a character stay as they are. */
static size_t escape_at(struct mt_str text, size_t at, yaml_scalar_style_t style, size_t *shown)
{
    char c = text.ptr[at], next = at + 1 < text.len ? text.ptr[at + 1] : '\0';
    bool doubled = style == YAML_SINGLE_QUOTED_SCALAR_STYLE && c == '\'' && next == '\'';
    bool escaped = style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && c == '\\' && next;
    if (!doubled && !(escaped && strchr("\"\\/ntr\n ", next)))
        return 0;
    *shown = strchr("ntr\n ", next) ? 0 : 1;
    return 2;
}

/* The words of a scalar as they stand: lines joined, escapes resolved. */
static struct mt_prose scalar_prose(struct reader *r, size_t begin, size_t end,
                                    yaml_scalar_style_t style)
{
    struct mt_str text = text_of(r, 0, end);
    size_t from = begin, at = begin, shown;
    while (at < end) {
        size_t escape = escape_at(text, at, style, &shown);
        if (escape == 0 && text.ptr[at] != '\n') {
            at++;
            continue;
        }
        mt_prose_add(&r->maker, from, at - from);
        from = at += escape;
        if (escape && shown) {
            from -= shown;
            continue;
        }
        while (at < end && mt_is_space(text.ptr[at]))
            from = ++at;
        mt_prose_gap(&r->maker, mt_str(" "));
    }
    mt_prose_add(&r->maker, from, end - from);
    return mt_prose_end(&r->maker);
}

/* "Dana Reyes" of "People/Dana Reyes#Notes|Dana"; a README stands for its folder. */
static struct mt_str link_name(struct mt_str target)
{
    target = mt_str_slice(target, 0, mt_str_find_char(target, '|', 0));
    target = mt_str_slice(target, 0, mt_str_find_char(target, '#', 0));
    if (mt_str_ends(target, mt_str(".md")))
        target.len -= 3;
    if (mt_str_ends(target, mt_str("/README")))
        target.len -= strlen("/README");
    for (size_t i = target.len; i-- > 0;)
        if (target.ptr[i] == '/')
            return mt_str_trim(mt_str_slice(target, i + 1, target.len));
    return mt_str_trim(target);
}

static const struct mt_str link_open = MT_STR("[["), link_close = MT_STR("]]");

static bool is_link(struct mt_str text)
{
    return text.len >= link_open.len + link_close.len && mt_str_starts(text, link_open) &&
           mt_str_ends(text, link_close) && mt_str_find(text, link_open, 1) == MT_NPOS;
}

struct mt_str mt_frontmatter_link(struct mt_str value)
{
    struct mt_str link = mt_str_trim(value);
    if (!is_link(link))
        return value;
    return link_name(mt_str_slice(link, link_open.len, link.len - link_close.len));
}

/* A value that is one link is given by the name it links to. `around`: the value's slice of the
 * file with two bytes on either side, for a link that YAML took for a list in a list. */
static struct mt_str plain_value(struct mt_str value, struct mt_str around)
{
    return is_link(around) ? link_name(value) : mt_frontmatter_link(value);
}

/* A copy of a string that YAML's escapes may have put anything into, without control characters. */
static struct mt_str clean_copy(struct reader *r, struct mt_str text)
{
    char *copy = mt_strdup(r->note, text);
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)copy[i] < ' ' || copy[i] == 0x7f)
            copy[i] = ' ';
    return mt_str_of(copy, text.len);
}

static void add_property(struct reader *r, struct mt_str key, struct mt_str value)
{
    value = mt_str_trim(value);
    if (key.len && value.len)
        *mt_push(r->note, &r->note->properties) = (struct mt_property){key, value};
}

/* Takes the scalar at [begin, end), quotes or block indicator included. */
static void add_scalar(struct reader *r, struct mt_str key, struct mt_str value, size_t begin,
                       size_t end, yaml_scalar_style_t style)
{
    size_t room = begin >= r->begin + 2 ? 2 : 0;
    struct mt_str around = text_of(r, begin - room, end + 2);
    add_property(r, key, plain_value(clean_copy(r, value), around));
    add_comments(r, begin);
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) {
        size_t line_end = mt_str_find_char(text_of(r, 0, end), '\n', begin);
        begin = line_end < end ? line_end : end;
        add_comments(r, begin);
    }
    r->done = end;
    if (style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
        begin += begin < end;
        end -= begin < end;
    }
    add_item(r, key, scalar_prose(r, begin, end, style));
}

static struct mt_str path_below(const struct reader *r, struct mt_str path, struct mt_str key)
{
    struct mt_str joined = path.len ? mt_str_printf(r->note, "%.*s.%.*s", MT_ARG(path), MT_ARG(key))
                                    : mt_str_copy(r->note, key);
    if (joined.len > KEY_MAX) {
        joined.len = KEY_MAX;
        while (((unsigned char)joined.ptr[joined.len] & 0xc0) == 0x80)
            joined.len--;
    }
    return joined;
}

/* A key, a value, or a whole mapping or sequence ended: what the frame waits for changes. */
static void advance(struct reader *r)
{
    if (r->n_frames == 0)
        return;
    struct frame *top = &r->frames[r->n_frames - 1];
    if (top->map)
        top->at_key = !top->at_key;
}

static void take_scalar(struct reader *r, struct mt_str value, const yaml_event_t *event,
                        yaml_scalar_style_t style)
{
    struct frame *top = r->n_frames ? &r->frames[r->n_frames - 1] : NULL;
    size_t begin = offset_of(r, event->start_mark), end = offset_of(r, event->end_mark);
    if (top && top->at_key) {
        top->key = path_below(r, top->path, clean_copy(r, value));
        add_comments(r, begin);
        r->done = end;
    } else {
        add_scalar(r, top ? top->key : mt_str(""), value, begin, end, style);
    }
    advance(r);
}

static void take_event(struct reader *r, const yaml_event_t *event)
{
    struct mt_str path = r->n_frames ? r->frames[r->n_frames - 1].key : mt_str("");
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT: {
        bool map = event->type == YAML_MAPPING_START_EVENT;
        r->frames[r->n_frames++] = (struct frame){map, map, path, path};
        break;
    }
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        r->n_frames--;
        advance(r);
        break;
    case YAML_SCALAR_EVENT:
        take_scalar(r, mt_str_of((const char *)event->data.scalar.value, event->data.scalar.length),
                    event, event->data.scalar.style);
        break;
    case YAML_ALIAS_EVENT: /* not expanded: what it names stands elsewhere */
        take_scalar(r, mt_str((const char *)event->data.alias.anchor), event,
                    YAML_PLAIN_SCALAR_STYLE);
        break;
    default:
        break;
    }
}

/* Whether brackets nest so deep that libyaml would be slow. Those in strings count, too. */
static bool nests_deep(struct mt_str text)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.len && depth <= DEPTH_MAX; i++) {
        if (text.ptr[i] == '[' || text.ptr[i] == '{')
            depth++;
        else if ((text.ptr[i] == ']' || text.ptr[i] == '}') && depth > 0)
            depth--;
    }
    return depth > DEPTH_MAX;
}

/* Walks the events of [begin, end); only looks when `take` is false. False when it is no YAML, or
 * deeper than is read. */
static bool walk(struct reader *r, bool take)
{
    yaml_parser_t parser;
    yaml_event_t event;
    struct mt_str text = text_of(r, r->begin, r->end);
    bool sound = true, ended = false;
    size_t depth = 0;
    if (!yaml_parser_initialize(&parser))
        abort(); /* out of memory */
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.ptr, text.len);
    while (sound && !ended) {
        if (!yaml_parser_parse(&parser, &event)) {
            sound = false;
            break;
        }
        depth += event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT;
        depth -= event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT;
        sound = depth <= DEPTH_MAX;
        ended = event.type == YAML_STREAM_END_EVENT;
        if (take)
            take_event(r, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return sound;
}

/* Reads [begin, end) as YAML; false, and nothing taken, when it is none. */
static bool read_yaml(struct reader *r, size_t begin, size_t end)
{
    r->begin = r->counted = r->done = begin;
    r->end = end;
    r->characters = r->n_frames = 0;
    if (nests_deep(text_of(r, begin, end)) || !walk(r, false))
        return false;
    walk(r, true);
    add_comments(r, end);
    return true;
}

/* A key that is broken YAML: its words, and a problem. */
static void add_broken(struct reader *r, size_t begin, size_t end)
{
    struct mt_str text = text_of(r, begin, end);
    struct mt_str first = mt_str_slice(text, 0, mt_str_find_char(text, '\n', 0));
    size_t colon = mt_str_find_char(first, ':', 0);
    struct mt_str key = mt_str_trim(mt_str_slice(first, 0, colon == MT_NPOS ? 0 : colon));
    size_t value = colon == MT_NPOS ? begin : begin + colon + 1;
    mt_note_problem(r->note, begin, "front matter: not valid YAML, read as plain text: %.*s",
                    MT_ARG(mt_str_slice(first, 0, 60)));
    struct mt_str rest = mt_str_trim(text_of(r, value, end));
    struct mt_prose prose = scalar_prose(r, value, end, YAML_PLAIN_SCALAR_STYLE);
    if (key.len <= KEY_MAX && mt_str_find_char(key, '\n', 0) == MT_NPOS)
        add_property(r, key, plain_value(prose.text, rest));
    add_item(r, key, prose);
}

/* Whether a line begins something of its own at the top level. */
static bool begins_key(struct mt_str line)
{
    return line.len && !mt_is_space(line.ptr[0]) && !strchr("#-]}", line.ptr[0]);
}

static void read_key_by_key(struct reader *r, size_t begin, size_t end)
{
    while (begin < end) {
        size_t next = begin;
        do {
            size_t line_end = mt_str_find_char(text_of(r, 0, end), '\n', next);
            next = line_end < end ? line_end + 1 : end;
        } while (next < end && !begins_key(text_of(r, next, end)));
        if (!read_yaml(r, begin, next))
            add_broken(r, begin, next);
        begin = next;
    }
}

static bool is_line(struct mt_str line, const char *mark)
{
    return mt_str_eq(mt_str_trim(line), mt_str(mark)) && line.ptr[0] == mark[0];
}

/* The lines between the two marks as text offsets; `after` is what follows the second. */
struct block {
    size_t begin, end, after;
};

/* False when there is none. A first line `---` without more is only a rule, unless what follows
 * looks like a key: then somebody forgot the end of the block. */
static bool find_block(struct mt_note *note, struct block *out)
{
    struct mt_str all = note->text->str, rest = all, line;
    if (!mt_str_next(&rest, '\n', &line) || line.len == 0 || !is_line(line, "---") || !rest.ptr)
        return false;
    out->begin = (size_t)(rest.ptr - all.ptr);
    struct mt_str second = mt_str_slice(rest, 0, mt_str_find_char(rest, '\n', 0));
    bool key = mt_str_find_char(second, ':', 0) != MT_NPOS;
    while (mt_str_next(&rest, '\n', &line)) {
        if (line.len == 0 || (!is_line(line, "---") && !is_line(line, "...")))
            continue;
        out->end = (size_t)(line.ptr - all.ptr);
        out->after = rest.ptr ? (size_t)(rest.ptr - all.ptr) : all.len;
        if (out->end - out->begin <= MT_FRONTMATTER_MAX)
            return true;
        break;
    }
    if (key)
        mt_note_problem(note, 0, "front matter without an end, or over %zu bytes: read as text",
                        MT_FRONTMATTER_MAX);
    return false;
}

size_t mt_frontmatter_parse(struct mt_note *note)
{
    struct block block;
    if (!find_block(note, &block))
        return 0;
    void *scratch = mt_context(note);
    struct reader *r = mt_new(scratch, struct reader);
    r->note = note;
    mt_prose_begin(&r->maker, note);
    mt_prose_begin(&r->links, note);
    if (!read_yaml(r, block.begin, block.end))
        read_key_by_key(r, block.begin, block.end);
    mt_prose_release(&r->links);
    mt_prose_release(&r->maker);
    mt_free(scratch);
    return block.after;
}
