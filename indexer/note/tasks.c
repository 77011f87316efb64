/* tasks.c - Task lines: who, until when, done or not
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/tasks.h"

enum field { FIELD_OTHER, FIELD_DUE, FIELD_DONE, FIELD_PRIORITY };

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

/* The first date of its kind, or the first priority, is the one that counts. */
static void read_sign(struct mt_task *task, const struct sign *sign, struct mt_str after)
{
    if (sign->field == FIELD_PRIORITY && !task->priority)
        task->priority = sign->priority;
    mt_date *date = sign->field == FIELD_DUE    ? &task->due
                    : sign->field == FIELD_DONE ? &task->done
                                                : NULL;
    if (!date || *date)
        return;
    if (mt_str_starts(after, variation_selector))
        after = mt_str_slice(after, variation_selector.len, after.len);
    mt_date_parse(mt_str_trim(after), date);
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

struct mt_task mt_task_parse(char mark, struct mt_str text)
{
    struct mt_task task = {.status = status_of(mark)};
    size_t at_sign = MT_NPOS, owner_end = text.len;
    for (size_t i = 0; i < text.len; i++) {
        const struct sign *sign = sign_at(mt_str_slice(text, i, text.len));
        if (sign) {
            if (at_sign != MT_NPOS && owner_end == text.len)
                owner_end = i;
            read_sign(&task, sign, mt_str_slice(text, i + sign->text.len, text.len));
        } else if (text.ptr[i] == '@' && (i == 0 || mt_is_space(text.ptr[i - 1])) &&
                   i + 1 < text.len && !mt_is_space(text.ptr[i + 1])) {
            at_sign = i;
            owner_end = text.len;
        }
    }
    if (at_sign != MT_NPOS)
        task.owner = owner_of(mt_str_slice(text, at_sign + 1, owner_end));
    return task;
}
