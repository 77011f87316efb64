/* place.h - A place in a file on disk
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_PLACE_H
#define MT_BASE_PLACE_H

#include "base/base.h"

struct mt_place {
    uint32_t byte;   /* from 0 */
    uint32_t line;   /* from 1; lines end at \n, \r\n or a lone \r */
    uint32_t column; /* in bytes of the file, from 1 */
};

#endif
