/* surroundings.h - Where the answer is read: the terminal, the day, the folder, the index
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * All that mtsearch takes from its environment but MTSEARCH_OPTS.
 */
#ifndef MT_CLI_SURROUNDINGS_H
#define MT_CLI_SURROUNDINGS_H

#include "base/base.h"
#include "cli/request.h"
#include "text/dates.h"

MT_BEGIN_DECLS

/* Columns of a line: --width, but no more than 9999, else $COLUMNS, else the terminal's; 0: no
 * limit. */
unsigned mt_surroundings_width(const struct mt_request *request);

/* Whether to write in colour: --color, else on a terminal that is not dumb, without NO_COLOR. */
bool mt_surroundings_color(const struct mt_request *request);

/* Whether lines must not pass that width: it is a terminal's, or was asked for. */
bool mt_surroundings_fold(const struct mt_request *request);

/* Whether to write hyperlinks: --hyperlink, else on a terminal that is known to pass them over when
 * it does not know them. */
bool mt_surroundings_links(const struct mt_request *request);

/* This machine's name, as terminals want it in file:// links. */
struct mt_str mt_surroundings_host(const void *ctx);

/* Today, or the day that $MTSEARCH_NOW says it is (for tests). */
mt_date mt_surroundings_today(void);

/* The current folder, absolute; "" when it is gone. */
struct mt_str mt_surroundings_folder(const void *ctx);

/* Names an index where the request names none: $MTSEARCH_INDEX, else the user's own.
 * Errors: those of mt_xdg_index. */
MT_NODISCARD enum mt_status mt_surroundings_index(struct mt_request *request, struct mt_error *err);

MT_END_DECLS

#endif
