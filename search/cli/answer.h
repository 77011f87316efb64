/* answer.h - The moments that answer a question
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_CLI_ANSWER_H
#define MT_CLI_ANSWER_H

#include "base/base.h"
#include "cli/request.h"
#include "render/render.h"

MT_BEGIN_DECLS

/* Asks the index for the moments of the question, or for the one with the id to show in its
 * context, and writes what it answers to `out`, and what there is to say of it to stderr. */
enum mt_exit mt_answer(struct mt_request *request, struct mt_renderer *out);

MT_END_DECLS

#endif
