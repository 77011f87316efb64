/* sort.c - Sorting what is often in order already
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/sort.h"

void mt_sort(void *ptr, size_t n, size_t size, int (*compare)(const void *a, const void *b))
{
    size_t i = 1;
    while (i < n && compare((char *)ptr + (i - 1) * size, (char *)ptr + i * size) <= 0)
        i++;
    if (i < n)
        qsort(ptr, n, size, compare);
}
