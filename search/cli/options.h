/* options.h - The options of mtsearch, one row each
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The table is what the command line is read by, and what --help, the manual page and the shells'
 * completions are made from or checked against. To add an option: a row in options.c, and a place
 * for its value in request.h.
 */
#ifndef MT_CLI_OPTIONS_H
#define MT_CLI_OPTIONS_H

#include "base/base.h"

MT_BEGIN_DECLS

struct mt_option {
    const char *name;          /* long, without dashes */
    char letter;               /* short; 0: none */
    const char *argument;      /* NULL: takes none */
    const char *help;          /* one line */
    const char *const *values; /* the only ones that it takes, NULL at the end; NULL: any */
};

/* The option in row `i`, from 0; NULL after the last. */
const struct mt_option *mt_option_at(size_t i);

MT_END_DECLS

#endif
