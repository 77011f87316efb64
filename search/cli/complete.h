/* complete.h - What a word that is being typed can become, for the shells' completion
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     mtsearch --list completions -- [PREVIOUS] WORD
 *
 * writes one candidate a line, a tab, and what it is. Options, values of options, fields, values of
 * fields as the index has them, and words. The three shells' scripts only ask this, so they need
 * not know what there is; an index that cannot be read gives fewer candidates, never an error.
 */
#ifndef MT_CLI_COMPLETE_H
#define MT_CLI_COMPLETE_H

#include "base/base.h"
#include "cli/request.h"

MT_BEGIN_DECLS

/* The kind after --list: "completions". */
extern const char mt_complete_kind[];

/* The last of the request's words is completed; the one before it may be an option that takes a
 * value. */
void mt_complete(const struct mt_request *request, FILE *stream);

MT_END_DECLS

#endif
