/* link.h - Where a moment's place leads: hyperlinks of the terminal, or a line of text
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A template is text with variables: {path} (absolute), {line}, {col}, {s} (seconds into the
 * recording, 0 where there is none), {clock} (HH:MM:SS), {host}. "{{" and "}}" are braces.
 *
 *     file://{host}{path}                      obsidian://open?path={path}
 *     vscode://file/{path}:{line}:{col}        mpv --start={s} {path}
 *
 * One that begins with a scheme ("vscode:") is a link: values are percent-encoded as in RFC 3986
 * (a slash too where the template's query has begun), and a template that ends in "://" goes on
 * with {path}. Any other is shown as text in place of the moment's place, values quoted for the
 * shell, so that it can be copied to a command line: nothing in a note's name can run there.
 */
#ifndef MT_RENDER_LINK_H
#define MT_RENDER_LINK_H

#include "base/base.h"
#include "base/error.h"
#include "rank/search.h"

MT_BEGIN_DECLS

struct mt_link {
    struct mt_str pattern; /* "": none */
    bool is_text;
    struct mt_str host;
};

/* What --hyperlink=always stands for. */
extern const char mt_link_default[];

/* Reads a template; borrows it. Errors: USAGE for an unknown variable or a lone brace. */
MT_NODISCARD enum mt_status mt_link_parse(const void *ctx, struct mt_str pattern,
                                          struct mt_str host, struct mt_link *out,
                                          struct mt_error *err);

/* The template with the moment's values, in `ctx`. "" when the link has no template, or the moment
 * no archive, hence no absolute path. */
struct mt_str mt_link_expand(const void *ctx, const struct mt_link *link,
                             const struct mt_moment *moment);

MT_END_DECLS

#endif
