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

/* Longer texts are cut to this many bytes around the best word, at spaces, with … at the cuts. */
#define MT_SNIPPET_MAX 600

struct mt_snippet {
    struct mt_str text; /* one line of valid UTF-8 without control characters */
    struct mt_highlights highlights;
    uint32_t focus; /* offset of the best word in `text` */
    uint32_t best;  /* offset of the best word in the stored text */
};

/* Where another speaker begins; shown as `[name] ` before what is said. */
struct mt_voice {
    uint32_t at; /* offset in the text */
    struct mt_str name;
};
struct mt_voices MT_VEC(struct mt_voice);

/* The snippet of the stored text of the units that are shown, tokenised as the index was, with the
 * voices (by offset) that are not the moment's speaker's. With `cut` it ends after the last of the
 * marks' words. Lives in `ctx`. */
void mt_snippet_make(const void *ctx, struct mt_str text, const struct mt_voices *voices,
                     const struct mt_marks *marks, bool cut, struct mt_tokens *tokens,
                     struct mt_snippet *out);

MT_END_DECLS

#endif
