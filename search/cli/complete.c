/* complete.c - What a word that is being typed can become
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "cli/complete.h"

#include <inttypes.h>

#include "browse/browse.h"
#include "cli/options.h"
#include "query/tree.h"
#include "text/display.h"

#define VALUES_MAX 200
#define WORDS_MAX 20
#define WORD_BYTES_MIN 2

const char mt_complete_kind[] = "completions";

struct completer {
    const struct mt_request *request;
    FILE *stream;
};

/* ---- Candidates ---- */

/* One line: before the candidate stands what was typed of it and is kept. */
static void offer(const struct completer *c, struct mt_str kept, struct mt_str value,
                  const char *what)
{
    struct mt_buf line;
    mt_buf_init(&line, c->request->ctx, 65536);
    mt_display_add(&line, kept);
    mt_display_add(&line, value);
    fprintf(c->stream, "%s\t%s\n", line.ptr, what);
}

static void offer_list(const struct completer *c, struct mt_str kept, const char *const *values,
                       struct mt_str typed, const char *what)
{
    for (size_t i = 0; values[i]; i++)
        if (mt_str_starts_nocase(mt_str(values[i]), typed))
            offer(c, kept, mt_str(values[i]), what);
}

/* A name of several words is one value when they are joined by hyphens: any shell takes that as it
 * is. A tag or type is compared whole, so there quotes are needed. */
static struct mt_str as_value(const struct completer *c, struct mt_str name, bool whole)
{
    if (mt_str_find_char(name, ' ', 0) == MT_NPOS)
        return name;
    if (whole)
        return mt_str_printf(c->request->ctx, "\"%.*s\"", MT_ARG(name));
    char *joined = mt_strdup(c->request->ctx, name);
    for (size_t i = 0; i < name.len; i++)
        if (joined[i] == ' ')
            joined[i] = '-';
    return mt_str_of(joined, name.len);
}

static void offer_listed(const struct completer *c, struct mt_str kept, const char *kind,
                         struct mt_str typed, size_t limit)
{
    const struct mt_request *request = c->request;
    struct mt_listing listing;
    bool whole = !strcmp(kind, "tags") || !strcmp(kind, "types");
    if (mt_str_starts(typed, mt_str("\"")))
        typed = mt_str_slice(typed, 1, typed.len);
    if (request->indexes.len == 0 ||
        mt_browse(request->ctx, request->indexes.ptr, request->indexes.len, mt_str(kind), typed,
                  &listing, NULL) != MT_OK)
        return;
    for (size_t i = 0; i < listing.len && i < limit; i++) {
        char what[64];
        uint64_t notes = listing.ptr[i].notes;
        snprintf(what, sizeof what, "%" PRIu64 " %s", notes, notes == 1 ? "note" : "notes");
        offer(c, kept, as_value(c, listing.ptr[i].name, whole), what);
    }
}

/* ---- Options ---- */

static const struct mt_option *option_named(struct mt_str typed)
{
    const struct mt_option *option;
    for (size_t i = 0; (option = mt_option_at(i)); i++) {
        bool is_long = mt_str_starts(typed, mt_str("--")) &&
                       mt_str_eq(mt_str_slice(typed, 2, typed.len), mt_str(option->name));
        bool is_short = typed.len == 2 && typed.ptr[0] == '-' && typed.ptr[1] == option->letter;
        if (is_long || is_short)
            return option;
    }
    return NULL;
}

static void complete_option_value(const struct completer *c, const struct mt_option *option,
                                  struct mt_str kept, struct mt_str typed)
{
    const struct mt_listing_kind *kind;
    if (option->values)
        offer_list(c, kept, option->values, typed, option->name);
    for (size_t i = 0; !strcmp(option->name, "list") && (kind = mt_browse_kind(i)); i++)
        if (mt_str_starts(mt_str(kind->name), typed))
            offer(c, kept, mt_str(kind->name), kind->help);
}

static void complete_option(const struct completer *c, struct mt_str typed)
{
    const struct mt_option *option;
    for (size_t i = 0; (option = mt_option_at(i)); i++) {
        struct mt_str name = mt_str_printf(c->request->ctx, "--%s", option->name);
        if (mt_str_starts(name, typed))
            offer(c, name, mt_str(option->argument ? "=" : ""), option->help);
    }
}

/* ---- Fields ---- */

static const char *const states[] = {"open", "done", "cancelled", "overdue", "task", NULL};
static const char *const days[] = {
    "today",      "yesterday",  "tomorrow",  "this-week", "last-week", "next-week", "this-month",
    "last-month", "next-month", "this-year", "last-year", "next-year", NULL};

/* What each field takes: things that the index lists, or words that are always the same. */
static const struct {
    enum mt_field field;
    const char *kind;
    const char *const *values;
    const char *help;
} fields[] = {
    {MT_FIELD_SPEAKER, "speakers", NULL, "said by"},
    {MT_FIELD_WITH, "people", NULL, "took part in the meeting"},
    {MT_FIELD_PERSON, "people", NULL, "is mentioned"},
    {MT_FIELD_ORG, "orgs", NULL, "is mentioned"},
    {MT_FIELD_IN, "sections", NULL, "kind of section"},
    {MT_FIELD_OWNER, "people", NULL, "of the task"},
    {MT_FIELD_IS, NULL, states, "state of the task"},
    {MT_FIELD_DUE, NULL, days, "day of the task"},
    {MT_FIELD_DATE, NULL, days, "of the meeting"},
    {MT_FIELD_TYPE, "types", NULL, "of the note"},
    {MT_FIELD_TAG, "tags", NULL, "of the note"},
    {MT_FIELD_PATH, NULL, NULL, "of the note, a glob"},
    {MT_FIELD_TITLE, NULL, NULL, "words of the title"},
};

/* False when the word is no field and a value. */
static bool complete_field_value(const struct completer *c, struct mt_str word)
{
    size_t colon = mt_str_find_char(word, ':', 0);
    struct mt_str kept = mt_str_slice(word, 0, colon == MT_NPOS ? 0 : colon + 1);
    struct mt_str name = mt_str_slice(word, word.len && word.ptr[0] == '-', kept.len);
    struct mt_str typed = mt_str_slice(word, kept.len, word.len);
    name.len -= name.len > 0;
    for (size_t i = 0; i < MT_COUNT(fields) && kept.len; i++) {
        if (!mt_str_eq(name, mt_field_name(fields[i].field)))
            continue;
        if (fields[i].kind)
            offer_listed(c, kept, fields[i].kind, typed, VALUES_MAX);
        if (fields[i].values)
            offer_list(c, kept, fields[i].values, typed, fields[i].help);
        return true;
    }
    return false;
}

static void complete_word(const struct completer *c, struct mt_str word)
{
    for (size_t i = 0; i < MT_COUNT(fields); i++) {
        struct mt_str name = mt_field_name(fields[i].field);
        if (mt_str_starts(name, word))
            offer(c, name, mt_str(":"), fields[i].help);
    }
    if (word.len >= WORD_BYTES_MIN)
        offer_listed(c, mt_str(""), "terms", word, WORDS_MAX);
}

void mt_complete(const struct mt_request *request, FILE *stream)
{
    const struct completer c = {request, stream};
    const struct mt_strs *words = &request->words;
    struct mt_str word = words->len ? words->ptr[words->len - 1] : mt_str("");
    struct mt_str before = words->len > 1 ? words->ptr[words->len - 2] : mt_str("");
    size_t equals = mt_str_find_char(word, '=', 0);
    const struct mt_option *option = option_named(before);
    if (option && option->argument) {
        complete_option_value(&c, option, mt_str(""), word);
        return;
    }
    option = equals == MT_NPOS ? NULL : option_named(mt_str_slice(word, 0, equals));
    if (option)
        complete_option_value(&c, option, mt_str_slice(word, 0, equals + 1),
                              mt_str_slice(word, equals + 1, word.len));
    else if (mt_str_starts(word, mt_str("--")) || mt_str_eq(word, mt_str("-")))
        complete_option(&c, word);
    else if (!complete_field_value(&c, word))
        complete_word(&c, word);
}
