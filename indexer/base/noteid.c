/* noteid.c - The id of a note
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/noteid.h"

#include "base/memory.h"

struct mt_hash mt_note_id(struct mt_str archive, struct mt_str path, uint32_t part)
{
    struct mt_buf key;
    void *scratch = mt_context(NULL);
    mt_buf_init(&key, scratch, SIZE_MAX / 2);
    mt_buf_add(&key, archive);
    mt_buf_add_char(&key, '\0');
    mt_buf_add(&key, path);
    if (part)
        mt_buf_printf(&key, "#%u", part);
    struct mt_hash id = mt_hash(mt_buf_str(&key));
    mt_free(scratch);
    return id;
}
