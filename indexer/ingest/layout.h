/* layout.h - A note laid out as units: what is scored, and what is shown
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each item of the note becomes one or more units of about MT_UNIT_WORDS words: an item that is
 * longer is cut, at a sentence's end if one is near, else at a comma, else where it is. A unit
 * never crosses an item, so it has one speaker, one line, one clock. Inside a turn times are
 * interpolated by characters.
 */
#ifndef MT_INGEST_LAYOUT_H
#define MT_INGEST_LAYOUT_H

#include "base/base.h"
#include "base/written.h"
#include "ingest/uncommon.h"
#include "note/note.h"
#include "store/record.h"
#include "store/units.h"
#include "text/tokenise.h"

MT_BEGIN_DECLS

#define MT_UNIT_WORDS 30

/* Words of a note beyond this number are left out: more than any meeting has, and what one document
 * of the index can take without exhausting memory. */
#define MT_NOTE_WORDS_MAX 8000000

struct mt_words MT_VEC(struct mt_word);
struct mt_writings MT_VEC(enum mt_written);

struct mt_layout {
    struct mt_unit_table table;
    struct mt_record record;      /* all fields but `archive` */
    struct mt_words words;        /* of all units, in order */
    struct mt_strs terms;         /* that the words are, folded, each once, and … */
    struct mt_writings written;   /* … how each is written */
    struct mt_uncommon *uncommon; /* what may stand where a name was spoken */
    struct mt_str transcript_id;  /* hash of the transcript's words, hexadecimal; "" without one */
    double near20;                /* as in struct mt_totals */
    bool cut;                     /* it has more words than MT_NOTE_WORDS_MAX */
};

/* Lays the note out. The result lives in `ctx` and borrows the note's strings. `tokens` is scratch
 * to be reused from note to note. */
void mt_layout_note(const void *ctx, const struct mt_note *note, struct mt_tokens *tokens,
                    struct mt_layout *out);

MT_END_DECLS

#endif
