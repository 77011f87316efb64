/* watch.c - Changes in archives as they happen
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "archive/watch.h"

#include <errno.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "archive/walk.h"

#define CHANGES                                                                     \
    (IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_MODIFY | IN_ATTRIB |  \
     IN_CLOSE_WRITE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_DONT_FOLLOW | \
     IN_EXCL_UNLINK)

struct mt_watch {
    int fd;
    int *watched; /* watch descriptors, ascending */
    size_t n_watched;
};

enum mt_status mt_watch_new(struct mt_watch **out, struct mt_error *err)
{
    int fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (fd < 0 && errno == EMFILE)
        return mt_error_set(err, MT_ERR_LIMIT,
                            "too many programs watch folders, or files are open: raise the sysctl "
                            "fs.inotify.max_user_instances, or ulimit -n");
    if (fd < 0)
        return mt_error_errno(err, "cannot watch folders");
    struct mt_watch *watch = mt_new(NULL, struct mt_watch);
    watch->fd = fd;
    *out = watch;
    return MT_OK;
}

void mt_watch_free(struct mt_watch *watch)
{
    if (!watch)
        return;
    close(watch->fd);
    mt_free(watch);
}

int mt_watch_fd(const struct mt_watch *watch)
{
    return watch->fd;
}

/* ---- Which folders ---- */

struct descriptors MT_VEC(int);

static enum mt_status add_folder(struct mt_watch *watch, const void *ctx, const char *path,
                                 struct descriptors *added, struct mt_error *err)
{
    int descriptor = inotify_add_watch(watch->fd, path, CHANGES);
    if (descriptor >= 0) {
        *mt_push(ctx, added) = descriptor;
        return MT_OK;
    }
    if (errno == ENOENT || errno == ENOTDIR || errno == EACCES)
        return MT_OK; /* gone again, or of no use to the run either */
    mt_error_at(err, path, 0);
    if (errno == ENOSPC)
        return mt_error_set(err, MT_ERR_LIMIT,
                            "more folders than may be watched: raise the sysctl "
                            "fs.inotify.max_user_watches");
    return mt_error_errno(err, "cannot watch the folder");
}

static int ascending(const void *a, const void *b)
{
    int left = *(const int *)a, right = *(const int *)b;
    return (left > right) - (left < right);
}

/* A folder that left the archives is still watched, wherever it went: no more. */
static void replace_watched(struct mt_watch *watch, struct descriptors *now)
{
    if (now->len)
        qsort(now->ptr, now->len, sizeof *now->ptr, ascending);
    for (size_t i = 0; i < watch->n_watched; i++)
        if (!now->len ||
            !bsearch(&watch->watched[i], now->ptr, now->len, sizeof *now->ptr, ascending))
            inotify_rm_watch(watch->fd, watch->watched[i]);
    watch->watched = mt_resize(watch, watch->watched, now->len * sizeof *now->ptr);
    watch->n_watched = now->len;
    if (now->len)
        memcpy(watch->watched, now->ptr, now->len * sizeof *now->ptr);
}

enum mt_status mt_watch_follow(struct mt_watch *watch, const struct mt_strs *roots,
                               struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct descriptors now = {0};
    enum mt_status status = MT_OK;
    for (size_t i = 0; status == MT_OK && i < roots->len; i++) {
        struct mt_strs folders = {0};
        if (mt_walk_folders(scratch, roots->ptr[i].ptr, &folders, NULL) != MT_OK)
            continue;
        for (size_t n = 0; status == MT_OK && n < folders.len; n++)
            status = add_folder(watch, scratch, folders.ptr[n].ptr, &now, err);
    }
    if (status == MT_OK)
        replace_watched(watch, &now);
    mt_free(scratch);
    return status;
}

/* ---- What happened ---- */

static bool matters(const struct inotify_event *event)
{
    if (event->mask & IN_IGNORED) /* our own doing, or told of already */
        return false;
    if (event->len == 0 || (event->mask & (IN_Q_OVERFLOW | IN_UNMOUNT)))
        return true;
    struct mt_str name = mt_str(event->name);
    if (event->mask & IN_ISDIR)
        return name.ptr[0] != '.';
    return mt_walk_minds(name);
}

bool mt_watch_news(struct mt_watch *watch)
{
    _Alignas(struct inotify_event) char events[16384];
    bool news = false;
    for (;;) {
        ssize_t n = read(watch->fd, events, sizeof events);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return news;
        for (const char *at = events; at < events + n;) {
            const struct inotify_event *event = (const void *)at;
            news |= matters(event);
            at += sizeof *event + event->len;
        }
    }
}
