/* text.c - Moments to text for people
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/render.h"

#include <inttypes.h>

#include "base/memory.h"
#include "render/excerpt.h"
#include "render/meetings.h"
#include "render/paint.h"
#include "render/path.h"
#include "text/display.h"
#include "text/timecode.h"

#define CLOCK_COLUMNS 10
#define SPEAKER_COLUMNS_MAX 16
#define SNIPPET_COLUMNS_MIN 40
#define STACKED_INDENT 6
#define STACKED_LINES 2
#define PEOPLE_MAX 4

struct text_renderer {
    struct mt_renderer base;
    const void *ctx;
    struct mt_text_options options;
    struct mt_paint paint;
    struct mt_str cwd;

    /* how these results are laid out */
    unsigned speaker_columns; /* 0: nobody speaks in them */
    bool stacked;             /* a moment's words stand below its speaker and place */
};

static void put(const struct text_renderer *self, enum mt_style style, struct mt_str text)
{
    mt_paint_text(&self->paint, style, text);
}

static void put_plain(const struct text_renderer *self, const char *text)
{
    fputs(text, self->paint.stream);
}

/* ---- Layout ---- */

/* Where a moment is: its file and line, or what the user's template makes of them. */
static struct mt_str place_of(const struct text_renderer *self, const struct mt_moment *moment)
{
    if (self->options.link.is_text) {
        struct mt_str text = mt_link_expand(self->ctx, &self->options.link, moment);
        if (text.len)
            return text;
    }
    struct mt_str path = mt_render_path(self->ctx, moment->archive, moment->path, self->cwd);
    return mt_str_printf(self->ctx, "%.*s:%u", MT_ARG(path), moment->line);
}

static void put_place(const struct text_renderer *self, const struct mt_moment *moment)
{
    struct mt_str uri = {NULL, 0};
    if (!self->options.link.is_text)
        uri = mt_link_expand(self->ctx, &self->options.link, moment);
    mt_paint_link(&self->paint, uri, MT_STYLE_PLACE, place_of(self, moment));
}

/* The column in which a moment's words begin. */
static unsigned words_column(const struct text_renderer *self)
{
    unsigned speaker = self->speaker_columns ? 1 + self->speaker_columns : 0;
    return 2 + CLOCK_COLUMNS + speaker + 2;
}

static void measure(struct text_renderer *self, const struct mt_moments *moments)
{
    unsigned place = 0;
    self->speaker_columns = 0;
    for (size_t i = 0; i < moments->len; i++) {
        const struct mt_moment *moment = &moments->ptr[i];
        unsigned columns = mt_display_columns(place_of(self, moment));
        place = columns > place && moment->context.len == 0 ? columns : place;
        columns = mt_display_columns(moment->speaker);
        for (size_t p = 0; p < moment->context.len; p++) {
            unsigned other = mt_display_columns(moment->context.ptr[p].speaker);
            columns = other > columns ? other : columns;
        }
        if (columns > self->speaker_columns)
            self->speaker_columns = columns < SPEAKER_COLUMNS_MAX ? columns : SPEAKER_COLUMNS_MAX;
    }
    self->stacked = self->options.fold && self->options.width &&
                    words_column(self) + SNIPPET_COLUMNS_MIN + 2 + place > self->options.width;
}

/* ---- One moment ---- */

struct head {
    enum mt_kind kind;
    bool timed, exact;
    int64_t ms;
    struct mt_str speaker;
};

/* Clock or kind, and speaker; returns the column after them. */
static unsigned put_head(const struct text_renderer *self, const struct head *head)
{
    char room[MT_TIMECODE_SIZE];
    struct mt_str clock = mt_kind_name(head->kind);
    put_plain(self, !head->timed ? "" : head->exact ? " " : "~");
    if (head->timed)
        clock = mt_str(mt_timecode_format(head->ms, room));
    put(self, MT_STYLE_CLOCK, clock);
    unsigned column = 2 + head->timed + mt_display_columns(clock);
    if (head->speaker.len == 0)
        return column;
    struct mt_str speaker = head->speaker;
    speaker.len = mt_display_fit(speaker, self->speaker_columns);
    mt_paint_pad(&self->paint, column, 2 + CLOCK_COLUMNS);
    column = column > 2 + CLOCK_COLUMNS ? column : 2 + CLOCK_COLUMNS;
    put_plain(self, " ");
    put(self, MT_STYLE_SPEAKER, speaker);
    return column + 1 + mt_display_columns(speaker);
}

static struct mt_str remarks(const struct text_renderer *self, const struct mt_moment *moment)
{
    struct mt_buf text;
    mt_buf_init(&text, (void *)self->ctx, 4096);
    if (moment->status != MT_TASK_NONE) {
        struct mt_str status = mt_task_status_name(moment->status);
        mt_buf_printf(&text, "  [%.*s]", MT_ARG(status));
    }
    if (moment->heard.len) {
        mt_buf_printf(&text, "  (sounds like %.*s: \"%.*s\")", MT_ARG(moment->sounds_like),
                      MT_ARG(moment->heard));
    } else if (moment->match != MT_LEVEL_EXACT) {
        struct mt_str level = mt_level_name(moment->match);
        mt_buf_printf(&text, "  (%.*s)", MT_ARG(level));
    }
    for (size_t i = 0; i < moment->missing.len; i++)
        mt_buf_printf(&text, "%s%.*s%s", i ? ", " : "  (without ", MT_ARG(moment->missing.ptr[i]),
                      i + 1 == moment->missing.len ? ")" : "");
    if (moment->copies.len)
        mt_buf_printf(&text, "  (+%zu %s)", moment->copies.len,
                      moment->copies.len == 1 ? "copy" : "copies");
    return mt_buf_str(&text);
}

/* Words, remarks and place on the line of clock and speaker. */
static void put_beside(const struct text_renderer *self, const struct mt_moment *moment,
                       unsigned column)
{
    struct mt_str more = remarks(self, moment);
    unsigned words = words_column(self), width = self->options.width, room = UINT32_MAX;
    unsigned remark = mt_display_columns(more);
    unsigned rest = words + 2 + mt_display_columns(place_of(self, moment));
    if (width)
        room = width > rest + SNIPPET_COLUMNS_MIN ? width - rest : SNIPPET_COLUMNS_MIN;
    unsigned least = room < SNIPPET_COLUMNS_MIN * 2 / 3 ? room : SNIPPET_COLUMNS_MIN * 2 / 3;
    struct mt_excerpt excerpt =
        mt_excerpt_make(self->ctx, moment, room > remark + least ? room - remark : least);
    mt_paint_pad(&self->paint, column, words);
    mt_paint_marked(&self->paint, MT_STYLE_PLAIN, excerpt.text, &excerpt.highlights, 0,
                    excerpt.text.len);
    put(self, MT_STYLE_DIM, more);
    mt_paint_pad(&self->paint, mt_display_columns(excerpt.text) + remark, width ? room : 0);
    put_plain(self, "  ");
    put_place(self, moment);
    put_plain(self, "\n");
}

/* Words and remarks in lines of their own, which begin in column `indent`, where the cursor is. */
static void put_words(const struct text_renderer *self, enum mt_style style, struct mt_str text,
                      const struct mt_highlights *highlights, struct mt_str remark, unsigned indent)
{
    unsigned width = self->options.width;
    unsigned column = mt_paint_wrapped(&self->paint, style, text, highlights, indent, width);
    if (width && column + mt_display_columns(remark) > width && remark.len) {
        put_plain(self, "\n");
        mt_paint_pad(&self->paint, 0, indent);
        remark = mt_str_trim(remark);
    }
    put(self, MT_STYLE_DIM, remark);
    put_plain(self, "\n");
}

/* The words below clock and speaker, the place beside these if it fits, else at the end. */
static void put_stacked(const struct text_renderer *self, const struct mt_moment *moment,
                        unsigned column)
{
    unsigned width = self->options.width;
    unsigned room =
        width > STACKED_INDENT + SNIPPET_COLUMNS_MIN ? width - STACKED_INDENT : SNIPPET_COLUMNS_MIN;
    bool beside = column + 2 + mt_display_columns(place_of(self, moment)) <= width;
    if (beside) {
        put_plain(self, "  ");
        put_place(self, moment);
    }
    put_plain(self, "\n");
    /* Less than the lines hold, as each may end a long word early. */
    struct mt_excerpt excerpt = mt_excerpt_make(self->ctx, moment, STACKED_LINES * room - room / 4);
    mt_paint_pad(&self->paint, 0, STACKED_INDENT);
    put_words(self, MT_STYLE_PLAIN, excerpt.text, &excerpt.highlights, remarks(self, moment),
              STACKED_INDENT);
    if (!beside) {
        mt_paint_pad(&self->paint, 0, STACKED_INDENT);
        put_place(self, moment);
        put_plain(self, "\n");
    }
}

static void put_why(const struct text_renderer *self, const struct mt_moment *moment)
{
    const struct mt_highlights none = {0};
    if (moment->why.len == 0)
        return;
    mt_paint_pad(&self->paint, 0, STACKED_INDENT);
    put_words(self, MT_STYLE_DIM, moment->why, &none, mt_str(""), STACKED_INDENT);
}

static void put_moment(const struct text_renderer *self, const struct mt_moment *moment)
{
    struct head head = {moment->kind, moment->timed, moment->start_exact, mt_moment_clock(moment),
                        moment->speaker};
    put_plain(self, "  ");
    unsigned column = put_head(self, &head);
    if (self->stacked)
        put_stacked(self, moment, column);
    else
        put_beside(self, moment, column);
    put_why(self, moment);
}

/* ---- A moment among what was said around it ---- */

static void put_passage(const struct text_renderer *self, const struct mt_moment *moment,
                        const struct mt_passage *passage)
{
    struct head head = {passage->kind, passage->timed, passage->time_exact, passage->start_ms,
                        passage->speaker};
    put_plain(self, passage->here ? "> " : "  ");
    unsigned column = put_head(self, &head);
    unsigned indent = self->stacked ? STACKED_INDENT : words_column(self);
    if (self->stacked) {
        put_plain(self, "\n");
        column = 0;
    }
    mt_paint_pad(&self->paint, column, indent);
    put_words(self, passage->heading ? MT_STYLE_TITLE : MT_STYLE_PLAIN, passage->text,
              &passage->highlights, passage->here ? remarks(self, moment) : mt_str(""), indent);
}

static void put_context(const struct text_renderer *self, const struct mt_moment *moment)
{
    put_plain(self, "  ");
    put_place(self, moment);
    put_plain(self, "\n");
    for (size_t i = 0; i < moment->context.len; i++)
        put_passage(self, moment, &moment->context.ptr[i]);
    put_why(self, moment);
}

/* ---- All of them ---- */

static void put_people(const struct text_renderer *self, const struct mt_strs *people,
                       unsigned column)
{
    unsigned width = self->options.width;
    for (size_t i = 0; i < people->len; i++) {
        bool last = i + 1 == people->len;
        unsigned columns = mt_display_columns(people->ptr[i]);
        column += columns + (i ? 2 : 3);
        if (i == PEOPLE_MAX || (width && column + (last ? 0 : 3) > width)) {
            put_plain(self, i ? ", …" : "");
            return;
        }
        put_plain(self, i ? ", " : "   ");
        put(self, MT_STYLE_DIM, people->ptr[i]);
    }
}

static void put_meeting(const struct text_renderer *self, const struct mt_moment *moment)
{
    char room[MT_DATE_SIZE];
    struct mt_str date = mt_str(mt_date_format(moment->date, room));
    unsigned column = mt_display_columns(moment->title);
    put(self, MT_STYLE_TITLE, moment->title);
    if (date.len && mt_str_find(moment->title, date, 0) == MT_NPOS) {
        put_plain(self, moment->title.len ? "  " : "");
        put(self, MT_STYLE_PLAIN, date);
        column += (moment->title.len ? 2 : 0) + (unsigned)date.len;
    }
    put_people(self, &moment->with, column);
    put_plain(self, "\n");
}

static void put_summary(const struct text_renderer *self, const struct mt_results *results)
{
    put_plain(self, self->paint.color ? "\033[2m" : "");
    fprintf(self->paint.stream, "%s%zu %s in %zu %s (of %" PRIu64 ") · ",
            results->total_exact ? "" : "about ", results->total,
            results->total == 1 ? "moment" : "moments", results->meetings,
            results->meetings == 1 ? "meeting" : "meetings", results->index_notes);
    char age[MT_AGE_SIZE];
    fprintf(self->paint.stream, "index %s old", mt_age_format(results->index_age_s, age));
    put_plain(self, self->paint.color ? "\033[0m\n" : "\n");
}

/* The moments of one meeting, of which `first` is the best. */
static void put_moments(const struct text_renderer *self, const struct mt_moments *moments,
                        const struct mt_in_meeting *meetings, size_t first)
{
    put_meeting(self, &moments->ptr[first]);
    for (size_t i = first; i != MT_NPOS; i = meetings[i].next) {
        const struct mt_moment *moment = &moments->ptr[i];
        if (moment->context.len && i > first)
            put_plain(self, "\n");
        if (moment->context.len)
            put_context(self, moment);
        else
            put_moment(self, moment);
    }
    if (moments->ptr[first].more)
        fprintf(self->paint.stream, "  + %zu more in this meeting\n", moments->ptr[first].more);
}

static void render_results(struct mt_renderer *base, struct mt_str query,
                           const struct mt_results *results)
{
    struct text_renderer *self = (struct text_renderer *)base;
    const struct mt_moments *moments = &results->moments;
    (void)query;
    if (results->total == 0)
        return;
    measure(self, moments);
    const struct mt_in_meeting *meetings = mt_meetings_of(self->ctx, moments);
    for (size_t i = 0; i < moments->len; i++)
        if (meetings[i].first)
            put_moments(self, moments, meetings, i);
    if (self->options.summary)
        put_summary(self, results);
}

static void render_listing(struct mt_renderer *base, struct mt_str kind,
                           const struct mt_listing *listing, size_t total)
{
    struct text_renderer *self = (struct text_renderer *)base;
    (void)kind, (void)total;
    for (size_t i = 0; i < listing->len; i++) {
        const struct mt_listed *listed = &listing->ptr[i];
        char room[MT_DATE_SIZE];
        if (listed->path.len) {
            put(self, MT_STYLE_CLOCK, mt_str(mt_date_format(listed->date, room)));
            mt_paint_pad(&self->paint, listed->date ? MT_DATE_SIZE - 1 : 0, MT_DATE_SIZE + 1);
        }
        put(self, listed->path.len ? MT_STYLE_TITLE : MT_STYLE_PLAIN, listed->name);
        if (listed->path.len) {
            put_plain(self, "  ");
            put(self, MT_STYLE_PLACE,
                mt_render_path(self->ctx, listed->archive, listed->path, self->cwd));
        }
        put_plain(self, "\n");
    }
}

static void render_failure(struct mt_renderer *base, const struct mt_error *err)
{
    (void)base, (void)err;
}

struct mt_renderer *mt_render_text_new(const void *ctx, FILE *stream,
                                       const struct mt_text_options *options, struct mt_str cwd)
{
    struct text_renderer *self = mt_new(ctx, struct text_renderer);
    *self = (struct text_renderer){
        .base = {render_results, render_listing, render_failure},
        .ctx = ctx,
        .options = *options,
        .paint = {stream, options->color, options->links},
        .cwd = cwd,
    };
    return &self->base;
}
