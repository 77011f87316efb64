/* fuzz_file.c - Any bytes as a file of any name, from its bytes to its units
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The first byte chooses the name, the rest is the file.
 */
#include "base/base.h"
#include "ingest/layout.h"
#include "note/parse.h"
#include "store/record.h"

static const char *const names[] = {"a.md",  "2025-10-28 a.txt", "a.vtt",         "a.srt", "a.json",
                                    "b.txt", "README.md",        "saved_chat.txt"};

static void check_layout(const struct mt_layout *layout)
{
    const struct mt_unit_table *table = &layout->table;
    uint32_t next = 1;
    assert(layout->record.n_ranges == table->n_units);
    for (size_t u = 0; u < table->n_units; u++) {
        const struct mt_unit *unit = &table->units[u];
        struct mt_range range = layout->record.ranges[u];
        assert(unit->words > 0 && unit->position >= next);
        assert(unit->start_ms >= 0 && unit->end_ms >= unit->start_ms);
        assert(unit->speaker == MT_NOBODY || unit->speaker < table->n_speakers);
        assert(range.begin <= range.end && range.end <= layout->record.text.len);
        assert(mt_record_place(&layout->record, range.begin).line > 0);
        next = unit->position + unit->words;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    struct mt_notes notes = {0};
    if (size > 0 &&
        mt_text_decode(ctx, mt_str_of((const char *)data + 1, size - 1), &text, NULL) == MT_OK) {
        mt_parse_file(ctx, text, mt_str(names[data[0] % MT_COUNT(names)]), &notes);
        assert(notes.len > 0);
        for (size_t i = 0; i < notes.len; i++) {
            struct mt_layout layout;
            mt_layout_note(ctx, notes.ptr[i], mt_tokens_new(ctx), &layout);
            check_layout(&layout);
        }
    }
    mt_free(ctx);
    return 0;
}
