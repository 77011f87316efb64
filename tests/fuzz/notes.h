/* notes.h - What holds for every note, whatever bytes it was made of
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_TESTS_FUZZ_NOTES_H
#define MT_TESTS_FUZZ_NOTES_H

#include "base/base.h"
#include "note/note.h"

/* Whether what stands there may be shown as another character. */
static inline bool is_entity(const struct mt_note *note, size_t source)
{
    return strchr("&\\", note->text->str.ptr[source]) != NULL;
}

/* Each run begins with the byte that stands at its source, and lies within the text. */
static inline void check_prose(const struct mt_note *note, const struct mt_prose *prose)
{
    struct mt_str all = note->text->str;
    assert(prose->n_runs > 0 && prose->runs[0].at == 0 && prose->text.len > 0);
    assert(!mt_is_space(prose->text.ptr[0]));
    for (size_t i = 0; i < prose->n_runs; i++) {
        struct mt_run run = prose->runs[i];
        assert(run.at < prose->text.len && run.source < all.len);
        assert(i == 0 || run.at > prose->runs[i - 1].at);
        assert(prose->text.ptr[run.at] == all.ptr[run.source] || is_entity(note, run.source));
    }
}

static inline void check_note(const struct mt_note *note)
{
    size_t before = 0;
    unsigned sum = 0;
    assert(note->sections.len > 0 && note->problems.len <= MT_NOTE_PROBLEMS_MAX);
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        assert(item->section < note->sections.len);
        check_prose(note, &item->prose);
        assert(item->prose.runs[0].source >= before);
        before = item->prose.runs[0].source;
        for (size_t k = 0; k < item->prose.text.len; k++)
            sum += (unsigned char)item->prose.text.ptr[k];
        if (item->task)
            assert(item->task->status != MT_TASK_NONE);
    }
    for (size_t i = 0; i < note->properties.len; i++)
        assert(note->properties.ptr[i].key.len > 0 && note->properties.ptr[i].value.len > 0);
    for (size_t i = 0; i < note->problems.len; i++)
        assert(note->problems.ptr[i].line > 0 && note->problems.ptr[i].reason.len > 0);
    static volatile unsigned seen; /* so that every byte is really read */
    seen = sum;
    (void)seen;
}

#endif
