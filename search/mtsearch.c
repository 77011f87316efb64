/* mtsearch.c - The program that answers
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Here: which of the things that mtsearch can do is asked for. How each is done is in the room
 * cli.
 */
#include "base/base.h"

#include <signal.h>

#include "base/log.h"
#include "base/memory.h"
#include "cli/answer.h"
#include "cli/list.h"
#include "cli/output.h"
#include "cli/request.h"
#include "cli/serve.h"

/* What nearly every question takes from the heap. */
#define HEAP ((size_t)1 << 20)
#define LARGE ((size_t)4 << 20)

static enum mt_exit run(struct mt_request *request)
{
    struct mt_error err = {0};
    if (request->mcp)
        return mt_serve(request);
    struct mt_renderer *out = mt_output_open(request);
    if (request->list)
        return mt_list(request, out);
    if (request->query.len || request->show)
        return mt_answer(request, out);
    mt_error_set(&err, MT_ERR_USAGE,
                 "what are you looking for? mtsearch QUERY (mtsearch --help says more)");
    out->failure(out, &err);
    mt_log_error(&err);
    return MT_EXIT_FAILED;
}

int main(int argc, char **argv)
{
    mt_memory_begin(HEAP, LARGE);
    void *ctx = mt_context(NULL);
    struct mt_request request;
    signal(SIGPIPE, SIG_IGN);
    mt_log_init("mtsearch", MT_LOG_NORMAL);
    mt_request_read(ctx, argc, argv, &request);
    enum mt_exit result = mt_output_close(run(&request));
    mt_free(ctx);
    return result;
}
