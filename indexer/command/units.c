/* units.c - mtindex units: a nightly job for this machine, ready to paste
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Two jobs stand in no other's way: a run takes the index's lock and waits for another one.
 * tools/install-nightly cuts the units apart at the lines "# ---- FILE ----".
 */
#define _GNU_SOURCE /* realpath */
#include "base/base.h"
#include "command/command.h"

#include <errno.h>
#include <limits.h>
#include <unistd.h>

#include "base/log.h"

#define PATH_BYTES_MAX ((size_t)1 << 16)

struct job {
    const void *ctx;
    struct mt_str program, index; /* absolute */
    const struct mt_archives *archives;
};

/* ---- Quoting ---- */

/* As a word of ExecStart=, see systemd.service(5), COMMAND LINES. */
static struct mt_str exec_word(const void *ctx, struct mt_str text)
{
    struct mt_buf word;
    mt_buf_init(&word, (void *)ctx, PATH_BYTES_MAX);
    mt_buf_add_char(&word, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '"' || c == '\\')
            mt_buf_add_char(&word, '\\');
        if (c == '%' || c == '$')
            mt_buf_add_char(&word, c);
        mt_buf_add_char(&word, c);
    }
    mt_buf_add_char(&word, '"');
    return mt_buf_str(&word);
}

/* As a word of ReadWritePaths= and the like, which know specifiers and quotes, but in some versions
 * of systemd no way to escape those: false for a path that holds one. */
static bool path_word(const void *ctx, const char *before, struct mt_str path, struct mt_str *out)
{
    struct mt_buf word;
    mt_buf_init(&word, (void *)ctx, PATH_BYTES_MAX);
    mt_buf_printf(&word, "\"%s", before);
    for (size_t i = 0; i < path.len; i++) {
        char c = path.ptr[i];
        if (c == '"' || c == '\'' || c == '\\')
            return false;
        if (c == '%')
            mt_buf_add_char(&word, c);
        mt_buf_add_char(&word, c);
    }
    mt_buf_add_char(&word, '"');
    *out = mt_buf_str(&word);
    return true;
}

/* As a word of a line of crontab(5): for the shell, and cron reads % as the end of the line. */
static struct mt_str cron_word(const void *ctx, struct mt_str text)
{
    struct mt_buf word;
    mt_buf_init(&word, (void *)ctx, PATH_BYTES_MAX);
    mt_buf_add_char(&word, '\'');
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'')
            mt_buf_add(&word, mt_str("'\\'"));
        if (text.ptr[i] == '%')
            mt_buf_add_char(&word, '\\');
        mt_buf_add_char(&word, text.ptr[i]);
    }
    mt_buf_add_char(&word, '\'');
    return mt_buf_str(&word);
}

/* ---- systemd ---- */

static const char service_head[] =
    "# ---- mtindex.service ----\n"
    "[Unit]\n"
    "Description=Bring the search index of the meeting notes up to date\n"
    "\n"
    "[Service]\n"
    "Type=oneshot\n";

/* Only what an unprivileged service manager can do. */
static const char service_rest[] =
    "# 1: some files could not be read or only in part; mtindex status lists them\n"
    "SuccessExitStatus=1\n"
    "Nice=19\n"
    "CPUSchedulingPolicy=idle\n"
    "IOSchedulingClass=idle\n"
    "UMask=0077\n"
    "# It reads the archives, writes the index, and has no business elsewhere. On a kernel "
    "without\n"
    "# unprivileged user namespaces, delete the lines from here to PrivateNetwork.\n"
    "PrivateUsers=yes\n"
    "ProtectSystem=strict\n";

static const char service_end[] = "PrivateNetwork=yes\n"
                                  "RestrictAddressFamilies=AF_UNIX\n"
                                  "NoNewPrivileges=yes\n"
                                  "RestrictNamespaces=yes\n"
                                  "RestrictRealtime=yes\n"
                                  "RestrictSUIDSGID=yes\n"
                                  "LockPersonality=yes\n"
                                  "MemoryDenyWriteExecute=yes\n"
                                  "SystemCallArchitectures=native\n"
                                  "SystemCallFilter=@system-service\n";

static const char timer[] =
    "\n"
    "# ---- mtindex.timer ----\n"
    "[Unit]\n"
    "Description=Bring the search index of the meeting notes up to date every night\n"
    "\n"
    "[Timer]\n"
    "OnCalendar=*-*-* 03:30\n"
    "RandomizedDelaySec=20min\n"
    "# A night that the machine slept through is made up for.\n"
    "Persistent=yes\n"
    "\n"
    "[Install]\n"
    "WantedBy=timers.target\n";

/* A /tmp of its own hides what lies in the common one. */
static bool is_tmp(struct mt_str path)
{
    return mt_str_starts(path, mt_str("/tmp/")) || mt_str_starts(path, mt_str("/var/tmp/"));
}

static enum mt_exit print_systemd(const struct job *job)
{
    struct mt_str index, archive;
    bool in_tmp = is_tmp(job->index);
    if (!path_word(job->ctx, "", job->index, &index)) {
        mt_log_fail("%s: systemd cannot be told of a folder with a quote or a backslash in its "
                    "name; see mtindex units cron",
                    job->index.ptr);
        return MT_EXIT_FAILED;
    }
    puts(
        "# tools/install-nightly does this for you: put both parts into ~/.config/systemd/user, "
        "then\n"
        "#     systemctl --user enable --now mtindex.timer\n"
        "#     loginctl enable-linger        # so that it also runs while you are not logged in\n");
    fputs(service_head, stdout);
    printf("ExecStart=%s --wait 3600 -d %s\n", exec_word(job->ctx, job->program).ptr,
           exec_word(job->ctx, job->index).ptr);
    fputs(service_rest, stdout);
    for (size_t i = 0; i < job->archives->len; i++) {
        in_tmp |= is_tmp(job->archives->ptr[i].path);
        if (path_word(job->ctx, "-", job->archives->ptr[i].path, &archive))
            printf("ReadOnlyPaths=%s\n", archive.ptr);
    }
    printf("ReadWritePaths=%s\n", index.ptr);
    if (!in_tmp)
        puts("PrivateTmp=yes");
    fputs(service_end, stdout);
    fputs(timer, stdout);
    return MT_EXIT_OK;
}

/* ---- cron ---- */

static enum mt_exit print_cron(const struct job *job)
{
    puts("# A line for crontab -e. It says only what went wrong, which cron sends by mail.");
    printf("30 3 * * * nice -n 19 ionice -c 3 %s --quiet --wait 3600 -d %s\n",
           cron_word(job->ctx, job->program).ptr, cron_word(job->ctx, job->index).ptr);
    return MT_EXIT_OK;
}

/* ---- Which, and where things are ---- */

static enum mt_status absolute(const void *ctx, const char *path, struct mt_str *out,
                               struct mt_error *err)
{
    char real[PATH_MAX];
    if (!realpath(path, real)) {
        mt_error_at(err, path, 0);
        return mt_error_errno(err, "where is it?");
    }
    for (const char *p = real; *p; p++)
        if ((unsigned char)*p < 0x20) {
            mt_error_at(err, path, 0);
            return mt_error_set(err, MT_ERR_USAGE,
                                "no job can be told of a folder with a control character in its "
                                "name");
        }
    *out = mt_str_copy(ctx, mt_str(real));
    return MT_OK;
}

enum mt_exit mt_command_units(const void *ctx, const struct mt_arguments *arguments)
{
    static const struct {
        const char *name;
        enum mt_exit (*print)(const struct job *job);
    } kinds[] = {{"systemd", print_systemd}, {"cron", print_cron}};
    const char *wanted = arguments->n_operands ? arguments->operands[0] : kinds[0].name;
    struct mt_index state;
    struct mt_error err = {0};
    struct job job = {.ctx = ctx, .archives = &state.archives};
    if (mt_command_open(ctx, arguments, &state, &err) != MT_OK ||
        absolute(ctx, "/proc/self/exe", &job.program, &err) != MT_OK ||
        absolute(ctx, arguments->index, &job.index, &err) != MT_OK)
        return mt_command_fail(arguments, &err);
    for (size_t i = 0; i < MT_COUNT(kinds); i++)
        if (strcmp(wanted, kinds[i].name) == 0)
            return kinds[i].print(&job);
    mt_error_set(&err, MT_ERR_USAGE, "mtindex units systemd or mtindex units cron, not %s", wanted);
    return mt_command_fail(arguments, &err);
}
