/* lines.c - Moments to lines for other programs: vimgrep, tsv, path
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/render.h"

#include <inttypes.h>

#include "base/memory.h"
#include "render/meetings.h"
#include "render/path.h"
#include "text/display.h"
#include "text/timecode.h"

struct lines_renderer {
    struct mt_renderer base;
    const void *ctx;
    FILE *stream;
    struct mt_str cwd;
    char end; /* of a path: newline or NUL */
};

/* One field of one line: what could end either, or act on a terminal, is replaced. */
static void put(struct lines_renderer *self, struct mt_str s)
{
    for (size_t i = 0; i < s.len;) {
        struct mt_glyph glyph = mt_display_at(s, i);
        struct mt_str shown = glyph.code < ' ' ? mt_str(" ") : glyph.shown;
        if (shown.len)
            fwrite(shown.ptr, 1, shown.len, self->stream);
        i += glyph.len;
    }
}

static void vimgrep(struct mt_renderer *base, struct mt_str query, const struct mt_results *results)
{
    struct lines_renderer *self = (struct lines_renderer *)base;
    (void)query;
    for (size_t i = 0; i < results->moments.len; i++) {
        const struct mt_moment *m = &results->moments.ptr[i];
        char room[MT_TIMECODE_SIZE];
        put(self, mt_render_path(self->ctx, m->archive, m->path, self->cwd));
        fprintf(self->stream, ":%u:%u:", m->line, m->column);
        if (m->timed)
            fprintf(self->stream, "%s ", mt_timecode_format(mt_moment_clock(m), room));
        else
            fprintf(self->stream, "%.*s ", MT_ARG(mt_kind_name(m->kind)));
        if (m->speaker.len) {
            put(self, m->speaker);
            fputs(": ", self->stream);
        }
        put(self, m->snippet);
        fputc('\n', self->stream);
    }
}

static void tsv(struct mt_renderer *base, struct mt_str query, const struct mt_results *results)
{
    struct lines_renderer *self = (struct lines_renderer *)base;
    (void)query;
    fputs("rank\tscore\tpath\tline\tcol\tdate\ttitle\tsection\ttime_"
          "ms\tspeaker\tsnippet\tid\tarchive\n",
          self->stream);
    for (size_t i = 0; i < results->moments.len; i++) {
        const struct mt_moment *m = &results->moments.ptr[i];
        char date[MT_DATE_SIZE], time[24] = "";
        if (m->timed)
            snprintf(time, sizeof time, "%lld", (long long)m->time_ms);
        fprintf(self->stream, "%zu\t%.4f\t", m->rank, m->score);
        put(self, mt_render_path(self->ctx, m->archive, m->path, self->cwd));
        fprintf(self->stream, "\t%u\t%u\t%s\t", m->line, m->column, mt_date_format(m->date, date));
        put(self, m->title);
        fprintf(self->stream, "\t%.*s\t%s\t", MT_ARG(mt_kind_name(m->kind)), time);
        put(self, m->speaker);
        fputc('\t', self->stream);
        put(self, m->snippet);
        fprintf(self->stream, "\t%.*s\t", MT_ARG(m->id));
        put(self, m->archive);
        fputc('\n', self->stream);
    }
}

/* Each file once, best first. */
static void paths(struct mt_renderer *base, struct mt_str query, const struct mt_results *results)
{
    struct lines_renderer *self = (struct lines_renderer *)base;
    const struct mt_in_meeting *meetings = mt_meetings_of(self->ctx, &results->moments);
    (void)query;
    for (size_t i = 0; i < results->moments.len; i++) {
        const struct mt_moment *m = &results->moments.ptr[i];
        if (!meetings[i].first)
            continue;
        struct mt_str path = mt_render_path(self->ctx, m->archive, m->path, self->cwd);
        if (self->end)
            put(self, path);
        else
            fwrite(path.ptr, 1, path.len, self->stream);
        fputc(self->end, self->stream);
    }
}

static void put_path_of(struct lines_renderer *self, const struct mt_listed *listed)
{
    put(self, mt_render_path(self->ctx, listed->archive, listed->path, self->cwd));
}

static void tsv_listing(struct mt_renderer *base, struct mt_str kind,
                        const struct mt_listing *listing, size_t total)
{
    struct lines_renderer *self = (struct lines_renderer *)base;
    (void)kind, (void)total;
    fputs("name\tnotes\tdate\tpath\n", self->stream);
    for (size_t i = 0; i < listing->len; i++) {
        const struct mt_listed *listed = &listing->ptr[i];
        char date[MT_DATE_SIZE];
        put(self, listed->name);
        fprintf(self->stream, "\t%" PRIu64 "\t%s\t", listed->notes,
                mt_date_format(listed->date, date));
        if (listed->path.len)
            put_path_of(self, listed);
        fputc('\n', self->stream);
    }
}

/* Files where there are some, else names. */
static void plain_listing(struct mt_renderer *base, struct mt_str kind,
                          const struct mt_listing *listing, size_t total)
{
    struct lines_renderer *self = (struct lines_renderer *)base;
    (void)kind, (void)total;
    for (size_t i = 0; i < listing->len; i++) {
        if (listing->ptr[i].path.len)
            put_path_of(self, &listing->ptr[i]);
        else
            put(self, listing->ptr[i].name);
        fputc(self->end, self->stream);
    }
}

static void failure(struct mt_renderer *base, const struct mt_error *err)
{
    (void)base, (void)err;
}

struct mt_renderer *mt_render_lines_new(const void *ctx, FILE *stream, enum mt_lines form,
                                        bool null_ended, struct mt_str cwd)
{
    struct lines_renderer *self = mt_new(ctx, struct lines_renderer);
    *self = (struct lines_renderer){
        .base = {.failure = failure}, .ctx = ctx, .stream = stream, .cwd = cwd};
    self->end = null_ended ? '\0' : '\n';
    self->base.listing = form == MT_LINES_TSV ? tsv_listing : plain_listing;
    self->base.results = form == MT_LINES_VIMGREP ? vimgrep : form == MT_LINES_TSV ? tsv : paths;
    return &self->base;
}
