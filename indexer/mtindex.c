/* mtindex.c - The program that keeps an index true to its archives
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Here: the options, which command is meant, and where the index is. What the commands do is in
 * the room command.
 */
#define _GNU_SOURCE
#include "base/base.h"

#include <argp.h>
#include <errno.h>
#include <signal.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/xdg.h"
#include "command/command.h"

#define HELP_MAX ((size_t)1 << 16)
/* What a run without news takes from the heap. */
#define HEAP ((size_t)256 << 10)
#define LARGE ((size_t)1 << 20)

const char *argp_program_version = "mtindex " MT_VERSION;

struct call {
    const struct mt_command *command;
    struct mt_arguments arguments;
};

enum {
    KEY_WAIT = 256,
    KEY_ALLOW_EMPTY,
    KEY_PROGRESS,
    KEY_JSON,
    KEY_NAMES,
    KEY_SUGGEST,
    KEY_ACCEPT
};

static const struct argp_option options[] = {
    {"index", 'd', "DIR", 0, "the index (default: $MTSEARCH_INDEX, ~/.local/share/mtsearch/index)",
     0},
    {"names", KEY_NAMES, "FILE", 0,
     "persons and organizations you know (default: ~/.config/mtsearch/names.yaml)", 0},
    {"dry-run", 'n', NULL, 0, "say what would be done; write nothing", 0},
    {"jobs", 'j', "N", 0, "read notes with that many threads (default: one a processor)", 0},
    {"wait", KEY_WAIT, "SECONDS", 0, "wait that long for another mtindex to finish", 0},
    {"allow-empty", KEY_ALLOW_EMPTY, NULL, 0, "go on when more than half of an archive is gone", 0},
    {"quiet", 'q', NULL, 0, "say only what went wrong", 0},
    {"verbose", 'v', NULL, 0, "say more", 0},
    {"progress", KEY_PROGRESS, "WHEN", 0, "show progress: auto, always, never", 0},
    {"suggest", KEY_SUGGEST, NULL, 0, "names: spellings that look misheard", 0},
    {"accept", KEY_ACCEPT, NULL, 0, "names: write them into the names file", 0},
    {"json", KEY_JSON, NULL, 0, "report as JSON on stdout", 0},
    {NULL, 'h', NULL, OPTION_HIDDEN, NULL, 0},
    {NULL, 0, NULL, 0, NULL, 0},
};

static const char doc[] =
    "Keep a search index of meeting notes true to one or more archives (folders of notes).\v"
    "An archive that bears a command's name is written ./status.\n\n"
    "Exit status: 0 the index agrees with every archive; 1 it was updated, but some files could "
    "not be read or only in part; 2 failed, the old index is untouched; 75 another mtindex is at "
    "work on this index.";

static bool parse_when(const char *text, enum mt_when *out)
{
    static const char *const names[] = {
        [MT_WHEN_AUTO] = "auto", [MT_WHEN_ALWAYS] = "always", [MT_WHEN_NEVER] = "never"};
    for (size_t i = 0; i < MT_COUNT(names); i++) {
        if (strcmp(text, names[i]) == 0) {
            *out = (enum mt_when)i;
            return true;
        }
    }
    return false;
}

static void add_argument(struct argp_state *state, struct call *call, const char *text)
{
    struct mt_arguments *arguments = &call->arguments;
    const struct mt_command *named = state->arg_num == 0 ? mt_command_named(text) : NULL;
    if (named)
        call->command = named;
    else if (arguments->n_operands == call->command->operands_max)
        argp_error(state, "mtindex %s takes no \"%s\"", call->command->name, text);
    else
        arguments->operands[arguments->n_operands++] = text;
}

static void check_names(const struct argp_state *state, const struct call *call)
{
    const struct mt_arguments *arguments = &call->arguments;
    bool names = strcmp(call->command->name, "names") == 0;
    if (!names && (arguments->suggest || arguments->accept))
        argp_error(state, "--suggest and --accept belong to mtindex names");
    if (names && arguments->suggest && arguments->accept)
        argp_error(state, "--suggest or --accept, not both");
    if (names && !arguments->accept && arguments->n_operands)
        argp_error(state, "mtindex names takes names only with --accept: \"%s\"",
                   arguments->operands[0]);
}

static error_t parse_option(int key, char *text, struct argp_state *state)
{
    struct call *call = state->input;
    struct mt_arguments *arguments = &call->arguments;
    uint64_t number;
    switch (key) {
    case 'd':
        arguments->index = text;
        return 0;
    case KEY_NAMES:
        arguments->names = text;
        arguments->names_given = true;
        return 0;
    case 'n':
        arguments->dry_run = true;
        return 0;
    case 'q':
        arguments->quiet = true;
        return 0;
    case 'v':
        arguments->verbose = true;
        return 0;
    case 'h':
        argp_state_help(state, stdout, ARGP_HELP_STD_HELP);
        return 0;
    case 'j':
        if (!mt_str_to_u64(mt_str(text), &number) || number == 0 || number > 1024)
            argp_error(state, "--jobs takes a number of threads from 1 to 1024: %s", text);
        arguments->jobs = (unsigned)number;
        return 0;
    case KEY_WAIT:
        if (!mt_str_to_u64(mt_str(text), &number) || number > 86400)
            argp_error(state, "--wait takes seconds, up to a day: %s", text);
        arguments->wait_s = (unsigned)number;
        return 0;
    case KEY_ALLOW_EMPTY:
        arguments->allow_empty = true;
        return 0;
    case KEY_PROGRESS:
        if (!parse_when(text, &arguments->progress))
            argp_error(state, "--progress takes auto, always or never: %s", text);
        return 0;
    case KEY_SUGGEST:
        arguments->suggest = true;
        return 0;
    case KEY_ACCEPT:
        arguments->accept = true;
        return 0;
    case KEY_JSON:
        arguments->json = true;
        return 0;
    case ARGP_KEY_ARG:
        add_argument(state, call, text);
        return 0;
    case ARGP_KEY_END:
        check_names(state, call);
        if (arguments->n_operands < call->command->operands_min)
            argp_error(state, "mtindex %s %s: name it", call->command->name,
                       call->command->operands);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* Usage lines and the help's list, from the table of commands. `children` has two elements. */
static void describe(void *ctx, struct argp *argp, struct argp_child *children)
{
    struct mt_buf usage;
    struct argp_option *list = mt_array(ctx, struct argp_option, mt_commands_count + 1);
    struct argp *commands = mt_new(ctx, struct argp);
    mt_buf_init(&usage, ctx, HELP_MAX);
    for (size_t i = 0; i < mt_commands_count; i++) {
        const struct mt_command *command = &mt_commands[i];
        const char *gap = command->name[0] && command->operands[0] ? " " : "";
        mt_buf_printf(&usage, "%s%s%s%s", i ? "\n" : "", command->name, gap, command->operands);
        list[i].name = command->name[0] ? command->name : "(none)";
        list[i].doc = command->help;
        list[i].flags = OPTION_DOC | OPTION_NO_USAGE;
    }
    commands->options = list;
    children[0] = (struct argp_child){.argp = commands, .header = "Commands:", .group = -1};
    argp->args_doc = usage.ptr;
    argp->children = children;
}

static char **reading; /* the command line while argp reads it */

/* argp says on stderr what is wrong and ends the process; who reads JSON gets a document too. */
static void tell_refused(int status, void *nothing)
{
    (void)nothing;
    for (char **arg = reading; arg && *arg && status == MT_EXIT_FAILED; arg++) {
        if (strcmp(*arg, "--json") == 0) {
            mt_command_print_failure(MT_ERR_USAGE, "",
                                     "the command line is not understood: stderr says why");
            return;
        }
    }
}

static enum mt_exit run(const void *ctx, struct call *call)
{
    struct mt_error err = {0};
    const char **index = &call->arguments.index, **names = &call->arguments.names;
    if (!*names)
        *names = mt_xdg_names(ctx, getenv("XDG_CONFIG_HOME"), getenv("HOME"));
    if (!*index)
        *index = getenv("MTSEARCH_INDEX");
    if ((!*index || !(*index)[0]) &&
        mt_xdg_index(ctx, getenv("XDG_DATA_HOME"), getenv("HOME"), index, &err) != MT_OK)
        return mt_command_fail(&call->arguments, &err);
    return call->command->run(ctx, &call->arguments);
}

/* Who reads what is said must not take half of it for all; a reader who left has had enough. */
static enum mt_exit finish_output(enum mt_exit result)
{
    bool written = fflush(stdout) == 0 && !ferror(stdout);
    if (written || errno == EPIPE)
        return result;
    mt_log_fail("cannot write to standard output: %s", strerror(errno));
    return MT_EXIT_FAILED;
}

int main(int argc, char **argv)
{
    void *ctx = mt_context(NULL);
    struct argp_child children[2] = {0};
    struct argp argp = {options, parse_option, NULL, doc, NULL, NULL, NULL};
    struct call call = {
        .command = mt_command_named(""),
        .arguments = {.operands = mt_array(ctx, const char *, argc + 1)},
    };

    mt_memory_begin(HEAP, LARGE);
    umask(077);               /* the index holds private conversations */
    signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error like a full disk */
    signal(SIGPIPE, SIG_IGN);
    mt_log_init("mtindex", MT_LOG_NORMAL);
    argp_err_exit_status = MT_EXIT_FAILED;
    describe(ctx, &argp, children);
    reading = argv;
    on_exit(tell_refused, NULL);
    argp_parse(&argp, argc, argv, 0, NULL, &call);
    reading = NULL;
    mt_log_init("mtindex", call.arguments.quiet     ? MT_LOG_QUIET
                           : call.arguments.verbose ? MT_LOG_VERBOSE
                                                    : MT_LOG_NORMAL);
    int result = finish_output(run(ctx, &call));
    mt_free(ctx);
    return result;
}
