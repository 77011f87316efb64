/* commands.c - The table of commands
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/command.h"

#include "base/log.h"

const struct mt_command mt_commands[] = {
    {"", "[ARCHIVE...]", "bring the index up to date; without ARCHIVE, every one it remembers",
     SIZE_MAX, mt_command_update},
    {"status", "", "what the index holds, its age, and which files it could not read and why", 0,
     mt_command_status},
    {"rebuild", "[ARCHIVE...]", "build anew beside the old index, then swap", SIZE_MAX,
     mt_command_rebuild},
};
const size_t mt_commands_count = MT_COUNT(mt_commands);

const struct mt_command *mt_command_named(const char *name)
{
    for (size_t i = 0; i < mt_commands_count; i++)
        if (strcmp(name, mt_commands[i].name) == 0)
            return &mt_commands[i];
    return NULL;
}

enum mt_exit mt_command_fail(const struct mt_error *err)
{
    mt_log_error(err);
    return err->status == MT_ERR_LOCKED ? MT_EXIT_LOCKED : MT_EXIT_FAILED;
}
