/* found.h - Moments found, before anything of their text is read
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_RANK_FOUND_H
#define MT_RANK_FOUND_H

#include "base/base.h"
#include "base/memory.h"
#include "entity/gazetteer.h"
#include "rank/match.h"

MT_BEGIN_DECLS

/* A unit that is a moment: there may be very many. */
struct mt_found {
    struct mt_candidate *note;
    double score;
    double sure; /* of a moment that only sounds like the question: how sure that is, … */
    const struct mt_entity_form *form; /* … and what was heard; else NULL */
    double clock;                      /* seconds (store/units.h) */
    uint32_t unit;                     /* its number, and of what the unit table says of it: */
    uint32_t words;                    /* how many, */
    uint32_t same; /* timed: how many stand in timed units before it; else of which text it is */
    bool timed : 1, noise : 1;
    bool heard : 1;     /* it holds no word of the question, only what sounds like one */
    bool filler : 1;    /* it holds only words that say little (query/plan.h) */
    bool copy : 1;      /* it is folded into another */
    uint8_t level;      /* enum mt_level */
    uint16_t missing;   /* how many words of the question are not near it */
    uint32_t next_copy; /* index of the next moment folded into the same one, or MT_NO_MOMENT */
    uint32_t shown;     /* of these copies and the moment itself the one with the simplest path */
};
#define MT_NO_MOMENT UINT32_MAX
struct mt_found_list MT_VEC(struct mt_found);

MT_END_DECLS

#endif
