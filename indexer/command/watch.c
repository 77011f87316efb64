/* watch.c - mtindex watch: stays, and follows changes as they happen
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each change leads to the same run that plain mtindex does, so nothing that happened is ever
 * missed by a clever shortcut; the lock is free between runs. A signal ends it between runs, or
 * while it waits; in the first run, which may be long, at once. That run alone waits for another
 * mtindex as --wait says: the others say that it is at work, and are done again.
 */
#include "base/base.h"
#include "command/command.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "archive/watch.h"
#include "command/report.h"

/* A change is followed once nothing happened for a second, but after ten in any case: a program
 * that keeps writing to a transcript never rests. */
#define REST_MS 1000
#define PATIENCE_MS 10000
/* When a run could not be done, and when nothing was told of, as on a network drive. */
#define RETRY_MS 10000
#define IDLE_MS 3600000

struct watcher {
    struct mt_arguments arguments;
    struct mt_watch *watch;
    int signals;
    struct mt_hash told; /* report.h */
};

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

enum event { QUIET, NEWS, STOP };

static enum event wait_for(struct watcher *watcher, int64_t timeout_ms)
{
    struct pollfd fds[] = {
        {.fd = watcher->signals, .events = POLLIN},
        {.fd = mt_watch_fd(watcher->watch), .events = POLLIN},
    };
    int64_t end = now_ms() + timeout_ms;
    for (int64_t left = timeout_ms; left > 0; left = end - now_ms()) {
        if (poll(fds, MT_COUNT(fds), (int)left) < 0 && errno != EINTR)
            return STOP;
        if (fds[0].revents)
            return STOP;
        if (fds[1].revents && mt_watch_news(watcher->watch))
            return NEWS;
    }
    return QUIET;
}

/* Waits until there is something to look at, and it has come to rest. False: to end. */
static bool wait_for_news(struct watcher *watcher, int64_t timeout_ms)
{
    enum event event = wait_for(watcher, timeout_ms);
    for (int64_t first = now_ms(); event == NEWS && now_ms() - first < PATIENCE_MS;)
        event = wait_for(watcher, REST_MS);
    return event != STOP;
}

/* Watches what the index remembers just now: another mtindex may have added an archive. */
static enum mt_status follow(struct watcher *watcher, struct mt_error *err)
{
    void *ctx = mt_context(NULL);
    struct mt_index state;
    struct mt_strs roots = {0};
    enum mt_status status = mt_command_open(ctx, &watcher->arguments, &state, err);
    for (size_t i = 0; status == MT_OK && i < state.archives.len; i++)
        *mt_push(ctx, &roots) = state.archives.ptr[i].path;
    if (status == MT_OK)
        status = mt_watch_follow(watcher->watch, &roots, err);
    mt_free(ctx);
    return status;
}

static enum mt_exit run(struct watcher *watcher)
{
    void *ctx = mt_context(NULL);
    enum mt_exit exit = mt_report_news(ctx, &watcher->arguments, "watch",
                                       (struct mt_run_options){0}, &watcher->told);
    fflush(stdout);
    mt_free(ctx);
    return exit;
}

/* Whether a run builds the index anew then, after which it can be read again. */
static bool is_mended_by_run(enum mt_status status)
{
    return status == MT_ERR_CORRUPT || status == MT_ERR_SCHEMA || status == MT_ERR_STALE;
}

static enum mt_exit stay(struct watcher *watcher)
{
    for (;;) {
        struct mt_error err = {0};
        enum mt_status followed = follow(watcher, &err);
        if (followed != MT_OK && !is_mended_by_run(followed))
            return mt_command_fail(&watcher->arguments, &err);
        enum mt_exit result = run(watcher);
        if (followed != MT_OK && result == MT_EXIT_FAILED)
            return result; /* as when the first run fails */
        bool again = result == MT_EXIT_FAILED || result == MT_EXIT_LOCKED;
        int64_t timeout_ms = again ? RETRY_MS : followed == MT_OK ? IDLE_MS : REST_MS;
        if (!wait_for_news(watcher, timeout_ms))
            return MT_EXIT_OK;
    }
}

enum mt_exit mt_command_watch(const void *ctx, const struct mt_arguments *arguments)
{
    (void)ctx;
    struct watcher watcher = {.arguments = *arguments, .signals = -1};
    struct mt_error err = {0};
    enum mt_exit result = run(&watcher);
    if (result == MT_EXIT_FAILED)
        return result;
    if (mt_watch_new(&watcher.watch, &err) != MT_OK)
        return mt_command_fail(arguments, &err);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    watcher.signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    watcher.arguments.wait_s = 0; /* who waits for the lock hears no signal */
    result = stay(&watcher);
    close(watcher.signals);
    mt_watch_free(watcher.watch);
    return result;
}
