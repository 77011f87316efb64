/* cue.c - Subtitles: what is said from when to when
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/cue.h"

#include "text/timecode.h"

/* No broken timecode is longer; what is may be text. */
#define BROKEN_CODE_MAX 16
#define ARROW_WITHIN 64   /* bytes, from the start of a timing line */
#define BLANKS_MAX 4      /* lines between a number and its timing line */
#define LEADING_LINES 200 /* that are looked at to recognise a format, most of them empty */

static const struct mt_str arrow = MT_STR("-->"), short_arrow = MT_STR("->");

enum timing_is {
    TIMING_NONE,
    TIMING_BROKEN, /* meant as one, but a time of it cannot be read */
    TIMING_TEXT,   /* text follows on the same line */
    TIMING_SOUND
};

struct timing {
    int64_t start_ms, end_ms;
    bool has_start, has_end, whole_start;
    struct mt_str rest; /* what follows the times and settings */
};

struct mt_str mt_cue_line(const struct mt_text *text, size_t i)
{
    size_t end = i + 1 < text->n_lines ? text->lines[i + 1] - 1 : text->str.len;
    return mt_str_trim(mt_str_slice(text->str, text->lines[i], end));
}

static struct mt_str after(struct mt_str s, size_t begin)
{
    return mt_str_trim(mt_str_slice(s, begin, s.len));
}

/* The text without "align:start position:0%" at its beginning. */
static struct mt_str without_settings(struct mt_str text)
{
    while (text.len > 0) {
        size_t end = 0, colon = mt_str_find_char(text, ':', 0);
        while (end < text.len && !mt_is_space(text.ptr[end]))
            end++;
        if (colon == 0 || colon >= end - 1 || !mt_is_alpha(text.ptr[0]))
            break;
        text = after(text, end);
    }
    return text;
}

/* Whether what stands where a timecode should may be meant as one. */
static bool resembles_code(struct mt_str code)
{
    return code.len <= BROKEN_CODE_MAX && mt_str_find_char(code, ' ', 0) == MT_NPOS;
}

static bool has_letter(struct mt_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (mt_is_alpha(text.ptr[i]) || (unsigned char)text.ptr[i] >= 0x80)
            return true;
    return false;
}

static enum timing_is read_timing(struct mt_str line, struct timing *out)
{
    *out = (struct timing){.rest = mt_str("")};
    struct mt_str head = mt_str_slice(line, 0, ARROW_WITHIN);
    size_t at = mt_str_find(head, arrow, 0), len = arrow.len;
    if (at == MT_NPOS) {
        at = mt_str_find(head, short_arrow, 0);
        len = short_arrow.len;
    }
    if (at == MT_NPOS)
        return TIMING_NONE;
    struct mt_str left = mt_str_trim(mt_str_slice(line, 0, at)), right = after(line, at + len);
    size_t n_left = mt_timecode_parse(left, &out->start_ms);
    size_t n_right = mt_timecode_parse(right, &out->end_ms);
    bool ends = n_right == right.len || (n_right && mt_is_space(right.ptr[n_right]));
    out->has_start = n_left > 0;
    out->has_end = n_right > 0;
    out->whole_start = n_left > 0 && n_left == left.len;
    out->rest = ends ? without_settings(after(right, n_right)) : right;
    if (out->whole_start && n_right && ends && len == arrow.len)
        return out->rest.len ? TIMING_TEXT : TIMING_SOUND;
    if (!resembles_code(left) || (!n_left && !n_right) || (len < arrow.len && !(n_left && n_right)))
        return TIMING_NONE;
    if (!has_letter(out->rest))
        out->rest = mt_str("");
    else if (len < arrow.len)
        return TIMING_NONE;
    return TIMING_BROKEN;
}

static bool is_number(struct mt_str line)
{
    size_t n = 0;
    while (n < line.len && mt_is_digit(line.ptr[n]))
        n++;
    return n > 0 && n == line.len;
}

/* "NOTE" and "NOTE text", but not "NOTES". */
static bool begins_with_word(struct mt_str line, struct mt_str word)
{
    return mt_str_starts(line, word) && (line.len == word.len || mt_is_space(line.ptr[word.len]));
}

enum opening_is { OPENS_NOTHING, OPENS_CUE, OPENS_NOTE, OPENS_STYLE };

/* What begins at a line. */
struct opening {
    enum opening_is what;
    size_t timing_line; /* of a cue */
    enum timing_is how;
    struct timing timing;
};

static bool opens_cue(const struct mt_text *text, size_t i, bool strict, struct opening *out)
{
    if (i >= text->n_lines)
        return false;
    out->timing_line = i;
    out->how = read_timing(mt_cue_line(text, i), &out->timing);
    return strict ? out->how == TIMING_SOUND : out->how != TIMING_NONE;
}

/* The line after a number and what may be missing lines below it. */
static size_t after_number(const struct mt_text *text, size_t i)
{
    size_t next = i + 1;
    while (next < text->n_lines && next <= i + BLANKS_MAX && mt_cue_line(text, next).len == 0)
        next++;
    return next;
}

/* What begins at line i. `fresh`: an empty line, or nothing, stands above. Where text goes on, only
 * a sound timing line is believed, with no more than a number above it; so it is below words that
 * may be text. */
static struct opening opening_at(const struct mt_cue_reader *r, size_t i, bool fresh)
{
    struct opening opening = {.what = OPENS_CUE};
    struct mt_str line = mt_cue_line(r->text, i);
    if (opens_cue(r->text, i, !fresh, &opening))
        return opening;
    bool number = is_number(line);
    if (number && opens_cue(r->text, fresh ? after_number(r->text, i) : i + 1, !fresh, &opening))
        return opening;
    bool one_word = mt_str_find_char(line, ' ', 0) == MT_NPOS;
    if (fresh && r->habits->any_id && opens_cue(r->text, i + 1, !one_word, &opening))
        return opening;
    opening.what = OPENS_NOTHING;
    if (fresh && r->habits->blocks) {
        if (begins_with_word(line, mt_str("NOTE")))
            opening.what = OPENS_NOTE;
        else if (mt_str_eq(line, mt_str("STYLE")) || mt_str_eq(line, mt_str("REGION")))
            opening.what = OPENS_STYLE;
    }
    return opening;
}

static size_t offset_of(const struct mt_text *text, struct mt_str slice)
{
    return (size_t)(slice.ptr - text->str.ptr);
}

static void set_times(struct mt_cue_reader *r, const struct opening *opening, struct mt_cue *cue)
{
    const struct timing *timing = &opening->timing;
    cue->start_exact = timing->whole_start;
    cue->start_ms = timing->has_start ? timing->start_ms : r->last_ms;
    cue->end_ms = timing->has_end ? timing->end_ms : cue->start_ms;
    if (opening->how == TIMING_BROKEN)
        cue->problem = "a timing line that cannot be read";
    else if (cue->end_ms < cue->start_ms)
        cue->problem = "a cue that ends before it begins";
    if (cue->end_ms < cue->start_ms)
        cue->end_ms = cue->start_ms;
    r->last_ms = cue->end_ms;
}

static void begin_cue(struct mt_cue_reader *r, const struct opening *opening, struct mt_cue *cue)
{
    const struct mt_text *text = r->text;
    *cue = (struct mt_cue){.kind = MT_CUE_SPEECH, .id = {"", 0}};
    if (opening->timing_line > r->line)
        cue->id = mt_cue_line(text, r->line);
    cue->timing = text->lines[opening->timing_line];
    set_times(r, opening, cue);
    r->line = opening->timing_line + 1;
    cue->begin = r->line < text->n_lines ? text->lines[r->line] : text->str.len;
    cue->end = cue->begin;
    if (opening->timing.rest.len) {
        cue->begin = offset_of(text, opening->timing.rest);
        cue->end = cue->begin + opening->timing.rest.len;
    }
}

static void begin_plain(struct mt_cue_reader *r, struct mt_str line, struct mt_cue *cue)
{
    size_t begin = offset_of(r->text, line);
    *cue = (struct mt_cue){
        .kind = MT_CUE_PLAIN, .id = {"", 0}, .begin = begin, .end = begin + line.len};
    r->line++;
}

/* Reads on until something else begins; plain text also ends at an empty line. */
static void read_lines(struct mt_cue_reader *r, struct mt_cue *cue, bool first_is_text)
{
    bool fresh = false;
    for (; r->line < r->text->n_lines; r->line++) {
        struct mt_str line = mt_cue_line(r->text, r->line);
        if (line.len == 0 && cue->kind == MT_CUE_PLAIN)
            return;
        if (line.len == 0) {
            fresh = true;
            continue;
        }
        bool spoken_number = first_is_text && cue->begin == cue->end && !fresh && is_number(line);
        if (!spoken_number && opening_at(r, r->line, fresh).what != OPENS_NOTHING)
            return;
        if (cue->begin == cue->end)
            cue->begin = offset_of(r->text, line);
        cue->end = offset_of(r->text, line) + line.len;
        fresh = false;
    }
}

static void skip_block(struct mt_cue_reader *r)
{
    do
        r->line++;
    while (r->line < r->text->n_lines && mt_cue_line(r->text, r->line).len > 0 &&
           opening_at(r, r->line, false).what == OPENS_NOTHING);
}

struct mt_cue_reader mt_cue_reader(const struct mt_text *text, const struct mt_cue_habits *habits,
                                   size_t line)
{
    return (struct mt_cue_reader){.text = text, .habits = habits, .line = line};
}

bool mt_cue_next(struct mt_cue_reader *r, struct mt_cue *out)
{
    while (r->line < r->text->n_lines) {
        struct mt_str line = mt_cue_line(r->text, r->line);
        if (line.len == 0) {
            r->line++;
            continue;
        }
        struct opening opening = opening_at(r, r->line, true);
        if (opening.what == OPENS_STYLE) {
            skip_block(r);
            continue;
        }
        if (opening.what == OPENS_CUE)
            begin_cue(r, &opening, out);
        else
            begin_plain(r, opening.what == OPENS_NOTE ? after(line, strlen("NOTE")) : line, out);
        read_lines(r, out, opening.what == OPENS_CUE);
        return true;
    }
    return false;
}

bool mt_cue_recognises(const struct mt_text *text, const struct mt_cue_habits *habits,
                       size_t within)
{
    struct mt_cue_reader reader = mt_cue_reader(text, habits, 0);
    bool fresh = true;
    for (size_t i = 0; i < text->n_lines && i < LEADING_LINES && within > 0; i++) {
        bool empty = mt_cue_line(text, i).len == 0;
        struct opening opening = opening_at(&reader, i, fresh);
        if (!empty && opening.what == OPENS_CUE && opening.how == TIMING_SOUND)
            return true;
        fresh = empty;
        within -= !empty;
    }
    return false;
}
