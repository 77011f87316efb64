/* cues.h - What holds for every subtitle file, whatever its bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_TESTS_FUZZ_CUES_H
#define MT_TESTS_FUZZ_CUES_H

#include "base/base.h"
#include "note/format.h"
#include "note/speakers.h"

#include "notes.h"

static inline void check_turn(const struct mt_note *note, const struct mt_item *item)
{
    const struct mt_turn *turn = item->turn;
    assert(note->sections.ptr[item->section].kind == MT_KIND_TRANSCRIPT);
    assert(turn->start_ms >= 0 && turn->end_ms >= turn->start_ms);
    assert(turn->known == MT_SPEAKER_UNKNOWN || turn->speaker.len > 0);
    assert(turn->label.len > 0 || turn->speaker.len == 0);
}

static inline void fuzz_cues(const struct mt_format *format, struct mt_str path,
                             struct mt_str bytes)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    if (mt_text_decode(ctx, bytes, &text, NULL) == MT_OK) {
        struct mt_notes notes = {0};
        bool is = format->recognises(text, mt_str(""));
        assert(!is || format->recognises(text, path));
        format->parse(ctx, text, path, &notes);
        assert(notes.len == 1);
        struct mt_note *note = notes.ptr[0];
        mt_speakers_resolve(note);
        check_note(note);
        for (size_t i = 0; i < note->items.len; i++)
            if (note->items.ptr[i].turn)
                check_turn(note, &note->items.ptr[i]);
    }
    mt_free(ctx);
}

#endif
