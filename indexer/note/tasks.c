/* tasks.c - Task lines: who, until when, done or not
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/tasks.h"

enum field { FIELD_OTHER, FIELD_DUE, FIELD_DONE, FIELD_PRIORITY, FIELD_OWNER };

/* The signs of the Tasks format. Those that we have no use for still end the owner's name. */
static const struct sign {
    struct mt_str text;
    enum field field;
    enum mt_priority priority;
} signs[] = {
    {MT_STR("📅"), FIELD_DUE, 0},
    {MT_STR("📆"), FIELD_DUE, 0},
    {MT_STR("🗓"), FIELD_DUE, 0},
    {MT_STR("✅"), FIELD_DONE, 0},
    {MT_STR("🔺"), FIELD_PRIORITY, MT_PRIORITY_HIGHEST},
    {MT_STR("⏫"), FIELD_PRIORITY, MT_PRIORITY_HIGH},
    {MT_STR("🔼"), FIELD_PRIORITY, MT_PRIORITY_MEDIUM},
    {MT_STR("🔽"), FIELD_PRIORITY, MT_PRIORITY_LOW},
    {MT_STR("⏬"), FIELD_PRIORITY, MT_PRIORITY_LOWEST},
    {MT_STR("❌"), FIELD_OTHER, 0},
    {MT_STR("➕"), FIELD_OTHER, 0},
    {MT_STR("⏳"), FIELD_OTHER, 0},
    {MT_STR("⌛"), FIELD_OTHER, 0},
    {MT_STR("🛫"), FIELD_OTHER, 0},
    {MT_STR("🔁"), FIELD_OTHER, 0},
    {MT_STR("🏁"), FIELD_OTHER, 0},
    {MT_STR("🆔"), FIELD_OTHER, 0},
    {MT_STR("⛔"), FIELD_OTHER, 0},
};

static const struct mt_str variation_selector = MT_STR("\xef\xb8\x8f"); /* U+FE0F */

static const struct sign *sign_at(struct mt_str text)
{
    if (text.len < 3 || (unsigned char)text.ptr[0] < 0xe2)
        return NULL;
    for (size_t i = 0; i < MT_COUNT(signs); i++)
        if (mt_str_starts(text, signs[i].text))
            return &signs[i];
    return NULL;
}

/* The first date of its kind is the one that counts. */
static void read_date(struct mt_task *task, enum field field, struct mt_str after)
{
    mt_date *date = field == FIELD_DUE ? &task->due : &task->done;
    if (*date == 0)
        mt_date_parse(mt_str_trim(after), date);
}

static void read_sign(struct mt_task *task, const struct sign *sign, struct mt_str after)
{
    if (mt_str_starts(after, variation_selector))
        after = mt_str_slice(after, variation_selector.len, after.len);
    if (sign->field == FIELD_PRIORITY && !task->priority)
        task->priority = sign->priority;
    else if (sign->field == FIELD_DUE || sign->field == FIELD_DONE)
        read_date(task, sign->field, after);
}

/* "[due:: 2025-11-04]" */
struct dataview {
    struct mt_str key, value;
    size_t len; /* of all of it */
};

#define DATAVIEW_MAX 200

/* Reads the field that the text begins with. */
static bool dataview_at(struct mt_str text, struct dataview *out)
{
    if (text.len == 0 || (text.ptr[0] != '[' && text.ptr[0] != '('))
        return false;
    char opening = text.ptr[0], closing = opening == '[' ? ']' : ')';
    size_t colons = MT_NPOS, end = 1;
    for (; end < text.len && end < DATAVIEW_MAX && text.ptr[end] != closing; end++) {
        if (text.ptr[end] == opening)
            return false;
        if (colons == MT_NPOS && text.ptr[end] == ':' && text.ptr[end - 1] == ':')
            colons = end - 1;
    }
    if (end == text.len || text.ptr[end] != closing || colons == MT_NPOS)
        return false;
    *out = (struct dataview){.key = mt_str_trim(mt_str_slice(text, 1, colons)),
                             .value = mt_str_trim(mt_str_slice(text, colons + 2, end)),
                             .len = end + 1};
    return out->key.len > 0;
}

static enum field field_of(struct mt_str key)
{
    static const struct {
        struct mt_str key;
        enum field field;
    } fields[] = {
        {MT_STR("due"), FIELD_DUE},           {MT_STR("done"), FIELD_DONE},
        {MT_STR("completion"), FIELD_DONE},   {MT_STR("completed"), FIELD_DONE},
        {MT_STR("priority"), FIELD_PRIORITY}, {MT_STR("owner"), FIELD_OWNER},
        {MT_STR("assignee"), FIELD_OWNER},
    };
    for (size_t i = 0; i < MT_COUNT(fields); i++)
        if (mt_str_eq_nocase(key, fields[i].key))
            return fields[i].field;
    return FIELD_OTHER;
}

static enum mt_priority priority_of(struct mt_str name)
{
    static const struct mt_str names[] = {
        [MT_PRIORITY_LOWEST] = MT_STR("lowest"),   [MT_PRIORITY_LOW] = MT_STR("low"),
        [MT_PRIORITY_MEDIUM] = MT_STR("medium"),   [MT_PRIORITY_HIGH] = MT_STR("high"),
        [MT_PRIORITY_HIGHEST] = MT_STR("highest"),
    };
    for (size_t i = MT_PRIORITY_LOWEST; i < MT_COUNT(names); i++)
        if (mt_str_eq_nocase(name, names[i]))
            return (enum mt_priority)i;
    return MT_PRIORITY_NONE;
}

static void read_dataview(struct mt_task *task, const struct dataview *field)
{
    enum field what = field_of(field->key);
    if (what == FIELD_DUE || what == FIELD_DONE)
        read_date(task, what, field->value);
    else if (what == FIELD_PRIORITY && !task->priority)
        task->priority = priority_of(field->value);
    else if (what == FIELD_OWNER && task->owner.len == 0)
        task->owner = mt_str_starts(field->value, mt_str("@"))
                          ? mt_str_slice(field->value, 1, field->value.len)
                          : field->value;
}

/* A word that begins the rest of the sentence: "@Dana to send the plan", "@Dana - the plan". */
static bool goes_on(struct mt_str word)
{
    static const struct mt_str words[] = {
        MT_STR("about"),  MT_STR("after"), MT_STR("and"),  MT_STR("as"),     MT_STR("at"),
        MT_STR("before"), MT_STR("by"),    MT_STR("can"),  MT_STR("for"),    MT_STR("from"),
        MT_STR("has"),    MT_STR("if"),    MT_STR("in"),   MT_STR("is"),     MT_STR("must"),
        MT_STR("on"),     MT_STR("or"),    MT_STR("re"),   MT_STR("should"), MT_STR("so"),
        MT_STR("that"),   MT_STR("to"),    MT_STR("when"), MT_STR("will"),   MT_STR("with"),
        MT_STR("-"),      MT_STR("–"),     MT_STR("—"),
    };
    for (size_t i = 0; i < MT_COUNT(words); i++)
        if (mt_str_eq(word, words[i]))
            return true;
    return false;
}

static bool ends_owner(char c)
{
    return c == ',' || c == ';' || c == ':' || c == '(' || c == ')';
}

static bool is_trailing(char c)
{
    return mt_is_space(c) || (c > ' ' && c < 0x7f && !mt_is_alnum(c));
}

/* The owner in what follows the "@": a name of one or more words. */
static struct mt_str owner_of(struct mt_str text)
{
    size_t end = 0, word = 0;
    for (; end < text.len && !ends_owner(text.ptr[end]); end++) {
        if (!mt_is_space(text.ptr[end]))
            continue;
        if (word && goes_on(mt_str_slice(text, word, end)))
            break;
        word = end + 1;
    }
    if (word && (word < end) && goes_on(mt_str_slice(text, word, end)))
        end = word;
    while (end > 0 && is_trailing(text.ptr[end - 1]))
        end--;
    return mt_str_slice(text, 0, end);
}

static enum mt_task_status status_of(char mark)
{
    switch (mark) {
    case 'x':
    case 'X':
        return MT_TASK_DONE;
    case '-':
        return MT_TASK_CANCELLED;
    case '/':
        return MT_TASK_PROGRESS;
    default:
        return MT_TASK_OPEN;
    }
}

/* Whether an owner's name may begin after this "@". */
static bool begins_owner(struct mt_str text, size_t at)
{
    return text.ptr[at] == '@' && (at == 0 || mt_is_space(text.ptr[at - 1])) && at + 1 < text.len &&
           !mt_is_space(text.ptr[at + 1]);
}

struct mt_task mt_task_parse(char mark, struct mt_str text)
{
    struct mt_task task = {.status = status_of(mark)};
    size_t at_sign = MT_NPOS, owner_end = text.len;
    for (size_t i = 0, step; i < text.len; i += step) {
        struct mt_str rest = mt_str_slice(text, i, text.len);
        const struct sign *sign = sign_at(rest);
        struct dataview field;
        step = 1;
        if (begins_owner(text, i)) {
            at_sign = i;
            owner_end = text.len;
            continue;
        }
        if (sign) {
            read_sign(&task, sign, mt_str_slice(rest, sign->text.len, rest.len));
        } else if (dataview_at(rest, &field)) {
            read_dataview(&task, &field);
            step = field.len;
        } else {
            continue;
        }
        if (owner_end == text.len)
            owner_end = i;
    }
    if (task.owner.len == 0 && at_sign != MT_NPOS)
        task.owner = owner_of(mt_str_slice(text, at_sign + 1, owner_end));
    return task;
}
