/* tree.h - A question as a tree: pure, printable, known without an index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_TREE_H
#define MT_QUERY_TREE_H

#include "base/base.h"
#include "base/kind.h"
#include "base/memory.h"
#include "text/dates.h"

MT_BEGIN_DECLS

enum mt_query_op {
    MT_QUERY_NOTHING, /* an empty question */
    MT_QUERY_WORD,    /* one word, or what a word splits into ("e-mail"): an implied phrase */
    MT_QUERY_PHRASE,  /* "…": these words in this order */
    MT_QUERY_NEAR,    /* kids within `distance` words of each other, any order */
    MT_QUERY_BEFORE,  /* the same, in this order */
    MT_QUERY_FIELD,   /* field:value */
    MT_QUERY_NOT,     /* not kids[0] */
    MT_QUERY_AND,     /* all kids */
    MT_QUERY_OR,      /* any kid */
    MT_QUERY_SOFT     /* words side by side: all kids; where no moment has all of them, single words
                         are relaxed, the other kids are not */
};

enum mt_field {
    /* of a moment */
    MT_FIELD_SPEAKER,
    MT_FIELD_PERSON,
    MT_FIELD_ORG,
    MT_FIELD_IN,
    MT_FIELD_OWNER,
    MT_FIELD_IS,
    MT_FIELD_DUE,
    /* of a note */
    MT_FIELD_WITH,
    MT_FIELD_DATE,
    MT_FIELD_TYPE,
    MT_FIELD_TAG,
    MT_FIELD_PATH,
    MT_FIELD_TITLE,
    MT_FIELD_PROPERTY, /* any other key; whether the index knows it is seen later */
    MT_FIELD_COUNT
};

/* What `is:` takes. */
enum mt_is { MT_IS_OPEN, MT_IS_DONE, MT_IS_CANCELLED, MT_IS_OVERDUE, MT_IS_TASK };

struct mt_entity;

struct mt_query {
    enum mt_query_op op;
    struct mt_str text;   /* WORD, PHRASE: as typed, without marks; FIELD: the value as typed */
    struct mt_strs words; /* WORD, PHRASE, FIELD: the folded words of text (text/tokenise.h) */
    bool prefix;          /* pre*: the last word is a prefix */
    bool exact;           /* =Word: case and accents count, no stemming */
    bool sounds;          /* name~ */
    uint32_t distance;    /* NEAR, BEFORE */

    enum mt_field field;
    struct mt_str key;     /* FIELD: as typed ("speaker", "series") */
    enum mt_kind kind;     /* in: */
    enum mt_is is;         /* is: */
    struct mt_dates dates; /* date: due: */

    /* WORD, FIELD: whom the words mean, as far as an index knows; none before names.h was asked */
    const struct mt_entity *const *entities;
    size_t n_entities;

    struct mt_query **kids;
    size_t n_kids;
};

/* The name of a field, "" for MT_FIELD_PROPERTY. Static storage. */
struct mt_str mt_field_name(enum mt_field field);

/* The tree as one line: (soft (word budget) (phrase grant bridge) (not (word telescope))
 * (speaker "dana") (date 20251001..20251031)). Words are shown folded, an exact one as typed:
 * (word e mail), (exact Budget), (prefix budg), (sounds ada); fields with their value as typed,
 * dates and kinds as understood; (near/8 (word a) (word b)); (nothing). Quotes, backslashes and
 * control characters are escaped. Lives in ctx. */
struct mt_str mt_query_print(const void *ctx, const struct mt_query *query);

MT_END_DECLS

#endif
