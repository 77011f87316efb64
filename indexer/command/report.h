/* report.h - A run on behalf of a command, and what is said of it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * In words, on stderr: each problem as path:line: reason, then one line of counts. With --json one
 * document on stdout and nothing else; keys are never renamed or re-typed within a version:
 *
 *     {"v":1,"command":"update","index":"/…","dry_run":false,
 *      "added":1,"updated":0,"renamed":0,"deleted":0,"unchanged":13,    files
 *      "notes":14,"units":161,                                          in the index afterwards
 *      "bytes":812,"took_ms":41,                                        read in this run, its time
 *      "rebuilt_because":null,                                          or why all was read anew
 *      "empty":["/…/a.md"],                                             read now, without a word
 *      "problems":[{"path":"/…/b.md","line":3,"reason":"…","now":true}]}
 *
 * `line` is null where the file as a whole is meant; `now` is false for what is known of a file
 * that was not read again. A run that failed says
 * {"v":1,"error":{"code":"locked","path":"/…","message":"…"}}; `path` may be null.
 */
#ifndef MT_COMMAND_REPORT_H
#define MT_COMMAND_REPORT_H

#include "base/base.h"
#include "base/hash.h"
#include "command/command.h"
#include "ingest/run.h"

/* Runs with these options, of which index, archives, names, command, wait_s, dry_run, allow_empty
 * and progress follow from the arguments, and reports. `name` is the command's, for others to see.
 */
enum mt_exit mt_report_run(const void *ctx, const struct mt_arguments *arguments, const char *name,
                           struct mt_run_options options);

/* The same, but silent when there is no news: no file came, went or changed, and the problems are
 * those of the run before. What they were is kept in `told`; as long as that is {0}, all is said.
 */
enum mt_exit mt_report_news(const void *ctx, const struct mt_arguments *arguments, const char *name,
                            struct mt_run_options options, struct mt_hash *told);

#endif
