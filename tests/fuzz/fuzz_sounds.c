/* fuzz_sounds.c - Any bytes as a block of the sound table, asked for any name
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The bytes begin with the name, a line. What is found lies within the block and is more like the
 * name than was asked for.
 */
#include "base/base.h"

#include "entity/soundtable.h"
#include "text/decode.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* The name, which may be in any encoding. */
static struct mt_str decoded(void *ctx, struct mt_str bytes)
{
    struct mt_text *text;
    struct mt_error err;
    return mt_text_decode(ctx, bytes, &text, &err) == MT_OK ? text->str : mt_str("");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = mt_str_copy(ctx, mt_str_of((const char *)data, size)), name;
    struct mt_sound_matches found = {0};
    struct mt_phones readings[2];
    if (!mt_str_next(&bytes, '\n', &name) || mt_phones_read(decoded(ctx, name), readings) == 0) {
        mt_free(ctx);
        return 0;
    }
    struct mt_sound *sound = mt_new(ctx, struct mt_sound);
    struct mt_sieve *sieve = mt_new(ctx, struct mt_sieve);
    mt_sound_init(sound, readings);
    mt_sieve_init(sieve, sound);
    (void)!mt_soundtable_search(ctx, bytes, sieve, 0, &found, NULL);
    for (size_t i = 0; i < found.len; i++) {
        struct mt_str phones = found.ptr[i].spoken.sound;
        require(phones.ptr >= bytes.ptr && phones.ptr + phones.len <= bytes.ptr + bytes.len);
        require(found.ptr[i].likeness > MT_SOUNDS_LEAST && found.ptr[i].likeness <= 1);
    }
    mt_free(ctx);
    return 0;
}
