/* match.h - Which units of a note are moments of the question
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A moment is a unit that passes every filter and itself holds at least one word that was asked
 * for. Words that must stand together stand in the same item, or in a transcript within
 * MT_NEAR_SECONDS; words of units that fail a filter do not count. A phrase may run on over units
 * and speakers: it is in the first of its units that passes the filters. A word or phrase that must
 * not occur may not have a word in the unit itself.
 */
#ifndef MT_RANK_MATCH_H
#define MT_RANK_MATCH_H

#include "base/base.h"
#include "base/error.h"
#include "query/plan.h"
#include "rank/occurrences.h"
#include "rank/runs.h"
#include "store/record.h"
#include "store/units.h"

MT_BEGIN_DECLS

#define MT_NEAR_SECONDS 60

/* The value that is asked for here (mt_reader_values), beside those of occurrences.h. */
#define MT_MATCH_SLOTS (1U << MT_SLOT_UNITS)

/* A note that the store found. */
struct mt_candidate {
    uint32_t docid;
    double meet;     /* the store's score of the note */
    uint32_t number; /* among the notes that have moments; set by order.c */

    /* once it was opened */
    struct mt_str path; /* in its archive */
    struct mt_str copy; /* transcript hash, "" without one */
    mt_date date;       /* 0 when unknown */

    /* while it is open for its moments; all of it lives in `ctx`, which is NULL when it is not */
    void *ctx;
    struct mt_unit_table table;
    double *clock;                   /* seconds, one a unit (store/units.h) */
    struct mt_occurrences *families; /* one a family of the plan, by position; borrowed */
    struct mt_occurrences *leaves;   /* one a leaf of the plan, by position */
    struct mt_occurrences *near;     /* of these what stands in allowed units */
    struct mt_runs runs;
    bool *allowed; /* units that pass the filters of the question */
    bool *moments; /* units that are moments */

    struct mt_record *record; /* NULL until asked for */
};

/* A note, not open. Lives in `ctx`. */
struct mt_candidate *mt_match_new(const void *ctx, const struct mt_store_hit *hit);

/* Opens a note of which these are the values and `words` the occurrences: unit table, and which
 * units are moments. Borrows both. Without a question (no root) no unit is a moment. Errors: those
 * of the reader; TIMEOUT. */
MT_NODISCARD enum mt_status
mt_match_open(struct mt_candidate *note, struct mt_reader *reader, const struct mt_plan *plan,
              const struct mt_values *values, struct mt_occurrences *words,
              const struct mt_plan_options *options, struct mt_error *err);

/* Frees what an open note holds, most of its memory but for the record; it may be opened again. */
void mt_match_close(struct mt_candidate *note);

/* The record of the note, which may be open or not: read once, kept until it is forgotten. */
MT_NODISCARD enum mt_status mt_match_record(struct mt_candidate *note, struct mt_reader *reader,
                                            const struct mt_record **out, struct mt_error *err);

void mt_match_forget_record(struct mt_candidate *note);

/* Whether the word stands in an allowed unit near this one: in the same item, or in the same
 * transcript within MT_NEAR_SECONDS. Asked of many units, of a list in `near`: what is not allowed
 * there is walked over each time. */
bool mt_match_near(const struct mt_candidate *note, const struct mt_occurrences *list,
                   uint32_t unit);
/* The same where it is known that `at` is the first occurrence that is in no unit before it. */
bool mt_match_near_from(const struct mt_candidate *note, const struct mt_occurrences *list,
                        uint32_t unit, size_t at);

MT_END_DECLS

#endif
