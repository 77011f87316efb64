/* fuzz_named_turns.c - Fuzzer of note/named_turns.h
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/named_turns.h"

#include "note/markdown.h"
#include "note/speakers.h"
#include "text/decode.h"

#include "notes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_turns(const struct mt_note *note)
{
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_turn *turn = note->items.ptr[i].turn;
        if (!turn)
            continue;
        assert(note->sections.ptr[note->items.ptr[i].section].kind == MT_KIND_TRANSCRIPT);
        assert(turn->start_ms >= MT_TURN_UNTIMED && turn->end_ms >= turn->start_ms);
        assert(!turn->start_exact || turn->start_ms >= 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    if (mt_text_decode(ctx, mt_str_of((const char *)data, size), &text, NULL) == MT_OK) {
        struct mt_note *note = mt_note_new(ctx, text, mt_str("notes/1-1 Dana.md"));
        struct mt_transcript_region region;
        size_t at = 0;
        mt_note_add_name(note, &note->people, mt_str("Sam Okoro"));
        struct mt_named_turns *turns = mt_named_turns_read(ctx, note, 0);
        while (mt_named_turns_find(turns, at, &region)) {
            assert(at <= region.begin && region.begin < region.end);
            assert(region.end <= region.rest && region.rest <= text->str.len);
            mt_markdown_parse(note, at, region.begin);
            mt_named_turns_parse(note, turns);
            at = region.rest;
        }
        mt_markdown_parse(note, at, text->str.len);
        mt_named_turns_finish(note, turns);
        mt_speakers_resolve(note);
        check_turns(note);
        check_note(note);
    }
    mt_free(ctx);
    return 0;
}
