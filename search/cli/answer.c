/* answer.c - The moments that answer a question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "cli/answer.h"

#include <inttypes.h>

#include "base/log.h"
#include "cli/surroundings.h"
#include "query/parse.h"
#include "text/dates.h"

#define TIME_LIMIT_MS 5000
#define LIMIT 10
#define PER_MEETING_IN_TEXT 3
#define CONTEXT_OF_SHOWN 3
#define DAY_S 86400

static enum mt_exit fail(const struct mt_request *request, struct mt_renderer *out,
                         const struct mt_error *err)
{
    if (!request->count)
        out->failure(out, err);
    mt_log_error(err);
    return MT_EXIT_FAILED;
}

static void say_notes(const struct mt_strs *notes)
{
    for (size_t i = 0; i < notes->len; i++)
        mt_log_note("%.*s", MT_ARG(notes->ptr[i]));
}

static struct mt_options options_of(const struct mt_request *request)
{
    /* A path is written once: more moments of its note would take the place of other paths. */
    size_t cap = request->format == MT_FORMAT_TEXT    ? PER_MEETING_IN_TEXT
                 : request->format == MT_FORMAT_PATHS ? 1
                                                      : 0;
    return (struct mt_options){
        .indexes = request->indexes.ptr,
        .n_indexes = request->indexes.len,
        .offset = request->offset,
        .limit = request->limit == MT_UNSET ? LIMIT : request->limit,
        .per_meeting = request->per_meeting == MT_UNSET ? cap : request->per_meeting,
        .sort = (enum mt_sort)request->sort,
        .exact = request->exact,
        .sounds = request->sounds,
        .explain = request->explain,
        .count = request->count,
        .languages = request->languages,
        .today = mt_surroundings_today(),
        .time_limit_ms = TIME_LIMIT_MS,
        .in_context = request->show || request->context != MT_UNSET,
        .context = request->context == MT_UNSET ? CONTEXT_OF_SHOWN : request->context,
        .moment = mt_str(request->show),
    };
}

/* "nothing found; for gague did you mean gauge or gauges?" */
static void say_nothing_found(const struct mt_request *request, const struct mt_results *results)
{
    struct mt_buf line;
    mt_buf_init(&line, request->ctx, 1024);
    mt_buf_add(&line, mt_str("nothing found"));
    for (size_t i = 0; i < results->spellings.len; i++) {
        const struct mt_spelling *spelling = &results->spellings.ptr[i];
        mt_buf_printf(&line, "%s for %.*s did you mean ", i ? "," : ";", MT_ARG(spelling->word));
        for (size_t m = 0; m < spelling->meant.len; m++)
            mt_buf_printf(&line, "%s%.*s",
                          m == 0                        ? ""
                          : m + 1 < spelling->meant.len ? ", "
                                                        : " or ",
                          MT_ARG(spelling->meant.ptr[m]));
    }
    mt_log_note("%.*s%s", MT_ARG(mt_buf_str(&line)), results->spellings.len ? "?" : "");
}

static enum mt_exit write_results(const struct mt_request *request, struct mt_renderer *out,
                                  const struct mt_results *results)
{
    if (request->explain)
        mt_log_note("read as %.*s", MT_ARG(results->reading));
    if (request->count)
        printf("%s%zu\n", results->total_exact ? "" : "about ", results->total);
    else
        out->results(out, mt_buf_str(&request->query), results);
    if (results->total == 0)
        say_nothing_found(request, results);
    return results->total ? MT_EXIT_FOUND : MT_EXIT_NOTHING;
}

/* That an answer may be out of date belongs on stderr: it is none of the results. */
static void say_age(const struct mt_results *results)
{
    char age[MT_AGE_SIZE];
    if (results->changed.len)
        mt_log_note("%.*s changed after it was indexed: run mtindex", MT_ARG(results->changed));
    else if (results->index_age_s > DAY_S)
        mt_log_note("the index is %s old: run mtindex, every night by mtindex units",
                    mt_age_format(results->index_age_s, age));
}

enum mt_exit mt_answer(struct mt_request *request, struct mt_renderer *out)
{
    struct mt_error err = {0};
    struct mt_results results;
    struct mt_parsed parsed =
        mt_query_parse(request->ctx, mt_buf_str(&request->query), mt_surroundings_today());
    say_notes(&parsed.notes);
    if (mt_surroundings_index(request, &err) != MT_OK)
        return fail(request, out, &err);
    struct mt_options options = options_of(request);
    if (mt_search(request->ctx, parsed.tree, &options, &results, &err) != MT_OK)
        return fail(request, out, &err);
    say_notes(&results.notes);
    say_age(&results);
    if (request->max_age_s && results.index_age_s > request->max_age_s) {
        mt_error_set(&err, MT_ERR_STALE,
                     "the index is %" PRId64 " s old, more than --max-age allows: run mtindex",
                     results.index_age_s);
        return fail(request, out, &err);
    }
    return write_results(request, out, &results);
}
