/* link.c - Where a moment's place leads
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "render/link.h"

#include "base/memory.h"
#include "text/timecode.h"

#define LINK_MAX 65536

const char mt_link_default[] = "file://{host}{path}";

enum variable { PATH, LINE, COL, SECONDS, CLOCK, HOST, VARIABLES };

static const struct mt_str variables[] = {
    [PATH] = MT_STR("path"), [LINE] = MT_STR("line"),   [COL] = MT_STR("col"),
    [SECONDS] = MT_STR("s"), [CLOCK] = MT_STR("clock"), [HOST] = MT_STR("host"),
};

/* ---- The template ---- */

/* A piece of a template: a variable, or text. */
struct piece {
    enum variable variable; /* VARIABLES: text */
    struct mt_str text;
};

/* Cuts the next piece off; false at the end. A brace that opens no variable is a piece without
 * text. */
static bool next_piece(struct mt_str *rest, struct piece *out)
{
    static const struct mt_str braces[] = {MT_STR("{{"), MT_STR("}}")};
    if (rest->len == 0)
        return false;
    *out = (struct piece){VARIABLES, {NULL, 0}};
    size_t used = 0;
    for (size_t i = 0; i < MT_COUNT(braces); i++)
        if (mt_str_starts(*rest, braces[i])) {
            out->text = mt_str_slice(*rest, 0, 1);
            used = 2;
        }
    if (!used && rest->ptr[0] == '{') {
        size_t end = mt_str_find_char(*rest, '}', 0);
        struct mt_str name = mt_str_slice(*rest, 1, end == MT_NPOS ? 1 : end);
        for (size_t v = 0; v < VARIABLES; v++)
            if (mt_str_eq(name, variables[v]))
                out->variable = (enum variable)v;
        used = end == MT_NPOS ? rest->len : end + 1;
    } else if (!used) {
        while (used < rest->len && rest->ptr[used] != '{' && rest->ptr[used] != '}')
            used++;
        out->text = mt_str_slice(*rest, 0, used);
        used += used == 0; /* a lone closing brace */
    }
    *rest = mt_str_slice(*rest, used, rest->len);
    return true;
}

/* scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." ) ":", RFC 3986, 3.1 */
static bool has_scheme(struct mt_str pattern)
{
    size_t i = 0;
    while (i < pattern.len && (mt_is_alnum(pattern.ptr[i]) || strchr("+-.", pattern.ptr[i])))
        i++;
    return i > 1 && i < pattern.len && mt_is_alpha(pattern.ptr[0]) && pattern.ptr[i] == ':';
}

enum mt_status mt_link_parse(const void *ctx, struct mt_str pattern, struct mt_str host,
                             struct mt_link *out, struct mt_error *err)
{
    struct mt_str rest = pattern;
    struct piece piece;
    while (next_piece(&rest, &piece))
        if (piece.variable == VARIABLES && piece.text.len == 0)
            return mt_error_set(err, MT_ERR_USAGE,
                                "a link takes {path} {line} {col} {s} {clock} {host}: %.*s",
                                MT_ARG(pattern));
    if (mt_str_ends(pattern, mt_str("://")))
        pattern = mt_str_printf(ctx, "%.*s{path}", MT_ARG(pattern));
    *out = (struct mt_link){pattern, !has_scheme(pattern), host};
    return MT_OK;
}

/* ---- Values ---- */

static struct mt_str value_of(const void *ctx, const struct mt_link *link,
                              const struct mt_moment *moment, enum variable variable)
{
    char room[MT_TIMECODE_SIZE];
    int64_t time_ms = moment->timed ? mt_moment_clock(moment) : 0;
    switch (variable) {
    case PATH:
        return mt_str_printf(ctx, "%.*s/%.*s", MT_ARG(moment->archive), MT_ARG(moment->path));
    case LINE:
        return mt_str_printf(ctx, "%u", moment->line);
    case COL:
        return mt_str_printf(ctx, "%u", moment->column);
    case SECONDS:
        return mt_str_printf(ctx, "%lld", (long long)time_ms / 1000);
    case CLOCK:
        return mt_str_copy(ctx, mt_str(mt_timecode_format(time_ms, room)));
    case HOST:
    case VARIABLES:
        break;
    }
    return link->host;
}

static void add_encoded(struct mt_buf *out, struct mt_str value, bool in_query)
{
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (mt_is_alnum(c) || (c && strchr("-._~", c)) || (c == '/' && !in_query))
            mt_buf_add_char(out, c);
        else
            mt_buf_printf(out, "%%%02X", (unsigned char)c);
    }
}

static void add_quoted(struct mt_buf *out, struct mt_str value)
{
    bool plain = value.len > 0;
    for (size_t i = 0; i < value.len && plain; i++)
        plain = mt_is_alnum(value.ptr[i]) || (value.ptr[i] && strchr("/._-:,+@%", value.ptr[i]));
    if (plain) {
        mt_buf_add(out, value);
        return;
    }
    mt_buf_add_char(out, '\'');
    for (size_t i = 0; i < value.len; i++)
        mt_buf_add(out, value.ptr[i] == '\'' ? mt_str("'\\''") : mt_str_slice(value, i, i + 1));
    mt_buf_add_char(out, '\'');
}

struct mt_str mt_link_expand(const void *ctx, const struct mt_link *link,
                             const struct mt_moment *moment)
{
    struct mt_str rest = link->pattern;
    struct piece piece;
    struct mt_buf out;
    mt_buf_init(&out, (void *)ctx, LINK_MAX);
    if (moment->archive.len == 0)
        return mt_str("");
    while (next_piece(&rest, &piece)) {
        struct mt_str done = mt_buf_str(&out);
        if (piece.variable == VARIABLES) {
            mt_buf_add(&out, piece.text);
            continue;
        }
        struct mt_str value = value_of(ctx, link, moment, piece.variable);
        /* {path} begins with the slash that the template may already have: file/{path} */
        if (piece.variable == PATH && mt_str_ends(done, mt_str("/")) &&
            !mt_str_ends(done, mt_str("://")))
            value = mt_str_slice(value, 1, value.len);
        if (link->is_text)
            add_quoted(&out, value);
        else
            add_encoded(&out, value, mt_str_find_char(done, '?', 0) != MT_NPOS);
    }
    return out.full ? mt_str("") : mt_buf_str(&out);
}
