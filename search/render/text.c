/* text.c - Moments to text for people
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/render.h"

#include <inttypes.h>

#include "base/memory.h"
#include "render/path.h"
#include "text/timecode.h"

#define SPEAKER_COLUMNS 16
#define SNIPPET_COLUMNS_MIN 48
#define PEOPLE_MAX 4

struct text_renderer {
    struct mt_renderer base;
    const void *ctx;
    FILE *stream;
    struct mt_text_options options;
    struct mt_str cwd;
};

enum style { PLAIN, TITLE, CLOCK, SPEAKER, MARK, PATH, DIM };

static const char *const codes[] = {
    [PLAIN] = "",          [TITLE] = "\033[1m",   [CLOCK] = "\033[36m", [SPEAKER] = "\033[32m",
    [MARK] = "\033[1;31m", [PATH] = "\033[2;34m", [DIM] = "\033[2m",
};

/* ---- Characters and columns ---- */

static size_t character_length(struct mt_str s, size_t at)
{
    size_t n = 1;
    while (at + n < s.len && ((unsigned char)s.ptr[at + n] & 0xc0) == 0x80)
        n++;
    return n;
}

static unsigned columns(struct mt_str s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.len; i += character_length(s, i))
        n++;
    return n;
}

/* Characters that could move the cursor, set a title or turn the writing direction: C0, DEL, C1,
 * and Unicode's bidirectional controls (U+200E/F, U+202A-E, U+2066-9); and what is no UTF-8, as the
 * name of a file may be. */
static bool is_unsafe(struct mt_str c)
{
    const unsigned char *p = (const unsigned char *)c.ptr;
    size_t length = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    if (c.len != length || p[0] > 0xf4)
        return true;
    if (c.len == 1)
        return p[0] < 0x20 || p[0] == 0x7f;
    if (c.len == 2)
        return p[0] == 0xc2 && p[1] < 0xa0;
    if (c.len == 3 && p[0] == 0xe2)
        return (p[1] == 0x80 && (p[2] == 0x8e || p[2] == 0x8f || (p[2] >= 0xaa && p[2] <= 0xae))) ||
               (p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9);
    return false;
}

static void put(struct text_renderer *self, enum style style, struct mt_str s)
{
    bool colored = self->options.color && style != PLAIN && s.len;
    if (colored)
        fputs(codes[style], self->stream);
    for (size_t i = 0, n; i < s.len; i += n) {
        n = character_length(s, i);
        struct mt_str c = mt_str_slice(s, i, i + n);
        if (is_unsafe(c))
            c = mt_str("\xef\xbf\xbd");
        fwrite(c.ptr, 1, c.len, self->stream);
    }
    if (colored)
        fputs("\033[0m", self->stream);
}

static void pad(struct text_renderer *self, unsigned from, unsigned to)
{
    for (; from < to; from++)
        fputc(' ', self->stream);
}

/* ---- Snippets ---- */

struct window {
    size_t begin, end;
    bool cut_before, cut_after;
};

/* The stretch of the snippet, at most `room` columns, that shows its best word with a little
 * before it; cut at spaces. */
static struct window fit(const struct mt_moment *moment, unsigned room)
{
    struct mt_str s = moment->snippet;
    struct window w = {0, s.len, false, false};
    if (columns(s) <= room)
        return w;
    room -= 2; /* for the … at a cut */
    size_t mark = moment->focus;
    unsigned lead = columns(mt_str_slice(s, 0, mark));
    unsigned skip = lead > room / 3 ? lead - room / 3 : 0;
    unsigned tail = columns(s) > room ? columns(s) - room : 0;
    skip = skip < tail ? skip : tail;
    for (unsigned i = 0; i < skip; i++)
        w.begin += character_length(s, w.begin);
    w.end = w.begin;
    for (unsigned i = 0; i < room && w.end < s.len; i++)
        w.end += character_length(s, w.end);
    w.cut_before = w.begin > 0;
    w.cut_after = w.end < s.len;
    for (size_t i = w.begin; w.cut_before && i < mark; i++) {
        if (s.ptr[i] == ' ') {
            w.begin = i + 1;
            break;
        }
    }
    for (size_t i = w.end; w.cut_after && i > w.begin && i > mark; i--) {
        if (s.ptr[i] == ' ') {
            w.end = i;
            break;
        }
    }
    return w;
}

static unsigned put_snippet(struct text_renderer *self, const struct mt_moment *moment,
                            unsigned room)
{
    struct mt_str s = moment->snippet;
    struct window w = fit(moment, room);
    unsigned used = columns(mt_str_slice(s, w.begin, w.end)) + w.cut_before + w.cut_after;
    size_t at = w.begin;
    if (w.cut_before)
        put(self, DIM, mt_str("…"));
    for (size_t i = 0; i < moment->highlights.len; i++) {
        struct mt_highlight mark = moment->highlights.ptr[i];
        if (mark.begin < at || mark.end > w.end)
            continue;
        put(self, PLAIN, mt_str_slice(s, at, mark.begin));
        put(self, MARK, mt_str_slice(s, mark.begin, mark.end));
        at = mark.end;
    }
    put(self, PLAIN, mt_str_slice(s, at, w.end));
    if (w.cut_after)
        put(self, DIM, mt_str("…"));
    return used;
}

/* ---- One moment ---- */

static void put_clock(struct text_renderer *self, const struct mt_moment *moment)
{
    char room[MT_TIMECODE_SIZE];
    if (!moment->timed) {
        struct mt_str kind = mt_kind_name(moment->kind);
        put(self, CLOCK, kind);
        pad(self, columns(kind), 10);
        return;
    }
    int64_t shown = moment->time_exact ? moment->start_ms : moment->time_ms;
    fputc(moment->time_exact ? ' ' : '~', self->stream);
    put(self, CLOCK, mt_str(mt_timecode_format(shown, room)));
    fputc(' ', self->stream);
}

static struct mt_str remarks(struct text_renderer *self, const struct mt_moment *moment)
{
    struct mt_buf text;
    mt_buf_init(&text, (void *)self->ctx, 4096);
    if (moment->status != MT_TASK_NONE) {
        struct mt_str status = mt_task_status_name(moment->status);
        mt_buf_printf(&text, "  [%.*s]", MT_ARG(status));
    }
    if (moment->match != MT_LEVEL_EXACT) {
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

static void put_moment(struct text_renderer *self, const struct mt_moment *moment)
{
    struct mt_str place = mt_str_printf(
        self->ctx, "%.*s:%u", MT_ARG(mt_render_path(self->ctx, moment, self->cwd)), moment->line);
    struct mt_str more = remarks(self, moment);
    unsigned used = 2 + 10 + 1 + SPEAKER_COLUMNS + 2, width = self->options.width;
    fputs("  ", self->stream);
    put_clock(self, moment);
    fputc(' ', self->stream);

    struct mt_str speaker = moment->speaker;
    while (columns(speaker) > SPEAKER_COLUMNS) /* cut at a character */
        for (speaker.len--; ((unsigned char)speaker.ptr[speaker.len] & 0xc0) == 0x80;)
            speaker.len--;
    put(self, SPEAKER, speaker);
    pad(self, columns(speaker), SPEAKER_COLUMNS + 2);

    /* The snippet and what is remarked on it share what the place leaves free. */
    unsigned rest = used + 2 + columns(place), room = UINT32_MAX;
    if (width)
        room = width > rest + SNIPPET_COLUMNS_MIN ? width - rest : SNIPPET_COLUMNS_MIN;
    unsigned remark = columns(more);
    unsigned least = room < SNIPPET_COLUMNS_MIN * 2 / 3 ? room : SNIPPET_COLUMNS_MIN * 2 / 3;
    unsigned taken = put_snippet(self, moment, room > remark + least ? room - remark : least);
    put(self, DIM, more);
    pad(self, width ? taken + remark : 0, width ? room : 0);
    fputs("  ", self->stream);
    put(self, PATH, place);
    fputc('\n', self->stream);
    if (moment->why.len) {
        pad(self, 0, used);
        put(self, DIM, moment->why);
        fputc('\n', self->stream);
    }
}

/* ---- All of them ---- */

static void put_meeting(struct text_renderer *self, const struct mt_moment *moment)
{
    char room[MT_DATE_SIZE];
    struct mt_str date = mt_str(mt_date_format(moment->date, room));
    put(self, TITLE, moment->title);
    if (date.len && mt_str_find(moment->title, date, 0) == MT_NPOS) {
        fputs("  ", self->stream);
        put(self, PLAIN, date);
    }
    for (size_t i = 0; i < moment->with.len && i < PEOPLE_MAX; i++) {
        fputs(i ? ", " : "   ", self->stream);
        put(self, DIM, moment->with.ptr[i]);
    }
    if (moment->with.len > PEOPLE_MAX)
        fputs(", …", self->stream);
    fputc('\n', self->stream);
}

static void put_summary(struct text_renderer *self, const struct mt_results *results)
{
    if (self->options.color)
        fputs(codes[DIM], self->stream);
    fprintf(self->stream, "%s%zu %s in %zu %s (of %" PRIu64 ") · ",
            results->total_exact ? "" : "about ", results->total,
            results->total == 1 ? "moment" : "moments", results->meetings,
            results->meetings == 1 ? "meeting" : "meetings", results->index_notes);
    char age[MT_AGE_SIZE];
    fprintf(self->stream, "index %s old\n", mt_age_format(results->index_age_s, age));
    if (self->options.color)
        fputs("\033[0m", self->stream);
}

static void render_results(struct mt_renderer *base, struct mt_str query,
                           const struct mt_results *results)
{
    struct text_renderer *self = (struct text_renderer *)base;
    const struct mt_moments *moments = &results->moments;
    (void)query;
    if (results->total == 0)
        return;
    bool *done = mt_array(self->ctx, bool, moments->len);
    for (size_t i = 0; i < moments->len; i++) {
        if (done[i])
            continue;
        put_meeting(self, &moments->ptr[i]);
        for (size_t j = i; j < moments->len; j++) {
            if (moments->ptr[j].meeting != moments->ptr[i].meeting)
                continue;
            put_moment(self, &moments->ptr[j]);
            done[j] = true;
        }
        if (moments->ptr[i].more)
            fprintf(self->stream, "  + %zu more in this meeting\n", moments->ptr[i].more);
    }
    put_summary(self, results);
}

static void render_failure(struct mt_renderer *base, const struct mt_error *err)
{
    (void)base, (void)err;
}

struct mt_renderer *mt_render_text_new(const void *ctx, FILE *stream,
                                       const struct mt_text_options *options, struct mt_str cwd)
{
    struct text_renderer *self = mt_new(ctx, struct text_renderer);
    *self = (struct text_renderer){{render_results, render_failure}, ctx, stream, *options, cwd};
    return &self->base;
}
