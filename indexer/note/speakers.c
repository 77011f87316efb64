/* speakers.c - Labels cut from the lines of a transcript
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/speakers.h"

#include "note/ballot.h"
#include "note/words.h"

/* So many lines are looked at together: enough for any meeting, and it bounds the tables. */
#define LINES_MAX 4096
#define ROUNDS 4
#define REPAIRS 2

/* Votes that make a label sure where the line says little. */
#define VOTES_SURE 3
#define VOTES_SHARE .2
/* A file whose lines all have labels has at least so many, and this share of them; one that has no
 * labels shows fewer than that share. */
#define LABELLED_MIN 5
#define MOST_LABELLED .8
#define FEW_LABELLED .3

/* Whether what stands before a colon is a label, not the first words of a text. */
static bool is_colon_label(const struct mt_ballot *ballot, const struct mt_colon *colon,
                           uint32_t id)
{
    const struct mt_label *label = &ballot->labels.ptr[id];
    if (label->known || mt_speaker_is_channel(colon->label))
        return true;
    if (label->prior < MT_LABEL_NAME_PRIOR)
        return colon->spaced && label->heads > 1;
    return colon->spaced || (label->heads > 1 && !mt_word_is_common(colon->label));
}

/* Takes the labels before colons off the lines, and lets the rest vote. */
static void read_lines(struct mt_ballot *ballot, const struct mt_str *lines)
{
    for (size_t i = 0; i < ballot->n_lines; i++) {
        struct mt_ballot_line *line = &ballot->lines[i];
        line->body = mt_str_trim(lines[i]);
        if (mt_label_colon(line->body, &line->colon)) {
            uint32_t id = mt_ballot_label(ballot, line->colon.label);
            ballot->labels.ptr[id].heads++;
        }
    }
    for (size_t i = 0; i < ballot->n_lines; i++) {
        struct mt_ballot_line *line = &ballot->lines[i];
        struct mt_colon colon = line->colon;
        line->colon = (struct mt_colon){.gap = 0};
        if (colon.label.len &&
            is_colon_label(ballot, &colon, mt_ballot_label(ballot, colon.label))) {
            line->colon = colon;
            line->body = colon.text;
            mt_ballot_add_known(ballot, colon.label);
        }
        /* "Device :  Dana ReyesHello": two spaces tell that a label is glued to what follows */
        if (line->colon.label.len == 0 || line->colon.gap > 1)
            mt_ballot_add_line(ballot, line);
    }
}

static bool is_several_words(struct mt_str name)
{
    return mt_str_find_char(name, ' ', 0) != MT_NPOS;
}

/* The longest known label that a text is glued to, unless the file has a longer one. */
static uint32_t prefer_known(const struct mt_ballot *ballot, struct mt_str body, uint32_t choice)
{
    struct mt_prefix prefixes[MT_LABEL_MAX];
    size_t n = mt_ballot_prefixes(ballot, body, prefixes);
    uint32_t votes = mt_ballot_votes(ballot, choice);
    while (n-- > 0) {
        const struct mt_label *label = &ballot->labels.ptr[prefixes[n].label];
        bool overruled = mt_ballot_name(ballot, choice).len > prefixes[n].len && votes > 1 &&
                         votes > label->votes;
        if (label->known && mt_glue_is_sure(prefixes[n].glue) && !overruled)
            return prefixes[n].label;
    }
    return choice;
}

static void run_round(struct mt_ballot *ballot)
{
    for (size_t i = 0; i < ballot->n_lines; i++) {
        struct mt_ballot_line *line = &ballot->lines[i];
        if (line->counts)
            line->label = prefer_known(ballot, line->body, mt_ballot_choice(ballot, line));
    }
    mt_ballot_count(ballot);
}

/* Whether a label that begins the line is better than the line's choice: "Remoteto pursue" has
 * none, and "Dana ReyesIBM" may have a longer one that nobody else has. */
static bool is_better(const struct mt_ballot *ballot, const struct mt_prefix *prefix,
                      uint32_t choice)
{
    const struct mt_label *label = &ballot->labels.ptr[prefix->label];
    uint32_t votes = mt_ballot_votes(ballot, choice);
    size_t len = mt_ballot_name(ballot, choice).len;
    if (prefix->glue == MT_GLUE_NONE || prefix->len == len)
        return false;
    if (prefix->len < len)
        return label->votes > 1 && label->votes >= votes;
    if (label->known && votes < 2 &&
        (label->votes > 0 || is_several_words(mt_ballot_name(ballot, prefix->label))))
        return true;
    return label->votes >= VOTES_SURE && label->votes >= VOTES_SHARE * votes;
}

/* Looks for the labels that several lines have at the start of all lines. */
static void run_repair(struct mt_ballot *ballot)
{
    mt_ballot_mark_voted(ballot);
    for (size_t i = 0; i < ballot->n_lines; i++) {
        struct mt_ballot_line *line = &ballot->lines[i];
        struct mt_prefix prefixes[MT_LABEL_MAX];
        size_t n = line->counts ? mt_ballot_prefixes(ballot, line->body, prefixes) : 0;
        while (n > 0 && !is_better(ballot, &prefixes[n - 1], line->label))
            n--;
        if (n > 0)
            line->label = prefixes[n - 1].label;
    }
    mt_ballot_count(ballot);
}

/* The label of a line that surely has one. */
static uint32_t rest_label(const struct mt_ballot *ballot, const struct mt_ballot_line *line)
{
    struct mt_prefix prefixes[MT_LABEL_MAX];
    size_t n = mt_ballot_prefixes(ballot, line->body, prefixes);
    while (n-- > 0) {
        const struct mt_label *label = &ballot->labels.ptr[prefixes[n].label];
        bool several = is_several_words(mt_ballot_name(ballot, prefixes[n].label));
        if (prefixes[n].glue != MT_GLUE_NONE &&
            (label->known || label->votes > 1 || (label->votes > 0 && several)))
            return prefixes[n].label;
    }
    return mt_ballot_best_name(ballot, line);
}

/* Where nearly all lines have a label, so have the few that remain; where few have, they were
 * chance unless the label is known. */
static void settle_rest(struct mt_ballot *ballot)
{
    size_t labelled = 0;
    for (size_t i = 0; i < ballot->n_lines; i++)
        labelled += ballot->lines[i].label != MT_LABEL_NONE;
    double share = (double)labelled / (double)(ballot->n_counting ? ballot->n_counting : 1);
    for (size_t i = 0; i < ballot->n_lines; i++) {
        struct mt_ballot_line *line = &ballot->lines[i];
        if (!line->counts)
            continue;
        bool none = line->label == MT_LABEL_NONE;
        if (none && labelled >= LABELLED_MIN && share >= MOST_LABELLED && !line->colon.label.len)
            line->label = rest_label(ballot, line);
        else if (!none && share < FEW_LABELLED && !ballot->labels.ptr[line->label].known)
            line->label = MT_LABEL_NONE;
    }
}

/* "Dana Reyes : Dana ReyesHello" and "Device : Dana ReyesHello": the label glued to the text after
 * a colon. */
static uint32_t repeated_label(const struct mt_ballot *ballot, const struct mt_ballot_line *line)
{
    struct mt_prefix prefixes[MT_LABEL_MAX];
    size_t n = mt_ballot_prefixes(ballot, line->body, prefixes);
    bool channel = mt_speaker_is_channel(line->colon.label);
    while (n-- > 0) {
        const struct mt_label *label = &ballot->labels.ptr[prefixes[n].label];
        struct mt_str name = mt_ballot_name(ballot, prefixes[n].label);
        if (prefixes[n].glue != MT_GLUE_END && mt_glue_is_sure(prefixes[n].glue) &&
            (label->known || label->votes > 1) && (channel || mt_str_eq(name, line->colon.label)))
            return prefixes[n].label;
    }
    return MT_LABEL_NONE;
}

/* What was said: without the dash or the arrows that mark a change of speaker. */
static struct mt_str strip_marks(struct mt_str text)
{
    static const struct mt_str arrows = MT_STR(">>"), dash = MT_STR("- ");
    for (;;) {
        text = mt_str_trim(text);
        size_t mark = 0;
        if (mt_str_starts(text, arrows))
            mark = arrows.len;
        else if (mt_str_starts(text, dash) || mt_str_eq(text, mt_str("-")))
            mark = 1;
        if (mark == 0)
            return text;
        text = mt_str_slice(text, mark, text.len);
    }
}

static struct mt_labelled result(const struct mt_ballot *ballot, const struct mt_ballot_line *line)
{
    size_t cut = mt_ballot_name(ballot, line->label).len;
    return (struct mt_labelled){
        .label = cut ? mt_str_slice(line->body, 0, cut) : line->colon.label,
        .text = strip_marks(mt_str_slice(line->body, cut, line->body.len)),
    };
}

static void split_some(const void *ctx, const struct mt_str *lines, size_t n,
                       const struct mt_strs *known, struct mt_labelled *out)
{
    struct mt_ballot ballot;
    mt_ballot_init(&ballot, ctx, n);
    for (size_t i = 0; i < known->len; i++)
        mt_ballot_add_known(&ballot, known->ptr[i]);
    mt_ballot_add_known(&ballot, mt_str("Remote"));
    read_lines(&ballot, lines);
    mt_ballot_open(&ballot);
    for (int i = 0; i < ROUNDS; i++)
        run_round(&ballot);
    for (int i = 0; i < REPAIRS; i++)
        run_repair(&ballot);
    settle_rest(&ballot);
    for (size_t i = 0; i < n; i++) {
        struct mt_ballot_line *line = &ballot.lines[i];
        if (!line->counts)
            line->label = repeated_label(&ballot, line);
        out[i] = result(&ballot, line);
    }
}

void mt_speakers_split(const void *ctx, const struct mt_str *lines, size_t n,
                       const struct mt_strs *known, struct mt_labelled *out)
{
    for (size_t i = 0; i < n; i += LINES_MAX) {
        void *scratch = mt_context(ctx);
        split_some(scratch, lines + i, n - i < LINES_MAX ? n - i : LINES_MAX, known, out + i);
        mt_free(scratch);
    }
}
