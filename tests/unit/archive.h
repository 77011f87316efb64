/* archive.h - A small archive in a temporary folder, its index, and questions to it
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 *     archive_put(a, "notes/a.md", "# Plan\n\nWe dive on Monday.\n");
 *     archive_index(a);
 *     assert_string_equal(archive_shown(a, "dives"), "a.md:3");
 *
 * To be included after cmocka.h, by a file that defines _GNU_SOURCE (mkdtemp).
 */
#ifndef MT_UNIT_ARCHIVE_H
#define MT_UNIT_ARCHIVE_H

#include "base/file.h"
#include "base/memory.h"
#include "ingest/run.h"
#include "query/parse.h"
#include "rank/search.h"

#define ARCHIVE_TODAY 20251103

struct archive {
    void *ctx;     /* of all that a test reads and makes */
    char root[32]; /* the folder that holds notes/ and index/ */
};

/* Setup and teardown, of one test or of a group. */
static inline int archive_make(void **state)
{
    struct archive *a = mt_new(NULL, struct archive);
    a->ctx = mt_context(a);
    snprintf(a->root, sizeof a->root, "/tmp/mt_test.XXXXXX");
    *state = a;
    return mkdtemp(a->root) ? 0 : -1;
}

static inline int archive_drop(void **state)
{
    struct archive *a = *state;
    enum mt_status status = mt_file_remove_folder(a->root, NULL);
    mt_free(a);
    return status == MT_OK ? 0 : -1;
}

/* A name below the root as an absolute path. */
static inline const char *archive_path(const struct archive *a, const char *name)
{
    return mt_str_printf(a->ctx, "%s/%s", a->root, name).ptr;
}

/* Writes a file below the root, with the folders above it; always a new one, so that a change is
 * seen however fast the clock is. */
static inline void archive_put_bytes(const struct archive *a, const char *name, struct mt_str bytes)
{
    const char *path = archive_path(a, name), *fresh = archive_path(a, "fresh");
    char *folder = mt_strdup(a->ctx, mt_str_of(path, (size_t)(strrchr(path, '/') - path)));
    assert_int_equal(mt_file_make_folder(folder, NULL), MT_OK);
    FILE *file = fopen(fresh, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.ptr, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(rename(fresh, path), 0);
}

static inline void archive_put(const struct archive *a, const char *name, const char *text)
{
    archive_put_bytes(a, name, mt_str(text));
}

static inline void archive_remove(const struct archive *a, const char *name)
{
    assert_int_equal(remove(archive_path(a, name)), 0);
}

/* The options of a run of root/notes into root/index. */
static inline struct mt_run_options archive_options(const struct archive *a)
{
    const char **notes = mt_array(a->ctx, const char *, 1);
    notes[0] = archive_path(a, "notes");
    return (struct mt_run_options){
        .index = archive_path(a, "index"), .archives = notes, .n_archives = 1, .command = "test"};
}

static inline struct mt_run_report archive_run(const struct archive *a,
                                               const struct mt_run_options *options)
{
    struct mt_run_report report = {0};
    struct mt_error err = {0};
    if (mt_run(a->ctx, options, &report, &err) != MT_OK)
        fail_msg("mt_run: %s: %s", err.path, err.message);
    return report;
}

static inline struct mt_run_report archive_index(const struct archive *a)
{
    struct mt_run_options options = archive_options(a);
    return archive_run(a, &options);
}

/* ---- Questions ---- */

static inline const struct mt_query *archive_tree(const struct archive *a, const char *query)
{
    return mt_query_parse(a->ctx, mt_str(query), ARCHIVE_TODAY).tree;
}

/* Answers from root/index unless the options name other indexes. */
static inline struct mt_results archive_ask_with(const struct archive *a, const char *query,
                                                 struct mt_options options)
{
    struct mt_results results = {0};
    struct mt_error err = {0};
    const char *index = archive_path(a, "index");
    if (options.n_indexes == 0) {
        options.indexes = &index;
        options.n_indexes = 1;
    }
    options.today = ARCHIVE_TODAY;
    if (mt_search(a->ctx, archive_tree(a, query), &options, &results, &err) != MT_OK)
        fail_msg("%s: %s", query, err.message);
    return results;
}

static inline struct mt_results archive_ask(const struct archive *a, const char *query)
{
    return archive_ask_with(a, query, (struct mt_options){.limit = 100});
}

/* "a.md:3 b.md:12": where the moments are, in their order. */
static inline const char *archive_places(const struct archive *a, const struct mt_results *results)
{
    struct mt_buf places;
    mt_buf_init(&places, a->ctx, 100000);
    for (size_t i = 0; i < results->moments.len; i++) {
        const struct mt_moment *moment = &results->moments.ptr[i];
        mt_buf_printf(&places, "%s%.*s:%u", i ? " " : "", MT_ARG(moment->path), moment->line);
    }
    return places.len ? places.ptr : "";
}

static inline const char *archive_shown(const struct archive *a, const char *query)
{
    struct mt_results results = archive_ask(a, query);
    return archive_places(a, &results);
}

/* A question, and what is to be found. */
struct archive_row {
    const char *query, *expected;
};

static inline void archive_check(const struct archive *a, const struct archive_row *rows, size_t n,
                                 const char *(*find)(const struct archive *, const char *))
{
    for (size_t i = 0; i < n; i++) {
        const char *found = find(a, rows[i].query);
        if (strcmp(found, rows[i].expected) != 0)
            fail_msg("%s\n  expected %s\n  but was  %s", rows[i].query, rows[i].expected, found);
    }
}

#endif
