/* fuzz_transcript.c - Fuzzer of note/transcript.h, with the persons behind the labels
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/transcript.h"

#include "note/speakers.h"
#include "text/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition)  \
    do {                  \
        if (!(condition)) \
            abort();      \
    } while (0)

static bool lies_in(struct mt_str part, struct mt_str whole)
{
    return part.len == 0 || (part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len);
}

/* Each run shows the bytes that stand where it says; only joints stand nowhere. */
static void check_prose(const struct mt_note *note, struct mt_prose prose)
{
    struct mt_str text = note->text->str;
    CHECK(prose.n_runs > 0 && prose.runs[0].at == 0 && prose.text.len > 0);
    for (size_t i = 0; i < prose.n_runs; i++) {
        size_t at = prose.runs[i].at, source = prose.runs[i].source;
        bool last = i + 1 == prose.n_runs;
        size_t end = last ? prose.text.len : prose.runs[i + 1].at - 1;
        CHECK(at < end && source + (end - at) <= text.len);
        CHECK(memcmp(prose.text.ptr + at, text.ptr + source, end - at) == 0);
        CHECK(last || prose.text.ptr[end] == ' ');
        CHECK(last || prose.runs[i + 1].source > source);
    }
}

static void check_item(const struct mt_note *note, const struct mt_item *item)
{
    const struct mt_turn *turn = item->turn;
    CHECK(turn && item->section < note->sections.len);
    CHECK(turn->end_ms > turn->start_ms && turn->start_exact);
    CHECK(lies_in(turn->label, note->text->str));
    CHECK(turn->known == MT_SPEAKER_UNKNOWN || turn->speaker.len > 0);
    CHECK(turn->label.len > 0 || turn->speaker.len == 0);
    check_prose(note, item->prose);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    if (mt_text_decode(ctx, mt_str_of((const char *)data, size), &text, NULL) == MT_OK) {
        struct mt_note *note = mt_note_new(ctx, text, mt_str("notes/1-1 Dana.md"));
        struct mt_transcript_region region;
        size_t from = 0;
        note->title = mt_str_slice(text->str, 0, mt_str_find_char(text->str, '\n', 0));
        mt_note_add_name(note, &note->people, mt_str("Sam Okoro"));
        while (mt_transcript_find(text, from, &region)) {
            CHECK(from <= region.begin && region.begin < region.end);
            CHECK(region.end <= region.rest && region.rest <= text->str.len);
            mt_transcript_parse(note, region);
            from = region.rest;
        }
        mt_speakers_resolve(note);
        for (size_t i = 0; i < note->items.len; i++)
            check_item(note, &note->items.ptr[i]);
    }
    mt_free(ctx);
    return 0;
}
