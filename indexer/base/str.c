/* str.c - Slices of text and a growable buffer
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* memmem */
#include "base/base.h"
#include "base/str.h"

#include <stdarg.h>

#include "base/memory.h"

struct mt_str mt_str_trim(struct mt_str s)
{
    size_t begin = 0, end = s.len;
    while (begin < end && mt_is_space(s.ptr[begin]))
        begin++;
    while (end > begin && mt_is_space(s.ptr[end - 1]))
        end--;
    return mt_str_slice(s, begin, end);
}

static bool same_nocase(const char *a, const char *b, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mt_to_lower(a[i]) != mt_to_lower(b[i]))
            return false;
    return true;
}

bool mt_str_eq_nocase(struct mt_str a, struct mt_str b)
{
    return a.len == b.len && same_nocase(a.ptr, b.ptr, a.len);
}

bool mt_str_starts_nocase(struct mt_str s, struct mt_str prefix)
{
    return s.len >= prefix.len && same_nocase(s.ptr, prefix.ptr, prefix.len);
}

bool mt_str_ends(struct mt_str s, struct mt_str suffix)
{
    return s.len >= suffix.len && mt_str_eq(mt_str_slice(s, s.len - suffix.len, s.len), suffix);
}

int mt_str_compare(struct mt_str a, struct mt_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

size_t mt_str_find(struct mt_str s, struct mt_str needle, size_t from)
{
    if (from > s.len || needle.len > s.len - from)
        return MT_NPOS;
    if (needle.len == 0)
        return from;
    const char *hit = memmem(s.ptr + from, s.len - from, needle.ptr, needle.len);
    return hit ? (size_t)(hit - s.ptr) : MT_NPOS;
}

size_t mt_str_find_char(struct mt_str s, char c, size_t from)
{
    if (from >= s.len)
        return MT_NPOS;
    const char *hit = memchr(s.ptr + from, c, s.len - from);
    return hit ? (size_t)(hit - s.ptr) : MT_NPOS;
}

size_t mt_str_characters(struct mt_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.ptr[i] & 0xc0) != 0x80;
    return n;
}

bool mt_str_next(struct mt_str *rest, char separator, struct mt_str *piece)
{
    if (!rest->ptr)
        return false;
    size_t at = mt_str_find_char(*rest, separator, 0);
    if (at == MT_NPOS) {
        *piece = *rest;
        *rest = (struct mt_str){NULL, 0};
    } else {
        *piece = mt_str_slice(*rest, 0, at);
        *rest = mt_str_slice(*rest, at + 1, rest->len);
    }
    return true;
}

bool mt_str_has_word(struct mt_str words, struct mt_str wanted)
{
    struct mt_str word;
    while (mt_str_next(&words, ' ', &word))
        if (mt_str_eq(word, wanted))
            return true;
    return false;
}

bool mt_str_to_u64(struct mt_str s, uint64_t *out)
{
    uint64_t value = 0;
    if (s.len == 0)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (!mt_is_digit(s.ptr[i]) || __builtin_mul_overflow(value, (uint64_t)10, &value) ||
            __builtin_add_overflow(value, (uint64_t)(s.ptr[i] - '0'), &value))
            return false;
    }
    *out = value;
    return true;
}

void mt_buf_init(struct mt_buf *buf, void *ctx, size_t limit)
{
    *buf = (struct mt_buf){.ctx = ctx, .limit = limit, .cap = 64};
    buf->ptr = mt_alloc(ctx, buf->cap);
    buf->ptr[0] = '\0';
}

bool mt_buf_make_room(struct mt_buf *buf, size_t extra)
{
    if (buf->full || extra > buf->limit - buf->len) {
        buf->full = true;
        return false;
    }
    size_t need = buf->len + extra + 1;
    if (need > buf->cap) {
        while (buf->cap < need)
            buf->cap *= 2;
        buf->ptr = mt_resize(buf->ctx, buf->ptr, buf->cap);
    }
    return true;
}

void mt_buf_printf(struct mt_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0 && mt_buf_make_room(buf, (size_t)n)) {
        vsnprintf(buf->ptr + buf->len, (size_t)n + 1, format, again);
        buf->len += (size_t)n;
    }
    va_end(again);
}

void mt_buf_clear(struct mt_buf *buf)
{
    buf->len = 0;
    buf->full = false;
    buf->ptr[0] = '\0';
}
