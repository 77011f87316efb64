/* tags.c - Obsidian's tags in prose
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/tags.h"

static bool is_high(char c)
{
    return (unsigned char)c >= 0x80;
}

/* A punctuation mark or space beyond ASCII: of Latin-1 ("«"), of general punctuation ("—", "…"),
 * of Chinese and Japanese ("。"). */
static bool is_high_mark(struct mt_str text)
{
    static const struct mt_str prefixes[] = {
        MT_STR("\xc2"),     MT_STR("\xe2\x80"), MT_STR("\xe2\x81"),
        MT_STR("\xe3\x80"), MT_STR("\xef\xbc"),
    };
    for (size_t i = 0; i < MT_COUNT(prefixes); i++)
        if (mt_str_starts(text, prefixes[i]))
            return true;
    return false;
}

static size_t tag_length(struct mt_str text)
{
    size_t n = 0;
    while (n < text.len) {
        char c = text.ptr[n];
        if (is_high(c) ? is_high_mark(mt_str_slice(text, n, text.len))
                       : !mt_is_alnum(c) && !strchr("_-/", c))
            break;
        n++;
    }
    while (n > 0 && strchr("-/", text.ptr[n - 1]))
        n--;
    return n;
}

static bool has_letter(struct mt_str tag)
{
    for (size_t i = 0; i < tag.len; i++)
        if (mt_is_alpha(tag.ptr[i]) || is_high(tag.ptr[i]))
            return true;
    return false;
}

static bool may_begin_after(char c)
{
    return mt_is_space(c) || (c && strchr("(*_~=|\"'", c));
}

bool mt_tags_next(struct mt_str text, size_t *at, struct mt_str *tag)
{
    bool links = true; /* whether one may still be closed */
    for (size_t i = *at; i < text.len; i++) {
        if (text.ptr[i] != '#' && text.ptr[i] != '[')
            continue;
        struct mt_str rest = mt_str_slice(text, i, text.len);
        if (links && mt_str_starts(rest, mt_str("[["))) {
            size_t close = mt_str_find(rest, mt_str("]]"), 2);
            links = close != MT_NPOS;
            i += links ? close + 1 : 1;
            continue;
        }
        if (rest.ptr[0] != '#' || (i > 0 && !may_begin_after(text.ptr[i - 1])))
            continue;
        *tag = mt_str_slice(rest, 1, 1 + tag_length(mt_str_slice(rest, 1, rest.len)));
        if (has_letter(*tag)) {
            *at = i + 1 + tag->len;
            return true;
        }
    }
    *at = text.len;
    return false;
}

void mt_tags_add(struct mt_note *note, size_t begin, size_t end)
{
    /* the byte before tells whether a tag begins with the first one */
    size_t at = begin > 0 && begin < end, from = begin - at;
    struct mt_str text = mt_str_slice(note->text->str, from, end), tag;
    while (note->tags.len < MT_TAGS_MAX && mt_tags_next(text, &at, &tag))
        mt_note_add_name(note, &note->tags, tag);
}
