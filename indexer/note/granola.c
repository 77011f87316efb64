/* granola.c - The cache of Granola: many meetings, as JSON within a string of JSON
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     {"cache": "{\"state\": {
 *         \"documents\":   {\"ID\": {\"title\": …, \"created_at\": …, \"notes\": …, \"people\":
 * …}},
 *         \"transcripts\": {\"ID\": [{\"text\": …, \"source\": \"microphone\",
 *                                     \"start_timestamp\": \"2026-01-14T10:00:05.123Z\"}]},
 *         \"documentPanels\": {\"ID\": {\"PANEL\": {\"title\": …, \"content\": …}}}, …}}"}
 *
 * Newer caches hold the state as it is, without a string around it; a list of segments alone is
 * what the interface gives for one meeting. What the tables say of one ID becomes one note; what
 * else is in the cache (calendars, templates) is one more. The microphone is "Me", the system
 * everyone else, "Them". The notes stand there up to three times; the first that holds text, of the
 * tree, Markdown and plain text, is read.
 */
#include "base/base.h"
#include "note/format.h"

#include "note/intern.h"
#include "note/json_rich.h"
#include "note/json_speech.h"

#define MEETINGS_MAX 100000
/* How sure each source of the date is; the first words are surer (json_speech.c). */
enum { RANK_CREATED = 1, RANK_CALENDAR = 2 };

struct fillers MT_VEC(struct mt_json_filler);

struct cache {
    const void *ctx;     /* of the notes */
    const void *scratch; /* of all else */
    const struct mt_text *text;
    struct mt_str path;
    const struct mt_json *json;
    struct mt_intern ids; /* of the meetings; parallel to `meetings` */
    struct fillers meetings;
    struct mt_json_filler rest;
};

static struct mt_str label_of(struct mt_json_filler *f, uint32_t segment)
{
    uint32_t source = mt_json_get(f->json, segment, "source");
    struct mt_str name = mt_json_raw(f->json, source);
    if (mt_str_eq(name, mt_str("microphone")))
        return mt_str("Me");
    return mt_str_eq(name, mt_str("system")) ? mt_str("Them") : mt_json_label(f, source);
}

static const struct mt_json_speech speech = {
    .clocks = (const struct mt_json_clock[]){{"start_timestamp", "end_timestamp", MT_JSON_MS}},
    .n_clocks = 1,
    .texts = (const char *const[]){"text"},
    .n_texts = 1,
    .fields =
        (const struct mt_json_field[]){
            {"id", NULL},
            {"document_id", NULL},
            {"source", NULL},
            {"start_timestamp", NULL},
            {"end_timestamp", NULL},
        },
    .n_fields = 5,
    .label = label_of,
};

static uint32_t state_of(const struct mt_json *json, uint32_t top)
{
    uint32_t state = mt_json_get(json, top, "state");
    return state != MT_JSON_NONE ? state : mt_json_get(json, top, "cache.state");
}

static bool is_segments(const struct mt_json *json, uint32_t top)
{
    uint32_t first = mt_json_is(json, top, MT_JSON_ARRAY) ? mt_json_first(json, top) : MT_JSON_NONE;
    return mt_json_get(json, first, "source") != MT_JSON_NONE &&
           mt_json_is_speech(json, first, &speech);
}

static bool is_state(const struct mt_json *json, uint32_t state)
{
    return mt_json_is(json, mt_json_get(json, state, "documents"), MT_JSON_OBJECT) ||
           mt_json_is(json, mt_json_get(json, state, "transcripts"), MT_JSON_OBJECT);
}

static bool is_granola(const struct mt_json *json, uint32_t top)
{
    uint32_t cache = mt_json_get(json, top, "cache");
    if (!mt_json_is(json, cache, MT_JSON_STRING))
        return is_segments(json, top) || is_state(json, state_of(json, top));
    if (!mt_str_starts(mt_str_trim(mt_json_raw(json, cache)), mt_str("{")))
        return false;
    void *ctx = mt_context(NULL);
    const struct mt_json *inner = mt_json_read_inner(ctx, json, cache);
    bool found =
        mt_json_is(inner, state_of(inner, mt_json_first(inner, MT_JSON_ROOT)), MT_JSON_OBJECT);
    mt_free(ctx);
    return found;
}

static bool recognises(const struct mt_text *text, struct mt_str path)
{
    (void)path;
    return mt_json_recognise(text, is_granola);
}

static void fill_created(struct mt_json_filler *f, uint32_t value)
{
    if (!mt_json_fill_when(f, value, RANK_CREATED))
        mt_json_fill_plain(f, value);
}

static void fill_start(struct mt_json_filler *f, uint32_t value)
{
    uint32_t moment = mt_json_get(f->json, value, "dateTime");
    if (!mt_json_fill_when(f, moment == MT_JSON_NONE ? value : moment, RANK_CALENDAR))
        mt_json_fill_plain(f, value);
}

static void fill_event(struct mt_json_filler *f, uint32_t value)
{
    static const struct mt_json_field fields[] = {
        {"start", fill_start}, {"attendees", mt_json_fill_people},
        {"id", NULL},          {"end", NULL},
        {"iCalUID", NULL},     {"etag", NULL},
        {"kind", NULL},
    };
    mt_json_fill_fields(f, value, fields, MT_COUNT(fields));
}

static void fill_panel_heading(struct mt_json_filler *f, uint32_t value)
{
    mt_json_add(&f->maker, f->json, value);
    mt_json_add_heading(f, mt_prose_end(&f->maker), 2);
}

static void fill_panel_fields(struct mt_json_filler *f, uint32_t panel)
{
    static const struct mt_json_field fields[] = {
        {"original_content", NULL}, /* first: only where the content holds text */
        {"original_content", mt_json_fill_rich},
        {"title", fill_panel_heading},
        {"content", mt_json_fill_rich},
        {"id", NULL},
        {"document_id", NULL},
        {"template_slug", NULL},
        {"generated_lines", NULL},
    };
    bool copy = mt_json_has_text(f->json, mt_json_get(f->json, panel, "content"));
    mt_json_fill_fields(f, panel, fields + !copy, MT_COUNT(fields) - !copy);
}

static void fill_panel(struct mt_json_filler *f, uint32_t value)
{
    mt_json_fill_as(f, MT_KIND_SUMMARY, fill_panel_fields, value);
}

static void fill_panels(struct mt_json_filler *f, uint32_t value)
{
    MT_JSON_EACH(f->json, value, panel)
    fill_panel(f, panel);
}

static void fill_summary(struct mt_json_filler *f, uint32_t value)
{
    mt_json_fill_as(f, MT_KIND_SUMMARY, mt_json_fill_rich, value);
}

/* Which of the forms of the notes is read. */
static uint32_t best_notes(const struct mt_json *json, uint32_t document)
{
    static const char *const keys[] = {"notes", "notes_markdown", "notes_plain"};
    for (size_t i = 0; i < MT_COUNT(keys); i++) {
        uint32_t notes = mt_json_get(json, document, keys[i]);
        if (mt_json_has_text(json, notes))
            return notes;
    }
    return MT_JSON_NONE;
}

static void fill_notes(struct mt_json_filler *f, uint32_t value)
{
    mt_json_fill_as(f, MT_KIND_OTHER, mt_json_fill_rich, value);
}

static void fill_document(struct mt_json_filler *f, uint32_t document)
{
    static const struct mt_json_field fields[] = {
        {"title", mt_json_fill_title},
        {"created_at", fill_created},
        {"people", mt_json_fill_people},
        {"google_calendar_event", fill_event},
        {"notes", NULL},
        {"notes_markdown", NULL},
        {"notes_plain", NULL},
        {"overview", fill_summary},
        {"summary", fill_summary},
        {"last_viewed_panel", fill_panel},
        {"id", NULL},
        {"user_id", NULL},
        {"type", NULL},
        {"status", NULL},
        {"creation_source", NULL},
        {"visibility", NULL},
    };
    uint32_t notes = best_notes(f->json, document);
    MT_JSON_EACH(f->json, document, value)
    {
        if (value == notes)
            fill_notes(f, value);
        else
            mt_json_fill_field(f, value, fields, MT_COUNT(fields));
    }
}

static void fill_metadata(struct mt_json_filler *f, uint32_t value)
{
    static const struct mt_json_field fields[] = {
        {"attendees", mt_json_fill_people},
        {"creator", mt_json_fill_people},
        {"organizer", mt_json_fill_people},
    };
    mt_json_fill_fields(f, value, fields, MT_COUNT(fields));
}

static void fill_transcript(struct mt_json_filler *f, uint32_t value)
{
    mt_json_fill_speech(f, value, &speech);
}

/* The meeting of an id, made if it is new; what is one too many goes with the rest. */
static struct mt_json_filler *meeting_of(struct cache *cache, struct mt_str id)
{
    uint32_t n = mt_intern_add(&cache->ids, id, mt_intern_hash(id));
    if (n == MT_INTERN_NONE)
        return &cache->rest;
    if (n == cache->meetings.len)
        mt_json_filler_init(mt_push(cache->scratch, &cache->meetings), cache->ctx, cache->text,
                            cache->path, cache->json);
    return &cache->meetings.ptr[n];
}

static mt_json_fill *find_table(struct mt_str key)
{
    static const struct mt_json_field tables[] = {
        {"documents", fill_document},
        {"transcripts", fill_transcript},
        {"documentPanels", fill_panels},
        {"meetingsMetadata", fill_metadata},
    };
    for (size_t i = 0; i < MT_COUNT(tables); i++)
        if (mt_str_eq(key, mt_str(tables[i].key)))
            return tables[i].fill;
    return NULL;
}

/* A table of the state: an object by id, or an array of objects that hold their ids. */
static void fill_table(struct cache *cache, uint32_t table, mt_json_fill *fill)
{
    MT_JSON_EACH(cache->json, table, value)
    {
        struct mt_str id = mt_json_key(cache->json, value);
        if (id.len == 0)
            id = mt_json_raw(cache->json, mt_json_get(cache->json, value, "id"));
        bool none = id.len == 0 || mt_json_first(cache->json, value) == MT_JSON_NONE;
        struct mt_json_filler *f = none ? &cache->rest : meeting_of(cache, id);
        (none ? mt_json_fill_plain : fill)(f, value);
    }
}

static void fill_state(struct cache *cache, uint32_t state)
{
    MT_JSON_EACH(cache->json, state, value)
    {
        mt_json_fill *fill = find_table(mt_json_key(cache->json, value));
        if (fill && mt_json_first(cache->json, value) != MT_JSON_NONE)
            fill_table(cache, value, fill);
        else
            mt_json_fill_plain(&cache->rest, value);
    }
}

/* Goes through what stands around the state. */
static void fill_around(struct cache *cache, uint32_t object, uint32_t state)
{
    MT_JSON_EACH(cache->json, object, value)
    {
        if (value == state && mt_json_is(cache->json, state, MT_JSON_OBJECT))
            fill_state(cache, state);
        else if (mt_json_is(cache->json, value, MT_JSON_OBJECT) &&
                 mt_json_get(cache->json, value, "state") == state)
            fill_around(cache, value, state);
        else
            mt_json_fill_plain(&cache->rest, value);
    }
}

static void fill_cache(struct cache *cache)
{
    const struct mt_json *json = cache->json;
    uint32_t top = mt_json_first(json, MT_JSON_ROOT);
    uint32_t state = state_of(json, top);
    MT_JSON_EACH(json, MT_JSON_ROOT, value)
    {
        if (value == top && is_segments(json, top))
            fill_transcript(meeting_of(cache, mt_str("")), top);
        else if (value == top && state != MT_JSON_NONE)
            fill_around(cache, top, state);
        else
            mt_json_fill_plain(&cache->rest, value);
    }
}

/* Meetings in the order in which the file first speaks of them; the rest is last. */
static void finish(struct cache *cache, struct mt_notes *out)
{
    size_t before = out->len;
    for (size_t i = 0; i < cache->meetings.len; i++) {
        struct mt_json_filler *f = &cache->meetings.ptr[i];
        if (f->note->items.len)
            mt_json_filler_finish(f, cache->ctx, out);
        else
            mt_free(f->note);
    }
    if (cache->rest.note->items.len || cache->rest.note->problems.len || out->len == before)
        mt_json_filler_finish(&cache->rest, cache->ctx, out);
    else
        mt_free(cache->rest.note);
}

/* The JSON around that in the string is read by the rest's filler. */
static void fill_outer(struct cache *cache, const struct mt_json *outer, uint32_t string)
{
    const struct mt_json *inner = cache->json;
    cache->rest.json = outer;
    mt_json_fill_fault(&cache->rest);
    for (uint32_t value = MT_JSON_ROOT; value < outer->tokens.len; value++) {
        bool leaf = outer->tokens.ptr[value].next == value + 1;
        if (value == string) {
            cache->rest.json = inner;
            fill_cache(cache);
            cache->rest.json = outer;
        } else if (leaf) {
            mt_json_fill_plain(&cache->rest, value);
        }
    }
    cache->rest.json = inner;
}

static void parse(const void *ctx, const struct mt_text *text, struct mt_str path,
                  struct mt_notes *out)
{
    void *scratch = mt_context(NULL);
    const struct mt_json *outer = mt_json_read(scratch, text->str);
    uint32_t string = mt_json_get(outer, mt_json_first(outer, MT_JSON_ROOT), "cache");
    bool nested = mt_json_is(outer, string, MT_JSON_STRING);
    const struct mt_json *json = nested ? mt_json_read_inner(scratch, outer, string) : outer;
    struct cache cache = {.ctx = ctx, .scratch = scratch, .text = text, .path = path, .json = json};
    mt_intern_init(&cache.ids, scratch, MEETINGS_MAX);
    mt_json_filler_init(&cache.rest, ctx, text, path, json);
    mt_json_fill_fault(&cache.rest);
    if (nested)
        fill_outer(&cache, outer, string);
    else
        fill_cache(&cache);
    finish(&cache, out);
    mt_free(scratch);
}

const struct mt_format mt_format_granola = {"granola", recognises, parse};
