/* sort.h - Sorting what is often in order already
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_SORT_H
#define MT_BASE_SORT_H

#include "base/base.h"

MT_BEGIN_DECLS

/* As qsort, but `n` things in order are only looked at once; `ptr` may be NULL when there are none.
 */
void mt_sort(void *ptr, size_t n, size_t size, int (*compare)(const void *a, const void *b));

MT_END_DECLS

#endif
