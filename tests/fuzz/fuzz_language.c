/* fuzz_language.c - Any bytes as a text whose language is guessed
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "text/language.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct mt_guesser *guesser; /* reads its models once */
    if (!guesser)
        guesser = mt_guesser_new(NULL);
    struct mt_str language = mt_guess_language(guesser, mt_str_of((const char *)data, size));
    if (language.len != 0 && language.len != 2)
        abort();
    return 0;
}
