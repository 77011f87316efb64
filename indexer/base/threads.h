/* threads.h - Several threads at one kind of work
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_THREADS_H
#define MT_BASE_THREADS_H

#include <pthread.h>

#include "base/base.h"

MT_BEGIN_DECLS

/* Starts up to `n` threads at `work`, which is called with `user`; signals are for the thread that
 * was there first. Returns how many could be started: the caller works too, and does without the
 * others. */
size_t mt_threads_start(pthread_t *threads, size_t n, void *(*work)(void *user), void *user);

/* Waits until they are done. */
void mt_threads_join(const pthread_t *threads, size_t n);

MT_END_DECLS

#endif
