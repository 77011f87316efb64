/* json_rich.h - Formatted text in JSON: ProseMirror's trees, and HTML
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     {"type": "doc", "content": [
 *         {"type": "heading", "attrs": {"level": 3}, "content": [{"type": "text", "text":
 * "Next"}]},
 *         {"type": "paragraph", "content": [{"type": "text", "text": "Send the plan"}]}]}
 *     "<h3>Next</h3><ul><li>Send the plan</li></ul>"
 *
 * Each block is an item, see mt_json_add_line; of attributes only those that hold words are kept.
 */
#ifndef MT_NOTE_JSON_RICH_H
#define MT_NOTE_JSON_RICH_H

#include "base/base.h"
#include "note/json_note.h"

MT_BEGIN_DECLS

mt_json_fill mt_json_fill_rich;

MT_END_DECLS

#endif
