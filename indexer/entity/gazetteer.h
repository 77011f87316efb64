/* gazetteer.h - Who and what an archive speaks of: persons and organizations, and their forms
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The gazetteer is derived at the end of a run, from what each note says of names (summary.h) and
 * from the user's names file (names_file.h); nothing in it depends on the order of the notes. An
 * entity is found in texts by its forms. It is stored as blocks of which a question reads the few
 * that it needs (table.h).
 *
 * Two kinds of forms are kept apart. A name, an alias and an unambiguous part of a name mean the
 * entity: they are as good as the name. What a recogniser made of it is evidence, with a score.
 */
#ifndef MT_ENTITY_GAZETTEER_H
#define MT_ENTITY_GAZETTEER_H

#include "base/base.h"
#include "base/memory.h"

MT_BEGIN_DECLS

enum mt_entity_kind { MT_ENTITY_PERSON, MT_ENTITY_ORGANIZATION, MT_ENTITY_KINDS };

/* Who says that there is such an entity, the most trusted first. */
enum mt_name_source {
    MT_NAME_USER,    /* the names file */
    MT_NAME_OWN,     /* a note of its own, with its `aliases:` */
    MT_NAME_LISTED,  /* front matter, a table of attendees, the title of a one-to-one */
    MT_NAME_SPEAKER, /* a speaker label */
    MT_NAME_OWNER,   /* the owner of a task */
    MT_NAME_LINK,    /* a [[wikilink]] */
    MT_NAME_PROSE,   /* capitalised words outside the transcript */
    MT_NAME_SOURCES
};

/* How surely a form means its entity, the surest first. */
enum mt_form_level {
    MT_FORM_EXACT,  /* the name as it is */
    MT_FORM_ALIAS,  /* another name of it, or a part of its name that only it has */
    MT_FORM_HIGH,   /* sounds like it: score .40 and more */
    MT_FORM_MEDIUM, /* .20 and more */
    MT_FORM_LOW,    /* .05 and more; such forms are made at query time, never stored */
    MT_FORM_LEVELS
};

/* "exact", "alias", "high", "medium", "low". Static storage. */
struct mt_str mt_form_level_name(enum mt_form_level level);

struct mt_entity_form {
    struct mt_str words; /* folded, as text/tokenise.h gives them, one space between two */
    enum mt_form_level level;
    double score; /* 1 for the name and its aliases; kept to a thousandth */
    bool shared;  /* a part of several entities' names: means this one only where the meeting
                     leaves no other (the others are not among its people) */
    bool capital; /* a common word: means the entity only where the text has it capitalised */
};
struct mt_entity_forms MT_VEC(struct mt_entity_form);

struct mt_entity {
    enum mt_entity_kind kind;
    enum mt_name_source source; /* the best that names it */
    struct mt_str name;         /* canonical, as shown */
    uint32_t notes;             /* that name it, or in which it took part */
    uint32_t spoke;             /* notes in which it speaks */
    struct mt_entity_forms forms;
    struct mt_strs refused; /* forms, folded, never to be proposed or expanded */
};
/* Sorted by kind, then name; the place of an entity is its number. */
struct mt_entities MT_VEC(struct mt_entity);

struct mt_gazetteer {
    struct mt_entities entities;
    struct mt_strs ignored; /* names, folded, that are nobody; not stored */
};

/* The words of a name as a form holds them: folded, one space between two; "" when it has none. */
struct mt_str mt_form_words(const void *ctx, struct mt_str name);

/* Whether the user refused this form of the entity. What was heard is refused with what it holds:
 * what is no evidence alone is none beside a word. */
bool mt_entity_refuses(const struct mt_entity *entity, const struct mt_entity_form *form);

/* Whether one of these words is a name of the entity by itself, as a person's last name is. */
bool mt_entity_has_part(const struct mt_entity *entity, const struct mt_strs *words);

/* Adds a form unless the entity has these words already, at the same or a better level, or refuses
 * them; what was heard, also if it holds words that are refused. The words are borrowed. */
void mt_entity_add_form(const void *ctx, struct mt_entity *entity, struct mt_entity_form form);

MT_END_DECLS

#endif
