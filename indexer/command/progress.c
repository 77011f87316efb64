/* progress.c - How far a run is, on stderr
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/progress.h"

#include <inttypes.h>

static int64_t since_ms(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)(now.tv_sec - start->tv_sec) * 1000 + (now.tv_nsec - start->tv_nsec) / 1000000;
}

void mt_bar_start(struct mt_bar *bar)
{
    bar->shown_ms = -1;
    clock_gettime(CLOCK_MONOTONIC, &bar->started);
}

void mt_bar_draw(void *user, const struct mt_progress *progress)
{
    struct mt_bar *bar = user;
    int64_t now = since_ms(&bar->started);
    if (now < 1000 || (bar->shown_ms >= 0 && now - bar->shown_ms < 100) ||
        progress->bytes_total == 0)
        return;
    bar->shown_ms = now;
    double done = (double)progress->bytes / (double)progress->bytes_total;
    double left = done > 0 ? (double)now / 1000 * (1 - done) / done : 0;
    fprintf(stderr, "\r\033[K%3.0f %%  %" PRIu64 " of %" PRIu64 " files  %.1f MB/s  %.0f s left",
            done * 100, progress->files, progress->files_total,
            (double)progress->bytes / 1000.0 / (double)now, left);
    fflush(stderr);
}

void mt_bar_clear(const struct mt_bar *bar)
{
    if (bar->shown_ms >= 0)
        fputs("\r\033[K", stderr);
}
