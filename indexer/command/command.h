/* command.h - What the program mtindex can do, one file a command
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * To add one: a file here with its function, a row in the table of commands.c, a case below
 * tests/cli/index. Usage, --help and the names that no archive can bear come from that table.
 *
 * A command prints: what was asked for on stdout, all else on stderr through base/log.h.
 */
#ifndef MT_COMMAND_COMMAND_H
#define MT_COMMAND_COMMAND_H

#include "base/base.h"
#include "base/error.h"
#include "base/memory.h"
#include "ingest/index.h"

enum mt_when { MT_WHEN_AUTO, MT_WHEN_ALWAYS, MT_WHEN_NEVER };

/* What the user asked for. Strings live as long as the program. */
struct mt_arguments {
    const char *index;     /* folder; never NULL */
    const char **operands; /* what stands behind the command's name: archives, mostly */
    size_t n_operands;
    const char *names; /* the names file; NULL when there is no place for one */
    bool names_given;  /* it was named: it must be there */
    bool suggest, accept;
    unsigned wait_s; /* for another writer */
    unsigned jobs;   /* threads that read notes; 0: one a processor */
    bool dry_run, allow_empty, quiet, verbose, json;
    enum mt_when progress;
};

/* What mtindex ends with. */
enum mt_exit {
    MT_EXIT_OK = 0,
    MT_EXIT_PROBLEMS = 1, /* done, but something is to be looked at: each is listed */
    MT_EXIT_FAILED = 2,
    MT_EXIT_LOCKED = 75 /* EX_TEMPFAIL of sysexits.h */
};

struct mt_command {
    const char *name;     /* "" for the one that needs no name */
    const char *operands; /* as in a usage line */
    const char *help;     /* one line */
    size_t operands_min, operands_max;
    /* Does it, with `ctx` for all it needs, and returns the exit status. */
    enum mt_exit (*run)(const void *ctx, const struct mt_arguments *arguments);
};

extern const struct mt_command mt_commands[];
extern const size_t mt_commands_count;

/* The command with this name; NULL when there is none. "" names the default, an update. */
const struct mt_command *mt_command_named(const char *name);

/* The document of a failure, on stdout; `path` may be "". */
void mt_command_print_failure(enum mt_status status, const char *path, const char *message);

/* Tells of an error, with --json also on stdout; returns the exit status that it asks for. */
enum mt_exit mt_command_fail(const struct mt_arguments *arguments, const struct mt_error *err);

/* Reads what the index remembers. Errors: those of mt_index_read; NOT_FOUND when there is no index,
 * SCHEMA when it is of another version; each says what to do. */
MT_NODISCARD enum mt_status mt_command_open(const void *ctx, const struct mt_arguments *arguments,
                                            struct mt_index *out, struct mt_error *err);

/* ---- The commands: see the table ---- */

enum mt_exit mt_command_update(const void *ctx, const struct mt_arguments *arguments);
enum mt_exit mt_command_rebuild(const void *ctx, const struct mt_arguments *arguments);
enum mt_exit mt_command_forget(const void *ctx, const struct mt_arguments *arguments);
enum mt_exit mt_command_names(const void *ctx, const struct mt_arguments *arguments);
enum mt_exit mt_command_check(const void *ctx, const struct mt_arguments *arguments);
enum mt_exit mt_command_units(const void *ctx, const struct mt_arguments *arguments);
enum mt_exit mt_command_watch(const void *ctx, const struct mt_arguments *arguments);
enum mt_exit mt_command_status(const void *ctx, const struct mt_arguments *arguments);

#endif
