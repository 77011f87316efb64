/* parse.c - One file's text to one note, whatever its format
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/parse.h"

#include "note/attendees.h"
#include "note/cue.h"
#include "note/frontmatter.h"
#include "note/markdown.h"
#include "note/named_turns.h"
#include "note/speakers.h"
#include "note/transcript.h"

/* Asked in this order; what none recognises is Markdown. */
static const struct mt_format *const formats[] = {
    &mt_format_webvtt,    &mt_format_srt,      &mt_format_whisper, &mt_format_fireflies,
    &mt_format_granola,   &mt_format_hyprnote, &mt_format_json,    &mt_format_teams_text,
    &mt_format_zoom_text, &mt_format_otter,
};

/* How far into the text a date is looked for when nothing else tells it. */
#define DATE_WITHIN 2048

/* A date and, where one follows, a time of day: "20251028 0901", "2025-10-28T09:01". */
struct when {
    mt_date date;
    int minutes; /* -1 when unknown */
};

/* Reads a date, and a time of day right after it, at the start of the text. Returns the bytes read
 * or 0. */
static size_t read_when(struct mt_str text, struct when *out)
{
    size_t n = mt_date_parse(text, &out->date);
    out->minutes = -1;
    if (n == 0 || n == text.len || !strchr("T _-", text.ptr[n]))
        return n;
    struct mt_str rest = mt_str_slice(text, n + 1, text.len);
    int minutes;
    size_t clock = mt_clock_parse(rest, &minutes);
    if (clock == 0 || (clock < rest.len && mt_is_digit(rest.ptr[clock])))
        return n;
    out->minutes = minutes;
    return n + 1 + clock;
}

/* The first date in the text. */
static bool find_when(struct mt_str text, struct when *out)
{
    for (size_t i = 0; i < text.len; i++) {
        bool inside_word = i > 0 && mt_is_alnum(text.ptr[i - 1]) && mt_is_alnum(text.ptr[i]);
        if (i >= 3 && mt_str_eq(mt_str_slice(text, i - 3, i), mt_str("GMT")))
            inside_word = false; /* Zoom: GMT20251028-140000_Recording */
        if (!inside_word && read_when(mt_str_slice(text, i, text.len), out))
            return true;
    }
    return false;
}

static struct mt_str base_name(struct mt_str path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return mt_str_slice(path, at, path.len);
}

static struct mt_str without_extension(struct mt_str name)
{
    for (size_t i = name.len; i-- > 1;)
        if (name.ptr[i] == '.')
            return mt_str_slice(name, 0, i);
    return name;
}

/* "1-1 Dana" of "20251028 0901 - 1-1 Dana"; a name that is only a date stays. */
static struct mt_str without_date(struct mt_str name)
{
    struct when when;
    size_t at = read_when(name, &when);
    while (at && at < name.len && strchr(" -_.", name.ptr[at]))
        at++;
    return at < name.len ? mt_str_slice(name, at, name.len) : name;
}

/* What to call a file that does not say so itself; a README is called as its folder. */
static struct mt_str title_of_path(struct mt_str path)
{
    struct mt_str file = base_name(path), name = without_extension(file);
    if (mt_str_eq_nocase(name, mt_str("readme")) && file.len < path.len)
        name = base_name(mt_str_slice(path, 0, path.len - file.len - 1));
    return without_date(name);
}

static void set_title(struct mt_note *note)
{
    note->title = mt_str_trim(mt_frontmatter_get(note, "title"));
    if (note->title.len == 0)
        note->title = note->heading;
    if (note->title.len == 0)
        note->title = title_of_path(note->path);
}

static void take_when(struct mt_note *note, struct mt_str text, enum mt_date_source source)
{
    struct when when;
    if (!find_when(text, &when))
        return;
    if (note->date == 0) {
        note->date = when.date;
        note->date_from = source;
    }
    if (note->start_minutes < 0 && when.date == note->date)
        note->start_minutes = when.minutes;
}

static void take_start(struct mt_note *note, const char *key)
{
    int minutes;
    if (note->start_minutes < 0 && mt_clock_parse(mt_frontmatter_get(note, key), &minutes))
        note->start_minutes = minutes;
}

/* The first date that the text begins with; those of tasks are of other days. */
static void take_when_of_text(struct mt_note *note, size_t body)
{
    for (size_t i = 0; i < note->items.len && note->date == 0; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        size_t at = item->prose.runs[0].source;
        if (at >= body + DATE_WITHIN)
            break;
        if (at >= body && !item->task)
            take_when(note, mt_str_slice(item->prose.text, 0, DATE_WITHIN), MT_DATE_TEXT);
    }
}

/* The surest source first. A later one may still add the time of day, if it tells the same day. */
static void set_date(struct mt_note *note, size_t body)
{
    take_when(note, mt_frontmatter_get(note, "date"), MT_DATE_FRONT_MATTER);
    take_start(note, "start_time");
    take_start(note, "start");
    take_start(note, "time");
    take_when(note, mt_frontmatter_get(note, "created"), MT_DATE_FRONT_MATTER);
    take_when(note, mt_frontmatter_get(note, "transcript_path"), MT_DATE_TRANSCRIPT_PATH);
    take_when(note, note->heading, MT_DATE_HEADING);
    take_when(note, base_name(note->path), MT_DATE_FILE_NAME);
    take_when_of_text(note, body);
}

/* Whether a person whose full name may be longer is among the people. */
static bool knows(const struct mt_note *note, struct mt_str name)
{
    for (size_t i = 0; i < note->people.len; i++) {
        struct mt_str person = note->people.ptr[i];
        if (mt_str_starts_nocase(person, name) &&
            (person.len == name.len || person.ptr[name.len] == ' '))
            return true;
    }
    return false;
}

/* Cuts the next part off a heading such as "1:1 — Dana Reyes — 2025-10-28". */
static struct mt_str next_part(struct mt_str *rest)
{
    static const struct mt_str dashes[] = {MT_STR(" — "), MT_STR(" – "), MT_STR(" - "),
                                           MT_STR(" | ")};
    size_t end = rest->len, skip = 0;
    for (size_t i = 0; i < MT_COUNT(dashes); i++) {
        size_t at = mt_str_find(*rest, dashes[i], 0);
        if (at < end) {
            end = at;
            skip = dashes[i].len;
        }
    }
    struct mt_str part = mt_str_trim(mt_str_slice(*rest, 0, end));
    *rest = mt_str_slice(*rest, end + skip, rest->len);
    return part;
}

/* Sets the title, as far as it is known, and who the heading of a 1:1 names. */
static void learn_from_heading(struct mt_note *note)
{
    static const struct mt_str marks[] = {MT_STR("1:1"), MT_STR("1-1"), MT_STR("1on1"),
                                          MT_STR("1-on-1"), MT_STR("One-on-one")};
    struct mt_str rest = note->heading, first = next_part(&rest), name = next_part(&rest);
    bool one_on_one = false;
    mt_date date;
    set_title(note);
    for (size_t i = 0; i < MT_COUNT(marks); i++)
        one_on_one |= mt_str_eq_nocase(first, marks[i]);
    if (one_on_one && mt_date_parse(name, &date) == 0 && !knows(note, name))
        mt_note_add_name(note, &note->people, name);
}

/* Prose after a transcript is no part of it. */
static void parse_prose(struct mt_note *note, size_t begin, size_t end, bool after_transcript)
{
    if (mt_str_trim(mt_str_slice(note->text->str, begin, end)).len == 0)
        return;
    if (after_transcript)
        mt_note_add_section(note, MT_KIND_OTHER, mt_str(""), 0);
    mt_markdown_parse(note, begin, end);
}

/* The transcripts of a note: those of the archive's own dialect, and those whose lines name the
 * speakers. */
struct regions {
    struct mt_named_turns *turns;
    struct mt_transcript_region stamped, named;
    bool has_stamped, has_named;
};

/* The next transcript at or after `at`, of either kind. Where they meet, the one that begins first:
 * a line that is only a stamp may stand in a transcript of names, too. */
static bool next_region(struct regions *r, const struct mt_note *note, size_t at, bool *stamped)
{
    if (r->has_stamped && r->stamped.begin < at)
        r->has_stamped = mt_transcript_find(note->text, at, &r->stamped);
    if (r->has_named && r->named.begin < at)
        r->has_named = mt_named_turns_find(r->turns, at, &r->named);
    *stamped = r->has_stamped && !(r->has_named && r->named.begin <= r->stamped.begin);
    return r->has_stamped || r->has_named;
}

/* Prose and transcripts in turn. Each transcript knows what the prose above it has said. */
static void parse_body(struct mt_note *note, size_t body)
{
    void *scratch = mt_context(note);
    struct regions r = {.turns = mt_named_turns_read(scratch, note, body)};
    size_t at = body;
    bool after_transcript = false, stamped;
    r.has_stamped = mt_transcript_find(note->text, at, &r.stamped);
    r.has_named = mt_named_turns_find(r.turns, at, &r.named);
    while (next_region(&r, note, at, &stamped)) {
        parse_prose(note, at, stamped ? r.stamped.begin : r.named.begin,
                    after_transcript && stamped);
        if (!after_transcript)
            learn_from_heading(note);
        if (stamped)
            mt_transcript_parse(note, r.stamped);
        else
            mt_named_turns_parse(note, r.turns);
        at = stamped ? r.stamped.rest : r.named.rest;
        after_transcript = stamped;
    }
    parse_prose(note, at, note->text->str.len, after_transcript);
    mt_named_turns_finish(note, r.turns);
    mt_free(scratch);
}

struct mt_note *mt_note_parse(const void *ctx, const struct mt_text *text, struct mt_str path)
{
    struct mt_note *note = mt_note_new(ctx, text, path);
    note->body = mt_frontmatter_parse(note);
    mt_frontmatter_apply(note);
    parse_body(note, note->body);
    learn_from_heading(note);
    mt_attendees_find(note, note->body);
    mt_speakers_resolve(note);
    set_date(note, note->body);
    return note;
}

/* What the parsers of the other formats leave to be done for all of them alike. */
static void finish(struct mt_note *note)
{
    if (note->title.len == 0)
        set_title(note);
    mt_speakers_resolve(note);
    set_date(note, 0);
}

/* A file whose name says that it has times, and none was found. */
static void warn_without_times(struct mt_note *note)
{
    bool subtitles =
        mt_cue_is_named(note->path, mt_str(".vtt")) || mt_cue_is_named(note->path, mt_str(".srt"));
    bool has_turn = false;
    for (size_t i = 0; i < note->items.len; i++)
        has_turn |= note->items.ptr[i].turn != NULL;
    if (subtitles && note->items.len && !has_turn)
        mt_note_problem(note, 0, "no cue with a time that can be read: read as a note");
}

static void parse_as_its_format(const void *ctx, const struct mt_text *text, struct mt_str path,
                                struct mt_notes *out)
{
    for (size_t f = 0; f < MT_COUNT(formats); f++) {
        if (!formats[f]->recognises(text, path))
            continue;
        size_t first = out->len;
        formats[f]->parse(ctx, text, path, out);
        for (size_t i = first; i < out->len; i++)
            finish(out->ptr[i]);
        return;
    }
    *mt_push(ctx, out) = mt_note_parse(ctx, text, path);
}

void mt_parse_file(const void *ctx, const struct mt_text *text, struct mt_str path,
                   struct mt_notes *out)
{
    size_t first = out->len;
    parse_as_its_format(ctx, text, path, out);
    for (size_t i = first; i < out->len; i++)
        warn_without_times(out->ptr[i]);
    if (text->cut && out->len > first)
        mt_note_problem(out->ptr[out->len - 1], text->str.len,
                        "ends within a character of %s: the file may be cut short", text->encoding);
}
