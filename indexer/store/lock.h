/* lock.h - One writer at a time, and who it is
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An open-file-description lock on INDEX/lock: it dies with its process, whatever happens. The
 * file holds "pid started command\n" of the last holder that signed it and is never removed (who
 * removes a lock file lets a second writer in). Its time of last change is no accident either: see
 * mt_lock_mark.
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

/* Remembers, as the file's time of last change, that the index was found or made true to all its
 * archives that can be read: they were looked at from `when` on (seconds since 1970, UTC, and a
 * part). What cannot be remembered is no error. */
void mt_lock_mark(struct mt_lock *lock, struct timespec when);
/* When that was, nanoseconds since 1970, UTC; 0 when it is not known, as with a remote index. */
int64_t mt_lock_verified(const char *dir);

void mt_lock_free(struct mt_lock *lock);

MT_END_DECLS

#endif
