/* json.h - Text in the JSON that both programs print, by jansson
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_JSON_H
#define MT_BASE_JSON_H

#include <jansson.h>

#include "base/base.h"
#include "base/str.h"

MT_BEGIN_DECLS

/* Text as a JSON string. A file's name can be any bytes: where the text is no UTF-8, each byte that
 * is not ASCII becomes U+FFFD. */
json_t *mt_json_str(struct mt_str text);

MT_END_DECLS

#endif
