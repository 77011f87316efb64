/* fuzz_places.c - Any bytes as the places of words, asked for any term
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The bytes begin with the term, a line. What is found ascends, and is the same when it is packed
 * and read back.
 */
#include "base/base.h"

#include "store/places.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_again(void *ctx, struct mt_str term, const struct mt_positions *found)
{
    struct mt_positions again = {0};
    const struct mt_posting posting = {
        .term = term, .occurrences = (uint32_t)found->len, .positions = found->ptr};
    struct mt_buf packed[MT_PLACES_PARTS];
    for (size_t p = 0; p < MT_PLACES_PARTS; p++)
        mt_buf_init(&packed[p], ctx, 64 << 20);
    mt_places_pack(&posting, 1, packed);
    const struct mt_place_key key = mt_place_key(term);
    require(mt_places_find(mt_buf_str(&packed[key.part]), &key, 1, ctx, &again, NULL, NULL) ==
            MT_OK);
    require(again.len == found->len);
    for (size_t i = 0; i < found->len; i++)
        require(again.ptr[i] == found->ptr[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = mt_str_copy(ctx, mt_str_of((const char *)data, size)), term;
    struct mt_positions found = {0};
    bool asked = mt_str_next(&bytes, '\n', &term) && term.len <= 240;
    const struct mt_place_key key = mt_place_key(term);
    if (asked && mt_places_find(bytes, &key, 1, ctx, &found, NULL, NULL) == MT_OK) {
        for (size_t i = 0; i < found.len; i++)
            require(found.ptr[i] > (i ? found.ptr[i - 1] : 0));
        if (found.len)
            check_again(ctx, term, &found);
    } else {
        require(found.len == 0);
    }
    mt_free(ctx);
    return 0;
}
