/* json.c - What commands print with --json
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/json.h"

json_t *mt_json_problem(struct mt_str path, uint32_t line, struct mt_str reason)
{
    return json_pack("{s:o,s:o,s:o}", "path", mt_json_str(path), "line",
                     line ? json_integer(line) : json_null(), "reason", mt_json_str(reason));
}

void mt_json_print(json_t *document)
{
    assert(document);
    json_dumpf(document, stdout, JSON_COMPACT);
    putchar('\n');
    json_decref(document);
}
