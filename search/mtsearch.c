/* mtsearch.c - The program that answers
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Here: which of the things that mtsearch can do is asked for, and in which form. How each is done
 * is in the room cli.
 */
#include "base/base.h"

#include <errno.h>
#include <signal.h>

#include "base/log.h"
#include "cli/answer.h"
#include "cli/request.h"
#include "cli/surroundings.h"
#include "render/render.h"

static struct mt_renderer *renderer_of(const struct mt_request *request)
{
    const void *ctx = request->ctx;
    struct mt_text_options text = {.color = mt_surroundings_color(request),
                                   .width = mt_surroundings_width(request)};
    struct mt_str folder = mt_surroundings_folder(ctx);
    bool null = request->null_ended;
    switch ((enum mt_format)request->format) {
    case MT_FORMAT_JSON:
        return mt_render_json_new(ctx, stdout, false);
    case MT_FORMAT_JSONL:
        return mt_render_json_new(ctx, stdout, true);
    case MT_FORMAT_VIMGREP:
        return mt_render_lines_new(ctx, stdout, MT_LINES_VIMGREP, null, folder);
    case MT_FORMAT_TSV:
        return mt_render_lines_new(ctx, stdout, MT_LINES_TSV, null, folder);
    case MT_FORMAT_PATHS:
        return mt_render_lines_new(ctx, stdout, MT_LINES_PATHS, null, folder);
    case MT_FORMAT_TEXT:
        break;
    }
    return mt_render_text_new(ctx, stdout, &text, folder);
}

static enum mt_exit run(struct mt_request *request)
{
    if (request->query.len == 0) {
        mt_log_fail("what are you looking for? mtsearch QUERY (mtsearch --help says more)");
        return MT_EXIT_FAILED;
    }
    return mt_answer(request, renderer_of(request));
}

/* A reader that went away (| head) is no error; anything else that stdout refuses is. */
static enum mt_exit close_stdout(enum mt_exit result)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return result;
    if (errno == EPIPE)
        return result;
    mt_log_fail("cannot write the results: %s", strerror(errno));
    return MT_EXIT_FAILED;
}

int main(int argc, char **argv)
{
    void *ctx = mt_context(NULL);
    struct mt_request request;
    signal(SIGPIPE, SIG_IGN);
    mt_log_init("mtsearch", MT_LOG_NORMAL);
    mt_request_read(ctx, argc, argv, &request);
    enum mt_exit result = close_stdout(run(&request));
    mt_free(ctx);
    return result;
}
