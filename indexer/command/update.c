/* update.c - mtindex [ARCHIVE...]: the index agrees with its archives again
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/command.h"

#include "command/report.h"

enum mt_exit mt_command_update(const void *ctx, const struct mt_arguments *arguments)
{
    return mt_report_run(ctx, arguments, "update", (struct mt_run_options){.rebuild = false});
}
