/* cues.h - What a subtitle format reads of a text, as lines to compare
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_UNIT_CUES_H
#define MT_UNIT_CUES_H

#include "base/base.h"
#include "note/format.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

#define CUES_MAX ((size_t)1 << 26)

struct cues_row {
    const char *text, *expected;
};

static inline struct mt_note *cues_parse(void *ctx, const struct mt_format *format,
                                         struct mt_str bytes)
{
    struct mt_text *text = NULL;
    struct mt_notes notes = {0};
    assert_int_equal(mt_text_decode(ctx, bytes, &text, NULL), MT_OK);
    format->parse(ctx, text, mt_str("notes/a"), &notes);
    assert_int_equal(notes.len, 1);
    return notes.ptr[0];
}

static inline void cues_show_turn(struct mt_buf *out, const struct mt_turn *turn)
{
    mt_buf_printf(out, "%s%lld-%lld %.*s: ", turn->start_exact ? "" : "~",
                  (long long)turn->start_ms, (long long)turn->end_ms, MT_ARG(turn->label));
}

/* "1000-2000 Dana Reyes: text" for each turn (with "~" where its start is not exact), "[other]
 * text" for other items, "!3 reason" for each problem. */
static inline const char *cues_show(void *ctx, const struct mt_note *note)
{
    struct mt_buf seen;
    mt_buf_init(&seen, ctx, CUES_MAX);
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        struct mt_str kind = mt_kind_name(note->sections.ptr[item->section].kind);
        if (item->turn)
            cues_show_turn(&seen, item->turn);
        else
            mt_buf_printf(&seen, "[%.*s] ", MT_ARG(kind));
        assert_true(!item->turn || mt_str_eq(kind, mt_str("transcript")));
        mt_buf_add(&seen, item->prose.text);
        mt_buf_add_char(&seen, '\n');
    }
    for (size_t i = 0; i < note->problems.len; i++)
        mt_buf_printf(&seen, "!%u %.*s\n", note->problems.ptr[i].line,
                      MT_ARG(note->problems.ptr[i].reason));
    return seen.ptr;
}

static inline void cues_check(const struct mt_format *format, const struct cues_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        void *ctx = mt_context(NULL);
        const char *seen = cues_show(ctx, cues_parse(ctx, format, mt_str(rows[i].text)));
        if (strcmp(seen, rows[i].expected) != 0)
            fail_msg("%s\n  expected\n%s\n  but was\n%s", rows[i].text, rows[i].expected, seen);
        mt_free(ctx);
    }
}

/* `n` times the same text after another one, parsed to the note with `items` items. */
static inline void cues_check_hostile(const struct mt_format *format, const char *first,
                                      const char *again, size_t n, size_t items)
{
    void *ctx = mt_context(NULL);
    struct mt_buf all;
    mt_buf_init(&all, ctx, CUES_MAX);
    mt_buf_add(&all, mt_str(first));
    for (size_t i = 0; i < n; i++)
        mt_buf_add(&all, mt_str(again));
    const struct mt_note *note = cues_parse(ctx, format, mt_buf_str(&all));
    if (note->items.len != items)
        fail_msg("%s %s: %zu items", first, again, note->items.len);
    mt_free(ctx);
}

#endif
