/* ballot.c - The lines of a transcript vote on what its speaker labels are
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/ballot.h"

#include <math.h>

#include "note/words.h"

/* With fewer lines than this, one more or less says little. */
#define LINES_MIN 20

/* How likely a text begins so, where it does not begin with a word. */
#define P_EMPTY .02
#define P_MARK .05
/* Added to how often a word starts a sentence: the unseen are not impossible. */
#define UNSEEN_COMMON .2
#define UNSEEN .002
#define UNSEEN_SUM 50
/* How likely a line has no label. */
#define P_NO_LABEL 1e-7

/* Words that stand for no word; the first keys of the table. */
enum { WORD_EMPTY, WORD_MARK, WORDS_SPECIAL };

void mt_ballot_init(struct mt_ballot *ballot, const void *ctx, size_t n)
{
    static const struct mt_str empty = MT_STR(""), mark = MT_STR("-");
    *ballot = (struct mt_ballot){.ctx = ctx, .n_lines = n};
    ballot->lines = mt_array(ctx, struct mt_ballot_line, n);
    for (size_t i = 0; i < n; i++)
        ballot->lines[i].label = MT_LABEL_NONE;
    mt_intern_init(&ballot->names, ctx, SIZE_MAX);
    mt_intern_init(&ballot->words, ctx, SIZE_MAX);
    mt_intern_add(&ballot->words, empty, mt_intern_hash(empty));
    mt_intern_add(&ballot->words, mark, mt_intern_hash(mark));
}

static uint32_t add_label(struct mt_ballot *ballot, struct mt_str name, uint64_t hash)
{
    uint32_t id = mt_intern_add(&ballot->names, name, hash);
    if (id == ballot->labels.len)
        mt_push(ballot->ctx, &ballot->labels)->prior = mt_label_prior(name);
    return id;
}

uint32_t mt_ballot_label(struct mt_ballot *ballot, struct mt_str name)
{
    return add_label(ballot, name, mt_intern_hash(name));
}

void mt_ballot_add_known(struct mt_ballot *ballot, struct mt_str name)
{
    name = mt_str_trim(name);
    if (name.len == 0 || name.len > MT_LABEL_MAX)
        return;
    uint32_t id = mt_ballot_label(ballot, name);
    ballot->labels.ptr[id].known = true;
    ballot->lengths[name.len] = true;
}

/* Whether a character of a word begins at `i`: all beyond ASCII but U+2000 to U+2FFF (dashes,
 * quotes, symbols) are taken for letters. */
static bool is_word_at(struct mt_str s, size_t i)
{
    static const struct mt_str apostrophe = MT_STR("\u2019");
    char c = s.ptr[i];
    if ((unsigned char)c == 0xe2)
        return mt_str_starts(mt_str_slice(s, i, s.len), apostrophe);
    return mt_is_alnum(c) || c == '\'' || (unsigned char)c >= 0x80;
}

static struct mt_str word_at(struct mt_str s, size_t begin)
{
    size_t end = begin;
    while (end < s.len && end < begin + MT_LABEL_MAX && is_word_at(s, end))
        end++;
    return mt_str_slice(s, begin, end);
}

static uint32_t add_first_word(struct mt_ballot *ballot, struct mt_str body, size_t at)
{
    enum mt_glue glue = mt_label_glue(body, at);
    if (glue != MT_GLUE_WORD)
        return glue == MT_GLUE_END ? WORD_EMPTY : WORD_MARK;
    struct mt_str word = word_at(body, at);
    return mt_intern_add(&ballot->words, word, mt_intern_hash(word));
}

void mt_ballot_add_line(struct mt_ballot *ballot, struct mt_ballot_line *line)
{
    struct mt_cut cuts[MT_CUTS_MAX];
    size_t n = mt_label_cuts(line->body, cuts);
    line->first = ballot->candidates.len;
    for (size_t i = 0; i < n; i++) {
        struct mt_str name = mt_str_slice(line->body, 0, cuts[i].at);
        uint32_t label = add_label(ballot, name, cuts[i].hash);
        uint32_t word = add_first_word(ballot, line->body, cuts[i].at);
        *mt_push(ballot->ctx, &ballot->candidates) = (struct mt_candidate){label, word};
    }
    line->end = ballot->candidates.len;
    line->counts = true;
    ballot->n_counting++;
}

/* Counts the words that begin a sentence inside the lines, in starts[word]. Returns the sum. */
static double count_starts(const struct mt_ballot *ballot, double *starts)
{
    double sum = 0;
    for (size_t i = 0; i < ballot->n_lines; i++) {
        struct mt_str body = ballot->lines[i].body;
        for (size_t at = 2; at < body.len; at++) {
            char stop = body.ptr[at - 2];
            if (body.ptr[at - 1] != ' ' || (stop != '.' && stop != '?' && stop != '!') ||
                !mt_is_upper(body.ptr[at]))
                continue;
            struct mt_str word = word_at(body, at);
            uint32_t id = mt_intern_find(&ballot->words, word, mt_intern_hash(word));
            if (id != MT_INTERN_NONE)
                starts[id]++;
            sum++;
        }
    }
    return sum;
}

static void weigh_words(struct mt_ballot *ballot)
{
    size_t n = ballot->words.keys.len;
    double *weights = mt_array(ballot->ctx, double, n);
    double sum = count_starts(ballot, weights) + MT_WORD_STARTS_SUM + UNSEEN_SUM;
    for (size_t id = WORDS_SPECIAL; id < n; id++) {
        struct mt_str word = ballot->words.keys.ptr[id];
        double unseen = mt_word_is_common(word) ? UNSEEN_COMMON : UNSEEN;
        weights[id] = log((weights[id] + mt_word_starts(word) + unseen) / sum);
    }
    weights[WORD_EMPTY] = log(P_EMPTY);
    weights[WORD_MARK] = log(P_MARK);
    ballot->word_log = weights;
}

static int compare_pairs(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void end_round(struct mt_ballot *ballot)
{
    for (size_t id = 0; id < ballot->labels.len; id++) {
        struct mt_label *label = &ballot->labels.ptr[id];
        label->log_votes = log(label->votes + label->prior);
    }
}

/* A vote for each different word after a label. */
static void count_variety(struct mt_ballot *ballot)
{
    size_t n = ballot->candidates.len;
    uint64_t *pairs = mt_array(ballot->ctx, uint64_t, n);
    for (size_t i = 0; i < n; i++)
        pairs[i] = (uint64_t)ballot->candidates.ptr[i].label << 32 | ballot->candidates.ptr[i].word;
    qsort(pairs, n, sizeof pairs[0], compare_pairs);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && pairs[i] == pairs[i - 1])
            continue;
        struct mt_label *label = &ballot->labels.ptr[pairs[i] >> 32];
        label->votes++;
        label->empty += (uint32_t)pairs[i] == WORD_EMPTY;
    }
    mt_free(pairs);
    end_round(ballot);
}

void mt_ballot_open(struct mt_ballot *ballot)
{
    weigh_words(ballot);
    count_variety(ballot);
}

void mt_ballot_count(struct mt_ballot *ballot)
{
    for (size_t id = 0; id < ballot->labels.len; id++)
        ballot->labels.ptr[id].votes = ballot->labels.ptr[id].empty = 0;
    for (size_t i = 0; i < ballot->n_lines; i++) {
        const struct mt_ballot_line *line = &ballot->lines[i];
        if (line->label == MT_LABEL_NONE)
            continue;
        struct mt_label *label = &ballot->labels.ptr[line->label];
        label->votes++;
        label->empty += line->body.len == mt_ballot_name(ballot, line->label).len;
    }
    end_round(ballot);
}

static double score(const struct mt_ballot *ballot, const struct mt_candidate *candidate)
{
    return ballot->labels.ptr[candidate->label].log_votes + ballot->word_log[candidate->word];
}

uint32_t mt_ballot_choice(const struct mt_ballot *ballot, const struct mt_ballot_line *line)
{
    size_t lines = ballot->n_counting < LINES_MIN ? LINES_MIN : ballot->n_counting;
    double best = log(P_NO_LABEL) + log((double)lines + 1);
    uint32_t choice = MT_LABEL_NONE;
    for (size_t i = line->first; i < line->end; i++) {
        const struct mt_candidate *candidate = &ballot->candidates.ptr[i];
        const struct mt_label *label = &ballot->labels.ptr[candidate->label];
        bool alone = candidate->word == WORD_EMPTY;
        /* "Okay" alone is a label only where others say something under it */
        if (alone && (line->colon.label.len > 0 || label->votes == label->empty))
            continue;
        if (score(ballot, candidate) > best) {
            best = score(ballot, candidate);
            choice = candidate->label;
        }
    }
    return choice;
}

uint32_t mt_ballot_best_name(const struct mt_ballot *ballot, const struct mt_ballot_line *line)
{
    double best = -INFINITY;
    uint32_t choice = MT_LABEL_NONE;
    for (size_t i = line->first; i < line->end; i++) {
        const struct mt_candidate *candidate = &ballot->candidates.ptr[i];
        if (score(ballot, candidate) > best &&
            ballot->labels.ptr[candidate->label].prior >= MT_LABEL_NAME_PRIOR &&
            !mt_word_is_common(mt_ballot_name(ballot, candidate->label))) {
            best = score(ballot, candidate);
            choice = candidate->label;
        }
    }
    return choice;
}

void mt_ballot_mark_voted(struct mt_ballot *ballot)
{
    for (size_t id = 0; id < ballot->labels.len; id++)
        if (ballot->labels.ptr[id].votes > 1)
            ballot->lengths[ballot->names.keys.ptr[id].len] = true;
}

size_t mt_ballot_prefixes(const struct mt_ballot *ballot, struct mt_str text,
                          struct mt_prefix out[MT_LABEL_MAX])
{
    size_t n = 0;
    uint64_t hash = MT_INTERN_SEED;
    for (size_t len = 1; len <= text.len && len <= MT_LABEL_MAX; len++) {
        hash = mt_intern_step(hash, text.ptr[len - 1]);
        if (!ballot->lengths[len])
            continue;
        uint32_t label = mt_intern_find(&ballot->names, mt_str_slice(text, 0, len), hash);
        if (label != MT_LABEL_NONE)
            out[n++] = (struct mt_prefix){label, len, mt_label_glue(text, len)};
    }
    return n;
}

struct mt_str mt_ballot_name(const struct mt_ballot *ballot, uint32_t label)
{
    return label == MT_LABEL_NONE ? mt_str(NULL) : ballot->names.keys.ptr[label];
}

uint32_t mt_ballot_votes(const struct mt_ballot *ballot, uint32_t label)
{
    return label == MT_LABEL_NONE ? 0 : ballot->labels.ptr[label].votes;
}
