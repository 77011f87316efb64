/* srt.c - SubRip subtitles (.srt)
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the format is was never written down; see cue.h for what is read. A speaker is often named
 * only where another begins, so cues without a name are taken to go on.
 */
#include "base/base.h"
#include "note/format.h"

#include "note/cue.h"
#include "note/cueturns.h"

#define NAMED_WITHIN 20 /* lines, of a file that is named so */

static const struct mt_cue_habits habits = {.goes_on = true};

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    bool named = mt_cue_is_named(path, mt_str(".srt"));
    return mt_cue_recognises(text, &habits, named ? NAMED_WITHIN : 1);
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    struct mt_note *note = mt_note_new(ctx, text, path);
    mt_cue_turns(note, &habits, 0);
    *mt_push(ctx, out) = note;
}

const struct mt_format mt_format_srt = {"srt", recognises, parse};
