/* parse.h - Text to a question tree: no text is a syntax error
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     query   = any ; any = all { ( "OR" | "|" ) all } ; all = side { "AND" side }
 *     side    = piece { piece }                       words side by side: MT_QUERY_SOFT
 *     piece   = ( "-" | "NOT" ) piece | near
 *     near    = atom { ( "NEAR" | "BEFORE" ) [ "/" number ] atom }        8 words by default
 *     atom    = "(" any ")" | '"' words '"' | field ":" value | "=" word | word [ "*" | "~" ]
 *
 * Operators are upper case and stand alone; `|` also. What cannot be an operator where it stands
 * (OR at an end, an unbalanced parenthesis or quote, NEAR without two sides, `-` alone) is dropped
 * if it is punctuation, else read as a word, and `notes` says so in one line each. A field whose
 * value means nothing (`in:foo`, `date:soon`) is read as plain words, with a note. A value in
 * quotes may hold spaces. An opening quote that is never closed runs to the end of the text.
 *
 * What the tree holds to: groups have two kids or more and no kid of their own kind (but SOFT in
 * SOFT: parentheses were there), NOT is never the kid of a NOT, and the kids of NEAR and BEFORE are
 * words, phrases, or an OR of those: between other sides they are read as AND.
 */
#ifndef MT_QUERY_PARSE_H
#define MT_QUERY_PARSE_H

#include "base/base.h"
#include "query/tree.h"

MT_BEGIN_DECLS

/* Limits: what is past them is left out, with a note. */
#define MT_QUERY_BYTES_MAX 65536
#define MT_QUERY_WORDS_MAX 200
#define MT_QUERY_DEPTH_MAX 64
#define MT_QUERY_DISTANCE_MAX 1000

struct mt_parsed {
    struct mt_query *tree; /* never NULL; MT_QUERY_NOTHING for a text without words */
    struct mt_strs notes;  /* how doubtful text was read, one line each, for stderr */
};

/* Parses a question (any bytes; invalid UTF-8 is read as spaces). `today` is what date words such
 * as last-week count from. All of the result lives in `ctx`. Time is linear in the bytes. */
struct mt_parsed mt_query_parse(const void *ctx, struct mt_str text, mt_date today);

MT_END_DECLS

#endif
