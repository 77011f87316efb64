/* request.h - What the user of mtsearch asked for: options and words
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_CLI_REQUEST_H
#define MT_CLI_REQUEST_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "rank/search.h"
#include "render/link.h"

MT_BEGIN_DECLS

/* What mtsearch ends with. */
enum mt_exit { MT_EXIT_FOUND = 0, MT_EXIT_NOTHING = 1, MT_EXIT_FAILED = 2 };

/* In the order of the names that --format takes. */
enum mt_format {
    MT_FORMAT_TEXT,
    MT_FORMAT_JSON,
    MT_FORMAT_JSONL,
    MT_FORMAT_VIMGREP,
    MT_FORMAT_TSV,
    MT_FORMAT_PATHS
};

enum mt_when { MT_WHEN_AUTO, MT_WHEN_ALWAYS, MT_WHEN_NEVER };

struct mt_request {
    void *ctx;            /* of the request and of all that answers it */
    struct mt_strs words; /* of the command line that are no options */
    struct mt_buf query;  /* the same, joined by spaces */
    struct indexes MT_VEC(const char *) indexes;
    size_t limit; /* MT_UNSET: as many as is usual */
    size_t offset;
    size_t per_meeting; /* MT_UNSET: as the format wants */
    struct mt_strs languages;
    unsigned sort, format, color; /* enum mt_sort, mt_format, mt_when */
    unsigned sounds;              /* enum mt_sounds_like: the same three words */
    bool count, null_ended, exact, explain, no_pager, mcp;
    const char *show;    /* the id of a moment to show; NULL: none */
    const char *list;    /* the kind to list; NULL: none */
    size_t width;        /* MT_UNSET: as wide as the terminal */
    size_t context;      /* MT_UNSET: none, or a few with --show */
    unsigned hyperlink;  /* enum mt_when; a template counts as auto */
    struct mt_link link; /* the template, else the default one */
    int64_t max_age_s;   /* 0: any age will do */
};

#define MT_UNSET SIZE_MAX

/* Reads MTSEARCH_OPTS and then the command line, which wins, into `out`; lives in `ctx`. On a wrong
 * option, which with --json is told as a document too, and for --help and --version, the process
 * ends here. */
void mt_request_read(void *ctx, int argc, char **argv, struct mt_request *out);

MT_END_DECLS

#endif
