/* cuetext.h - The markup in the text of subtitles
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Tags of WebVTT and SRT ("<i>", "<c.loud>", "<font color=red>", "<00:00:07.000>"), SRT's
 * positions ("{\an8}") and entities ("&amp;"). Only what is surely markup is: "a < b",
 * "<inaudible>" and a tag that its line does not close are text.
 */
#ifndef MT_NOTE_CUETEXT_H
#define MT_NOTE_CUETEXT_H

#include "base/base.h"
#include "note/markup.h"

MT_BEGIN_DECLS

enum mt_cue_token_kind {
    MT_CUE_TEXT,     /* as it stands */
    MT_CUE_EXPANDED, /* an entity: one character, shown for another text */
    MT_CUE_LINE,     /* the end of a line, or "<br>" */
    MT_CUE_VOICE,    /* "<v Dana Reyes>": from here on she speaks; `shown` is the name as written */
    MT_CUE_VOICE_END /* "</v>" */
};

struct mt_cue_token {
    enum mt_cue_token_kind kind;
    size_t begin, end; /* in the text */
    struct mt_str shown;
    char room[MT_ENTITY_SIZE]; /* of an expanded entity's `shown` */
};

/* Reads the next token of text[*at, end), stepping over the marks that show nothing; false when
 * nothing is left. The tokens of a text take linear time together. */
bool mt_cue_token(struct mt_str text, size_t *at, size_t end, struct mt_cue_token *out);

MT_END_DECLS

#endif
