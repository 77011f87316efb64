/* json.c - Text in the JSON that both programs print
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/json.h"

#include "base/memory.h"

json_t *mt_json_str(struct mt_str text)
{
    json_t *value = json_stringn(text.ptr ? text.ptr : "", text.len);
    if (value)
        return value;
    assert(text.ptr || text.len == 0);
    void *scratch = mt_context(NULL);
    struct mt_buf clean;
    mt_buf_init(&clean, scratch, SIZE_MAX / 2);
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] < 0x80)
            mt_buf_add_char(&clean, text.ptr[i]);
        else
            mt_buf_add(&clean, mt_str("\xef\xbf\xbd"));
    }
    value = json_stringn(clean.ptr, clean.len);
    mt_free(scratch);
    return value;
}
