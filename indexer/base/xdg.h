/* xdg.h - Where a user's index and names file lie
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MT_BASE_XDG_H
#define MT_BASE_XDG_H

#include "base/base.h"
#include "base/error.h"

MT_BEGIN_DECLS

/* $XDG_DATA_HOME/mtsearch/index, else ~/.local/share/mtsearch/index; the arguments are the values
 * of the environment variables, NULL where unset. XDG Base Directory Specification: a relative
 * data home is ignored. Errors: USAGE when neither is known. */
MT_NODISCARD enum mt_status mt_xdg_index(const void *ctx, const char *data_home, const char *home,
                                         const char **out, struct mt_error *err);

/* $XDG_CONFIG_HOME/mtsearch/names.yaml, else ~/.config/mtsearch/names.yaml; NULL when neither is
 * known. */
const char *mt_xdg_names(const void *ctx, const char *config_home, const char *home);

MT_END_DECLS

#endif
