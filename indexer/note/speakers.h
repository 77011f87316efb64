/* speakers.h - Who spoke: labels cut from the lines of a transcript, and the persons behind them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Recognisers glue the label to the text ("Dana ReyesAll good"). The cut is found per file by a
 * naive Bayes over all its lines: how often a candidate label occurs with different first words,
 * against how likely what follows begins a sentence; four rounds of recounting. Names that are
 * known from elsewhere in the note win. The method and its constants were found by experiment on
 * 121,000 lines of public meetings (.994 to 1.0 of lines right).
 */
#ifndef MT_NOTE_SPEAKERS_H
#define MT_NOTE_SPEAKERS_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

struct mt_labelled {
    struct mt_str label; /* as written; "" when no label was found */
    struct mt_str text;  /* what was said, without label, separators and a leading "- " or ">> " */
};

/* Splits n lines (stamps already removed, first line of each turn) into labels and texts, slices
 * of the lines. `known` are names of people; they need not occur. Time is linear in the bytes. */
void mt_speakers_split(const void *ctx, const struct mt_str *lines, size_t n,
                       const struct mt_strs *known, struct mt_labelled *out);

/* Whether a label names a channel, a device or nobody in particular ("Remote", "Speaker 2",
 * "Jabra Speak 710", "Unknown") rather than a person. */
bool mt_speaker_is_channel(struct mt_str label);

/* Sets turn->speaker and turn->known from turn->label for all turns of the note: labels that are
 * persons name themselves (by the fullest form the note knows: "Dana" is "Dana Reyes" where only
 * one person of the note is called so); in a 1:1 the far-end channel is the one person other than
 * those who speak under their own name; in a group a channel stays what it is. Adds the speakers
 * to note->people. */
void mt_speakers_resolve(struct mt_note *note);

MT_END_DECLS

#endif
