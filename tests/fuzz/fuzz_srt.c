/* fuzz_srt.c - Fuzzer of note/srt.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "note/format.h"

#include "cues.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_cues(&mt_format_srt, mt_str("a/1-1 Dana.srt"), mt_str_of((const char *)data, size));
    return 0;
}
