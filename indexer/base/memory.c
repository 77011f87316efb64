/* memory.c - Allocation: talloc contexts, and vectors in them
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/memory.h"

#include <stdarg.h>
#include <unistd.h>

static void *must(void *ptr)
{
    if (!ptr) {
        static const char message[] = "mtsearch: out of memory\n";
        (void)!write(STDERR_FILENO, message, sizeof message - 1);
        abort();
    }
    return ptr;
}

void *mt_context(const void *parent)
{
    return must(talloc_new(parent));
}

void mt_free(void *ptr)
{
    if (ptr)
        talloc_free(ptr);
}

void *mt_alloc(const void *ctx, size_t size)
{
    return must(talloc_size(ctx, size));
}

void *mt_zalloc(const void *ctx, size_t size)
{
    void *ptr = mt_alloc(ctx, size);
    memset(ptr, 0, size);
    return ptr;
}

void *mt_resize(const void *ctx, void *ptr, size_t size)
{
    return must(talloc_realloc_size(ctx, ptr, size ? size : 1));
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

struct mt_str mt_str_printf(const void *ctx, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = must(talloc_vasprintf(ctx, format, args));
    va_end(args);
    return mt_str(text);
}

void *mt_vec_grown(const void *ctx, void *ptr, size_t len, size_t *cap, size_t size)
{
    if (len == *cap) {
        *cap = *cap ? *cap * 2 : 8;
        ptr = mt_resize(ctx, ptr, *cap * size);
    }
    memset((char *)ptr + len * size, 0, size);
    return ptr;
}
