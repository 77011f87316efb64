/* otter.c - Transcripts that Otter exports as text
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     Dana Reyes  0:49
 *     Okay, that's a good point.
 *
 *     Unknown Speaker  1:02:10
 *     Yeah, I think so too.
 *     Transcribed by https://otter.ai
 *
 * Exports may have no times, and then only the last line tells them; some that went through other
 * hands begin every line with "0:00".
 */
#include "base/base.h"
#include "note/format.h"

#include "note/headed.h"

/* The first head stands below a title and a date at most. */
#define LINES_BEFORE_MAX 5
#define FOOTER_WITHIN 400
#define ZERO_LINES 2000

static const struct mt_str zero_time = MT_STR("0:00 "), site = MT_STR("otter.ai");

static bool is_footer(struct mt_str line)
{
    return mt_str_starts_nocase(line, mt_str("transcribed by")) &&
           mt_str_find(line, site, 0) != MT_NPOS;
}

static bool has_footer(const struct mt_text *text)
{
    for (size_t i = text->n_lines; i > 0 && text->str.len - text->lines[i - 1] < FOOTER_WITHIN; i--)
        if (is_footer(mt_headed_line(text, i - 1)))
            return true;
    return false;
}

/* How much of each line is the same meaningless time, at the start of nearly all. */
static size_t zero_times(const struct mt_text *text)
{
    size_t lines = 0, zeros = 0;
    for (size_t i = 0; i < text->n_lines && i < ZERO_LINES; i++) {
        struct mt_str line = mt_headed_line(text, i);
        lines += line.len > 0;
        zeros += mt_str_starts(line, zero_time);
    }
    return zeros > 2 && zeros * 10 >= lines * 9 ? zero_time.len : 0;
}

/* Whether any head has a time, also after one space. */
static bool has_times(const struct mt_text *text, size_t skip)
{
    struct mt_headed_signs signs = mt_headed_signs(text, skip);
    return signs.heads + signs.narrow > 0;
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    (void)path;
    if (mt_str_starts(text->str, mt_str("---\n")))
        return false;
    if (has_footer(text))
        return true;
    struct mt_headed_signs signs = mt_headed_signs(text, zero_times(text));
    return signs.heads >= 2 && signs.heads > signs.voices && signs.spoken * 10 >= signs.heads * 9 &&
           signs.before <= LINES_BEFORE_MAX && signs.wide < signs.heads;
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    struct mt_note *note = mt_note_new(ctx, text, path);
    struct mt_headed_habits habits = {.skip = zero_times(text), .is_remark = is_footer};
    habits.names = !has_times(text, habits.skip);
    mt_headed_parse(note, &habits);
    *mt_push(ctx, out) = note;
}

const struct mt_format mt_format_otter = {"otter", recognises, parse};
