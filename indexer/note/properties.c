/* properties.c - What the front matter says of the whole note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/frontmatter.h"

struct mt_str mt_frontmatter_get(const struct mt_note *note, const char *key)
{
    for (size_t i = 0; i < note->properties.len; i++)
        if (mt_str_eq_nocase(note->properties.ptr[i].key, mt_str(key)))
            return note->properties.ptr[i].value;
    return mt_str("");
}

/* Without brackets and quotes: what stands around a name in a list that is no valid YAML. */
static struct mt_str bare(struct mt_str name)
{
    static const char around[] = "[]{}\"' \t";
    while (name.len && strchr(around, name.ptr[0]))
        name = mt_str_slice(name, 1, name.len);
    while (name.len && strchr(around, name.ptr[name.len - 1]))
        name.len--;
    return name;
}

/* Adds the name in "Dana Reyes <dana@example.org>" or "[[Dana Reyes]]". */
static void add_name(struct mt_note *note, struct mt_strs *names, struct mt_str name)
{
    size_t address = mt_str_find(name, mt_str(" <"), 0);
    mt_note_add_name(note, names, bare(mt_str_slice(name, 0, address)));
}

/* "[[Dana Reyes]] and [[Sam Okoro|Sam]]"; false when there is no link. */
static bool add_linked(struct mt_note *note, struct mt_strs *names, struct mt_str value)
{
    bool found = false;
    size_t at = 0, open, close;
    while ((open = mt_str_find(value, mt_str("[["), at)) != MT_NPOS &&
           (close = mt_str_find(value, mt_str("]]"), open)) != MT_NPOS) {
        struct mt_str link = mt_str_slice(value, open, close + 2);
        add_name(note, names, mt_frontmatter_link(link));
        at = close + 2;
        found = true;
    }
    return found;
}

/* "Dana Reyes, Sam Okoro" are two names, and "Dana, Sam, Ada" three; "Reyes, Dana" is one. */
static bool is_list(struct mt_str value)
{
    struct mt_str piece;
    size_t names = 0, single = 0;
    for (; mt_str_next(&value, ',', &piece); names++)
        single += mt_str_find_char(mt_str_trim(piece), ' ', 0) == MT_NPOS;
    return names > 2 || (names == 2 && single == 0);
}

static void add_names(struct mt_note *note, struct mt_strs *names, struct mt_str value)
{
    struct mt_str piece;
    if (add_linked(note, names, value))
        return;
    if (!is_list(value)) {
        add_name(note, names, value);
        return;
    }
    while (mt_str_next(&value, ',', &piece))
        add_name(note, names, mt_str_trim(piece));
}

static void add_tags(struct mt_note *note, struct mt_str value)
{
    struct mt_str tag;
    while (mt_str_next(&value, ',', &tag)) {
        tag = mt_str_trim(tag);
        if (mt_str_starts(tag, mt_str("#")))
            tag = mt_str_slice(tag, 1, tag.len);
        mt_note_add_name(note, &note->tags, tag);
    }
}

static void set_language(struct mt_note *note, struct mt_str value)
{
    bool is_code = value.len >= 2 && mt_is_alpha(value.ptr[0]) && mt_is_alpha(value.ptr[1]) &&
                   (value.len == 2 || value.ptr[2] == '-' || value.ptr[2] == '_');
    if (is_code && note->language.len == 0)
        note->language =
            mt_str_printf(note, "%c%c", mt_to_lower(value.ptr[0]), mt_to_lower(value.ptr[1]));
}

enum meaning { IS_TYPE, IS_PERSON, IS_ORGANIZATION, IS_TAG, IS_LANGUAGE };

static const struct {
    struct mt_str key;
    enum meaning meaning;
} meanings[] = {
    {MT_STR("type"), IS_TYPE},
    {MT_STR("people"), IS_PERSON},
    {MT_STR("entities.people"), IS_PERSON},
    {MT_STR("attendees"), IS_PERSON},
    {MT_STR("participants"), IS_PERSON},
    {MT_STR("counterpart"), IS_PERSON},
    {MT_STR("speakers"), IS_PERSON},
    {MT_STR("speaker"), IS_PERSON},
    {MT_STR("organizations"), IS_ORGANIZATION},
    {MT_STR("entities.organizations"), IS_ORGANIZATION},
    {MT_STR("companies"), IS_ORGANIZATION},
    {MT_STR("company"), IS_ORGANIZATION},
    {MT_STR("customers"), IS_ORGANIZATION},
    {MT_STR("entities.customers"), IS_ORGANIZATION},
    {MT_STR("tags"), IS_TAG},
    {MT_STR("tag"), IS_TAG},
    {MT_STR("language"), IS_LANGUAGE},
    {MT_STR("lang"), IS_LANGUAGE},
};

static void apply(struct mt_note *note, enum meaning meaning, struct mt_str value)
{
    switch (meaning) {
    case IS_TYPE:
        if (note->type.len == 0)
            note->type = mt_str_trim(value);
        break;
    case IS_PERSON:
        add_names(note, &note->people, value);
        break;
    case IS_ORGANIZATION:
        add_names(note, &note->organizations, value);
        break;
    case IS_TAG:
        add_tags(note, value);
        break;
    case IS_LANGUAGE:
        set_language(note, value);
        break;
    }
}

/* A list of names may be one of maps that have a name each. */
static struct mt_str without_name(struct mt_str key)
{
    static const struct mt_str name = MT_STR(".name");
    return mt_str_ends(key, name) ? mt_str_slice(key, 0, key.len - name.len) : key;
}

void mt_frontmatter_apply(struct mt_note *note)
{
    for (size_t i = 0; i < note->properties.len; i++) {
        struct mt_property property = note->properties.ptr[i];
        for (size_t m = 0; m < MT_COUNT(meanings); m++)
            if (mt_str_eq_nocase(without_name(property.key), meanings[m].key))
                apply(note, meanings[m].meaning, property.value);
    }
}
