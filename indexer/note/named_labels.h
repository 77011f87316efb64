/* named_labels.h - Which words before a colon are the name of a speaker
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * "Dana: I think so." is a turn, "Risk: it may rain." is none, and nothing in the line tells them
 * apart. What does: who the note names elsewhere, words that head the fields of a note and are no
 * names, how often a label comes back, and whether what follows it is said as people speak.
 */
#ifndef MT_NOTE_NAMED_LABELS_H
#define MT_NOTE_NAMED_LABELS_H

#include "base/base.h"
#include "note/intern.h"
#include "note/note.h"
#include "note/turn_line.h"

MT_BEGIN_DECLS

/* No note is asked for more different labels; those beyond are none. */
#define MT_NAMED_LABELS_MAX 5000

/* From the least to the surest. */
enum mt_label_kind {
    MT_LABEL_NONE,     /* hardly a name: "Follow-up Q" */
    MT_LABEL_FIELD,    /* "Next step" */
    MT_LABEL_HANDLE,   /* a word in lower case, as people call themselves in chats */
    MT_LABEL_INITIALS, /* "DR", "AvW" */
    MT_LABEL_NAME,     /* capitalised words */
    MT_LABEL_ASKED,    /* "Q" and "A" */
    MT_LABEL_CHANNEL,  /* "Audience", "Speaker 2" */
    MT_LABEL_KNOWN     /* a person whom the note names elsewhere */
};

struct mt_named_label {
    enum mt_label_kind kind; /* once decided */
    size_t timed, untimed;   /* lines with it */
    size_t weak;             /* of the timed ones, those that may tell the time of the day */
    size_t words, spoken;    /* of its untimed lines: words, and lines that sound like speech */
    struct mt_str person;    /* whom initials stand for, where the note says so */
    bool accepted;
};

struct mt_named_label_list MT_VEC(struct mt_named_label);

struct mt_named_labels {
    const void *ctx;
    struct mt_intern names;
    struct mt_named_label_list list; /* by the id of the name */
    struct mt_strs persons;          /* that the note names outside its turns */
};

void mt_named_labels_init(struct mt_named_labels *labels, const void *ctx,
                          const struct mt_note *note);

/* Counts a line of the shape head or inline; `said` are its words or those below it. The label's
 * id; MT_INTERN_NONE when there are too many. */
uint32_t mt_named_labels_add(struct mt_named_labels *labels, const struct mt_turn_line *line,
                             struct mt_str said);

/* Learns from a line that is no turn whom initials stand for: "DR - Dana Reyes", a row of a table,
 * "with Dana Reyes (DR)". Call for all lines after the last mt_named_labels_add. */
void mt_named_labels_explain(struct mt_named_labels *labels, struct mt_str line);

/* Decides. `in_transcript`: the lines without a time stand below a heading that says transcript.
 * Returns whether any label is accepted. */
bool mt_named_labels_decide(struct mt_named_labels *labels, bool in_transcript);

/* Whether a label that stands between accepted ones may be one, though it does not come back. */
bool mt_named_label_is_likely(const struct mt_named_labels *labels, uint32_t id);

MT_END_DECLS

#endif
