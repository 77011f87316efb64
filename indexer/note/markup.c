/* markup.c - Small things of Markdown that md4c leaves to its caller
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/markup.h"

#define REPLACEMENT 0xfffd

/* NUL-ended; nothing that could end a line or is no character gets through. */
static struct mt_str utf8(uint32_t c, char room[MT_ENTITY_SIZE])
{
    size_t n = 0;
    if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
        c = REPLACEMENT;
    if (c < 0x20 || (c >= 0x7f && c <= 0xa0))
        c = ' ';
    if (c < 0x80) {
        room[n++] = (char)c;
    } else if (c < 0x800) {
        room[n++] = (char)(0xc0 | c >> 6);
    } else if (c < 0x10000) {
        room[n++] = (char)(0xe0 | c >> 12);
        room[n++] = (char)(0x80 | (c >> 6 & 0x3f));
    } else {
        room[n++] = (char)(0xf0 | c >> 18);
        room[n++] = (char)(0x80 | (c >> 12 & 0x3f));
        room[n++] = (char)(0x80 | (c >> 6 & 0x3f));
    }
    if (c >= 0x80)
        room[n++] = (char)(0x80 | (c & 0x3f));
    room[n] = '\0';
    return mt_str_of(room, n);
}

static int hex_digit(char c)
{
    if (mt_is_digit(c))
        return c - '0';
    c = mt_to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "#8212" or "#x2014"; at most 7 digits, so it cannot overflow. */
static bool numeric_entity(struct mt_str name, uint32_t *out)
{
    bool hexadecimal = name.len > 1 && mt_to_lower(name.ptr[1]) == 'x';
    struct mt_str digits = mt_str_slice(name, hexadecimal ? 2 : 1, name.len);
    uint32_t base = hexadecimal ? 16 : 10, value = 0;
    if (name.len == 0 || name.ptr[0] != '#' || digits.len == 0 || digits.len > 7)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = hex_digit(digits.ptr[i]);
        if (digit < 0 || (uint32_t)digit >= base)
            return false;
        value = value * base + (uint32_t)digit;
    }
    *out = value;
    return true;
}

struct mt_str mt_markup_entity(struct mt_str entity, char room[MT_ENTITY_SIZE])
{
    static const struct {
        struct mt_str name;
        uint32_t character;
    } names[] = {
        {MT_STR("amp"), '&'},      {MT_STR("lt"), '<'},       {MT_STR("gt"), '>'},
        {MT_STR("quot"), '"'},     {MT_STR("apos"), '\''},    {MT_STR("nbsp"), ' '},
        {MT_STR("ndash"), 0x2013}, {MT_STR("mdash"), 0x2014}, {MT_STR("hellip"), 0x2026},
        {MT_STR("lsquo"), 0x2018}, {MT_STR("rsquo"), 0x2019}, {MT_STR("ldquo"), 0x201c},
        {MT_STR("rdquo"), 0x201d}, {MT_STR("bull"), 0x2022},  {MT_STR("middot"), 0xb7},
        {MT_STR("rarr"), 0x2192},  {MT_STR("larr"), 0x2190},  {MT_STR("times"), 0xd7},
    };
    if (entity.len < 3)
        return mt_str(NULL);
    struct mt_str name = mt_str_slice(entity, 1, entity.len - 1);
    uint32_t character;
    if (numeric_entity(name, &character))
        return utf8(character, room);
    for (size_t i = 0; i < MT_COUNT(names); i++)
        if (mt_str_eq(name, names[i].name))
            return utf8(names[i].character, room);
    return mt_str(NULL);
}

/* "b" of "<b>", "</b>", "<b/>", "<b />"; the empty slice of all that is no such tag. */
static struct mt_str bare_tag(struct mt_str tag)
{
    if (tag.len < 3 || tag.ptr[0] != '<' || tag.ptr[tag.len - 1] != '>')
        return mt_str(NULL);
    struct mt_str name = mt_str_slice(tag, 1, tag.len - 1);
    if (name.ptr[0] == '/')
        name = mt_str_slice(name, 1, name.len);
    else if (name.ptr[name.len - 1] == '/')
        name = mt_str_slice(name, 0, name.len - 1);
    return mt_str_trim(name);
}

static bool is_one_of(struct mt_str name, const struct mt_str *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (mt_str_eq_nocase(name, names[i]))
            return true;
    return false;
}

bool mt_markup_breaks(struct mt_str html)
{
    static const struct mt_str names[] = {MT_STR("br"), MT_STR("p"), MT_STR("center")};
    return is_one_of(bare_tag(html), names, MT_COUNT(names));
}

static bool only_sets_type(struct mt_str html)
{
    static const struct mt_str names[] = {
        MT_STR("b"),   MT_STR("big"),  MT_STR("del"), MT_STR("em"),    MT_STR("i"),
        MT_STR("ins"), MT_STR("mark"), MT_STR("s"),   MT_STR("small"), MT_STR("strong"),
        MT_STR("sub"), MT_STR("sup"),  MT_STR("u"),
    };
    return mt_markup_breaks(html) || is_one_of(bare_tag(html), names, MT_COUNT(names));
}

struct mt_str mt_markup_html(struct mt_str html)
{
    static const struct mt_str open = MT_STR("<!--"), close = MT_STR("-->");
    struct mt_str inside = mt_str_trim(html);
    if (only_sets_type(inside))
        return mt_str(NULL);
    if (mt_str_starts(inside, open))
        html = inside = mt_str_trim(mt_str_slice(inside, open.len, inside.len));
    if (mt_str_ends(inside, close))
        html = mt_str_trim(mt_str_slice(inside, 0, inside.len - close.len));
    return html;
}

static bool is_punctuation(char c)
{
    return c > ' ' && c < 0x7f && !mt_is_alnum(c);
}

char mt_markup_box(struct mt_str text)
{
    if (text.len <= MT_MARKUP_BOX_LEN || text.ptr[0] != '[' || text.ptr[2] != ']' ||
        !mt_is_space(text.ptr[3]))
        return 0;
    char mark = text.ptr[1];
    return mark == ' ' || mt_to_lower(mark) == 'x' || is_punctuation(mark) ? mark : 0;
}

#define CALLOUT_MAX 64

/* Where "[!note]-" has its sign; MT_NPOS when the text is no callout that folds. */
static size_t fold_sign(struct mt_str text)
{
    if (!mt_str_starts(text, mt_str("[!")))
        return MT_NPOS;
    size_t at = 2;
    while (at < text.len && at < CALLOUT_MAX &&
           (mt_is_alnum(text.ptr[at]) || strchr("-_|", text.ptr[at])))
        at++;
    bool folds = at + 1 < text.len && text.ptr[at] == ']' && strchr("+-", text.ptr[at + 1]);
    return folds ? at + 1 : MT_NPOS;
}

size_t mt_markup_hidden(struct mt_str text, size_t from, bool begins, size_t *len)
{
    static const struct mt_str comment = MT_STR("%%");
    size_t sign = begins ? fold_sign(text) : MT_NPOS, percent = mt_str_find(text, comment, from);
    if (sign != MT_NPOS && sign >= from && sign < percent) {
        *len = 1;
        return sign;
    }
    *len = comment.len;
    return percent;
}

/* The marker of a list item or quote that the text begins with, without what follows it; 0 when it
 * is none. A bullet or number counts only before white space. */
static size_t marker(struct mt_str text)
{
    size_t n = 0;
    while (n < text.len && n < 9 && mt_is_digit(text.ptr[n]))
        n++;
    if (n == text.len)
        return 0;
    char c = text.ptr[n];
    if (n == 0 && c == '>')
        return 1;
    if (n ? c != '.' && c != ')' : c != '-' && c != '*' && c != '+')
        return 0;
    return n + 1 < text.len && mt_is_space(text.ptr[n + 1]) ? n + 1 : 0;
}

static bool is_indent(char c)
{
    return c == ' ' || c == '\t';
}

/* How many bytes of the line are indentation, quote marks and list marks; stops past `limit`. */
static size_t container_prefix(struct mt_str line, size_t limit)
{
    size_t at = 0;
    while (at < line.len && at <= limit) {
        size_t step = is_indent(line.ptr[at]) ? 1 : marker(mt_str_slice(line, at, line.len));
        if (step == 0)
            break;
        at += step;
    }
    return at;
}

static bool has_word(struct mt_str line)
{
    for (size_t i = 0; i < line.len; i++)
        if (mt_is_alnum(line.ptr[i]) || (unsigned char)line.ptr[i] >= 0x80)
            return true;
    return false;
}

struct mt_str mt_markup_words(struct mt_str line)
{
    struct mt_str words = mt_str_slice(line, container_prefix(line, line.len), line.len);
    words = mt_str_trim(words);
    bool box = words.len == MT_MARKUP_BOX_LEN && words.ptr[0] == '[' && words.ptr[2] == ']';
    bool fence = mt_str_starts(words, mt_str("```")) || mt_str_starts(words, mt_str("~~~"));
    return box || fence || !has_word(words) ? mt_str(NULL) : words;
}

bool mt_markup_same_target(struct mt_str url, struct mt_str shown)
{
    static const struct mt_str added[] = {MT_STR(""), MT_STR("http://"), MT_STR("mailto:")};
    for (size_t i = 0; i < MT_COUNT(added); i++)
        if (mt_str_starts(url, added[i]) &&
            mt_str_eq(mt_str_slice(url, added[i].len, url.len), shown))
            return true;
    return false;
}

static bool is_between_cells(char c)
{
    return c == '|' || mt_is_space(c);
}

struct mt_str mt_markup_more_cells(struct mt_str rest)
{
    size_t bar = mt_str_find_char(rest, '|', 0);
    struct mt_str cells = mt_str_slice(rest, bar, rest.len);
    while (cells.len && is_between_cells(cells.ptr[0]))
        cells = mt_str_slice(cells, 1, cells.len);
    while (cells.len && is_between_cells(cells.ptr[cells.len - 1]))
        cells.len--;
    return has_word(cells) ? cells : mt_str(NULL);
}

/* A paragraph as md4c sees it, and what it will cost to find its links. */
struct paragraph {
    size_t lines, bytes;
    size_t steps; /* over lines, for all brackets */
};

#define STEPS_AT_LEAST ((size_t)1 << 20)
#define STEPS_PER_BYTE 64

/* Whether the line begins something new: after it the paragraph's lines count from 1. */
static bool begins_block(struct mt_str line)
{
    size_t indent = 0;
    while (indent < line.len && (is_indent(line.ptr[indent]) || line.ptr[indent] == '>'))
        indent++;
    struct mt_str rest = mt_str_slice(line, indent, line.len);
    return mt_str_trim(rest).len == 0 || (!mt_is_digit(rest.ptr[0]) && marker(rest) > 0);
}

/* Whether the paragraph with this line, too, costs too much. */
static bool costs_too_much(struct paragraph *paragraph, struct mt_str line)
{
    if (begins_block(line))
        *paragraph = (struct paragraph){0};
    paragraph->lines++;
    paragraph->bytes += line.len + 1;
    for (size_t i = 0; i < line.len; i++)
        paragraph->steps += line.ptr[i] == '[' ? paragraph->lines : 0;
    return paragraph->steps > STEPS_AT_LEAST + STEPS_PER_BYTE * paragraph->bytes;
}

struct mt_str mt_markup_flatten(const void *ctx, struct mt_str text, size_t depth)
{
    size_t limit = depth * 2; /* the shortest list mark is a bullet and a space */
    struct mt_str rest = text, line;
    struct paragraph paragraph = {0};
    char *copy = NULL;
    while (mt_str_next(&rest, '\n', &line)) {
        size_t at = (size_t)(line.ptr - text.ptr), prefix = container_prefix(line, limit);
        bool deep = prefix > limit && prefix < line.len;
        bool costly = costs_too_much(&paragraph, line);
        if (!copy && (deep || costly))
            copy = mt_strdup(ctx, text);
        if (deep)
            copy[at + prefix] = 'x'; /* any letter begins plain text */
        if (costly) {
            memset(copy + at, ' ', line.len);
            paragraph = (struct paragraph){0};
        }
    }
    return copy ? mt_str_of(copy, text.len) : text;
}

struct mt_str mt_markup_assignee(struct mt_str heading)
{
    static const struct mt_str opening = MT_STR("(for ");
    for (size_t at = 0; (at = mt_str_find_char(heading, '(', at)) != MT_NPOS; at++) {
        struct mt_str rest = mt_str_slice(heading, at, heading.len);
        if (!mt_str_starts_nocase(rest, opening))
            continue;
        size_t close = mt_str_find_char(rest, ')', 0);
        return close == MT_NPOS ? mt_str(NULL)
                                : mt_str_trim(mt_str_slice(rest, opening.len, close));
    }
    return mt_str(NULL);
}
