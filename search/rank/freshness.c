/* freshness.c - How old the answers of an index are, and whether its archives have news
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "rank/freshness.h"

#include "store/lock.h"
#include "store/recent.h"

#define SECOND INT64_C(1000000000)

/* From when on a change of an archive is news. The mark of the lock is the moment at which the last
 * run over all archives began to look. A later run over some of them leaves no mark, but its end:
 * two seconds are for the whole seconds in which that is known. */
static int64_t since(int64_t verified_ns, const struct mt_last_run *last)
{
    int64_t began = (last->finished - 2) * SECOND - (int64_t)last->milliseconds * 1000000;
    return verified_ns >= began ? verified_ns : last->finished * SECOND;
}

enum mt_status mt_freshness_of(const void *ctx, struct mt_reader *reader, size_t place,
                               const char *where, const struct mt_archives *archives,
                               struct mt_freshness *out, struct mt_error *err)
{
    struct mt_str run, recent;
    struct mt_last_run last = {0};
    struct mt_recents recents = {0};
    const struct mt_archive *changed = NULL;
    int64_t verified_ns = mt_lock_verified(where), verified = verified_ns / SECOND;
    enum mt_status status = mt_reader_meta(reader, place, ctx, mt_str(MT_META_RUN), &run, err);
    if (status == MT_OK)
        status = mt_last_run_unpack(run, &last, err);
    if (status == MT_OK)
        status = mt_reader_meta(reader, place, ctx, mt_str(MT_META_RECENT), &recent, err);
    if (status == MT_OK)
        status = mt_recents_unpack(ctx, recent, &recents, err);
    if (status != MT_OK)
        return status;
    if (verified_ns)
        changed = mt_recents_changed(archives, &recents, since(verified_ns, &last));
    *out = (struct mt_freshness){
        .true_at = verified > last.finished ? verified : last.finished,
        .changed = changed ? changed->path : mt_str(""),
    };
    return MT_OK;
}
