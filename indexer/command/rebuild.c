/* rebuild.c - mtindex rebuild: the index built anew, beside the old one
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/command.h"

#include "command/report.h"

enum mt_exit mt_command_rebuild(const void *ctx, const struct mt_arguments *arguments)
{
    return mt_report_run(ctx, arguments, "rebuild", (struct mt_run_options){.rebuild = true});
}
