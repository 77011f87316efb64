/* lock.h - One writer at a time, and who it is
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An open-file-description lock on INDEX/lock: it dies with its process, whatever happens. The
 * file holds "pid started command\n" of the last holder that signed it and is never removed (who
 * removes a lock file lets a second writer in).
 */
#ifndef MT_STORE_LOCK_H
#define MT_STORE_LOCK_H

#include "base/base.h"
#include "base/error.h"

MT_BEGIN_DECLS

struct mt_lock;

/* Takes the lock of the index in `dir` (made if missing), waiting up to `wait_s` seconds. Writes
 * nothing to a lock that is there.
 * Errors: LOCKED (the message says what the holder signed, if it lives), SCHEMA (a folder that
 * holds something else: no lock is put there), NOT_FOUND (not a folder), PERMISSION, FULL, IO. */
MT_NODISCARD enum mt_status mt_lock_take(const char *dir, unsigned wait_s, struct mt_lock **out,
                                         struct mt_error *err);

/* Tells others who holds the lock: pid, since when, and `command`, one line. To be called before
 * the index is written to. Errors: FULL, IO. */
MT_NODISCARD enum mt_status mt_lock_sign(struct mt_lock *lock, const char *command,
                                         struct mt_error *err);
void mt_lock_free(struct mt_lock *lock);

MT_END_DECLS

#endif
