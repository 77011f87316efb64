/* squeeze.c - The text of notes, packed by zstd
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "store/squeeze.h"

#include "base/file.h"
#include "base/memory.h"

#include <zstd.h>

/* More than a file of the largest size gives: a damaged size allocates no more. */
#define BYTES_MAX (MT_FILE_MAX * 8)

struct mt_squeezer {
    ZSTD_CCtx *room;
};

static int free_room(struct mt_squeezer *squeezer)
{
    ZSTD_freeCCtx(squeezer->room);
    return 0;
}

struct mt_squeezer *mt_squeezer_new(const void *ctx)
{
    struct mt_squeezer *squeezer = mt_new(ctx, struct mt_squeezer);
    squeezer->room = mt_must(ZSTD_createCCtx());
    talloc_set_destructor(squeezer, free_room);
    return squeezer;
}

struct mt_str mt_squeeze(const void *ctx, struct mt_squeezer *squeezer, struct mt_str bytes)
{
    size_t room = ZSTD_compressBound(bytes.len);
    char *squeezed = mt_alloc(ctx, room);
    size_t n = ZSTD_compressCCtx(squeezer->room, squeezed, room, bytes.ptr, bytes.len,
                                 ZSTD_CLEVEL_DEFAULT);
    mt_must(ZSTD_isError(n) ? NULL : squeezed); /* for room there is, but perhaps no memory */
    return mt_str_of(squeezed, n);
}

enum mt_status mt_unsqueeze(const void *ctx, struct mt_str squeezed, struct mt_str *out,
                            struct mt_error *err)
{
    unsigned long long size = ZSTD_getFrameContentSize(squeezed.ptr, squeezed.len);
    char *bytes = size <= BYTES_MAX ? mt_alloc(ctx, (size_t)size) : NULL; /* errors are huge */
    if (bytes && ZSTD_decompress(bytes, (size_t)size, squeezed.ptr, squeezed.len) == size) {
        *out = mt_str_of(bytes, (size_t)size);
        return MT_OK;
    }
    mt_free(bytes);
    return mt_error_set(err, MT_ERR_CORRUPT,
                        "what is stored of a note is damaged: run mtindex rebuild");
}
