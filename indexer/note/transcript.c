/* transcript.c - The archive's own transcript dialect
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/transcript.h"

#include "note/persons.h"
#include "note/prose.h"
#include "note/speakers.h"
#include "text/timecode.h"

/* The fastest speech that end times allow for, and the shortest turn. */
#define MS_PER_WORD (1000 / 3.0)
#define TURN_MS_MIN 1000

#define HEADING_MARKS_MAX 6
#define FENCE_MARKS_MIN 3

static struct mt_str line_at(const struct mt_text *text, size_t i)
{
    size_t end = i + 1 < text->n_lines ? text->lines[i + 1] - 1 : text->str.len;
    return mt_str_slice(text->str, text->lines[i], end);
}

/* Where line i begins; the end of the text after the last one. */
static size_t line_offset(const struct mt_text *text, size_t i)
{
    return i < text->n_lines ? text->lines[i] : text->str.len;
}

/* Reads "[HH:MM:SS.ff]" at the start of a line; what follows is `rest`. */
static bool parse_stamp(struct mt_str line, int64_t *ms, struct mt_str *rest)
{
    line = mt_str_trim(line);
    if (line.len == 0 || line.ptr[0] != '[')
        return false;
    int64_t at;
    size_t n = mt_timecode_parse(mt_str_slice(line, 1, line.len), &at);
    struct mt_str code = mt_str_slice(line, 1, 1 + n);
    size_t colon = mt_str_find_char(code, ':', 0);
    if (n == 0 || mt_str_find_char(code, ':', colon + 1) == MT_NPOS || n + 1 >= line.len ||
        line.ptr[n + 1] != ']')
        return false;
    *ms = at;
    *rest = mt_str_trim(mt_str_slice(line, n + 2, line.len));
    return true;
}

static bool is_stamped(struct mt_str line)
{
    int64_t ms;
    struct mt_str rest;
    return parse_stamp(line, &ms, &rest);
}

/* A code fence: three or more of one mark. A bare one can close, one with an info string only
 * open. */
struct fence {
    char mark; /* 0 when the line is no fence */
    bool bare;
};

static struct fence parse_fence(struct mt_str line)
{
    struct fence fence = {0, false};
    line = mt_str_trim(line);
    size_t n = 0;
    while (n < line.len && line.ptr[n] == line.ptr[0])
        n++;
    if (n < FENCE_MARKS_MIN || (line.ptr[0] != '`' && line.ptr[0] != '~'))
        return fence;
    if (line.ptr[0] == '~' || mt_str_find_char(line, '`', n) == MT_NPOS) /* else: ```code``` */
        fence = (struct fence){line.ptr[0], n == line.len};
    return fence;
}

/* "<!-- ai:transcript:end -->", with nothing else that could be looked for. */
static bool is_end_marker(struct mt_str line)
{
    static const struct mt_str open = MT_STR("<!--"), close = MT_STR("-->");
    line = mt_str_trim(line);
    if (!mt_str_starts(line, open) || !mt_str_ends(line, close))
        return false;
    line = mt_str_trim(mt_str_slice(line, open.len, line.len - close.len));
    return mt_str_ends(line, mt_str("transcript:end")) && mt_str_find_char(line, ' ', 0) == MT_NPOS;
}

static bool is_heading(struct mt_str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] == '#')
        n++;
    return n > 0 && n <= HEADING_MARKS_MAX && (n == line.len || mt_is_space(line.ptr[n]));
}

/* The fence that is open after this line. */
static struct fence next_fence(struct fence open, struct mt_str line)
{
    struct fence fence = parse_fence(line);
    if (!fence.mark)
        return open;
    if (!open.mark)
        return fence;
    return fence.bare && fence.mark == open.mark ? (struct fence){0, false} : open;
}

/* What a line does to the transcript above it. */
enum ending {
    GOES_ON,
    ENDS_BEFORE, /* the line is of what follows */
    ENDS_BY      /* a fence or an end marker, of no further use */
};

static enum ending ending_of(struct mt_str line, struct fence open)
{
    struct fence fence = parse_fence(line);
    if (is_end_marker(line) || (fence.bare && (!open.mark || fence.mark == open.mark)))
        return ENDS_BY;
    return !open.mark && (fence.mark || is_heading(line)) ? ENDS_BEFORE : GOES_ON;
}

/* The line after the fence and the end marker, which come in either order; one of them was seen
 * above line i, and `open` is the fence that is open there. */
static size_t after_ending(const struct mt_text *text, size_t i, struct fence open)
{
    size_t after = i;
    for (; i < text->n_lines; i++) {
        struct mt_str line = line_at(text, i);
        if (is_end_marker(line)) {
            after = i + 1;
        } else if (open.mark && !next_fence(open, line).mark) {
            open.mark = 0;
            after = i + 1;
        } else if (mt_str_trim(line).len > 0) {
            break;
        }
    }
    return after;
}

bool mt_transcript_find(const struct mt_text *text, size_t from, struct mt_transcript_region *out)
{
    struct fence open = {0, false};
    size_t i = mt_text_line(text, from) - 1;
    if (text->lines[i] < from)
        i++;
    while (i < text->n_lines && !is_stamped(line_at(text, i)))
        open = next_fence(open, line_at(text, i++));
    if (i >= text->n_lines)
        return false;

    size_t end = i + 1;
    enum ending ending = GOES_ON;
    while (end < text->n_lines && (ending = ending_of(line_at(text, end), open)) == GOES_ON)
        end++;
    if (ending == ENDS_BY && !is_end_marker(line_at(text, end)))
        open.mark = 0;
    size_t rest = ending == ENDS_BY ? after_ending(text, end + 1, open) : end;
    *out = (struct mt_transcript_region){
        .begin = line_offset(text, i),
        .end = line_offset(text, end),
        .rest = line_offset(text, rest),
    };
    return true;
}

/* A stamped line and the lines that continue it. */
struct stamped {
    int64_t ms;
    size_t line; /* its index in the text */
};

struct stampeds MT_VEC(struct stamped);

struct reader {
    struct mt_note *note;
    const void *ctx; /* scratch */
    struct mt_prose_maker maker;
    uint32_t section;
    struct stampeds stamps;
    struct mt_strs bodies; /* of the stamped lines, in parallel */
    size_t line_end;       /* the first line that is not the transcript's */
};

static void read_stamps(struct reader *r, struct mt_transcript_region region)
{
    const struct mt_text *text = r->note->text;
    size_t i = mt_text_line(text, region.begin) - 1;
    for (; i < text->n_lines && text->lines[i] < region.end; i++) {
        int64_t ms;
        struct mt_str body;
        if (!parse_stamp(line_at(text, i), &ms, &body))
            continue;
        *mt_push(r->ctx, &r->stamps) = (struct stamped){ms, i};
        *mt_push(r->ctx, &r->bodies) = body;
    }
    r->line_end = i;
}

/* The text of a turn: what its stamped line says, and the lines up to the next one. */
static struct mt_prose read_prose(struct reader *r, struct mt_str said, size_t line, size_t end)
{
    const struct mt_text *text = r->note->text;
    for (size_t i = line; i < end; i++) {
        struct mt_str piece = i == line ? said : mt_str_trim(line_at(text, i));
        if (piece.len == 0)
            continue;
        mt_prose_gap(&r->maker, mt_str(" "));
        mt_prose_add(&r->maker, (size_t)(piece.ptr - text->str.ptr), piece.len);
    }
    return mt_prose_end(&r->maker);
}

static size_t count_words(struct mt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += !mt_is_space(text.ptr[i]) && (i == 0 || mt_is_space(text.ptr[i - 1]));
    return n;
}

/* When a turn of these words ends: at the next stamp, but no later than fast speech needs. */
static int64_t end_of_turn(const struct reader *r, size_t i, size_t words)
{
    int64_t start = r->stamps.ptr[i].ms;
    int64_t needed = (int64_t)((double)words * MS_PER_WORD);
    int64_t end = start + (needed > TURN_MS_MIN ? needed : TURN_MS_MIN);
    if (i + 1 < r->stamps.len && r->stamps.ptr[i + 1].ms > start && r->stamps.ptr[i + 1].ms < end)
        end = r->stamps.ptr[i + 1].ms;
    return end;
}

static void add_turn(struct reader *r, size_t i, const struct mt_labelled *labelled)
{
    size_t end = i + 1 < r->stamps.len ? r->stamps.ptr[i + 1].line : r->line_end;
    struct mt_prose prose = read_prose(r, labelled->text, r->stamps.ptr[i].line, end);
    struct mt_item *item = mt_note_add_item(r->note, r->section, prose);
    if (!item)
        return;
    item->turn = mt_new(r->note, struct mt_turn);
    item->turn->start_ms = r->stamps.ptr[i].ms;
    item->turn->end_ms = end_of_turn(r, i, count_words(prose.text));
    item->turn->start_exact = true;
    item->turn->label = labelled->label;
}

void mt_transcript_parse(struct mt_note *note, struct mt_transcript_region region)
{
    void *ctx = mt_context(NULL);
    struct reader r = {.note = note, .ctx = ctx};
    struct mt_strs known = mt_persons_named(ctx, note, region.end - region.begin);
    r.section = (uint32_t)note->sections.len - 1;
    if (note->sections.ptr[r.section].kind != MT_KIND_TRANSCRIPT)
        r.section = mt_note_add_section(note, MT_KIND_TRANSCRIPT, mt_str(""), 0);
    mt_prose_begin(&r.maker, note);
    read_stamps(&r, region);
    struct mt_labelled *labelled = mt_array(ctx, struct mt_labelled, r.bodies.len);
    mt_speakers_split(ctx, r.bodies.ptr, r.bodies.len, &known, labelled);
    for (size_t i = 0; i < r.bodies.len; i++)
        add_turn(&r, i, &labelled[i]);
    mt_prose_release(&r.maker);
    mt_free(ctx);
}
