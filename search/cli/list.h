/* list.h - What an index holds of a kind: --list
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_CLI_LIST_H
#define MT_CLI_LIST_H

#include "base/base.h"
#include "cli/request.h"
#include "render/render.h"

MT_BEGIN_DECLS

/* Lists what is of the request's kind and begins with its words. */
enum mt_exit mt_list(struct mt_request *request, struct mt_renderer *out);

MT_END_DECLS

#endif
