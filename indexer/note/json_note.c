/* json_note.c - From the values of JSON to the items of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/json_note.h"

#include "note/markup.h"
#include "note/speakers.h"
#include "note/tasks.h"

#define UUID_LEN 36
#define HEADING_LEVELS 6
/* Moments are told in seconds or milliseconds: this many of either is long ago in one of them. */
#define MS_SINCE_1970_MIN 1e11
#define SECONDS_SINCE_1970_MIN 1e8
#define MS_SINCE_1970_MAX 1e13

void mt_json_filler_init(struct mt_json_filler *f, const void *ctx, const struct mt_text *text,
                         struct mt_str path, const struct mt_json *json)
{
    *f = (struct mt_json_filler){.note = mt_note_new(ctx, text, path), .json = json};
    mt_prose_begin(&f->maker, f->note);
}

/* The place in the note's text of an offset in what was read. */
static size_t text_offset(const struct mt_json *json, size_t at)
{
    size_t run = json->n_runs;
    while (run > 0 && json->runs[run - 1].at > at)
        run--;
    return run ? json->runs[run - 1].source + (at - json->runs[run - 1].at) : at;
}

void mt_json_fill_fault(struct mt_json_filler *f)
{
    const struct mt_json *json = f->json;
    if (json->fault)
        mt_note_problem(f->note, text_offset(json, json->fault_at), "JSON: %s", json->fault);
}

void mt_json_filler_finish(struct mt_json_filler *f, const void *ctx, struct mt_notes *out)
{
    mt_prose_release(&f->maker);
    *mt_push(ctx, out) = f->note;
}

void mt_json_fill_field(struct mt_json_filler *f, uint32_t value,
                        const struct mt_json_field *fields, size_t n)
{
    struct mt_str key = mt_json_key(f->json, value);
    size_t i = 0;
    while (i < n && !mt_str_eq(key, mt_str(fields[i].key)))
        i++;
    if (i == n)
        mt_json_fill_plain(f, value);
    else if (fields[i].fill)
        fields[i].fill(f, value);
}

void mt_json_fill_fields(struct mt_json_filler *f, uint32_t object,
                         const struct mt_json_field *fields, size_t n)
{
    MT_JSON_EACH(f->json, object, value)
    mt_json_fill_field(f, value, fields, n);
}

void mt_json_fill_as(struct mt_json_filler *f, enum mt_kind kind, mt_json_fill *fill,
                     uint32_t value)
{
    struct mt_json_filler before = *f;
    f->kind = f->base = kind;
    f->kind_level = 0;
    fill(f, value);
    f->kind = before.kind;
    f->base = before.base;
    f->kind_level = before.kind_level;
    f->assignee = mt_str(NULL);
}

struct mt_item *mt_json_add_item(struct mt_json_filler *f, struct mt_prose prose)
{
    struct mt_note *note = f->note;
    uint32_t section = (uint32_t)note->sections.len - 1;
    if (prose.text.len == 0)
        return NULL;
    if (note->sections.ptr[section].kind != f->kind)
        section = mt_note_add_section(note, f->kind, mt_str(""), 0);
    return mt_note_add_item(note, section, prose);
}

struct mt_item *mt_json_fill_item(struct mt_json_filler *f, uint32_t value)
{
    if (f->note->full)
        return NULL;
    mt_json_add(&f->maker, f->json, value);
    return mt_json_add_item(f, mt_prose_end(&f->maker));
}

static bool is_uuid(struct mt_str text)
{
    if (text.len != UUID_LEN)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        char c = mt_to_lower(text.ptr[i]);
        if (dash ? c != '-' : !mt_is_digit(c) && (c < 'a' || c > 'f'))
            return false;
    }
    return true;
}

/* What programs, not people, have to say. */
static bool is_structure(const struct mt_json *json, uint32_t value)
{
    struct mt_str raw = mt_json_raw(json, value);
    struct mt_stamp stamp;
    if (mt_json_is(json, value, MT_JSON_STRING))
        return is_uuid(raw) || mt_stamp_parse(raw, &stamp);
    return mt_json_is(json, value, MT_JSON_WORD) ? mt_json_is_literal(raw)
                                                 : !mt_json_is(json, value, MT_JSON_REST);
}

void mt_json_fill_plain(struct mt_json_filler *f, uint32_t value)
{
    uint32_t end = f->json->tokens.ptr[value].next;
    for (; value < end; value++)
        if (!is_structure(f->json, value))
            mt_json_fill_item(f, value);
}

/* Whose tasks follow: a line that is nothing but a name in bold. */
static struct mt_str name_in_bold(struct mt_str line)
{
    struct mt_str stars = MT_STR("**");
    if (line.len <= 4 || !mt_str_starts(line, stars) || !mt_str_ends(line, stars))
        return mt_str(NULL);
    struct mt_str name = mt_str_trim(mt_str_slice(line, 2, line.len - 2));
    if (mt_str_find(name, stars, 0) != MT_NPOS || mt_kind_of_heading(name) != MT_KIND_OTHER)
        return mt_str(NULL);
    return name;
}

/* The number of bytes of list marks that a line begins with: "- ", "* ", "• ", "12. ". */
static size_t list_mark(struct mt_str line)
{
    static const struct mt_str marks[] = {MT_STR("- "), MT_STR("* "), MT_STR("+ "), MT_STR("• ")};
    for (size_t i = 0; i < MT_COUNT(marks); i++)
        if (mt_str_starts(line, marks[i]))
            return marks[i].len;
    size_t digits = 0;
    while (digits < line.len && mt_is_digit(line.ptr[digits]))
        digits++;
    bool number = digits > 0 && digits < 4 && digits + 1 < line.len &&
                  (line.ptr[digits] == '.' || line.ptr[digits] == ')') &&
                  line.ptr[digits + 1] == ' ';
    return number ? digits + 2 : 0;
}

static int heading_level(struct mt_str line)
{
    int level = 0;
    while ((size_t)level < line.len && line.ptr[level] == '#')
        level++;
    return level <= HEADING_LEVELS && (size_t)level < line.len && line.ptr[level] == ' ' ? level
                                                                                         : 0;
}

static size_t run_end(const struct mt_prose *prose, size_t run)
{
    return run + 1 < prose->n_runs ? prose->runs[run + 1].at : prose->text.len;
}

/* Appends bytes [begin, end) of a run of other prose. A joint at its end stands nowhere. */
static void add_part(struct mt_json_filler *f, const struct mt_prose *prose, size_t run,
                     size_t begin, size_t end)
{
    struct mt_str all = f->note->text->str, shown = mt_str_slice(prose->text, begin, end);
    size_t into = begin - prose->runs[run].at, source = prose->runs[run].source + into;
    if (into == 0 || (begin < end && source < all.len && all.ptr[source] == shown.ptr[0]))
        mt_json_add_piece(&f->maker, source, shown);
    else
        mt_prose_joint(&f->maker, shown);
}

/* The prose from `at` on without the double asterisks of bold type. */
static struct mt_prose without_stars(struct mt_json_filler *f, struct mt_prose prose, size_t at)
{
    struct mt_str text = prose.text, stars = MT_STR("**");
    if (mt_str_find(text, stars, at) == MT_NPOS)
        return mt_prose_part(f->note, prose, at, text.len);
    for (size_t run = 0; run < prose.n_runs; run++) {
        size_t begin = prose.runs[run].at > at ? prose.runs[run].at : at;
        size_t end = run_end(&prose, run);
        while (begin < end) {
            size_t star = mt_str_find(mt_str_slice(text, 0, end), stars, begin);
            size_t stop = star == MT_NPOS ? end : star;
            add_part(f, &prose, run, begin, stop);
            begin = star == MT_NPOS ? end : star + stars.len;
        }
    }
    return mt_prose_end(&f->maker);
}

void mt_json_add_heading(struct mt_json_filler *f, struct mt_prose prose, int level)
{
    enum mt_kind kind = mt_kind_of_heading(prose.text);
    if (prose.text.len == 0)
        return;
    f->assignee = mt_markup_assignee(prose.text);
    if (kind != MT_KIND_OTHER || level <= f->kind_level) {
        f->kind_level = kind == MT_KIND_OTHER ? 0 : level;
        f->kind = kind == MT_KIND_OTHER ? f->base : kind;
    }
    uint32_t section = mt_note_add_section(f->note, f->kind, prose.text, level);
    struct mt_item *item = mt_note_add_item(f->note, section, prose);
    if (item)
        item->heading = true;
}

static void make_task(struct mt_json_filler *f, struct mt_item *item, char mark)
{
    item->task = mt_new(f->note, struct mt_task);
    *item->task = mt_task_parse(mark, item->prose.text);
    if (item->task->owner.len == 0)
        item->task->owner = f->assignee;
}

void mt_json_add_line(struct mt_json_filler *f, struct mt_prose prose)
{
    struct mt_str line = prose.text;
    int level = heading_level(line);
    if (level) {
        mt_json_add_heading(f, without_stars(f, prose, (size_t)level), level);
        return;
    }
    size_t at = list_mark(line);
    char box = mt_markup_box(mt_str_slice(line, at, line.len));
    at += box ? MT_MARKUP_BOX_LEN : 0;
    struct mt_str name = f->kind == MT_KIND_ACTION ? name_in_bold(line) : mt_str(NULL);
    struct mt_item *item = mt_json_add_item(f, without_stars(f, prose, at));
    if (name.len)
        f->assignee = name;
    else if (item && (box || f->kind == MT_KIND_ACTION))
        make_task(f, item, box ? box : ' ');
}

static void fill_lines_of(struct mt_json_filler *f, uint32_t value)
{
    mt_json_add(&f->maker, f->json, value);
    struct mt_prose prose = mt_prose_end(&f->maker);
    for (size_t at = 0; at < prose.text.len && !f->note->full;) {
        size_t end = mt_str_find_char(prose.text, '\n', at);
        if (end == MT_NPOS)
            end = prose.text.len;
        struct mt_prose line = mt_prose_part(f->note, prose, at, end);
        if (line.text.len)
            mt_json_add_line(f, line);
        mt_free(line.runs);
        at = end + 1;
    }
}

void mt_json_fill_lines(struct mt_json_filler *f, uint32_t value)
{
    uint32_t end = f->json->tokens.ptr[value].next;
    for (; value < end; value++)
        if (!is_structure(f->json, value))
            fill_lines_of(f, value);
}

void mt_json_fill_title(struct mt_json_filler *f, uint32_t value)
{
    if (!mt_json_is(f->json, value, MT_JSON_STRING)) {
        mt_json_fill_plain(f, value);
        return;
    }
    mt_json_add(&f->maker, f->json, value);
    struct mt_prose prose = mt_prose_end(&f->maker);
    if (prose.text.len == 0)
        return;
    uint32_t section = mt_note_add_section(f->note, MT_KIND_TITLE, prose.text, 1);
    struct mt_item *item = mt_note_add_item(f->note, section, prose);
    if (item)
        item->heading = true;
    if (f->note->heading.len == 0)
        f->note->heading = f->note->title = prose.text;
}

/* Programs that sit in meetings and take notes. */
static bool is_notetaker(struct mt_str name)
{
    static const struct mt_str parts[] = {
        MT_STR("notetaker"),   MT_STR("note taker"), MT_STR("fireflies"), MT_STR("otter.ai"),
        MT_STR("otterpilot"),  MT_STR("read.ai"),    MT_STR("read ai"),   MT_STR("meetgeek"),
        MT_STR("tl;dv"),       MT_STR("tldv"),       MT_STR("fathom ai"), MT_STR("supernormal"),
        MT_STR("recorder bot")};
    for (size_t at = 0; at < name.len; at++)
        for (size_t i = 0; i < MT_COUNT(parts); i++)
            if (mt_str_starts_nocase(mt_str_slice(name, at, name.len), parts[i]))
                return true;
    return false;
}

static bool is_name(const struct mt_json *json, uint32_t value)
{
    static const struct mt_str keys[] = {MT_STR("name"), MT_STR("displayName"), MT_STR("fullName"),
                                         MT_STR("full_name"), MT_STR("")};
    struct mt_str key = mt_json_key(json, value);
    for (size_t i = 0; i < MT_COUNT(keys); i++)
        if (mt_str_eq(key, keys[i]))
            return true;
    return false;
}

static bool is_company(const struct mt_json *json, uint32_t value)
{
    struct mt_str key = mt_json_key(json, value);
    return mt_str_eq(key, mt_str("company")) || mt_str_eq(key, mt_str("employment"));
}

static bool may_be_person(struct mt_str name)
{
    return mt_str_find_char(name, '@', 0) == MT_NPOS && !is_notetaker(name) &&
           !mt_speaker_is_channel(name);
}

void mt_json_fill_people(struct mt_json_filler *f, uint32_t value)
{
    struct mt_note *note = f->note;
    uint32_t end = f->json->tokens.ptr[value].next, company_end = 0;
    for (uint32_t i = value; i < end; i++) {
        if (is_company(f->json, i))
            company_end = f->json->tokens.ptr[i].next;
        if (is_structure(f->json, i))
            continue;
        bool name = is_name(f->json, i);
        struct mt_item *item = mt_json_fill_item(f, i);
        if (item && name && i < company_end)
            mt_note_add_name(note, &note->organizations, item->prose.text);
        else if (item && name && may_be_person(item->prose.text))
            mt_note_add_name(note, &note->people, item->prose.text);
    }
}

void mt_json_set_when(struct mt_json_filler *f, struct mt_stamp stamp, int rank)
{
    mt_date date;
    int minutes;
    mt_stamp_local(stamp, &date, &minutes);
    if (date == 0 || rank <= f->when_rank)
        return;
    f->note->date = date;
    f->note->date_from = MT_DATE_FRONT_MATTER;
    f->note->start_minutes = minutes;
    f->when_rank = rank;
}

bool mt_json_fill_when(struct mt_json_filler *f, uint32_t value, int rank)
{
    struct mt_stamp stamp = {.zoned = true};
    double number;
    if (mt_json_is(f->json, value, MT_JSON_STRING) &&
        mt_stamp_parse(mt_json_raw(f->json, value), &stamp)) {
        mt_json_set_when(f, stamp, rank);
        return true;
    }
    if (!mt_json_number(f->json, value, &number) || number < SECONDS_SINCE_1970_MIN ||
        number > MS_SINCE_1970_MAX)
        return false;
    stamp.ms = (int64_t)(number < MS_SINCE_1970_MIN ? number * 1000 : number);
    mt_json_set_when(f, stamp, rank);
    return true;
}

bool mt_json_has_text(const struct mt_json *json, uint32_t value)
{
    if (value == MT_JSON_NONE)
        return false;
    bool inside = !mt_json_is(json, value, MT_JSON_STRING);
    for (uint32_t i = value; i < json->tokens.ptr[value].next; i++)
        if (mt_json_is(json, i, MT_JSON_STRING) && mt_str_trim(mt_json_raw(json, i)).len &&
            (!inside || mt_str_eq(mt_json_key(json, i), mt_str("text"))))
            return true;
    return false;
}
