/* json_speech.h - Arrays of what was said, as the turns of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Every program that writes a transcript as JSON writes an array of objects, each with a text, a
 * speaker and times. They differ in the keys and the unit of the times: seconds, milliseconds,
 * hundredths, "00:00:05,790", "2026-01-14T10:00:05.123Z"; as numbers or in strings. Numbers that
 * are said to be seconds, but would make the slowest speech ever, are milliseconds. Moments of the
 * calendar are counted from the earliest of the array, which is when the meeting began.
 */
#ifndef MT_NOTE_JSON_SPEECH_H
#define MT_NOTE_JSON_SPEECH_H

#include "base/base.h"
#include "note/json_note.h"

MT_BEGIN_DECLS

/* Where times may stand in a segment (paths, see mt_json_get), and what their numbers count. */
struct mt_json_clock {
    const char *start, *end;
    double unit_ms;
};

#define MT_JSON_SECONDS 1000.0
#define MT_JSON_HUNDREDTHS 10.0
#define MT_JSON_MS 1.0

struct mt_json_speech {
    const struct mt_json_clock *clocks; /* the first that a segment has, counts */
    size_t n_clocks;
    const char *const *texts; /* keys of the text: the first that is not blank */
    size_t n_texts;
    const struct mt_json_field *fields; /* what else is in a segment */
    size_t n_fields;
    struct mt_str (*label)(struct mt_json_filler *f, uint32_t segment); /* who speaks, or "" */
};

/* Adds a turn for each segment of the array that says something, in its order. */
void mt_json_fill_speech(struct mt_json_filler *f, uint32_t array,
                         const struct mt_json_speech *speech);

/* Whether a segment has a text and a time. */
bool mt_json_is_speech(const struct mt_json *json, uint32_t segment,
                       const struct mt_json_speech *speech);

/* A speaker's name, or "Speaker 2" of a number; "" of anything else. */
struct mt_str mt_json_label(struct mt_json_filler *f, uint32_t value);

/* Adds what was said as a turn of the transcript. An end that is not after the start is estimated
 * from the words, but is not after `next_ms` where that is after the start. */
struct mt_turn *mt_json_add_turn(struct mt_json_filler *f, struct mt_prose prose,
                                 struct mt_str label, double start_ms, double end_ms,
                                 double next_ms);

MT_END_DECLS

#endif
