/* json.c - Scanning JSON into tokens, and finding the way among them
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/json.h"

struct scanner {
    struct mt_json *json;
    size_t at;
    uint32_t open[MT_JSON_DEPTH_MAX]; /* the tokens of the brackets that are open */
    size_t depth;
    size_t too_deep;     /* open brackets beyond those */
    size_t n_open[2];    /* arrays and objects among `open` */
    bool key_is_waiting; /* the last token is a key */
};

static void note_fault(struct mt_json *json, size_t at, const char *fault)
{
    if (json->fault)
        return;
    json->fault = fault;
    json->fault_at = at;
}

static uint32_t push(struct scanner *s, size_t at, enum mt_json_type type)
{
    struct mt_json_tokens *tokens = &s->json->tokens;
    struct mt_json_token *token = mt_push(s->json->ctx, tokens);
    token->at = (uint32_t)at;
    token->type = type;
    token->next = (uint32_t)tokens->len;
    s->key_is_waiting = type == MT_JSON_KEY;
    return (uint32_t)tokens->len - 1;
}

/* A key whose value is missing gets an empty word. */
static void end_member(struct scanner *s)
{
    if (s->key_is_waiting)
        push(s, s->at, MT_JSON_WORD);
}

static bool is_delimiter(char c)
{
    return mt_is_space(c) || (c && strchr(",:[]{}\"", c));
}

/* The end of a string's inside that begins at `at`: its quote, or the end of the text. */
static size_t string_end(struct mt_str str, size_t at)
{
    while (at < str.len && str.ptr[at] != '"')
        at += str.ptr[at] == '\\' ? 2 : 1;
    return at < str.len ? at : str.len;
}

static size_t word_end(struct mt_str str, size_t at)
{
    while (at < str.len && !is_delimiter(str.ptr[at]))
        at++;
    return at;
}

static size_t skip_space(struct mt_str str, size_t at)
{
    while (at < str.len && mt_is_space(str.ptr[at]))
        at++;
    return at;
}

static bool colon_follows(const struct scanner *s, size_t at)
{
    at = skip_space(s->json->str, at);
    return at < s->json->str.len && s->json->str.ptr[at] == ':';
}

static void scan_string(struct scanner *s)
{
    size_t end = string_end(s->json->str, s->at + 1);
    bool closed = end < s->json->str.len, key = closed && colon_follows(s, end + 1);
    if (!closed)
        note_fault(s->json, s->at, "a string without end");
    if (key)
        end_member(s);
    push(s, s->at, key ? MT_JSON_KEY : MT_JSON_STRING);
    s->at = closed ? end + 1 : end;
}

/* Bare keys, as in JavaScript, are understood in objects only: "12:30" is no member. */
static bool is_bare_key(const struct scanner *s, size_t end)
{
    char first = s->json->str.ptr[s->at];
    bool in_object = s->depth && mt_json_is(s->json, s->open[s->depth - 1], MT_JSON_OBJECT);
    return in_object && (mt_is_alpha(first) || first == '_') && colon_follows(s, end);
}

static void scan_word(struct scanner *s)
{
    size_t end = word_end(s->json->str, s->at);
    bool key = is_bare_key(s, end);
    if (!mt_json_is_literal(mt_str_slice(s->json->str, s->at, end)))
        note_fault(s->json, s->at, "a word outside of quotes");
    if (key)
        end_member(s);
    push(s, s->at, key ? MT_JSON_KEY : MT_JSON_WORD);
    s->at = end;
}

static void open_bracket(struct scanner *s, enum mt_json_type type)
{
    if (s->depth == MT_JSON_DEPTH_MAX) {
        note_fault(s->json, s->at, "nested too deep");
        end_member(s);
        s->too_deep++;
    } else {
        s->open[s->depth++] = push(s, s->at, type);
        s->n_open[type == MT_JSON_OBJECT]++;
    }
    s->at++;
}

static void pop(struct scanner *s)
{
    struct mt_json_token *token = &s->json->tokens.ptr[s->open[--s->depth]];
    token->next = (uint32_t)s->json->tokens.len;
    s->n_open[token->type == MT_JSON_OBJECT]--;
}

/* Closes the innermost bracket of the type, and with it what was left open in it. */
static void close_bracket(struct scanner *s, enum mt_json_type type)
{
    end_member(s);
    if (s->too_deep) {
        s->too_deep--;
    } else if (s->n_open[type == MT_JSON_OBJECT] == 0) {
        note_fault(s->json, s->at, "a bracket that was not open");
    } else {
        while (!mt_json_is(s->json, s->open[s->depth - 1], type)) {
            note_fault(s->json, s->at, "a bracket is missing");
            pop(s);
        }
        pop(s);
    }
    s->at++;
}

static void scan_token(struct scanner *s)
{
    switch (s->json->str.ptr[s->at]) {
    case '{':
        open_bracket(s, MT_JSON_OBJECT);
        break;
    case '[':
        open_bracket(s, MT_JSON_ARRAY);
        break;
    case '}':
        close_bracket(s, MT_JSON_OBJECT);
        break;
    case ']':
        close_bracket(s, MT_JSON_ARRAY);
        break;
    case '"':
        scan_string(s);
        break;
    case ',':
        end_member(s);
        s->at++;
        break;
    case ':':
        s->at++;
        break;
    default:
        scan_word(s);
    }
}

static void scan(struct mt_json *json)
{
    struct scanner s = {.json = json};
    push(&s, 0, MT_JSON_ARRAY);
    while ((s.at = skip_space(json->str, s.at)) < json->str.len) {
        if (json->tokens.len >= MT_JSON_TOKENS_MAX) {
            note_fault(json, s.at, "too many values");
            push(&s, s.at, MT_JSON_REST);
            break;
        }
        scan_token(&s);
    }
    end_member(&s);
    if (s.depth)
        note_fault(json, json->str.len, "the end is missing");
    while (s.depth)
        pop(&s);
    json->tokens.ptr[MT_JSON_ROOT].next = (uint32_t)json->tokens.len;
}

struct mt_json *mt_json_read(const void *ctx, struct mt_str str)
{
    struct mt_json *json = mt_new(ctx, struct mt_json);
    json->ctx = json;
    json->str = str;
    scan(json);
    return json;
}

bool mt_json_recognise(const struct mt_text *text,
                       bool (*test)(const struct mt_json *json, uint32_t top))
{
    struct mt_str begin = mt_str_slice(text->str, 0, MT_JSON_PEEK);
    size_t at = skip_space(begin, 0);
    if (at == begin.len || (begin.ptr[at] != '{' && begin.ptr[at] != '['))
        return false;
    struct mt_json *json = mt_json_read(NULL, begin);
    bool passes = test(json, mt_json_first(json, MT_JSON_ROOT));
    mt_free(json);
    return passes;
}

bool mt_json_is(const struct mt_json *json, uint32_t value, enum mt_json_type type)
{
    return value != MT_JSON_NONE && json->tokens.ptr[value].type == type;
}

/* The value at or after this token within the parent. */
static uint32_t value_at(const struct mt_json *json, uint32_t parent, uint32_t token)
{
    if (token < json->tokens.ptr[parent].next && mt_json_is(json, token, MT_JSON_KEY))
        token++;
    return token < json->tokens.ptr[parent].next ? token : MT_JSON_NONE;
}

uint32_t mt_json_first(const struct mt_json *json, uint32_t parent)
{
    if (!mt_json_is(json, parent, MT_JSON_ARRAY) && !mt_json_is(json, parent, MT_JSON_OBJECT))
        return MT_JSON_NONE;
    return value_at(json, parent, parent + 1);
}

uint32_t mt_json_next(const struct mt_json *json, uint32_t parent, uint32_t value)
{
    return value_at(json, parent, json->tokens.ptr[value].next);
}

/* Whether the token before a value is this key; looks no further than the name is long. */
static bool has_key(const struct mt_json *json, uint32_t value, struct mt_str name)
{
    if (!mt_json_is(json, value - 1, MT_JSON_KEY))
        return false;
    size_t at = json->tokens.ptr[value - 1].at;
    bool quoted = json->str.ptr[at] == '"';
    at += quoted;
    struct mt_str rest = mt_str_slice(json->str, at, json->str.len);
    return mt_str_starts(rest, name) && name.len < rest.len &&
           (quoted ? rest.ptr[name.len] == '"' : is_delimiter(rest.ptr[name.len]));
}

static uint32_t get_one(const struct mt_json *json, uint32_t parent, struct mt_str name)
{
    bool array = mt_json_is(json, parent, MT_JSON_ARRAY);
    size_t nth =
        array && name.len == 1 && mt_is_digit(name.ptr[0]) ? (size_t)(name.ptr[0] - '0') : MT_NPOS;
    size_t i = 0;
    if (array && nth == MT_NPOS)
        return MT_JSON_NONE;
    MT_JSON_EACH(json, parent, value)
    if (array ? i++ == nth : has_key(json, value, name))
        return value;
    return MT_JSON_NONE;
}

uint32_t mt_json_get(const struct mt_json *json, uint32_t parent, const char *path)
{
    struct mt_str rest = mt_str(path), name;
    while (mt_str_next(&rest, '.', &name))
        parent = get_one(json, parent, name);
    return parent;
}

struct mt_str mt_json_raw(const struct mt_json *json, uint32_t value)
{
    if (value == MT_JSON_NONE)
        return mt_str(NULL);
    size_t at = json->tokens.ptr[value].at;
    switch (json->tokens.ptr[value].type) {
    case MT_JSON_STRING:
    case MT_JSON_KEY:
        if (json->str.ptr[at] == '"')
            return mt_str_slice(json->str, at + 1, string_end(json->str, at + 1));
        return mt_str_slice(json->str, at, word_end(json->str, at));
    case MT_JSON_WORD:
        return mt_str_slice(json->str, at, word_end(json->str, at));
    case MT_JSON_REST:
        return mt_str_slice(json->str, at, json->str.len);
    default:
        return mt_str(NULL);
    }
}

struct mt_str mt_json_key(const struct mt_json *json, uint32_t value)
{
    if (value == MT_JSON_NONE || value == 0 || !mt_json_is(json, value - 1, MT_JSON_KEY))
        return mt_str(NULL);
    return mt_json_raw(json, value - 1);
}
