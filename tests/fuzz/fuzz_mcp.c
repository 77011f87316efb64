/* fuzz_mcp.c - Messages to the server of assistants: any bytes get a line of JSON, or nothing
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "mcp/server.h"

#include <jansson.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const indexes[] = {"/nonexistent"};
    const struct mt_mcp server = {indexes, 1, 20251105};
    void *ctx = mt_context(NULL);
    struct mt_str answer = mt_mcp_answer(ctx, &server, mt_str_of((const char *)data, size));
    if (answer.len) {
        assert(answer.ptr[answer.len - 1] == '\n');
        assert(mt_str_find_char(answer, '\n', 0) == answer.len - 1);
        json_t *value = json_loadb(answer.ptr, answer.len, 0, NULL);
        assert(json_is_object(value) || json_is_array(value));
        json_decref(value);
    }
    mt_free(ctx);
    return 0;
}
