/* output.c - In which form the answer goes out, and through which pager
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "base/base.h"
#include "cli/output.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/log.h"
#include "cli/surroundings.h"

static pid_t pager; /* 0: none */

/* ---- The pager ---- */

/* The shell itself always runs: only it can tell that the command did not (126, 127), and nothing
 * is read by then. It waits for the pager also when Ctrl-C is pressed. */
static const char by_shell[] = "trap : INT QUIT\n"
                               "eval \"$1\"\n"
                               "case $? in 126|127) exec cat;; esac";

/* As git runs it: the user's own command by the shell; less leaves short text on the screen. */
static void become_pager(const char *command)
{
    signal(SIGPIPE, SIG_DFL);
    setenv("LESS", "FRX", 0);
    setenv("LV", "-c", 0);
    if (command)
        execl("/bin/sh", "sh", "-c", by_shell, "sh", command, (char *)NULL);
    else
        execlp("less", "less", (char *)NULL);
    execlp("cat", "cat", (char *)NULL); /* better unpaged than lost */
    _exit(127);
}

static void start_pager(const char *command)
{
    int ends[2];
    if (pipe(ends) != 0)
        return;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        dup2(ends[0], STDIN_FILENO);
        close(ends[0]);
        close(ends[1]);
        become_pager(command);
    }
    if (child > 0) {
        dup2(ends[1], STDOUT_FILENO);
        pager = child;
        /* Ctrl-C is meant for the pager: it would be left behind without us. */
        signal(SIGINT, SIG_IGN);
        signal(SIGQUIT, SIG_IGN);
    }
    close(ends[0]);
    close(ends[1]);
}

static void page(const struct mt_request *request)
{
    const char *command = getenv("PAGER");
    bool none = command && (!command[0] || !strcmp(command, "cat"));
    if (!request->no_pager && !request->count && !none && isatty(STDOUT_FILENO))
        start_pager(command);
}

/* ---- The form ---- */

struct mt_renderer *mt_output_open(const struct mt_request *request)
{
    const void *ctx = request->ctx;
    struct mt_text_options text = {
        .color = mt_surroundings_color(request),
        .width = mt_surroundings_width(request),
        .fold = mt_surroundings_fold(request),
        .links = mt_surroundings_links(request),
        .link = request->link,
        .summary = !request->show,
    };
    struct mt_str folder = mt_surroundings_folder(ctx);
    /* Raw names are for xargs, not for a terminal. */
    bool null = request->null_ended && !isatty(STDOUT_FILENO);
    switch ((enum mt_format)request->format) {
    case MT_FORMAT_JSON:
        return mt_render_json_new(ctx, stdout, false);
    case MT_FORMAT_JSONL:
        return mt_render_json_new(ctx, stdout, true);
    case MT_FORMAT_VIMGREP:
        return mt_render_lines_new(ctx, stdout, MT_LINES_VIMGREP, null, folder);
    case MT_FORMAT_TSV:
        return mt_render_lines_new(ctx, stdout, MT_LINES_TSV, null, folder);
    case MT_FORMAT_PATHS:
        return mt_render_lines_new(ctx, stdout, MT_LINES_PATHS, null, folder);
    case MT_FORMAT_TEXT:
        break;
    }
    page(request);
    return mt_render_text_new(ctx, stdout, &text, folder);
}

enum mt_exit mt_output_close(enum mt_exit result)
{
    bool written = fflush(stdout) == 0 && !ferror(stdout);
    int why = errno;
    if (pager) {
        close(STDOUT_FILENO);
        while (waitpid(pager, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    if (written || why == EPIPE)
        return result;
    mt_log_fail("cannot write the results: %s", strerror(why));
    return MT_EXIT_FAILED;
}
