/* kind.h - The closed vocabularies that a note, the index and a question share
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The numbers are stored in the index: append, never reorder (store/schema.h).
 */
#ifndef MT_BASE_KIND_H
#define MT_BASE_KIND_H

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

enum mt_kind {
    MT_KIND_OTHER = 0,
    MT_KIND_TITLE,
    MT_KIND_SUMMARY,
    MT_KIND_FACT,
    MT_KIND_OUTCOME,
    MT_KIND_DECISION,
    MT_KIND_ACTION,
    MT_KIND_FOLLOWUP,
    MT_KIND_RISK,
    MT_KIND_QUESTION,
    MT_KIND_AGENDA,
    MT_KIND_TRANSCRIPT,
    MT_KIND_CHAT,
    MT_KIND_COUNT
};

/* "summary", "decision" …: what `in:` takes and JSON's "section" shows. Static storage. */
struct mt_str mt_kind_name(enum mt_kind kind);

/* The kind of a name as typed after `in:`: singular or plural, any case, with or without hyphen
 * ("decisions", "Follow-ups", "actions"). False when it is none. */
bool mt_kind_parse(struct mt_str name, enum mt_kind *out);

/* The kind of a section from its heading: "Action items (for Dana)" is an action, "Key facts
 * learned" a fact, "Transcript (auto)" the transcript; MT_KIND_OTHER when the heading names none.
 * English headings as real archives hold them. */
enum mt_kind mt_kind_of_heading(struct mt_str heading);

enum mt_task_status {
    MT_TASK_NONE = 0, /* not a task */
    MT_TASK_OPEN,     /* [ ], and every unknown mark */
    MT_TASK_PROGRESS, /* [/] */
    MT_TASK_DONE,     /* [x] [X] */
    MT_TASK_CANCELLED /* [-] */
};

/* "open", "in_progress", "done", "cancelled"; "" for MT_TASK_NONE. Static storage. */
struct mt_str mt_task_status_name(enum mt_task_status status);

enum mt_priority {
    MT_PRIORITY_NONE = 0,
    MT_PRIORITY_LOWEST,
    MT_PRIORITY_LOW,
    MT_PRIORITY_MEDIUM,
    MT_PRIORITY_HIGH,
    MT_PRIORITY_HIGHEST
};

MT_END_DECLS

#endif
