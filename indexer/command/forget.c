/* forget.c - mtindex forget ARCHIVE: an archive and all its notes leave the index
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/command.h"

#include "command/report.h"

enum mt_exit mt_command_forget(const void *ctx, const struct mt_arguments *arguments)
{
    return mt_report_run(ctx, arguments, "forget", (struct mt_run_options){.forget = true});
}
