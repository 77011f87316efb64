/* output.h - In which form the answer goes out, and through which pager
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_CLI_OUTPUT_H
#define MT_CLI_OUTPUT_H

#include "base/base.h"
#include "cli/request.h"
#include "render/render.h"

MT_BEGIN_DECLS

/* What writes the results to stdout in the form that was asked for. Text for a terminal goes
 * through $PAGER (less -FRX) from here on, unless the request says no or it does not run. */
struct mt_renderer *mt_output_open(const struct mt_request *request);

/* Ends the output and waits for the pager; call once, last. Returns `result`, or FAILED when not
 * all could be written. A reader that went away (| head) is no failure. */
enum mt_exit mt_output_close(enum mt_exit result);

MT_END_DECLS

#endif
