/* shown_turns.h - A note's items as lines of text, for tests to compare
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     1000-2000! Dana Reyes: Hello.          a turn with a time of its own
 *     2000-3000 DR=Dana Reyes: Hello.        without one, and with a speaker set
 *     - DR: Hello.                           a turn of which nothing tells when it was
 *     (chat) ...                             before it, where the section is no transcript
 *     [other] words                          what is no turn, with the kind of its section
 */
#ifndef MT_TESTS_SHOWN_TURNS_H
#define MT_TESTS_SHOWN_TURNS_H

#include "base/base.h"
#include "note/format.h"
#include "note/note.h"
#include "text/decode.h"

static inline const struct mt_text *text_of(void *ctx, const char *bytes)
{
    struct mt_text *text = NULL;
    assert_int_equal(mt_text_decode(ctx, mt_str(bytes), &text, NULL), MT_OK);
    return text;
}

static inline void show_item(struct mt_buf *out, const struct mt_note *note,
                             const struct mt_item *item)
{
    enum mt_kind kind = note->sections.ptr[item->section].kind;
    const struct mt_turn *turn = item->turn;
    if (!turn) {
        mt_buf_printf(out, "[%.*s] %.*s\n", MT_ARG(mt_kind_name(kind)), MT_ARG(item->prose.text));
        return;
    }
    if (kind != MT_KIND_TRANSCRIPT)
        mt_buf_printf(out, "(%.*s) ", MT_ARG(mt_kind_name(kind)));
    if (turn->start_ms == MT_TURN_UNTIMED)
        mt_buf_printf(out, "- ");
    else
        mt_buf_printf(out, "%lld-%lld%s ", (long long)turn->start_ms, (long long)turn->end_ms,
                      turn->start_exact ? "!" : "");
    mt_buf_printf(out, "%.*s%s%.*s: %.*s\n", MT_ARG(turn->label), turn->speaker.len ? "=" : "",
                  MT_ARG(turn->speaker), MT_ARG(item->prose.text));
}

static inline const char *show_note(void *ctx, const struct mt_note *note)
{
    struct mt_buf seen;
    mt_buf_init(&seen, ctx, 1 << 16);
    for (size_t i = 0; i < note->items.len; i++)
        show_item(&seen, note, &note->items.ptr[i]);
    return seen.ptr;
}

/* The one note of a text in this format. */
static inline struct mt_note *note_in(void *ctx, const struct mt_format *format, const char *path,
                                      const char *bytes)
{
    struct mt_notes notes = {0};
    format->parse(ctx, text_of(ctx, bytes), mt_str(path), &notes);
    assert_int_equal(notes.len, 1);
    return notes.ptr[0];
}

static inline void check_shown(void *ctx, const struct mt_note *note, const char *bytes,
                               const char *expected)
{
    const char *seen = show_note(ctx, note);
    if (strcmp(seen, expected) != 0)
        fail_msg("%s\n  expected\n%s\n  but was\n%s", bytes, expected, seen);
}

#endif
