/* cuetext.c - The markup in the text of subtitles
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/cuetext.h"

#include "text/timecode.h"

#define ENTITY_MAX 12

/* The length of the mark that begins at `at` and ends at the first `close`, or 0. It lies in one
 * line and holds no second opening mark, so that looking for it takes linear time in all. */
static size_t mark_length(struct mt_str text, size_t at, size_t end, char close)
{
    for (size_t i = at + 1; i < end && text.ptr[i] != '\n' && text.ptr[i] != text.ptr[at]; i++)
        if (text.ptr[i] == close)
            return i + 1 - at;
    return 0;
}

static bool is_known_tag(struct mt_str name)
{
    static const struct mt_str names[] = {
        MT_STR("b"),    MT_STR("c"),      MT_STR("em"),   MT_STR("font"), MT_STR("i"),
        MT_STR("lang"), MT_STR("p"),      MT_STR("rp"),   MT_STR("rt"),   MT_STR("ruby"),
        MT_STR("s"),    MT_STR("strong"), MT_STR("span"), MT_STR("u"),
    };
    for (size_t i = 0; i < MT_COUNT(names); i++)
        if (mt_str_eq_nocase(name, names[i]))
            return true;
    return false;
}

static bool is_timestamp(struct mt_str inside)
{
    int64_t ms;
    size_t n = mt_timecode_parse(inside, &ms);
    return n > 0 && n == inside.len;
}

/* Reads "<...>"; false when it is no tag. One that shows nothing is an empty text. */
static bool read_tag(struct mt_str tag, struct mt_cue_token *out)
{
    struct mt_str inside = mt_str_slice(tag, 1, tag.len - 1);
    bool closes = inside.len > 0 && inside.ptr[0] == '/';
    size_t begin = closes, end = begin;
    while (end < inside.len && mt_is_alnum(inside.ptr[end]))
        end++;
    struct mt_str name = mt_str_slice(inside, begin, end);
    out->kind = MT_CUE_TEXT;
    if (is_timestamp(inside))
        return true;
    if (end < inside.len && !mt_is_space(inside.ptr[end]) && !strchr("./", inside.ptr[end]))
        return false;
    if (mt_str_eq_nocase(name, mt_str("br"))) {
        out->kind = MT_CUE_LINE;
        return true;
    }
    if (!mt_str_eq_nocase(name, mt_str("v")))
        return is_known_tag(name);
    while (end < inside.len && !mt_is_space(inside.ptr[end])) /* classes: "v.loud" */
        end++;
    out->kind = closes ? MT_CUE_VOICE_END : MT_CUE_VOICE;
    out->shown = mt_str_trim(mt_str_slice(inside, end, inside.len));
    return true;
}

/* Reads "&...;" likewise. */
static bool read_entity(struct mt_str entity, struct mt_cue_token *out)
{
    out->kind = MT_CUE_EXPANDED;
    if (mt_str_eq(entity, mt_str("&lrm;")) || mt_str_eq(entity, mt_str("&rlm;")))
        return true;
    out->shown = mt_markup_entity(entity, out->room);
    return out->shown.len > 0;
}

/* Reads the mark at out->begin; false when there is none. */
static bool read_mark(struct mt_str text, size_t end, struct mt_cue_token *out)
{
    size_t at = out->begin, limit = end;
    char c = text.ptr[at];
    if (c == '&' && end - at > ENTITY_MAX)
        limit = at + ENTITY_MAX;
    size_t n = mark_length(text, at, limit, c == '<' ? '>' : c == '{' ? '}' : ';');
    struct mt_str mark = mt_str_slice(text, at, at + n);
    out->end = at + n;
    out->shown = mt_str("");
    if (n == 0)
        return false;
    if (c == '<')
        return read_tag(mark, out);
    if (c == '&')
        return read_entity(mark, out);
    out->kind = MT_CUE_TEXT;
    return mark.ptr[1] == '\\';
}

static bool may_be_mark(char c)
{
    return c == '<' || c == '{' || c == '&';
}

bool mt_cue_token(struct mt_str text, size_t *at, size_t end, struct mt_cue_token *out)
{
    while (*at < end) {
        out->begin = *at;
        if (text.ptr[*at] == '\n') {
            out->kind = MT_CUE_LINE;
            out->shown = mt_str("");
            out->end = ++*at;
            return true;
        }
        if (may_be_mark(text.ptr[*at]) && read_mark(text, end, out)) {
            *at = out->end;
            if (out->kind == MT_CUE_TEXT || (out->kind == MT_CUE_EXPANDED && !out->shown.len))
                continue;
            return true;
        }
        do
            ++*at;
        while (*at < end && text.ptr[*at] != '\n' && !may_be_mark(text.ptr[*at]));
        out->kind = MT_CUE_TEXT;
        out->end = *at;
        out->shown = mt_str_slice(text, out->begin, out->end);
        return true;
    }
    return false;
}
