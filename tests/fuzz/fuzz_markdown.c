/* fuzz_markdown.c - Any bytes as Markdown
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/markdown.h"

#include "notes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_text *text;
    if (mt_text_decode(ctx, mt_str_of((const char *)data, size), &text, NULL) == MT_OK) {
        struct mt_note *note = mt_note_new(ctx, text, mt_str("note.md"));
        mt_markdown_parse(note, 0, text->str.len);
        check_note(note);
    }
    mt_free(ctx);
    return 0;
}
