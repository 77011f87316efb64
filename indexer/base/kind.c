/* kind.c - The closed vocabularies that a note, the index and a question share
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/kind.h"

static const struct mt_str kind_names[MT_KIND_COUNT] = {
    [MT_KIND_OTHER] = MT_STR("other"),     [MT_KIND_TITLE] = MT_STR("title"),
    [MT_KIND_SUMMARY] = MT_STR("summary"), [MT_KIND_FACT] = MT_STR("fact"),
    [MT_KIND_OUTCOME] = MT_STR("outcome"), [MT_KIND_DECISION] = MT_STR("decision"),
    [MT_KIND_ACTION] = MT_STR("action"),   [MT_KIND_FOLLOWUP] = MT_STR("followup"),
    [MT_KIND_RISK] = MT_STR("risk"),       [MT_KIND_QUESTION] = MT_STR("question"),
    [MT_KIND_AGENDA] = MT_STR("agenda"),   [MT_KIND_TRANSCRIPT] = MT_STR("transcript"),
    [MT_KIND_CHAT] = MT_STR("chat"),
};

struct mt_str mt_kind_name(enum mt_kind kind)
{
    assert((unsigned)kind < MT_KIND_COUNT);
    return kind_names[kind];
}

/* Letters only, in lower case: "Follow-ups" and "follow ups" are one word. */
static struct mt_str bare(struct mt_str name, char *room, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < name.len && n < size; i++)
        if (mt_is_alpha(name.ptr[i]))
            room[n++] = mt_to_lower(name.ptr[i]);
    return mt_str_of(room, n);
}

bool mt_kind_parse(struct mt_str name, enum mt_kind *out)
{
    char room[32];
    struct mt_str word = bare(name, room, sizeof room);
    if (word.len == 0 || word.len == sizeof room)
        return false;
    if (mt_str_eq(word, mt_str("summaries"))) {
        *out = MT_KIND_SUMMARY;
        return true;
    }
    for (size_t i = 0; i < MT_KIND_COUNT; i++) {
        struct mt_str kind = kind_names[i];
        bool plural = word.len == kind.len + 1 && word.ptr[kind.len] == 's';
        if (mt_str_starts(word, kind) && (word.len == kind.len || plural)) {
            *out = (enum mt_kind)i;
            return true;
        }
    }
    return false;
}

/* As bare, and which of the letters begin a word: "Transactions" names no actions. */
static struct mt_str bare_words(struct mt_str heading, char *room, bool *begins, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < heading.len && n < size; i++)
        if (mt_is_alpha(heading.ptr[i])) {
            begins[n] = i == 0 || !mt_is_alpha(heading.ptr[i - 1]);
            room[n++] = mt_to_lower(heading.ptr[i]);
        }
    return mt_str_of(room, n);
}

enum mt_kind mt_kind_of_heading(struct mt_str heading)
{
    /* First match wins: "Follow-up actions" is followup, "Open questions" question. */
    static const struct {
        struct mt_str part;
        enum mt_kind kind;
    } parts[] = {
        {MT_STR("transcript"), MT_KIND_TRANSCRIPT},
        {MT_STR("followup"), MT_KIND_FOLLOWUP},
        {MT_STR("actionitem"), MT_KIND_ACTION},
        {MT_STR("actions"), MT_KIND_ACTION},
        {MT_STR("nextstep"), MT_KIND_ACTION},
        {MT_STR("todo"), MT_KIND_ACTION},
        {MT_STR("tasks"), MT_KIND_ACTION},
        {MT_STR("decision"), MT_KIND_DECISION},
        {MT_STR("openquestion"), MT_KIND_QUESTION},
        {MT_STR("questions"), MT_KIND_QUESTION},
        {MT_STR("risk"), MT_KIND_RISK},
        {MT_STR("blocker"), MT_KIND_RISK},
        {MT_STR("outcome"), MT_KIND_OUTCOME},
        {MT_STR("keyfact"), MT_KIND_FACT},
        {MT_STR("factslearned"), MT_KIND_FACT},
        {MT_STR("facts"), MT_KIND_FACT},
        {MT_STR("keypoint"), MT_KIND_FACT},
        {MT_STR("keytakeaway"), MT_KIND_FACT},
        {MT_STR("summary"), MT_KIND_SUMMARY},
        {MT_STR("tldr"), MT_KIND_SUMMARY},
        {MT_STR("overview"), MT_KIND_SUMMARY},
        {MT_STR("agenda"), MT_KIND_AGENDA},
        {MT_STR("topics"), MT_KIND_AGENDA},
        {MT_STR("chatlog"), MT_KIND_CHAT},
    };
    char room[64];
    bool begins[sizeof room];
    struct mt_str words = bare_words(heading, room, begins, sizeof room);
    if (mt_str_eq(words, mt_str("chat")))
        return MT_KIND_CHAT;
    for (size_t i = 0; i < MT_COUNT(parts); i++)
        for (size_t at = 0; (at = mt_str_find(words, parts[i].part, at)) != MT_NPOS; at++)
            if (begins[at])
                return parts[i].kind;
    return MT_KIND_OTHER;
}

struct mt_str mt_task_status_name(enum mt_task_status status)
{
    static const struct mt_str names[] = {
        [MT_TASK_NONE] = MT_STR(""),
        [MT_TASK_OPEN] = MT_STR("open"),
        [MT_TASK_PROGRESS] = MT_STR("in_progress"),
        [MT_TASK_DONE] = MT_STR("done"),
        [MT_TASK_CANCELLED] = MT_STR("cancelled"),
    };
    assert((unsigned)status < MT_COUNT(names));
    return names[status];
}
