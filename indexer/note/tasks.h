/* tasks.h - Task lines: who, until when, done or not
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The emoji form of Obsidian Tasks: `text @First Last ⏫ 📅 2025-11-04 ✅ 2025-10-27`. The owner is
 * what stands after the last " @" up to the first emoji of the format, the first field or the end;
 * spaces and teams are allowed ("@Storage team"). Where a sentence goes on, the owner ends: "@Dana
 * to send it".
 *  - dates: 📅 due, ✅ done; not kept: ❌ cancelled, ➕ created, ⏳ scheduled, 🛫 start;
 *  - priority: 🔺 highest, ⏫ high, 🔼 medium, 🔽 low, ⏬ lowest;
 *  - not kept: 🔁 recurrence, 🏁 on completion, 🆔 id, ⛔ depends on.
 * U+FE0F may follow any of them.
 * And its Dataview form, fields in brackets or parentheses: `[due:: 2025-11-04]`. Names in any
 * case:
 *  - due; done and completion; priority (highest, high, medium, low, lowest);
 *  - owner and assignee, which go before an "@";
 *  - every other is not kept: scheduled, created, start, cancelled, repeat.
 * Of several signs or fields of one kind the first that can be read counts.
 * See https://publish.obsidian.md/tasks/Reference/Task+Formats/Tasks+Emoji+Format
 * and https://publish.obsidian.md/tasks/Reference/Task+Formats/Dataview+Format
 */
#ifndef MT_NOTE_TASKS_H
#define MT_NOTE_TASKS_H

#include "base/base.h"
#include "note/note.h"

MT_BEGIN_DECLS

/* The task of a list item whose box holds `mark` ("[x]" has 'x') and whose text is `text`. Slices
 * of `text`. Unknown marks are open; a done date with an open box is kept as it stands. */
struct mt_task mt_task_parse(char mark, struct mt_str text);

MT_END_DECLS

#endif
