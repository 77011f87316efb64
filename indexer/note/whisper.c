/* whisper.c - What Whisper and its many descendants write as JSON
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     {"text": " Hi.", "language": "en", "segments": [{"start": 0.0, "end": 2.4, "text": " Hi."}]}
 *     {"segments": [{"start": 70.2, "text": "Hi.", "speaker": "SPEAKER_00", "words": [ … ]}]}
 *     {"transcription": [{"offsets": {"from": 0, "to": 3960}, "text": " Hi."}]}    whisper.cpp
 *     {"text": "Hi.", "chunks": [{"timestamp": [0, 3.1], "text": "Hi."}]}   Hugging Face's pipeline
 *     [{"start": 0, "end": 2.4, "text": "Hi."}]
 *
 * A segment is a turn. Its words, their probabilities and the whole text say the same again; they
 * are left out, and so are the program's own settings. Where there are no segments, the words of
 * the whole text remain.
 */
#include "base/base.h"
#include "note/format.h"

#include "note/json_speech.h"

static const char *const arrays[] = {"segments", "transcription", "chunks"};

static struct mt_str label_of(struct mt_json_filler *f, uint32_t segment)
{
    static const char *const keys[] = {"speaker", "speaker_id", "words.0.speaker"};
    struct mt_str label = {NULL, 0};
    for (size_t i = 0; i < MT_COUNT(keys) && label.len == 0; i++)
        label = mt_json_label(f, mt_json_get(f->json, segment, keys[i]));
    return label;
}

static const struct mt_json_speech speech = {
    .clocks =
        (const struct mt_json_clock[]){
            {"start", "end", MT_JSON_SECONDS},
            {"offsets.from", "offsets.to", MT_JSON_MS},
            {"timestamps.from", "timestamps.to", MT_JSON_SECONDS},
            {"timestamp.0", "timestamp.1", MT_JSON_SECONDS},
            {"t0", "t1", MT_JSON_HUNDREDTHS},
        },
    .n_clocks = 5,
    .texts = (const char *const[]){"text"},
    .n_texts = 1,
    .fields =
        (const struct mt_json_field[]){
            {"id", NULL},
            {"speaker", NULL},
            {"speaker_id", NULL},
            {"start", NULL},
            {"end", NULL},
            {"timestamps", NULL},
            {"timestamp", NULL},
            {"words", NULL},
            {"tokens", NULL},
            {"chars", NULL},
            {"language", NULL},
        },
    .n_fields = 11,
    .label = label_of,
};

/* The array of segments in what the file holds. */
static uint32_t find_segments(const struct mt_json *json, uint32_t top)
{
    if (mt_json_is(json, top, MT_JSON_ARRAY))
        return top;
    for (size_t i = 0; i < MT_COUNT(arrays); i++) {
        uint32_t array = mt_json_get(json, top, arrays[i]);
        if (mt_json_is(json, array, MT_JSON_ARRAY))
            return array;
    }
    return MT_JSON_NONE;
}

static bool is_whisper(const struct mt_json *json, uint32_t top)
{
    uint32_t segments = find_segments(json, top);
    uint32_t first = mt_json_first(json, segments);
    if (first != MT_JSON_NONE)
        return mt_json_is_speech(json, first, &speech);
    return segments != MT_JSON_NONE && mt_json_get(json, top, "text") != MT_JSON_NONE &&
           mt_json_get(json, top, "language") != MT_JSON_NONE;
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    (void)path;
    return mt_json_recognise(text, is_whisper);
}

static void fill_segments(struct mt_json_filler *f, uint32_t array)
{
    mt_json_fill_speech(f, array, &speech);
}

static void fill_language(struct mt_json_filler *f, uint32_t value)
{
    struct mt_str language = mt_json_text(f->note, f->json, value);
    if (language.len == 2 && mt_is_lower(language.ptr[0]) && mt_is_lower(language.ptr[1]))
        f->note->language = language;
}

static void fill_result(struct mt_json_filler *f, uint32_t value)
{
    static const struct mt_json_field fields[] = {{"language", fill_language}};
    mt_json_fill_fields(f, value, fields, MT_COUNT(fields));
}

/* Whether any segment says something, so that the whole text says nothing new. */
static bool has_segments(const struct mt_json *json, uint32_t top)
{
    MT_JSON_EACH(json, find_segments(json, top), segment)
    if (mt_json_has_text(json, mt_json_get(json, segment, "text")))
        return true;
    return false;
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    static const struct mt_json_field fields[] = {
        {"text", NULL}, /* first: only where there are segments */
        {"segments", fill_segments},
        {"transcription", fill_segments},
        {"chunks", fill_segments},
        {"language", fill_language},
        {"result", fill_result},
        {"words", NULL},
        {"word_segments", NULL},
        {"systeminfo", NULL},
        {"model", NULL},
        {"params", NULL},
        {"task", NULL},
    };
    struct mt_json *json = mt_json_read(NULL, text->str);
    struct mt_json_filler filler;
    mt_json_filler_init(&filler, ctx, text, path, json);
    uint32_t top = mt_json_first(json, MT_JSON_ROOT);
    MT_JSON_EACH(json, MT_JSON_ROOT, value)
    {
        bool spoken = has_segments(json, value);
        if (value == top && mt_json_is(json, value, MT_JSON_ARRAY))
            fill_segments(&filler, value);
        else if (value == top)
            mt_json_fill_fields(&filler, value, fields + !spoken, MT_COUNT(fields) - !spoken);
        else
            mt_json_fill_plain(&filler, value);
    }
    mt_json_fill_fault(&filler);
    mt_json_filler_finish(&filler, ctx, out);
    mt_free(json);
}

const struct mt_format mt_format_whisper = {"whisper", recognises, parse};
