/* ballot.h - The lines of a transcript vote on what its speaker labels are
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A naive Bayes over all lines: a cut is as likely as its label is frequent and as the first word
 * after it is apt to begin a sentence. First every label has a vote for each different word that
 * follows it; then the lines choose and are recounted, round by round. speakers.c says what is
 * done with the outcome.
 */
#ifndef MT_NOTE_BALLOT_H
#define MT_NOTE_BALLOT_H

#include "base/base.h"
#include "note/intern.h"
#include "note/labels.h"

MT_BEGIN_DECLS

#define MT_LABEL_NONE MT_INTERN_NONE

struct mt_label {
    double prior;     /* by its shape, see mt_label_prior */
    double log_votes; /* ln(votes + prior), of the round before */
    uint32_t votes;   /* lines that chose it */
    uint32_t empty;   /* of these, lines where no text follows */
    uint32_t heads;   /* lines that have it before a colon */
    bool known;       /* named elsewhere */
};

/* A cut of one line. */
struct mt_candidate {
    uint32_t label, word;
};

struct mt_ballot_line {
    struct mt_str body;    /* what a label may be glued to */
    struct mt_colon colon; /* the label before a colon, "" when the line has none */
    bool counts;           /* it votes; its candidates are [first, end) */
    size_t first, end;
    uint32_t label; /* its choice, or MT_LABEL_NONE */
};

/* A label that is a prefix of a line. */
struct mt_prefix {
    uint32_t label;
    size_t len;
    enum mt_glue glue;
};

struct mt_labels MT_VEC(struct mt_label);
struct mt_candidates MT_VEC(struct mt_candidate);

struct mt_ballot {
    const void *ctx;
    struct mt_ballot_line *lines;
    size_t n_lines, n_counting;
    struct mt_intern names; /* of the labels, by their number */
    struct mt_labels labels;
    struct mt_intern words; /* that may begin a text */
    double *word_log;       /* ln P(a text begins with the word) */
    struct mt_candidates candidates;
    bool lengths[MT_LABEL_MAX + 1]; /* of the labels that mt_ballot_prefixes looks for */
};

/* A ballot over n lines, all empty, in `ctx`. */
void mt_ballot_init(struct mt_ballot *ballot, const void *ctx, size_t n);

/* The label of this name, added if it is new. */
uint32_t mt_ballot_label(struct mt_ballot *ballot, struct mt_str name);

/* Marks a label as known; names that are too long for a label are not. */
void mt_ballot_add_known(struct mt_ballot *ballot, struct mt_str name);

/* Lets a line vote, once its body is set. */
void mt_ballot_add_line(struct mt_ballot *ballot, struct mt_ballot_line *line);

/* After the last line: weighs the words and gives each label its first votes. */
void mt_ballot_open(struct mt_ballot *ballot);

/* The likeliest label of a line, or none. */
uint32_t mt_ballot_choice(const struct mt_ballot *ballot, const struct mt_ballot_line *line);

/* The likeliest label of a line that surely has one, among those that look like names. */
uint32_t mt_ballot_best_name(const struct mt_ballot *ballot, const struct mt_ballot_line *line);

/* Counts the choices of all lines anew. */
void mt_ballot_count(struct mt_ballot *ballot);

/* Makes mt_ballot_prefixes look for all labels with at least two votes. */
void mt_ballot_mark_voted(struct mt_ballot *ballot);

/* The known and marked labels that the text begins with, the shortest first; others of the same
 * lengths may be among them. */
size_t mt_ballot_prefixes(const struct mt_ballot *ballot, struct mt_str text,
                          struct mt_prefix out[MT_LABEL_MAX]);

/* The name and the votes of a label; "" and 0 of MT_LABEL_NONE. */
struct mt_str mt_ballot_name(const struct mt_ballot *ballot, uint32_t label);
uint32_t mt_ballot_votes(const struct mt_ballot *ballot, uint32_t label);

MT_END_DECLS

#endif
