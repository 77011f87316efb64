/* derived.c - What the index knows of all notes together
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "ingest/derived.h"

#define SUMMARY_BYTES_MAX ((size_t)4 << 20)

static enum mt_status set_summary(struct mt_writer *writer, struct mt_str id, struct mt_str packed,
                                  struct mt_error *err)
{
    struct mt_str key = mt_str_printf(NULL, "%s %.*s", MT_META_NAMES, MT_ARG(id));
    enum mt_status status = mt_writer_set_meta(writer, key, packed, err);
    mt_free((char *)key.ptr);
    return status;
}

enum mt_status mt_derived_keep(struct mt_writer *writer, struct mt_str id,
                               const struct mt_name_summary *summary, struct mt_error *err)
{
    void *scratch = mt_context(NULL);
    struct mt_buf packed;
    mt_buf_init(&packed, scratch, SUMMARY_BYTES_MAX);
    mt_summary_pack(summary, &packed);
    enum mt_status status = set_summary(writer, id, mt_buf_str(&packed), err);
    mt_free(scratch);
    return status;
}

enum mt_status mt_derived_drop(struct mt_writer *writer, struct mt_str id, struct mt_error *err)
{
    return set_summary(writer, id, mt_str(""), err);
}
