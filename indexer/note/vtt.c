/* vtt.c - WebVTT (.vtt): Zoom, Teams, Microsoft Graph, Google Meet
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The format is W3C's "WebVTT: The Web Video Text Tracks Format". What follows its first line, up
 * to an empty one, is a header that browsers skip; here a title in it is the note's.
 */
#include "base/base.h"
#include "note/format.h"

#include "note/cue.h"
#include "note/cueturns.h"

#define NAMED_WITHIN 20 /* lines, of a file that is named so but lacks the first line */

static const struct mt_str signature = MT_STR("WEBVTT");
static const struct mt_cue_habits habits = {.any_id = true, .blocks = true};

/* The first line that is not empty, from 0; the number of lines when there is none. */
static size_t first_line(const struct mt_text *text)
{
    size_t i = 0;
    while (i < text->n_lines && mt_cue_line(text, i).len == 0)
        i++;
    return i;
}

static bool is_signature(struct mt_str line)
{
    return mt_str_starts(line, signature) &&
           (line.len == signature.len || mt_is_space(line.ptr[signature.len]));
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    return is_signature(mt_cue_line(text, 0)) || (mt_cue_is_named(path, mt_str(".vtt")) &&
                                                  mt_cue_recognises(text, &habits, NAMED_WITHIN));
}

/* What follows the signature on its line: "- Title" is one, anything else a remark. */
static void parse_signature(struct mt_note *note, struct mt_str rest)
{
    bool title = mt_str_starts(rest, mt_str("-")) && mt_str_find(rest, mt_str("://"), 0) == MT_NPOS;
    uint32_t section = 0;
    if (title) {
        rest = mt_str_trim(mt_str_slice(rest, 1, rest.len));
        section = rest.len ? mt_note_add_section(note, MT_KIND_TITLE, rest, 1) : 0;
        note->heading = rest;
    }
    struct mt_item *item = mt_note_add_item(note, section, mt_note_prose(note, rest));
    if (item)
        item->heading = title;
}

/* Reads a line of the header; false when it is none. */
static bool parse_header(struct mt_note *note, struct mt_str line)
{
    static const struct mt_str language = MT_STR("Language:");
    if (!mt_str_starts_nocase(line, language))
        return mt_str_starts_nocase(line, mt_str("Kind:")) ||
               mt_str_starts_nocase(line, mt_str("X-TIMESTAMP-MAP="));
    struct mt_str code = mt_str_trim(mt_str_slice(line, language.len, line.len));
    bool two_letters = code.len >= 2 && mt_is_lower(code.ptr[0]) && mt_is_lower(code.ptr[1]) &&
                       (code.len == 2 || code.ptr[2] == '-');
    if (two_letters)
        note->language = mt_str_slice(code, 0, 2);
    return true;
}

/* Whether an id is of the form that Teams gives: "3f2a9c1e-55d0-4b7e-9a51-0c1d2e3f4a5b/17-0". */
static bool is_of_teams(struct mt_str id)
{
    static const struct mt_str form = MT_STR("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/");
    for (size_t i = 0; i < form.len; i++)
        if (i >= id.len ||
            (form.ptr[i] == 'x' ? !mt_is_alnum(id.ptr[i]) : id.ptr[i] != form.ptr[i]))
            return false;
    return true;
}

/* Microsoft Graph's plain variant of a transcript has no speakers, though the meeting had. */
static void warn_of_plain_variant(struct mt_note *note, size_t line)
{
    struct mt_cue_reader reader = mt_cue_reader(note->text, &habits, line);
    struct mt_cue cue;
    bool found = false;
    while (!found && mt_cue_next(&reader, &cue))
        found = cue.kind == MT_CUE_SPEECH && is_of_teams(cue.id);
    if (found)
        mt_note_problem(note, cue.timing,
                        "a Teams transcript without speakers: export it as text/vtt");
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    struct mt_note *note = mt_note_new(ctx, text, path);
    size_t line = first_line(text);
    if (line < text->n_lines && is_signature(mt_cue_line(text, line))) {
        struct mt_str first = mt_cue_line(text, line++);
        parse_signature(note, mt_str_trim(mt_str_slice(first, signature.len, first.len)));
        while (line < text->n_lines && parse_header(note, mt_cue_line(text, line)))
            line++;
    }
    if (!mt_cue_turns(note, &habits, line))
        warn_of_plain_variant(note, line);
    *mt_push(ctx, out) = note;
}

const struct mt_format mt_format_webvtt = {"webvtt", recognises, parse};
