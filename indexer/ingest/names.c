/* names.c - What a note says of names
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/names.h"

#include "note/channels.h"
#include "note/intern.h"

/* Links and speakers beyond so many are left out. */
#define GIVEN_MAX 2000

struct kind_word {
    struct mt_str word;
    enum mt_entity_kind kind;
};

/* Folders that hold a note for each person or organization. */
static const struct kind_word folders[] = {
    {MT_STR("people"), MT_ENTITY_PERSON},
    {MT_STR("persons"), MT_ENTITY_PERSON},
    {MT_STR("contacts"), MT_ENTITY_PERSON},
    {MT_STR("companies"), MT_ENTITY_ORGANIZATION},
    {MT_STR("organizations"), MT_ENTITY_ORGANIZATION},
    {MT_STR("organisations"), MT_ENTITY_ORGANIZATION},
    {MT_STR("orgs"), MT_ENTITY_ORGANIZATION},
    {MT_STR("customers"), MT_ENTITY_ORGANIZATION},
    {MT_STR("partners"), MT_ENTITY_ORGANIZATION},
    {MT_STR("customers and partners"), MT_ENTITY_ORGANIZATION},
    {MT_STR("vendors"), MT_ENTITY_ORGANIZATION},
    {MT_STR("accounts"), MT_ENTITY_ORGANIZATION},
};

static const struct kind_word types[] = {
    {MT_STR("person"), MT_ENTITY_PERSON},
    {MT_STR("people"), MT_ENTITY_PERSON},
    {MT_STR("contact"), MT_ENTITY_PERSON},
    {MT_STR("company"), MT_ENTITY_ORGANIZATION},
    {MT_STR("organization"), MT_ENTITY_ORGANIZATION},
    {MT_STR("organisation"), MT_ENTITY_ORGANIZATION},
    {MT_STR("customer"), MT_ENTITY_ORGANIZATION},
    {MT_STR("partner"), MT_ENTITY_ORGANIZATION},
    {MT_STR("vendor"), MT_ENTITY_ORGANIZATION},
};

static bool look_up(const struct kind_word *words, size_t n, struct mt_str word,
                    enum mt_entity_kind *out)
{
    for (size_t i = 0; i < n; i++) {
        if (mt_str_eq_nocase(words[i].word, word)) {
            *out = words[i].kind;
            return true;
        }
    }
    return false;
}

/* ---- Given names ---- */

struct giver {
    const void *ctx;
    void *scratch;
    const struct mt_note *note;
    struct mt_intern seen; /* source and name */
    struct mt_name_summary *summary;
};

/* Returns the name's place among those given, or MT_INTERN_NONE. */
static uint32_t give(struct giver *g, struct mt_str text, enum mt_name_source source,
                     enum mt_entity_kind kind)
{
    text = mt_str_trim(text);
    if (text.len == 0 || text.len > MT_NAME_MAX)
        return MT_INTERN_NONE;
    if (kind == MT_ENTITY_PERSON && mt_channel_of(text) != MT_CHANNEL_NONE)
        return MT_INTERN_NONE;
    struct mt_str key = mt_str_printf(g->scratch, "%d%d%.*s", source, kind, MT_ARG(text));
    uint32_t place = mt_intern_add(&g->seen, key, mt_intern_hash(key));
    if (place == g->summary->given.len)
        *mt_push(g->ctx, &g->summary->given) = (struct mt_given_name){text, source, kind};
    return place;
}

static void give_alias(struct giver *g, uint32_t name, struct mt_str text)
{
    text = mt_str_trim(text);
    if (name != MT_INTERN_NONE && text.len && text.len <= MT_NAME_MAX &&
        g->summary->aliases.len < GIVEN_MAX)
        *mt_push(g->ctx, &g->summary->aliases) = (struct mt_given_alias){name, text};
}

/* The name that a path ends in: "People/Dana Reyes", with or without .md or /README.md; and what
 * its folder says it is. */
static bool name_of_path(struct mt_str path, struct mt_str *name, enum mt_entity_kind *kind)
{
    struct mt_str part, parts[3] = {{0}};
    if (mt_str_ends(path, mt_str(".md")))
        path.len -= 3;
    while (mt_str_next(&path, '/', &part)) {
        parts[0] = parts[1];
        parts[1] = parts[2];
        parts[2] = part;
    }
    *name = parts[2];
    if (look_up(folders, MT_COUNT(folders), parts[1], kind))
        return true;
    *name = parts[1];
    return look_up(folders, MT_COUNT(folders), parts[0], kind) &&
           (mt_str_eq_nocase(parts[2], mt_str("readme")) ||
            mt_str_eq_nocase(parts[2], mt_str("index")) || mt_str_eq_nocase(parts[2], parts[1]));
}

static void give_own(struct giver *g)
{
    enum mt_entity_kind kind;
    struct mt_str name;
    if (!name_of_path(g->note->path, &name, &kind)) {
        if (!look_up(types, MT_COUNT(types), g->note->type, &kind))
            return;
        name = g->note->title;
    }
    uint32_t place = give(g, name, MT_NAME_OWN, kind);
    for (size_t i = 0; i < g->note->properties.len; i++) {
        const struct mt_property *property = &g->note->properties.ptr[i];
        struct mt_str rest = property->value, alias;
        if (mt_str_eq_nocase(property->key, mt_str("aliases")) ||
            mt_str_eq_nocase(property->key, mt_str("alias")))
            while (mt_str_next(&rest, ',', &alias))
                give_alias(g, place, alias);
    }
}

static void give_people(struct giver *g)
{
    const struct mt_note *note = g->note;
    struct mt_intern speakers;
    mt_intern_init(&speakers, g->scratch, GIVEN_MAX);
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        if (item->turn && item->turn->speaker.len)
            mt_intern_add(&speakers, item->turn->speaker, mt_intern_hash(item->turn->speaker));
        if (item->task)
            give(g, item->task->owner, MT_NAME_OWNER, MT_ENTITY_PERSON);
    }
    for (size_t i = 0; i < speakers.keys.len; i++)
        give(g, speakers.keys.ptr[i], MT_NAME_SPEAKER, MT_ENTITY_PERSON);
    for (size_t i = 0; i < note->people.len; i++)
        if (mt_intern_find(&speakers, note->people.ptr[i], mt_intern_hash(note->people.ptr[i])) ==
            MT_INTERN_NONE)
            give(g, note->people.ptr[i], MT_NAME_LISTED, MT_ENTITY_PERSON);
    for (size_t i = 0; i < note->organizations.len; i++)
        give(g, note->organizations.ptr[i], MT_NAME_LISTED, MT_ENTITY_ORGANIZATION);
}

/* `[[People/Dana Reyes|Dana]]`: the folder says what it is, the shown text is another name. */
static void give_links(struct giver *g, struct mt_str text)
{
    size_t at = 0, close;
    while ((at = mt_str_find(text, mt_str("[["), at)) != MT_NPOS &&
           (close = mt_str_find(text, mt_str("]]"), at)) != MT_NPOS) {
        struct mt_str shown = mt_str_slice(text, at + 2, close), target, name;
        enum mt_entity_kind kind;
        at = close + 2;
        mt_str_next(&shown, '|', &target);
        target = mt_str_slice(target, 0, mt_str_find_char(target, '#', 0));
        if (name_of_path(target, &name, &kind))
            give_alias(g, give(g, name, MT_NAME_LINK, kind), shown);
    }
}

/* ---- The note ---- */

/* A link's brackets and path stand at most so far from what is shown of it. */
#define LINK_REACH 300

/* The item as it is in the file, with the brackets around it. */
static struct mt_str raw_text(const struct mt_note *note, const struct mt_item *item)
{
    struct mt_str text = note->text->str;
    const struct mt_prose *prose = &item->prose;
    const struct mt_run *first = &prose->runs[0], *last = &prose->runs[prose->n_runs - 1];
    size_t begin = first->source;
    while (begin > 0 && first->source - begin < LINK_REACH && text.ptr[begin - 1] != '\n')
        begin--;
    size_t end = last->source + (prose->text.len - last->at);
    struct mt_str after = mt_str_slice(text, end, end + LINK_REACH);
    size_t line_end = mt_str_find_char(after, '\n', 0);
    return mt_str_slice(text, begin, end + (line_end == MT_NPOS ? after.len : line_end));
}

void mt_note_names(const void *ctx, const struct mt_note *note, struct mt_str language,
                   struct mt_name_summary *out)
{
    bool english = language.len == 0 || mt_str_eq(language, mt_str("en"));
    struct giver g = {.ctx = ctx, .scratch = mt_context(NULL), .note = note, .summary = out};
    struct mt_prose_reader *prose = mt_prose_reader_new(ctx);
    mt_intern_init(&g.seen, g.scratch, GIVEN_MAX);
    give_own(&g);
    give_people(&g);
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        if (item->turn || item->prose.runs[0].source < note->body)
            continue;
        struct mt_str raw = raw_text(note, item);
        if (mt_str_find(raw, mt_str("[["), 0) != MT_NPOS)
            give_links(&g, raw);
        if (!item->heading && english)
            mt_prose_read(prose, item->prose.text);
    }
    mt_prose_finish(prose, out);
    mt_free(g.scratch);
}
