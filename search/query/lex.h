/* lex.h - A question's text cut into operands and operators; for parse.c only
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_QUERY_LEX_H
#define MT_QUERY_LEX_H

#include "base/base.h"
#include "query/parse.h"

MT_BEGIN_DECLS

#define MT_QUERY_DISTANCE_DEFAULT 8
#define MT_QUERY_NOTES_MAX 12

enum mt_lex_kind {
    MT_LEX_OPERAND,
    MT_LEX_OPEN,
    MT_LEX_CLOSE,
    /* operators from here on */
    MT_LEX_NOT, /* also a `-` that touches what it negates */
    MT_LEX_AND,
    MT_LEX_OR, /* also `|` */
    MT_LEX_NEAR,
    MT_LEX_BEFORE
};

struct mt_lexeme {
    enum mt_lex_kind kind;
    struct mt_str text;    /* as typed */
    uint32_t distance;     /* NEAR, BEFORE */
    struct mt_query *node; /* a WORD, PHRASE or FIELD: the operand, or what an operator in letters
                              means where it cannot be one; NULL for punctuation */
};

struct mt_lexemes MT_VEC(struct mt_lexeme);

/* Cuts a question (any bytes) into lexemes. They, their nodes and the text these point into live in
 * `ctx`. An operand has at least one word, or is a field with a value. All operands and operators
 * together have at most MT_QUERY_WORDS_MAX words. */
void mt_lex(const void *ctx, struct mt_str text, mt_date today, struct mt_lexemes *out,
            struct mt_strs *notes);

/* Adds a line on how the text was read; past MT_QUERY_NOTES_MAX there are no more. */
void mt_query_remark(const void *ctx, struct mt_strs *notes, const char *format, ...)
    MT_PRINTF(3, 4);

/* As much of the text as a remark shows, cut at a character. */
struct mt_str mt_query_shown(struct mt_str text);

MT_END_DECLS

#endif
