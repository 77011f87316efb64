/* json.h - What commands print with --json
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_COMMAND_JSON_H
#define MT_COMMAND_JSON_H

#include "base/base.h"
#include "base/json.h"

#define MT_JSON_VERSION 1

/* {"path","line","reason"}; line 0 is null. */
json_t *mt_json_problem(struct mt_str path, uint32_t line, struct mt_str reason);

/* Prints the document on one line of stdout, harmless to a terminal (text/display.h), and frees
 * it. */
void mt_json_print(json_t *document);

#endif
