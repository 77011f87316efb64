/* fuzz_text_exports.c - Fuzzer of the text formats of note/format.h: Otter, Zoom, Teams
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "text/decode.h"

#include "notes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool lies_in(struct mt_str part, struct mt_str whole)
{
    return part.len == 0 || (part.ptr >= whole.ptr && part.ptr + part.len <= whole.ptr + whole.len);
}

static void check_turn(const struct mt_note *note, const struct mt_turn *turn)
{
    assert(turn->start_ms >= MT_TURN_UNTIMED && turn->end_ms >= turn->start_ms);
    assert(!turn->start_exact || turn->start_ms >= 0);
    assert(lies_in(turn->label, note->text->str));
}

static void check(const struct mt_format *format, const struct mt_text *text, struct mt_str path)
{
    void *ctx = mt_context(NULL);
    struct mt_notes notes = {0};
    format->recognises(text, path);
    format->parse(ctx, text, path, &notes);
    assert(notes.len == 1);
    check_note(notes.ptr[0]);
    for (size_t i = 0; i < notes.ptr[0]->items.len; i++)
        if (notes.ptr[0]->items.ptr[i].turn)
            check_turn(notes.ptr[0], notes.ptr[0]->items.ptr[i].turn);
    mt_free(ctx);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct mt_format *const formats[] = {&mt_format_otter, &mt_format_zoom_text,
                                                      &mt_format_teams_text};
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    if (mt_text_decode(ctx, mt_str_of((const char *)data, size), &text, NULL) == MT_OK) {
        /* the path is bytes from outside too: the first line is one */
        struct mt_str path = mt_str_slice(text->str, 0, mt_str_find_char(text->str, '\n', 0));
        for (size_t i = 0; i < MT_COUNT(formats); i++) {
            check(formats[i], text, mt_str("2026-08-13 15.10.28 Gauge/meeting_saved_chat.txt"));
            check(formats[i], text, path);
        }
    }
    mt_free(ctx);
    return 0;
}
