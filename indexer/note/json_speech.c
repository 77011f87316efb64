/* json_speech.c - Arrays of what was said, as the turns of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/json_speech.h"

#include "text/timecode.h"

/* The moments of a calendar, as milliseconds; no recording is that long. */
#define MOMENT_MIN 1e11
#define TIME_MAX 1e12
/* No segment is as long, whatever its unit. */
#define SEGMENT_MAX 1e9
/* Speech has some 15 letters a second. */
#define LETTERS_PER_SECOND_MIN .1
/* How long speech of unknown length may take, at least. */
#define MS_PER_WORD (1000.0 / 3)
#define TURN_MS_MIN 1000.0
/* How sure the moment of the first words is as the start of the meeting, see mt_json_fill_when. */
#define RANK_SPEECH 9

struct span {
    double start, end; /* ms */
    bool has_start, has_end;
};

/* What the times of an array have in common. */
struct times {
    const struct mt_json_speech *speech;
    double first;   /* the earliest start */
    double covered; /* by all segments */
    double letters; /* of all segments */
    bool guessed;   /* some times are taken for seconds */
    bool precise;   /* some are no whole numbers */
    bool unzoned;   /* some moments do not say their zone */
    double scale, origin;
};

static bool read_time(const struct mt_json *json, uint32_t value, double unit, struct times *times,
                      double *out)
{
    struct mt_stamp stamp;
    int64_t ms;
    if (mt_json_number(json, value, out)) {
        times->guessed |= unit == MT_JSON_SECONDS;
        times->precise |= *out < 1e15 && *out > -1e15 && *out != (double)(int64_t)*out;
        *out *= unit;
        return true;
    }
    if (!mt_json_is(json, value, MT_JSON_STRING))
        return false;
    struct mt_str raw = mt_str_trim(mt_json_raw(json, value));
    if (raw.len && mt_timecode_parse(raw, &ms) == raw.len) {
        *out = (double)ms;
        times->precise = true;
        return true;
    }
    if (!mt_stamp_parse(raw, &stamp))
        return false;
    *out = (double)stamp.ms;
    times->precise = true;
    times->unzoned |= !stamp.zoned;
    return true;
}

/* The times of a segment as they stand. */
static struct span read_span(const struct mt_json *json, uint32_t segment, struct times *times)
{
    struct span span = {.has_start = false};
    for (size_t i = 0; i < times->speech->n_clocks && !span.has_start && !span.has_end; i++) {
        const struct mt_json_clock *clock = &times->speech->clocks[i];
        uint32_t start = mt_json_get(json, segment, clock->start);
        uint32_t end = mt_json_get(json, segment, clock->end);
        span.has_start = read_time(json, start, clock->unit_ms, times, &span.start);
        span.has_end = read_time(json, end, clock->unit_ms, times, &span.end);
    }
    return span;
}

static struct span corrected(struct span span, const struct times *times)
{
    span.start = span.start * times->scale - times->origin;
    span.end = span.end * times->scale - times->origin;
    return span;
}

static uint32_t text_of(const struct mt_json *json, uint32_t segment,
                        const struct mt_json_speech *speech)
{
    for (size_t i = 0; i < speech->n_texts; i++) {
        uint32_t text = mt_json_get(json, segment, speech->texts[i]);
        if (mt_json_is(json, text, MT_JSON_STRING) && mt_str_trim(mt_json_raw(json, text)).len)
            return text;
    }
    return MT_JSON_NONE;
}

/* Learns the unit and the origin of the times from all segments. */
static struct times learn_times(const struct mt_json *json, uint32_t array,
                                const struct mt_json_speech *speech)
{
    struct times times = {.speech = speech, .first = -1, .scale = 1};
    MT_JSON_EACH(json, array, segment)
    {
        struct span span = read_span(json, segment, &times);
        if (span.has_start && (times.first < 0 || span.start < times.first))
            times.first = span.start;
        double length = span.has_start && span.has_end ? span.end - span.start : 0;
        if (length <= 0 || length > SEGMENT_MAX)
            continue;
        times.covered += length;
        times.letters += (double)mt_json_raw(json, text_of(json, segment, speech)).len;
    }
    bool slow = times.letters * 1000 < times.covered * LETTERS_PER_SECOND_MIN;
    if (times.guessed && !times.precise && slow)
        times.scale = MT_JSON_MS / MT_JSON_SECONDS;
    if (times.first * times.scale >= MOMENT_MIN)
        times.origin = times.first * times.scale;
    return times;
}

bool mt_json_is_speech(const struct mt_json *json, uint32_t segment,
                       const struct mt_json_speech *speech)
{
    struct times times = {.speech = speech};
    bool text = false;
    for (size_t i = 0; i < speech->n_texts; i++)
        text |= mt_json_is(json, mt_json_get(json, segment, speech->texts[i]), MT_JSON_STRING);
    struct span span = read_span(json, segment, &times);
    return text && (span.has_start || span.has_end);
}

struct mt_str mt_json_label(struct mt_json_filler *f, uint32_t value)
{
    double number;
    if (mt_json_is(f->json, value, MT_JSON_STRING))
        return mt_str_trim(mt_json_text(f->note, f->json, value));
    if (mt_json_number(f->json, value, &number) && number >= 0 && number < 1e6)
        return mt_str_printf(f->note, "Speaker %d", (int)number);
    return mt_str(NULL);
}

static size_t count_words(struct mt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += !mt_is_space(text.ptr[i]) && (i == 0 || mt_is_space(text.ptr[i - 1]));
    return n;
}

static double clamp(double ms)
{
    return ms >= 0 ? ms < TIME_MAX ? ms : TIME_MAX : 0;
}

struct mt_turn *mt_json_add_turn(struct mt_json_filler *f, struct mt_prose prose,
                                 struct mt_str label, double start_ms, double end_ms,
                                 double next_ms)
{
    enum mt_kind before = f->kind;
    f->kind = MT_KIND_TRANSCRIPT;
    struct mt_item *item = mt_json_add_item(f, prose);
    f->kind = before;
    if (!item)
        return NULL;
    if (end_ms <= start_ms) {
        double needed = (double)count_words(prose.text) * MS_PER_WORD;
        end_ms = start_ms + (needed > TURN_MS_MIN ? needed : TURN_MS_MIN);
        if (next_ms > start_ms && next_ms < end_ms)
            end_ms = next_ms;
    }
    item->turn = mt_new(f->note, struct mt_turn);
    item->turn->start_ms = (int64_t)(clamp(start_ms) + .5);
    item->turn->end_ms = (int64_t)(clamp(end_ms) + .5);
    item->turn->start_exact = true;
    item->turn->label = label;
    return item->turn;
}

/* Adds what the segment says; returns when it ends. */
static double add_segment(struct mt_json_filler *f, uint32_t array, uint32_t segment, uint32_t text,
                          struct times *times, double before)
{
    struct span span = corrected(read_span(f->json, segment, times), times), next = span;
    uint32_t after = mt_json_next(f->json, array, segment);
    if (!span.has_end && after != MT_JSON_NONE)
        next = corrected(read_span(f->json, after, times), times);
    mt_json_add(&f->maker, f->json, text);
    struct mt_turn *turn = mt_json_add_turn(
        f, mt_prose_end(&f->maker), times->speech->label(f, segment),
        span.has_start ? span.start : before, span.has_end ? span.end : 0, next.start);
    if (!turn)
        return before;
    turn->start_exact = span.has_start;
    return (double)turn->end_ms;
}

void mt_json_fill_speech(struct mt_json_filler *f, uint32_t array,
                         const struct mt_json_speech *speech)
{
    struct times times = learn_times(f->json, array, speech);
    double end = 0;
    if (times.origin > 0 && times.origin < 1e14) {
        struct mt_stamp stamp = {(int64_t)times.origin, !times.unzoned};
        mt_json_set_when(f, stamp, RANK_SPEECH);
    }
    if (mt_json_first(f->json, array) == MT_JSON_NONE)
        mt_json_fill_plain(f, array);
    MT_JSON_EACH(f->json, array, segment)
    {
        if (f->note->full)
            break;
        uint32_t text = text_of(f->json, segment, speech);
        if (!mt_json_is(f->json, segment, MT_JSON_OBJECT)) {
            mt_json_fill_plain(f, segment);
            continue;
        }
        MT_JSON_EACH(f->json, segment, value)
        {
            if (value == text)
                end = add_segment(f, array, segment, text, &times, end);
            else
                mt_json_fill_field(f, value, speech->fields, speech->n_fields);
        }
    }
}
