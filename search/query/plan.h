/* plan.h - A question made ready for one index: which terms stand for which words, and what to ask
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The index holds words as they stand; a word of the question stands for the family of the index's
 * words that have its stem. The plan binds each word of the tree to its family, drops stop words
 * that say nothing here, reads fields that the index does not know as plain words, and writes the
 * question to the store, which finds every note that may hold a moment (and some that do not:
 * what is tested on moments is tested again by rank/).
 */
#ifndef MT_QUERY_PLAN_H
#define MT_QUERY_PLAN_H

#include "base/base.h"
#include "base/deadline.h"
#include "query/family.h"
#include "query/hear.h"
#include "query/tree.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* A form of an entity that the question means (names.h), or another way to write a word
 * (variants.h). */
struct mt_name_form {
    const struct mt_entity *entity; /* NULL: of a word, not of a name */
    const struct mt_entity_form *form;
    struct mt_strs words;
    size_t *families; /* one a word, exact; NULL where the form is compared with names alone */
};
struct mt_name_forms MT_VEC(struct mt_name_form);

/* A node of the tree as rank/ tests it on moments. */
struct mt_node {
    enum mt_query_op op;          /* never MT_QUERY_NOTHING */
    const struct mt_query *query; /* what it was made from: fields and their values */
    size_t *families;             /* WORD: one, or several in a row (an implied phrase); PHRASE */
    size_t n_families;
    struct mt_name_forms forms; /* WORD: how else it may stand in a text; FIELD person, org: how;
                                   with, speaker, owner: what the name may be besides */
    struct mt_node **kids;
    size_t n_kids;
    size_t leaf;  /* WORD, PHRASE, NEAR, BEFORE, and FIELD person and org: its number among those of
                     the plan */
    bool settled; /* a note-level field or the NOT of one: every note the store finds fulfils it */
};

struct mt_plan_options {
    bool exact;               /* --exact: no stems for any word */
    bool whole;               /* also the words of a question that say little */
    struct mt_strs languages; /* to stem in (family.h) */
    enum mt_sounds_like sounds;
    size_t n_places;          /* of the reader */
    struct mt_lookup *lookup; /* of known names; NULL: none */
    mt_date today;
    const struct mt_deadline *deadline; /* NULL: none */
};

/* Two words of the question between which there is none that says something. */
struct mt_pair {
    size_t first, second; /* families */
    uint32_t apart;       /* how many words on the second stands */
};

struct mt_plan {
    struct mt_node *root; /* NULL when nothing is left to ask */
    size_t n_leaves;
    struct mt_families families;        /* each word once */
    const struct mt_store_query *store; /* finds the notes */
    size_t *content;       /* families of the words asked for, in order, without doubles */
    size_t n_content;      /* of the query's words; not of negations or of fields */
    struct mt_pair *pairs; /* each of these words with the next, in order */
    size_t n_pairs;
    struct mt_strs words; /* all words asked for, folded, also those that were dropped */
    bool relaxable;       /* words side by side at the top, and nothing else but filters */
    bool is_question;     /* words side by side that ask something, as a sentence does */
    bool cut;             /* it is one, and its words that say little were left out */
    bool whole;           /* as options.whole */
    struct mt_strs notes; /* how doubtful parts were read, one line each */
};

/* Whether the family is that of a word that says little and would be left out but for
 * options.whole. */
bool mt_plan_is_quiet(const struct mt_plan *plan, size_t family);

/* Whether a moment of a relaxable question may do without this word at its top, and is then said to
 * lack it: any word but one that says little by itself. */
bool mt_plan_may_miss(const struct mt_plan *plan, const struct mt_node *kid);

/* Whether the node asks for words, a phrase, or what is near each other: by itself, not by kids. */
bool mt_node_is_leaf(const struct mt_node *node);

/* Whether the node tests who is mentioned: in texts, as words are, not by what the note says of
 * itself. */
bool mt_node_is_mention(const struct mt_node *node);

/* Binds the question to the index behind `reader`. `units` is the number of units in it. The plan
 * lives in `ctx`, borrows the tree and whom it means, and is good for this reader only.
 * Errors: those of the reader; TIMEOUT. */
MT_NODISCARD enum mt_status mt_plan_query(const void *ctx, const struct mt_query *tree,
                                          struct mt_reader *reader, uint64_t units,
                                          const struct mt_plan_options *options,
                                          struct mt_plan *out, struct mt_error *err);

MT_END_DECLS

#endif
