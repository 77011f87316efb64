/* xdg.c - Where a user's index and names file lie
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "base/xdg.h"

#include "base/memory.h"

enum mt_status mt_xdg_index(const void *ctx, const char *data_home, const char *home,
                            const char **out, struct mt_error *err)
{
    if (data_home && data_home[0] == '/')
        *out = mt_str_printf(ctx, "%s/mtsearch/index", data_home).ptr;
    else if (home && home[0])
        *out = mt_str_printf(ctx, "%s/.local/share/mtsearch/index", home).ptr;
    else
        return mt_error_set(err, MT_ERR_USAGE,
                            "where is the index? HOME is not set; name it with -d DIR");
    return MT_OK;
}

const char *mt_xdg_names(const void *ctx, const char *config_home, const char *home)
{
    if (config_home && config_home[0] == '/')
        return mt_str_printf(ctx, "%s/mtsearch/names.yaml", config_home).ptr;
    if (home && home[0])
        return mt_str_printf(ctx, "%s/.config/mtsearch/names.yaml", home).ptr;
    return NULL;
}
