/* gather.h - From notes that the store found to the moments in them
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Notes are looked at in the order in which they come. Only what ordering needs is kept of one;
 * those of which a moment is shown are opened again.
 */
#ifndef MT_RANK_GATHER_H
#define MT_RANK_GATHER_H

#include "base/base.h"
#include "base/error.h"
#include "query/plan.h"
#include "rank/match.h"
#include "rank/order.h"
#include "rank/score.h"
#include "store/meta.h"
#include "store/store.h"

MT_BEGIN_DECLS

/* What a note had. */
struct mt_yield {
    bool opened;
    size_t moments; /* if so */
    size_t words;   /* places of the question's words, not of other names */
};
struct mt_yields MT_VEC(struct mt_yield);

/* What one question has gathered, and what it is gathered by; the latter is borrowed. */
struct mt_gathering {
    const void *ctx; /* of moments and notes */
    struct mt_reader *reader;
    const struct mt_plan *plan;
    const struct mt_plan_options *options;
    struct mt_scorer *scorer; /* not asked where only filters are */

    struct mt_order_rules rules;
    struct mt_floor floor;  /* notes that cannot come above it, as far as … */
    struct mt_bound *bound; /* … this tells, are not opened; not asked while there is none */

    struct mt_found_list found; /* the moments, those of one note together */
    struct mt_yields yields;    /* of each note of which at least the words were read */
    size_t skipped;             /* notes that were not opened */
    size_t text_kept;           /* bytes, of records that were read to find moments */
};

/* Adds the moments of these notes, judged and scored but neither folded nor ordered. Errors: those
 * of the reader; TIMEOUT when the deadline passes, with the moments of the notes until then. */
MT_NODISCARD enum mt_status mt_gather(struct mt_gathering *g, const struct mt_store_hit *notes,
                                      size_t n, struct mt_error *err);

/* Opens a note, unless it is open, by itself, also after the deadline: it is to be shown. Errors:
 * those of the reader. */
MT_NODISCARD enum mt_status mt_gather_open(const struct mt_gathering *g, struct mt_candidate *note,
                                           struct mt_error *err);

/* Adds the moment with this id from the notes that may hold it, whether or not the question's
 * words are in it; nothing where none does. `archives`: one list a place. Errors: those of the
 * reader. */
MT_NODISCARD enum mt_status mt_gather_named(struct mt_gathering *g, struct mt_str id,
                                            const struct mt_archives *archives,
                                            struct mt_error *err);

MT_END_DECLS

#endif
