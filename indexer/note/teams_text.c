/* teams_text.c - Transcripts that Teams writes as a document, saved as text
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     Web review-20260615_133555-Meeting Transcript       the local time
 *     15 June 2026, 03:35am                               the same in UTC
 *     27m 42s
 *     Dana Reyes started transcription
 *     Dana Reyes   0:03
 *     Let's start with the budget.
 */
#include "base/base.h"
#include "note/format.h"

#include "note/headed.h"
#include "text/dates.h"

/* What tells the format stands in so many lines. */
#define TOP_LINES 12

static bool is_remark(struct mt_str line)
{
    return mt_str_ends(line, mt_str(" started transcription")) ||
           mt_str_ends(line, mt_str(" stopped transcription"));
}

static bool is_title(struct mt_str line)
{
    return mt_str_ends(line, mt_str("-Meeting Transcript")) ||
           mt_str_ends(line, mt_str("-Meeting Recording"));
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    (void)path;
    for (size_t i = 0; i < text->n_lines && i < TOP_LINES; i++)
        if (is_remark(mt_headed_line(text, i)) || is_title(mt_headed_line(text, i)))
            return true;
    struct mt_headed_signs signs = mt_headed_signs(text, 0);
    return signs.heads >= 2 && signs.heads > signs.voices && signs.wide == signs.heads &&
           signs.spoken * 10 >= signs.heads * 9 && signs.before < TOP_LINES;
}

/* The last dash before `end`, or MT_NPOS. */
static size_t last_dash(struct mt_str line, size_t end)
{
    while (end != MT_NPOS && end > 0)
        if (line.ptr[--end] == '-')
            return end;
    return MT_NPOS;
}

/* "Web review" and when it was, of "Web review-20260615_133555-Meeting Transcript". */
static void read_title(struct mt_note *note, struct mt_str line)
{
    size_t mark = last_dash(line, line.len), stamp = last_dash(line, mark);
    mt_date date;
    int minutes;
    struct mt_str when = mt_str_slice(line, stamp + 1, mark), clock;
    size_t n = stamp == MT_NPOS ? 0 : mt_date_parse(when, &date);
    note->title = mt_str_trim(mt_str_slice(line, 0, n ? stamp : mark));
    if (n == 0)
        return;
    note->date = date;
    note->date_from = MT_DATE_HEADING;
    clock = mt_str_slice(when, n + 1, when.len);
    if (mt_clock_parse(clock, &minutes))
        note->start_minutes = minutes;
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    static const struct mt_headed_habits habits = {.is_remark = is_remark};
    struct mt_note *note = mt_note_new(ctx, text, path);
    for (size_t i = 0; i < text->n_lines && i < TOP_LINES; i++)
        if (is_title(mt_headed_line(text, i)))
            read_title(note, mt_headed_line(text, i));
    mt_headed_parse(note, &habits);
    *mt_push(ctx, out) = note;
}

const struct mt_format mt_format_teams_text = {"teams-text", recognises, parse};
