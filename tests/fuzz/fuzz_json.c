/* fuzz_json.c - Any bytes as JSON, and as each of the formats that are JSON
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"
#include "note/json.h"

/* Each value lies within its parent, and each key has one. */
static void check_tokens(const struct mt_json *json)
{
    const struct mt_json_token *tokens = json->tokens.ptr;
    uint32_t n = (uint32_t)json->tokens.len;
    assert(n > 0 && tokens[MT_JSON_ROOT].next == n);
    for (uint32_t i = 1; i < n; i++) {
        assert(tokens[i].at <= json->str.len && tokens[i].at >= tokens[i - 1].at);
        assert(tokens[i].next > i && tokens[i].next <= n);
        if (tokens[i].type == MT_JSON_KEY)
            assert(i + 1 < n && tokens[i + 1].type != MT_JSON_KEY);
        uint32_t before = i;
        MT_JSON_EACH(json, i, value)
        {
            assert(value > before && value < tokens[i].next);
            before = value;
        }
    }
}

/* The first byte of a run stands at its source, or an escape or an entity does. */
static unsigned check_prose(const struct mt_note *note, const struct mt_prose *prose)
{
    struct mt_str all = note->text->str;
    unsigned sum = 0;
    assert(prose->n_runs > 0 && prose->runs[0].at == 0 && prose->text.len > 0);
    for (size_t i = 0; i < prose->n_runs; i++) {
        struct mt_run run = prose->runs[i];
        assert(run.at < prose->text.len && run.source < all.len);
        assert(i == 0 || run.at > prose->runs[i - 1].at);
        assert(prose->text.ptr[run.at] == all.ptr[run.source] || all.ptr[run.source] == '\\' ||
               all.ptr[run.source] == '&');
    }
    for (size_t i = 0; i < prose->text.len; i++) {
        unsigned char c = (unsigned char)prose->text.ptr[i];
        assert(c >= 0x20 || c == '\n' || c == '\t');
        sum += c;
    }
    return sum;
}

static unsigned sum_of(struct mt_str text)
{
    unsigned sum = 0;
    for (size_t i = 0; i < text.len; i++)
        sum += (unsigned char)text.ptr[i];
    return sum;
}

static unsigned check_note(const struct mt_note *note)
{
    unsigned sum = sum_of(note->title) + sum_of(note->language);
    size_t before = 0;
    uint32_t section = 0;
    for (size_t i = 0; i < note->people.len; i++)
        sum += sum_of(note->people.ptr[i]);
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        assert(item->section >= section && item->section < note->sections.len);
        section = item->section;
        sum += check_prose(note, &item->prose);
        assert(item->prose.runs[0].source >= before);
        before = item->prose.runs[0].source;
        if (item->turn) {
            assert(item->turn->start_ms >= 0 && item->turn->end_ms >= item->turn->start_ms);
            sum += sum_of(item->turn->label);
        }
        if (item->task)
            sum += sum_of(item->task->owner);
    }
    for (size_t i = 0; i < note->problems.len; i++)
        assert(note->problems.ptr[i].line > 0);
    return sum;
}

static size_t count_letters(struct mt_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++)
        n += mt_is_alnum(text.ptr[i]);
    return n;
}

/* All that the strings and words say is in the items of plain JSON. */
static void check_complete(const void *ctx, const struct mt_json *json, const struct mt_note *note)
{
    size_t said = 0, kept = 0;
    for (uint32_t i = 0; i < json->tokens.len; i++) {
        said += count_letters(mt_json_text(ctx, json, i));
        struct mt_str raw = mt_json_raw(json, i);
        if (mt_json_is(json, i, MT_JSON_WORD) && !mt_json_is_literal(raw))
            said += count_letters(raw);
    }
    for (size_t i = 0; i < note->items.len; i++)
        kept += count_letters(note->items.ptr[i].prose.text);
    assert(said == kept);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct mt_format *const formats[] = {&mt_format_whisper, &mt_format_fireflies,
                                                      &mt_format_granola, &mt_format_hyprnote,
                                                      &mt_format_json};
    static volatile unsigned seen; /* so that every byte is really read */
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    if (mt_text_decode(ctx, mt_str_of((const char *)data, size), &text, NULL) == MT_OK) {
        const struct mt_json *json = mt_json_read(ctx, text->str);
        check_tokens(json);
        for (uint32_t i = 0; i < json->tokens.len; i++)
            if (mt_json_is(json, i, MT_JSON_STRING))
                check_tokens(mt_json_read_inner(ctx, json, i));
        for (size_t i = 0; i < MT_COUNT(formats); i++) {
            struct mt_notes notes = {0};
            seen = formats[i]->recognises(text, mt_str("a.json"));
            formats[i]->parse(ctx, text, mt_str("a.json"), &notes);
            assert(notes.len > 0);
            for (size_t k = 0; k < notes.len; k++)
                seen = check_note(notes.ptr[k]);
            if (formats[i] == &mt_format_json)
                check_complete(ctx, json, notes.ptr[0]);
        }
    }
    (void)seen;
    mt_free(ctx);
    return 0;
}
