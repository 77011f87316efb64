/* headed.c - Text exports: a line says who speaks and when, the lines below it what
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/headed.h"

#include "note/channels.h"
#include "note/intern.h"
#include "note/labels.h"
#include "note/prose.h"
#include "note/turn_line.h"
#include "note/turn_times.h"
#include "note/words.h"

/* How far a text is looked at to tell its format. */
#define SIGNS_LINES 2000
#define LABELS_MAX 5000
#define WIDE_GAP 3
#define CLEAR_GAP 2

struct head {
    size_t line;
    struct mt_turn_head is;
    uint32_t label; /* its id, or MT_INTERN_NONE */
};

struct heads MT_VEC(struct head);
struct counts MT_VEC(size_t);

struct reader {
    struct mt_note *note;
    const struct mt_headed_habits *habits;
    const void *ctx;
    struct heads heads;
    struct mt_intern labels;
    struct counts counts; /* of heads, by label */
    uint32_t transcript, plain;
};

struct mt_str mt_headed_line(const struct mt_text *text, size_t i)
{
    return mt_str_trim(mt_turn_line_at(text, i));
}

static struct mt_str line_without(const struct mt_text *text, size_t i, size_t skip)
{
    struct mt_str line = mt_turn_line_at(text, i);
    return mt_str_trim(mt_str_slice(line, skip, line.len));
}

/* A head by its form alone. A time alone heads words of nobody known. */
static bool parse_head(struct mt_str line, struct mt_turn_head *out)
{
    return mt_turn_head_parse(line, out) &&
           (out->label.len == 0 || mt_turn_label_is_sound(out->label));
}

/* Capitalised words that do not begin a sentence. */
static bool may_be_name(struct mt_str label)
{
    struct mt_str rest = label, first;
    mt_str_next(&rest, ' ', &first);
    return mt_label_is_name(label) && !mt_word_is_common(first);
}

struct mt_headed_signs mt_headed_signs(const struct mt_text *text, size_t skip)
{
    void *ctx = mt_context(NULL);
    struct mt_headed_signs signs = {0};
    struct mt_intern labels;
    bool above = false; /* a head that has no words yet */
    mt_intern_init(&labels, ctx, SIGNS_LINES);
    for (size_t i = 0; i < text->n_lines && i < SIGNS_LINES; i++) {
        struct mt_str line = line_without(text, i, skip);
        struct mt_turn_head head;
        if (line.len == 0)
            continue;
        signs.lines++;
        bool named = parse_head(line, &head) && head.label.len > 0;
        if (!named || head.gap < CLEAR_GAP) {
            signs.narrow += named && may_be_name(head.label);
            signs.spoken += above;
            above = false;
            continue;
        }
        if (signs.heads++ == 0)
            signs.before = signs.lines - 1;
        signs.wide += head.gap == WIDE_GAP || head.end_ms != MT_TURN_UNTIMED;
        mt_intern_add(&labels, head.label, mt_intern_hash(head.label));
        above = true;
    }
    signs.voices = labels.keys.len;
    mt_free(ctx);
    return signs;
}

/* ---- Finding the heads ---- */

static struct mt_str line_of(const struct reader *r, size_t i)
{
    return line_without(r->note->text, i, r->habits->skip);
}

/* "Dana Reyes" alone, below an empty line and above words. */
static bool parse_name(const struct reader *r, size_t i, struct mt_turn_head *out)
{
    struct mt_str line = line_of(r, i);
    bool first = i == 0 || line_of(r, i - 1).len == 0;
    bool spoken = i + 1 < r->note->text->n_lines && line_of(r, i + 1).len > 0;
    *out = (struct mt_turn_head){line, MT_TURN_UNTIMED, MT_TURN_UNTIMED, 0};
    return first && spoken && mt_turn_label_is_sound(line) && mt_label_is_name(line) &&
           line.ptr[line.len - 1] != '.';
}

static void gather_heads(struct reader *r)
{
    for (size_t i = 0; i < r->note->text->n_lines; i++) {
        struct head head = {.line = i};
        if (r->habits->names ? !parse_name(r, i, &head.is) : !parse_head(line_of(r, i), &head.is))
            continue;
        struct mt_str label = head.is.label;
        head.label = mt_intern_add(&r->labels, label, mt_intern_hash(label));
        if (head.label == r->counts.len)
            mt_push(r->ctx, &r->counts);
        if (head.label != MT_INTERN_NONE)
            r->counts.ptr[head.label]++;
        *mt_push(r->ctx, &r->heads) = head;
    }
}

static bool is_head(const struct reader *r, const struct head *head, int64_t last_ms)
{
    struct mt_str label = head->is.label;
    bool comes_back = head->label != MT_INTERN_NONE && r->counts.ptr[head->label] > 1;
    if (label.len == 0)
        return head->is.start_ms >= last_ms;
    if (mt_channel_of(label) != MT_CHANNEL_NONE)
        return true;
    if (r->habits->names || head->is.gap < CLEAR_GAP)
        return comes_back && may_be_name(label);
    return comes_back || (may_be_name(label) && head->is.start_ms >= last_ms);
}

static void keep_heads(struct reader *r)
{
    size_t n = 0;
    int64_t last_ms = 0;
    for (size_t i = 0; i < r->heads.len; i++) {
        struct head head = r->heads.ptr[i];
        if (!is_head(r, &head, last_ms))
            continue;
        last_ms = head.is.start_ms > last_ms ? head.is.start_ms : last_ms;
        r->heads.ptr[n++] = head;
    }
    r->heads.len = n;
}

/* ---- Making the items ---- */

struct mt_item *mt_headed_add(struct mt_note *note, uint32_t section, size_t begin, size_t end,
                              size_t skip)
{
    struct mt_str all = note->text->str, rest = mt_str_slice(all, begin, end), piece;
    struct mt_prose_maker maker;
    bool first = true;
    mt_prose_begin(&maker, note);
    while (mt_str_next(&rest, '\n', &piece)) {
        piece = mt_str_trim(mt_str_slice(piece, first ? 0 : skip, piece.len));
        first = false;
        if (piece.len == 0)
            continue;
        mt_prose_gap(&maker, mt_str(" "));
        mt_prose_add(&maker, (size_t)(piece.ptr - all.ptr), piece.len);
    }
    struct mt_prose prose = mt_prose_end(&maker);
    mt_prose_release(&maker);
    return mt_note_add_item(note, section, prose);
}

static void add_plain(struct reader *r, size_t line, size_t end)
{
    for (; line < end; line++)
        mt_note_add_item(r->note, r->plain, mt_note_prose(r->note, line_of(r, line)));
}

static bool is_remark(const struct reader *r, size_t line)
{
    return r->habits->is_remark && r->habits->is_remark(line_of(r, line));
}

/* The words of a head, from the line below it up to the next one. */
static void add_turn(struct reader *r, const struct mt_turn_head *head, size_t line, size_t end)
{
    const struct mt_text *text = r->note->text;
    size_t words_end = line;
    while (words_end < end && !is_remark(r, words_end))
        words_end++;
    size_t from = mt_turn_line_offset(text, line) + (line < words_end ? r->habits->skip : 0);
    size_t to = mt_turn_line_offset(text, words_end);
    struct mt_item *item = NULL;
    if (from < to)
        item = mt_headed_add(r->note, r->transcript, from, to, r->habits->skip);
    if (item) {
        item->turn = mt_new(r->note, struct mt_turn);
        item->turn->start_ms = head->start_ms;
        item->turn->end_ms = head->end_ms;
        item->turn->start_exact = head->start_ms != MT_TURN_UNTIMED;
        item->turn->label = head->label;
    }
    add_plain(r, words_end, end);
}

void mt_headed_parse(struct mt_note *note, const struct mt_headed_habits *habits)
{
    void *ctx = mt_context(NULL);
    struct reader r = {.note = note, .habits = habits, .ctx = ctx};
    size_t first_item = note->items.len, n_lines = note->text->n_lines;
    mt_intern_init(&r.labels, ctx, LABELS_MAX);
    gather_heads(&r);
    keep_heads(&r);
    add_plain(&r, 0, r.heads.len ? r.heads.ptr[0].line : n_lines);
    r.transcript = mt_note_add_section(note, MT_KIND_TRANSCRIPT, mt_str(""), 0);
    r.plain = mt_note_add_section(note, MT_KIND_OTHER, mt_str(""), 0);
    for (size_t i = 0; i < r.heads.len; i++) {
        size_t end = i + 1 < r.heads.len ? r.heads.ptr[i + 1].line : n_lines;
        add_turn(&r, &r.heads.ptr[i].is, r.heads.ptr[i].line + 1, end);
    }
    mt_turn_times_settle(note, first_item);
    mt_free(ctx);
}
