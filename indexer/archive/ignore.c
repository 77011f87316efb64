/* ignore.c - What an archive's owner wants left out
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "archive/ignore.h"

#include "base/glob.h"

/* Spaces at a line's end do not count unless quoted. */
static struct mt_str without_end(struct mt_str line)
{
    while (line.len && (line.ptr[line.len - 1] == '\r' || line.ptr[line.len - 1] == ' ') &&
           !(line.len > 1 && line.ptr[line.len - 2] == '\\'))
        line.len--;
    return line;
}

static void parse_line(const void *ctx, struct mt_str line, struct mt_str folder,
                       struct mt_ignore_rules *rules)
{
    struct mt_ignore_rule rule = {.folder = folder};
    line = without_end(line);
    if (line.len == 0 || line.ptr[0] == '#')
        return;
    if (line.ptr[0] == '!') {
        rule.takes_back = true;
        line = mt_str_slice(line, 1, line.len);
    }
    if (line.len && line.ptr[line.len - 1] == '/') {
        rule.folders_only = true;
        line.len--;
    }
    rule.bound = mt_str_find_char(line, '/', 0) != MT_NPOS;
    rule.pattern = mt_str_slice(line, line.len && line.ptr[0] == '/', line.len);
    if (rule.pattern.len)
        *mt_push(ctx, rules) = rule;
}

void mt_ignore_parse(const void *ctx, struct mt_str text, struct mt_str folder,
                     struct mt_ignore_rules *rules)
{
    static const struct mt_str byte_order_mark = MT_STR("\xef\xbb\xbf");
    struct mt_str line;
    if (mt_str_starts(text, byte_order_mark))
        text = mt_str_slice(text, byte_order_mark.len, text.len);
    while (rules->len < MT_IGNORE_RULES_MAX && mt_str_next(&text, '\n', &line))
        parse_line(ctx, line, folder, rules);
}

/* The path as seen from the rule's folder; false when it is not below it. */
static bool below(struct mt_str folder, struct mt_str *path)
{
    if (folder.len == 0)
        return true;
    if (path->len <= folder.len || path->ptr[folder.len] != '/' || !mt_str_starts(*path, folder))
        return false;
    *path = mt_str_slice(*path, folder.len + 1, path->len);
    return true;
}

static struct mt_str last_component(struct mt_str path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return mt_str_slice(path, at, path.len);
}

static bool rule_matches(const struct mt_ignore_rule *rule, struct mt_str path, bool is_folder)
{
    if ((rule->folders_only && !is_folder) || !below(rule->folder, &path))
        return false;
    return mt_glob_whole(rule->pattern, rule->bound ? path : last_component(path));
}

bool mt_ignore_matches(const struct mt_ignore_rules *rules, struct mt_str path, bool is_folder)
{
    for (size_t i = rules->len; i-- > 0;)
        if (rule_matches(&rules->ptr[i], path, is_folder))
            return !rules->ptr[i].takes_back;
    return false;
}
