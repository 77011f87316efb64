/* json_string.c - What the strings, numbers and words of JSON say
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/json.h"

#include "base/file.h"

#define UTF8_MAX 4

/* A piece of a string that stands in one place of the note's text. */
struct piece {
    struct mt_str shown;
    size_t source;
};

struct pieces {
    const struct mt_json *json;
    size_t at, end; /* what is left, in json->str */
    size_t run;     /* the one that holds `at`, where there are runs */
    bool as_is;     /* a word, in which a backslash is nothing special */
    char room[UTF8_MAX];
};

/* The number of the run that holds this offset. */
static size_t find_run(const struct mt_json *json, size_t at)
{
    size_t low = 0, high = json->n_runs;
    while (high > low + 1) {
        size_t middle = (low + high) / 2;
        if (json->runs[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static struct pieces pieces_of(const struct mt_json *json, uint32_t value)
{
    struct mt_str raw = mt_json_raw(json, value);
    size_t at = raw.ptr ? (size_t)(raw.ptr - json->str.ptr) : 0;
    return (struct pieces){
        .json = json,
        .at = at,
        .end = at + raw.len,
        .run = find_run(json, at),
        .as_is = mt_json_is(json, value, MT_JSON_WORD),
    };
}

static size_t encode(uint32_t c, char room[UTF8_MAX])
{
    if (c < 0x20 || (c >= 0x7f && c < 0xa0))
        c = c == '\n' || c == '\t' ? c : ' ';
    if (c < 0x80) {
        room[0] = (char)c;
        return 1;
    }
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = len - 1; i > 0; i--, c >>= 6)
        room[i] = (char)(0x80 | (c & 0x3f));
    room[0] = (char)(leads[len] | c);
    return len;
}

/* Four hex digits after "\u" at the start of the text. */
static bool read_unit(struct mt_str text, uint32_t *unit)
{
    if (text.len < 6 || text.ptr[0] != '\\' || text.ptr[1] != 'u')
        return false;
    *unit = 0;
    for (size_t i = 2; i < 6; i++) {
        char c = mt_to_lower(text.ptr[i]);
        if (!mt_is_digit(c) && (c < 'a' || c > 'f'))
            return false;
        *unit = *unit << 4 | (uint32_t)(mt_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return true;
}

/* "\u00e9" and "\ud83d\ude00" at the start of the text. Returns the bytes read or 0. */
static size_t read_code(struct mt_str text, uint32_t *code)
{
    uint32_t low;
    if (!read_unit(text, code))
        return 0;
    if (*code < 0xd800 || *code > 0xdfff)
        return 6;
    if (*code < 0xdc00 && read_unit(mt_str_slice(text, 6, text.len), &low) && low >= 0xdc00 &&
        low <= 0xdfff) {
        *code = 0x10000 + ((*code - 0xd800) << 10) + (low - 0xdc00);
        return 12;
    }
    *code = 0xfffd;
    return 6;
}

/* An escape that is shown as another character than one of its own. Returns the bytes read or 0. */
static size_t read_escape(struct mt_str text, uint32_t *code)
{
    static const char names[] = "nrtbf", codes[] = "\n\r\t\b\f";
    const char *name = text.len > 1 && text.ptr[1] ? strchr(names, text.ptr[1]) : NULL;
    if (!name)
        return read_code(text, code);
    *code = (uint32_t)codes[name - names];
    return 2;
}

/* The end of what stands there without an escape and in one run. */
static size_t stretch_end(const struct pieces *p, size_t at)
{
    const struct mt_json *json = p->json;
    size_t end = p->end;
    if (json->runs && p->run + 1 < json->n_runs && json->runs[p->run + 1].at < end)
        end = json->runs[p->run + 1].at;
    const char *escape = at < end && !p->as_is ? memchr(json->str.ptr + at, '\\', end - at) : NULL;
    return escape ? (size_t)(escape - json->str.ptr) : end;
}

static size_t source_of(struct pieces *p, size_t at)
{
    const struct mt_json *json = p->json;
    if (!json->runs)
        return at;
    while (p->run + 1 < json->n_runs && json->runs[p->run + 1].at <= at)
        p->run++;
    return json->runs[p->run].source + (at - json->runs[p->run].at);
}

static bool next_piece(struct pieces *p, struct piece *out)
{
    struct mt_str str = p->json->str;
    if (p->at >= p->end)
        return false;
    size_t begin = p->at;
    if (str.ptr[begin] == '\\' && !p->as_is) {
        uint32_t code;
        size_t n = read_escape(mt_str_slice(str, begin, p->end), &code);
        if (n) {
            out->source = source_of(p, begin);
            out->shown = mt_str_of(p->room, encode(code, p->room));
            p->at += n;
            return true;
        }
        bool plain = begin + 1 < p->end && strchr("\"\\/", str.ptr[begin + 1]);
        begin += plain;
    }
    out->source = source_of(p, begin);
    p->at = stretch_end(p, begin + 1);
    out->shown = mt_str_slice(str, begin, p->at);
    return true;
}

void mt_json_add_piece(struct mt_prose_maker *maker, size_t source, struct mt_str shown)
{
    if (maker->runs.len < MT_JSON_RUNS_MAX)
        mt_prose_expand(maker, source, shown);
    else
        mt_prose_joint(maker, shown);
}

void mt_json_add(struct mt_prose_maker *maker, const struct mt_json *json, uint32_t value)
{
    struct pieces pieces = pieces_of(json, value);
    struct piece piece;
    while (next_piece(&pieces, &piece))
        mt_json_add_piece(maker, piece.source, piece.shown);
}

struct mt_str mt_json_text(const void *ctx, const struct mt_json *json, uint32_t value)
{
    if (!mt_json_is(json, value, MT_JSON_STRING))
        return mt_str(NULL);
    struct mt_str raw = mt_json_raw(json, value);
    if (mt_str_find_char(raw, '\\', 0) == MT_NPOS)
        return json->runs ? mt_str_copy(ctx, raw) : raw;
    struct pieces pieces = pieces_of(json, value);
    struct piece piece;
    char *text = mt_alloc(ctx, raw.len + 1);
    size_t len = 0;
    for (; next_piece(&pieces, &piece); len += piece.shown.len)
        memcpy(text + len, piece.shown.ptr, piece.shown.len);
    text[len] = '\0';
    return mt_str_of(text, len);
}

struct mt_json *mt_json_read_inner(const void *ctx, const struct mt_json *outer, uint32_t string)
{
    void *home = mt_context(ctx);
    struct pieces pieces = pieces_of(outer, string);
    struct piece piece;
    struct mt_buf text;
    struct mt_runs runs = {0};
    mt_buf_init(&text, home, MT_FILE_MAX);
    while (next_piece(&pieces, &piece)) {
        if (runs.len < MT_JSON_RUNS_MAX)
            *mt_push(home, &runs) = (struct mt_run){(uint32_t)text.len, (uint32_t)piece.source};
        mt_buf_add(&text, piece.shown);
    }
    struct mt_json *json = mt_json_read(home, mt_buf_str(&text));
    json->runs = runs.len ? runs.ptr : NULL;
    json->n_runs = runs.len;
    return json;
}

/* The digits at `at`: those that a double can hold into `value`, and how many. */
static size_t read_digits(struct mt_str text, size_t at, double *value, int *unread)
{
    size_t n = 0;
    *unread = 0;
    for (; at + n < text.len && mt_is_digit(text.ptr[at + n]); n++) {
        if (*value < 1e17)
            *value = *value * 10 + (text.ptr[at + n] - '0');
        else if (*unread < 1000)
            (*unread)++;
    }
    return n;
}

static double scale(double value, int exponent)
{
    for (; exponent > 0 && value < 1e300 && value > 0; exponent--)
        value *= 10;
    double divisor = 1;
    for (; exponent < 0 && divisor < 1e300; exponent++)
        divisor *= 10;
    return value / divisor;
}

/* The C library's own functions read the decimal mark of the user's language. */
static bool read_number(struct mt_str text, double *out)
{
    double value = 0, power = 0;
    int unread, dropped;
    bool minus = text.len && text.ptr[0] == '-';
    size_t at = minus, n = read_digits(text, at, &value, &unread);
    if (n == 0)
        return false;
    at += n;
    int exponent = unread;
    if (at < text.len && text.ptr[at] == '.') {
        n = read_digits(text, at + 1, &value, &dropped);
        if (n > 300)
            return false;
        exponent -= (int)n - dropped;
        at += n + 1;
    }
    if (at < text.len && (text.ptr[at] == 'e' || text.ptr[at] == 'E')) {
        bool negative = at + 1 < text.len && text.ptr[at + 1] == '-';
        at += 1 + (at + 1 < text.len && (negative || text.ptr[at + 1] == '+'));
        n = read_digits(text, at, &power, &dropped);
        if (n == 0 || power > 300)
            return false;
        exponent += negative ? -(int)power : (int)power;
        at += n;
    }
    value = scale(value, exponent);
    *out = minus ? -value : value;
    return at == text.len && value < 1e300;
}

bool mt_json_number(const struct mt_json *json, uint32_t value, double *out)
{
    double number;
    if (!mt_json_is(json, value, MT_JSON_WORD) && !mt_json_is(json, value, MT_JSON_STRING))
        return false;
    if (!read_number(mt_str_trim(mt_json_raw(json, value)), &number))
        return false;
    *out = number;
    return true;
}

bool mt_json_is_literal(struct mt_str word)
{
    static const struct mt_str literals[] = {
        MT_STR(""),          MT_STR("null"),     MT_STR("true"), MT_STR("false"),
        MT_STR("undefined"), MT_STR("nan"),      MT_STR("-nan"), MT_STR("inf"),
        MT_STR("-inf"),      MT_STR("infinity"), MT_STR("none"), MT_STR("-infinity")};
    double number;
    for (size_t i = 0; i < MT_COUNT(literals); i++)
        if (mt_str_eq_nocase(word, literals[i]))
            return true;
    return read_number(word, &number);
}
