/* fuzz_note.c - Any bytes as a whole note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/parse.h"

#include "notes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    if (mt_text_decode(ctx, mt_str_of((const char *)data, size), &text, NULL) == MT_OK) {
        struct mt_note *note = mt_note_parse(ctx, text, mt_str("2025-10-28 note.md"));
        check_note(note);
    }
    mt_free(ctx);
    return 0;
}
