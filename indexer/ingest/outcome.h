/* outcome.h - What came of a run's plan: what is told of it, and what the index remembers
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_INGEST_OUTCOME_H
#define MT_INGEST_OUTCOME_H

#include "base/base.h"
#include "base/error.h"
#include "ingest/index.h"
#include "ingest/plan.h"
#include "ingest/run.h"

MT_BEGIN_DECLS

struct mt_outcome {
    const struct mt_run_plan *plan;
    struct mt_row *rows; /* one an entry of the plan: as it will be */
    bool *changed;       /* one an entry: its document was replaced or deleted */
};

/* The absolute path of the file of an entry that has a row, in `ctx`. */
struct mt_str mt_outcome_path(const void *ctx, const struct mt_outcome *outcome, size_t entry);

/* Adds to the report how many files came, went and changed (of the archives that were walked, how
 * many did not), and the problems of all rows; strings live in `ctx`. A file that vanished here and
 * appeared there with the same content was renamed. */
void mt_outcome_report(const void *ctx, const struct mt_outcome *outcome,
                       const struct mt_archives *walked, struct mt_run_report *report);

/* The sums over all rows, in the plan's order: an update gives what a build gives; and their
 * problems, in `ctx`. Into `files`, `problems`, `totals` and `languages` of the index. */
void mt_outcome_sums(const void *ctx, const struct mt_outcome *outcome, struct mt_index *out);

/* The notes of each archive that changed last (store/recent.h). */
void mt_outcome_recents(const void *ctx, const struct mt_outcome *outcome, struct mt_recents *out);

/* Whether there is anything worth a commit. A file that was merely touched is not. */
bool mt_outcome_is_news(const struct mt_outcome *outcome);

/* Errors: those of mt_index_write_rows. */
MT_NODISCARD enum mt_status mt_outcome_write_rows(const struct mt_outcome *outcome,
                                                  struct mt_writer *writer, struct mt_error *err);

MT_END_DECLS

#endif
