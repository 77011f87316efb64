/* lock.h - One writer at a time, and who it is
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An open-file-description lock on INDEX/lock: it dies with its process, whatever happens. The
 * file holds "pid started command\n" of the last holder and is never removed (who removes a lock
 * file lets a second writer in).
 */
#ifndef MT_STORE_LOCK_H
#define MT_STORE_LOCK_H

#include "base/base.h"
#include "base/error.h"

MT_BEGIN_DECLS

struct mt_lock;

/* Takes the lock of the index in `dir` (made if missing), waiting up to `wait_s` seconds. `command`
 * is what others are told, one line.
 * Errors: LOCKED (the message says pid, since when, and which command), PERMISSION, FULL, IO. */
MT_NODISCARD enum mt_status mt_lock_take(const char *dir, const char *command, unsigned wait_s,
                                         struct mt_lock **out, struct mt_error *err);
void mt_lock_free(struct mt_lock *lock);

MT_END_DECLS

#endif
