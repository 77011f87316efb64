/* render.h - Moments to text for people and to JSON for programs
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     struct mt_renderer *out = mt_render_json_new(ctx, stdout, false);
 *     out->results(out, query, &results);
 *
 * A renderer writes to its stream and reports nothing: the caller looks at ferror(stream).
 */
#ifndef MT_RENDER_RENDER_H
#define MT_RENDER_RENDER_H

#include "base/base.h"
#include "browse/browse.h"
#include "rank/search.h"
#include "render/link.h"

MT_BEGIN_DECLS

struct mt_renderer {
    /* The answer to a question (as typed). */
    void (*results)(struct mt_renderer *self, struct mt_str query,
                    const struct mt_results *results);
    /* These of the `total` that the index holds of a kind. */
    void (*listing)(struct mt_renderer *self, struct mt_str kind, const struct mt_listing *listing,
                    size_t total);
    /* There is none, for this reason. */
    void (*failure)(struct mt_renderer *self, const struct mt_error *err);
};

struct mt_text_options {
    bool color;
    unsigned width;      /* columns; 0: lines are as long as they are */
    bool fold;           /* nothing may pass `width`; else a moment is one line, however long */
    bool links;          /* `link` is written as a link; what is text is shown always */
    struct mt_link link; /* where places lead */
    bool summary;        /* a last line that counts */
};

/* Text for people: grouped by meeting, best first, each moment with its clock or kind, speaker,
 * words, and place; a moment with context as the turns around it, `>` before its own. A path is
 * shown relative to the current folder `cwd` (absolute) where it lies below it. Failures write
 * nothing; a listing is its names, one a line, meetings with date and path. */
struct mt_renderer *mt_render_text_new(const void *ctx, FILE *stream,
                                       const struct mt_text_options *options, struct mt_str cwd);

/* JSON as results.schema.json describes it: one document, or with `lines` one hit a line and
 * nothing else. Characters that could act on a terminal are written as \\u escapes. */
struct mt_renderer *mt_render_json_new(const void *ctx, FILE *stream, bool lines);

/* A line a moment for other programs. VIMGREP: `path:line:col:HH:MM:SS speaker: snippet` (the kind
 * of section where there is no time). TSV: a header line, then tab-separated fields. PATHS: each
 * file once, ended by NUL if `null_ended`, which are then the bytes of its name, whatever they are:
 * not for a terminal. Paths open from the folder `cwd`. Failures write nothing. */
enum mt_lines { MT_LINES_VIMGREP, MT_LINES_TSV, MT_LINES_PATHS };
struct mt_renderer *mt_render_lines_new(const void *ctx, FILE *stream, enum mt_lines form,
                                        bool null_ended, struct mt_str cwd);

MT_END_DECLS

#endif
