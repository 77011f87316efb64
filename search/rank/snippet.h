/* snippet.h - The words of a unit as shown, with the question's words marked
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_SNIPPET_H
#define MT_RANK_SNIPPET_H

#include "base/base.h"
#include "rank/marks.h"
#include "rank/search.h"
#include "text/tokenise.h"

MT_BEGIN_DECLS

/* A longer unit is cut to this many bytes around its best word, at spaces, with … at the cuts. */
#define MT_SNIPPET_MAX 600

struct mt_snippet {
    struct mt_str text; /* one line of valid UTF-8 without control characters */
    struct mt_highlights highlights;
    uint32_t focus; /* offset of the best word in `text` */
    uint32_t best;  /* offset of the best word in `unit` */
};

/* The snippet of a unit's stored text (with what follows it in the item, where marks go on there:
 * then it is `cut` after the last marked word), tokenised as the index was. Lives in `ctx`. */
void mt_snippet_make(const void *ctx, struct mt_str unit, const struct mt_marks *marks, bool cut,
                     struct mt_tokens *tokens, struct mt_snippet *out);

MT_END_DECLS

#endif
