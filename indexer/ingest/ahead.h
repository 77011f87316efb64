/* ahead.h - Files digested by several threads, ahead of the one that writes
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a file gives to the index depends on no other file (digest.h), while Xapian takes documents
 * from one thread only. So threads digest the files of a plan in its order, a few ahead of the one
 * that takes the digests, in the same order, to write them: an index does not depend on how many
 * threads there were.
 */
#ifndef MT_INGEST_AHEAD_H
#define MT_INGEST_AHEAD_H

#include "base/base.h"
#include "ingest/digest.h"
#include "ingest/plan.h"

MT_BEGIN_DECLS

struct mt_ahead;

/* Starts digesting the entries of the plan that are to be read; `everything` as for
 * mt_digest_file. `jobs` counts the thread that takes, which digests too when it would have to
 * wait; with 1 there is no other. Of threads that cannot be started it does without. The plan is
 * borrowed. Never NULL; free it with mt_ahead_stop. */
struct mt_ahead *mt_ahead_start(const struct mt_run_plan *plan, bool everything, unsigned jobs);

/* The digest of the next entry to be read; valid until the next call. To be called at most once an
 * entry. */
const struct mt_digest *mt_ahead_take(struct mt_ahead *ahead);

/* Ends the threads, after the files that they are at, and frees all. NULL is fine. */
void mt_ahead_stop(struct mt_ahead *ahead);

MT_END_DECLS

#endif
