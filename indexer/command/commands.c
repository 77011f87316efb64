/* commands.c - The table of commands
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "command/command.h"

#include "base/log.h"
#include "command/json.h"

const struct mt_command mt_commands[] = {
    {"", "[ARCHIVE...]", "bring the index up to date; without ARCHIVE, every one it remembers", 0,
     SIZE_MAX, mt_command_update},
    {"status", "", "what the index holds, its age, and which files it could not read and why", 0, 0,
     mt_command_status},
    {"names", "[--suggest|--accept [NAME[=HEARD]...]]",
     "persons and organizations known; what looks misheard; take it over into the names file", 0,
     SIZE_MAX, mt_command_names},
    {"check", "", "whether the index is sound, and agrees with its archives", 0, 0,
     mt_command_check},
    {"rebuild", "[ARCHIVE...]", "build anew beside the old index, then swap", 0, SIZE_MAX,
     mt_command_rebuild},
    {"forget", "ARCHIVE...", "drop an archive from the index, also one whose folder is gone", 1,
     SIZE_MAX, mt_command_forget},
    {"watch", "", "stay and follow changes as they happen", 0, 0, mt_command_watch},
    {"units", "[systemd|cron]", "print a ready nightly job for this machine", 0, 1,
     mt_command_units},
};
const size_t mt_commands_count = MT_COUNT(mt_commands);

const struct mt_command *mt_command_named(const char *name)
{
    for (size_t i = 0; i < mt_commands_count; i++)
        if (strcmp(name, mt_commands[i].name) == 0)
            return &mt_commands[i];
    return NULL;
}

void mt_command_print_failure(enum mt_status status, const char *path, const char *message)
{
    mt_json_print(json_pack("{s:i,s:{s:s,s:o,s:o}}", "v", MT_JSON_VERSION, "error", "code",
                            mt_status_name(status), "path",
                            path[0] ? mt_json_str(mt_str(path)) : json_null(), "message",
                            mt_json_str(mt_str(message))));
}

enum mt_exit mt_command_fail(const struct mt_arguments *arguments, const struct mt_error *err)
{
    mt_log_error(err);
    if (arguments->json)
        mt_command_print_failure(err->status, err->path, err->message);
    return err->status == MT_ERR_LOCKED ? MT_EXIT_LOCKED : MT_EXIT_FAILED;
}

enum mt_status mt_command_open(const void *ctx, const struct mt_arguments *arguments,
                               struct mt_index *out, struct mt_error *err)
{
    struct mt_index state;
    enum mt_status status = mt_index_read(ctx, arguments->index, &state, err);
    if (status == MT_OK && state.other_schema.len)
        status = mt_error_set(err, MT_ERR_SCHEMA,
                              "the index has schema %.*s, this mtindex reads schema %d: run "
                              "mtindex, which rebuilds it",
                              MT_ARG(state.other_schema), MT_SCHEMA_VERSION);
    else if (status == MT_OK && state.tokeniser.len == 0)
        status =
            mt_error_set(err, MT_ERR_NOT_FOUND, "no index here; make one with: mtindex ARCHIVE");
    if (status == MT_OK)
        *out = state;
    else
        mt_error_at(err, arguments->index, 0);
    return status;
}
