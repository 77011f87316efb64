/* fuzz_phones.c - Any text as a name and as what was heard
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The bytes up to the first zero are the name, the rest is what was heard.
 */
#include "base/base.h"
#include "entity/sounds.h"
#include "text/decode.h"

/* Bytes as the text they are, which is valid UTF-8. */
static struct mt_str text_of(void *ctx, struct mt_str bytes)
{
    struct mt_text *text;
    struct mt_error err = {0};
    return mt_text_decode(ctx, bytes, &text, &err) == MT_OK ? text->str : mt_str("");
}

static size_t read(struct mt_str text, struct mt_phones out[2])
{
    static const char alphabet[] = "pbtdkgfvTszSZCJmnNlrwyhQieaouxYWO";
    size_t n = mt_phones_read(text, out);
    assert(n <= 2);
    for (size_t i = 0; i < n; i++) {
        assert(out[i].len > 0 && out[i].len <= MT_PHONES_MAX);
        assert(strspn(out[i].sound, alphabet) == out[i].len && !out[i].sound[out[i].len]);
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    void *ctx = mt_context(NULL);
    struct mt_str bytes = mt_str_of((const char *)data, size);
    size_t cut = mt_str_find_char(bytes, '\0', 0);
    struct mt_phones names[2], heard[2];
    size_t n = read(text_of(ctx, mt_str_slice(bytes, 0, cut)), names);
    size_t m = cut < size ? read(text_of(ctx, mt_str_slice(bytes, cut + 1, size)), heard) : 0;
    for (size_t i = 0; i < n; i++) {
        struct mt_sound sound;
        mt_sound_init(&sound, &names[i]);
        assert(mt_sound_compare(&sound, &names[i], MT_SOUNDS_LEAST) == 1);
        for (size_t j = 0; j < m; j++)
            assert(mt_sound_compare(&sound, &heard[j], MT_SOUNDS_LEAST) <= 1);
    }
    mt_free(ctx);
    return 0;
}
