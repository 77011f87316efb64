/* memory.c - Allocation: talloc contexts, and vectors in them
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* madvise */
#include "base/base.h"
#include "base/memory.h"

#include <limits.h>
#include <malloc.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

void *mt_must(void *ptr)
{
    if (!ptr) {
        static const char message[] = "mtsearch: out of memory\n";
        (void)!write(STDERR_FILENO, message, sizeof message - 1);
        abort();
    }
    return ptr;
}

/* ---- Large blocks ----
 *
 * talloc refuses blocks of 256 MB, which a file of the largest size can ask for. These few come
 * from malloc; each is owned by a small piece of talloc memory, whose end frees it. */

#define LARGE ((size_t)200 << 20)

struct large {
    void *block;
    size_t size;
    struct large *next;
};

static struct large *all_large;
static atomic_size_t n_large;
static pthread_mutex_t large_mutex = PTHREAD_MUTEX_INITIALIZER;

static int free_large(struct large *large)
{
    pthread_mutex_lock(&large_mutex);
    struct large **link = &all_large;
    while (*link != large)
        link = &(*link)->next;
    *link = large->next;
    n_large--;
    pthread_mutex_unlock(&large_mutex);
    free(large->block);
    return 0;
}

static void *alloc_large(const void *ctx, size_t size)
{
    struct large *large = mt_must(talloc_zero_size(ctx, sizeof *large));
    large->block = mt_must(malloc(size));
    large->size = size;
    pthread_mutex_lock(&large_mutex);
    large->next = all_large;
    all_large = large;
    n_large++;
    pthread_mutex_unlock(&large_mutex);
    talloc_set_destructor(large, free_large);
    return large->block;
}

/* The owner of a large block, or NULL for any other pointer. */
static struct large *find_large(const void *ptr)
{
    if (n_large == 0)
        return NULL;
    pthread_mutex_lock(&large_mutex);
    struct large *large = all_large;
    while (large && large->block != ptr)
        large = large->next;
    pthread_mutex_unlock(&large_mutex);
    return large;
}

/* A block that was large stays so, also when it shrinks. */
static void *resize_large(const void *ctx, void *ptr, struct large *large, size_t size)
{
    if (large) {
        large->block = mt_must(realloc(large->block, size));
        large->size = size;
        return large->block;
    }
    void *block = alloc_large(ctx, size);
    if (ptr) {
        memcpy(block, ptr, talloc_get_size(ptr) < size ? talloc_get_size(ptr) : size);
        talloc_free(ptr);
    }
    return block;
}

/* ---- All blocks ---- */

/* What is free at the end of the heap stays until it is so much. */
#define TRIM_AT (8 << 20)

/* glibc would take larger and larger blocks from its heap once it has seen some freed. For one page
 * after another a virtual machine may take fifteen times as long as for many at once; systems that
 * do not know how (Linux before 5.14) give them one by one, as ever. */
void mt_memory_begin(size_t at_once, size_t large)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    assert(at_once < large && large <= INT_MAX);
    mallopt(M_MMAP_THRESHOLD, (int)large);
    mallopt(M_TRIM_THRESHOLD, TRIM_AT);
    char *block = mt_must(malloc(at_once + page));
    char *begin = block + (page - (uintptr_t)block % page);
#ifdef MADV_POPULATE_WRITE
    (void)madvise(begin, at_once - at_once % page, MADV_POPULATE_WRITE);
#endif
    free(block);
}

void mt_memory_trim(void)
{
    malloc_trim(0);
}

void *mt_context(const void *parent)
{
    return mt_must(talloc_new(parent));
}

void mt_free(void *ptr)
{
    struct large *large = find_large(ptr);
    if (large)
        talloc_free(large);
    else if (ptr)
        talloc_free(ptr);
}

void *mt_alloc(const void *ctx, size_t size)
{
    return size < LARGE ? mt_must(talloc_size(ctx, size)) : alloc_large(ctx, size);
}

void *mt_zalloc(const void *ctx, size_t size)
{
    void *ptr = mt_alloc(ctx, size);
    memset(ptr, 0, size);
    return ptr;
}

void *mt_resize(const void *ctx, void *ptr, size_t size)
{
    struct large *large = find_large(ptr);
    if (large || size >= LARGE)
        return resize_large(ctx, ptr, large, size ? size : 1);
    return mt_must(talloc_realloc_size(ctx, ptr, size ? size : 1));
}

char *mt_strdup(const void *ctx, struct mt_str text)
{
    char *copy = mt_alloc(ctx, text.len + 1);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    return copy;
}

struct mt_str mt_str_copy(const void *ctx, struct mt_str text)
{
    return (struct mt_str){mt_strdup(ctx, text), text.len};
}

/* Blocks double, so that a few texts take little and many take few blocks. */
struct mt_str mt_str_keep(const void *ctx, struct mt_pieces *pieces, struct mt_str text)
{
    if (text.len > pieces->left) {
        const size_t first = (size_t)1 << 10, last = (size_t)64 << 10;
        pieces->size = pieces->size ? pieces->size * 2 : first;
        if (pieces->size > last)
            pieces->size = last;
        pieces->left = text.len > pieces->size ? text.len : pieces->size;
        pieces->at = mt_alloc(ctx, pieces->left);
    }
    struct mt_str kept = mt_str_of(pieces->at, text.len);
    if (text.len) {
        memcpy(pieces->at, text.ptr, text.len);
        pieces->at += text.len;
        pieces->left -= text.len;
    }
    return kept;
}

struct mt_str mt_str_printf(const void *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = mt_must(talloc_vasprintf(ctx, format, args));
    va_end(args);
    return mt_str(text);
}

void *mt_vec_larger(const void *ctx, void *ptr, size_t *cap, size_t size)
{
    *cap = *cap ? *cap * 2 : 8;
    return mt_resize(ctx, ptr, *cap * size);
}
