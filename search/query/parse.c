/* parse.c - Text to a question tree: no text is a syntax error
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The lexemes are put in order first: parentheses without a partner go, and operators without
 * their sides become words. What is left fits the grammar of parse.h, so that the descent after it
 * has nothing to doubt.
 */
#include "base/base.h"
#include "query/parse.h"

#include "query/lex.h"

/* Deeper parentheses are dropped. One pair of them puts at most five nodes on the way down (OR,
 * AND, SOFT, NOT, and the AND of a NEAR that cannot be one), the innermost piece three (NEAR, OR,
 * word): so no tree is deeper than MT_QUERY_DEPTH_MAX. */
#define NODES_PER_NESTING 5
#define NESTING_MAX (MT_QUERY_DEPTH_MAX / NODES_PER_NESTING - 1)

struct parser {
    const void *ctx;
    struct mt_lexemes lexemes;
    size_t at;
    struct mt_strs notes;
};

/* ---- parentheses ---- */

static bool is(const struct mt_lexeme *lexeme, enum mt_lex_kind kind)
{
    return lexeme && lexeme->kind == kind;
}

/* Which parentheses have a partner, as one flag a lexeme. */
static bool *find_pairs(const void *ctx, const struct mt_lexemes *lexemes)
{
    bool *paired = mt_array(ctx, bool, lexemes->len);
    size_t *open = mt_array(paired, size_t, lexemes->len), n_open = 0;
    for (size_t i = 0; i < lexemes->len; i++) {
        if (is(&lexemes->ptr[i], MT_LEX_OPEN)) {
            open[n_open++] = i;
        } else if (is(&lexemes->ptr[i], MT_LEX_CLOSE) && n_open) {
            paired[open[--n_open]] = true;
            paired[i] = true;
        }
    }
    return paired;
}

static bool is_operator(const struct mt_lexeme *lexeme)
{
    return lexeme->kind >= MT_LEX_NOT;
}

/* Ends a pair. One that holds at most punctuation goes, and with it what negates it: "NOT () a" is
 * no question about what lacks a. */
static void close_pair(struct mt_lexemes *kept, const struct mt_lexeme *close)
{
    size_t n = kept->len;
    while (is_operator(&kept->ptr[n - 1]) && !kept->ptr[n - 1].node)
        n--;
    if (!is(&kept->ptr[n - 1], MT_LEX_OPEN)) {
        kept->ptr[kept->len++] = *close;
        return;
    }
    kept->len = n - 1;
    while (kept->len && is(&kept->ptr[kept->len - 1], MT_LEX_NOT))
        kept->len--;
}

static void settle_parentheses(struct parser *parser)
{
    bool *paired = find_pairs(parser->ctx, &parser->lexemes);
    struct mt_lexemes kept = parser->lexemes;
    size_t depth = 0, n_lone = 0, n_deep = 0;
    kept.len = 0;
    for (size_t i = 0; i < parser->lexemes.len; i++) {
        const struct mt_lexeme *lexeme = &parser->lexemes.ptr[i];
        bool open = is(lexeme, MT_LEX_OPEN), close = is(lexeme, MT_LEX_CLOSE);
        depth += open && paired[i];
        bool lone = (open || close) && !paired[i];
        bool deep = (open || close) && !lone && depth > NESTING_MAX;
        depth -= close && paired[i];
        n_lone += lone;
        n_deep += deep;
        if (lone || deep)
            continue;
        if (close)
            close_pair(&kept, lexeme);
        else
            kept.ptr[kept.len++] = *lexeme;
    }
    parser->lexemes = kept;
    if (n_lone)
        mt_query_remark(parser->ctx, &parser->notes, "left out %zu parenthes%s without a partner",
                        n_lone, n_lone == 1 ? "is" : "es");
    if (n_deep)
        mt_query_remark(parser->ctx, &parser->notes,
                        "left out parentheses that are more than %d deep", NESTING_MAX);
    mt_free(paired);
}

/* ---- operators ---- */

static bool ends_operand(const struct mt_lexeme *lexeme)
{
    return is(lexeme, MT_LEX_OPERAND) || is(lexeme, MT_LEX_CLOSE);
}

static bool begins_operand(const struct mt_lexeme *lexeme)
{
    return is(lexeme, MT_LEX_OPERAND) || is(lexeme, MT_LEX_OPEN) || is(lexeme, MT_LEX_NOT);
}

/* Why an operator cannot be one between these two; NULL when it can. */
static const char *misplaced(const struct mt_lexeme *before, enum mt_lex_kind kind,
                             const struct mt_lexeme *after)
{
    bool near = kind == MT_LEX_NEAR || kind == MT_LEX_BEFORE;
    if (kind != MT_LEX_NOT && (!before || is(before, MT_LEX_OPEN)))
        return "it stands at the start";
    if (!after || is(after, MT_LEX_CLOSE))
        return "it stands at the end";
    if (kind != MT_LEX_NOT && !ends_operand(before))
        return "it follows another operator";
    if (!begins_operand(after) || (near && is(after, MT_LEX_NOT)))
        return "another operator follows";
    return NULL;
}

/* From the right, since a misplaced operator becomes a word, and that may be the right side of the
 * one before it. Fills `why` with one reason or NULL a lexeme. */
static void find_misplaced(const struct mt_lexemes *lexemes, const char **why)
{
    const struct mt_lexeme *after = NULL;
    for (size_t i = lexemes->len; i-- > 0;) {
        struct mt_lexeme *lexeme = &lexemes->ptr[i];
        if (is_operator(lexeme)) {
            why[i] = misplaced(i ? lexeme - 1 : NULL, lexeme->kind, after);
            if (why[i] && !lexeme->node)
                continue;
            if (why[i])
                lexeme->kind = MT_LEX_OPERAND;
        }
        after = lexeme;
    }
}

static void settle_operators(struct parser *parser)
{
    struct mt_lexemes *lexemes = &parser->lexemes;
    const char **why = mt_array(parser->ctx, const char *, lexemes->len);
    size_t kept = 0;
    find_misplaced(lexemes, why);
    for (size_t i = 0; i < lexemes->len; i++) {
        struct mt_lexeme lexeme = lexemes->ptr[i];
        if (why[i])
            mt_query_remark(parser->ctx, &parser->notes,
                            lexeme.node ? "read \"%.*s\" as a word: %s" : "left out \"%.*s\": %s",
                            MT_ARG(mt_query_shown(lexeme.text)), why[i]);
        if (!why[i] || lexeme.node)
            lexemes->ptr[kept++] = lexeme;
    }
    lexemes->len = kept;
    mt_free(why);
}

/* ---- the grammar, from the loosest to the tightest ---- */

static struct mt_query *parse_any(struct parser *parser);

static const struct mt_lexeme *peek(const struct parser *parser)
{
    return parser->at < parser->lexemes.len ? &parser->lexemes.ptr[parser->at] : NULL;
}

static bool take(struct parser *parser, enum mt_lex_kind kind)
{
    bool taken = is(peek(parser), kind);
    parser->at += taken;
    return taken;
}

static struct mt_query *new_group(const struct parser *parser, enum mt_query_op op)
{
    struct mt_query *group = mt_new(parser->ctx, struct mt_query);
    group->op = op;
    return group;
}

static void push_kid(const struct parser *parser, struct mt_query *group, struct mt_query *kid)
{
    size_t size = (group->n_kids + 1) * sizeof kid;
    group->kids = mt_resize(parser->ctx, group->kids, size);
    group->kids[group->n_kids++] = kid;
}

/* Adds a kid; a group of the same kind gives its own, since (a OR (b OR c)) is (a OR b OR c).
 * Not so words side by side: (a b) c asks for a and b together. */
static void add_kid(const struct parser *parser, struct mt_query *group, struct mt_query *kid)
{
    if (kid->op != group->op || (group->op != MT_QUERY_AND && group->op != MT_QUERY_OR)) {
        push_kid(parser, group, kid);
        return;
    }
    for (size_t i = 0; i < kid->n_kids; i++)
        push_kid(parser, group, kid->kids[i]);
}

static struct mt_query *simplest(struct mt_query *group)
{
    return group->n_kids == 1 ? group->kids[0] : group;
}

static struct mt_query *parse_atom(struct parser *parser)
{
    if (take(parser, MT_LEX_OPEN)) {
        struct mt_query *group = parse_any(parser);
        parser->at++; /* the partner */
        return group;
    }
    return parser->lexemes.ptr[parser->at++].node;
}

/* Words, phrases, and alternatives of them: what has places that can be near others. */
static bool has_places(const struct mt_query *query)
{
    bool all = query->op == MT_QUERY_OR;
    for (size_t i = 0; all && i < query->n_kids; i++)
        all = query->kids[i]->op == MT_QUERY_WORD || query->kids[i]->op == MT_QUERY_PHRASE;
    return all || query->op == MT_QUERY_WORD || query->op == MT_QUERY_PHRASE;
}

/* One chain is one node; where its links differ, it is as wide and as free as the widest. */
static void widen(struct parser *parser, struct mt_query *chain, const struct mt_lexeme *link)
{
    enum mt_query_op op = is(link, MT_LEX_NEAR) ? MT_QUERY_NEAR : MT_QUERY_BEFORE;
    bool first = chain->n_kids == 1;
    bool differs = !first && (op != chain->op || link->distance != chain->distance);
    if (first || op == MT_QUERY_NEAR)
        chain->op = op;
    if (link->distance > chain->distance)
        chain->distance = link->distance;
    if (differs)
        mt_query_remark(parser->ctx, &parser->notes, "read a chain of NEAR and BEFORE as %s/%u",
                        chain->op == MT_QUERY_NEAR ? "NEAR" : "BEFORE", (unsigned)chain->distance);
}

static struct mt_query *parse_near(struct parser *parser)
{
    struct mt_query *chain = new_group(parser, MT_QUERY_NEAR);
    push_kid(parser, chain, parse_atom(parser));
    bool near = has_places(chain->kids[0]);
    while (is(peek(parser), MT_LEX_NEAR) || is(peek(parser), MT_LEX_BEFORE)) {
        widen(parser, chain, peek(parser));
        parser->at++;
        push_kid(parser, chain, parse_atom(parser));
        near &= has_places(chain->kids[chain->n_kids - 1]);
    }
    if (near || chain->n_kids == 1)
        return simplest(chain);
    mt_query_remark(parser->ctx, &parser->notes,
                    "read %s as AND: only words and phrases can be near each other",
                    chain->op == MT_QUERY_NEAR ? "NEAR" : "BEFORE");
    struct mt_query *all = new_group(parser, MT_QUERY_AND);
    for (size_t i = 0; i < chain->n_kids; i++)
        add_kid(parser, all, chain->kids[i]);
    return all;
}

static struct mt_query *parse_piece(struct parser *parser)
{
    bool negated = false;
    while (take(parser, MT_LEX_NOT))
        negated = !negated;
    struct mt_query *piece = parse_near(parser);
    if (!negated)
        return piece;
    if (piece->op == MT_QUERY_NOT)
        return piece->kids[0];
    struct mt_query *not = new_group(parser, MT_QUERY_NOT);
    push_kid(parser, not, piece);
    return not ;
}

static struct mt_query *parse_side(struct parser *parser)
{
    struct mt_query *side = new_group(parser, MT_QUERY_SOFT);
    do {
        add_kid(parser, side, parse_piece(parser));
    } while (begins_operand(peek(parser)));
    return simplest(side);
}

static struct mt_query *parse_all(struct parser *parser)
{
    struct mt_query *all = new_group(parser, MT_QUERY_AND);
    do {
        add_kid(parser, all, parse_side(parser));
    } while (take(parser, MT_LEX_AND));
    return simplest(all);
}

static struct mt_query *parse_any(struct parser *parser)
{
    struct mt_query *any = new_group(parser, MT_QUERY_OR);
    do {
        add_kid(parser, any, parse_all(parser));
    } while (take(parser, MT_LEX_OR));
    return simplest(any);
}

struct mt_parsed mt_query_parse(const void *ctx, struct mt_str text, mt_date today)
{
    struct parser parser = {.ctx = ctx};
    struct mt_query *tree;
    mt_lex(ctx, text, today, &parser.lexemes, &parser.notes);
    settle_parentheses(&parser);
    settle_operators(&parser);
    if (parser.lexemes.len) {
        tree = parse_any(&parser);
        assert(parser.at == parser.lexemes.len);
    } else {
        tree = new_group(&parser, MT_QUERY_NOTHING);
        if (mt_str_trim(text).len)
            mt_query_remark(ctx, &parser.notes, "there is no word in this question");
    }
    mt_free(parser.lexemes.ptr);
    return (struct mt_parsed){.tree = tree, .notes = parser.notes};
}
