/* progress.h - How far a run is, on stderr
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_COMMAND_PROGRESS_H
#define MT_COMMAND_PROGRESS_H

#include "base/base.h"
#include "ingest/run.h"

struct mt_bar {
    struct timespec started;
    int64_t shown_ms; /* when it was last drawn; -1: never */
};

void mt_bar_start(struct mt_bar *bar);

/* Draws the bar `user`, at most ten times a second; a run of under a second shows none. Made for
 * mt_run_options.progress. */
void mt_bar_draw(void *user, const struct mt_progress *progress);

/* Takes it off the screen again. */
void mt_bar_clear(const struct mt_bar *bar);

#endif
