/* ahead.c - Files digested by several threads, ahead of the one that writes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/ahead.h"

#include "base/threads.h"

/* How far ahead of the writer: files a thread, and bytes of files in all, since a digest takes
 * some thirty times the memory of its file. */
#define AHEAD_FILES 4
#define AHEAD_BYTES ((uint64_t)512 << 10)

struct slot {
    void *ctx; /* of the digest; a root, so that no two threads meet in one context */
    uint64_t size;
    bool ready;
    bool by_taker; /* made by the thread that takes */
    struct mt_digest digest;
};

/* Files are counted in the order of the plan: claimed by a thread to be digested, taken by the
 * writer. The n-th lies in slot n % n_slots from when it is claimed until the next one is taken. */
struct mt_ahead {
    const struct mt_run_plan *plan;
    bool everything;
    struct mt_digester *digester; /* of the thread that takes */
    pthread_mutex_t mutex;        /* for all below, but a slot that is claimed and not ready */
    pthread_cond_t changed;
    struct slot *slots;
    size_t n_slots;
    size_t at; /* of the first entry of the plan that may be claimed next */
    size_t claimed, taken;
    uint64_t bytes;             /* of the files in slots */
    struct MT_VEC(void *) done; /* contexts of digests that were taken */
    bool stopped;
    pthread_t *threads;
    size_t n_threads;
};

/* ---- With the mutex held ---- */

static const struct mt_entry *next_entry(struct mt_ahead *ahead)
{
    const struct mt_entries *entries = &ahead->plan->entries;
    while (ahead->at < entries->len && entries->ptr[ahead->at].state != MT_ENTRY_READ)
        ahead->at++;
    return ahead->at < entries->len ? &entries->ptr[ahead->at] : NULL;
}

/* Who made it frees it: else each would wait for the other's memory. */
static void empty_slot(struct mt_ahead *ahead, struct slot *slot)
{
    ahead->bytes -= slot->size;
    if (slot->by_taker)
        mt_free(slot->ctx);
    else
        *mt_push(ahead, &ahead->done) = slot->ctx;
    *slot = (struct slot){.ready = false};
}

/* Frees one, without the mutex; false when there is none. */
static bool free_done(struct mt_ahead *ahead)
{
    if (ahead->done.len == 0)
        return false;
    void *ctx = ahead->done.ptr[--ahead->done.len];
    pthread_mutex_unlock(&ahead->mutex);
    mt_free(ctx);
    pthread_mutex_lock(&ahead->mutex);
    return true;
}

/* The file last taken keeps its slot. */
static bool has_room(const struct mt_ahead *ahead)
{
    size_t held = ahead->claimed - ahead->taken + (ahead->taken > 0);
    return held < ahead->n_slots && (ahead->claimed == ahead->taken || ahead->bytes < AHEAD_BYTES);
}

/* Digests the next file, without the mutex; false when there is none, or no room for it. */
static bool digest_next(struct mt_ahead *ahead, struct mt_digester *digester)
{
    const struct mt_entry *entry = has_room(ahead) ? next_entry(ahead) : NULL;
    if (!entry)
        return false;
    struct slot *slot = &ahead->slots[ahead->claimed++ % ahead->n_slots];
    slot->size = entry->file->size;
    slot->by_taker = digester == ahead->digester;
    ahead->bytes += slot->size;
    ahead->at++;
    pthread_mutex_unlock(&ahead->mutex);
    slot->ctx = mt_context(NULL);
    mt_digest_file(digester, slot->ctx, entry, ahead->everything, &slot->digest);
    pthread_mutex_lock(&ahead->mutex);
    slot->ready = true;
    pthread_cond_broadcast(&ahead->changed);
    return true;
}

/* ---- Threads ---- */

static void *work(void *arg)
{
    struct mt_ahead *ahead = arg;
    struct mt_digester *digester = mt_digester_new(NULL);
    pthread_mutex_lock(&ahead->mutex);
    /* Nothing happens unseen between what is asked here and the wait. */
    while (!ahead->stopped && next_entry(ahead))
        if (!free_done(ahead) && !digest_next(ahead, digester))
            pthread_cond_wait(&ahead->changed, &ahead->mutex);
    pthread_mutex_unlock(&ahead->mutex);
    mt_free(digester);
    return NULL;
}

struct mt_ahead *mt_ahead_start(const struct mt_run_plan *plan, bool everything, unsigned jobs)
{
    assert(jobs > 0);
    size_t threads = jobs < plan->files ? jobs - 1 : plan->files ? (size_t)plan->files - 1 : 0;
    struct mt_ahead *ahead = mt_new(NULL, struct mt_ahead);
    ahead->plan = plan;
    ahead->everything = everything;
    ahead->digester = plan->files ? mt_digester_new(ahead) : NULL;
    ahead->n_slots = threads ? (threads + 1) * AHEAD_FILES : 2;
    ahead->slots = mt_array(ahead, struct slot, ahead->n_slots);
    pthread_mutex_init(&ahead->mutex, NULL);
    pthread_cond_init(&ahead->changed, NULL);
    ahead->threads = mt_array(ahead, pthread_t, threads);
    ahead->n_threads = mt_threads_start(ahead->threads, threads, work, ahead);
    return ahead;
}

const struct mt_digest *mt_ahead_take(struct mt_ahead *ahead)
{
    pthread_mutex_lock(&ahead->mutex);
    if (ahead->taken)
        empty_slot(ahead, &ahead->slots[(ahead->taken - 1) % ahead->n_slots]);
    struct slot *slot = &ahead->slots[ahead->taken % ahead->n_slots];
    while (!slot->ready)
        if (!digest_next(ahead, ahead->digester))
            pthread_cond_wait(&ahead->changed, &ahead->mutex);
    ahead->taken++;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->mutex);
    return &slot->digest;
}

void mt_ahead_stop(struct mt_ahead *ahead)
{
    if (!ahead)
        return;
    pthread_mutex_lock(&ahead->mutex);
    ahead->stopped = true;
    pthread_cond_broadcast(&ahead->changed);
    pthread_mutex_unlock(&ahead->mutex);
    mt_threads_join(ahead->threads, ahead->n_threads);
    for (size_t i = 0; i < ahead->n_slots; i++)
        mt_free(ahead->slots[i].ctx);
    for (size_t i = 0; i < ahead->done.len; i++)
        mt_free(ahead->done.ptr[i]);
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->mutex);
    mt_free(ahead);
}
