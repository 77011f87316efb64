/* format.h - The formats that notes and transcripts come in
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * One file a format; parse.c asks each of them, in the order of its table, whether the text is its
 * own, by what stands in it before by its name. What none recognises is Markdown, which plain text
 * is too.
 */
#ifndef MT_NOTE_FORMAT_H
#define MT_NOTE_FORMAT_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

struct mt_notes MT_VEC(struct mt_note *);

struct mt_format {
    const char *name; /* as in the README's table: "webvtt" */

    /* Whether the text is surely of this format. Looks at a bounded part of its beginning. */
    bool (*recognises)(const struct mt_text *text, struct mt_str path);

    /* Reads the text and appends the notes that it holds, at least one (an export may hold several
     * meetings), each living below `ctx`. Never fails: what is not understood is an item of plain
     * text, and what is worth telling a problem. Linear time. */
    void (*parse)(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out);
};

extern const struct mt_format mt_format_webvtt;
extern const struct mt_format mt_format_srt;
extern const struct mt_format mt_format_whisper;    /* Whisper, whisperX, whisper.cpp JSON */
extern const struct mt_format mt_format_fireflies;  /* JSON */
extern const struct mt_format mt_format_granola;    /* JSON */
extern const struct mt_format mt_format_hyprnote;   /* JSON */
extern const struct mt_format mt_format_json;       /* any other JSON: its strings */
extern const struct mt_format mt_format_otter;      /* text */
extern const struct mt_format mt_format_zoom_text;  /* saved captions and chat */
extern const struct mt_format mt_format_teams_text; /* from docx */

MT_END_DECLS

#endif
