/* json.c - Moments to JSON
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/render.h"

#include "base/memory.h"
#include "render/document.h"

struct json_renderer {
    struct mt_renderer base;
    const void *ctx;
    FILE *stream;
    bool lines;
};

static void put(struct json_renderer *self, json_t *value)
{
    struct mt_str line = mt_document_dump(self->ctx, value);
    fwrite(line.ptr, 1, line.len, self->stream);
    json_decref(value);
}

static void render_results(struct mt_renderer *base, struct mt_str query,
                           const struct mt_results *results)
{
    struct json_renderer *self = (struct json_renderer *)base;
    if (!self->lines)
        put(self, mt_document_results(query, results));
    for (size_t i = 0; self->lines && i < results->moments.len; i++)
        put(self, mt_document_hit(&results->moments.ptr[i]));
}

static void render_listing(struct mt_renderer *base, struct mt_str kind,
                           const struct mt_listing *listing, size_t total)
{
    struct json_renderer *self = (struct json_renderer *)base;
    if (!self->lines)
        put(self, mt_document_listing(kind, listing, total));
    for (size_t i = 0; self->lines && i < listing->len; i++)
        put(self, mt_document_listed(&listing->ptr[i]));
}

static void render_failure(struct mt_renderer *base, const struct mt_error *err)
{
    struct json_renderer *self = (struct json_renderer *)base;
    if (!self->lines)
        put(self, mt_document_failure(err));
}

struct mt_renderer *mt_render_json_new(const void *ctx, FILE *stream, bool lines)
{
    struct json_renderer *self = mt_new(ctx, struct json_renderer);
    *self = (struct json_renderer){
        {render_results, render_listing, render_failure}, ctx, stream, lines};
    return &self->base;
}
