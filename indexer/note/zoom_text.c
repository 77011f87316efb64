/* zoom_text.c - Captions and chat that Zoom saves as text
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     [Dana Reyes] 15:12:04
 *     Let's start with the budget.
 *
 *     [Sam Okoro] 15:12:09: the same in one line
 *     15:12:30 From Sam Okoro to Everyone: link in chat
 *     2026-08-13 15:12:41 From Dana Reyes to Everyone:
 *             thanks
 *     00:02:13<TAB>Dana Reyes:<TAB>the chat of a cloud recording
 *
 * All but the last tell the time of the day; the folder or the file name tells when the meeting
 * began ("2026-08-13 15.10.28 Topic/meeting_saved_chat.txt"). Only what was written to everyone is
 * the meeting's: messages from one person to another are left out.
 */
#include "base/base.h"
#include "note/format.h"

#include "note/headed.h"
#include "note/turn_times.h"
#include "text/dates.h"

#define MS_PER_DAY INT64_C(86400000)
/* No meeting is longer: a clock this far ahead is one just before the start. */
#define MEETING_MS_MAX INT64_C(82800000)
#define NAME_MAX_BYTES 200
#define MEETING_NUMBER_MIN 9
/* How far a text is looked at to tell its format. */
#define SIGNS_LINES 200

enum entry_kind { ENTRY_NONE, ENTRY_CAPTION, ENTRY_CHAT, ENTRY_CLOUD_CHAT };

struct entry {
    enum entry_kind kind;
    struct mt_str label;
    size_t from; /* where its words begin in the line */
    int64_t ms;  /* of the day, or of the recording */
    bool is_private;
};

/* "15:12:04" and "15.10.28"; the bytes read or 0. */
static size_t read_clock(struct mt_str text, int64_t *ms)
{
    static const size_t length = 8;
    int64_t value = 0;
    if (text.len < length || (text.len > length && mt_is_digit(text.ptr[length])))
        return 0;
    for (size_t i = 0; i < length; i += 3) {
        if (!mt_is_digit(text.ptr[i]) || !mt_is_digit(text.ptr[i + 1]) ||
            (i > 0 && text.ptr[i - 1] != ':' && text.ptr[i - 1] != '.'))
            return 0;
        int part = (text.ptr[i] - '0') * 10 + (text.ptr[i + 1] - '0');
        if (part > (i ? 59 : 23))
            return 0;
        value = value * 60 + part;
    }
    *ms = value * 1000;
    return length;
}

static size_t skip_space(struct mt_str line, size_t at)
{
    while (at < line.len && mt_is_space(line.ptr[at]))
        at++;
    return at;
}

/* "[Dana Reyes] 15:12:04", and words after a colon. */
static struct entry parse_caption(struct mt_str line)
{
    struct entry none = {.kind = ENTRY_NONE}, entry = {.kind = ENTRY_CAPTION};
    size_t close = mt_str_find_char(mt_str_slice(line, 0, NAME_MAX_BYTES), ']', 0);
    if (line.len == 0 || line.ptr[0] != '[' || close == MT_NPOS)
        return none;
    entry.label = mt_str_trim(mt_str_slice(line, 1, close));
    size_t at = skip_space(line, close + 1);
    size_t n = read_clock(mt_str_slice(line, at, line.len), &entry.ms);
    entry.from = at + n;
    if (n == 0 || (entry.from < line.len && line.ptr[entry.from] != ':'))
        return none;
    entry.from += entry.from < line.len;
    return entry;
}

/* The last " to " in "Sam Okoro to Everyone", or MT_NPOS. */
static size_t find_to(struct mt_str names)
{
    static const struct mt_str to = MT_STR("to");
    for (size_t at = names.len; at-- > 1;)
        if (mt_str_starts_nocase(mt_str_slice(names, at, names.len), to) &&
            mt_is_space(names.ptr[at - 1]) && at + to.len < names.len &&
            mt_is_space(names.ptr[at + to.len]))
            return at;
    return MT_NPOS;
}

/* What follows the clock: "From Sam Okoro to Everyone: words". */
static struct entry parse_from(struct mt_str line, size_t at)
{
    static const struct mt_str from = MT_STR("From"), everyone = MT_STR("Everyone");
    struct entry entry = {.kind = ENTRY_CHAT};
    at = skip_space(line, at);
    size_t begin = at + from.len;
    struct mt_str rest = mt_str_slice(line, at, at + NAME_MAX_BYTES);
    size_t colon = mt_str_find_char(rest, ':', 0);
    if (!mt_str_starts(rest, from) || begin >= line.len || !mt_is_space(line.ptr[begin]) ||
        colon == MT_NPOS)
        return (struct entry){.kind = ENTRY_NONE};
    struct mt_str names = mt_str_trim(mt_str_slice(line, begin, at + colon));
    size_t to = find_to(names);
    entry.label = mt_str_trim(mt_str_slice(names, 0, to));
    entry.from = at + colon + 1;
    if (to != MT_NPOS)
        entry.is_private =
            !mt_str_starts_nocase(mt_str_trim(mt_str_slice(names, to + 2, names.len)), everyone);
    return entry;
}

/* "15:12:30 From ...", perhaps with a date before it, and "00:02:13<TAB>Dana Reyes:<TAB>words". */
static struct entry parse_chat(struct mt_str line)
{
    struct entry none = {.kind = ENTRY_NONE}, entry;
    mt_date date;
    int64_t ms;
    size_t at = skip_space(line, mt_date_parse(line, &date));
    size_t n = read_clock(mt_str_slice(line, at, line.len), &ms);
    at += n;
    if (n == 0 || at >= line.len || !mt_is_space(line.ptr[at]))
        return none;
    entry = parse_from(line, at);
    struct mt_str name = mt_str_slice(line, at + 1, at + 1 + NAME_MAX_BYTES);
    size_t end = mt_str_find(name, mt_str(":\t"), 0);
    if (entry.kind == ENTRY_NONE && line.ptr[at] == '\t' && end != MT_NPOS)
        entry = (struct entry){.kind = ENTRY_CLOUD_CHAT,
                               .label = mt_str_trim(mt_str_slice(name, 0, end)),
                               .from = at + 1 + end + 1};
    entry.ms = ms;
    return entry;
}

static struct entry parse_entry(struct mt_str line)
{
    struct entry entry = parse_caption(line);
    return entry.kind == ENTRY_NONE ? parse_chat(line) : entry;
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    size_t lines = 0, entries = 0;
    bool saved = mt_str_find(path, mt_str("meeting_saved_"), 0) != MT_NPOS;
    for (size_t i = 0; i < text->n_lines && i < SIGNS_LINES; i++) {
        struct mt_str line = mt_headed_line(text, i);
        bool entry = parse_entry(line).kind != ENTRY_NONE;
        if (lines == 0 && line.len > 0 && !entry && !saved)
            return false;
        lines += line.len > 0;
        entries += entry;
    }
    return saved ? entries > 0 : entries > 1 || (entries == 1 && lines <= 2);
}

/* ---- When the meeting began ---- */

struct start {
    bool known;
    int64_t ms; /* of the day */
};

/* Reads "2026-08-13 15.10.28 Topic". */
static bool read_start_of(struct mt_note *note, struct mt_str part, struct start *out)
{
    mt_date date;
    int minutes;
    size_t n = mt_date_parse(part, &date);
    struct mt_str clock = mt_str_slice(part, n + 1, part.len);
    size_t length = n ? read_clock(clock, &out->ms) : 0;
    if (length == 0)
        return false;
    out->known = true;
    note->date = date;
    note->date_from = MT_DATE_FILE_NAME;
    if (mt_clock_parse(clock, &minutes))
        note->start_minutes = minutes;
    note->title = mt_str_trim(mt_str_slice(clock, length, clock.len));
    return true;
}

/* From the part of the path that is nearest to the file and tells it. */
static struct start read_start(struct mt_note *note)
{
    struct start start = {false, 0};
    size_t end = note->path.len;
    for (size_t at = note->path.len; at > 0; at--) {
        bool begins = at == 1 || note->path.ptr[at - 2] == '/';
        if (!begins)
            continue;
        if (read_start_of(note, mt_str_slice(note->path, at - 1, end), &start))
            break;
        end = at > 1 ? at - 2 : 0;
    }
    return start;
}

/* Without the number of the meeting, which older folders have after the topic, and the ending of a
 * file. */
static struct mt_str topic_of(struct mt_str title)
{
    size_t end = title.len;
    while (end > 0 && mt_is_digit(title.ptr[end - 1]))
        end--;
    if (title.len - end >= MEETING_NUMBER_MIN && end > 0 && title.ptr[end - 1] == ' ')
        title = mt_str_trim(mt_str_slice(title, 0, end));
    if (mt_str_ends(title, mt_str(".txt")))
        title = mt_str_trim(mt_str_slice(title, 0, title.len - 4));
    return title;
}

/* ---- Reading ---- */

struct reader {
    struct mt_note *note;
    struct start start;
    uint32_t sections[ENTRY_CLOUD_CHAT + 1]; /* of each kind of entry, or 0 */
    bool guessed;                            /* the start is the first entry's clock */
};

static uint32_t section_of(struct reader *r, enum entry_kind kind)
{
    enum mt_kind is = kind == ENTRY_CAPTION ? MT_KIND_TRANSCRIPT : MT_KIND_CHAT;
    if (kind == ENTRY_CLOUD_CHAT)
        kind = ENTRY_CHAT;
    if (r->sections[kind] == 0)
        r->sections[kind] = mt_note_add_section(r->note, is, mt_str(""), 0);
    return r->sections[kind];
}

static int64_t time_of(struct reader *r, const struct entry *entry)
{
    if (entry->kind == ENTRY_CLOUD_CHAT)
        return entry->ms;
    if (!r->start.known) {
        r->start = (struct start){true, entry->ms};
        r->guessed = true;
    }
    int64_t since = (entry->ms - r->start.ms + MS_PER_DAY) % MS_PER_DAY;
    return since < MEETING_MS_MAX ? since : 0;
}

/* Adds the entry whose words are [begin, end) of the text. */
static void add_entry(struct reader *r, const struct entry *entry, size_t begin, size_t end)
{
    int64_t ms = time_of(r, entry);
    if (entry->is_private)
        return;
    struct mt_item *item = mt_headed_add(r->note, section_of(r, entry->kind), begin, end, 0);
    if (!item)
        return;
    item->turn = mt_new(r->note, struct mt_turn);
    item->turn->start_ms = ms;
    item->turn->end_ms = MT_TURN_UNTIMED;
    item->turn->start_exact = true;
    item->turn->label = entry->label;
}

static void read_entries(struct reader *r)
{
    const struct mt_text *text = r->note->text;
    struct entry entry = {.kind = ENTRY_NONE};
    size_t begin = 0;
    for (size_t i = 0; i <= text->n_lines; i++) {
        struct mt_str line = i < text->n_lines ? mt_headed_line(text, i) : mt_str(NULL);
        struct entry next = parse_entry(line);
        size_t end = i < text->n_lines ? text->lines[i] : text->str.len;
        if (next.kind == ENTRY_NONE && i < text->n_lines) {
            if (entry.kind == ENTRY_NONE)
                mt_note_add_item(r->note, 0, mt_note_prose(r->note, line));
            continue;
        }
        if (entry.kind != ENTRY_NONE)
            add_entry(r, &entry, begin, end);
        entry = next;
        if (i < text->n_lines)
            begin = (size_t)(line.ptr - text->str.ptr) + next.from;
    }
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    struct reader r = {.note = mt_note_new(ctx, text, path)};
    r.start = read_start(r.note);
    r.note->title = topic_of(r.note->title);
    read_entries(&r);
    mt_turn_times_settle(r.note, 0);
    for (size_t i = 0; r.guessed && i < r.note->items.len; i++)
        if (r.note->items.ptr[i].turn)
            r.note->items.ptr[i].turn->start_exact = false;
    *mt_push(ctx, out) = r.note;
}

const struct mt_format mt_format_zoom_text = {"zoom-text", recognises, parse};
