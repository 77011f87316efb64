/* turn_line.c - Lines that say who speaks, and when
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/turn_line.h"

#include "text/timecode.h"

#define LABEL_MAX 80
#define LABEL_WORDS_MAX 6
/* A head is a label, a gap, and a time or two. */
#define HEAD_MAX 200
/* Lines indented more are code. */
#define INDENT_MAX 3
/* Before a full stop that ends no sentence: "St.", "Dr.", "Prof." */
#define ABBREVIATION_MAX 4
#define HEADING_MARKS_MAX 6
#define FENCE_MARKS_MIN 3
#define RULE_MARKS_MIN 3

static const struct mt_str no_break_space = MT_STR("\u00a0"), en_dash = MT_STR("\u2013"),
                           em_dash = MT_STR("\u2014"), arrow = MT_STR("-->");

/* A place in a line. */
struct cursor {
    struct mt_str line;
    size_t at;
};

static bool at_end(const struct cursor *c)
{
    return c->at >= c->line.len;
}

static char here(const struct cursor *c)
{
    return at_end(c) ? '\0' : c->line.ptr[c->at];
}

static struct mt_str rest_of(const struct cursor *c)
{
    return mt_str_slice(c->line, c->at, c->line.len);
}

static bool skip(struct cursor *c, struct mt_str what)
{
    if (!mt_str_starts(rest_of(c), what))
        return false;
    c->at += what.len;
    return true;
}

/* Passes bytes of the set, and no-break spaces if a space is in it. */
static bool skip_any(struct cursor *c, const char *set)
{
    size_t from = c->at;
    bool spaces = strchr(set, ' ') != NULL;
    while (!at_end(c) && ((here(c) && strchr(set, here(c))) ||
                          (spaces && mt_str_starts(rest_of(c), no_break_space))))
        c->at += mt_str_starts(rest_of(c), no_break_space) ? no_break_space.len : 1;
    return c->at > from;
}

static bool skip_dash(struct cursor *c)
{
    return skip(c, arrow) || skip(c, en_dash) || skip(c, em_dash) || skip_any(c, "-|");
}

/* A time as it stands in a line: "00:12:34", "[0:05]", "(00:05 - 00:12)". */
struct stamp {
    int64_t start_ms, end_ms;
    char bracket; /* what opens it, or 0 */
    bool hours;   /* three groups */
};

static bool read_code(struct cursor *c, int64_t *ms, bool *hours)
{
    size_t n = mt_timecode_parse(rest_of(c), ms);
    struct mt_str code = mt_str_slice(c->line, c->at, c->at + n);
    char after = c->at + n < c->line.len ? c->line.ptr[c->at + n] : ' ';
    if (n == 0 || mt_is_alnum(after) ||
        (after == ':' && c->at + n + 1 < c->line.len && mt_is_digit(c->line.ptr[c->at + n + 1])))
        return false;
    *hours = mt_str_find_char(code, ':', mt_str_find_char(code, ':', 0) + 1) != MT_NPOS;
    c->at += n;
    return true;
}

/* "10:30 am" is a time of the day. */
static bool says_half_of_day(const struct cursor *c)
{
    static const struct mt_str halves[] = {MT_STR(" am"), MT_STR(" pm"), MT_STR(" a.m"),
                                           MT_STR(" p.m")};
    for (size_t i = 0; i < MT_COUNT(halves); i++)
        if (mt_str_starts_nocase(rest_of(c), halves[i]))
            return true;
    return false;
}

/* " - 00:12" after a start; the cursor stays where there is none. */
static void read_end(struct cursor *c, struct stamp *out)
{
    struct cursor end = *c;
    bool hours;
    skip_any(&end, " ");
    if (!skip_dash(&end))
        return;
    skip_any(&end, " ");
    if (read_code(&end, &out->end_ms, &hours))
        *c = end;
    else
        out->end_ms = MT_TURN_UNTIMED;
}

static bool read_stamp(struct cursor *c, struct stamp *out)
{
    struct cursor in = *c;
    *out = (struct stamp){.end_ms = MT_TURN_UNTIMED};
    if (here(&in) == '[' || here(&in) == '(')
        out->bracket = in.line.ptr[in.at++];
    if (!read_code(&in, &out->start_ms, &out->hours) || says_half_of_day(&in))
        return false;
    read_end(&in, out);
    char close = out->bracket == '[' ? ']' : ')';
    if (out->bracket && here(&in) != close)
        return false;
    in.at += out->bracket != 0;
    *c = in;
    return true;
}

/* Times that somebody mistyped, "0: 00:01:02" and "00.14:52": the last three of their numbers. */
static bool read_typed(struct cursor *c, struct stamp *out)
{
    int64_t group[3] = {0, 0, 0}, value = 0;
    size_t digits = 0, groups = 0;
    bool colon = false;
    for (size_t i = c->at; i <= c->line.len; i++) {
        char ch = i < c->line.len ? c->line.ptr[i] : ' ';
        if (mt_is_digit(ch)) {
            value = value * 10 + (ch - '0');
            if (++digits > 2)
                return false;
            continue;
        }
        if (!strchr(":. ", ch) || (ch == ' ' && digits && i < c->line.len))
            return false;
        colon = colon || ch == ':';
        if (digits) {
            group[0] = group[1];
            group[1] = group[2];
            group[2] = value;
            groups++;
        }
        digits = 0;
        value = 0;
    }
    if (!colon || groups < 3 || group[1] > 59 || group[2] > 59)
        return false;
    *out = (struct stamp){.start_ms = ((group[0] * 60 + group[1]) * 60 + group[2]) * 1000,
                          .end_ms = MT_TURN_UNTIMED,
                          .hours = true};
    c->at = c->line.len;
    return true;
}

/* Whether a full stop here, before a space, is one of an abbreviation or an initial. */
static bool abbreviates(struct mt_str label, size_t at)
{
    size_t begin = at;
    while (begin > 0 && !mt_is_space(label.ptr[begin - 1]))
        begin--;
    return at - begin <= ABBREVIATION_MAX && mt_is_upper(label.ptr[begin]);
}

bool mt_turn_label_is_sound(struct mt_str label)
{
    size_t words = 1, commas = 0;
    bool letters = false;
    if (label.len == 0 || label.len > LABEL_MAX)
        return false;
    for (size_t i = 0; i < label.len; i++) {
        char c = label.ptr[i];
        bool high = (unsigned char)c >= 0x80;
        if (!high && !mt_is_alnum(c) && !strchr(" '.-_&/#@+(),", c))
            return false;
        letters = letters || high || mt_is_alpha(c);
        words += c == ' ';
        commas += c == ',';
        if (c == '.' && i + 1 < label.len && label.ptr[i + 1] == ' ' && !abbreviates(label, i))
            return false;
    }
    return letters && commas <= 1 && words <= LABEL_WORDS_MAX;
}

/* How many bytes of a mark the text ends in: emphasis, brackets, dashes. */
static size_t ending_mark(struct mt_str text)
{
    static const struct mt_str wide[] = {MT_STR("\u2013"), MT_STR("\u2014"), MT_STR("\u00a0")};
    if (text.len && strchr(" *_[]~-|,", text.ptr[text.len - 1]))
        return 1;
    for (size_t i = 0; i < MT_COUNT(wide); i++)
        if (mt_str_ends(text, wide[i]))
            return wide[i].len;
    return 0;
}

/* The label in this text, without the marks around it; "" where "??" says that nobody knows. */
static bool take_label(struct mt_str text, struct mt_str *out)
{
    static const struct mt_str nobody = MT_STR("???");
    size_t begin = 0;
    while (begin < text.len && strchr(" *_[~@", text.ptr[begin]))
        begin++;
    text = mt_str_slice(text, begin, text.len);
    for (size_t n; (n = ending_mark(text)) > 0;)
        text.len -= n;
    *out = text;
    if (text.len && text.ptr[0] == '(') /* "(Update) B: …" is a remark */
        return false;
    if (text.len == 0 || !mt_str_starts(nobody, text))
        return mt_turn_label_is_sound(text);
    out->len = 0;
    return true;
}

static struct mt_turn_line turn_line(enum mt_turn_shape shape, const struct stamp *stamp)
{
    return (struct mt_turn_line){
        .shape = shape,
        .start_ms = stamp ? stamp->start_ms : MT_TURN_UNTIMED,
        .end_ms = stamp ? stamp->end_ms : MT_TURN_UNTIMED,
        .weak = stamp && !stamp->hours && !stamp->bracket,
    };
}

static const struct mt_turn_line no_turn = {.shape = MT_TURN_NONE};

/* What follows the label and its colon: a time alone, a time and words, words, or nothing. */
static struct mt_turn_line after_colon(struct cursor *c, struct mt_str label)
{
    struct stamp stamp;
    struct mt_turn_line line;
    bool gap = skip_any(c, ": *_");
    bool ends = at_end(c);
    struct cursor words = *c;
    if (!ends && (read_stamp(c, &stamp) || read_typed(c, &stamp))) {
        bool bracket = stamp.bracket != 0;
        skip_any(c, ":. *_");
        if (at_end(c) || bracket) {
            line = turn_line(at_end(c) ? MT_TURN_HEAD : MT_TURN_INLINE, &stamp);
            line.label = label;
            line.text = rest_of(c);
            return line;
        }
    }
    if (!ends && !gap)
        return no_turn;
    line = turn_line(ends ? MT_TURN_HEAD : MT_TURN_INLINE, NULL);
    line.label = label;
    line.text = rest_of(&words);
    return line;
}

/* What follows the label and its time. Words need a colon before them. */
static struct mt_turn_line after_time(struct cursor *c, struct mt_str label,
                                      const struct stamp *stamp)
{
    skip_any(c, " *_])");
    bool colon = skip_any(c, ":");
    skip_any(c, " *_");
    if (!at_end(c) && !colon)
        return no_turn;
    struct mt_turn_line line = turn_line(at_end(c) ? MT_TURN_HEAD : MT_TURN_INLINE, stamp);
    line.label = label;
    line.text = rest_of(c);
    return line;
}

/* A label, and then what follows it. */
static struct mt_turn_line parse_label_first(struct mt_str s)
{
    struct cursor c = {s, 0};
    struct stamp stamp;
    struct mt_str label;
    bool bold = mt_str_starts(s, mt_str("**")) || mt_str_starts(s, mt_str("__"));
    for (; c.at < s.len && c.at <= LABEL_MAX; c.at++) {
        char ch = s.ptr[c.at], before = c.at ? s.ptr[c.at - 1] : ' ';
        struct mt_str raw = mt_str_slice(s, 0, c.at);
        if (ch == ':') {
            if (!take_label(raw, &label))
                return no_turn;
            c.at++;
            struct mt_turn_line line = after_colon(&c, label);
            line.weak = line.weak && !bold;
            return line;
        }
        bool opens = ch == '(' || ch == '[' || (mt_is_digit(ch) && !mt_is_alnum(before));
        if (c.at && opens && read_stamp(&c, &stamp)) {
            if (!take_label(raw, &label))
                return no_turn;
            struct mt_turn_line line = after_time(&c, label, &stamp);
            line.weak = line.weak && !bold;
            return line;
        }
    }
    return no_turn;
}

/* "[00:05] Dana: text", "0:05 - Dana Reyes", "00:05". */
static struct mt_turn_line parse_time_first(struct mt_str s)
{
    struct cursor c = {s, 0};
    struct stamp stamp;
    skip_any(&c, "*_");
    if (!read_stamp(&c, &stamp))
        return no_turn;
    skip_any(&c, " *_:");
    if (at_end(&c))
        return turn_line(MT_TURN_TIME, &stamp);
    if (stamp.bracket == '[' && stamp.hours)
        return turn_line(MT_TURN_STAMPED, &stamp);
    bool dash = skip_dash(&c);
    skip_any(&c, " ");
    struct mt_turn_line line = parse_label_first(rest_of(&c));
    if (line.shape == MT_TURN_NONE && dash && take_label(rest_of(&c), &line.label))
        line.shape = MT_TURN_HEAD;
    else if (line.shape == MT_TURN_NONE || line.start_ms != MT_TURN_UNTIMED)
        return no_turn;
    struct mt_turn_line timed = turn_line(line.shape, &stamp);
    timed.label = line.label;
    timed.text = line.text;
    return timed;
}

/* "[SPEAKER_0 4:20] text" and "[Audience]: text", but no link and no definition of one. */
static struct mt_turn_line parse_bracketed(struct mt_str s)
{
    struct mt_turn_head head;
    struct mt_turn_line line = no_turn;
    struct mt_str label;
    size_t close = mt_str_find_char(mt_str_slice(s, 0, HEAD_MAX), ']', 0);
    if (s.len == 0 || s.ptr[0] != '[' || close == MT_NPOS)
        return no_turn;
    struct mt_str inside = mt_str_slice(s, 1, close);
    struct cursor c = {s, close + 1};
    if (mt_turn_head_parse(inside, &head) && head.gap && take_label(head.label, &label) &&
        here(&c) != '(' && here(&c) != '[') {
        struct stamp stamp = {head.start_ms, head.end_ms, '[', true};
        skip_any(&c, ": *_");
        line = turn_line(at_end(&c) ? MT_TURN_HEAD : MT_TURN_INLINE, &stamp);
        line.label = label;
        line.text = rest_of(&c);
    } else if (skip(&c, mt_str(":")) && take_label(inside, &label)) {
        line = after_colon(&c, label);
        if (line.shape == MT_TURN_INLINE &&
            mt_str_find(mt_str_slice(line.text, 0, LABEL_MAX), mt_str("://"), 0) != MT_NPOS)
            return no_turn;
    }
    return line;
}

static bool begins_block(struct mt_str s)
{
    size_t digits = 0;
    while (digits < s.len && mt_is_digit(s.ptr[digits]))
        digits++;
    if (digits && digits + 1 < s.len && strchr(".)", s.ptr[digits]) && s.ptr[digits + 1] == ' ')
        return true;
    return s.len == 0 || strchr(">|<`~!", s.ptr[0]) ||
           (strchr("-*+", s.ptr[0]) && (s.len == 1 || mt_is_space(s.ptr[1])));
}

struct mt_turn_line mt_turn_line_parse(struct mt_str line)
{
    struct mt_str s = mt_str_trim(line);
    size_t marks = 0;
    if (s.len && (size_t)(s.ptr - line.ptr) > INDENT_MAX)
        return no_turn;
    if (s.len && s.ptr[s.len - 1] == '\\') /* a hard line break */
        s = mt_str_trim(mt_str_slice(s, 0, s.len - 1));
    while (marks < s.len && s.ptr[marks] == '#')
        marks++;
    s = mt_str_trim(mt_str_slice(s, marks, s.len));
    if (begins_block(s) || memchr(line.ptr, '\t', (size_t)(s.ptr - line.ptr)))
        return no_turn;
    struct mt_turn_line out = parse_time_first(s);
    if (out.shape == MT_TURN_NONE)
        out = parse_bracketed(s);
    if (out.shape == MT_TURN_NONE && s.ptr[0] != '[')
        out = parse_label_first(s);
    bool head = out.shape == MT_TURN_TIME || out.shape == MT_TURN_HEAD;
    return marks && (!head || out.start_ms == MT_TURN_UNTIMED) ? no_turn : out;
}

bool mt_turn_head_parse(struct mt_str line, struct mt_turn_head *out)
{
    struct cursor c = {mt_str_trim(line), 0};
    struct stamp stamp;
    if (c.line.len > HEAD_MAX)
        return false;
    for (; !at_end(&c); c.at++) {
        char before = c.at ? c.line.ptr[c.at - 1] : ' ';
        size_t begin = c.at;
        if (!mt_is_digit(here(&c)) || !mt_is_space(before) || !read_stamp(&c, &stamp)) {
            c.at = begin;
            continue;
        }
        if (at_end(&c)) {
            struct mt_str label = mt_str_trim(mt_str_slice(c.line, 0, begin));
            size_t gap = begin - (label.len ? (size_t)(label.ptr + label.len - c.line.ptr) : 0);
            *out = (struct mt_turn_head){label, stamp.start_ms, stamp.end_ms, gap};
            return true;
        }
        c.at = begin;
    }
    return false;
}

size_t mt_turn_line_offset(const struct mt_text *text, size_t i)
{
    return i < text->n_lines ? text->lines[i] : text->str.len;
}

struct mt_str mt_turn_line_at(const struct mt_text *text, size_t i)
{
    size_t end = i + 1 < text->n_lines ? text->lines[i + 1] - 1 : text->str.len;
    return mt_str_slice(text->str, text->lines[i], end);
}

static size_t count_marks(struct mt_str line, char mark)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] == mark)
        n++;
    return n;
}

bool mt_turn_fence_pass(struct mt_turn_fence *fence, struct mt_str line)
{
    char mark = line.len ? line.ptr[0] : '\0';
    size_t n = mark == '`' || mark == '~' ? count_marks(line, mark) : 0;
    if (fence->mark) {
        if (mark == fence->mark && n >= fence->marks && n == line.len)
            fence->mark = 0;
        return true;
    }
    if (n < FENCE_MARKS_MIN || (mark == '`' && mt_str_find_char(line, mark, n) != MT_NPOS))
        return false;
    *fence = (struct mt_turn_fence){mark, n};
    return true;
}

int mt_turn_line_heading(struct mt_str line)
{
    size_t n = count_marks(line, '#');
    bool is = n > 0 && n <= HEADING_MARKS_MAX && (n == line.len || mt_is_space(line.ptr[n]));
    return is ? (int)n : 0;
}

bool mt_turn_line_is_rule(struct mt_str line)
{
    size_t marks = 0;
    for (size_t i = 0; i < line.len; i++) {
        if (mt_is_space(line.ptr[i]))
            continue;
        if (!strchr("-*_=", line.ptr[i]) || line.ptr[i] != line.ptr[0])
            return false;
        marks++;
    }
    return marks >= RULE_MARKS_MIN;
}
