/* serve.h - Serving assistants on standard input and output: --mcp
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_CLI_SERVE_H
#define MT_CLI_SERVE_H

#include "base/base.h"
#include "cli/request.h"

MT_BEGIN_DECLS

/* Answers messages, one a line, until the end of stdin (mcp/server.h). */
enum mt_exit mt_serve(struct mt_request *request);

MT_END_DECLS

#endif
