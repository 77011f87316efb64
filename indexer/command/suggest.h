/* suggest.h - mtindex names --suggest and --accept: what looks misheard, for the user to judge
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * --suggest lists, for each name, what recognisers seem to have made of it, what is likeliest to be
 * right first, but nothing that the names file has, refuses (`not`) or ignores. --accept writes
 * these into the names file: all of the names given (`Dana Reyes`), single ones (`Dana Reyes=day
 * nurse`), or, without operands, those of level high. With --json, one document; keys are never
 * renamed or re-typed within a version:
 *
 *     {"v":1,"suggestions":[{"name":"Dana Reyes","kind":"person","as":"day nurse","count":3,
 *         "notes":2,"score":0.42,                             the mean, 0 to 1
 *         "example":{"path":"/…/a.md","time_ms":754000,"words":"…"}}]}      time_ms may be null
 *     {"v":1,"names_file":"/…/names.yaml","accepted":[{"name":"Dana Reyes","as":"day nurse"}]}
 */
#ifndef MT_COMMAND_SUGGEST_H
#define MT_COMMAND_SUGGEST_H

#include "base/base.h"
#include "command/command.h"

enum mt_exit mt_suggest(const void *ctx, const struct mt_arguments *arguments);

#endif
