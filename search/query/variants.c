/* variants.c - A word written together, apart, with and without its apostrophe
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "query/variants.h"

#include "text/tokenise.h"

#define APART_BYTES_MAX 24
#define GROUP 3 /* digits */

struct finder {
    const void *ctx;
    struct mt_reader *reader;
    struct mt_variants *out;
    enum mt_status status; /* the first failure; all work stops at it */
    struct mt_error *err;
};

static bool is_in_index(struct finder *f, struct mt_str word)
{
    struct mt_term_list list = {0};
    if (f->status == MT_OK)
        f->status = mt_reader_terms(f->reader, f->ctx, word, 1, false, &list, f->err);
    return list.len && mt_str_eq(list.ptr[0].term, word);
}

/* Takes the words if the index has them all. */
static void take(struct finder *f, const struct mt_str *words, size_t n)
{
    struct mt_strs row = {0};
    for (size_t i = 0; i < n; i++) {
        if (!is_in_index(f, words[i]))
            return;
        *mt_push(f->ctx, &row) = words[i];
    }
    *mt_push(f->ctx, f->out) = row;
}

/* No word holds both letters and digits. */
static bool is_number(struct mt_str word)
{
    return word.len && mt_is_digit(word.ptr[0]);
}

static void find_joined(struct finder *f, const struct mt_strs *words)
{
    struct mt_buf joined;
    mt_buf_init(&joined, (void *)f->ctx, MT_TERM_MAX);
    for (size_t i = 0; i < words->len; i++) {
        struct mt_str word = words->ptr[i];
        if (is_number(word) != is_number(words->ptr[0]) ||
            (is_number(word) && i > 0 && word.len != GROUP))
            return;
        for (size_t b = 0; b < word.len; b++)
            if (word.ptr[b] != '\'')
                mt_buf_add_char(&joined, word.ptr[b]);
    }
    struct mt_str one = mt_buf_str(&joined);
    if (one.len && !joined.full && !(words->len == 1 && mt_str_eq(one, words->ptr[0])))
        take(f, &one, 1);
}

static void find_groups(struct finder *f, struct mt_str number)
{
    struct mt_str groups[APART_BYTES_MAX];
    size_t n = 0, first = number.len % GROUP ? number.len % GROUP : GROUP;
    for (size_t begin = 0, end = first; begin < number.len; begin = end, end += GROUP)
        groups[n++] = mt_str_slice(number, begin, end);
    if (n > 1)
        take(f, groups, n);
}

static void find_apart(struct finder *f, struct mt_str word)
{
    for (size_t at = 1; at < word.len; at++) {
        if (((unsigned char)word.ptr[at] & 0xc0) == 0x80)
            continue;
        struct mt_str two[] = {mt_str_slice(word, 0, at), mt_str_slice(word, at, word.len)};
        struct mt_str one = mt_str_printf(f->ctx, "%.*s'%.*s", MT_ARG(two[0]), MT_ARG(two[1]));
        take(f, two, 2);
        take(f, &one, 1);
    }
}

enum mt_status mt_variants_find(const void *ctx, struct mt_reader *reader,
                                const struct mt_strs *words, bool apart, struct mt_variants *out,
                                struct mt_error *err)
{
    struct finder f = {.ctx = ctx, .reader = reader, .out = out, .err = err};
    find_joined(&f, words);
    if (!apart || words->len != 1 || words->ptr[0].len > APART_BYTES_MAX)
        return f.status;
    if (is_number(words->ptr[0]))
        find_groups(&f, words->ptr[0]);
    else
        find_apart(&f, words->ptr[0]);
    return f.status;
}
