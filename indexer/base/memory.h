/* memory.h - Allocation: talloc contexts, and vectors in them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Everything lives in a talloc context and dies with it: one context per note, per query, per
 * result. talloc was chosen because one mt_free() of a note's context frees all of the note, each
 * piece is its own malloc block (so sanitizers see every overrun), and notmuch has shown it to
 * fit a C program over Xapian.
 *
 * Out of memory: these functions never return NULL. They print one line to stderr and abort.
 * Parsers therefore have no out-of-memory branches; what keeps this safe is that every growing
 * thing has a limit.
 */
#ifndef MT_BASE_MEMORY_H
#define MT_BASE_MEMORY_H

#include <talloc.h>

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* A new empty context below `parent` (NULL: a root). Free it with mt_free. */
void *mt_context(const void *parent);

/* Frees a context or a piece of one, with all below it. NULL is fine. */
void mt_free(void *ptr);

/* Uninitialised, zeroed, and resized memory. Sizes may be 0; the result is never NULL. Blocks of
 * 200 MB and more are no talloc blocks (which have a limit): no context can be made below them. */
void *mt_alloc(const void *ctx, size_t size);
void *mt_zalloc(const void *ctx, size_t size);
void *mt_resize(const void *ctx, void *ptr, size_t size);

/* Once, as a program begins: asks the system at once for so much memory, which will be used anyway.
 * Blocks of `large` bytes and more are the system's own from now on: they grow without a copy, and
 * leave no hole. */
void mt_memory_begin(size_t at_once, size_t large);
/* Gives what is free back to the system: after what took much and before what takes its time. */
void mt_memory_trim(void);

/* The pointer, which a library that allocates by itself gave; NULL ends the program as above. */
void *mt_must(void *ptr);

/* A NUL-terminated copy; the NUL is not counted in the slice's length. */
char *mt_strdup(const void *ctx, struct mt_str text);
struct mt_str mt_str_copy(const void *ctx, struct mt_str text);
/* The same for many small texts, which share blocks; no NUL follows. Begin with a zeroed struct. */
struct mt_pieces {
    char *at;
    size_t left, size;
};
struct mt_str mt_str_keep(const void *ctx, struct mt_pieces *pieces, struct mt_str text);
struct mt_str mt_str_printf(const void *ctx, const char *format, ...) MT_PRINTF(2, 3);

#define mt_new(ctx, type) ((type *)mt_zalloc((ctx), sizeof(type)))
#define mt_array(ctx, type, n) ((type *)mt_zalloc((ctx), sizeof(type) * (size_t)(n)))

/* A growable array: struct mt_turns MT_VEC(struct mt_turn); then
 *
 *     struct mt_turn *turn = mt_push(ctx, &turns);
 *
 * appends one zeroed element and points to it (valid until the next push). Vectors need no
 * release of their own: they live in `ctx`, which must be the same at every push. */
#define MT_VEC(type)     \
    {                    \
        type *ptr;       \
        size_t len, cap; \
    }
#define mt_push(ctx, vec)                                                                       \
    ((vec)->ptr = mt_vec_grown((ctx), (vec)->ptr, (vec)->len, &(vec)->cap, sizeof *(vec)->ptr), \
     &(vec)->ptr[(vec)->len++])

/* Gives an empty vector room for `n` elements, no more: where there are many of them. */
#define mt_reserve(ctx, vec, n) \
    ((vec)->cap = (n),          \
     (vec)->ptr = (n) ? mt_alloc((ctx), (size_t)(n) * sizeof *(vec)->ptr) : (vec)->ptr)

/* Behind mt_push: returns room for one more element after `len`, zeroed. */
void *mt_vec_larger(const void *ctx, void *ptr, size_t *cap, size_t size);
static inline void *mt_vec_grown(const void *ctx, void *ptr, size_t len, size_t *cap, size_t size)
{
    if (len == *cap)
        ptr = mt_vec_larger(ctx, ptr, cap, size);
    assert(ptr);
    memset((char *)ptr + len * size, 0, size);
    return ptr;
}

struct mt_strs MT_VEC(struct mt_str);

MT_END_DECLS

#endif
