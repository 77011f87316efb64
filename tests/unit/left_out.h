/* left_out.h - The words of a file that no search is to find, by rule
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * note.h says what of a file stands in no item. Here it is found again by other means than those of
 * the parsers: a table of patterns, and a scan for the strings of JSON. What only a parser can
 * know, the labels of speakers and the times beside them, is not here.
 */
#ifndef MT_UNIT_LEFT_OUT_H
#define MT_UNIT_LEFT_OUT_H

#include "base/base.h"

#include <regex.h>

#include "base/memory.h"
#include "text/decode.h"

enum rule {
    RULE_NONE,
    RULE_TIMING,    /* timing lines, stamps, moments */
    RULE_ID,        /* of cues and JSON objects */
    RULE_KEY,       /* of YAML and JSON */
    RULE_STRUCTURE, /* words of the format itself: "WEBVTT", "true", numbers of JSON */
    RULE_MARK,      /* of Markdown: fences with their info, list numbers, task boxes */
    RULE_TAG,       /* HTML and subtitle tags that only set type, entities */
    RULE_SPEAKER,   /* labels, which speaker: finds */
    RULE_PRIVATE,   /* messages from one person to another */
    RULE_COUNT
};

static const char *const rule_names[RULE_COUNT] = {
    [RULE_TIMING] = "timing",       [RULE_ID] = "ids",          [RULE_KEY] = "keys",
    [RULE_STRUCTURE] = "structure", [RULE_MARK] = "marks",      [RULE_TAG] = "tags",
    [RULE_SPEAKER] = "speakers",    [RULE_PRIVATE] = "private",
};

struct left_out {
    const struct mt_text *text;
    unsigned char *rule; /* of each byte of the text */
    char *words;         /* the text, with spaces for what is no word but would join one: escapes */
};

static inline void left_out_mark(struct left_out *out, size_t begin, size_t end, enum rule rule)
{
    memset(out->rule + begin, rule, end - begin);
}

static inline void left_out_blank(struct left_out *out, size_t begin, size_t end)
{
    memset(out->words + begin, ' ', end - begin);
}

/* ---- Files of lines ---- */

/* Where a line stands; a pattern holds in some of these. */
enum place {
    IN_FRONT_MATTER = 1,
    IN_BODY = 2, /* of Markdown and plain text */
    IN_CODE = 4,
    IN_CUES = 8 /* WebVTT and SRT */
};

#define GROUPS 4 /* of any pattern at most, and the whole */
#define TIME "[0-9]+:[0-9][0-9](:[0-9][0-9])?([.,][0-9]+)?"
#define CONTAINERS "^([ \t>]|[-*+][ \t]+|[0-9]+[.)][ \t])*"

/* The head of a message in a chat, up to whom it is for. */
#define CLOCK "[0-9: \t-]*" TIME "[ \t]+"
#define CHAT CLOCK "From[ \t].*[ \t]to[ \t]+"

/* The group of each match that is marked; later patterns win. */
static const struct {
    int places;
    enum rule rule;
    int group;
    const char *regex;
} left_out_patterns[] = {
    {IN_FRONT_MATTER, RULE_KEY, 1, "^([ -]*[^]:#\"'[{} ][^]:#\"'[{}]*):([ \t]|$)"},
    {IN_FRONT_MATTER, RULE_KEY, 1, "[{,][ \t]*([^][{}:,\"']+)[:}]"},
    {IN_BODY | IN_CODE, RULE_TIMING, 1, "^[ \t]*(\\[" TIME "\\])"},
    {IN_BODY, RULE_SPEAKER, 3, "^" CLOCK "(From)[ \t]"},
    {IN_BODY, RULE_PRIVATE, 1, "^(" CHAT ".*)$"},
    {IN_BODY, RULE_NONE, 1, "^(" CHAT "Everyone.*)$"},
    {IN_BODY, RULE_SPEAKER, 1, "^(" CHAT "Everyone)"},
    {IN_BODY, RULE_TIMING, 1, "^([0-9]+-[0-9]+-[0-9]+[ \t]+)" TIME "[ \t]+From[ \t]"},
    {IN_BODY | IN_CODE, RULE_STRUCTURE, 1, "^[ \t]*<!--[ \t]*([a-z:]*transcript:end)[ \t]*-->"},
    {IN_BODY | IN_CODE, RULE_MARK, 2, CONTAINERS "(```[^`]*|~~~.*)$"},
    {IN_BODY, RULE_MARK, 1, "^([ \t>]*[0-9]+)[.)]([ \t]|$)"},
    {IN_BODY, RULE_MARK, 2, CONTAINERS "(\\[[x]\\])"},
    {IN_BODY, RULE_TAG, 1,
     "(</?(b|big|br|center|del|em|i|ins|mark|p|s|small|strong|sub|sup|u)[ \t]*/?>)"},
    {IN_BODY | IN_CUES, RULE_TAG, 1, "(&(#[0-9]+|#x[0-9a-f]+|[a-z]+);)"},
    {IN_CUES, RULE_STRUCTURE, 1, "^(WEBVTT|NOTE|STYLE|REGION)([ \t]|$)"},
    {IN_CUES, RULE_STRUCTURE, 1, "^((Kind|Language|X-TIMESTAMP-MAP)[:=].*)$"},
    {IN_CUES, RULE_TIMING, 1, "^([ \t]*[0-9:., \t]+-->.*)$"},
    {IN_CUES, RULE_ID, 1, "^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.*)$"},
    {IN_CUES, RULE_TAG, 1, "(</?[a-z0-9][^<>]*>|\\{\\\\[^{}]*\\})"},
    {IN_CUES, RULE_SPEAKER, 1, "(<v[.a-z]*[ \t][^<>]*>)"},
};

struct left_out_regexes {
    regex_t compiled[MT_COUNT(left_out_patterns)];
};

static inline void left_out_compile(struct left_out_regexes *regexes)
{
    for (size_t i = 0; i < MT_COUNT(left_out_patterns); i++)
        if (regcomp(&regexes->compiled[i], left_out_patterns[i].regex, REG_EXTENDED | REG_ICASE))
            abort();
}

static inline void left_out_free(struct left_out_regexes *regexes)
{
    for (size_t i = 0; i < MT_COUNT(left_out_patterns); i++)
        regfree(&regexes->compiled[i]);
}

static inline size_t left_out_line_end(const struct mt_text *text, size_t i)
{
    return i + 1 < text->n_lines ? text->lines[i + 1] - 1 : text->str.len;
}

static inline struct mt_str left_out_line(const struct mt_text *text, size_t i)
{
    return mt_str_slice(text->str, text->lines[i], left_out_line_end(text, i));
}

/* Marks what the patterns find in line i. */
static inline void left_out_match(struct left_out *out, const struct left_out_regexes *regexes,
                                  size_t i, enum place place)
{
    void *scratch = mt_context(NULL);
    size_t begin = out->text->lines[i];
    const char *line = mt_strdup(scratch, left_out_line(out->text, i));
    for (size_t p = 0; p < MT_COUNT(left_out_patterns); p++) {
        if (!(left_out_patterns[p].places & (int)place))
            continue;
        int group = left_out_patterns[p].group, flags = 0;
        regmatch_t found[GROUPS];
        for (size_t at = 0; regexec(&regexes->compiled[p], line + at, GROUPS, found, flags) == 0;
             flags = REG_NOTBOL) {
            left_out_mark(out, begin + at + (size_t)found[group].rm_so,
                          begin + at + (size_t)found[group].rm_eo, left_out_patterns[p].rule);
            at += (size_t)found[0].rm_eo;
            if (found[0].rm_eo == found[0].rm_so)
                break;
        }
    }
    mt_free(scratch);
}

static inline bool left_out_is_blank(const struct mt_text *text, size_t i)
{
    return mt_str_trim(left_out_line(text, i)).len == 0;
}

static inline bool left_out_is_timing(const struct mt_text *text, size_t i)
{
    return i < text->n_lines && mt_str_find(left_out_line(text, i), mt_str("-->"), 0) != MT_NPOS;
}

/* Ids stand between an empty line, or the beginning, and a timing line; numbers also with an empty
 * line below. */
static inline bool left_out_is_id(const struct mt_text *text, size_t i)
{
    struct mt_str line = mt_str_trim(left_out_line(text, i));
    uint64_t number;
    bool below_empty = i == 0 || left_out_is_blank(text, i - 1);
    if (!below_empty || line.len == 0)
        return false;
    return left_out_is_timing(text, i + 1) ||
           (mt_str_to_u64(line, &number) && i + 1 < text->n_lines &&
            left_out_is_blank(text, i + 1) && left_out_is_timing(text, i + 2));
}

static inline void left_out_cues(struct left_out *out, const struct left_out_regexes *regexes)
{
    const struct mt_text *text = out->text;
    bool style = false;
    for (size_t i = 0; i < text->n_lines; i++) {
        struct mt_str line = left_out_line(text, i);
        if (i == 0 || left_out_is_blank(text, i - 1))
            style = mt_str_starts(line, mt_str("STYLE")) || mt_str_starts(line, mt_str("REGION"));
        left_out_match(out, regexes, i, IN_CUES);
        if (style || left_out_is_id(text, i))
            left_out_mark(out, text->lines[i], left_out_line_end(text, i),
                          style ? RULE_STRUCTURE : RULE_ID);
    }
}

/* The line that closes the front matter; 0 when there is none. */
static inline size_t left_out_front_matter(const struct mt_text *text)
{
    if (!mt_str_eq(mt_str_trim(left_out_line(text, 0)), mt_str("---")))
        return 0;
    for (size_t i = 1; i < text->n_lines; i++) {
        struct mt_str line = left_out_line(text, i);
        if (mt_str_starts(line, mt_str("---")) || mt_str_starts(line, mt_str("...")))
            return mt_str_trim(line).len == 3 ? i : 0;
    }
    return 0;
}

/* "\n" and "\u00e9" in a quoted value are no letters. In a string of JSON within JSON, each of its
 * backslashes is `each`. */
static inline void left_out_escapes(struct left_out *out, size_t begin, size_t end, size_t each)
{
    const char *text = out->text->str.ptr;
    for (size_t i = begin, run = 0; i < end; i++) {
        bool escape = run % (2 * each) == each && strchr("nrtbfu", text[i]);
        if (escape)
            left_out_blank(out, i - each, text[i] == 'u' && i + 5 <= end ? i + 5 : i + 1);
        run = text[i] == '\\' ? run + 1 : 0;
    }
}

static inline void left_out_prose(struct left_out *out, const struct left_out_regexes *regexes)
{
    const struct mt_text *text = out->text;
    size_t body = left_out_front_matter(text);
    bool code = false;
    left_out_escapes(out, 0, text->lines[body], 1);
    for (size_t i = 0; i < text->n_lines; i++) {
        struct mt_str line = mt_str_trim(left_out_line(text, i));
        bool fence = mt_str_starts(line, mt_str("```")) || mt_str_starts(line, mt_str("~~~"));
        code ^= fence && i > body;
        left_out_match(out, regexes, i, i < body ? IN_FRONT_MATTER : code ? IN_CODE : IN_BODY);
    }
}

/* ---- JSON ---- */

/* What is said under these keys says nothing. */
static const struct {
    const char *key;
    enum rule rule;
} left_out_keys[] = {
    {"id", RULE_ID},
    {"language", RULE_STRUCTURE},
    {"source", RULE_STRUCTURE}, /* of a recording: its channel */
    {"systeminfo", RULE_STRUCTURE},
    {"type", RULE_STRUCTURE},
};

/* A string also says nothing when it is a moment ("2026-01-14T10:00:05Z") or a UUID. */
static inline enum rule left_out_value(struct mt_str key, struct mt_str value)
{
    size_t digits = 0, letters = 0, separators = 0;
    for (size_t i = 0; i < MT_COUNT(left_out_keys); i++)
        if (mt_str_eq(key, mt_str(left_out_keys[i].key)))
            return left_out_keys[i].rule;
    for (size_t i = 0; i < value.len; i++) {
        char c = mt_to_lower(value.ptr[i]);
        digits += mt_is_digit(c);
        letters += c >= 'a' && c <= 'f';
        separators += strchr("-:.,+tz ", c) != NULL;
    }
    if (value.len && digits + separators == value.len)
        return RULE_TIMING;
    return value.len == 36 && digits + letters + 4 == value.len ? RULE_ID : RULE_NONE;
}

/* The next quote in [from, end) that stands behind so many backslashes, or `end`. */
static inline size_t left_out_quote(struct mt_str text, size_t from, size_t end, size_t slashes)
{
    for (size_t i = from, run = 0; i < end; i++) {
        if (text.ptr[i] == '"' && run == slashes)
            return i;
        run = text.ptr[i] == '\\' ? run + 1 : 0;
    }
    return end;
}

/* Marks each stretch of [begin, end) from `open` to `close`, if it is short. */
static inline void left_out_between(struct left_out *out, size_t begin, size_t end, char open,
                                    char close)
{
    struct mt_str text = mt_str_slice(out->text->str, 0, end);
    for (size_t at = begin; (at = mt_str_find_char(text, open, at)) != MT_NPOS; at++) {
        size_t to = mt_str_find_char(mt_str_slice(text, 0, at + 200), close, at);
        if (to != MT_NPOS)
            left_out_mark(out, at, to, RULE_TAG);
    }
}

/* Whether a string begins as JSON does, and not as "[laughs]". */
static inline bool left_out_is_inner(struct mt_str inside)
{
    return inside.len > 1 && strchr("{[", inside.ptr[0]) && strchr("\\{[]}", inside.ptr[1]);
}

/* JSON that stands in a string of other JSON has backslashes before its quotes. */
static inline void left_out_strings(struct left_out *out, size_t begin, size_t end, size_t slashes)
{
    struct mt_str text = out->text->str, key = {NULL, 0};
    left_out_mark(out, begin, end, RULE_STRUCTURE);
    while ((begin = left_out_quote(text, begin, end, slashes)) < end) {
        size_t close = left_out_quote(text, ++begin, end, slashes), next = close + 1;
        struct mt_str inside = mt_str_slice(text, begin, close - (close < end ? slashes : 0));
        while (next < end && mt_is_space(text.ptr[next]))
            next++;
        bool is_key = next < end && text.ptr[next] == ':';
        bool is_json = !is_key && left_out_is_inner(inside);
        left_out_mark(out, begin, begin + inside.len,
                      is_key ? RULE_KEY : left_out_value(key, inside));
        if (is_json)
            left_out_strings(out, begin, begin + inside.len, slashes * 2 + 1);
        if (!is_json && !is_key) {
            left_out_escapes(out, begin, begin + inside.len, slashes + 1);
            left_out_between(out, begin, begin + inside.len, '<', '>');
            left_out_between(out, begin, begin + inside.len, '&', ';');
        }
        key = is_key ? inside : key;
        begin = close + 1;
    }
}

/* ---- Which of them a file is ---- */

static inline bool left_out_is_cues(const struct mt_text *text)
{
    for (size_t i = 0; i < text->n_lines && i < 4; i++)
        if (mt_str_find(left_out_line(text, i), mt_str(" --> "), 0) != MT_NPOS)
            return true;
    return mt_str_starts(text->str, mt_str("WEBVTT"));
}

static inline bool left_out_is_json(const struct mt_text *text)
{
    struct mt_str trimmed = mt_str_trim(text->str);
    struct mt_str inside = mt_str_trim(mt_str_slice(trimmed, 1, 1 + 200));
    return trimmed.len && inside.len &&
           ((trimmed.ptr[0] == '{' && strchr("\"}", inside.ptr[0])) ||
            (trimmed.ptr[0] == '[' && strchr("{\"", inside.ptr[0])));
}

static inline struct left_out left_out_find(const void *ctx, const struct mt_text *text,
                                            const struct left_out_regexes *regexes)
{
    struct left_out out = {text, mt_zalloc(ctx, text->str.len + 1), mt_strdup(ctx, text->str)};
    if (left_out_is_json(text))
        left_out_strings(&out, 0, text->str.len, 0);
    else if (left_out_is_cues(text))
        left_out_cues(&out, regexes);
    else
        left_out_prose(&out, regexes);
    return out;
}

#endif
