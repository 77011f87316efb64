/* named_turns.c - Transcripts in which lines name the speakers
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/named_turns.h"

#include "note/markdown.h"
#include "note/named_labels.h"
#include "note/turn_times.h"

/* A line that begins or ends something. */
struct event {
    size_t line;
    size_t paragraph;   /* running number */
    bool breaks;        /* a thematic break */
    bool heading;       /* marked as one; it may be a turn's head or a time all the same */
    bool gap;           /* an empty line stands above it */
    bool in_transcript; /* below a heading that says so */
    bool barred;        /* below one of tasks or decisions */
    uint32_t label;     /* its id */
    struct mt_turn_line turn;
};

struct events MT_VEC(struct event);

/* A turn, or the part of one below a heading or a time. */
struct turn {
    size_t begin, from; /* text offsets: of its first line, of its words */
    int64_t start_ms, end_ms;
    uint32_t label;
};

struct turns MT_VEC(struct turn);

struct region {
    size_t begin, end;        /* text offsets */
    size_t first, first_next; /* its turns */
};

struct regions MT_VEC(struct region);

struct mt_named_turns {
    const void *ctx;
    const struct mt_text *text;
    struct mt_named_labels labels;
    struct turns turns;
    struct regions regions;
    size_t next;       /* the region to be looked at next; the one before it was found last */
    size_t first_item; /* of the turns, or SIZE_MAX */
};

static bool is_blank(const struct mt_text *text, size_t i)
{
    return mt_str_trim(mt_turn_line_at(text, i)).len == 0;
}

/* The first line in [i, end) that is not empty, or `end`. */
static size_t next_text(const struct mt_text *text, size_t i, size_t end)
{
    while (i < end && is_blank(text, i))
        i++;
    return i;
}

/* ---- Reading the lines ---- */

struct scanner {
    struct mt_named_turns *out;
    struct events events;
    struct mt_turn_fence fence;
    size_t paragraph;
    int transcript_level, barred_level; /* of the heading above that says so, or 0 */
};

static void pass_heading(struct scanner *s, struct mt_str line, int level)
{
    enum mt_kind kind = mt_kind_of_heading(mt_str_slice(line, (size_t)level, line.len));
    bool bars = kind == MT_KIND_ACTION || kind == MT_KIND_DECISION || kind == MT_KIND_FOLLOWUP;
    if (level <= s->transcript_level)
        s->transcript_level = 0;
    if (level <= s->barred_level)
        s->barred_level = 0;
    if (kind == MT_KIND_TRANSCRIPT && s->transcript_level == 0)
        s->transcript_level = level;
    if (bars && s->barred_level == 0)
        s->barred_level = level;
}

static void scan_line(struct scanner *s, size_t i, bool gap)
{
    const struct mt_text *text = s->out->text;
    struct mt_str whole = mt_turn_line_at(text, i), line = mt_str_trim(whole);
    struct event event = {.line = i, .paragraph = s->paragraph, .gap = gap};
    event.turn.shape = MT_TURN_NONE;
    if (line.len == 0 || mt_turn_fence_pass(&s->fence, line))
        return;
    int level = mt_turn_line_heading(whole);
    event.breaks = mt_turn_line_is_rule(line);
    event.heading = level > 0;
    if (!event.breaks)
        event.turn = mt_turn_line_parse(whole);
    if (event.heading && event.turn.shape != MT_TURN_TIME)
        pass_heading(s, line, level);
    if (!event.breaks && !event.heading && event.turn.shape == MT_TURN_NONE)
        return;
    event.in_transcript = s->transcript_level > 0;
    event.barred = s->barred_level > 0;
    event.label = MT_INTERN_NONE;
    *mt_push(s->out->ctx, &s->events) = event;
}

static void scan(struct scanner *s, size_t from)
{
    const struct mt_text *text = s->out->text;
    size_t i = mt_text_line(text, from) - 1;
    if (text->lines[i] < from)
        i++;
    bool gap = true;
    for (; i < text->n_lines; i++) {
        bool blank = is_blank(text, i);
        s->paragraph += gap && !blank;
        scan_line(s, i, gap);
        gap = blank;
    }
}

static bool has_label(const struct event *event)
{
    return event->turn.shape == MT_TURN_HEAD || event->turn.shape == MT_TURN_INLINE;
}

static bool is_timed(const struct event *event)
{
    return event->turn.start_ms != MT_TURN_UNTIMED;
}

/* The words of the event's line, or of the first one below it; "" where a list follows. */
static struct mt_str said_by(const struct mt_text *text, const struct event *event)
{
    if (event->turn.shape == MT_TURN_INLINE)
        return event->turn.text;
    size_t i = next_text(text, event->line + 1, text->n_lines);
    struct mt_str said = i < text->n_lines ? mt_str_trim(mt_turn_line_at(text, i)) : mt_str(NULL);
    return said.len && !strchr("-*+>|#<`~", said.ptr[0]) ? said : mt_str(NULL);
}

/* Whether what stands below a heading that says transcript is one; it may only speak of it. */
static bool has_transcript(const struct scanner *s)
{
    size_t turns = 0;
    for (size_t i = 0; i < s->events.len; i++) {
        const struct event *event = &s->events.ptr[i];
        if (event->in_transcript)
            turns += event->turn.shape == MT_TURN_STAMPED || has_label(event);
    }
    return turns >= 2;
}

/* A label without a time counts where a turn may stand: in the transcript, if there is one, and
 * not below tasks; and not before a list. */
static bool may_be_turn(const struct event *event, struct mt_str said, bool in_transcript)
{
    if (!has_label(event))
        return false;
    return is_timed(event) ||
           ((in_transcript ? event->in_transcript : !event->barred) && said.len > 0);
}

static bool decide(struct scanner *s)
{
    struct mt_named_turns *out = s->out;
    bool in_transcript = has_transcript(s);
    for (size_t i = 0; i < s->events.len; i++) {
        struct event *event = &s->events.ptr[i];
        struct mt_str said = said_by(out->text, event);
        if (may_be_turn(event, said, in_transcript))
            event->label = mt_named_labels_add(&out->labels, &event->turn, said);
    }
    if (out->labels.list.len == 0)
        return false;
    for (size_t i = 0; i < out->text->n_lines; i++)
        mt_named_labels_explain(&out->labels, mt_turn_line_at(out->text, i));
    return mt_named_labels_decide(&out->labels, in_transcript);
}

/* ---- Finding the regions ---- */

struct builder {
    const struct scanner *s;
    struct mt_named_turns *out;
    size_t last_timed; /* the last event that is a turn with a time of its own, or SIZE_MAX */
    bool stamps_end;   /* lines of the stamped dialect end a region, and are not words */
    bool ends_at_gap;  /* an empty line ends a turn */
    bool open;         /* the last region is not closed */
    struct turn above; /* who goes on below a heading */
    bool goes_on;      /* there is such a one */
    size_t after;      /* the first line that nothing was made of */
    size_t time_line;  /* of a time alone with nothing below it yet, or SIZE_MAX */
    int64_t time_ms;
};

static bool is_accepted(const struct builder *b, size_t i)
{
    const struct event *event = &b->s->events.ptr[i];
    return has_label(event) && event->label != MT_INTERN_NONE &&
           b->out->labels.list.ptr[event->label].accepted;
}

/* A label that does not come back, between turns that stand right above and below it. */
static bool is_between(const struct builder *b, size_t i)
{
    const struct event *event = &b->s->events.ptr[i];
    if (!has_label(event) || event->label == MT_INTERN_NONE || i == 0 ||
        i + 1 >= b->s->events.len || !mt_named_label_is_likely(&b->out->labels, event->label))
        return false;
    bool below_head = event[-1].turn.shape == MT_TURN_HEAD &&
                      next_text(b->out->text, event[-1].line + 1, event->line) == event->line;
    return !below_head && is_accepted(b, i - 1) && event[-1].paragraph + 1 >= event->paragraph &&
           is_accepted(b, i + 1) && event->paragraph + 1 >= event[1].paragraph;
}

static bool is_turn(const struct builder *b, size_t i)
{
    return is_accepted(b, i) || is_between(b, i);
}

/* What the turns of the note have in common. */
static void survey(struct builder *b)
{
    size_t stamped = 0, turns = 0, timed_heads = 0, gaps = 0, filled = 0, first = 0, last = 0;
    b->last_timed = SIZE_MAX;
    for (size_t i = 0; i < b->s->events.len; i++) {
        const struct event *event = &b->s->events.ptr[i];
        bool head = event->turn.shape == MT_TURN_HEAD;
        stamped += event->turn.shape == MT_TURN_STAMPED;
        if (!is_turn(b, i))
            continue;
        if (is_timed(event))
            b->last_timed = i;
        timed_heads += head && is_timed(event);
        gaps += event->gap;
        filled += head ? 2 : 1; /* paragraphs */
        first = turns ? first : event->paragraph;
        last = event->paragraph;
        turns++;
    }
    bool dense = filled * 2 >= last - first + 1;
    b->stamps_end = stamped > turns;
    b->ends_at_gap = timed_heads * 2 < turns && (gaps * 2 < turns || !dense);
}

static void open_region(struct builder *b, size_t line)
{
    struct region *region = mt_push(b->out->ctx, &b->out->regions);
    region->begin = mt_turn_line_offset(b->out->text, line);
    region->first = b->out->turns.len;
    b->open = true;
}

static struct turn *last_turn(const struct builder *b)
{
    return &b->out->turns.ptr[b->out->turns.len - 1];
}

/* Whether nothing was said yet in the last turn before this text offset. */
static bool is_wordless(const struct builder *b, size_t end)
{
    struct mt_str all = b->out->text->str;
    return mt_str_trim(mt_str_slice(all, last_turn(b)->from, end)).len == 0;
}

/* A turn that had no words gives its time to the one below it. */
static void push_turn(struct builder *b, struct turn turn)
{
    struct turns *turns = &b->out->turns;
    if (b->open && turns->len > b->out->regions.ptr[b->out->regions.len - 1].first &&
        is_wordless(b, turn.begin)) {
        struct turn *above = last_turn(b);
        turn.begin = above->begin;
        if (turn.start_ms == MT_TURN_UNTIMED) {
            turn.start_ms = above->start_ms;
            turn.end_ms = above->end_ms;
        }
        *above = turn;
        return;
    }
    *mt_push(b->out->ctx, turns) = turn;
}

/* Ends the open region before this line. A turn that has no words yet is said below it. */
static void close_region(struct builder *b, size_t line)
{
    struct mt_named_turns *out = b->out;
    if (!b->open)
        return;
    struct region *region = &out->regions.ptr[out->regions.len - 1];
    region->end = mt_turn_line_offset(out->text, line);
    region->first_next = out->turns.len;
    b->open = false;
    b->goes_on = true;
    b->above = *last_turn(b);
    if (!is_wordless(b, region->end))
        b->above.start_ms = b->above.end_ms = MT_TURN_UNTIMED;
}

/* Where the words of the last turn end before `end`: where an empty line does it, the first one
 * with text below it. */
static size_t end_of_lines(const struct builder *b, size_t end)
{
    const struct mt_text *text = b->out->text;
    if (!b->ends_at_gap)
        return end;
    size_t i = mt_text_line(text, last_turn(b)->from) - 1;
    i = next_text(text, i, end);
    while (i < end && !is_blank(text, i))
        i++;
    return next_text(text, i, end) < end ? i : end;
}

/* Text that stands between the events before and at `line`: below a heading the last speaker goes
 * on, if turns with times follow. */
static void pass_text(struct builder *b, size_t i, size_t line)
{
    const struct mt_text *text = b->out->text;
    if (b->open) {
        size_t end = end_of_lines(b, line);
        if (end < line) {
            close_region(b, end);
            b->goes_on = false;
        }
    } else if (b->goes_on && b->last_timed != SIZE_MAX && i <= b->last_timed &&
               next_text(text, b->after, line) < line) {
        open_region(b, b->after);
        b->above.begin = b->above.from = mt_turn_line_offset(text, b->after);
        push_turn(b, b->above);
    }
}

/* A time alone. It is of the next turn, or, where words stand below it, of the same speaker's. */
static void pass_time(struct builder *b, size_t i)
{
    const struct mt_text *text = b->out->text;
    const struct event *event = &b->s->events.ptr[i];
    size_t end = i + 1 < b->s->events.len ? event[1].line : text->n_lines;
    bool words = next_text(text, event->line + 1, end) < end;
    b->time_line = SIZE_MAX;
    if (b->open && words)
        push_turn(b, (struct turn){.begin = mt_turn_line_offset(text, event->line),
                                   .from = mt_turn_line_offset(text, event->line + 1),
                                   .start_ms = event->turn.start_ms,
                                   .end_ms = event->turn.end_ms,
                                   .label = last_turn(b)->label});
    else if (!words) {
        b->time_line = event->line;
        b->time_ms = event->turn.start_ms;
    }
}

static void pass_turn(struct builder *b, size_t i)
{
    const struct mt_text *text = b->out->text;
    const struct event *event = &b->s->events.ptr[i];
    struct turn turn = {
        .start_ms = event->turn.start_ms, .end_ms = event->turn.end_ms, .label = event->label};
    bool below_time = b->time_line != SIZE_MAX;
    size_t line = below_time ? b->time_line : event->line;
    turn.begin = mt_turn_line_offset(text, line);
    turn.from = event->turn.shape == MT_TURN_INLINE ? (size_t)(event->turn.text.ptr - text->str.ptr)
                                                    : mt_turn_line_offset(text, event->line + 1);
    if (below_time && turn.start_ms == MT_TURN_UNTIMED)
        turn.start_ms = b->time_ms;
    b->time_line = SIZE_MAX;
    if (!b->open)
        open_region(b, line);
    push_turn(b, turn);
}

static void build(struct builder *b)
{
    size_t n_lines = b->out->text->n_lines;
    for (size_t i = 0; i < b->s->events.len; i++) {
        const struct event *event = &b->s->events.ptr[i];
        bool turn = is_turn(b, i), time = event->turn.shape == MT_TURN_TIME;
        bool stamp = event->turn.shape == MT_TURN_STAMPED && b->stamps_end;
        if (!turn && !time && !stamp && !event->breaks && !event->heading)
            continue;
        pass_text(b, i, event->line);
        if (time) {
            pass_time(b, i);
            continue;
        }
        if (turn) {
            pass_turn(b, i);
            continue;
        }
        close_region(b, event->line);
        b->goes_on = b->goes_on && event->heading;
        b->after = event->line + 1;
        b->time_line = SIZE_MAX;
    }
    pass_text(b, b->s->events.len, n_lines);
    close_region(b, n_lines);
}

struct mt_named_turns *mt_named_turns_read(const void *ctx, const struct mt_note *note, size_t from)
{
    struct mt_named_turns *turns = mt_new(ctx, struct mt_named_turns);
    struct scanner s = {.out = turns};
    turns->ctx = turns;
    turns->text = note->text;
    turns->first_item = SIZE_MAX;
    mt_named_labels_init(&turns->labels, turns, note);
    scan(&s, from);
    if (decide(&s)) {
        struct builder b = {.s = &s, .out = turns, .time_line = SIZE_MAX};
        survey(&b);
        build(&b);
    }
    mt_free(s.events.ptr);
    return turns;
}

bool mt_named_turns_find(struct mt_named_turns *turns, size_t from,
                         struct mt_transcript_region *out)
{
    while (turns->next < turns->regions.len) {
        const struct region *region = &turns->regions.ptr[turns->next++];
        if (region->begin < from)
            continue;
        *out = (struct mt_transcript_region){region->begin, region->end, region->end};
        return true;
    }
    return false;
}

/* ---- Reading the turns ---- */

static uint32_t transcript_section(struct mt_note *note)
{
    struct mt_section last = note->sections.ptr[note->sections.len - 1];
    if (last.kind == MT_KIND_TRANSCRIPT)
        return (uint32_t)note->sections.len - 1;
    int level = last.kind == MT_KIND_TITLE ? 0 : last.level;
    return mt_note_add_section(note, MT_KIND_TRANSCRIPT, last.heading, level);
}

/* Makes items of the words [from, end). What is a heading in them ("Dana: # of seats") is none. */
static void add_words(struct mt_note *note, uint32_t section, size_t from, size_t end)
{
    size_t first = note->items.len, sections = note->sections.len;
    struct mt_str heading = note->heading;
    mt_markdown_parse(note, from, end);
    note->heading = heading;
    note->sections.len = sections;
    if (note->items.len == first) /* "64." alone is a list's number to Markdown */
        mt_note_add_item(
            note, section,
            mt_note_prose(note, mt_str_trim(mt_str_slice(note->text->str, from, end))));
    for (size_t i = first; i < note->items.len; i++) {
        note->items.ptr[i].section = section;
        note->items.ptr[i].heading = false;
    }
}

static void add_turn(struct mt_note *note, uint32_t section, const struct mt_named_turns *turns,
                     const struct turn *turn, size_t end)
{
    size_t first = note->items.len;
    add_words(note, section, turn->from, end);
    for (size_t i = first; i < note->items.len; i++) {
        struct mt_turn *made = note->items.ptr[i].turn = mt_new(note, struct mt_turn);
        made->start_ms = i == first ? turn->start_ms : MT_TURN_UNTIMED;
        made->end_ms = i == first ? turn->end_ms : MT_TURN_UNTIMED;
        made->start_exact = made->start_ms != MT_TURN_UNTIMED;
        made->label = turns->labels.names.keys.ptr[turn->label];
        made->speaker = turns->labels.list.ptr[turn->label].person;
        made->known = made->speaker.len ? MT_SPEAKER_KNOWN : MT_SPEAKER_UNKNOWN;
    }
}

void mt_named_turns_parse(struct mt_note *note, struct mt_named_turns *turns)
{
    assert(turns->next > 0);
    const struct region *region = &turns->regions.ptr[turns->next - 1];
    uint32_t section = transcript_section(note);
    if (turns->first_item == SIZE_MAX) {
        turns->first_item = note->items.len;
        for (size_t i = 0; i < turns->labels.list.len; i++)
            if (turns->labels.list.ptr[i].accepted)
                mt_note_add_name(note, &note->people, turns->labels.list.ptr[i].person);
    }
    for (size_t i = region->first; i < region->first_next; i++) {
        bool last = i + 1 == region->first_next;
        size_t end = last ? region->end : turns->turns.ptr[i + 1].begin;
        add_turn(note, section, turns, &turns->turns.ptr[i], end);
    }
}

void mt_named_turns_finish(struct mt_note *note, const struct mt_named_turns *turns)
{
    if (turns->first_item != SIZE_MAX)
        mt_turn_times_settle(note, turns->first_item);
}
