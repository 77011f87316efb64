/* base.h - What every file of the project starts with
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Conventions that hold everywhere and are not repeated at each function:
 *  - A function that can fail returns enum mt_status, takes its results through `out` pointers
 *    and a caller-owned `struct mt_error *err` last. `out` is written only on success, `err` only
 *    on failure; `err` may be NULL.
 *  - `ctx` is the talloc context that owns what the function returns (memory.h).
 *  - Text is UTF-8 in `struct mt_str` slices (str.h): pointer and length, never NUL-terminated
 *    unless the header says so; a slice borrows, it never owns.
 *  - Offsets and lengths are bytes, positions count words, times are milliseconds, lines and
 *    columns count from 1.
 *  - Bad arguments are bugs: assert, not a status. Out of memory ends the program (memory.h).
 */
#ifndef MT_BASE_BASE_H
#define MT_BASE_BASE_H

#include <assert.h>
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/banned.h"

#define MT_NODISCARD __attribute__((warn_unused_result))
#define MT_PRINTF(at, first) __attribute__((format(printf, at, first)))
#define MT_UNUSED __attribute__((unused))

#define MT_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#ifdef __cplusplus
#define MT_BEGIN_DECLS extern "C" {
#define MT_END_DECLS }
#else
#define MT_BEGIN_DECLS
#define MT_END_DECLS
#endif

#endif
