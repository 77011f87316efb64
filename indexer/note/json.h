/* json.h - JSON as real programs write it, with the way back to the bytes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A scan into a flat array of tokens. It never fails: what is no JSON (a file cut in the middle,
 * NaN, bare words, missing or superfluous commas and brackets) becomes a word where it stands, so
 * that no byte that says something is lost. Time and space are linear in the bytes.
 *
 * Strings are unescaped only when they are asked for, with the place of each piece in the note's
 * text. JSON that stands in a string of other JSON is read as well, and its places still lead to
 * the note's text. An escape is shown from its backslash on, but `\"`, `\\` and `\/` from the
 * character itself, which so joins what follows it.
 */
#ifndef MT_NOTE_JSON_H
#define MT_NOTE_JSON_H

#include "base/base.h"
#include "note/note.h"
#include "note/prose.h"

MT_BEGIN_DECLS

/* Brackets nested deeper do not nest: what they hold belongs to the last level. */
#define MT_JSON_DEPTH_MAX 200
/* What follows so many tokens is one MT_JSON_REST. */
#define MT_JSON_TOKENS_MAX ((size_t)15 << 20)
/* After so many pieces of a string, the places of the rest are estimates. */
#define MT_JSON_RUNS_MAX ((size_t)15 << 20)
/* So much is looked at to tell a format: the whole text of a long meeting may come first. */
#define MT_JSON_PEEK ((size_t)1 << 20)

#define MT_JSON_NONE UINT32_MAX
/* The first token: an array of all that stands at the outermost level. */
#define MT_JSON_ROOT 0

enum mt_json_type {
    MT_JSON_WORD, /* a number, true, null, or what is no JSON; "" where a value is missing */
    MT_JSON_STRING,
    MT_JSON_KEY, /* exactly one value follows it */
    MT_JSON_ARRAY,
    MT_JSON_OBJECT,
    MT_JSON_REST
};

struct mt_json_token {
    uint32_t at; /* of its first byte, a quote or bracket too */
    uint32_t type : 3;
    uint32_t next : 29; /* the token after this one and all that is in it */
};

struct mt_json_tokens MT_VEC(struct mt_json_token);

struct mt_json {
    const void *ctx;
    struct mt_str str;         /* what was read */
    const struct mt_run *runs; /* where it stands in the note's text; NULL: at the same offsets */
    size_t n_runs;
    struct mt_json_tokens tokens;
    const char *fault; /* the first thing that was wrong, NULL when nothing was; static storage */
    size_t fault_at;   /* where in `str` */
};

/* Reads a text, or the beginning of one. Lives in `ctx`, borrows the text. */
struct mt_json *mt_json_read(const void *ctx, struct mt_str str);

/* Reads the JSON in a string. Lives in `ctx`; `outer` may go. */
struct mt_json *mt_json_read_inner(const void *ctx, const struct mt_json *outer, uint32_t string);

/* Whether what the text begins with is JSON whose first outermost value passes the test. */
bool mt_json_recognise(const struct mt_text *text,
                       bool (*test)(const struct mt_json *json, uint32_t top));

/* The values of an array or object in turn (nothing for MT_JSON_NONE and other types):
 *
 *     MT_JSON_EACH(json, array, value) { … } */
uint32_t mt_json_first(const struct mt_json *json, uint32_t parent);
uint32_t mt_json_next(const struct mt_json *json, uint32_t parent, uint32_t value);
#define MT_JSON_EACH(json, parent, value)                                           \
    for (uint32_t value = mt_json_first((json), (parent)); (value) != MT_JSON_NONE; \
         (value) = mt_json_next((json), (parent), (value)))

/* The value below `parent` at a path of keys and, in arrays, numbers of one digit: "title",
 * "offsets.from", "timestamp.0". The first of equal keys; MT_JSON_NONE when there is none. */
uint32_t mt_json_get(const struct mt_json *json, uint32_t parent, const char *path);

bool mt_json_is(const struct mt_json *json, uint32_t value, enum mt_json_type type);

/* A value's key as it stands (escapes and all); "" in an array. */
struct mt_str mt_json_key(const struct mt_json *json, uint32_t value);

/* A string's inside, or a word, as it stands; "" of anything else. */
struct mt_str mt_json_raw(const struct mt_json *json, uint32_t value);

/* A number, also one in a string. */
bool mt_json_number(const struct mt_json *json, uint32_t value, double *out);

/* Whether a word is what JSON allows to stand without quotes, or NaN or Infinity: no text. */
bool mt_json_is_literal(struct mt_str word);

/* What a string says: its bytes where no escape is in it, else a copy in `ctx`. "" of others. */
struct mt_str mt_json_text(const void *ctx, const struct mt_json *json, uint32_t value);

/* Appends what a string or rest says to the prose, or a word as it stands. Control characters are
 * shown as spaces, half surrogate pairs as U+FFFD, unknown escapes as they stand. */
void mt_json_add(struct mt_prose_maker *maker, const struct mt_json *json, uint32_t value);

/* Appends what is shown for the text at `source`; after MT_JSON_RUNS_MAX pieces without a place of
 * its own. */
void mt_json_add_piece(struct mt_prose_maker *maker, size_t source, struct mt_str shown);

MT_END_DECLS

#endif
