/* server.h - The Model Context Protocol: messages in, answers out
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * An assistant on the same machine asks the index through three tools: search, show and list
 * (tools.h). The protocol is JSON-RPC 2.0, one message a line (modelcontextprotocol.io, revisions
 * VERSIONS in server.c). Nothing here writes, opens a connection, or opens a note: an answer
 * depends on the message and the index alone. Messages are hostile input: their size has a limit,
 * and what is no request gets an error, never a crash. Half of a surrogate pair is read as U+FFFD.
 */
#ifndef MT_MCP_SERVER_H
#define MT_MCP_SERVER_H

#include "base/base.h"
#include "base/memory.h"
#include "text/dates.h"

MT_BEGIN_DECLS

/* Longer messages are not read. */
#define MT_MCP_MESSAGE_MAX ((size_t)1 << 20)

struct mt_mcp {
    const char *const *indexes; /* places as in store/store.h */
    size_t n_indexes;
    mt_date today;
};

/* Answers a message, or a batch of them. The answer is a line, its newline included; "" where none
 * is due, as to a notification. Lives in `ctx`. */
struct mt_str mt_mcp_answer(const void *ctx, const struct mt_mcp *server, struct mt_str message);

/* The answer to a message that is longer than MT_MCP_MESSAGE_MAX. */
struct mt_str mt_mcp_too_long(const void *ctx);

MT_END_DECLS

#endif
