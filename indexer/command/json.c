/* json.c - What commands print with --json
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/json.h"

#include "base/memory.h"
#include "text/display.h"

json_t *mt_json_problem(struct mt_str path, uint32_t line, struct mt_str reason)
{
    return json_pack("{s:o,s:o,s:o}", "path", mt_json_str(path), "line",
                     line ? json_integer(line) : json_null(), "reason", mt_json_str(reason));
}

void mt_json_print(json_t *document)
{
    assert(document);
    struct mt_buf line;
    void *scratch = mt_context(NULL);
    char *dumped = json_dumps(document, JSON_COMPACT);
    mt_buf_init(&line, scratch, SIZE_MAX / 2);
    mt_display_add_json(&line, mt_str(dumped));
    puts(line.ptr);
    free(dumped);
    mt_free(scratch);
    json_decref(document);
}
