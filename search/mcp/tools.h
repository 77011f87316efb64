/* tools.h - What an assistant can ask: search, show, list
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_MCP_TOOLS_H
#define MT_MCP_TOOLS_H

#include <jansson.h>

#include "base/base.h"
#include "mcp/server.h"

MT_BEGIN_DECLS

/* The tools as the protocol lists them: an array of name, description, inputSchema. The caller owns
 * it. */
json_t *mt_mcp_tools(void);

/* Whether there is a tool with this name. */
bool mt_mcp_has_tool(struct mt_str name);

/* Calls a tool; `arguments` is an object or NULL. What it answers, or why it cannot, as a tool's
 * result: one text, the document that -f json would write, in which characters that show nothing
 * stand as escapes, so that nothing in a note can hide from who reads. The caller owns it. */
json_t *mt_mcp_call(const void *ctx, const struct mt_mcp *server, struct mt_str name,
                    const json_t *arguments);

MT_END_DECLS

#endif
