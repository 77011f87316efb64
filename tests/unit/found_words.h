/* found_words.h - Whether each word of a file is found again in its notes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The text of a file is tokenised line by line, as if it had no format. Each word must be in the
 * file's notes as they are laid out for the index, with the same line; or its letters are shown in
 * the right place as parts of another word ("**un**done" is one word, not two); or a rule says that
 * it is left out (left_out.h). All else is lost.
 */
#ifndef MT_UNIT_FOUND_WORDS_H
#define MT_UNIT_FOUND_WORDS_H

#include "base/base.h"

#include "ingest/layout.h"
#include "left_out.h"
#include "note/format.h"
#include "note/speakers.h"

/* How a word of the file is found again. The rules count those that are not. */
enum { FOUND = RULE_COUNT, JOINED, LOST, OUTCOMES };

struct counts {
    size_t files, unreadable, words, of[OUTCOMES];
};

struct word {
    struct mt_str term;
    uint32_t line;
};
struct words MT_VEC(struct word);

struct items MT_VEC(const struct mt_item *);

/* What a caller wants to see of the words. */
struct listing {
    size_t sample; /* words of each file, or 0 */
    int outcome;   /* this outcome, or -1 */
};

struct checker {
    void *ctx; /* of one file */
    struct mt_str path;
    const struct mt_text *text;
    struct mt_tokens *tokens;
    struct words words;  /* of the notes, sorted */
    struct words labels; /* the words of all labels, sorted, at line 0 */
    struct items items;  /* of all notes, sorted by where they begin */
    bool *shown;         /* of each byte of the text */
    struct left_out left_out;
    const struct listing *listing;
    struct counts *counts;
};

/* ---- What the notes hold ---- */

static inline int compare_words(const void *a, const void *b)
{
    const struct word *left = a, *right = b;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return mt_str_compare(left->term, right->term);
}

static inline void sort_words(struct words *words)
{
    if (words->len)
        qsort(words->ptr, words->len, sizeof *words->ptr, compare_words);
}

static inline int compare_items(const void *a, const void *b)
{
    const struct mt_item *left = *(const struct mt_item *const *)a;
    const struct mt_item *right = *(const struct mt_item *const *)b;
    uint32_t l = left->prose.runs[0].source, r = right->prose.runs[0].source;
    return l < r ? -1 : l > r;
}

/* The words as they go into the index, each with the line that a hit on it shows. */
static inline void add_layout(struct checker *c, const struct mt_layout *layout)
{
    const struct mt_record *record = &layout->record;
    size_t at = 0;
    for (size_t i = 0; i < record->n_ranges; i++) {
        struct mt_range range = record->ranges[i];
        mt_tokenise(c->tokens, mt_str_slice(record->text, range.begin, range.end));
        for (size_t k = 0; k < mt_tokens_count(c->tokens) && at < layout->words.len; k++, at++) {
            uint32_t offset = range.begin + mt_tokens_at(c->tokens, k).begin;
            *mt_push(c->ctx, &c->words) =
                (struct word){layout->terms.ptr[layout->words.ptr[at].term],
                              mt_record_place(record, offset).line};
        }
    }
    assert(at == layout->words.len);
}

static inline void add_shown(struct checker *c, const struct mt_prose *prose)
{
    for (size_t r = 0; r < prose->n_runs; r++) {
        size_t end = r + 1 < prose->n_runs ? prose->runs[r + 1].at : prose->text.len;
        for (size_t i = prose->runs[r].at; i < end; i++) {
            size_t source = prose->runs[r].source + i - prose->runs[r].at;
            if (source < c->text->str.len && c->text->str.ptr[source] == prose->text.ptr[i])
                c->shown[source] = true;
        }
    }
}

static inline void add_label(struct checker *c, struct mt_str label)
{
    mt_tokenise(c->tokens, label);
    for (size_t i = 0; i < mt_tokens_count(c->tokens); i++)
        *mt_push(c->ctx, &c->labels) =
            (struct word){mt_str_copy(c->ctx, mt_tokens_at(c->tokens, i).term), 0};
}

static inline void leave_out_name(struct checker *c, size_t begin, size_t end)
{
    mt_tokenise(c->tokens, mt_str_slice(c->text->str, begin, end));
    c->counts->words += mt_tokens_count(c->tokens);
    c->counts->of[RULE_SPEAKER] += mt_tokens_count(c->tokens);
    left_out_blank(&c->left_out, begin, end);
}

/* The label of a turn is no part of its words, however it is glued to them; nor is a device before
 * it: "[00:00:00.00] Jabra Speak 710 :  Dana ReyesGood morning." */
static inline void leave_out_label(struct checker *c, struct mt_str label)
{
    uintptr_t at = (uintptr_t)label.ptr, text = (uintptr_t)c->text->str.ptr;
    if (label.len == 0 || at < text || at - text >= c->text->str.len)
        return; /* a copy: the words of its head are looked at one by one */
    size_t begin = at - text;
    size_t line = c->text->lines[mt_text_line(c->text, begin) - 1];
    size_t stamp = mt_str_find(mt_str_slice(c->text->str, line, begin), mt_str("] "), 0);
    leave_out_name(c, begin, begin + label.len);
    if (stamp != MT_NPOS && c->text->str.ptr[line] == '[')
        leave_out_name(c, line + stamp + 1, begin);
}

static inline void add_note(struct checker *c, const struct mt_note *note)
{
    struct mt_layout layout;
    mt_layout_note(c->ctx, note, c->tokens, &layout);
    add_layout(c, &layout);
    for (size_t i = 0; i < note->items.len; i++) {
        const struct mt_item *item = &note->items.ptr[i];
        *mt_push(c->ctx, &c->items) = item;
        add_shown(c, &item->prose);
        if (item->turn) {
            add_label(c, item->turn->label);
            leave_out_label(c, item->turn->label);
        }
    }
}

/* ---- Where a word of the file has gone ---- */

static inline bool is_found(const struct checker *c, struct mt_str term, uint32_t line)
{
    struct word key = {term, line};
    return c->words.len && bsearch(&key, c->words.ptr, c->words.len, sizeof key, compare_words);
}

/* The first turn that begins after this offset, unless another item than a heading comes first. */
static inline const struct mt_turn *turn_after(const struct checker *c, size_t offset)
{
    size_t low = 0, high = c->items.len;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->items.ptr[middle]->prose.runs[0].source > offset)
            high = middle;
        else
            low = middle + 1;
    }
    while (low < c->items.len && c->items.ptr[low]->heading)
        low++;
    return low < c->items.len ? c->items.ptr[low]->turn : NULL;
}

static inline bool names(struct mt_tokens *scratch, struct mt_str name, struct mt_str term)
{
    mt_tokenise(scratch, name);
    for (size_t i = 0; i < mt_tokens_count(scratch); i++)
        if (mt_str_eq(mt_tokens_at(scratch, i).term, term))
            return true;
    return false;
}

/* Whether the bytes [begin, end) are part of a time, well written or not: "1:02:10", "00.14:52". */
static inline bool is_time(struct mt_str text, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (!mt_is_digit(text.ptr[i]))
            return false;
    return (begin > 0 && strchr(":.", text.ptr[begin - 1])) ||
           (end < text.len && strchr(":.", text.ptr[end]));
}

/* Whether a term is part of a label of the note, or of what follows a stamp on its line and is a
 * channel. */
static inline bool is_label(const struct checker *c, struct mt_str term, struct mt_str line)
{
    struct word key = {term, 0};
    if (c->labels.len && bsearch(&key, c->labels.ptr, c->labels.len, sizeof key, compare_words))
        return true;
    size_t stamp = mt_str_find(line, mt_str("] "), 0);
    line = mt_str_trim(mt_str_slice(line, stamp == MT_NPOS ? line.len : stamp + 1, line.len));
    line.len -= mt_str_ends(line, mt_str(":"));
    return mt_speaker_is_channel(mt_str_trim(line));
}

/* Whether nothing of the line [begin, end) is shown: the head of a turn, perhaps one without words.
 */
static inline bool is_silent(const struct checker *c, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (c->shown[i])
            return false;
    return true;
}

/* A word between two items is of the head of a turn if it names the speaker or the time. */
static inline enum rule rule_of_head(struct checker *c, struct mt_tokens *scratch,
                                     struct mt_str term, size_t offset, size_t end)
{
    const struct mt_turn *turn = turn_after(c, offset);
    size_t line = mt_text_line(c->text, offset) - 1;
    bool silent = is_silent(c, c->text->lines[line], left_out_line_end(c->text, line));
    if (turn && (names(scratch, turn->label, term) || names(scratch, turn->speaker, term)))
        return RULE_SPEAKER;
    if (silent && is_label(c, term, left_out_line(c->text, line)))
        return RULE_SPEAKER;
    return (turn || silent) && is_time(c->text->str, offset, end) ? RULE_TIMING : RULE_NONE;
}

/* What has become of a word that is not found as it stands: a rule, JOINED or LOST. */
static inline int outcome_of(struct checker *c, struct mt_tokens *scratch, struct mt_token token,
                             size_t offset)
{
    size_t end = offset + (token.end - token.begin);
    enum rule rule = RULE_NONE;
    size_t hidden = 0;
    for (size_t i = offset; i < end; i++) {
        if (c->left_out.rule[i])
            rule = c->left_out.rule[i];
        hidden += !c->shown[i] && !c->left_out.rule[i];
    }
    if (hidden == 0)
        return rule ? (int)rule : JOINED;
    rule = rule_of_head(c, scratch, token.term, offset, end);
    return rule ? (int)rule : LOST;
}

static inline void list_word(const struct checker *c, uint32_t line, struct mt_str word)
{
    printf("%.*s\t%u\t%.*s\n", MT_ARG(c->path), line, MT_ARG(word));
}

/* ---- One file ---- */

static inline void check_line(struct checker *c, size_t i, struct mt_tokens *line,
                              struct mt_tokens *scratch)
{
    size_t begin = c->text->lines[i];
    struct mt_str words = mt_str_of(c->left_out.words + begin, left_out_line(c->text, i).len);
    mt_tokenise(line, words);
    for (size_t k = 0; k < mt_tokens_count(line); k++) {
        struct mt_token token = mt_tokens_at(line, k);
        int outcome = is_found(c, token.term, (uint32_t)i + 1)
                          ? FOUND
                          : outcome_of(c, scratch, token, begin + token.begin);
        c->counts->words++;
        c->counts->of[outcome]++;
        if (outcome == c->listing->outcome)
            list_word(c, (uint32_t)i + 1, mt_str_slice(words, token.begin, token.end));
    }
}

/* Lists words of the notes that stand once in the file, spread over it. */
static inline void list_sample(struct checker *c)
{
    struct mt_tokens *all = mt_tokens_new(c->ctx);
    mt_tokenise(all, mt_str_of(c->left_out.words, c->text->str.len));
    size_t count = mt_tokens_count(all), listed = 0;
    struct words sorted = {0};
    for (size_t i = 0; i < count; i++)
        *mt_push(c->ctx, &sorted) = (struct word){mt_tokens_at(all, i).term, 0};
    sort_words(&sorted);
    for (size_t i = 0; i < count && listed < c->listing->sample; i++) {
        struct mt_token token = mt_tokens_at(all, i);
        uint32_t line = mt_text_line(c->text, token.begin);
        struct word key = {token.term, 0};
        const struct word *at = bsearch(&key, sorted.ptr, count, sizeof key, compare_words);
        bool once = (at == sorted.ptr || compare_words(at - 1, at) != 0) &&
                    (at + 1 == sorted.ptr + count || compare_words(at, at + 1) != 0);
        if (i < listed * count / c->listing->sample || !once || !is_found(c, token.term, line))
            continue;
        list_word(c, line, mt_str_slice(c->text->str, token.begin, token.end));
        listed++;
    }
}

/* Checks the words of a text against what was made of it. */
static inline void check_notes(const struct mt_text *text, struct mt_str path,
                               const struct mt_notes *notes, const struct left_out_regexes *regexes,
                               const struct listing *listing, struct counts *counts)
{
    void *ctx = mt_context(NULL);
    struct checker c = {
        .ctx = ctx,
        .path = path,
        .text = text,
        .tokens = mt_tokens_new(ctx),
        .shown = mt_array(ctx, bool, text->str.len + 1),
        .left_out = left_out_find(ctx, text, regexes),
        .listing = listing,
        .counts = counts,
    };
    struct mt_tokens *line = mt_tokens_new(ctx), *scratch = mt_tokens_new(ctx);
    for (size_t i = 0; i < notes->len; i++)
        add_note(&c, notes->ptr[i]);
    sort_words(&c.words);
    sort_words(&c.labels);
    if (c.items.len)
        qsort(c.items.ptr, c.items.len, sizeof *c.items.ptr, compare_items);
    if (listing->sample)
        list_sample(&c);
    for (size_t i = 0; i < text->n_lines; i++)
        check_line(&c, i, line, scratch);
    counts->files++;
    mt_free(ctx);
}

#endif
