/* list.c - What an index holds of a kind: --list
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "cli/list.h"

#include "base/log.h"
#include "browse/browse.h"
#include "cli/complete.h"
#include "cli/surroundings.h"

enum mt_exit mt_list(struct mt_request *request, struct mt_renderer *out)
{
    struct mt_error err = {0};
    struct mt_listing listing = {0};
    struct mt_str kind = mt_str(request->list), prefix = mt_buf_str(&request->query);
    enum mt_status status = mt_surroundings_index(request, &err);
    if (mt_str_eq(kind, mt_str(mt_complete_kind))) {
        mt_complete(request, stdout);
        return MT_EXIT_FOUND;
    }
    if (status == MT_OK)
        status = mt_browse(request->ctx, request->indexes.ptr, request->indexes.len, kind, prefix,
                           &listing, &err);
    if (status != MT_OK) {
        out->failure(out, &err);
        mt_log_error(&err);
        return MT_EXIT_FAILED;
    }
    struct mt_listing part = mt_listing_part(&listing, request->offset, request->limit);
    if (request->count)
        printf("%zu\n", listing.len);
    else
        out->listing(out, kind, &part, listing.len);
    return listing.len ? MT_EXIT_FOUND : MT_EXIT_NOTHING;
}
