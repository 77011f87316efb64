/* fireflies.c - Transcripts from Fireflies' interface, as JSON
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     {"title": "Sync", "date": 1761652800000, "meeting_attendees": [{"displayName": "Dana
 * Reyes"}], "summary": {"overview": "…", "action_items": "…"}, "sentences": [{"speaker_name": "Dana
 * Reyes", "text": "Let's start.", "start_time": 5.79}]}
 *
 * alone, in an array, or anywhere within {"data": …}; each meeting is a note. Left out are the
 * copies of a sentence ("raw_text", "ai_filters"), ids, and the addresses of the recording.
 */
#include "base/base.h"
#include "note/format.h"

#include "note/json_speech.h"

/* How sure each source of the date is. */
enum { RANK_TEXT = 1, RANK_NUMBER = 2 };

static struct mt_str label_of(struct mt_json_filler *f, uint32_t sentence)
{
    struct mt_str name = mt_json_label(f, mt_json_get(f->json, sentence, "speaker_name"));
    return name.len ? name : mt_json_label(f, mt_json_get(f->json, sentence, "speaker_id"));
}

static const struct mt_json_speech speech = {
    .clocks = (const struct mt_json_clock[]){{"start_time", "end_time", MT_JSON_SECONDS}},
    .n_clocks = 1,
    .texts = (const char *const[]){"text", "raw_text"},
    .n_texts = 2,
    .fields =
        (const struct mt_json_field[]){
            {"index", NULL},
            {"speaker_name", NULL},
            {"speaker_id", NULL},
            {"text", NULL},
            {"raw_text", NULL},
            {"start_time", NULL},
            {"end_time", NULL},
            {"ai_filters", NULL},
        },
    .n_fields = 8,
    .label = label_of,
};

/* Whether an object is a meeting: by its sentences, or by what stands beside them. */
static bool is_meeting(const struct mt_json *json, uint32_t value)
{
    if (!mt_json_is(json, value, MT_JSON_OBJECT))
        return false;
    uint32_t first = mt_json_get(json, value, "sentences.0");
    if (first != MT_JSON_NONE)
        return mt_json_is_speech(json, first, &speech) ||
               mt_json_get(json, first, "speaker_name") != MT_JSON_NONE;
    return mt_json_is(json, mt_json_get(json, value, "meeting_attendees"), MT_JSON_ARRAY) &&
           (mt_json_get(json, value, "summary") != MT_JSON_NONE ||
            mt_json_get(json, value, "sentences") != MT_JSON_NONE);
}

static bool is_fireflies(const struct mt_json *json, uint32_t top)
{
    static const char *const paths[] = {"data.transcript", "transcript", "data.transcripts.0",
                                        "transcripts.0", "0"};
    bool found = is_meeting(json, top);
    for (size_t i = 0; i < MT_COUNT(paths); i++)
        found = found || is_meeting(json, mt_json_get(json, top, paths[i]));
    return found;
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    (void)path;
    return mt_json_recognise(text, is_fireflies);
}

static void fill_sentences(struct mt_json_filler *f, uint32_t value)
{
    mt_json_fill_speech(f, value, &speech);
}

static void fill_date(struct mt_json_filler *f, uint32_t value)
{
    if (!mt_json_fill_when(f, value, RANK_NUMBER))
        mt_json_fill_plain(f, value);
}

static void fill_date_string(struct mt_json_filler *f, uint32_t value)
{
    if (!mt_json_fill_when(f, value, RANK_TEXT))
        mt_json_fill_plain(f, value);
}

static void fill_actions(struct mt_json_filler *f, uint32_t value)
{
    mt_json_fill_as(f, MT_KIND_ACTION, mt_json_fill_lines, value);
}

static void fill_summary_parts(struct mt_json_filler *f, uint32_t value)
{
    if (!mt_json_is(f->json, value, MT_JSON_OBJECT)) {
        mt_json_fill_lines(f, value);
        return;
    }
    MT_JSON_EACH(f->json, value, part)
    {
        bool actions = mt_str_eq(mt_json_key(f->json, part), mt_str("action_items"));
        (actions ? fill_actions : mt_json_fill_lines)(f, part);
    }
}

static void fill_summary(struct mt_json_filler *f, uint32_t value)
{
    mt_json_fill_as(f, MT_KIND_SUMMARY, fill_summary_parts, value);
}

static void fill_meeting(struct mt_json_filler *f, uint32_t object)
{
    static const struct mt_json_field fields[] = {
        {"title", mt_json_fill_title},
        {"date", fill_date},
        {"dateString", fill_date_string},
        {"meeting_attendees", mt_json_fill_people},
        {"speakers", mt_json_fill_people},
        {"participants", mt_json_fill_people},
        {"summary", fill_summary},
        {"action_items", fill_actions},
        {"sentences", fill_sentences},
        {"id", NULL},
        {"audio_url", NULL},
        {"video_url", NULL},
        {"calendar_id", NULL},
        {"cal_id", NULL},
        {"calendar_type", NULL},
        {"privacy", NULL},
    };
    mt_json_fill_fields(f, object, fields, MT_COUNT(fields));
}

/* Goes through the file; the words around the meetings belong to the one before them. */
struct reader {
    const void *ctx;
    const struct mt_text *text;
    struct mt_str path;
    struct mt_notes *out;
    struct mt_json_filler filler;
    bool in_meeting; /* the filler's note has one already */
};

static void begin_meeting(struct reader *r)
{
    const struct mt_json *json = r->filler.json;
    if (r->in_meeting) {
        mt_json_filler_finish(&r->filler, r->ctx, r->out);
        mt_json_filler_init(&r->filler, r->ctx, r->text, r->path, json);
    }
    r->in_meeting = true;
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    struct mt_json *json = mt_json_read(NULL, text->str);
    struct reader r = {.ctx = ctx, .text = text, .path = path, .out = out};
    mt_json_filler_init(&r.filler, ctx, text, path, json);
    mt_json_fill_fault(&r.filler);
    for (uint32_t value = MT_JSON_ROOT; value < json->tokens.len;) {
        if (is_meeting(json, value)) {
            begin_meeting(&r);
            fill_meeting(&r.filler, value);
            value = json->tokens.ptr[value].next;
            continue;
        }
        bool leaf = json->tokens.ptr[value].next == value + 1;
        if (leaf && !mt_json_is(json, value, MT_JSON_KEY))
            mt_json_fill_plain(&r.filler, value);
        value++;
    }
    mt_json_filler_finish(&r.filler, ctx, out);
    mt_free(json);
}

const struct mt_format mt_format_fireflies = {"fireflies", recognises, parse};
