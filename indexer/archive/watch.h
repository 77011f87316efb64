/* watch.h - Changes in archives as they happen
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * By inotify(7), which tells of one folder at a time: so each folder of an archive is watched, and
 * when something changed all of them are looked for anew (mt_watch_follow), which also finds what
 * lies in a folder that came or was moved here. Changes that another machine makes on a network
 * drive are not told of.
 */
#ifndef MT_ARCHIVE_WATCH_H
#define MT_ARCHIVE_WATCH_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"

MT_BEGIN_DECLS

struct mt_watch;

/* Errors: LIMIT (too many programs of this user watch; the message names the sysctl), IO. */
MT_NODISCARD enum mt_status mt_watch_new(struct mt_watch **out, struct mt_error *err);
void mt_watch_free(struct mt_watch *watch);

/* Watches the folders of these archives as they are now, and no others any more. What happens from
 * then on is told; so first follow, then look at the files. A root that cannot be read is left out:
 * the run that looks at it says so.
 * Errors: LIMIT (more folders than may be watched; the message names the sysctl), IO. */
MT_NODISCARD enum mt_status mt_watch_follow(struct mt_watch *watch, const struct mt_strs *roots,
                                            struct mt_error *err);

/* For poll(2): readable when something happened. */
int mt_watch_fd(const struct mt_watch *watch);

/* Takes what happened, without waiting; whether an archive may have changed by it: a file that may
 * hold a note, an ignore file or a folder came, went, or was written; or more happened than the
 * system could tell. */
bool mt_watch_news(struct mt_watch *watch);

MT_END_DECLS

#endif
