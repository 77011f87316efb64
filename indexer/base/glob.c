/* glob.c - Path patterns as in .gitignore
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/glob.h"

#include "base/memory.h"

/* One element of a pattern, which ends at `*next`. `last` is where the last bracket closes. */
static bool one_matches(struct mt_str pattern, size_t last, size_t at, char c, size_t *next)
{
    char p = pattern.ptr[at];
    *next = at + 1;
    if (p == '?')
        return c != '/';
    if (p == '\\' && at + 1 < pattern.len) {
        *next = at + 2;
        return c == pattern.ptr[at + 1];
    }
    if (p != '[')
        return c == p;

    size_t i = at + 1;
    bool negated = i < pattern.len && (pattern.ptr[i] == '!' || pattern.ptr[i] == '^');
    bool found = false;
    i += negated;
    if (last == MT_NPOS || last <= i) /* no closing bracket: the bracket stands for itself */
        return c == '[';
    for (size_t first = i; i < pattern.len && (pattern.ptr[i] != ']' || i == first); i++) {
        char low = pattern.ptr[i], high = low;
        if (i + 2 < pattern.len && pattern.ptr[i + 1] == '-' && pattern.ptr[i + 2] != ']') {
            high = pattern.ptr[i + 2];
            i += 2;
        }
        found |= (unsigned char)c >= (unsigned char)low && (unsigned char)c <= (unsigned char)high;
    }
    *next = i + 1;
    return c != '/' && found != negated;
}

static size_t last_bracket(struct mt_str pattern)
{
    for (size_t at = pattern.len; at-- > 0;)
        if (pattern.ptr[at] == ']')
            return at;
    return MT_NPOS;
}

/* Which prefixes of `path` the pattern matches whole, as one row of a table: row[j] is true when
 * the pattern read so far matches path[0, j). One pass over the pattern, so never exponential. */
static bool matches(struct mt_str pattern, struct mt_str path, bool folders_too)
{
    bool *row = mt_array(NULL, bool, (path.len + 1) * 2), *next_row = row + path.len + 1;
    size_t last = last_bracket(pattern);
    row[0] = true;
    for (size_t at = 0, next; at < pattern.len; at = next) {
        bool star = pattern.ptr[at] == '*';
        bool deep = star && at + 1 < pattern.len && pattern.ptr[at + 1] == '*';
        memset(next_row, 0, path.len + 1);
        if (star) {
            next = at + (deep ? 2 : 1);
            /* "a / two stars / b" also matches "a/b": the slash behind the stars is optional */
            bool skips_slash = deep && next < pattern.len && pattern.ptr[next] == '/';
            for (size_t j = 0; j <= path.len; j++)
                next_row[j] = row[j] || (j && next_row[j - 1] && (deep || path.ptr[j - 1] != '/'));
            if (skips_slash) {
                next++;
                for (size_t j = path.len + 1; j-- > 0;)
                    next_row[j] = row[j] || (j && path.ptr[j - 1] == '/' && next_row[j - 1]);
            }
        } else {
            one_matches(pattern, last, at, '\0', &next);
            for (size_t j = 0; j < path.len; j++)
                if (row[j])
                    next_row[j + 1] = one_matches(pattern, last, at, path.ptr[j], &next);
        }
        bool *spare = row;
        row = next_row;
        next_row = spare;
    }
    /* all of the path, or a folder of it */
    bool matched = row[path.len];
    for (size_t j = 1; folders_too && j < path.len && !matched; j++)
        matched = row[j] && path.ptr[j] == '/';
    mt_free(row < next_row ? row : next_row);
    return matched;
}

bool mt_glob_whole(struct mt_str pattern, struct mt_str path)
{
    return matches(pattern, path, false);
}

bool mt_glob_match(struct mt_str pattern, struct mt_str path)
{
    while (pattern.len && pattern.ptr[pattern.len - 1] == '/')
        pattern.len--;
    if (pattern.len == 0)
        return false;
    bool anchored = mt_str_find_char(pattern, '/', 0) != MT_NPOS;
    if (anchored)
        return matches(mt_str_slice(pattern, pattern.ptr[0] == '/', pattern.len), path, true);
    struct mt_str component;
    while (mt_str_next(&path, '/', &component))
        if (matches(pattern, component, true))
            return true;
    return false;
}
