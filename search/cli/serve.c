/* serve.c - Serving assistants on standard input and output: --mcp
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "cli/serve.h"

#include "base/log.h"
#include "cli/surroundings.h"
#include "mcp/server.h"

/* Reads a line without its end; of one that is too long nothing is kept but `full`. False at the
 * end of the input. */
static bool read_line(struct mt_buf *line)
{
    int c = getchar();
    mt_buf_clear(line);
    line->full = false;
    if (c == EOF)
        return false;
    for (; c != EOF && c != '\n'; c = getchar())
        mt_buf_add_char(line, (char)c);
    return true;
}

enum mt_exit mt_serve(struct mt_request *request)
{
    struct mt_error err = {0};
    struct mt_buf line;
    if (mt_surroundings_index(request, &err) != MT_OK) {
        mt_log_error(&err);
        return MT_EXIT_FAILED;
    }
    mt_buf_init(&line, request->ctx, MT_MCP_MESSAGE_MAX);
    while (!ferror(stdout) && read_line(&line)) {
        void *ctx = mt_context(request->ctx);
        struct mt_mcp server = {request->indexes.ptr, request->indexes.len,
                                mt_surroundings_today()};
        struct mt_str message = mt_str_trim(mt_buf_str(&line)), answer = {NULL, 0};
        if (line.full)
            answer = mt_mcp_too_long(ctx);
        else if (message.len)
            answer = mt_mcp_answer(ctx, &server, message);
        if (answer.len)
            fwrite(answer.ptr, 1, answer.len, stdout);
        fflush(stdout);
        mt_free(ctx);
    }
    return MT_EXIT_FOUND;
}
