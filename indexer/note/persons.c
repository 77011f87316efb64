/* persons.c - Whom a note names outside its transcript
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/persons.h"

#include "note/intern.h"
#include "note/labels.h"
#include "note/words.h"

#define NAME_WORDS_MAX 4
/* What is longer is no title. */
#define TITLE_MAX 200

/* What stands between the pieces of a title. A one-to-one mark is one too; the others that are
 * `pairing` make a title of two names one that names persons. */
struct separator {
    struct mt_str text;
    bool one_to_one, pairing;
};

static const struct separator separators[] = {
    {MT_STR("one on one"), true, false}, {MT_STR("one-on-one"), true, false},
    {MT_STR("1:1"), true, false},        {MT_STR("1-1"), true, false},
    {MT_STR("1on1"), true, false},       {MT_STR("1-on-1"), true, false},
    {MT_STR("1x1"), true, false},        {MT_STR(" - "), false, false},
    {MT_STR("\u2013"), false, false},    {MT_STR("\u2014"), false, false},
    {MT_STR("|"), false, false},         {MT_STR(":"), false, false},
    {MT_STR(","), false, false},         {MT_STR("("), false, false},
    {MT_STR(")"), false, false},         {MT_STR(" with "), false, false},
    {MT_STR(" w/ "), false, false},      {MT_STR(" and "), false, true},
    {MT_STR(" & "), false, true},        {MT_STR(" + "), false, true},
    {MT_STR("<>"), false, true},         {MT_STR("/"), false, true}};

/* Capitalised words of titles that are no names. */
static const struct mt_str meeting_words[] = {
    MT_STR("agenda"),   MT_STR("biweekly"),   MT_STR("call"),       MT_STR("catch"),
    MT_STR("catchup"),  MT_STR("chat"),       MT_STR("checkin"),    MT_STR("customer"),
    MT_STR("daily"),    MT_STR("demo"),       MT_STR("discussion"), MT_STR("interview"),
    MT_STR("intro"),    MT_STR("kickoff"),    MT_STR("meeting"),    MT_STR("minutes"),
    MT_STR("monthly"),  MT_STR("notes"),      MT_STR("planning"),   MT_STR("prep"),
    MT_STR("project"),  MT_STR("quarterly"),  MT_STR("recording"),  MT_STR("retro"),
    MT_STR("review"),   MT_STR("roadmap"),    MT_STR("staff"),      MT_STR("standup"),
    MT_STR("strategy"), MT_STR("summary"),    MT_STR("sync"),       MT_STR("team"),
    MT_STR("training"), MT_STR("transcript"), MT_STR("update"),     MT_STR("weekly"),
    MT_STR("workshop")};

/* A mark of digits is none inside a longer number or date: "11:15", "2025-1-10". */
static bool stands_alone(struct mt_str text, size_t at, size_t len)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    char after = at + len < text.len ? text.ptr[at + len] : ' ';
    return !mt_is_alnum(before) && before != '-' && before != ':' && !mt_is_digit(after) &&
           after != '-' && after != ':';
}

static const struct separator *separator_at(struct mt_str text, size_t at)
{
    struct mt_str rest = mt_str_slice(text, at, text.len);
    char first = rest.len ? mt_to_lower(rest.ptr[0]) : '\0';
    for (size_t i = 0; i < MT_COUNT(separators); i++) {
        const struct separator *separator = &separators[i];
        if (separator->text.ptr[0] == first && mt_str_starts_nocase(rest, separator->text) &&
            (!separator->one_to_one || stands_alone(text, at, separator->text.len)))
            return separator;
    }
    return NULL;
}

static bool is_one_to_one(struct mt_str text)
{
    text = mt_str_slice(text, 0, TITLE_MAX);
    for (size_t at = 0; at < text.len; at++) {
        const struct separator *separator = separator_at(text, at);
        if (separator && separator->one_to_one)
            return true;
    }
    return false;
}

static bool is_meeting_word(struct mt_str word)
{
    for (size_t i = 0; i < MT_COUNT(meeting_words); i++)
        if (mt_str_eq_nocase(word, meeting_words[i]))
            return true;
    return mt_word_is_common(word);
}

static bool is_person(struct mt_str piece)
{
    struct mt_str rest = piece, word;
    size_t n = 0;
    if (!mt_label_is_name(piece))
        return false;
    while (mt_str_next(&rest, ' ', &word)) {
        if (word.len == 0)
            continue;
        if (mt_is_digit(word.ptr[0]) || is_meeting_word(word) || ++n > NAME_WORDS_MAX)
            return false;
    }
    return n > 0;
}

void mt_persons_of_title(const void *ctx, struct mt_str title, struct mt_strs *out)
{
    struct mt_strs found = {0};
    bool cut = title.len > TITLE_MAX;
    title = mt_str_slice(title, 0, TITLE_MAX);
    bool one_to_one = is_one_to_one(title), paired = false;
    size_t begin = 0;
    for (size_t at = 0; at <= title.len; at++) {
        const struct separator *separator = separator_at(title, at);
        if (!separator && at < title.len)
            continue;
        struct mt_str piece = mt_str_trim(mt_str_slice(title, begin, at));
        bool whole = !(cut && at == title.len); /* else it ends within a name, or a character */
        if (whole && is_person(piece))
            *mt_push(ctx, &found) = piece;
        if (!separator)
            continue;
        paired = paired || separator->pairing;
        at += separator->text.len - 1;
        begin = at + 1;
    }
    if (one_to_one || (paired && found.len == 2))
        for (size_t i = 0; i < found.len; i++)
            *mt_push(ctx, out) = found.ptr[i];
}

/* The file's name without its ending. */
static struct mt_str file_title(struct mt_str path)
{
    size_t begin = path.len, end = path.len;
    while (begin > 0 && path.ptr[begin - 1] != '/')
        begin--;
    for (size_t i = begin; i < path.len; i++)
        if (path.ptr[i] == '.')
            end = i;
    return mt_str_slice(path, begin, end);
}

struct mt_strs mt_persons_titled(const void *ctx, const struct mt_note *note)
{
    struct mt_strs titled = {0};
    mt_persons_of_title(ctx, note->title, &titled);
    if (!mt_str_eq(note->title, note->heading))
        mt_persons_of_title(ctx, note->heading, &titled);
    mt_persons_of_title(ctx, file_title(note->path), &titled);
    return titled;
}

bool mt_persons_one_to_one(const struct mt_note *note)
{
    return is_one_to_one(note->title) || is_one_to_one(note->heading) ||
           is_one_to_one(note->type) || is_one_to_one(file_title(note->path));
}

bool mt_persons_match(struct mt_str a, struct mt_str b)
{
    struct mt_str shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;
    if (!mt_str_starts_nocase(longer, shorter) || shorter.len == 0)
        return false;
    return shorter.len == longer.len ||
           (longer.ptr[shorter.len] == ' ' && mt_str_find_char(shorter, ' ', 0) == MT_NPOS);
}

static void add_once(struct mt_intern *names, struct mt_str name)
{
    if (name.len > 0)
        mt_intern_add(names, name, mt_intern_hash(name));
}

struct mt_strs mt_persons_named(const void *ctx, const struct mt_note *note, size_t budget)
{
    struct mt_intern names;
    struct mt_strs titled = mt_persons_titled(ctx, note);
    mt_intern_init(&names, ctx, MT_PERSONS_MAX);
    for (size_t i = 0; i < note->people.len && i < budget; i++)
        add_once(&names, note->people.ptr[i]);
    for (size_t i = 0; i < titled.len; i++)
        add_once(&names, titled.ptr[i]);
    for (size_t i = 0; i < note->items.len && i < budget; i++)
        if (note->items.ptr[i].task)
            add_once(&names, note->items.ptr[i].task->owner);
    return names.keys;
}
