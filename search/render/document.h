/* document.h - Results as JSON values: what results.schema.json describes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * jansson builds the values. It was chosen because it is in every distribution, small, and checks
 * that its strings are UTF-8; a file's name can be any bytes, and what is no UTF-8 becomes U+FFFD.
 */
#ifndef MT_RENDER_DOCUMENT_H
#define MT_RENDER_DOCUMENT_H

#include <jansson.h>

#include "base/base.h"
#include "browse/browse.h"
#include "rank/search.h"

MT_BEGIN_DECLS

/* The caller owns what these return (json_decref). */
json_t *mt_document_results(struct mt_str query, const struct mt_results *results);
json_t *mt_document_hit(const struct mt_moment *moment);
json_t *mt_document_listing(struct mt_str kind, const struct mt_listing *listing, size_t total);
json_t *mt_document_listed(const struct mt_listed *listed);
json_t *mt_document_failure(const struct mt_error *err);

/* The value on one line, its newline included. Characters that could act on a terminal
 * (text/display.h) are written as \u escapes, so that the value is the same. In `ctx`. */
struct mt_str mt_document_dump(const void *ctx, const json_t *value);

MT_END_DECLS

#endif
