/* hyprnote.c - The files of a session of Hyprnote
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     {"id": "…", "title": "Sync", "created_at": "2026-01-14T10:00:05Z", "participants": [ … ]}
 *     {"transcripts": [{"words": [{"channel": 0, "text": " Hi", "start_ms": 1234, "end_ms":
 * 1456}]}]}
 *
 * The first is `_meta.json`, the second `_transcript.json`, a note each. Words become turns: a new
 * one where the channel changes, after a pause, and where a sentence ends after about 30 words. A
 * channel is no person: 0 is the microphone here, 1 what the loudspeaker plays.
 */
#include "base/base.h"
#include "note/format.h"

#include "note/json_speech.h"

#define PAUSE_MS 1500
#define TURN_WORDS 30
#define TURN_WORDS_MAX 90
/* Recordings of one session that are further apart have clocks that say nothing of each other. */
#define SESSION_MS_MAX 86400000.0
enum { RANK_CREATED = 1, RANK_STARTED = 2 };

struct word {
    uint32_t value; /* its text */
    struct mt_str label;
    double start, end; /* ms; -1 when unknown */
};

/* A turn in the making. */
struct speech {
    struct mt_json_filler *f;
    double shift;  /* from the clock of the recording to that of the session */
    bool spaced;   /* words bring their own spaces */
    size_t words;  /* in the turn */
    bool sentence; /* the last word ends one */
    struct mt_str label;
    double start, end; /* ms; the end is -1 when unknown */
    bool exact;        /* the start stands in the file */
};

static bool is_meta(const struct mt_json *json, uint32_t top)
{
    return mt_json_is(json, mt_json_get(json, top, "participants"), MT_JSON_ARRAY) &&
           mt_json_is(json, mt_json_get(json, top, "created_at"), MT_JSON_STRING) &&
           mt_json_is(json, mt_json_get(json, top, "title"), MT_JSON_STRING) &&
           mt_json_is(json, mt_json_get(json, top, "id"), MT_JSON_STRING);
}

static bool is_transcript(const struct mt_json *json, uint32_t top)
{
    uint32_t recording = mt_json_get(json, top, "transcripts.0");
    uint32_t words = mt_json_get(json, recording, "words");
    uint32_t first = mt_json_first(json, words);
    if (first == MT_JSON_NONE)
        return mt_json_is(json, words, MT_JSON_ARRAY) &&
               mt_json_get(json, recording, "speaker_hints") != MT_JSON_NONE;
    return mt_json_get(json, first, "text") != MT_JSON_NONE &&
           mt_json_get(json, first, "start_ms") != MT_JSON_NONE;
}

static bool is_hyprnote(const struct mt_json *json, uint32_t top)
{
    return is_meta(json, top) || is_transcript(json, top);
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    (void)path;
    return mt_json_recognise(text, is_hyprnote);
}

static double number_or(const struct mt_json *json, uint32_t value, double otherwise)
{
    double number;
    return mt_json_number(json, value, &number) ? number : otherwise;
}

static struct mt_str label_of(struct mt_json_filler *f, uint32_t word)
{
    struct mt_str speaker = mt_json_label(f, mt_json_get(f->json, word, "speaker"));
    double channel = number_or(f->json, mt_json_get(f->json, word, "channel"), -1);
    static const struct mt_str channels[] = {MT_STR("Channel 0"), MT_STR("Channel 1"),
                                             MT_STR("Channel 2")};
    for (size_t i = 0; i < MT_COUNT(channels) && speaker.len == 0; i++)
        if (channel == (double)i)
            speaker = channels[i];
    return speaker;
}

static struct word read_word(struct speech *s, uint32_t object)
{
    const struct mt_json *json = s->f->json;
    return (struct word){
        .value = mt_json_get(json, object, "text"),
        .label = label_of(s->f, object),
        .start = number_or(json, mt_json_get(json, object, "start_ms"), -1),
        .end = number_or(json, mt_json_get(json, object, "end_ms"), -1),
    };
}

static void end_turn(struct speech *s)
{
    struct mt_prose prose = mt_prose_end(&s->f->maker);
    struct mt_turn *turn =
        mt_json_add_turn(s->f, prose, s->label, s->start + s->shift, s->end + s->shift, 0);
    if (turn)
        turn->start_exact = s->exact;
    s->words = 0;
}

static bool begins_turn(const struct speech *s, const struct word *word)
{
    bool pause = word->start >= 0 && s->end >= 0 && word->start - s->end > PAUSE_MS;
    return s->words == 0 || pause || !mt_str_eq(word->label, s->label) ||
           (s->words >= TURN_WORDS && s->sentence) || s->words >= TURN_WORDS_MAX;
}

static bool ends_sentence(struct mt_str word)
{
    word = mt_str_trim(word);
    return word.len && strchr(".?!", word.ptr[word.len - 1]) && word.ptr[word.len - 1];
}

static void add_word(struct speech *s, const struct word *word)
{
    struct mt_str raw = mt_json_raw(s->f->json, word->value);
    if (mt_str_trim(raw).len == 0)
        return;
    if (begins_turn(s, word)) {
        end_turn(s);
        s->label = word->label;
        s->exact = word->start >= 0;
        s->start = s->exact ? word->start : s->end;
        s->end = -1;
    }
    if (!s->spaced)
        mt_prose_gap(&s->f->maker, mt_str(" "));
    mt_json_add(&s->f->maker, s->f->json, word->value);
    s->words++;
    s->sentence = ends_sentence(raw);
    if (word->end > s->end)
        s->end = word->end;
}

/* Whether any word has a space of its own; if none has, each is followed by one. */
static bool are_spaced(const struct mt_json *json, uint32_t words)
{
    MT_JSON_EACH(json, words, word)
    {
        struct mt_str raw = mt_json_raw(json, mt_json_get(json, word, "text"));
        if (mt_str_trim(raw).len && (raw.ptr[0] == ' ' || raw.ptr[raw.len - 1] == ' '))
            return true;
    }
    return false;
}

static void fill_words(struct mt_json_filler *f, uint32_t words, double shift)
{
    struct speech s = {.f = f, .shift = shift, .spaced = are_spaced(f->json, words)};
    if (mt_json_first(f->json, words) == MT_JSON_NONE)
        mt_json_fill_plain(f, words);
    MT_JSON_EACH(f->json, words, object)
    {
        if (mt_json_is(f->json, object, MT_JSON_OBJECT)) {
            struct word word = read_word(&s, object);
            add_word(&s, &word);
        } else {
            end_turn(&s);
            mt_json_fill_plain(f, object);
        }
    }
    end_turn(&s);
}

static void fill_recording(struct mt_json_filler *f, uint32_t recording, double shift)
{
    static const char *const ids[] = {"id", "user_id", "session_id", "speaker_hints"};
    MT_JSON_EACH(f->json, recording, value)
    {
        struct mt_str key = mt_json_key(f->json, value);
        bool is_id = false;
        for (size_t i = 0; i < MT_COUNT(ids); i++)
            is_id |= mt_str_eq(key, mt_str(ids[i]));
        if (mt_str_eq(key, mt_str("words")))
            fill_words(f, value, shift);
        else if (mt_str_eq(key, mt_str("started_at")))
            mt_json_fill_when(f, value, RANK_STARTED);
        else if (mt_str_eq(key, mt_str("created_at")))
            mt_json_fill_when(f, value, RANK_CREATED);
        else if (!is_id)
            mt_json_fill_lines(f, value);
    }
}

/* The recordings of a session, each with a clock of its own, on the clock of the first. */
static void fill_transcripts(struct mt_json_filler *f, uint32_t transcripts)
{
    double first = -1;
    if (mt_json_first(f->json, transcripts) == MT_JSON_NONE)
        mt_json_fill_plain(f, transcripts);
    MT_JSON_EACH(f->json, transcripts, recording)
    {
        double started = number_or(f->json, mt_json_get(f->json, recording, "started_at"), -1);
        if (first < 0)
            first = started;
        double shift = started - first;
        if (mt_json_is(f->json, recording, MT_JSON_OBJECT))
            fill_recording(f, recording, shift > 0 && shift < SESSION_MS_MAX ? shift : 0);
        else
            mt_json_fill_plain(f, recording);
    }
}

static void fill_created(struct mt_json_filler *f, uint32_t value)
{
    if (!mt_json_fill_when(f, value, RANK_CREATED))
        mt_json_fill_plain(f, value);
}

static void fill_tags(struct mt_json_filler *f, uint32_t value)
{
    MT_JSON_EACH(f->json, value, tag)
    mt_note_add_name(f->note, &f->note->tags, mt_json_text(f->note, f->json, tag));
    mt_json_fill_plain(f, value);
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    static const struct mt_json_field fields[] = {
        {"title", mt_json_fill_title},
        {"created_at", fill_created},
        {"participants", mt_json_fill_people},
        {"tags", fill_tags},
        {"transcripts", fill_transcripts},
        {"id", NULL},
        {"user_id", NULL},
        {"event_id", NULL},
    };
    struct mt_json *json = mt_json_read(NULL, text->str);
    struct mt_json_filler filler;
    mt_json_filler_init(&filler, ctx, text, path, json);
    mt_json_fill_fault(&filler);
    MT_JSON_EACH(json, MT_JSON_ROOT, value)
    {
        if (mt_json_is(json, value, MT_JSON_OBJECT))
            mt_json_fill_fields(&filler, value, fields, MT_COUNT(fields));
        else
            mt_json_fill_plain(&filler, value);
    }
    mt_json_filler_finish(&filler, ctx, out);
    mt_free(json);
}

const struct mt_format mt_format_hyprnote = {"hyprnote", recognises, parse};
