/* lex.c - A question's text cut into operands and operators
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Two steps: the bytes are cleaned, so that nothing below meets invalid UTF-8, a control character
 * or more than one kind of space and quote; then one pass cuts them. Each byte is looked at a
 * bounded number of times, whatever the text.
 */
#include "base/base.h"
#include "query/lex.h"

#include <stdarg.h>

#include "text/periods.h"
#include "text/tokenise.h"

struct lexer {
    const void *ctx;
    struct mt_str text; /* clean */
    size_t at;
    mt_date today;
    struct mt_tokens *tokens;
    size_t n_words; /* of all operands and operators so far */
    bool full;      /* MT_QUERY_WORDS_MAX is reached: the rest is left out */
    struct mt_lexemes *out;
    struct mt_strs *notes;
};

/* ---- notes ---- */

void mt_query_remark(const void *ctx, struct mt_strs *notes, const char *format, ...)
{
    if (notes->len >= MT_QUERY_NOTES_MAX)
        return;
    if (notes->len == MT_QUERY_NOTES_MAX - 1) {
        *mt_push(ctx, notes) = mt_str("more of this question could not be read as written");
        return;
    }
    char line[256];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    *mt_push(ctx, notes) = mt_str_copy(ctx, mt_str(line));
}

struct mt_str mt_query_shown(struct mt_str text)
{
    enum { SHOWN_MAX = 48 };
    size_t end = text.len < SHOWN_MAX ? text.len : SHOWN_MAX;
    while (end > 0 && end < text.len && ((unsigned char)text.ptr[end] & 0xC0) == 0x80)
        end--;
    return mt_str_slice(text, 0, end);
}

/* ---- cleaning ---- */

/* The well-formed UTF-8 character that begins here: its length, or 0 if there is none. */
static size_t read_character(const unsigned char *s, size_t left, uint32_t *out)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (n == 0 || n > left || s[0] > 0xF4)
        return 0;
    uint32_t c = n == 1 ? s[0] : s[0] & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0;
        c = c << 6 | (s[i] & 0x3Fu);
    }
    if (c < smallest[n] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        return 0;
    *out = c;
    return n;
}

/* The ASCII character that stands for this one in a question, or 0 if it stays as it is. */
static char ascii_form(uint32_t c)
{
    static const struct {
        uint32_t first, last;
        char form;
    } ranges[] = {
        {0x00, 0x1F, ' '},     {0x7F, 0xA0, ' '},     {0x1680, 0x1680, ' '},
        {0x2000, 0x200A, ' '}, {0x201C, 0x201F, '"'}, {0x2028, 0x2029, ' '},
        {0x202F, 0x202F, ' '}, {0x205F, 0x205F, ' '}, {0x3000, 0x3000, ' '},
    };
    for (size_t i = 0; i < MT_COUNT(ranges) && c >= ranges[i].first; i++)
        if (c <= ranges[i].last)
            return ranges[i].form;
    return '\0';
}

static struct mt_str clean(const void *ctx, struct mt_str bytes)
{
    char *room = mt_alloc(ctx, bytes.len);
    size_t len = 0;
    for (size_t at = 0, n; at < bytes.len; at += n) {
        uint32_t c = 0;
        n = read_character((const unsigned char *)bytes.ptr + at, bytes.len - at, &c);
        char form = n ? ascii_form(c) : ' ';
        n += n == 0;
        if (form) {
            room[len++] = form;
        } else {
            memcpy(room + len, bytes.ptr + at, n);
            len += n;
        }
    }
    return mt_str_of(room, len);
}

/* ---- operands ---- */

static void push(struct lexer *lexer, enum mt_lex_kind kind, struct mt_str text,
                 struct mt_query *node)
{
    *mt_push(lexer->ctx, lexer->out) = (struct mt_lexeme){.kind = kind, .text = text, .node = node};
}

static bool follows_dash(const struct lexer *lexer)
{
    const struct mt_lexemes *out = lexer->out;
    return out->len && out->ptr[out->len - 1].kind == MT_LEX_NOT && !out->ptr[out->len - 1].node;
}

/* An operand without a word (an emoji, punctuation) goes, and the dash that touches it too. So does
 * a field that the last words were too few for: half a value would be another question. */
static void push_operand(struct lexer *lexer, struct mt_str text, struct mt_query *node)
{
    if (node->op == MT_QUERY_FIELD ? !lexer->full : node->words.len > 0)
        push(lexer, MT_LEX_OPERAND, text, node);
    else if (follows_dash(lexer))
        lexer->out->len--;
}

/* Counts one more word; false when the question has as many as it may have. */
static bool spend_word(struct lexer *lexer)
{
    if (lexer->n_words < MT_QUERY_WORDS_MAX) {
        lexer->n_words++;
        return true;
    }
    if (!lexer->full)
        mt_query_remark(lexer->ctx, lexer->notes, "left out what follows the first %d words",
                        MT_QUERY_WORDS_MAX);
    lexer->full = true;
    return false;
}

static struct mt_query *new_node(struct lexer *lexer, enum mt_query_op op, struct mt_str text)
{
    struct mt_query *node = mt_new(lexer->ctx, struct mt_query);
    node->op = op;
    node->text = text;
    mt_tokenise(lexer->tokens, text);
    size_t n = mt_tokens_count(lexer->tokens);
    for (size_t i = 0; i < n && spend_word(lexer); i++)
        *mt_push(lexer->ctx, &node->words) =
            mt_str_copy(lexer->ctx, mt_tokens_at(lexer->tokens, i).term);
    return node;
}

/* Takes a node back, as if it had never been made. */
static void discard(struct lexer *lexer, struct mt_query *node)
{
    lexer->n_words -= node->words.len;
    mt_free(node);
}

/* Whether the last word of a new node ends its text, so that a mark there belongs to the word. */
static bool ends_in_word(const struct lexer *lexer, const struct mt_query *node)
{
    size_t n = mt_tokens_count(lexer->tokens);
    return n && node->words.len == n && mt_tokens_at(lexer->tokens, n - 1).end == node->text.len;
}

/* Leaves the punctuation around a word out of its text: exact words are compared by it. */
static void trim_to_words(const struct lexer *lexer, struct mt_query *node)
{
    if (node->words.len)
        node->text = mt_str_slice(node->text, mt_tokens_at(lexer->tokens, 0).begin,
                                  mt_tokens_at(lexer->tokens, node->words.len - 1).end);
}

/* "=Word", "pre*", "name~", "+word" or a word without marks. */
static struct mt_query *read_word(struct lexer *lexer, struct mt_str typed)
{
    struct mt_str text = typed;
    char mark = '\0';
    bool exact = false;
    while (text.len && (text.ptr[0] == '+' || text.ptr[0] == '=')) {
        exact |= text.ptr[0] == '=';
        text = mt_str_slice(text, 1, text.len);
    }
    while (text.len && (text.ptr[text.len - 1] == '*' || text.ptr[text.len - 1] == '~')) {
        mark = mark ? mark : text.ptr[text.len - 1];
        text = mt_str_slice(text, 0, text.len - 1);
    }
    struct mt_query *node = new_node(lexer, MT_QUERY_WORD, text);
    bool marked = mark && ends_in_word(lexer, node);
    trim_to_words(lexer, node);
    node->exact = exact;
    node->prefix = marked && !exact && mark == '*';
    node->sounds = marked && !exact && mark == '~';
    if (marked && exact)
        mt_query_remark(lexer->ctx, lexer->notes,
                        "left out the %c of \"%.*s\": = is the word alone", mark,
                        MT_ARG(mt_query_shown(typed)));
    return node;
}

/* ---- operators ---- */

/* The distance of "NEAR/8", from what follows the slash; 0 when that is no number. */
static uint32_t read_distance(struct lexer *lexer, struct mt_str typed, struct mt_str digits)
{
    uint64_t number;
    if (!mt_str_to_u64(digits, &number))
        return 0;
    uint32_t distance = number > MT_QUERY_DISTANCE_MAX ? MT_QUERY_DISTANCE_MAX : (uint32_t)number;
    distance += distance == 0;
    if (distance != number)
        mt_query_remark(lexer->ctx, lexer->notes, "took the distance in \"%.*s\" as %u",
                        MT_ARG(mt_query_shown(typed)), (unsigned)distance);
    return distance;
}

static bool push_operator(struct lexer *lexer, struct mt_str text)
{
    static const struct {
        struct mt_str name;
        enum mt_lex_kind kind;
        uint32_t distance;
    } operators[] = {
        {MT_STR("AND"), MT_LEX_AND, 0},
        {MT_STR("OR"), MT_LEX_OR, 0},
        {MT_STR("NOT"), MT_LEX_NOT, 0},
        {MT_STR("NEAR"), MT_LEX_NEAR, MT_QUERY_DISTANCE_DEFAULT},
        {MT_STR("BEFORE"), MT_LEX_BEFORE, MT_QUERY_DISTANCE_DEFAULT},
    };
    for (size_t i = 0; i < MT_COUNT(operators); i++) {
        if (!mt_str_starts(text, operators[i].name))
            continue;
        struct mt_str rest = mt_str_slice(text, operators[i].name.len, text.len);
        uint32_t distance = operators[i].distance;
        if (rest.len) {
            if (!distance || rest.ptr[0] != '/')
                continue;
            distance = read_distance(lexer, text, mt_str_slice(rest, 1, rest.len));
            if (!distance)
                continue;
        }
        struct mt_query *node = read_word(lexer, text);
        if (node->words.len) {
            push(lexer, operators[i].kind, text, node);
            lexer->out->ptr[lexer->out->len - 1].distance = distance;
        }
        return true;
    }
    return false;
}

/* ---- fields ---- */

static enum mt_field field_of(struct mt_str key)
{
    int field = 0;
    while (field < MT_FIELD_PROPERTY && !mt_str_eq_nocase(key, mt_field_name((enum mt_field)field)))
        field++;
    return (enum mt_field)field;
}

/* The length of "key" where the text begins with "key:", else 0. */
static size_t key_length(struct mt_str text)
{
    size_t n = 0;
    if (text.len == 0 || !mt_is_alpha(text.ptr[0]))
        return 0;
    while (n < text.len && (mt_is_alnum(text.ptr[n]) || memchr("_.-", text.ptr[n], 3)))
        n++;
    return n < text.len && text.ptr[n] == ':' ? n : 0;
}

static bool parse_is(struct mt_str text, enum mt_is *out)
{
    static const struct {
        struct mt_str name;
        enum mt_is is;
    } states[] = {
        {MT_STR("open"), MT_IS_OPEN},           {MT_STR("done"), MT_IS_DONE},
        {MT_STR("cancelled"), MT_IS_CANCELLED}, {MT_STR("canceled"), MT_IS_CANCELLED},
        {MT_STR("overdue"), MT_IS_OVERDUE},     {MT_STR("task"), MT_IS_TASK},
    };
    for (size_t i = 0; i < MT_COUNT(states); i++) {
        if (mt_str_eq_nocase(text, states[i].name)) {
            *out = states[i].is;
            return true;
        }
    }
    return false;
}

/* A tag as notes have it: people write its mark in front of it, and the index holds none. */
static struct mt_str without_mark(struct mt_str value)
{
    return value.len > 1 && value.ptr[0] == '#' ? mt_str_slice(value, 1, value.len) : value;
}

/* Understands the value of a field. Returns what it should have been if it means nothing, NULL
 * if all is well. */
static const char *understand(const struct lexer *lexer, struct mt_query *node)
{
    switch (node->field) {
    case MT_FIELD_IN:
        return mt_kind_parse(node->text, &node->kind) ? NULL : "kind of section";
    case MT_FIELD_IS:
        return parse_is(node->text, &node->is) ? NULL : "state of a task";
    case MT_FIELD_DUE:
        return mt_dates_parse(node->text, lexer->today, MT_AHEAD, &node->dates) ? NULL : "date";
    case MT_FIELD_DATE:
        return mt_dates_parse(node->text, lexer->today, MT_PAST, &node->dates) ? NULL : "date";
    case MT_FIELD_TYPE:
    case MT_FIELD_TAG:
    case MT_FIELD_PATH:
    case MT_FIELD_PROPERTY:
        return NULL;
    default:
        return node->words.len ? NULL : "word";
    }
}

static void push_field(struct lexer *lexer, struct mt_str typed, struct mt_str key,
                       struct mt_str value)
{
    spend_word(lexer); /* for the key: values may have no words, and the fields be many */
    enum mt_field field = field_of(key);
    struct mt_query *node =
        new_node(lexer, MT_QUERY_FIELD, field == MT_FIELD_TAG ? without_mark(value) : value);
    node->key = key;
    node->field = field;
    const char *wanted = lexer->full ? NULL : understand(lexer, node);
    if (wanted) {
        mt_query_remark(lexer->ctx, lexer->notes, "read \"%.*s\" as words: \"%.*s\" is no %s",
                        MT_ARG(mt_query_shown(typed)), MT_ARG(mt_query_shown(value)), wanted);
        discard(lexer, node);
        node = new_node(lexer, MT_QUERY_WORD, typed);
    }
    push_operand(lexer, typed, node);
}

/* ---- cutting ---- */

static struct mt_str rest_of(const struct lexer *lexer)
{
    return mt_str_slice(lexer->text, lexer->at, lexer->text.len);
}

/* How far the text goes before the first of these characters. */
static size_t length_before(struct mt_str text, size_t from, const char *stops)
{
    while (from < text.len && !strchr(stops, text.ptr[from]))
        from++;
    return from;
}

/* What stands in quotes, the first of them at `open`. Sets `after` to where the text goes on. */
static struct mt_str quoted(struct lexer *lexer, struct mt_str text, size_t open, size_t *after)
{
    size_t close = mt_str_find_char(text, '"', open + 1);
    if (close == MT_NPOS) {
        close = text.len;
        mt_query_remark(lexer->ctx, lexer->notes,
                        "read the last \" up to the end: nothing closes it");
    }
    *after = close + 1;
    return mt_str_trim(mt_str_slice(text, open + 1, close));
}

/* How far the value of a date field goes: shells take quotes away, so that "date:last 2 weeks" is
 * what comes of date:"last 2 weeks". What is no date by itself takes more words until it is one. */
static size_t date_length(const struct lexer *lexer, struct mt_str rest, size_t begin, size_t end)
{
    enum { WORDS_MAX = 4 };
    struct mt_dates dates;
    size_t longer = end;
    for (int words = 0; words < WORDS_MAX; words++) {
        if (mt_dates_parse(mt_str_slice(rest, begin, longer), lexer->today, MT_PAST, &dates))
            return longer;
        if (longer == rest.len || rest.ptr[longer] != ' ')
            break;
        longer = length_before(rest, longer + 1, " )|\"");
    }
    return end;
}

/* key:value, key:"a value"; false (and nothing cut) when what stands here is not that. */
static bool cut_field(struct lexer *lexer)
{
    struct mt_str rest = rest_of(lexer);
    size_t colon = key_length(rest), after = colon + 1;
    if (colon == 0)
        return false;
    struct mt_str key = mt_str_slice(rest, 0, colon), value = {NULL, 0};
    bool known = field_of(key) != MT_FIELD_PROPERTY;
    char first = after < rest.len ? rest.ptr[after] : ' ';
    if (first == '/' && !known) /* an address of the web */
        return false;
    if (first == '"') {
        value = quoted(lexer, rest, after, &after);
    } else if (first != '(') {
        after = length_before(rest, after, " )|\"");
        if (field_of(key) == MT_FIELD_DATE || field_of(key) == MT_FIELD_DUE)
            after = date_length(lexer, rest, colon + 1, after);
        value = mt_str_slice(rest, colon + 1, after);
    }
    if (value.len == 0) {
        if (known)
            mt_query_remark(lexer->ctx, lexer->notes, "read \"%.*s:\" as a word: no value follows",
                            MT_ARG(key));
        return false;
    }
    lexer->at += after;
    push_field(lexer, mt_str_slice(rest, 0, after), key, value);
    return true;
}

static void cut_word(struct lexer *lexer)
{
    struct mt_str rest = rest_of(lexer);
    struct mt_str typed = mt_str_slice(rest, 0, length_before(rest, 0, " ()|\""));
    lexer->at += typed.len;
    if (follows_dash(lexer) || !push_operator(lexer, typed))
        push_operand(lexer, typed, read_word(lexer, typed));
}

static void cut_phrase(struct lexer *lexer)
{
    size_t after;
    struct mt_str rest = rest_of(lexer);
    struct mt_str phrase = quoted(lexer, rest, 0, &after);
    lexer->at += after;
    push_operand(lexer, mt_str_slice(rest, 0, after), new_node(lexer, MT_QUERY_PHRASE, phrase));
}

/* One dash between a gap and an operand negates; others are punctuation. */
static void cut_dashes(struct lexer *lexer)
{
    struct mt_str rest = rest_of(lexer);
    bool after_gap = lexer->at == 0 || strchr(" (|", lexer->text.ptr[lexer->at - 1]);
    size_t n = 1;
    while (n < rest.len && rest.ptr[n] == '-')
        n++;
    if (n == 1 && after_gap && rest.len > 1 && !strchr(" )|", rest.ptr[1]))
        push(lexer, MT_LEX_NOT, mt_str_slice(rest, 0, 1), NULL);
    lexer->at += n;
}

/* "|", also written "||" by those who write programs. */
static void cut_bars(struct lexer *lexer)
{
    struct mt_str rest = rest_of(lexer);
    size_t n = 1;
    while (n < rest.len && rest.ptr[n] == '|')
        n++;
    push(lexer, MT_LEX_OR, mt_str_slice(rest, 0, n), NULL);
    lexer->at += n;
}

static void cut_parenthesis(struct lexer *lexer, enum mt_lex_kind kind)
{
    push(lexer, kind, mt_str_slice(lexer->text, lexer->at, lexer->at + 1), NULL);
    lexer->at++;
}

static void cut(struct lexer *lexer)
{
    switch (lexer->text.ptr[lexer->at]) {
    case ' ':
        lexer->at++;
        break;
    case '(':
        cut_parenthesis(lexer, MT_LEX_OPEN);
        break;
    case ')':
        cut_parenthesis(lexer, MT_LEX_CLOSE);
        break;
    case '|':
        cut_bars(lexer);
        break;
    case '-':
        cut_dashes(lexer);
        break;
    case '"':
        cut_phrase(lexer);
        break;
    default:
        if (!cut_field(lexer))
            cut_word(lexer);
    }
}

void mt_lex(const void *ctx, struct mt_str text, mt_date today, struct mt_lexemes *out,
            struct mt_strs *notes)
{
    if (text.len > MT_QUERY_BYTES_MAX) {
        mt_query_remark(ctx, notes, "left out what follows the first %d bytes", MT_QUERY_BYTES_MAX);
        text = mt_str_slice(text, 0, MT_QUERY_BYTES_MAX);
    }
    struct lexer lexer = {.ctx = ctx,
                          .text = clean(ctx, text),
                          .today = today,
                          .tokens = mt_tokens_new(ctx),
                          .out = out,
                          .notes = notes};
    while (lexer.at < lexer.text.len && !lexer.full)
        cut(&lexer);
    mt_tokens_free(lexer.tokens);
}
