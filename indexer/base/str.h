/* str.h - Slices of text, a growable buffer, and ASCII character classes
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_STR_H
#define MT_BASE_STR_H

#include "base/base.h"

MT_BEGIN_DECLS

/* A borrowed run of bytes. The empty slice may have a NULL pointer. */
struct mt_str {
    const char *ptr;
    size_t len;
};

/* For string literals, also in static tables. */
#define MT_STR(literal)                \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }
/* For printf's "%.*s": MT_ARG(s) */
#define MT_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

static inline struct mt_str mt_str(const char *text)
{
    struct mt_str s = {text, text ? strlen(text) : 0};
    return s;
}

static inline struct mt_str mt_str_of(const char *ptr, size_t len)
{
    struct mt_str s = {ptr, len};
    return s;
}

/* [begin, end) of a slice; both are clamped to it. */
static inline struct mt_str mt_str_slice(struct mt_str s, size_t begin, size_t end)
{
    if (end > s.len)
        end = s.len;
    if (begin > end)
        begin = end;
    return mt_str_of(begin ? s.ptr + begin : s.ptr, end - begin);
}
/* Without the ASCII white space (space, tab, CR, LF, VT, FF) on both sides. */
struct mt_str mt_str_trim(struct mt_str s);

static inline bool mt_str_eq(struct mt_str a, struct mt_str b)
{
    if (a.len != b.len || a.len == 0)
        return a.len == b.len;
    assert(a.ptr && b.ptr);
    return memcmp(a.ptr, b.ptr, a.len) == 0;
}
bool mt_str_eq_nocase(struct mt_str a, struct mt_str b); /* ASCII letters only */
static inline bool mt_str_starts(struct mt_str s, struct mt_str prefix)
{
    return s.len >= prefix.len && mt_str_eq(mt_str_slice(s, 0, prefix.len), prefix);
}
bool mt_str_starts_nocase(struct mt_str s, struct mt_str prefix); /* ASCII letters only */
bool mt_str_ends(struct mt_str s, struct mt_str suffix);
int mt_str_compare(struct mt_str a, struct mt_str b); /* bytewise, as strcmp */

#define MT_NPOS ((size_t)-1)
/* Offset of the first occurrence at or after `from`, or MT_NPOS. */
size_t mt_str_find(struct mt_str s, struct mt_str needle, size_t from);
size_t mt_str_find_char(struct mt_str s, char c, size_t from);

/* Characters of valid UTF-8. */
size_t mt_str_characters(struct mt_str s);

/* Cuts the next piece off `rest` at `separator` (dropped); false when nothing is left.
 * "a,b" gives "a" and "b"; "a," gives "a" and "". */
bool mt_str_next(struct mt_str *rest, char separator, struct mt_str *piece);
/* Whether one of the words, with one space between two, is this one. */
bool mt_str_has_word(struct mt_str words, struct mt_str wanted);

/* Decimal digits only, no sign, no overflow; false and `out` untouched otherwise. */
bool mt_str_to_u64(struct mt_str s, uint64_t *out);

/* ASCII only: bytes of 0x80 and above belong to no class. */
static inline bool mt_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool mt_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool mt_is_alpha(char c)
{
    return mt_is_upper(c) || mt_is_lower(c);
}
static inline bool mt_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool mt_is_alnum(char c)
{
    return mt_is_alpha(c) || mt_is_digit(c);
}
static inline bool mt_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline char mt_to_lower(char c)
{
    return mt_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static inline char mt_to_upper(char c)
{
    return mt_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

/* A growable byte buffer in a talloc context. It always ends in a NUL that is not counted.
 * `limit` is a hard cap on `len`: what would pass it is dropped and `full` set, so that no input
 * can grow a buffer without bound; check `full` once at the end. */
struct mt_buf {
    void *ctx;
    char *ptr;
    size_t len, cap, limit;
    bool full;
};

void mt_buf_init(struct mt_buf *buf, void *ctx, size_t limit);
/* Behind mt_buf_add: makes room for `extra` more bytes and the NUL; false, and `full`, past the
 * limit. */
bool mt_buf_make_room(struct mt_buf *buf, size_t extra);
static inline void mt_buf_add(struct mt_buf *buf, struct mt_str text)
{
    bool room = text.len < buf->cap - buf->len && text.len <= buf->limit - buf->len && !buf->full;
    if (text.len == 0 || (!room && !mt_buf_make_room(buf, text.len)))
        return;
    memcpy(buf->ptr + buf->len, text.ptr, text.len);
    buf->len += text.len;
    buf->ptr[buf->len] = '\0';
}
static inline void mt_buf_add_char(struct mt_buf *buf, char c)
{
    mt_buf_add(buf, mt_str_of(&c, 1));
}
void mt_buf_printf(struct mt_buf *buf, const char *format, ...) MT_PRINTF(2, 3);
/* Empties the buffer, keeping its memory. */
void mt_buf_clear(struct mt_buf *buf);
/* What it holds; valid until the next change. */
static inline struct mt_str mt_buf_str(const struct mt_buf *buf)
{
    return mt_str_of(buf->ptr, buf->len);
}

MT_END_DECLS

#endif
